/**
 * Checkpoints: the heads of all chains signed together, so that a chain written anew as a whole is noticed. Each names the
 * heads that moved since the one before and the hash of that one, so that they are a chain, too, and no line is ever long.
 */
import { sql } from 'kysely';
import {
  type ChainName,
  type CheckpointHeader,
  type Head,
  type MadeCheckpoint,
  registryChain,
  type SignedHeads,
  type Signer,
  tokenChain,
} from '../../contract/records/integrity.ts';
import { canonicalText } from '../../model/canonical.ts';
import type { Instant } from '../../model/identifiers.ts';
import type { Connection, Database } from '../database.ts';
import { emptyChain } from '../journal/chain.ts';
import { registryHead } from '../registry/journal.ts';
import { areSealed } from '../sealed-lines.ts';
import { headsInOrder } from './instance-chains.ts';
import { tokenHead } from '../token-journal.ts';

/** Heads in one checkpoint; what moved beside them stands in the next. */
const HEADS = 10_000;

/** Signs what moved since it was last signed. */
export async function makeCheckpoint(
  db: Database,
  { installation, signer, signed, at }: ToSign,
): Promise<MadeCheckpoint> {
  return db.transaction().execute(async (trx) => {
    await sql`lock table checkpoints in exclusive mode`.execute(trx);
    const { moved, instances, lines } = await headsIn(trx, signed.last);
    const left = await changed(trx, moved, signed.last);
    const heads = Object.fromEntries(
      [...moved].filter(([chain]) => !left.has(chain)).map(([chain, { seq, hash }]) => [chain, [seq, hash] as const]),
    );
    if (Object.keys(heads).length === 0) return { left: [...left] };
    const said: CheckpointHeader = {
      installation,
      seq: signed.tip.seq + 1,
      at,
      previous: signed.tip.hash,
      key: signer.key,
      instances,
      lines,
      heads,
    };
    const header = canonicalText(said);
    const checkpoint = { seq: said.seq, at, header, signature: signer.sign(header) };
    // What stands there and was not taken over is none: those who keep the files have told of it.
    await trx.deleteFrom('checkpoints').where('seq', '>', signed.tip.seq).execute();
    await trx.insertInto('checkpoints').values(checkpoint).execute();
    return { checkpoint, left: [...left] };
  });
}

interface ToSign {
  readonly installation: string;
  readonly signer: Signer;
  readonly signed: Pick<SignedHeads, 'last' | 'tip'>;
  readonly at: Instant;
}

/** The heads that are not what was signed last, and how much there is altogether. */
async function headsIn(trx: Connection, signed: SignedHeads['last']) {
  const moved = new Map<ChainName, Head>();
  const note = (chain: ChainName, head: Head): void => {
    const last = signed.get(chain);
    if (moved.size < HEADS && head.seq > 0 && (last?.seq !== head.seq || last.hash !== head.hash))
      moved.set(chain, head);
  };
  note(registryChain, await registryHead(trx));
  note(tokenChain, await tokenHead(trx));
  let instances = 0;
  let lines = 0;
  for await (const { instance, ...head } of headsInOrder(trx)) {
    instances += 1;
    lines += head.seq;
    note(instance, head);
  }
  return { moved, instances, lines };
}

/** Of the chains those that no longer hold, at its place, the head that was signed of them, and those with lines since that are not sealed. */
async function changed(
  trx: Connection,
  moved: ReadonlyMap<ChainName, Head>,
  signed: SignedHeads['last'],
): Promise<ReadonlySet<ChainName>> {
  const places = [...moved.keys()].flatMap((chain) => {
    const head = signed.get(chain);
    return head === undefined ? [] : [{ chain, ...head }];
  });
  const unsealed: ChainName[] = [];
  for (const chain of [registryChain, tokenChain] as const) {
    const head = moved.get(chain);
    // What is signed once is believed for ever: lines that nobody of ours wrote never are.
    if (head !== undefined && !(await areSealed(trx, chain, signed.get(chain) ?? emptyChain, head)))
      unsealed.push(chain);
  }
  const { rows } = await sql<{ chain: string }>`
    select place.chain from json_to_recordset(${JSON.stringify(places)}::json) as place (chain text, seq integer, hash text)
    where not exists (
        select from journal where instance = place.chain and seq = place.seq and hash = place.hash)
      and not (place.chain = ${registryChain} and exists (
        select from registry_journal as line where line.seq = place.seq and line.hash = place.hash))
      and not (place.chain = ${tokenChain} and exists (
        select from token_journal as line where line.seq = place.seq and line.hash = place.hash))`.execute(trx);
  return new Set([...unsealed, ...rows.map(({ chain }) => chain)]);
}
