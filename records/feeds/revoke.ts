import type { Transaction } from 'kysely';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { JournaledRow } from '../registry/journaled-row.ts';
import type { Tables } from '../tables.ts';

/** Revokes a person's calendar link. Returns the rows of the line that is to say so; the registry must be locked. */
export async function revokeFeedsOf(
  trx: Transaction<Tables>,
  person: PersonId,
  at: Instant,
): Promise<readonly JournaledRow[]> {
  const revoked = await trx
    .updateTable('calendar_feeds')
    .set({ revoked: at })
    .where('person', '=', person)
    .where('revoked', 'is', null)
    .returning('id')
    .execute();
  return revoked.map(({ id }) => ({ kind: 'feed', id, act: 'revoked', row: { person } }));
}
