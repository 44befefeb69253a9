/** What the rules of the governance say of a change that is valid in itself. Nothing is written here. */
import type { Refusal } from '../../machines/core/index.ts';
import type { Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Connection } from '../database.ts';
import type { Judged } from '../registry/change.ts';
import { type Administrators, administratorsAt, bodiesOfPeople, coversAll } from './administrators.ts';
import { refusalOf } from './rules.ts';

/** Posts whose appointments need a second administrator. */
const guardedRoles: readonly string[] = ['ciso', 'deputyCiso', 'auditOfficer', 'administrator'];

/** What a change means for the governance. */
export interface Weighed {
  /** Every body it touches. */
  readonly bodies: readonly OrganisationId[];
  /** Rows (`kind id`) for which a second administrator is needed. */
  readonly guarded: ReadonlySet<string>;
  /** Whose appointments or nominations it contains. */
  readonly appointed: ReadonlyMap<PersonId, readonly string[]>;
  /** Rows that only an administrator of the whole installation changes. */
  readonly overall: readonly string[];
  readonly onlyNominations: boolean;
  readonly administrators: Administrators;
}

export const rowKey = ({ kind, id }: { kind: string; id: string }): string => `${kind} ${id}`;

export async function weigh(trx: Connection, judged: Judged, at: Instant): Promise<Weighed> {
  const { written, after, recorded } = judged;
  const bodies = new Set<OrganisationId>();
  const guarded = new Set<string>();
  const appointed = new Map<PersonId, string[]>();
  const overall: string[] = [];
  const people: PersonId[] = [];
  for (const row of written) {
    const { kind, id } = row;
    if (kind === 'organisation') {
      bodies.add(id);
      overall.push(id);
    } else if (kind === 'department') bodies.add(id.split('/')[0] ?? id);
    else if (kind === 'person') {
      people.push(id);
      if (row.act === 'changed' && movesMailOfGuarded(judged, id, at)) guarded.add(rowKey(row));
    } else if (kind === 'appointment') {
      const appointment = after.appointments.get(id);
      if (appointment === undefined) continue;
      bodies.add(appointment.organisation);
      add(appointed, appointment.person, id);
      if (guardedRoles.includes(appointment.role)) guarded.add(rowKey(row));
      if (appointment.role === 'administrator') overall.push(id);
    } else if (kind === 'nomination') {
      const nomination = after.nominations.get(id);
      if (nomination === undefined) continue;
      bodies.add(nomination.organisation);
      add(appointed, nomination.person, id);
    }
  }
  const known = people.filter((person) => recorded.people.has(person));
  for (const of of (await bodiesOfPeople(trx, known, at)).values()) for (const body of of) bodies.add(body);
  return {
    bodies: [...bodies].sort(),
    guarded,
    appointed,
    overall,
    onlyNominations: written.every(({ kind }) => kind === 'nomination'),
    administrators: await administratorsAt(trx, at),
  };
}

/** Links to claim a token go to that address: whoever moves it could take the post. */
function movesMailOfGuarded({ recorded, after }: Judged, person: PersonId, at: Instant): boolean {
  if (recorded.people.get(person)?.mail === after.people.get(person)?.mail) return false;
  const today = dateInJapan(at);
  return [...recorded.appointments.values()].some(
    (held) =>
      held.person === person && guardedRoles.includes(held.role) && (held.to_date === null || held.to_date >= today),
  );
}

/** Why this person may neither ask for the change nor approve it; empty when he may. */
export async function refusalsFor(
  trx: Connection,
  weighed: Weighed,
  judged: Judged,
  person: PersonId,
  at: Instant,
): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  const administers = weighed.administrators.get(person);
  if (administers === undefined) {
    if (!weighed.onlyNominations || !(await recordsNominations(trx, person, weighed.bodies, at)))
      return [refusalOf('isAdministrator')];
  } else {
    if (!coversAll(administers, weighed.bodies)) {
      refusals.push(
        refusalOf(
          'administersBody',
          weighed.bodies.filter((body) => !coversAll(administers, [body])),
        ),
      );
    }
    if (administers !== 'all') {
      if (weighed.overall.length > 0) refusals.push(refusalOf('isOverallAdministrator', weighed.overall));
      const strange = await strangers(trx, judged, person);
      if (strange.length > 0) refusals.push(refusalOf('administersBody', strange));
    }
  }
  const own = weighed.appointed.get(person);
  if (own !== undefined) refusals.push(refusalOf('notOwnAppointments', own));
  return refusals;
}

/** The head, and the promotion office for him, record his written nominations. */
export async function recordsNominations(
  trx: Connection,
  person: PersonId,
  bodies: readonly OrganisationId[],
  at: Instant,
): Promise<boolean> {
  const today = dateInJapan(at);
  const held = await trx
    .selectFrom('appointments')
    .select('organisation')
    .where('person', '=', person)
    .where('role', 'in', ['headOfOrganisation', 'promotionOffice'])
    .where('from_date', '<=', today)
    .where((where) => where.or([where('to_date', 'is', null), where('to_date', '>=', today)]))
    .execute();
  return bodies.length > 0 && bodies.every((body) => held.some(({ organisation }) => organisation === body));
}

/** People without any post, recorded by somebody else: not his to change. */
async function strangers(trx: Connection, { written, recorded }: Judged, author: PersonId): Promise<PersonId[]> {
  const posts = new Set([...recorded.appointments.values()].map(({ person }) => person));
  const people = written
    .filter(({ kind, id, act }) => kind === 'person' && act === 'changed' && !posts.has(id))
    .map(({ id }) => id);
  if (people.length === 0) return [];
  const rows = await trx
    .selectFrom('registry_journal_rows')
    .innerJoin('registry_journal', 'registry_journal.seq', 'registry_journal_rows.seq')
    .select(['registry_journal_rows.row_id', 'registry_journal.by_person'])
    .where('kind', '=', 'person')
    .where('act', '=', 'added')
    .where('row_id', 'in', people)
    .execute();
  return people.filter((person) => !rows.some((row) => row.row_id === person && row.by_person === author));
}

/** Who besides the author could approve, and who only could not because the change is about himself. */
export function approversOf(
  weighed: Weighed,
  author: PersonId,
): { able: readonly PersonId[]; barred: readonly PersonId[] } {
  const others = [...weighed.administrators]
    .filter(([person, administers]) => {
      if (person === author || !coversAll(administers, weighed.bodies)) return false;
      return administers === 'all' || weighed.overall.length === 0;
    })
    .map(([person]) => person);
  return {
    able: others.filter((person) => !weighed.appointed.has(person)),
    barred: others.filter((person) => weighed.appointed.has(person)),
  };
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
