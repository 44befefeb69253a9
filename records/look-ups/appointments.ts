import type { SelectQueryBuilder } from 'kysely';
import type { Actor, Appointment } from '../../machines/core/index.ts';
import type { LocalDate, PersonId } from '../../model/identifiers.ts';
import type { Database } from '../database.ts';
import { toAppointment } from '../registry/rows.ts';
import { scopesOf } from '../registry/scopes.ts';
import type { AppointmentTable } from '../registry/tables.ts';
import type { Tables } from '../tables.ts';
import { heldOn } from '../registry/held.ts';

type Query = SelectQueryBuilder<Tables, 'appointments', AppointmentTable>;

/**
 * Appointments that are in force on at least one day from–to, narrowed by `narrow`, each with its scope and with what
 * its department has succeeded on `day`.
 */
export async function appointmentsBetween(
  db: Database,
  from: LocalDate,
  to: LocalDate,
  narrow: (query: Query) => Query,
  day: LocalDate,
): Promise<Appointment[]> {
  const rows = await narrow(db.selectFrom('appointments').selectAll().where(heldOn(from, to)))
    .orderBy('from_date')
    .orderBy('id')
    .execute();
  const withScope = await scopesOf(
    db,
    rows.filter((row) => row.department !== null).map((row) => row.organisation),
    day,
  );
  return rows.map((row) => withScope(toAppointment(row)));
}

/** Appointments by person, in the order of the people asked for. */
export function actorsOf(people: readonly PersonId[], appointments: readonly Appointment[]): Actor[] {
  return people.map((person) => ({ person, appointments: appointments.filter((held) => held.person === person) }));
}
