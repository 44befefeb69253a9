/** What accounts and passkeys have in common when they are removed: sessions that began by them end, and a line says so. */
import type { Transaction } from 'kysely';
import type { PersonId } from '../../model/identifiers.ts';
import type { Signature } from '../../contract/records/tokens.ts';
import type { Database } from '../database.ts';
import { lockRegistry, writeLine } from '../registry/journal.ts';
import type { JournaledRow } from '../registry/journaled-row.ts';
import type { Tables } from '../tables.ts';
import { endTokens } from '../token-journal.ts';
import { lapse } from '../webhooks/lapse.ts';

/** Ends the sessions that began by those removed. Returns the rows of the line that says so. */
export async function endedWith(
  trx: Transaction<Tables>,
  kind: 'identity' | 'passkey',
  removed: readonly { readonly id: string; readonly person: PersonId }[],
  { by, at }: Signature,
): Promise<JournaledRow[]> {
  if (removed.length === 0) return [];
  const ids = removed.map(({ id }) => id);
  await endTokens(trx, { at, by }, (row) => row.and([row(kind, 'in', ids), row('revoked', 'is', null)]));
  await lapse(trx, at);
  return removed.map(({ id, person }) => ({ kind, id, act: 'removed', row: { person } }));
}

/** Writes the line of what is removed, if anything is. The registry must be locked. Returns how many. */
export async function writeRemoved(
  trx: Transaction<Tables>,
  removed: readonly JournaledRow[],
  signed: Signature,
): Promise<number> {
  if (removed.length > 0) await writeLine(trx, removed, signed);
  return removed.length;
}

/** Removes in one act; false when there was nothing to remove. */
export async function removing(
  db: Database,
  remove: (trx: Transaction<Tables>) => Promise<readonly JournaledRow[]>,
  signed: Signature,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await lockRegistry(trx);
    return (await writeRemoved(trx, await remove(trx), signed)) > 0;
  });
}
