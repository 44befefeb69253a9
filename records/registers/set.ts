/** Setting a fact of a register: what is wrong with it, and writing it with its line in the registry's journal. */
import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { readOverrides } from '../../model/calendar/read.ts';
import type { Calendars } from '../../model/calendar/settings.ts';
import type { PersonId } from '../../model/identifiers.ts';
import { isObject } from '../../model/json.ts';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { profiles } from '../../model/organisations.ts';
import { ownWords } from '../../model/pattern.ts';
import { calendarRegister } from '../calendars.ts';
import type { RegistryProblem } from '../../contract/records/registry.ts';
import type { Signature } from '../../contract/records/tokens.ts';
import type { Connection } from '../database.ts';
import { isFictionalId } from '../registry/fiction.ts';
import { writeLine } from '../registry/journal.ts';
import type { JournaledRow } from '../registry/journaled-row.ts';
import { collectProblems, type Problems } from '../registry/problems.ts';
import { textProblem } from '../registry/text-checks.ts';
import { factsInForce, putInForce } from './in-force.ts';
import { hasItems, knownRegister } from './known.ts';

/** A fact somebody wants to put in force. */
export interface ToSet {
  readonly organisation: string;
  readonly register: string;
  readonly key: string;
  readonly value: Json;
  readonly from: number;
}

/** What the register says from then on, until this fact. */
export async function valueBefore(
  trx: Connection,
  { organisation, register, key, from }: ToSet,
): Promise<Json | undefined> {
  const facts = await factsInForce(trx, { organisation, registers: [register] }, from);
  return facts.find((fact) => fact.key === key)?.value;
}

/** How a fact is put in force: by whom, and with which rows of its line that say how it came about. */
export interface Setting {
  readonly setBy: PersonId;
  /** What `valueBefore` says of it, in the same transaction. */
  readonly before: Json | undefined;
  readonly said?: readonly JournaledRow[];
}

/** Puts a fact in force with its line; the registry must be locked. Returns its seq. */
export async function writeFact(
  trx: Connection,
  fact: ToSet,
  signed: Signature,
  { setBy, before, said = [] }: Setting,
): Promise<number> {
  const { organisation, register, key, value, from } = fact;
  const act = before === undefined ? 'added' : 'changed';
  await putInForce(trx, { ...fact, by: setBy });
  const id = `${organisation}/${register}/${key}`;
  return writeLine(trx, [...said, { kind: 'register', id, act, row: { value, from } }], signed);
}

/** What is wrong with it; `configured`: what a body's own calendar is judged with. */
export async function problemsOf(
  trx: Connection,
  { organisation, register, key, value, from }: ToSet,
  configured?: Calendars,
): Promise<readonly RegistryProblem[]> {
  const problems = collectProblems();
  const known = knownRegister(organisation, register);
  if (known === undefined) {
    problems.add('register', {
      ja: `${register} という登録簿は、人が記入するものの中にありません`,
      en: `there is no register ${register} that people keep`,
    });
    return problems.all;
  }
  const body =
    organisation === 'common'
      ? undefined
      : await trx
          .selectFrom('organisations')
          .select(['id', 'kind', 'fictional'])
          .where('id', '=', organisation)
          .executeTakeFirst();
  if (organisation !== 'common' && body === undefined) {
    problems.add('organisation', {
      ja: `組織 ${organisation} は登録されていません`,
      en: `there is no organisation ${organisation}`,
    });
  }
  if (value === null) return problems.all;
  if (register === calendarRegister && configured !== undefined) {
    const profile = profiles.find((each) => each === body?.kind) ?? 'ministry';
    const read = readOverrides(value, configured[profile], fiscalYearOf(dateInJapan(from)));
    if (!read.ok) for (const { path, text } of read.problems) problems.add(`value.${path}`, text);
  } else addIssues(problems, known.value, value);
  for (const text of textsIn(value)) {
    const problem = textProblem(text, 1_000);
    if (problem !== undefined) problems.add('value', problem);
  }
  if (hasItems(organisation, register) ? !isObject(value) || value['id'] !== key : key !== '') {
    problems.add('key', {
      ja: '鍵は、項目のある共通の登録簿では項目のID、ほかの登録簿では空です',
      en: 'the key is the id of the item in a common register of items, and empty in any other',
    });
  }
  if (register === 'visibility' && body?.fictional === false && textsIn(value).some(isFictionalId)) {
    problems.add('value', {
      ja: '実在の組織を架空の組織に公開することはできません',
      en: 'a real body cannot be opened to an invented one',
    });
  }
  return problems.all;
}

function addIssues(problems: Problems, schema: z.ZodType, value: Json): void {
  const ja = schema.safeParse(value, { error: z.locales.ja().localeError });
  const en = schema.safeParse(value, { error: z.locales.en().localeError });
  if (ja.success || en.success) return;
  for (const [index, issue] of en.error.issues.entries()) {
    const where = ['value', ...issue.path.map(String)].join('.');
    const inJapanese = ja.error.issues[index]?.message ?? '値が正しくありません';
    problems.add(where, ownWords(issue.message) ?? { ja: inJapanese, en: issue.message });
  }
}

/** Every text in a value: each is for people, or is stored beside what is. */
function textsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
