/** Sessions that end because their account signed out at its provider. */
import type { Transaction } from 'kysely';
import type { LoggedOutThere } from '../../contract/records/identities.ts';
import type { Instant } from '../../model/identifiers.ts';
import { sha256 } from '../hash.ts';
import type { Tables } from '../tables.ts';

/** What two clocks may differ by, milliseconds. */
const SKEW = 60_000;

/** Ends them as signing out here does; how many. A token that is sent once more ends nothing that began after it was made. */
export async function endThere(
  trx: Transaction<Tables>,
  who: LoggedOutThere,
  until: Instant,
  at: Instant,
): Promise<number> {
  const { issuer, subject, sid } = who;
  let accounts = trx.selectFrom('identities').select('id').where('issuer', '=', issuer);
  if (subject !== undefined) accounts = accounts.where('subject', '=', subject);
  let sessions = trx
    .updateTable('tokens')
    .set((row) => ({ revoked: at, revoked_by: row.ref('person'), signed_out: true }))
    .where('session', '=', true)
    .where('identity', 'in', accounts)
    .where('revoked', 'is', null)
    .where('issued', '<=', until + SKEW);
  if (sid !== undefined) {
    // Of an account's sessions whose id the provider never told, any may be the one.
    sessions = sessions.where((where) =>
      where.or([
        where('provider_session', '=', sha256(sid)),
        ...(subject === undefined ? [] : [where('provider_session', 'is', null)]),
      ]),
    );
  }
  const { numUpdatedRows } = await sessions.executeTakeFirst();
  return Number(numUpdatedRows);
}
