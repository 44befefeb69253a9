import type { Json } from '../../model/json.ts';
import type { Connection } from '../database.ts';
import type { RegistryLine } from '../../contract/records/governance.ts';

/** Lines of the registry's journal with their rows, the oldest first. */
export async function linesOf(db: Connection, after: number, limit: number): Promise<RegistryLine[]> {
  const lines = await db
    .selectFrom('registry_journal')
    .selectAll()
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  const last = lines.at(-1)?.seq;
  if (last === undefined) return [];
  const rows = await db
    .selectFrom('registry_journal_rows')
    .selectAll()
    .where('seq', '>', after)
    .where('seq', '<=', last)
    .orderBy('seq')
    .orderBy('position')
    .execute();
  const bySeq = new Map<number, typeof rows>(lines.map(({ seq }) => [seq, []]));
  for (const row of rows) bySeq.get(row.seq)?.push(row);
  return lines.map((line) => ({
    seq: line.seq,
    at: line.at,
    by: line.by_person,
    ...(line.token === null
      ? {}
      : { token: { id: line.token, issuers: line.issuers.length === 0 ? [line.by_person] : line.issuers } }),
    hash: line.hash,
    previousHash: line.previous_hash,
    rows: (bySeq.get(line.seq) ?? []).map((row) => ({
      kind: row.kind,
      id: row.row_id,
      act: row.act,
      ...(row.organisation === null ? {} : { organisation: row.organisation }),
      payloadHash: row.payload_hash,
      ...(row.payload === null ? {} : { row: rowIn(row.payload) }),
    })),
  }));
}

/** The row without its salt. */
function rowIn(payload: string): Json {
  const { row }: { row: Json } = JSON.parse(payload);
  return row;
}
