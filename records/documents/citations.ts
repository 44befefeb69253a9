import type { Transaction } from 'kysely';
import type { Moved } from '../journal/append.ts';
import type { Tables } from '../tables.ts';

/** Notes which documents an instance cites. A citation stays: the journal cites it for ever. */
export async function writeCitations(trx: Transaction<Tables>, moved: readonly Moved[]): Promise<void> {
  const rows = moved.flatMap(({ entry, before }) => {
    const earlier = new Set(before?.documents);
    const added = [...new Set(entry.projection.documents)].filter((hash) => !earlier.has(hash));
    return added.map((hash) => ({ hash, instance: entry.instance }));
  });
  if (rows.length === 0) return;
  await trx
    .insertInto('document_citations')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
