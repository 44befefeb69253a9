/**
 * The hash chain of every journal, of instances and of the registry: what a line covers, how it is linked to the one
 * before it, and how a chain is verified. A line's header is a canonical text that says who, what and when and names its
 * payloads by their hashes; the payloads stand beside it and can be erased without touching the chain. What a header says
 * is the journals' own affair (`lines.ts`, `../registry/journal.ts`).
 */
import { canonicalText } from '../../model/canonical.ts';
import { asObject, type Json } from '../../model/json.ts';
import { sha256 } from '../hash.ts';

/** Where a chain ends. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** Where a chain without lines ends. */
export const emptyChain: Head = { seq: 0, hash: '0'.repeat(64) };

/** A line's place in its chain. */
export interface Link extends Head {
  readonly previousHash: string;
}

/** The next line's place: its hash is over the previous line's hash and its header. */
export function link(head: Head, header: string): Link {
  return { seq: head.seq + 1, previousHash: head.hash, hash: sha256(head.hash + header) };
}

/** A payload as it is kept, and what the header says of it. */
export interface SealedPayload {
  readonly text: string;
  readonly hash: string;
}

/** The payload as RFC 8785 text. Throws RangeError on what JSON cannot carry. */
export function sealed(payload: unknown): SealedPayload {
  const text = canonicalText(payload);
  return { text, hash: sha256(text) };
}

/** A line as it is found. */
export interface ChainLine extends Link {
  readonly header: string;
  /** `null`: erased. */
  readonly payloads: readonly { readonly text: string | null; readonly hash: string }[];
  /** What is also kept outside the header, by the header's names; `null` where the header says nothing of it. */
  readonly columns: Readonly<Record<string, Json>>;
}

/**
 * Reads a chain from its beginning: the seq of the first line that is missing or not what was written. `end`: the head as
 * it was kept beside the chain; one whose last lines were taken away is whole otherwise.
 */
export async function firstBroken(lines: AsyncIterable<ChainLine>, end?: Head): Promise<number | undefined> {
  let head = emptyChain;
  for await (const line of lines) {
    if (!isWhole(line, head)) return head.seq + 1;
    head = line;
  }
  return end === undefined || (end.seq === head.seq && end.hash === head.hash)
    ? undefined
    : Math.min(head.seq, end.seq) + 1;
}

function isWhole(line: ChainLine, head: Head): boolean {
  const { seq, previousHash, hash } = link(head, line.header);
  if (line.seq !== seq || line.previousHash !== previousHash || line.hash !== hash) return false;
  const said = asObject(JSON.parse(line.header));
  return (
    Object.entries(line.columns).every(([name, value]) => (said[name] ?? null) === value) &&
    line.payloads.every((payload) => payload.text === null || sha256(payload.text) === payload.hash)
  );
}
