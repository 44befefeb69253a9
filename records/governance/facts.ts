/** Reads from the records what the rules of `machines/registry` ask about a change and whoever acts on it. */
import type { TouchedRow } from '../../machines/registry/facts.ts';
import { sql } from 'kysely';
import { nominationRecorders } from '../../machines/registry/who-may-change.ts';
import type { Instant, LocalDate, OrganisationId, PersonId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Connection } from '../database.ts';
import type { JudgedChange } from '../registry/change.ts';
import type { GivenRows } from '../registry/rows.ts';
import type { AppointmentTable, OrganisationTable, PersonTable } from '../registry/tables.ts';
import { type Belonging, belongingOf } from './administrators.ts';
import { appointmentsIn } from './stored.ts';
import { heldOn } from '../registry/held.ts';

/** The rows a judged change writes, as the rules read them. */
export async function touchedRows(trx: Connection, judged: JudgedChange, at: Instant): Promise<TouchedRow[]> {
  const { written, after, recorded } = judged;
  const named = written.flatMap(({ kind, id }) => {
    const person = personIn(judged, kind, id);
    return person !== undefined && recorded.people.has(person) ? [person] : [];
  });
  const known = await belongingOf(trx, [...new Set(named)], at);
  const coming = await rolesComing(trx, new Set(written.filter(({ kind }) => kind === 'person').map(({ id }) => id)));
  return written.flatMap(({ kind, id }): TouchedRow[] => {
    if (kind === 'organisation') {
      const [before, now] = [recorded.organisations.get(id), after.organisations.get(id)];
      return [{ kind, id, setsOff: setsOff(before, now), supervisorsMove: supervisorsMove(before, now) }];
    }
    if (kind === 'department') return [{ kind, id, organisation: id.split('/')[0] ?? id }];
    if (kind === 'person') {
      const before = recorded.people.get(id);
      const identityMoves = before !== undefined && identityOf(before) !== identityOf(after.people.get(id));
      const { bodies = [], homeless = false } = known.get(id) ?? {};
      // Who moves to another body is for both to let go and to take.
      const home = after.people.get(id)?.home ?? null;
      const all = home === null ? bodies : [...new Set([...bodies, home])];
      return [
        {
          kind,
          id,
          bodies: all,
          roles: [...rolesOf(judged, id, at), ...(coming.get(id) ?? [])],
          identityMoves,
          homeless,
        },
      ];
    }
    if (kind === 'appointment') {
      const before = recorded.appointments.get(id);
      const kept = after.appointments.get(id);
      const row = kept ?? before;
      if (row === undefined) return [];
      const { person, organisation, role } = row;
      const voids = kept === undefined;
      const belongs = known.get(person);
      // Of somebody recorded in the same change the home that it names; one without a home belongs to whoever records them.
      const home =
        belongs === undefined ? (after.people.get(person)?.home ?? organisation) : homeFor(belongs, organisation);
      const ends =
        before !== undefined && isInForceFrom(before, dateInJapan(at)) && isEarlier(row.to_date, before.to_date);
      return [{ kind, id, person, organisation, role, appoints: before === undefined, ends, voids, home }];
    }
    const row = kind === 'nomination' ? after.nominations.get(id) : undefined;
    if (row === undefined) return [];
    const { person, organisation } = row;
    const belongs = known.get(person);
    const home =
      belongs === undefined ? (after.people.get(person)?.home ?? organisation) : homeFor(belongs, organisation);
    return [{ kind: 'nomination', id, person, organisation, appoints: !recorded.nominations.has(id), home }];
  });
}

/** Whom a row is about. */
function personIn({ after, recorded }: JudgedChange, kind: string, id: string): PersonId | undefined {
  if (kind === 'person') return id;
  if (kind === 'appointment') return (after.appointments.get(id) ?? recorded.appointments.get(id))?.person;
  return kind === 'nomination' ? after.nominations.get(id)?.person : undefined;
}

/** The body to which somebody belongs, as far as an appointment at this one is concerned; null: none. */
function homeFor({ bodies, homeless }: Belonging, organisation: OrganisationId): OrganisationId | null {
  if (homeless) return null;
  return bodies.includes(organisation) ? organisation : (bodies[0] ?? organisation);
}

/** Roles somebody holds now or later, as recorded before the change. */
function rolesOf({ recorded }: JudgedChange, person: PersonId, at: Instant): string[] {
  const today = dateInJapan(at);
  return [...recorded.appointments.values()]
    .filter((held) => held.person === person && (held.to_date === null || held.to_date >= today))
    .map(({ role }) => role);
}

/** Of a body not recorded before there is no cycle to tell. Taking an end back sets nothing off. */
function setsOff(before: OrganisationTable | undefined, after: OrganisationTable | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  const others = after.successors.join(' ') !== before.successors.join(' ');
  if (after.to_date === null) return others && after.successors.length > 0;
  return others || after.to_date !== before.to_date || after.abolition_basis !== before.abolition_basis;
}

/** Of a body not recorded before there is nothing to see; which of several is the main one counts, too. */
function supervisorsMove(before: OrganisationTable | undefined, after: OrganisationTable | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  return after.supervisors.join(' ') !== before.supervisors.join(' ');
}

/** By what people are known. */
export function identityOf(row: PersonTable | undefined): string {
  return JSON.stringify([row?.name_ja, row?.name_en, row?.mail]);
}

/** True of an appointment that is in force on that day or later. */
function isInForceFrom({ to_date }: AppointmentTable, day: LocalDate): boolean {
  return to_date === null || to_date >= day;
}

function isEarlier(to: LocalDate | null, before: LocalDate | null): boolean {
  return to !== null && (before === null || to < before);
}

/** Roles to which changes that wait appoint people: whom a second administrator has looked at must still be the same then. */
async function rolesComing(
  trx: Connection,
  people: ReadonlySet<PersonId>,
): Promise<ReadonlyMap<PersonId, readonly string[]>> {
  if (people.size === 0) return new Map();
  const waiting = await trx
    .selectFrom('registry_changes')
    .select('given')
    .where('status', '=', 'pending')
    .where('appointed', '&&', sql<string[]>`${[...people]}::text[]`)
    .execute();
  const coming = new Map<PersonId, string[]>();
  for (const { given } of waiting) {
    for (const { person, role } of given === null ? [] : appointmentsIn(given)) {
      if (people.has(person)) coming.set(person, [...(coming.get(person) ?? []), role]);
    }
  }
  return coming;
}

/**
 * Bodies whose departments, people and posts the rows name, whether or not they would change anything: to learn that a row
 * is as recorded, or what is wrong with it, is to read that body's registry. Bodies themselves are known to everyone.
 */
export async function bodiesNamed(trx: Connection, given: GivenRows, at: Instant): Promise<OrganisationId[]> {
  const people = given.people.flatMap(({ row }) => row.id ?? []);
  const posts = [...given.appointments, ...given.voids].flatMap(({ row }) => row.id ?? []);
  const nominations = given.nominations.flatMap(({ row }) => row.id ?? []);
  const belonging = await belongingOf(trx, people, at);
  const recorded = await trx
    .selectFrom('appointments')
    .select('organisation')
    .where('id', '=', sql<string>`any(${posts}::text[])`)
    .union(
      trx
        .selectFrom('nominations')
        .select('organisation')
        .where('id', '=', sql<string>`any(${nominations}::text[])`),
    )
    .execute();
  const rows = [...given.departments, ...given.appointments, ...given.nominations];
  return [
    ...new Set([
      ...rows.flatMap(({ row }) => row.organisation ?? []),
      ...recorded.map(({ organisation }) => organisation),
      ...[...belonging.values()].flatMap(({ bodies }) => bodies),
    ]),
  ].sort();
}

/** The bodies whose head somebody is, or of whose promotion office. */
export async function nominatesFor(trx: Connection, person: PersonId, at: Instant): Promise<OrganisationId[]> {
  const today = dateInJapan(at);
  const held = await trx
    .selectFrom('appointments')
    .select('organisation')
    .where('person', '=', person)
    .where('role', 'in', nominationRecorders)
    .where(heldOn(today))
    .execute();
  return held.map(({ organisation }) => organisation);
}

/** People without any post that a change touches and somebody else recorded. */
export async function recordedByOthers(
  trx: Connection,
  { written, recorded }: JudgedChange,
  author: PersonId,
): Promise<PersonId[]> {
  const posts = new Set([...recorded.appointments.values()].map(({ person }) => person));
  const people = written
    .filter(({ kind, id, act }) => kind === 'person' && act === 'changed' && !posts.has(id))
    .filter(({ id }) => (recorded.people.get(id)?.home ?? null) === null)
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
