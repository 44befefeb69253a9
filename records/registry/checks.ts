/**
 * Whether a change of the registry may be made. Everything wrong is collected. Bodies, departments and people here,
 * appointments and nominations in `appointment-checks.ts`.
 */
import { endInTime, endStands, homeNamed, kindStays, supervisorIsMinistry } from '../../machines/registry/recorded.ts';
import { problemOf } from '../../machines/registry/rule.ts';
import type { LocalDate } from '../../model/identifiers.ts';
import { readMailAddress } from '../../model/mail-address.ts';
import type { Text } from '../../model/text.ts';
import { areFictionalNames, isFictionalId } from './fiction.ts';
import { notInList } from './fixed-lists.ts';
import { checkLaw } from './law-checks.ts';
import type { Problems, Where } from './problems.ts';
import {
  CORRECTION,
  departmentAfter,
  formerNamesOf,
  type GivenOrganisation,
  type GivenRows,
  isOrganisationKind,
  type Item,
  organisationAfter,
  personAfter,
} from './rows.ts';
import { type BrokenIds, departmentKey, type RegistryState } from './state.ts';
import type { DepartmentTable, OrganisationTable, PersonTable } from './tables.ts';
import {
  corporateNumberProblem,
  dateProblem,
  idProblem,
  LONGEST_TEXT,
  mailProblem,
  nameProblem,
  quote,
  textProblem,
} from './text-checks.ts';

/** What a check looks at. */
export interface CheckedChange {
  readonly given: GivenRows;
  readonly recorded: RegistryState;
  readonly after: RegistryState;
  readonly broken: BrokenIds;
  readonly problems: Problems;
  /** Somebody asks for it, and not the installation itself. */
  readonly asked: boolean;
  /** Documents that whoever asks may read; absent where that was judged before, or nobody asks. */
  readonly readable: ReadonlySet<string> | undefined;
  /** The day on which it is judged. */
  readonly today: LocalDate;
}

/** Each key once in a change. */
export function checkDuplicates<T>(items: readonly Item<T>[], key: (row: T) => string, problems: Problems): void {
  const first = new Map<string, string>();
  for (const { row, where } of items) {
    const before = first.get(key(row));
    if (before === undefined) first.set(key(row), where());
    else {
      problems.add(where('id'), {
        ja: `${quote(key(row))} は同じファイルに二度あります（最初は ${before}）。一つにしてください`,
        en: `${quote(key(row))} is there twice (first at ${before}): keep one`,
      });
    }
  }
}

export function checkOrganisations({ given, recorded, after, broken, problems, asked, today }: CheckedChange): void {
  checkDuplicates(given.organisations, (row) => row.id, problems);
  for (const { row: said, where, broken: isBroken } of given.organisations) {
    if (isBroken === true) continue;
    const { id } = said;
    const before = recorded.organisations.get(id);
    const row = organisationAfter(said, before);
    const say = (field: string, text: Text | undefined): void => {
      if (text !== undefined) problems.add(where(field), text);
    };
    say('id', idProblem(id));
    if (before === undefined && said.kind === undefined) {
      say('id', unknown('組織', 'organisation', id));
      continue;
    }
    if (before !== undefined && asked) {
      const end = { recorded: before.to_date, to: row.to_date, today };
      say('to', problemOf(endStands, end) ?? problemOf(endInTime, end));
    }
    checkNames(row, say);
    checkRenaming({ said, row, before, asked, today }, say);
    if (!isOrganisationKind(row.kind)) say('kind', notInList('organisationKind', row.kind));
    say('kind', problemOf(kindStays, { kind: row.kind, recorded: before?.kind }));
    checkLaw(row, say);
    if (row.corporate_number !== null) say('corporateNumber', corporateNumberProblem(row.corporate_number));
    checkPeriod(row.from_date, row.to_date, say);
    if (row.to_date !== null) {
      if (row.abolition_basis === null) {
        say('abolitionBasis', {
          ja: '廃止日がありますが、廃止の根拠法令がありません。記入してください',
          en: 'there is a last day but no legal basis of the abolition: give it',
        });
      }
    } else if (row.abolition_basis !== null) {
      say('to', {
        ja: '廃止の根拠法令がありますが、廃止日がありません。記入してください',
        en: 'there is a legal basis of the abolition but no last day: give it',
      });
    }
    if (row.abolition_basis !== null) say('abolitionBasis', textProblem(row.abolition_basis, LONGEST_TEXT));
    checkRelated(row, 'supervisors', row.supervisors);
    checkRelated(row, 'successors', row.successors);
    const circle = circleFrom(id, (each) => after.organisations.get(each)?.successors ?? []);
    if (circle !== undefined && !isSame(row.successors, before?.successors)) say('successors', inCircle(circle));
    checkFiction(row, say);

    function checkRelated(
      body: OrganisationTable,
      field: 'supervisors' | 'successors',
      others: readonly string[],
    ): void {
      if (new Set(others).size !== others.length)
        say(field, { ja: '同じ組織が二度あります', en: 'a body is there twice' });
      for (const other of others) {
        const found = after.organisations.get(other);
        if (other === body.id) say(field, { ja: '自分自身は指定できません', en: 'a body cannot name itself' });
        else if (found === undefined) {
          if (!broken.organisations.has(other)) say(field, unknown('組織', 'organisation', other));
        } else if (found.fictional !== body.fictional) {
          say(field, {
            ja: `${quote(other)} と、架空か実在かが異なります。架空の組織と実在の組織は関係づけられません`,
            en: `one of this body and ${quote(other)} is invented and the other is real: they cannot be related`,
          });
        } else if (field === 'supervisors') say(field, problemOf(supervisorIsMinistry, found));
      }
    }
  }
}

/** Whether it is clear what became of the name before, and since when. */
function checkRenaming(
  {
    said,
    row,
    before,
    asked,
    today,
  }: {
    readonly said: GivenOrganisation;
    readonly row: OrganisationTable;
    readonly before: OrganisationTable | undefined;
    readonly asked: boolean;
    readonly today: LocalDate;
  },
  say: (field: string, text: Text | undefined) => void,
): void {
  const { renamed_on: renamedOn } = said;
  const isRenamed = before !== undefined && row.name_ja !== before.name_ja;
  if (isRenamed && renamedOn !== undefined && renamedOn !== CORRECTION && renamedOn > today) {
    say('renamedOn', {
      ja: `改称日 ${renamedOn} はまだ来ていません。その日以後に登録してください`,
      en: `the body gets its new name on ${renamedOn}: record it on that day or later`,
    });
    return;
  }
  const formerNames = formerNamesOf(row);
  for (const [index, { nameJa, nameEn, to }] of formerNames.entries()) {
    say('formerNames', nameProblem(nameJa) ?? nameProblem(nameEn) ?? dateProblem(to));
    if (areFictionalNames(nameJa, nameEn) !== row.fictional) say('formerNames', fictionOfBody);
    const next = formerNames[index + 1];
    if (to >= today || (next !== undefined && to >= next.to)) {
      say('formerNames', {
        ja: `旧名称 ${quote(nameJa)} の最後の日 ${to} は、今日より前で、次の名称の最後の日より前にしてください`,
        en: `the last day of the former name ${quote(nameJa)}, ${to}, must lie before today and before the last day of the next name`,
      });
    }
  }
  if (renamedOn !== undefined && renamedOn !== CORRECTION) {
    say('renamedOn', dateProblem(renamedOn));
    if (isRenamed && row.from_date !== null && renamedOn <= row.from_date) {
      say('renamedOn', {
        ja: `改称日 ${renamedOn} が設置日 ${row.from_date} より後ではありません`,
        en: `the day of the new name, ${renamedOn}, does not lie after the first day of the body, ${row.from_date}`,
      });
    }
    return;
  }
  if (!asked || !isRenamed || renamedOn === CORRECTION) return;
  if (formerNames.some(({ nameJa }) => nameJa === before.name_ja)) return;
  const earlier = formerNames.find(({ nameJa }) => nameJa === row.name_ja);
  say('nameJa', {
    ja: `名称が ${quote(before.name_ja)} から変わります${earlier === undefined ? '' : `（${quote(earlier.nameJa)} は ${earlier.to} までの名称です）`}。改称なら改称日に新しい名称になった日を、誤記の訂正なら改称日に「訂正」と書いてください`,
    en: `the name was ${quote(before.name_ja)}${earlier === undefined ? '' : ` (${quote(earlier.nameJa)} was its name until ${earlier.to})`}: give the day of the new name as renamedOn, or "${CORRECTION}" where a slip is corrected`,
  });
}

const fictionOfBody: Text = {
  ja: '架空の組織は、IDが demo- で始まり、名称が「（架空）」と "(fictional)" で終わるものに限ります（実在の組織はそのどれでもありません）',
  en: 'an invented body has an id that begins with demo- and names that end with （架空） and (fictional); a real one has none of them',
};

function checkFiction(row: OrganisationTable, say: (field: string, text: Text | undefined) => void): void {
  const named = areFictionalNames(row.name_ja, row.name_en);
  if (row.fictional === isFictionalId(row.id) && named === row.fictional) return;
  say('fictional', fictionOfBody);
}

export function checkDepartments({ given, recorded, after, broken, problems }: CheckedChange): void {
  checkDuplicates(given.departments, departmentKey, problems);
  for (const { row: said, where, broken: isBroken } of given.departments) {
    if (isBroken === true) continue;
    const row = departmentAfter(said, recorded.departments.get(departmentKey(said)));
    const say = (field: string, text: Text | undefined): void => {
      if (text !== undefined) problems.add(where(field), text);
    };
    say('id', idProblem(row.id));
    checkNames(row, say);
    checkPeriod(row.from_date, row.to_date, say);
    const isKnown = (id: string): boolean => {
      const other = departmentKey({ organisation: row.organisation, id });
      return after.departments.has(other) || broken.departments.has(other);
    };
    if (!after.organisations.has(row.organisation)) {
      if (!broken.organisations.has(row.organisation))
        say('organisation', unknown('組織', 'organisation', row.organisation));
      continue;
    }
    if (row.parent !== null && !isKnown(row.parent))
      say('parent', unknown('上位の部署', 'parent department', row.parent));
    else if (isInCircle(row, after.departments)) {
      say('parent', {
        ja: '上位の部署をたどると自分に戻ります。上位の部署を直してください',
        en: 'following the parents leads back to this department: correct the parent',
      });
    }
    for (const successor of row.successors) {
      if (successor === row.id)
        say('successors', { ja: '自分自身は指定できません', en: 'a department cannot succeed itself' });
      else if (!isKnown(successor)) say('successors', unknown('承継する部署', 'successor department', successor));
    }
    const before = recorded.departments.get(departmentKey(row));
    const circle = circleFrom(
      row.id,
      (id) => after.departments.get(departmentKey({ organisation: row.organisation, id }))?.successors ?? [],
    );
    if (circle !== undefined && !isSame(row.successors, before?.successors)) say('successors', inCircle(circle));
  }
}

/**
 * The way from an id over successors back to itself, the id first; `undefined` where none leads back. One that names itself
 * is told of separately.
 */
function circleFrom(id: string, successorsOf: (id: string) => readonly string[]): readonly string[] | undefined {
  const seen = new Set([id]);
  const ways: (readonly string[])[] = [[id]];
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of successorsOf(way.at(-1) ?? id)) {
      if (next === id && way.length > 1) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

function isSame(successors: readonly string[], before: readonly string[] | undefined): boolean {
  return before !== undefined && successors.join() === before.join();
}

function inCircle(circle: readonly string[]): Text {
  const way = [...circle, circle[0] ?? ''].join(' → ');
  return {
    ja: `承継をたどると自分に戻ります（${way}）。どれか一つの承継先を直してください`,
    en: `following the successors leads back (${way}): correct the successor of one of them`,
  };
}

function isInCircle(row: DepartmentTable, departments: ReadonlyMap<string, DepartmentTable>): boolean {
  const seen = new Set<string>();
  let next = row.parent;
  while (next !== null && !seen.has(next)) {
    if (next === row.id) return true;
    seen.add(next);
    next = departments.get(departmentKey({ organisation: row.organisation, id: next }))?.parent ?? null;
  }
  return false;
}

export function checkPeople({ given, recorded, after, broken, problems, asked }: CheckedChange): void {
  checkDuplicates(given.people, (row) => row.id, problems);
  for (const { row: said, where, broken: isBroken } of given.people) {
    if (isBroken === true) continue;
    const { id } = said;
    const row = personAfter(said, recorded.people.get(id));
    const say = (field: string, text: Text | undefined): void => {
      if (text !== undefined) problems.add(where(field), text);
    };
    say('id', idProblem(id));
    checkNames(row, say);
    if (row.mail !== null) say('mail', mailProblem(row.mail));
    if (asked) say('home', problemOf(homeNamed, { home: row.home, outside: row.outside_firm !== null }));
    if (row.home !== null && !after.organisations.has(row.home) && !broken.organisations.has(row.home))
      say('home', unknown('組織', 'organisation', row.home));
    checkOutside(row, where, problems);
    const fictional = areFictionalNames(row.name_ja, row.name_en);
    if (fictional === undefined) {
      say('nameEn', {
        ja: '架空の人物は、氏名が「（架空）」と "(fictional)" の両方で終わります。片方だけです',
        en: 'the names of an invented person end with （架空） and (fictional): only one of them does',
      });
    }
    if (fictional === true && row.mail !== null && !isOfExample(row.mail)) {
      say('mail', {
        ja: '架空の人物のメールアドレスは .example で終わるものに限ります',
        en: 'the mail address of an invented person ends with .example',
      });
    }
    const before = recorded.people.get(id);
    if (before !== undefined && areFictionalNames(before.name_ja, before.name_en) !== fictional) {
      say('nameJa', {
        ja: '架空の人物を実在の人物に（またはその逆に）変えることはできません。別の人物として登録してください',
        en: 'an invented person does not become a real one, nor a real one invented: record another person',
      });
    }
  }
}

/** What is no address is told of separately. */
function isOfExample(mail: string): boolean {
  const read = readMailAddress(mail);
  return 'fault' in read || read.address.endsWith('.example');
}

function checkOutside(row: PersonTable, where: Where, problems: Problems): void {
  const parts: readonly (readonly [string, string | null])[] = [
    ['outside.firm', row.outside_firm],
    ['outside.contract', row.outside_contract],
    ['outside.from', row.outside_from],
    ['outside.to', row.outside_to],
    ['outside.declaration', row.outside_declaration],
  ];
  if (parts.every(([, value]) => value === null)) return;
  for (const [field, value] of parts) {
    if (value === null) {
      problems.add(where(field), {
        ja: '外部の人物には、所属・契約・期間（自・至）・誓約書のすべてが必要です',
        en: 'an outside person needs firm, contract, first and last day, and declaration: all five',
      });
    } else if (!field.endsWith('from') && !field.endsWith('to')) {
      const text = textProblem(value, LONGEST_TEXT);
      if (text !== undefined) problems.add(where(field), text);
    }
  }
  checkPeriod(row.outside_from, row.outside_to, (field, text) => {
    if (text !== undefined) problems.add(where(`outside.${field}`), text);
  });
}

function checkNames(
  row: { name_ja: string; name_en: string },
  say: (field: string, text: Text | undefined) => void,
): void {
  say('nameJa', nameProblem(row.name_ja));
  say('nameEn', nameProblem(row.name_en));
}

/** Both days exist, and the last is not before the first. */
export function checkPeriod(
  from: string | null,
  to: string | null,
  say: (field: string, text: Text | undefined) => void,
): void {
  const wrong = [from === null ? undefined : dateProblem(from), to === null ? undefined : dateProblem(to)];
  say('from', wrong[0]);
  say('to', wrong[1]);
  if (from !== null && to !== null && wrong.every((text) => text === undefined) && to < from) {
    say('to', {
      ja: `終わりの日 ${to} が始まりの日 ${from} より前です`,
      en: `the last day ${to} is before the first, ${from}`,
    });
  }
}

/** A reference to what is not recorded. */
export function unknown(ja: string, en: string, value: string): Text {
  return {
    ja: `${ja} ${quote(value)} は登録されていません。先に登録するか、綴りを直してください`,
    en: `there is no ${en} ${quote(value)}: record it first, or correct the spelling`,
  };
}
