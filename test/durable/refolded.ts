import { expect } from 'vitest';
import { refold, type Entry } from '../../machines/core/index.ts';
import { procedureOf } from '../../machines/procedures.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import type { Records } from '../../contract/records/records.ts';

/** All entries of an instance: numbered without a gap, its chain whole, and the same when they are taken again. */
export async function refoldedWhole(records: Records, instance: string): Promise<Entry[]> {
  const entries = await records.journal.all(instance);
  const kind = parseInstanceId(instance)?.kind ?? '';
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
  expect(refold(procedureOf(kind, entries[0]?.version ?? 1), entries)).toBeUndefined();
  expect(await records.journal.verifyChain(instance)).toBeUndefined();
  return entries;
}
