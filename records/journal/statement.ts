/** The one statement that writes a batch: each part of the records adds what it derives from new entries. */
import { type RawBuilder, sql } from 'kysely';
import type { Connection } from '../database.ts';

/** A common table expression with its name: `tasks as (insert …)`. All parts see the same snapshot, none the others' work. */
export type Part = RawBuilder<unknown>;

/** Runs the parts as one statement. */
export async function runParts(db: Connection, parts: readonly Part[]): Promise<void> {
  if (parts.length > 0) await sql`with ${sql.join(parts)} select 1`.execute(db);
}

/** Rows as the one parameter of `json_to_recordset`: the statement's text stays the same for any number of them. */
export function rowsOf(rows: readonly object[]): RawBuilder<unknown> {
  return sql`${JSON.stringify(rows)}::json`;
}
