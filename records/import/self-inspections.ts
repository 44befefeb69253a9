/**
 * Self-inspections collected by questionnaire (3-12), as a CSV: a line for each department and role; the results by
 * criterion, in a column each, stand on any line of the department. Read like a file of the registry – encodings, words,
 * remarks –, and everything wrong is said at its line.
 */
import { stringify } from 'csv-stringify/sync';
import type { DepartmentId } from '../../model/identifiers.ts';
import { roles } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { RegistryProblem } from '../../contract/records/registry.ts';
import { wordsOf } from '../registry/fixed-lists.ts';
import { collectProblems, type Problems } from '../registry/problems.ts';
import { quote } from '../registry/text-checks.ts';
import { type Columns, readTable } from './csv.ts';
import { decode } from './decode.ts';
import { columnKey, type Field, wordKey } from './fields.ts';
import { type ReadRow, whereIn } from './rows.ts';

/** What the file is about: the criteria that each department answers, and the departments of the body by id. */
export interface SelfInspectionForm {
  readonly criteria: readonly string[];
  readonly departments: ReadonlyMap<DepartmentId, Text>;
}

/** Results of one department, with the line they begin on. */
export interface ReadSelfInspection {
  readonly line: string;
  readonly department: DepartmentId;
  readonly byRole: readonly ByRole[];
  readonly criteria: readonly ReadCriterion[];
}
interface ByRole {
  readonly role: string;
  readonly subject: number;
  readonly answered: number;
  readonly compliant: number;
}
interface ReadCriterion {
  readonly criterion: string;
  readonly result: 'achieved' | 'notAchieved' | 'notApplicable';
  readonly reason?: string;
}

/** What a file says, and everything in it that could not be read. */
export interface ReadSelfInspections {
  readonly rows: readonly ReadSelfInspection[];
  readonly problems: readonly RegistryProblem[];
  readonly more: number;
}

/** As many departments and roles as one decision takes. */
const mostDepartments = 300;
const mostRoles = 30;

const counts = ['subject', 'answered', 'compliant'] as const;
const always = (name: string, type: Field['type'], ...ja: string[]): Field => ({ name, ja, type, always: true });
const fixed: readonly Field[] = [
  always('department', 'text', '部署ID'),
  { name: 'departmentName', ja: ['部署名', '名称'], type: 'text' },
  always('role', 'role', '役割', '役職'),
  always('subject', 'text', '対象者数', '対象者'),
  always('answered', 'text', '回答者数', '回答者'),
  always('compliant', 'text', '遵守者数', '遵守者'),
];
const CRITERION = 'criterion:';

function columnsFor({ criteria }: SelfInspectionForm): Columns {
  const all = [...fixed, ...criteria.map((id): Field => ({ name: `${CRITERION}${id}`, ja: [id], type: 'text' }))];
  const byKey = new Map(
    all.flatMap((field) => [field.name, ...field.ja].map((name): [string, Field] => [columnKey(name), field])),
  );
  return { all, of: (column) => byKey.get(columnKey(column)), needed: ['department', 'role', ...counts] };
}

/** Reads a file. Nothing is judged that only the procedure knows. */
export function readSelfInspections(
  { bytes, charset }: { readonly bytes: Uint8Array; readonly charset?: string },
  form: SelfInspectionForm,
): ReadSelfInspections {
  const problems = collectProblems();
  const decoded = decode(bytes, charset);
  if ('problem' in decoded) {
    problems.add(`line ${decoded.line}`, decoded.problem);
    return { rows: [], problems: problems.all, more: problems.more };
  }
  const lines = readTable(decoded.text, columnsFor(form), problems);
  const byDepartment = new Map<DepartmentId, ReadRow[]>();
  for (const line of lines) {
    const department = departmentOf(line, form, problems);
    if (department !== undefined) byDepartment.set(department, [...(byDepartment.get(department) ?? []), line]);
  }
  const rows = [...byDepartment].map(([department, of]) => resultOf(department, of, form, problems));
  if (lines.length === 0 && problems.all.length === 0) {
    problems.add('line 1', { ja: '結果の行がありません', en: 'there is no line with a result' });
  }
  if (rows.length > mostDepartments) {
    problems.add('line 1', {
      ja: `一度に記録できるのは${mostDepartments}部署までです。ファイルを分けてください`,
      en: `at most ${mostDepartments} departments are entered at once: send them in parts`,
    });
  }
  return { rows, problems: problems.all, more: problems.more };
}

function departmentOf(line: ReadRow, { departments }: SelfInspectionForm, problems: Problems): string | undefined {
  const id = textIn(line, 'department');
  const where = whereIn(line.place)('department');
  if (id === undefined) {
    if (!line.broken) problems.add(where, { ja: '部署IDを記入してください', en: 'give the id of the department' });
    return undefined;
  }
  if (departments.has(id)) return id;
  problems.add(where, {
    ja: `部署 ${quote(id)} はこの機関にありません。ひな形の部署IDを使ってください`,
    en: `this body has no department ${quote(id)}: use the ids of the template`,
  });
  return undefined;
}

function textIn({ values }: ReadRow, name: string): string | undefined {
  const value = values.get(name);
  return typeof value === 'string' ? value : undefined;
}

function resultOf(
  department: DepartmentId,
  lines: readonly ReadRow[],
  { criteria }: SelfInspectionForm,
  problems: Problems,
): ReadSelfInspection {
  const byRole = lines.flatMap((line) => roleOf(line, problems) ?? []);
  for (const [index, { role, place }] of byRole.entries()) {
    if (byRole.findIndex((other) => other.role === role) < index) {
      problems.add(place, { ja: '同じ部署の同じ役割が二行あります', en: 'this role of the department is there twice' });
    }
  }
  const first = lines[0]?.place.row ?? 'line 1';
  if (lines.length > mostRoles) {
    problems.add(first, {
      ja: `一つの部署の行は${mostRoles}行までです`,
      en: `a department has at most ${mostRoles} lines`,
    });
  }
  return {
    line: first,
    department,
    byRole: byRole.map(({ place: _, ...numbers }) => numbers),
    criteria: criteria.flatMap((criterion) => criterionOf(criterion, lines, first, problems) ?? []),
  };
}

function roleOf(line: ReadRow, problems: Problems): (ByRole & { readonly place: string }) | undefined {
  const where = whereIn(line.place);
  const role = textIn(line, 'role');
  const numbers = counts.map((name) => countIn(line, name, problems));
  const [subject, answered, compliant] = numbers;
  if (role === undefined && !line.broken) {
    problems.add(where('role'), {
      ja: `役割を記入してください。使える語：${wordsOf('role').ja}`,
      en: `give the role; the words are: ${wordsOf('role').en}`,
    });
  }
  if (role === undefined || subject === undefined || answered === undefined || compliant === undefined)
    return undefined;
  if (answered > subject || compliant > answered) {
    problems.add(where(answered > subject ? 'answered' : 'compliant'), {
      ja: '回答者数は対象者数以下、遵守者数は回答者数以下としてください',
      en: 'no more may answer than are subject, and no more comply than answered',
    });
  }
  return { place: where('role'), role, subject, answered, compliant };
}

/** A number as offices write it: either width, with commas, with 名 or 人 behind. */
function countIn(line: ReadRow, name: (typeof counts)[number], problems: Problems): number | undefined {
  const where = whereIn(line.place)(name);
  const text = textIn(line, name);
  if (text === undefined) {
    if (!line.broken) problems.add(where, { ja: '数を記入してください', en: 'give the number' });
    return undefined;
  }
  const digits = /^(\d{1,3}(?:,\d{3})+|\d{1,8})[名人]?$/.exec(wordKey(text))?.[1]?.replaceAll(',', '');
  const number = digits === undefined ? Number.NaN : Number(digits);
  if (number <= 10_000_000) return number;
  problems.add(where, {
    ja: `${quote(text)} は人数ではありません。0以上の整数を書いてください`,
    en: `${quote(text)} is no number of people: write 0 or a whole number`,
  });
  return undefined;
}

const results: ReadonlyMap<string, ReadCriterion['result']> = new Map([
  ...['達成', '適合', '遵守', '○', '〇', '◯', 'はい', 'achieved', 'yes'].map(
    (word) => [wordKey(word), 'achieved'] as const,
  ),
  ...['未達成', '不適合', '不遵守', '×', '✕', 'いいえ', 'notAchieved', 'not achieved', 'no'].map(
    (word) => [wordKey(word), 'notAchieved'] as const,
  ),
  ...['対象外', '該当なし', 'notApplicable', 'not applicable', 'n/a'].map(
    (word) => [wordKey(word), 'notApplicable'] as const,
  ),
]);
const resultWords: Text = {
  ja: '達成（○）、未達成（×）、対象外：理由',
  en: 'achieved (○), not achieved (×), not applicable: the reason',
};

/** A department's result by one criterion: on one of its lines, or the same on several. */
function criterionOf(
  criterion: string,
  lines: readonly ReadRow[],
  first: string,
  problems: Problems,
): ReadCriterion | undefined {
  const name = `${CRITERION}${criterion}`;
  const cells = lines.filter(({ values }) => values.has(name));
  const [cell, ...others] = cells;
  if (cell === undefined) {
    problems.add(`${first}: ${criterion}`, {
      ja: `判断基準 ${quote(criterion)} の結果がありません。この部署のどれかの行に書いてください：${resultWords.ja}`,
      en: `there is no result for the criterion ${quote(criterion)}: write one on a line of the department: ${resultWords.en}`,
    });
    return undefined;
  }
  const differing = others.find(({ values }) => values.get(name) !== cell.values.get(name));
  if (differing !== undefined) {
    problems.add(whereIn(differing.place)(name), {
      ja: `判断基準 ${quote(criterion)} の結果が、この部署の他の行と異なります`,
      en: `the result for the criterion ${quote(criterion)} differs from another line of the department`,
    });
    return undefined;
  }
  return resultIn(criterion, cell.values.get(name) ?? null, whereIn(cell.place)(name), problems);
}

function resultIn(criterion: string, value: unknown, where: string, problems: Problems): ReadCriterion | undefined {
  // A dash is what offices write for "not applicable"; like the word alone it lacks the reason.
  const text = typeof value === 'string' ? value : '対象外';
  const [, word = text, inBrackets, behind] =
    /^(対象外|該当なし|not ?applicable|n\/a)\s*(?:[（(]([^）)]*)[）)]|[:：,、]?\s*(.*))$/isu.exec(text.trim()) ?? [];
  const reason = (inBrackets ?? behind ?? '').trim();
  const result = results.get(wordKey(word));
  if (result === undefined) {
    problems.add(where, {
      ja: `${quote(text)} は結果を表す語ではありません。使える語：${resultWords.ja}`,
      en: `${quote(text)} is no result; the words are: ${resultWords.en}`,
    });
    return undefined;
  }
  if (result !== 'notApplicable') return { criterion, result };
  if (reason === '') {
    problems.add(where, {
      ja: '対象外とした理由を「対象外：理由」の形で書いてください',
      en: 'write why it is not applicable, as "not applicable: the reason"',
    });
    return undefined;
  }
  return { criterion, result, reason };
}

/** The file to fill in, with these departments on it: UTF-8 with BOM and CR LF, as spreadsheets in Japan open it. */
export function selfInspectionTemplate(form: SelfInspectionForm, departments: readonly DepartmentId[]): string {
  const { criteria } = form;
  const blank = criteria.map(() => '');
  const remark = ([head = '', ...others]: readonly string[]): string[] => [`# ${head}`, ...others];
  return stringify(
    [
      [...fixed.map(({ ja: [head = ''] }) => head), ...criteria],
      remark([
        '【必須】部署ごと・役割ごとに一行。役割が複数の部署は行を加える（「#」の行は読み飛ばされる）',
        '書かなくてもよい',
        `【必須】次のどれか：${wordsOf('role').ja}`,
        '【必須】0以上の整数',
        '【必須】対象者数以下',
        '【必須】回答者数以下',
        ...criteria.map(() => `部署ごとに一度：${resultWords.ja}`),
      ]),
      remark([
        '[needed] a line for each department and role; add lines where there are several roles (lines with # are passed over)',
        'may be left empty',
        `[needed] one of: ${wordsOf('role').en}`,
        '[needed] 0 or a whole number',
        '[needed] at most those subject',
        '[needed] at most those who answered',
        ...criteria.map(() => `once for each department: ${resultWords.en}`),
      ]),
      ...departments.map((id) => [id, plain(form.departments.get(id)?.ja ?? ''), roles.staff.ja, '', '', '', ...blank]),
    ],
    { bom: true, record_delimiter: '\r\n' },
  );
}

/** A cell that no spreadsheet takes for a formula. */
function plain(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
