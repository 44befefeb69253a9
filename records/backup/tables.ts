import { sql } from 'kysely';
import type { Connection } from '../database.ts';

/** Where the migrator notes its steps: made anew by the migrations of whoever restores. */
const NOT_OURS: ReadonlySet<string> = new Set(['kysely_migration', 'kysely_migration_lock']);

/** Every table, each after those whose rows its own refer to. */
export async function tablesInOrder(db: Connection): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`.execute(db);
  const { rows: references } = await sql<{ from: string; to: string }>`
    select source.relname as "from", target.relname as "to" from pg_constraint as c
    join pg_class as source on source.oid = c.conrelid join pg_class as target on target.oid = c.confrelid
    where c.contype = 'f' and c.connamespace = current_schema()::regnamespace`.execute(db);
  const ordered = new Set<string>();
  const visit = (name: string): void => {
    if (ordered.has(name)) return;
    for (const { from, to } of references) if (from === name && to !== name) visit(to);
    ordered.add(name);
  };
  for (const { name } of tables) if (!NOT_OURS.has(name)) visit(name);
  return [...ordered];
}

/** Columns whose numbers the database gives itself. */
export async function numberedColumns(db: Connection): Promise<readonly { table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES' order by 1`.execute(db);
  return rows;
}
