import { sql } from 'kysely';
import type { InstanceChange } from '../journal/instance-change.ts';
import { type Part, rowsOf } from '../journal/statement.ts';

/** Notes which documents an instance cites. A citation stays: the journal cites it for ever. */
export function citationParts(moved: readonly InstanceChange[]): Part[] {
  const rows = moved.flatMap(({ entry, before }) => {
    const earlier = new Set(before?.documents);
    const added = [...new Set(entry.projection.documents)].filter((hash) => !earlier.has(hash));
    return added.map((hash) => ({ hash, instance: entry.instance }));
  });
  if (rows.length === 0) return [];
  return [
    sql`citations as (
      insert into document_citations (hash, instance)
      select hash, instance from json_to_recordset(${rowsOf(rows)}) as cited (hash text, instance text)
      on conflict do nothing)`,
  ];
}
