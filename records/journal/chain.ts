/**
 * The hash chain of every journal, of instances and of the registry: what a line covers, how it is linked to the one
 * before it, and how a chain is verified. A line's header is a canonical text that says who, what and when and names its
 * payloads by their hashes; the payloads stand beside it and can be erased without touching the chain. What a header says
 * is the journals' own affair (`lines.ts`, `../registry/journal.ts`).
 */
import { canonicalText } from '../../model/canonical.ts';
import type { ChainDamage, Head } from '../../contract/records/integrity.ts';
import type { DamageKind } from '../../model/damage.ts';
import { isObject, type Json } from '../../model/json.ts';
import { sha256 } from '../hash.ts';
import type { LineSeal } from '../line-seals.ts';

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
  /** Of journals whose lines are sealed. */
  readonly seal?: LineSeal;
}

/** Damages named of one chain; the first says where to look. */
const NAMED = 20;

/** What is known of a chain from beside it. */
export interface Known {
  /** The head as it is kept beside the chain: one whose last lines were taken away is whole otherwise. */
  readonly end?: Head | undefined;
  /** Heads that were signed, ascending: a chain that was written anew as a whole is whole otherwise. */
  readonly signed?: readonly Head[] | undefined;
  /** Whether a line is sealed; asked of those that no signed head covers: their keys may be gone. */
  readonly isSealed?: ((line: ChainLine) => boolean) | undefined;
}

/** Reads a chain from its beginning and says what is wrong with it, in the order of its places; of a whole chain nothing. */
export async function damagesIn(lines: AsyncIterable<ChainLine>, known: Known = {}): Promise<ChainDamage[]> {
  const { end, signed = [], isSealed } = known;
  const lastSigned = signed.at(-1)?.seq ?? 0;
  const damages = new Map<number, DamageKind>();
  const name = (seq: number, kind: DamageKind): void => {
    if (damages.size < NAMED && !damages.has(seq)) damages.set(seq, kind);
  };
  const toMeet = [...signed];
  /** Up to here the chain is what was signed. */
  let agreed = 0;
  let head = emptyChain;
  let before = emptyChain;
  /** How far the lines stand from the places they were written for. */
  let shift = 0;
  for await (const line of lines) {
    const said = saidIn(line.header);
    const away = Number(said?.['seq'] ?? Number.NaN) - line.seq;
    if (line.seq > head.seq + 1) name(head.seq + 1, 'missing');
    else if (line.previousHash !== head.hash) {
      // A line that follows the one before the last says that the last was put between them.
      if (head.seq > 0 && line.previousHash === before.hash) {
        name(head.seq, 'inserted');
        shift = away;
      } else if (away === shift) name(Math.max(head.seq, 1), 'edited');
    }
    if (said === undefined || (away === shift && !says(line, said))) name(line.seq, 'edited');
    else if (away !== shift) {
      if (away !== 0) name(line.seq, 'moved');
      shift = away;
    }
    if (line.seq > lastSigned && isSealed?.(line) === false) name(line.seq, 'unsealed');
    for (; toMeet[0] !== undefined && toMeet[0].seq <= line.seq; toMeet.shift()) {
      if (toMeet[0].seq === line.seq && toMeet[0].hash === line.hash) agreed = line.seq;
      else if (damages.size === 0) name(agreed + 1, 'rewritten');
    }
    before = head;
    head = line;
  }
  for (const later of [end, ...toMeet]) {
    if (later !== undefined && later.seq > head.seq) name(head.seq + 1, 'missing');
  }
  if (end !== undefined && end.seq < head.seq) name(end.seq + 1, 'inserted');
  if (end?.seq === head.seq && end.hash !== head.hash && damages.size === 0) name(agreed + 1, 'rewritten');
  return [...damages].map(([seq, kind]) => ({ seq, kind })).sort((a, b) => a.seq - b.seq);
}

/** What a header says; `undefined` of one that is no text of ours any more. */
function saidIn(header: string): Readonly<Record<string, Json | undefined>> | undefined {
  try {
    const said: unknown = JSON.parse(header);
    return isObject(said) && typeof said['seq'] === 'number' ? said : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a line is what was written: its hash over its header, its payloads and columns what the header says. */
function says(line: ChainLine, said: Readonly<Record<string, Json | undefined>>): boolean {
  return (
    line.hash === sha256(line.previousHash + line.header) &&
    Object.entries(line.columns).every(([name, value]) => name === 'seq' || (said[name] ?? null) === value) &&
    line.payloads.every((payload) => payload.text === null || sha256(payload.text) === payload.hash)
  );
}
