/** A change of the registry: judged as a whole, written as a whole with its line in the registry's journal, or not at all. */
import { sql } from 'kysely';
import { canonicalText } from '../../model/canonical.ts';
import type { Instant, LocalDate, OrganisationId, PersonId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import {
  type ChangedRow,
  type Clearing,
  type Clearings,
  RegistryErrors,
  type RegistryProblem,
  type RowCounts,
} from '../../contract/records/registry.ts';
import type { Signature } from '../../contract/records/tokens.ts';
import type { Connection } from '../database.ts';
import { citeNominations } from '../documents/nominated.ts';
import { checkAppointments, checkNominations, checkVoids } from './appointment-checks.ts';
import { checkDepartments, checkOrganisations, checkPeople, type CheckedChange } from './checks.ts';
import { clearingsOf, type RowsBefore } from './clearings.ts';
import { lockRegistry, writeLine } from './journal.ts';
import type { JournaledRow } from './journaled-row.ts';
import { changedRows } from './preview.ts';
import { collectProblems } from './problems.ts';
import type { GivenRows } from './rows.ts';
import { brokenIds, loadState, type RegistryState, stateAfter } from './state.ts';

/** What else belongs into a change's transaction, e.g. the board's copy of the names. */
export type AfterChange = (trx: Connection, organisations: readonly OrganisationId[]) => Promise<void>;

/** Rows per statement: well under PostgreSQL's 65,535 parameters. */
const CHUNK = 1_000;

/** A change that may be made: what it would write, and both states. */
export interface JudgedChange {
  readonly given: GivenRows;
  readonly recorded: RegistryState;
  readonly after: RegistryState;
  readonly written: readonly JournaledRow[];
  readonly clearings: readonly Clearing[];
}

/** Clearings named in an answer; all are counted. */
const CLEARINGS_NAMED = 500;

/**
 * Judges a change against the registry, which must be locked. `before` are errors found while reading it; `asked`: somebody
 * asks for it, and not the installation itself; `readable`: documents that they may read. Throws
 * `RegistryErrors` with everything that is wrong.
 */
export async function judgeChange(
  trx: Connection,
  given: GivenRows,
  by: PersonId,
  at: Instant,
  before: readonly RegistryProblem[],
  asked = false,
  readable?: ReadonlySet<string>,
): Promise<JudgedChange> {
  const recorded = await loadState(trx, given);
  const after = stateAfter(recorded, given, by, at);
  const problems = collectProblems();
  const checked: CheckedChange = {
    given,
    recorded,
    after,
    broken: brokenIds(given),
    problems,
    asked,
    readable,
    today: dateInJapan(at),
  };
  checkOrganisations(checked);
  checkDepartments(checked);
  checkPeople(checked);
  checkAppointments(checked);
  checkNominations(checked);
  checkVoids(checked);
  const all = [...before, ...problems.all];
  if (all.length > 0) throw new RegistryErrors(all, problems.more);
  const written = [
    ...differing('organisation', recorded.organisations, after.organisations),
    ...differing('department', recorded.departments, after.departments),
    ...differing('person', recorded.people, after.people),
    ...differing('appointment', recorded.appointments, after.appointments),
    ...voided(given, recorded, dateInJapan(at)),
    ...differing('nomination', recorded.nominations, after.nominations),
  ];
  return { given, recorded, after, written, clearings: clearingsOf(written, rowsIn(recorded)) };
}

const rowsIn =
  (recorded: RegistryState): RowsBefore =>
  (kind, id) => {
    const rows: Partial<Record<JournaledRow['kind'], ReadonlyMap<string, object>>> = {
      organisation: recorded.organisations,
      department: recorded.departments,
      person: recorded.people,
      appointment: recorded.appointments,
      nomination: recorded.nominations,
    };
    return rows[kind]?.get(id);
  };

/** Writes a judged change with its line in the journal; `said` are rows of the line that say how it came about; `askedBy` whoever asked for it, where another approved it. Returns the line's seq. */
export async function recordChange(
  trx: Connection,
  judged: JudgedChange,
  signed: Signature,
  afterChange: AfterChange,
  said: readonly JournaledRow[] = [],
  askedBy: PersonId = signed.by,
): Promise<number> {
  const { written } = judged;
  await writeRows(trx, judged, { by: askedBy, at: signed.at });
  const seq = await writeLine(trx, [...said, ...written], signed);
  await afterChange(trx, touched(judged));
  return seq;
}

/** Writes the rows alone: for a change that is looked at and taken back. */
export async function writeRows(trx: Connection, judged: JudgedChange, signed: Signature): Promise<void> {
  await write(trx, judged.written, judged.after);
  await moveVoided(trx, judged, signed);
}

/** What a judged change takes away, for its answer. */
export function clearedBy({ clearings }: JudgedChange): Clearings {
  if (clearings.length === 0) return {};
  return { cleared: clearings.length, clearings: clearings.slice(0, CLEARINGS_NAMED) };
}

/** What a judged change would do, row by row. */
export function previewOf({ written, recorded }: JudgedChange): ChangedRow[] {
  return changedRows(written, rowsIn(recorded));
}

/** How many rows a judged change adds, changes, and finds as they are, and what it clears. */
export function countsOf(judged: JudgedChange): RowCounts {
  const { given, written } = judged;
  const added = written.filter((row) => row.act === 'added').length;
  const total = Object.values(given).reduce((sum, items) => sum + items.length, 0);
  return { added, changed: written.length - added, unchanged: total - written.length, ...clearedBy(judged) };
}

/**
 * Applies a change within a transaction: with anything wrong, nothing is written. Nobody is asked whether its author may:
 * this is the installation itself. Throws `RegistryErrors`.
 */
export async function applyChange(
  trx: Connection,
  given: GivenRows,
  by: PersonId,
  at: Instant,
  before: readonly RegistryProblem[],
  afterChange: AfterChange,
): Promise<RowCounts> {
  await lockRegistry(trx);
  const judged = await judgeChange(trx, given, by, at, before);
  if (judged.written.length > 0) await recordChange(trx, judged, { by, at }, afterChange);
  return countsOf(judged);
}

function differing<T extends object>(
  kind: JournaledRow['kind'],
  recorded: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): JournaledRow[] {
  const rows: JournaledRow[] = [];
  for (const [id, row] of after) {
    const before = recorded.get(id);
    // Untouched rows are the same object in both states.
    if (before === row || (before !== undefined && canonicalText(before) === canonicalText(row))) continue;
    rows.push({ kind, id, act: before === undefined ? 'added' : 'changed', row });
  }
  return rows;
}

/** The bodies whose board line may look different now. */
function touched({ written, after, recorded }: JudgedChange): OrganisationId[] {
  const bodies = new Set<OrganisationId>();
  for (const { kind, id } of written) {
    if (kind === 'organisation') bodies.add(id);
    const appointment =
      kind === 'appointment' ? (after.appointments.get(id) ?? recorded.appointments.get(id)) : undefined;
    if (appointment !== undefined) bodies.add(appointment.organisation);
  }
  return [...bodies];
}

/** The act of a line that says an appointment never was: before it begins, and afterwards. */
export const voidedActs: readonly string[] = ['voided', 'recordedInError'];

function voided({ voids }: GivenRows, { appointments }: RegistryState, today: LocalDate): JournaledRow[] {
  return voids.flatMap(({ row: { id, reason } }): JournaledRow[] => {
    const before = appointments.get(id);
    if (before === undefined) return [];
    const act = before.from_date > today ? 'voided' : 'recordedInError';
    return [{ kind: 'appointment', id, act, row: { ...before, reason } }];
  });
}

/** An appointment that never was stands beside the others, so that whoever looks up posts does not find it. */
async function moveVoided(
  trx: Connection,
  { given, recorded, written }: JudgedChange,
  signed: Signature,
): Promise<void> {
  for (const { id, act } of written.filter((row) => row.kind === 'appointment' && voidedActs.includes(row.act))) {
    const before = recorded.appointments.get(id);
    if (before === undefined) continue;
    const reason = given.voids.find(({ row }) => row.id === id)?.row.reason ?? '';
    const begun = act === 'recordedInError';
    await trx.deleteFrom('appointments').where('id', '=', id).execute();
    await trx
      .insertInto('voided_appointments')
      .values({ ...before, begun, reason, voided_at: signed.at, voided_by: signed.by })
      .execute();
  }
}

async function write(trx: Connection, written: readonly JournaledRow[], after: RegistryState): Promise<void> {
  const rows = <T>(kind: JournaledRow['kind'], state: ReadonlyMap<string, T>): T[][] => {
    const found = written.filter((row) => row.kind === kind).map((row) => state.get(row.id));
    return chunks(found.filter((row) => row !== undefined));
  };
  for (const values of rows('organisation', after.organisations)) {
    await trx
      .insertInto('organisations')
      .values(values)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(values)))
      .execute();
  }
  for (const values of rows('department', after.departments)) {
    await trx
      .insertInto('departments')
      .values(values)
      .onConflict((conflict) => conflict.columns(['organisation', 'id']).doUpdateSet(excluded(values)))
      .execute();
  }
  for (const values of rows('person', after.people)) {
    await trx
      .insertInto('people')
      .values(values)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(values)))
      .execute();
  }
  for (const values of rows('appointment', after.appointments)) {
    await trx
      .insertInto('appointments')
      .values(values)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(values)))
      .execute();
  }
  for (const values of rows('nomination', after.nominations)) {
    await trx
      .insertInto('nominations')
      .values(values)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(values)))
      .execute();
    await citeNominations(trx, values);
  }
}

/** `column = excluded.column` for every column: the row as it will stand replaces the recorded one. */
function excluded(rows: readonly object[]): Record<string, ReturnType<typeof sql>> {
  return Object.fromEntries(Object.keys(rows[0] ?? {}).map((column) => [column, sql`excluded.${sql.ref(column)}`]));
}

function chunks<T>(rows: readonly T[]): T[][] {
  const found: T[][] = [];
  for (let start = 0; start < rows.length; start += CHUNK) found.push(rows.slice(start, start + CHUNK));
  return found;
}
