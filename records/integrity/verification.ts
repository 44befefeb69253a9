/** Everything verified once: the chains of all instances, the registry's and the tokens', and the tables beside them. */
import {
  type ChainDamage,
  type ChainName,
  type ForeignRow,
  type Head,
  registryChain,
  type SignedHeads,
  tokenChain,
} from '../../contract/records/integrity.ts';
import type { Database } from '../database.ts';
import { type ChainLine, damagesIn } from '../journal/chain.ts';
import { damagesOf } from '../journal/one-chain.ts';
import { damagesOfRegistry } from '../registry/journal.ts';
import { damagesOfTokens } from '../token-journal.ts';
import { foreignAccesses, foreignChanges } from './governance-tables.ts';
import { instanceChains } from './instance-chains.ts';
import { foreignRegistryRows } from './registry-tables.ts';
import { foreignReliances } from './reliance-tables.ts';
import { foreignTokens } from './token-table.ts';

/** What a verification came to, before it is recorded. */
export interface Verified {
  readonly chains: number;
  readonly lines: number;
  readonly damaged: ReadonlyMap<ChainName, readonly ChainDamage[]>;
  readonly foreign: readonly ForeignRow[];
}

/** Reads everything. What is written meanwhile makes no chain look damaged: each that does is looked at again in one moment. */
export async function verified(db: Database, signed: SignedHeads, signal?: AbortSignal): Promise<Verified> {
  const unseen = new Map(signed.last);
  const suspects = new Set<ChainName>();
  let chains = 0;
  let lines = 0;
  async function* counted(of: AsyncIterable<ChainLine>): AsyncGenerator<ChainLine> {
    for await (const line of of) {
      lines += 1;
      yield line;
    }
  }
  for await (const chain of instanceChains(db)) {
    signal?.throwIfAborted();
    chains += 1;
    const head = signed.last.get(chain.instance);
    unseen.delete(chain.instance);
    const known = { end: chain.end, signed: listOf(head) };
    if ((await damagesIn(counted(chain.lines), known)).length > 0) suspects.add(chain.instance);
  }
  unseen.delete(registryChain);
  unseen.delete(tokenChain);
  // Lines are only added to it, and none is read twice: what is written meanwhile does not show.
  const ofTokens = await damagesOfTokens(db, listOf(signed.last.get(tokenChain)), () => {
    signal?.throwIfAborted();
    lines += 1;
  });
  if (ofTokens.length > 0) suspects.add(tokenChain);
  for (const gone of unseen.keys()) suspects.add(gone);
  suspects.add(registryChain);
  const damaged = new Map<ChainName, readonly ChainDamage[]>();
  const heads = await signed.all(suspects);
  for (const chain of suspects) {
    signal?.throwIfAborted();
    const damages = await inOneMoment(db, chain, heads.get(chain) ?? []);
    if (damages.length > 0) damaged.set(chain, damages);
  }
  const foreign = [...(await foreignRows(db)), ...(await compared('reliances', () => foreignReliances(db, signal)))];
  return { chains: chains + 2, lines, damaged, foreign };
}

/** Rows of the registry and of what lets people in that their journals do not account for. */
export async function foreignRows(db: Database): Promise<readonly ForeignRow[]> {
  return [
    ...(await compared('registry_journal_rows', () => foreignRegistryRows(db))),
    ...(await compared('registry_journal_rows', () => foreignAccesses(db))),
    ...(await compared('registry_journal_rows', () => foreignChanges(db))),
    ...(await compared('tokens', () => foreignTokens(db))),
  ];
}

const listOf = (head: Head | undefined): readonly Head[] => (head === undefined ? [] : [head]);

function inOneMoment(db: Database, chain: ChainName, signed: readonly Head[]): Promise<ChainDamage[]> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => {
      if (chain === registryChain) return damagesOfRegistry(trx, signed);
      return chain === tokenChain ? damagesOfTokens(trx, signed) : damagesOf(trx, chain, signed);
    });
}

/** A line that is not even text of ours any more keeps nothing else from being said. */
async function compared(table: string, compare: () => Promise<readonly ForeignRow[]>): Promise<readonly ForeignRow[]> {
  try {
    return await compare();
  } catch (error) {
    // "Data exception": what stands there cannot be read as what it is.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('22'))
      return [{ table, id: '*', kind: 'edited' }];
    throw error;
  }
}
