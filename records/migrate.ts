import { type Kysely, sql, type Transaction } from 'kysely';
import type { Text } from '../model/text.ts';
import { type Migration, migrations } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/** The database was written by a newer junkan. Nothing was changed. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema';
  readonly found: number;
  readonly known: number;
  readonly text: Text;
  constructor(found: number, known: number) {
    const text = {
      ja: `データベースはこれより新しい版の junkan のものです（スキーマ番号 ${found}、この版が扱えるのは ${known} まで）。何も変更していません。新しい版の junkan で起動するか、更新前に取った写しに戻してください。`,
      en: `The database belongs to a newer junkan (schema ${found}; this one knows up to ${known}). Nothing was changed. Start the newer junkan, or go back to the copy made before the upgrade.`,
    };
    super(`${text.ja}\n${text.en}`);
    this.found = found;
    this.known = known;
    this.text = text;
  }
}

/** Any number, the same for every junkan: who holds it in the database migrates it, others wait. */
const MIGRATION_LOCK = 3_141_592_653;

/**
 * Brings the schema up to date in one transaction, then runs `afterwards` in the same one. Two processes that start at
 * once take turns. Throws `NewerSchema`.
 */
export async function migrate<T>(
  db: Kysely<Tables>,
  afterwards: (trx: Transaction<Tables>) => Promise<T>,
  steps: readonly Migration[] = migrations,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(trx);
    await sql`create table if not exists schema_steps (
      number integer primary key, name text not null, taken timestamptz not null default now())`.execute(trx);
    const { rows } = await sql<{
      found: number;
    }>`select coalesce(max(number), 0)::integer as found from schema_steps`.execute(trx);
    const found = rows[0]?.found ?? 0;
    if (found > steps.length) throw new NewerSchema(found, steps.length);
    for (const [index, step] of steps.entries()) {
      if (index < found) continue;
      await step.up(trx);
      await sql`insert into schema_steps (number, name) values (${index + 1}, ${step.name})`.execute(trx);
    }
    return afterwards(trx);
  });
}
