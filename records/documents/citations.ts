import { sql } from 'kysely';
import type { InstanceChange } from '../journal/instance-change.ts';
import { type Part, rowsOf } from '../journal/statement.ts';

/** Notes which documents an instance cites. A citation stays: the journal cites it for ever. */
export function citationParts(moved: readonly InstanceChange[]): Part[] {
  const rows = moved.flatMap(({ entry: { instance }, entries, before }) => {
    const earlier = new Set(before?.documents);
    const cited = new Set(entries.flatMap(({ projection }) => projection.documents));
    return [...cited].filter((hash) => !earlier.has(hash)).map((hash) => ({ hash, instance }));
  });
  if (rows.length === 0) return [];
  return [
    sql`citations as (
      insert into document_citations (hash, instance)
      select hash, instance from json_to_recordset(${rowsOf(rows)}) as cited (hash text, instance text)
      on conflict do nothing)`,
  ];
}
