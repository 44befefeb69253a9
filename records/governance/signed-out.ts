/** Sessions that end because their account signed out at its provider. */
import type { Transaction } from 'kysely';
import type { LoggedOutThere } from '../../contract/records/identities.ts';
import type { Instant } from '../../model/identifiers.ts';
import { sha256 } from '../hash.ts';
import type { Tables } from '../tables.ts';
import { endTokens } from '../token-journal.ts';

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
  return endTokens(trx, { at, by: { holder: true }, signedOut: true }, (row) =>
    row.and([
      row('session', '=', true),
      row('identity', 'in', accounts),
      row('revoked', 'is', null),
      row('issued', '<=', until + SKEW),
      // Of an account's sessions whose id the provider never told, any may be the one.
      ...(sid === undefined
        ? []
        : [
            row.or([
              row('provider_session', '=', sha256(sid)),
              ...(subject === undefined ? [] : [row('provider_session', 'is', null)]),
            ]),
          ]),
    ]),
  );
}
