/** Writes a backup from one moment of the database, while everybody goes on writing. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Installation } from '../../contract/records/records.ts';
import { dataFormat } from '../../contract/data-format.ts';
import type { Instant } from '../../model/identifiers.ts';
import type { Connection, Database } from '../database.ts';
import { sayingLine } from './format.ts';
import { tablesInOrder } from './tables.ts';

/** Rows fetched at once: a chunk of a document is up to a quarter of a megabyte. */
const ROWS = 200;

/** The lines of a backup, each with its line end. */
export async function* dump(
  db: Database,
  { id, kind }: Pick<Installation, 'id' | 'kind'>,
  at: Instant,
): AsyncGenerator<string> {
  const trx = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
  try {
    const hash = createHash('sha256');
    let rows = 0;
    const written = (line: string): string => {
      const text = `${line}\n`;
      hash.update(text);
      return text;
    };
    yield written(sayingLine({ junkan: 'backup', format: dataFormat, installation: id, kind, at }));
    for (const table of await tablesInOrder(trx)) {
      yield written(sayingLine({ table }));
      for await (const row of rowsOf(trx, table)) {
        rows += 1;
        yield written(row);
      }
    }
    yield `${sayingLine({ rows, sha256: hash.digest('hex') })}\n`;
  } finally {
    await trx.rollback().execute();
  }
}

async function* rowsOf(trx: Connection, table: string): AsyncGenerator<string> {
  await sql`declare backup no scroll cursor for select row_to_json(t)::text as row from ${sql.table(table)} as t`.execute(
    trx,
  );
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(ROWS)} from backup`.execute(trx);
    for (const { row } of rows) yield row;
    if (rows.length < ROWS) break;
  }
  await sql`close backup`.execute(trx);
}
