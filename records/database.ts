/**
 * PostgreSQL by its pool, or PGlite by an adapter of our own to the same dialect (`EmbeddedPool`). Looked at in November
 * 2026, processor time of a transaction of three statements, best of five rounds: ours 3.9 ms; Kysely's own PGlite dialect
 * 3.1 ms, but it comes with Kysely 0.29, which needs Node 22, and we promise 20.19 – take it when Node 20 goes;
 * kysely-pglite-dialect 3.8 ms, but declared for PGlite up to 0.4 only. Neither has a place to count transactions, or to
 * say `RecordsUnavailable`.
 */
import { join } from 'node:path';
import { PGlite, type Results } from '@electric-sql/pglite';
import {
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import { RecordsUnavailable } from '../contract/records/unavailable.ts';
import { ensureDatabase } from './empty-database.ts';
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
const BYTEA = 17;

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
}): Promise<OpenedDatabase> {
  const { databaseUrl, dataDirectory, cache, measuring = unmeasured } = where;
  return databaseUrl === undefined ? openEmbedded(dataDirectory, cache, measuring) : openServer(databaseUrl, measuring);
}

/** Who measures is told of what the database is asked. */
export interface DatabaseMeter {
  /** Of every transaction; a statement on its own is one. */
  transaction(): void;
  /** Of every statement, those that begin and end a transaction included. */
  statement(text: string): void;
}

const unmeasured: DatabaseMeter = { transaction: () => {}, statement: () => {} };

async function openEmbedded(
  dataDirectory: string,
  cache: string | undefined,
  measuring: DatabaseMeter,
): Promise<OpenedDatabase> {
  const directory = join(dataDirectory, 'records');
  await ensureDatabase(directory, cache);
  const embedded = await PGlite.create(directory, {
    parsers: { [INT8]: Number, [DATE]: (text: string) => text, [BYTEA]: bytesOf },
    serializers: { [BYTEA]: hexOf },
  });
  const pool = new EmbeddedPool(embedded, measuring);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, shared: false, close: () => db.destroy() };
}

function openServer(databaseUrl: string, measuring: DatabaseMeter): OpenedDatabase {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 12,
    connectionTimeoutMillis: 5_000,
    // A database that no longer answers at all must not hold a caller for ever.
    query_timeout: 30_000,
    keepAlive: true,
    application_name: 'junkan',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') => {
        if (oid === INT8) return Number;
        if (oid === INT8_ARRAY) return numbersOf;
        if (oid === DATE) return String;
        return pg.types.getTypeParser(oid, format ?? 'text');
      },
    },
  });
  // An idle connection that breaks is replaced when it is next needed; without a listener it would end the process.
  pool.on('error', () => {});
  const counted = new ServerPool(pool, measuring);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: counted }) });
  return { db, shared: true, close: () => db.destroy() };
}

/** A PostgreSQL array of integers, e.g. `{1,2}`. */
function numbersOf(text: string): number[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',').map(Number);
}

/** PGlite's own way with bytes goes digit by digit: 20 MB took half a minute. */
function bytesOf(text: string): Uint8Array {
  return Buffer.from(text.slice(2), 'hex');
}

function hexOf(bytes: unknown): string {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('not bytes');
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}

/** A pool of one over PGlite: whoever has the connection has the database, others wait their turn. */
class EmbeddedPool implements PostgresPool {
  readonly #embedded: PGlite;
  readonly #measuring: DatabaseMeter;
  #turn: Promise<void> = Promise.resolve();

  constructor(embedded: PGlite, measuring: DatabaseMeter) {
    this.#embedded = embedded;
    this.#measuring = measuring;
  }

  /** Whoever takes the connection takes it for one transaction. */
  async connect(): Promise<PostgresPoolClient> {
    this.#measuring.transaction();
    const before = this.#turn;
    let release = (): void => {};
    this.#turn = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return new EmbeddedClient(this.#embedded, this.#measuring, release);
  }

  async end(): Promise<void> {
    await this.#turn;
    if (!this.#embedded.closed) await this.#embedded.close();
  }
}

class EmbeddedClient {
  readonly #embedded: PGlite;
  readonly #measuring: DatabaseMeter;
  readonly release: () => void;

  constructor(embedded: PGlite, measuring: DatabaseMeter, release: () => void) {
    this.#embedded = embedded;
    this.#measuring = measuring;
    this.release = release;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: { read(rows: number): Promise<R[]>; close(): Promise<void> }): typeof cursor;
  query<R>(sql: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof sql !== 'string') throw new Error('cursors are not used');
    return this.#run<R>(sql, parameters);
  }

  async #run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (this.#embedded.closed) throw new RecordsUnavailable('the embedded database is closed');
    this.#measuring.statement(sql);
    const { rows, affectedRows = 0 }: Results<R> = await this.#embedded.query<R>(sql, [...parameters]);
    return { command: commandOf(sql), rowCount: affectedRows, rows };
  }
}

/** What Kysely needs to know to count affected rows. */
function commandOf(sql: string): PostgresQueryResult<unknown>['command'] {
  const word = sql.slice(0, 6).toUpperCase();
  return word === 'INSERT' || word === 'UPDATE' || word === 'DELETE' ? word : 'SELECT';
}

/** A pool over PostgreSQL that tells "the database is away" from every other failure. */
class ServerPool implements PostgresPool {
  readonly #pool: pg.Pool;
  readonly #measuring: DatabaseMeter;

  constructor(pool: pg.Pool, measuring: DatabaseMeter) {
    this.#pool = pool;
    this.#measuring = measuring;
  }

  async connect(): Promise<PostgresPoolClient> {
    this.#measuring.transaction();
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw unavailable(error) ?? error;
    });
    return new ServerClient(client, this.#measuring);
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

class ServerClient {
  readonly #client: pg.PoolClient;
  readonly #measuring: DatabaseMeter;
  #broken = false;

  constructor(client: pg.PoolClient, measuring: DatabaseMeter) {
    this.#client = client;
    this.#measuring = measuring;
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

  async #run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    this.#measuring.statement(sql);
    try {
      const { rows, rowCount } = await this.#client.query(sql, [...parameters]);
      return { command: commandOf(sql), rowCount: rowCount ?? 0, rows };
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
