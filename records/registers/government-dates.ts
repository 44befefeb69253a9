/** When what goes on between bodies falls due, as the common register has it at an instant. */
import type { Instant } from '../../model/identifiers.ts';
import { governmentDatesSchema, shippedGovernmentDates, type GovernmentDates } from '../../model/government-dates.ts';
import type { Connection } from '../database.ts';
import { factsInForce } from './in-force.ts';

/** Its name. */
export const governmentDatesRegister = 'governmentDates';

/** What holds then; a value of another form – of an older version – is left aside. */
export async function governmentDatesAt(db: Connection, at: Instant): Promise<GovernmentDates> {
  const facts = await factsInForce(db, { organisation: 'common', registers: [governmentDatesRegister] }, at);
  return governmentDatesSchema.safeParse(facts.at(-1)?.value ?? {}).data ?? shippedGovernmentDates;
}
