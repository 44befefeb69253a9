/**
 * Ends of administrators' posts that nobody else could approve. The end is recorded at once, as a last day some days
 * ahead: whoever looks up posts judges that day like any other, and no timer is needed. An objection restores what was
 * recorded before.
 */
import type { Transaction } from 'kysely';
import { administerAll } from '../../machines/registry/facts.ts';
import {
  endingsBefore,
  endingSettled,
  endsAdministrator,
  mayObject,
  OBJECTION_COUNTS_DAYS,
  objectionOpen,
  objectors,
  type OpenEnding,
} from '../../machines/registry/ending.ts';
import { failing } from '../../machines/registry/rule.ts';
import { reasonGiven } from '../../machines/registry/second-administrator.ts';
import type { WeighedChange } from '../../machines/registry/weigh.ts';
import type { Instant, LocalDate, OrganisationId, PersonId } from '../../model/identifiers.ts';
import { addDays, dateInJapan, endOfDate } from '../../model/japan-time.ts';
import type { Signature } from '../../contract/records/tokens.ts';
import type { Connection } from '../database.ts';
import type { AfterChange, JudgedChange } from '../registry/change.ts';
import { lockRegistry, writeLine } from '../registry/journal.ts';
import type { JournaledRow } from '../registry/journaled-row.ts';
import type { GivenRows } from '../registry/rows.ts';
import type { Tables } from '../tables.ts';
import { refuse, said } from './said.ts';
import type { EndingTable } from './tables.ts';
import { tellOfEnding, tellOfObjection } from './tell.ts';
import { heldOn } from '../registry/held.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Whether the end of a post may be objected to, and until when. */
export interface Announced {
  readonly lastDay: LocalDate;
  readonly until: Instant;
}

/** When an end asked for now takes effect at the earliest: days are whole ones. */
export function announced(at: Instant, days: number): Announced {
  const lastDay = addDays(dateInJapan(at), days);
  return { lastDay, until: endOfDate(lastDay) };
}

/** The same change with those ends on the day they take effect, or on the later one asked for. */
export function withLastDay(
  given: GivenRows,
  { recorded }: JudgedChange,
  { guarded }: WeighedChange,
  { lastDay }: Announced,
): GivenRows {
  const ending = new Set(guarded.filter(endsAdministrator).map(({ id }) => id));
  const appointments = given.appointments.map((item) => {
    const { row } = item;
    if (!ending.has(row.id)) return item;
    const before = recorded.appointments.get(row.id)?.to_date ?? null;
    const asked = row.to_date ?? row.to_added ?? lastDay;
    const later = asked < lastDay ? lastDay : asked;
    return { ...item, row: { ...row, to_date: before !== null && before < later ? before : later } };
  });
  return { ...given, appointments };
}

/** Refuses what is guarded while an end that concerns it may be objected to; `approved`: by a second administrator. */
export async function refuseWhileOpen(
  trx: Connection,
  change: Pick<WeighedChange, 'bodies'>,
  at: Instant,
  approved: boolean,
): Promise<void> {
  refuse(failing({ endingSettled }, { endings: endingsBefore(change, await openEndings(trx, at), approved) }));
}

async function openEndings(trx: Connection, at: Instant): Promise<OpenEnding[]> {
  return trx
    .selectFrom('endings')
    .innerJoin('registry_changes', 'registry_changes.id', 'endings.change')
    .select(['endings.change', 'endings.until', 'endings.bodies', 'endings.overall'])
    .where('until', '>', at)
    .where('registry_changes.status', '=', 'done')
    .execute();
}

/** What an objection to the end of a post would restore. */
export type Ending = Omit<EndingTable, 'change'>;

/** The ends of administrators' posts in a change that may be objected to until an instant. */
export function endingsIn({ recorded, after, written }: JudgedChange, until: Instant): Ending[] {
  const operators = [...after.organisations.values()].filter(({ kind }) => kind === 'operator').map(({ id }) => id);
  return written.flatMap(({ kind, id }): Ending[] => {
    const before = kind === 'appointment' ? recorded.appointments.get(id) : undefined;
    if (before?.role !== 'administrator') return [];
    const overall = administerAll.includes(after.organisations.get(before.organisation)?.kind ?? '');
    const { person, organisation, to_date: to_before, end_recorded_at: end_recorded_before } = before;
    const bodies = [...new Set([organisation, ...(overall ? operators : [])])];
    return [{ appointment: id, person, bodies, overall, until, to_before, end_recorded_before }];
  });
}

/** What the line of a change says of an end in it: the whole row, for an objection restores what stands there. */
export function saidOfEnding(change: string, ending: Ending): JournaledRow {
  return { kind: 'ending', id: `${change}/${ending.appointment}`, act: 'announced', row: { change, ...ending } };
}

/** Keeps what an objection to a change would restore, and tells those who may object. The change must be kept already. */
export async function announce(
  trx: Transaction<Tables>,
  made: { id: string; seq: number; endings: readonly Ending[]; at: Instant },
): Promise<void> {
  const { id: change, seq, endings, at } = made;
  for (const ending of endings) {
    const { appointment, person, bodies } = ending;
    await trx
      .insertInto('endings')
      .values({ change, ...ending })
      .execute();
    const again = (await objectedBefore(trx, [appointment], at)).has(appointment);
    await tellOfEnding(trx, { change, seq, person, bodies, at }, again);
  }
}

/** Who may object to a change: those whose posts it ends, and heads and CISOs of their bodies at that instant. */
export async function objectorsTo(db: Connection, change: string, at: Instant): Promise<PersonId[]> {
  const ended = await db
    .selectFrom('endings')
    .select(['appointment', 'person', 'bodies'])
    .where('change', '=', change)
    .execute();
  if (ended.length === 0) return [];
  const bodies: OrganisationId[] = [...new Set(ended.flatMap((one) => one.bodies))];
  const today = dateInJapan(at);
  const heads = await db
    .selectFrom('appointments')
    .select('person')
    .where('organisation', 'in', bodies)
    .where('role', 'in', objectors)
    .where(heldOn(today))
    .execute();
  const before = await objectedBefore(
    db,
    ended.map(({ appointment }) => appointment),
    at,
  );
  // Whoever objected to the end of their own post does not keep it for ever: asked for again, head and CISO decide – where there are any.
  const own = ended.filter(({ appointment }) => heads.length === 0 || !before.has(appointment));
  return [...new Set([...own, ...heads].map(({ person }) => person))];
}

/** Those of the posts to whose end their holder has objected lately. */
async function objectedBefore(db: Connection, posts: readonly string[], at: Instant): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('endings')
    .innerJoin('registry_changes', 'registry_changes.id', 'endings.change')
    .select('appointment')
    .where('appointment', 'in', posts)
    .where('status', '=', 'objected')
    .whereRef('decided_by', '=', 'endings.person')
    .where('decided_at', '>', at - OBJECTION_COUNTS_DAYS * DAY)
    .execute();
  return new Set(rows.map(({ appointment }) => appointment));
}

/** Who objects to what, and why. */
export interface Objection extends Signature {
  readonly id: string;
  readonly reason: string | undefined;
}

/** Takes back the ends a change made; everything else of it stays. False when there is no such change. Throws `GovernanceRefused`. */
export async function object(
  trx: Transaction<Tables>,
  objection: Objection,
  afterChange: AfterChange,
): Promise<boolean> {
  const { id, by, at, reason = '' } = objection;
  await lockRegistry(trx);
  const change = await trx.selectFrom('registry_changes').selectAll().where('id', '=', id).executeTakeFirst();
  if (change === undefined) return false;
  const ended = await trx.selectFrom('endings').selectAll().where('change', '=', id).orderBy('appointment').execute();
  const { status, decided_by: decidedBy } = change;
  refuse(failing({ objectionOpen }, { status, until: ended[0]?.until, at, decidedBy }));
  refuse([
    ...failing({ mayObject }, { person: by, objectors: await objectorsTo(trx, id, at) }),
    ...failing({ reasonGiven }, { reason }),
  ]);
  const restored = [];
  for (const { appointment, to_before, end_recorded_before } of ended) {
    const row = await trx
      .updateTable('appointments')
      .set({ to_date: to_before, end_recorded_at: end_recorded_before })
      .where('id', '=', appointment)
      .returningAll()
      .executeTakeFirstOrThrow();
    restored.push(row);
  }
  const rows = restored.map((row) => ({ kind: 'appointment', id: row.id, act: 'changed', row }) as const);
  const seq = await writeLine(trx, [said(id, 'objected', { askedBy: change.by_person, reason }), ...rows], objection);
  await afterChange(
    trx,
    restored.map(({ organisation }) => organisation),
  );
  await trx
    .updateTable('registry_changes')
    .set({ status: 'objected', decided_by: by, decided_at: at, reason })
    .where('id', '=', id)
    .execute();
  for (const { person, bodies } of ended) {
    await tellOfObjection(trx, { change: id, seq, person, askedBy: change.by_person, bodies, at });
  }
  return true;
}
