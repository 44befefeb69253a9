import { type QueryExecutorProvider, sql } from 'kysely';
import { governance } from './governance.ts';
import { hooks } from './hooks.ts';
import { integrity } from './integrity.ts';
import { notices } from './notices.ts';
import { records } from './records.ts';
import { registry } from './registry.ts';

/** The schema of the first release. */
export async function up(db: QueryExecutorProvider): Promise<void> {
  for (const statement of [...records, ...registry, ...governance, ...notices, ...hooks, ...integrity])
    await sql.raw(statement).execute(db);
}
