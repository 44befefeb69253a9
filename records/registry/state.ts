/** The part of the registry a change touches, as it is recorded and as it would stand afterwards. */
import { sql } from 'kysely';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Connection } from '../database.ts';
import {
  appointmentAfter,
  departmentAfter,
  type GivenRows,
  type Item,
  nominationAfter,
  organisationAfter,
  personAfter,
} from './rows.ts';
import type { AppointmentTable, DepartmentTable, NominationTable, OrganisationTable, PersonTable } from './tables.ts';

/** Rows by key: the id, for departments `organisation/id`. */
export interface RegistryState {
  /** All bodies. */
  readonly organisations: ReadonlyMap<string, OrganisationTable>;
  /** All departments of the bodies touched. */
  readonly departments: ReadonlyMap<string, DepartmentTable>;
  readonly people: ReadonlyMap<string, PersonTable>;
  /** The appointments given and all others of the same people. */
  readonly appointments: ReadonlyMap<string, AppointmentTable>;
  readonly nominations: ReadonlyMap<string, NominationTable>;
  /** Ids of the appointments given that were voided before. */
  readonly voided: ReadonlySet<string>;
}

/** Ids that rows carry which could not be read in full: references to them are not errors of their own. */
export type BrokenIds = Readonly<
  Record<'organisations' | 'departments' | 'people' | 'appointments', ReadonlySet<string>>
>;

export function departmentKey(department: { organisation: string; id: string }): string {
  return `${department.organisation}/${department.id}`;
}

/** Reads what a change refers to. The registry must be locked. */
export async function loadState(trx: Connection, given: GivenRows): Promise<RegistryState> {
  const organisations = await trx.selectFrom('organisations').selectAll().execute();
  const appointmentIds = ids([...given.appointments, ...given.voids].map(({ row }) => row.id));
  const named = ids(
    given.people.map(({ row }) => row.id),
    given.appointments.map(({ row }) => row.person),
    given.nominations.flatMap(({ row }) => [row.head, row.person]),
  );
  const appointments = await trx
    .selectFrom('appointments')
    .selectAll()
    .where((where) => where.or([where('id', '=', any(appointmentIds)), where('person', '=', any(named))]))
    .execute();
  const bodies = ids(
    given.departments.map(({ row }) => row.organisation),
    given.appointments.map(({ row }) => row.organisation),
    // A row that gives an id and a last day leaves its body to what is recorded.
    appointments.filter(({ id }) => appointmentIds.includes(id)).map((row) => row.organisation),
  );
  const departments = await trx.selectFrom('departments').selectAll().where('organisation', '=', any(bodies)).execute();
  const nominations = await trx
    .selectFrom('nominations')
    .selectAll()
    .where('id', '=', any(ids(given.nominations.map(({ row }) => row.id))))
    .execute();
  const voided = await trx
    .selectFrom('voided_appointments')
    .select('id')
    .where('id', '=', any(appointmentIds))
    .execute();
  const persons = ids(
    named,
    appointments.map((row) => row.person),
    nominations.flatMap((row) => [row.head, row.person]),
  );
  const people = await trx.selectFrom('people').selectAll().where('id', '=', any(persons)).execute();
  return {
    organisations: new Map(organisations.map((row) => [row.id, row])),
    departments: new Map(departments.map((row) => [departmentKey(row), row])),
    people: new Map(people.map((row) => [row.id, row])),
    appointments: new Map(appointments.map((row) => [row.id, row])),
    nominations: new Map(nominations.map((row) => [row.id, row])),
    voided: new Set(voided.map(({ id }) => id)),
  };
}

/** The state as it would stand after the change. */
export function stateAfter(recorded: RegistryState, given: GivenRows, by: PersonId, at: Instant): RegistryState {
  return {
    organisations: over(recorded.organisations, given.organisations, (row) => row.id, organisationAfter),
    departments: over(recorded.departments, given.departments, departmentKey, departmentAfter),
    people: over(recorded.people, given.people, (row) => row.id, personAfter),
    appointments: without(
      over(
        recorded.appointments,
        given.appointments,
        (row) => row.id,
        (row, before) => appointmentAfter(row, before, by, at),
      ),
      given.voids.map(({ row }) => row.id),
    ),
    voided: recorded.voided,
    nominations: over(
      recorded.nominations,
      given.nominations,
      (row) => row.id,
      (row, before) => nominationAfter(row, before, at),
    ),
  };
}

export function brokenIds(given: GivenRows): BrokenIds {
  const of = <T>(items: readonly Item<T>[], key: (row: T) => string): ReadonlySet<string> =>
    new Set(items.filter((item) => item.broken === true).map((item) => key(item.row)));
  return {
    organisations: of(given.organisations, (row) => row.id),
    departments: of(given.departments, departmentKey),
    people: of(given.people, (row) => row.id),
    appointments: of(given.appointments, (row) => row.id),
  };
}

function over<G, T>(
  recorded: ReadonlyMap<string, T>,
  items: readonly Item<G>[],
  key: (row: G) => string,
  after: (row: G, recorded: T | undefined) => T,
): ReadonlyMap<string, T> {
  const rows = new Map(recorded);
  for (const { row, broken } of items) {
    if (broken !== true) rows.set(key(row), after(row, recorded.get(key(row))));
  }
  return rows;
}

function without<T>(rows: ReadonlyMap<string, T>, gone: readonly string[]): ReadonlyMap<string, T> {
  if (gone.length === 0) return rows;
  const left = new Map(rows);
  for (const id of gone) left.delete(id);
  return left;
}

/** `= any($1)`: one parameter however many ids there are. */
function any(values: readonly string[]): ReturnType<typeof sql<string>> {
  return sql<string>`any(${values}::text[])`;
}

function ids(...lists: readonly (readonly (string | undefined)[])[]): string[] {
  // What cannot be an id cannot be recorded; U+0000 in it would make the query itself fail.
  return [...new Set(lists.flat())].filter((id) => id !== undefined && /^[a-z0-9-]+$/.test(id)).map(String);
}
