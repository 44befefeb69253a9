import type { Actor } from '../../machines/core/index.ts';
import type { Instant, OrganisationId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { DecidingRole } from '../../model/roles.ts';
import type { Database } from '../database.ts';
import { actorsAt } from './actor.ts';
import { appointmentsBetween } from './appointments.ts';

/** Everyone who holds one of the roles in the body at that moment; with `anyone`, everyone who holds any. */
export async function holders(
  db: Database,
  organisation: OrganisationId,
  roles: readonly DecidingRole[],
  at: Instant,
): Promise<Actor[]> {
  const today = dateInJapan(at);
  const held = await appointmentsBetween(
    db,
    today,
    today,
    (query) => query.where('organisation', '=', organisation),
    today,
  );
  const holding = held.filter((appointment) => roles.includes('anyone') || roles.includes(appointment.role));
  return actorsAt(db, [...new Set(holding.map((appointment) => appointment.person))].sort(), at);
}
