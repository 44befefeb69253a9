/** Disabling what nobody stands for any more (see `standing.ts`). */
import { sql, type Transaction } from 'kysely';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Tables } from '../tables.ts';
import { lockRegistry, TIME, writeLine } from '../registry/journal.ts';
import { putAside, saidOf } from './endpoints.ts';
import { isLapsed } from './standing.ts';
import { tellLapsed } from './tell.ts';

/** Disables what has lapsed (whoever has locked tokens has locked the registry before), and – where all access of a person is revoked – whatever that person stands for. Returns how many. */
export async function lapse(trx: Transaction<Tables>, at: Instant, person?: PersonId): Promise<number> {
  const own = person === undefined ? sql`false` : sql`(e.address_by = ${person} or e.secret_by = ${person})`;
  const lapsed = sql<boolean>`(e.reason is distinct from 'lapsed' and (${own} or ${isLapsed(at)}))`;
  const due = await sql`select from webhook_endpoints as e where ${lapsed} limit 1`.execute(trx);
  if (due.rows.length === 0) return 0;
  await lockRegistry(trx);
  const { rows } = await sql<{ id: string }>`
    update webhook_endpoints as e set state = 'disabled', reason = 'lapsed', previous_secret = null, previous_until = null,
      changed = ${at}
    where ${lapsed} returning e.id`.execute(trx);
  if (rows.length > 0)
    await writeLine(
      trx,
      rows.map(({ id }) => saidOf(id, 'disabled')),
      { by: TIME, at },
    );
  for (const { id } of rows) {
    await putAside(trx, id, 'disabled', at);
    await tellLapsed(trx, id, at);
  }
  return rows.length;
}
