/** The signed heads as the files have them, and what is wrong with the files. */
import type {
  ChainName,
  Checkpoint,
  CheckpointHeader,
  ForeignRow,
  Head,
  SignedHeads,
} from '../../contract/records/integrity.ts';
import { sha256 } from '../../records/hash.ts';
import { checkpointsIn, headerIn, publicKeysIn } from './files.ts';
import { isSigned } from './key.ts';

/** Where nothing has been signed yet. */
const NOTHING: Head = { seq: 0, hash: '0'.repeat(64) };

/** Signed heads that grow with every checkpoint. */
export class Signed implements SignedHeads {
  readonly #directory: string;
  readonly #last = new Map<ChainName, Head>();
  #tip = NOTHING;

  constructor(directory: string) {
    this.#directory = directory;
  }

  get last(): ReadonlyMap<ChainName, Head> {
    return this.#last;
  }

  get tip(): Head {
    return this.#tip;
  }

  /** Takes a checkpoint that was verified. */
  add({ header }: Pick<Checkpoint, 'header'>, said: CheckpointHeader): void {
    this.#tip = { seq: said.seq, hash: sha256(header) };
    for (const [chain, [seq, hash]] of Object.entries(said.heads)) this.#last.set(chain, { seq, hash });
  }

  /** Reads the files from the first line on for every head of some chains. */
  async all(chains: ReadonlySet<ChainName>): Promise<ReadonlyMap<ChainName, readonly Head[]>> {
    const found = new Map<ChainName, Head[]>();
    const keys = publicKeysIn(this.#directory);
    for await (const { checkpoint, said } of checkpointsIn(this.#directory)) {
      const key = said && keys.get(said.key);
      if (key === undefined || checkpoint === undefined || !isSigned(key, checkpoint.header, checkpoint.signature))
        continue;
      for (const [chain, [seq, hash]] of Object.entries(said?.heads ?? {})) {
        if (chains.has(chain)) found.set(chain, [...(found.get(chain) ?? []), { seq, hash }]);
      }
    }
    return found;
  }
}

/** Where the signed heads of one instance are looked up in a directory of checkpoints. */
export function signedHeadsIn(directory: string): (instance: ChainName) => Promise<readonly Head[]> {
  return async (instance) => (await new Signed(directory).all(new Set([instance]))).get(instance) ?? [];
}

/** Reads a directory of checkpoints: the heads, and every line that is not signed, or does not follow the one before. */
export async function readSigned(
  directory: string,
  installation: string,
): Promise<{ readonly signed: Signed; readonly wrong: readonly ForeignRow[] }> {
  const signed = new Signed(directory);
  const keys = publicKeysIn(directory);
  const wrong: ForeignRow[] = [];
  for await (const { where, checkpoint, said } of checkpointsIn(directory)) {
    const problem = said === undefined || checkpoint === undefined ? 'edited' : problemOf(said, checkpoint, signed.tip);
    if (problem !== undefined) wrong.push({ table: 'checkpoint files', id: where, kind: problem });
    if (said === undefined || checkpoint === undefined || problem === 'edited' || said.seq <= signed.tip.seq) continue;
    signed.add(checkpoint, said);
  }
  return { signed, wrong };

  function problemOf(
    said: CheckpointHeader,
    { header, signature }: Checkpoint,
    tip: Head,
  ): ForeignRow['kind'] | undefined {
    const key = keys.get(said.key);
    if (key === undefined || said.installation !== installation || !isSigned(key, header, signature)) return 'edited';
    if (said.seq > tip.seq + 1) return 'missing';
    return said.seq === tip.seq + 1 && said.previous === tip.hash ? undefined : 'inserted';
  }
}

/** Checkpoints named, and put back, at a time. */
const NAMED = 200;
const PUT_BACK = 2_000;

/** Checkpoints of the database beside those of the files: what was altered or taken away there. */
export async function wrongInDatabase(
  directory: string,
  inDatabase: (after: number) => Promise<readonly Checkpoint[]>,
): Promise<{ readonly wrong: readonly ForeignRow[]; readonly lost: readonly Checkpoint[] }> {
  const wrong: ForeignRow[] = [];
  const lost: Checkpoint[] = [];
  let page: readonly Checkpoint[] = await inDatabase(0);
  let at = 0;
  for await (const { checkpoint } of checkpointsIn(directory)) {
    if (checkpoint === undefined) continue;
    while (page.length > 0 && at >= page.length) {
      page = await inDatabase(page.at(-1)?.seq ?? 0);
      at = 0;
    }
    while (at < page.length && (page[at]?.seq ?? 0) < checkpoint.seq) at += 1;
    const there = page[at];
    const id = String(checkpoint.seq);
    if (there?.seq !== checkpoint.seq) {
      if (wrong.length < NAMED) wrong.push({ table: 'checkpoints', id, kind: 'missing' });
      if (lost.length < PUT_BACK) lost.push(checkpoint);
    } else if (there.header !== checkpoint.header || there.signature !== checkpoint.signature)
      wrong.push({ table: 'checkpoints', id, kind: 'edited' });
  }
  return { wrong, lost };
}

/** Whether a checkpoint of the database is signed by a key of ours, and follows the last one. */
export function follows(directory: string, checkpoint: Checkpoint, tip: Head): CheckpointHeader | undefined {
  const said = headerIn(checkpoint.header);
  const key = said && publicKeysIn(directory).get(said.key);
  if (said === undefined || key === undefined || !isSigned(key, checkpoint.header, checkpoint.signature))
    return undefined;
  return said.seq === checkpoint.seq && said.seq === tip.seq + 1 && said.previous === tip.hash ? said : undefined;
}
