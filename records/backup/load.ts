/** Puts a backup into an empty database: all of it, or nothing. */
import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { dataFormat } from '../../contract/data-format.ts';
import type { Text } from '../../model/text.ts';
import type { Database } from '../database.ts';
import { hasTable, migrate } from '../migrate.ts';
import { sealAnew } from '../sealed-lines.ts';
import type { Tables } from '../tables.ts';
import { Beginning, End, saidIn, TableLine } from './format.ts';
import { numberedColumns, tablesInOrder } from './tables.ts';

/** A backup that cannot be put back. Nothing was changed. */
export class NoBackup extends Error {
  override readonly name = 'NoBackup';
  readonly text: Text;
  constructor(text: Text) {
    super(`${text.ja}\n${text.en}`);
    this.text = text;
  }
}

/** What was put back. */
export interface Loaded {
  readonly installation: string;
  readonly kind: 'demonstration' | 'real';
  readonly at: number;
  readonly rows: number;
  /** Instances that had not ended. */
  readonly open: number;
  /** Lines whose seals were by keys that are not here, and are now by the current one. */
  readonly sealed: number;
}

export interface LoadOptions {
  /** The keys by which Temporal's contents were encrypted are lost: new ones are made at the start. */
  readonly newKeys: boolean;
}

/** Rows and bytes in one statement. */
const ROWS = 500;
const BYTES = 4_000_000;

/**
 * Reads the lines. Throws `NoBackup` for what is none, not whole, of another format, or where the database is not empty.
 * Whoever opens the database next finds every procedure that has not ended asked to be rebuilt.
 */
export async function load(db: Database, lines: AsyncIterable<string>, { newKeys }: LoadOptions): Promise<Loaded> {
  if (await isInUse(db)) throw notEmpty();
  await migrate(db);
  return db.transaction().execute(async (trx) => {
    const known = new Set(await tablesInOrder(trx));
    const hash = createHash('sha256');
    let beginning: ReturnType<typeof Beginning.parse> | undefined;
    let end: ReturnType<typeof End.parse> | undefined;
    let table: string | undefined;
    let rows = 0;
    let waiting: string[] = [];
    let bytes = 0;
    const flush = async (): Promise<void> => {
      if (table !== undefined && waiting.length > 0) await insert(trx, table, waiting);
      waiting = [];
      bytes = 0;
    };
    for await (const line of lines) {
      if (end !== undefined) throw broken();
      const said = saidIn(line);
      const last = End.safeParse(said);
      if (last.success) {
        end = last.data;
        continue;
      }
      hash.update(`${line}\n`);
      if (beginning === undefined) {
        const first = Beginning.safeParse(said);
        if (!first.success) throw broken();
        beginning = first.data;
        if (beginning.format !== dataFormat) throw otherFormat(beginning.format);
      } else if (said !== undefined) {
        const next = TableLine.safeParse(said);
        if (!next.success || !known.has(next.data.table)) throw broken();
        await flush();
        ({ table } = next.data);
      } else {
        if (table === undefined) throw broken();
        rows += 1;
        bytes += line.length;
        waiting.push(line);
        if (waiting.length >= ROWS || bytes >= BYTES) await flush();
      }
    }
    await flush();
    if (beginning === undefined || end?.rows !== rows || end.sha256 !== hash.digest('hex')) throw broken();
    await continueNumbers(trx);
    const open = await afterwards(trx, beginning.at, newKeys);
    const { installation, kind, at } = beginning;
    return { installation, kind, at, rows, open, sealed: await sealAnew(trx) };
  });
}

/** Tables alone – of a restoring that came to nothing – are empty. */
async function isInUse(db: Database): Promise<boolean> {
  if (!(await hasTable(db, 'installation'))) return false;
  return (await db.selectFrom('installation').select('id').executeTakeFirst()) !== undefined;
}

async function insert(trx: Transaction<Tables>, table: string, rows: readonly string[]): Promise<void> {
  const all = `[${rows.join(',')}]`;
  await sql`insert into ${sql.table(table)} overriding system value
    select * from json_populate_recordset(null::${sql.table(table)}, ${all}::json)`.execute(trx);
}

/** The database goes on numbering after what was put in. */
async function continueNumbers(trx: Transaction<Tables>): Promise<void> {
  for (const { table, column } of await numberedColumns(trx)) {
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}),
      (select coalesce(max(${sql.ref(column)}), 0) + 1 from ${sql.table(table)}), false)`.execute(trx);
  }
}

/**
 * What belongs to the machine it came from stays there: signed heads count by their files, and are put back from these.
 * Temporal's data may be gone, older or newer: every procedure that has not ended is compared with it at the start.
 */
async function afterwards(trx: Transaction<Tables>, at: number, newKeys: boolean): Promise<number> {
  await trx.deleteFrom('checkpoints').execute();
  await trx.deleteFrom('checkpoint_keys').execute();
  await trx.deleteFrom('integrity_rounds').execute();
  if (newKeys) await trx.deleteFrom('payload_keys').execute();
  const { rows } = await sql`
    insert into rebuilds (instance, asked, by_person, next_at)
    select instance, ${at}, 'system', 0 from instances where seq > 0 and ended is null
    on conflict (instance) do update set
      asked = excluded.asked, by_person = 'system', token = null, issuers = '{}', next_at = 0, finished = null, result = null
    returning instance`.execute(trx);
  return rows.length;
}

function notEmpty(): NoBackup {
  return new NoBackup({
    ja: 'データベースは空ではありません。バックアップは空の場所にだけ復元できます（JUNKAN_DATA、又は DATABASE_URL に別の場所を指定してください）。何も変更していません。',
    en: 'The database is not empty. A backup is restored to an empty place alone: name another one in JUNKAN_DATA or DATABASE_URL. Nothing was changed.',
  });
}

function broken(): NoBackup {
  return new NoBackup({
    ja: 'junkan のバックアップではないか、途中で切れているか、書き換えられています。別のバックアップを使ってください。何も変更していません。',
    en: 'This is no backup of junkan, or it is cut off or altered. Use another one. Nothing was changed.',
  });
}

function otherFormat(format: number): NoBackup {
  return new NoBackup({
    ja: `バックアップのデータの形式（${format}）が、この版の junkan の形式（${dataFormat}）と異なります。バックアップを取った版の junkan で復元してください。何も変更していません。`,
    en: `The data in the backup have another format (${format}) than this junkan (${dataFormat}). Restore it with the junkan that made it. Nothing was changed.`,
  });
}
