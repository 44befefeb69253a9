/**
 * Queues with leases: mail and webhooks. Whoever takes a row moves its `next_at` on – the lease – and signs it with a
 * claim; who dies while sending leaves it to whoever comes after the lease. So everything is sent at least once, and only
 * the last to take a row says how it went. When a row is tried again and when it is given up is its queue's own affair.
 */
import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../model/identifiers.ts';
import type { Connection } from './database.ts';

/** A table of rows that are to be sent, with columns `next_at`, `attempts` (those whose outcome is known) and `claim`. */
export interface Queue {
  readonly table: 'notices' | 'webhook_deliveries';
  /** The columns that name a row, with their types. */
  readonly key: Readonly<Record<string, 'bigint' | 'text'>>;
  /** The column that says what has become of a row, and its value while the row waits. */
  readonly status: string;
  readonly waiting: string;
  /** The columns for how the last attempt went, in a word, and for when that was. */
  readonly result: string;
  readonly changed: string;
}

/** Names a row, by the columns of the queue's key. */
export type RowKey = Readonly<Record<string, string | number>>;

/** What became of a row that was taken. */
export interface Settlement {
  readonly key: RowKey;
  readonly claim: string;
  /** Without: it waits on. */
  readonly status?: string;
  /** When it is tried again. */
  readonly next?: Instant;
  /** How it went, in a word; `''`: nothing is to be said any more. Without: as before. */
  readonly result?: string;
  /** False: it was not tried after all. */
  readonly tried: boolean;
  /** So it is while the row waits, whoever has taken it since. */
  readonly anyway?: boolean;
}

/** The keys of what is due, the longest due first, passing over what another is taking in this moment. `d` is the row. */
export function due(queue: Queue, now: Instant, atMost: number, which: RawBuilder<unknown> = sql`true`) {
  return sql`select ${keyOf(queue, 'd')} from ${table(queue)} as d
    where ${waits(queue, 'd')} and d.next_at <= ${now}::bigint and ${which}
    order by d.next_at, d.at, ${keyOf(queue, 'd')} limit ${atMost} for update skip locked`;
}

/**
 * Takes the rows whose keys `keys` selects, each for the length of the lease (milliseconds): `part` is the common table
 * expression `taken`, the rows as they are now. `also`: what else changes, as in `set`; `q` is the row before.
 */
export function taking(
  queue: Queue,
  keys: RawBuilder<unknown>,
  { now, lease, also }: { readonly now: Instant; readonly lease: number; readonly also?: RawBuilder<unknown> },
): { readonly claim: string; readonly part: RawBuilder<unknown> } {
  const claim = randomUUID();
  const part = sql`chosen as materialized (${keys}),
    taken as (
      update ${table(queue)} as q set next_at = ${now + lease}::bigint, claim = ${claim}${and(also)}
      from chosen where ${sameKey(queue, 'chosen')} returning q.*)`;
  return { claim, part };
}

/** Says how taken rows went; without effect where another has taken one since. Those that were settled, as they are now. */
export async function settle(
  db: Connection,
  queue: Queue,
  settled: readonly Settlement[],
  now: Instant,
): Promise<(RowKey & { readonly status: string })[]> {
  const given = settled.map(({ key, ...said }) => ({ ...key, ...said }));
  const columns = Object.entries(queue.key).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`);
  const [status, result] = [sql.ref(queue.status), sql.ref(queue.result)];
  const { rows } = await sql<RowKey & { status: string }>`
    with given as (
      select * from json_to_recordset(${JSON.stringify(given)}::json) as g (
        ${sql.join(columns)}, claim text, status text, next bigint, result text, tried boolean, anyway boolean)
    )
    update ${table(queue)} as q set
      ${status} = coalesce(given.status, q.${status}),
      ${result} = nullif(coalesce(given.result, q.${result}), ''),
      ${sql.ref(queue.changed)} = ${now}::bigint,
      next_at = coalesce(given.next, q.next_at),
      attempts = q.attempts + case when given.tried then 1 else 0 end,
      claim = null
    from given
    where ${sameKey(queue, 'given')} and (q.claim = given.claim or given.anyway and ${waits(queue, 'q')})
    returning ${keyOf(queue, 'q')}, q.${status} as status`.execute(db);
  return rows;
}

/** Ends what waits without trying it (again). `q` is the row. Returns the keys of those. */
export async function giveUp(
  db: Connection,
  queue: Queue,
  which: RawBuilder<unknown>,
  to: { readonly status: string; readonly result?: string; readonly now: Instant; readonly also?: RawBuilder<unknown> },
): Promise<RowKey[]> {
  const { rows } = await sql<RowKey>`
    update ${table(queue)} as q set ${sql.ref(queue.status)} = ${to.status}, ${sql.ref(queue.changed)} = ${to.now}::bigint
      ${to.result === undefined ? sql`` : sql`, ${sql.ref(queue.result)} = ${to.result}`}${and(to.also)}
    where ${waits(queue, 'q')} and ${which}
    returning ${keyOf(queue, 'q')}`.execute(db);
  return rows;
}

const table = (queue: Queue) => sql.table(queue.table);

const keyOf = (queue: Queue, row: string) =>
  sql.join(Object.keys(queue.key).map((column) => sql.ref(`${row}.${column}`)));

const waits = (queue: Queue, row: string) => sql`${sql.ref(`${row}.${queue.status}`)} = ${sql.lit(queue.waiting)}`;

function sameKey(queue: Queue, other: string): RawBuilder<unknown> {
  const columns = Object.keys(queue.key).map(
    (column) => sql`${sql.ref(`q.${column}`)} = ${sql.ref(`${other}.${column}`)}`,
  );
  return sql.join(columns, sql` and `);
}

const and = (also: RawBuilder<unknown> | undefined) => (also === undefined ? sql`` : sql`, ${also}`);
