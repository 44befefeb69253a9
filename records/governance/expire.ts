import type { Instant } from '../../model/identifiers.ts';
import type { Connection } from '../database.ts';
import { TIME, writeLine } from '../registry/journal.ts';

/** Ends what waited too long for approval, each with its line in the journal. The registry must be locked. */
export async function expireOld(trx: Connection, at: Instant): Promise<void> {
  const old = await trx
    .updateTable('registry_changes')
    .set({ status: 'expired', given: null, decided_at: at })
    .where('status', '=', 'pending')
    .where('expires', '<=', at)
    .returning(['id', 'by_person', 'expires'])
    .execute();
  if (old.length === 0) return;
  const rows = old.map(({ id, by_person, expires }) => ({
    kind: 'change' as const,
    id,
    act: 'expired',
    row: { askedBy: by_person, expires },
  }));
  await writeLine(trx, rows, { by: TIME, at });
}
