import { administerAll } from '../../machines/registry/facts.ts';
import type { Instant, OrganisationId, PersonId, OrganisationScope } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Connection } from '../database.ts';
import { notOver } from '../registry/held.ts';

/** Who administers what at an instant. */
export type Administrators = ReadonlyMap<PersonId, OrganisationScope>;

/** Everyone who holds an administrator's post at that instant, with the bodies they administer. */
export async function administratorsAt(db: Connection, at: Instant): Promise<Administrators> {
  const today = dateInJapan(at);
  const rows = await db
    .selectFrom('appointments')
    .innerJoin('organisations', 'organisations.id', 'appointments.organisation')
    .select(['appointments.person', 'appointments.organisation', 'organisations.kind'])
    .where('appointments.role', '=', 'administrator')
    .where('appointments.from_date', '<=', today)
    .where((where) => where.or([where('appointments.to_date', 'is', null), where('appointments.to_date', '>=', today)]))
    .orderBy('appointments.id')
    .execute();
  const found = new Map<PersonId, OrganisationScope>();
  for (const { person, organisation, kind } of rows) {
    const before = found.get(person) ?? [];
    if (before === 'all' || administerAll.includes(kind)) found.set(person, 'all');
    else found.set(person, [...before, organisation]);
  }
  return found;
}

/** To which bodies people belong, and whether somebody is recorded who belongs to none. */
export interface Belonging {
  readonly bodies: readonly OrganisationId[];
  readonly homeless: boolean;
}

/**
 * The bodies to which people belong: their home. Of whom the installation itself recorded without one those at which they
 * hold a post now or later, or ever did; outside people whom no body contracted belong to none.
 */
export async function belongingOf(
  db: Connection,
  people: readonly PersonId[],
  at: Instant,
): Promise<ReadonlyMap<PersonId, Belonging>> {
  if (people.length === 0) return new Map();
  const known = await db
    .selectFrom('people')
    .select(['id', 'home', 'outside_firm'])
    .where('id', 'in', people)
    .execute();
  const without = known.filter(({ home, outside_firm }) => home === null && outside_firm === null).map(({ id }) => id);
  const held = await bodiesHeld(db, without, at);
  return new Map(
    known.map(({ id, home }) => {
      const bodies = home === null ? (held.get(id) ?? []) : [home];
      return [id, { bodies, homeless: home === null && !without.includes(id) }];
    }),
  );
}

/** The bodies at which people hold a post now or later; where there are none, those at which they ever did. */
async function bodiesHeld(
  db: Connection,
  people: readonly PersonId[],
  at: Instant,
): Promise<ReadonlyMap<PersonId, readonly OrganisationId[]>> {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom('appointments')
    .select(['person', 'organisation', 'to_date'])
    .where('person', 'in', people)
    .execute();
  const today = dateInJapan(at);
  return new Map(
    people.map((person) => {
      const all = rows.filter((row) => row.person === person);
      const open = all.filter(({ to_date }) => to_date === null || to_date >= today);
      const counted = open.length > 0 ? open : all;
      return [person, [...new Set(counted.map(({ organisation }) => organisation))].sort()];
    }),
  );
}

/** The bodies at which somebody holds a post now or later. */
export async function postsOf(db: Connection, person: PersonId, at: Instant): Promise<readonly OrganisationId[]> {
  const rows = await db
    .selectFrom('appointments')
    .select('organisation')
    .distinct()
    .where('person', '=', person)
    .where(notOver(dateInJapan(at)))
    .execute();
  return rows.map(({ organisation }) => organisation).sort();
}
