/** Disabling what nobody stands for any more (see `standing.ts`). */
import { sql, type Transaction } from 'kysely';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Tables } from '../tables.ts';
import { putAside } from './endpoints.ts';
import { isLapsed } from './standing.ts';
import { tellLapsed } from './tell.ts';

/** Disables what has lapsed, and – where all access of a person is revoked – whatever that person stands for. Returns how many. */
export async function lapse(trx: Transaction<Tables>, at: Instant, person?: PersonId): Promise<number> {
  const own = person === undefined ? sql`false` : sql`(e.address_by = ${person} or e.secret_by = ${person})`;
  const { rows } = await sql<{ id: string }>`
    update webhook_endpoints as e set state = 'disabled', reason = 'lapsed', previous_secret = null, previous_until = null,
      changed = ${at}
    where e.reason is distinct from 'lapsed' and (${own} or ${isLapsed(at)}) returning e.id`.execute(trx);
  for (const { id } of rows) {
    await putAside(trx, id, 'disabled', at);
    await tellLapsed(trx, id, at);
  }
  return rows.length;
}
