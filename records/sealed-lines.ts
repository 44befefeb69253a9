/** The sealed lines of a journal: whether they are, and how they get other seals. */
import { sql } from 'kysely';
import { type Head, registryChain, tokenChain } from '../contract/records/integrity.ts';
import type { Connection } from './database.ts';
import type { ChainLine } from './journal/chain.ts';
import { type LineSeal, lineSealsOf } from './line-seals.ts';

/** The chains whose lines are sealed, with their tables. */
export const sealedChains = { [registryChain]: 'registry_journal', [tokenChain]: 'token_journal' } as const;
export type SealedChain = keyof typeof sealedChains;

/** Lines read at once. */
const PAGE = 1_000;

type SealedLine = Head & LineSeal & { readonly previous_hash: string };

/** Says of a chain's lines whether they are sealed by a key that is here. */
export function isSealedIn(db: Connection, chain: SealedChain): (line: ChainLine) => boolean {
  const seals = lineSealsOf(db);
  return (line) => line.seal !== undefined && seals.isSealed(chain, line, line.seal);
}

/** Whether every line after one that was signed is sealed and follows the one before: what is signed is believed without its key. */
export async function areSealed(trx: Connection, chain: SealedChain, signed: Head, end: Head): Promise<boolean> {
  const seals = lineSealsOf(trx);
  let before = signed;
  for await (const line of sealedLines(trx, chain, signed.seq)) {
    if (line.seq > end.seq) break;
    if (line.seq !== before.seq + 1 || line.previous_hash !== before.hash) return false;
    if (!seals.isSealed(chain, line, line)) return false;
    before = line;
  }
  return before.seq === end.seq && before.hash === end.hash;
}

/** The head of a chain that was signed last, as the database has it: by the files alone it is known for sure. */
export async function lastSignedOf(db: Connection, chain: SealedChain): Promise<readonly Head[]> {
  const { rows } = await sql<{ seq: number; hash: string }>`
    select (head ->> 0)::integer as seq, head ->> 1 as hash from (
      select header::jsonb -> 'heads' -> ${chain}::text as head from checkpoints
      where header::jsonb -> 'heads' -> ${chain}::text is not null order by seq desc limit 1) as last`.execute(db);
  return rows;
}

/** Seals anew what was sealed with keys that are not here, as it stands. Returns how many lines that were. */
export async function sealAnew(trx: Connection): Promise<number> {
  const seals = lineSealsOf(trx);
  let count = 0;
  for (const chain of [registryChain, tokenChain] as const) {
    for await (const line of sealedLines(trx, chain, 0)) {
      if (seals.knows(line)) continue;
      const { seal, seal_key } = seals.sealed(chain, line);
      await sql`update ${sql.table(sealedChains[chain])} set seal = ${seal}, seal_key = ${seal_key}
        where seq = ${line.seq}`.execute(trx);
      count += 1;
    }
  }
  return count;
}

async function* sealedLines(db: Connection, chain: SealedChain, first: number): AsyncGenerator<SealedLine> {
  for (let after = first; ;) {
    const { rows } = await sql<SealedLine>`
      select seq, hash, previous_hash, seal, seal_key from ${sql.table(sealedChains[chain])}
      where seq > ${after} order by seq limit ${PAGE}`.execute(db);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}
