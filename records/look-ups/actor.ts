import type { Actor } from '../../machines/core/index.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import { addDays, dateInJapan } from '../../model/japan-time.ts';
import type { Database } from '../database.ts';
import { actorsOf, appointmentsBetween } from './appointments.ts';

/**
 * A person with the appointments of that moment. The day before and the day after are included: the step is taken a
 * moment later than the look-up, by the workflow's clock, and the core compares with that.
 */
export async function actor(db: Database, person: PersonId, at: Instant): Promise<Actor> {
  const [only] = await actorsAt(db, [person], at);
  return only ?? { person, appointments: [] };
}

/** The same for several people at once. */
export async function actorsAt(db: Database, people: readonly PersonId[], at: Instant): Promise<Actor[]> {
  if (people.length === 0) return [];
  const today = dateInJapan(at);
  const of = (query: Parameters<Parameters<typeof appointmentsBetween>[3]>[0]) =>
    query.where('person', 'in', [...people]);
  const held = await appointmentsBetween(db, addDays(today, -1), addDays(today, 1), of, today);
  return actorsOf(people, held);
}
