/** When the mail of those who want one a day goes: at 10:00 in Japan, once the reminders of 9:00 are written. */
import { type RawBuilder, sql } from 'kysely';

const DAY = 24 * 60 * 60 * 1000;
/** 10:00 in Japan is one o'clock UTC. */
const HOUR = 60 * 60 * 1000;

/** The first such instant not before the notice was written. */
export function dayMailAt(row: string): RawBuilder<number> {
  return sql<number>`((${sql.ref(`${row}.written`)} - ${HOUR}::bigint + ${DAY - 1}::bigint) / ${DAY}::bigint * ${DAY}::bigint + ${HOUR}::bigint)`;
}
