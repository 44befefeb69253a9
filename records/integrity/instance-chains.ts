/** The chains of all instances, one after the other, read by pages. */
import { type Connection } from '../database.ts';
import { sql } from 'kysely';
import type { Head } from '../../contract/records/integrity.ts';
import type { InstanceId } from '../../model/identifiers.ts';
import { type ChainLine } from '../journal/chain.ts';
import { chainLine } from '../journal/lines.ts';
import type { Tables } from '../tables.ts';

/** Lines and heads read at once. */
const LINES = 200;
const HEADS = 1_000;

/** A chain with its head as it is kept beside it: a chain without one was put there by nobody of ours. */
export interface InstanceChain {
  readonly instance: InstanceId;
  readonly end: Head;
  /** To be read before the next chain is asked for. */
  readonly lines: AsyncIterable<ChainLine>;
}

/** Every instance that has lines or a head, by id. */
export async function* instanceChains(db: Connection): AsyncGenerator<InstanceChain> {
  const rows = linesInOrder(db);
  const heads = headsInOrder(db);
  let row = await rows.next();
  let head = await heads.next();
  for (;;) {
    const instance = [row.value?.instance, head.value?.instance].filter((id) => id !== undefined).sort()[0];
    if (instance === undefined) return;
    const end = head.value?.instance === instance ? head.value : undefined;
    const lines = async function* (): AsyncGenerator<ChainLine> {
      for (; row.value?.instance === instance; row = await rows.next()) yield chainLine(row.value);
    };
    const own = lines();
    yield { instance, end: end ?? { seq: 0, hash: '' }, lines: own };
    for await (const _ of own);
    if (end !== undefined) head = await heads.next();
  }
}

async function* linesInOrder(db: Connection): AsyncGenerator<Tables['journal'], undefined> {
  for (let after = { instance: '', seq: 0 }; ;) {
    const rows = await db
      .selectFrom('journal')
      .selectAll()
      .where(sql<boolean>`(instance, seq) > (${after.instance}, ${after.seq}::integer)`)
      .orderBy('instance')
      .orderBy('seq')
      .limit(LINES)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return undefined;
    after = last;
  }
}

/** Where every instance's chain ends as it is kept beside it, by id. */
export async function* headsInOrder(db: Connection): AsyncGenerator<Head & { readonly instance: string }, undefined> {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('instances')
      .select(['instance', 'seq', 'head_hash as hash'])
      .where('instance', '>', after)
      .where('seq', '>', 0)
      .orderBy('instance')
      .limit(HEADS)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return undefined;
    after = last.instance;
  }
}
