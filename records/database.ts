/**
 * PostgreSQL, or PGlite by its own adapter to node-postgres: one driver, one dialect, one reading of types for both.
 * Statements that come again are prepared once for each connection (`PreparedNames`): of a look-up's processor time two
 * thirds were PostgreSQL's parsing and planning the same words anew, 2.3 ms against 0.66 on PGlite.
 */
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { Kysely, type PostgresPool, type PostgresPoolClient, type PostgresQueryResult, type Transaction } from 'kysely';
import pg from 'pg';
import { RecordsUnavailable } from '../contract/records/unavailable.ts';
import { ensureDatabase } from './empty-database.ts';
import { SealingDialect, type SealingKeys } from './line-seals.ts';
import type { Tables } from './tables.ts';

/** A connection to the records; inside a transaction use the transaction, never this. */
export type Database = Kysely<Tables>;
/** A transaction, or the whole database where one statement is all there is. */
export type Connection = Kysely<Tables> | Transaction<Tables>;

/** The database and what is known of its kind. */
export interface OpenedDatabase {
  readonly db: Database;
  /** True when other processes may write too (PostgreSQL); an embedded database has one owner. */
  readonly shared: boolean;
  close(): Promise<void>;
}

/** `int8` is read as a number (instants and counters stay far below 2^53), dates as the text they are. */
const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;

/** Where the embedded database lies within the data directory. */
export const embeddedRecords = 'records';

/**
 * PostgreSQL by `databaseUrl`, else PGlite in `<dataDirectory>/records`. The caller holds the data directory's lock:
 * two processes on one PGlite silently lose rows.
 */
export async function openDatabase(where: {
  databaseUrl?: string;
  dataDirectory: string;
  /** Where an empty database to copy is kept, see empty-database.ts. @default as the environment says */
  cache?: string;
  measuring?: DatabaseMeter;
  /** By which lines of the registry's and the tokens' journals are sealed. */
  keys: SealingKeys;
}): Promise<OpenedDatabase> {
  const { databaseUrl, dataDirectory, cache, keys, measuring = unmeasured } = where;
  const using: Using = { keys, measuring };
  return databaseUrl === undefined ? openEmbedded(dataDirectory, cache, using) : openServer(databaseUrl, using);
}

interface Using {
  readonly keys: SealingKeys;
  readonly measuring: DatabaseMeter;
}

/** Who measures is told of what the database is asked. */
export interface DatabaseMeter {
  /** Of every transaction; a statement on its own is one. */
  transaction(): void;
  /** Of every statement, those that begin and end a transaction included. */
  statement(text: string): void;
}

const unmeasured: DatabaseMeter = { transaction: () => {}, statement: () => {} };

async function openEmbedded(dataDirectory: string, cache: string | undefined, using: Using): Promise<OpenedDatabase> {
  const directory = join(dataDirectory, embeddedRecords);
  await ensureDatabase(directory, cache);
  const embedded = await PGlite.create(directory);
  // One connection that is never given up: whoever has it has the database, others wait their turn.
  const pool = new pg.Pool(Object.assign(createPgConfig(embedded), { max: 1, idleTimeoutMillis: 0, types }));
  const opened = over(pool, using);
  return {
    ...opened,
    shared: false,
    async close() {
      await opened.close();
      if (!embedded.closed) await embedded.close();
    },
  };
}

function openServer(databaseUrl: string, using: Using): OpenedDatabase {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 12,
    connectionTimeoutMillis: 5_000,
    // A database that no longer answers at all must not hold a caller for ever.
    query_timeout: 30_000,
    keepAlive: true,
    application_name: 'junkan',
    types,
  });
  return { ...over(pool, using), shared: true };
}

function over(pool: pg.Pool, { keys, measuring }: Using): Pick<OpenedDatabase, 'db' | 'close'> {
  // An idle connection that breaks is replaced when it is next needed; without a listener it would end the process.
  pool.on('error', () => {});
  const db = new Kysely<Tables>({ dialect: new SealingDialect({ pool: new CountedPool(pool, measuring) }, keys) });
  return { db, close: () => db.destroy() };
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return Number;
    if (oid === INT8_ARRAY) return numbersOf;
    if (oid === DATE) return String;
    return pg.types.getTypeParser(oid, format ?? 'text');
  },
};

/** A PostgreSQL array of integers, e.g. `{1,2}`. */
function numbersOf(text: string): number[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',').map(Number);
}

/** What Kysely needs to know to count affected rows. */
function commandOf(sql: string): PostgresQueryResult<unknown>['command'] {
  const word = sql.slice(0, 6).toUpperCase();
  return word === 'INSERT' || word === 'UPDATE' || word === 'DELETE' ? word : 'SELECT';
}

/** Statements prepared on a connection at most: each is some 20 to 100 kB of the database's memory. */
const PREPARED = 200;
/** Texts remembered as seen once at most: statements over lists have a text for every length. */
const SEEN_ONCE = 1_000;

/** Names for the statements that come again; the same on every connection, given once and never taken back. */
class PreparedNames {
  readonly #names = new Map<string, string>();
  readonly #seen = new Set<string>();

  /** The statement's name from its second time on; none where it is not worth preparing or there are enough. */
  nameOf(text: string): string | undefined {
    const name = this.#names.get(text);
    if (name !== undefined || this.#names.size >= PREPARED) return name;
    if (!this.#seen.has(text)) {
      if (this.#seen.size >= SEEN_ONCE) this.#seen.clear();
      this.#seen.add(text);
      return undefined;
    }
    this.#seen.delete(text);
    const given = `junkan_${this.#names.size + 1}`;
    this.#names.set(text, given);
    return given;
  }
}

/** A pool that counts for who measures, and tells "the database is away" from every other failure. */
class CountedPool implements PostgresPool {
  readonly #pool: pg.Pool;
  readonly #measuring: DatabaseMeter;
  readonly #names = new PreparedNames();

  constructor(pool: pg.Pool, measuring: DatabaseMeter) {
    this.#pool = pool;
    this.#measuring = measuring;
  }

  /** Whoever takes the connection takes it for one transaction. */
  async connect(): Promise<PostgresPoolClient> {
    this.#measuring.transaction();
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw unavailable(error) ?? error;
    });
    return new CountedClient(client, this.#measuring, this.#names);
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

class CountedClient {
  readonly #client: pg.PoolClient;
  readonly #measuring: DatabaseMeter;
  readonly #names: PreparedNames;
  #broken = false;

  constructor(client: pg.PoolClient, measuring: DatabaseMeter, names: PreparedNames) {
    this.#client = client;
    this.#measuring = measuring;
    this.#names = names;
    // Between queries the pool listens only to idle connections: a break in a transaction must not end the process.
    client.on('error', this.#onError);
  }

  readonly #onError = (): void => {
    this.#broken = true;
  };

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: { read(rows: number): Promise<R[]>; close(): Promise<void> }): typeof cursor;
  query<R>(sql: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof sql !== 'string') throw new Error('cursors are not used');
    return this.#run<R>(sql, parameters);
  }

  async #run<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    this.#measuring.statement(text);
    // `begin` and the like are not planned: nothing to prepare.
    const name = parameters.length === 0 ? undefined : this.#names.nameOf(text);
    try {
      const { rows, rowCount } = await this.#client.query({ text, values: [...parameters], ...(name && { name }) });
      return { command: commandOf(text), rowCount: rowCount ?? 0, rows };
    } catch (error) {
      const away = unavailable(error);
      if (away === undefined) throw error;
      this.#broken = true;
      throw away;
    }
  }

  release(): void {
    this.#client.off('error', this.#onError);
    this.#client.release(this.#broken);
  }
}

/** Failures of the connection, by code: sockets, and PostgreSQL starting, stopping, full or cut off. */
const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'ENOENT',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
]);

/** The same by words, where node-postgres gives no code. */
const AWAY_WORDS =
  /connection terminated|connection error|not queryable|timeout exceeded|read timeout|connection timeout|pool after calling end/i;

function unavailable(error: unknown): RecordsUnavailable | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const away = AWAY.has(code) || code.startsWith('08') || AWAY_WORDS.test(error.message);
  const inner = error instanceof AggregateError && error.errors.some((each) => unavailable(each) !== undefined);
  if (!away && !inner) return undefined;
  return new RecordsUnavailable(`the database cannot be reached now: ${error.message || code}`);
}
