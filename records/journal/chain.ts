import { createHash } from 'node:crypto';
import { canonicalText } from '../../model/canonical.ts';
import type { Entry, Json, Projection } from '../../machines/core/index.ts';
import { asObject } from '../../model/json.ts';
import type { Recorded } from '../../contract/records/journal.ts';

/** What stands before the first line of every instance. */
export const genesis = '0'.repeat(64);

/** An entry as it is written, before it is chained. */
export interface Written {
  readonly recorded: Recorded;
  /** RFC 8785 text of who, what, when and the hash of the payload: what the chain covers. */
  readonly header: string;
  /** RFC 8785 text of what may be erased after its retention: inputs, facts, effects, projection. */
  readonly payload: string;
  readonly payloadHash: string;
}

/** SHA-256 in lower-case hex. */
export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The hash of a line: over the previous line's hash and this line's header, which holds the payload's hash. */
export function lineHash(previousHash: string, header: string): string {
  return sha256(previousHash + header);
}

/**
 * The entry as text. Throws RangeError when it holds U+0000, which no border lets in and PostgreSQL cannot keep in
 * every place, and on what JSON cannot carry.
 */
export function writtenForm(recorded: Recorded): Written {
  const { entry, updateId, bodyHash, tokenIssuedBy } = recorded;
  const { event, effects, projection, refused, ...kept } = entry;
  const payload = canonicalText({ event, effects, projection, refused });
  const payloadHash = sha256(payload);
  const header = canonicalText({
    ...kept,
    event: eventInShort(event),
    refusedBy: refused?.map((refusal) => refusal.rule),
    updateId,
    bodyHash,
    tokenIssuedBy,
    payload: payloadHash,
  });
  if (holdsNul(header) || holdsNul(payload)) {
    throw new RangeError(`entry ${entry.instance} ${entry.seq} holds U+0000, which the journal never keeps`);
  }
  return { recorded, header, payload, payloadHash };
}

/** The entry as it was recorded; of an erased payload only what the header says remains. */
export function readBack(header: string, payload: string | null): Recorded {
  const { updateId, bodyHash, tokenIssuedBy, payload: _hash, refusedBy: _rules, ...kept }: Header = JSON.parse(header);
  const rest: Payload = payload === null ? { effects: [], projection: erased } : JSON.parse(payload);
  return {
    entry: { ...kept, ...rest },
    ...(updateId === undefined ? {} : { updateId }),
    ...(bodyHash === undefined ? {} : { bodyHash }),
    ...(tokenIssuedBy === undefined ? {} : { tokenIssuedBy }),
  };
}

/** What a header says; only what `writtenForm` wrote is ever read. */
export interface Header extends Omit<Entry, 'effects' | 'projection' | 'refused'>, Omit<Recorded, 'entry'> {
  readonly payload: string;
  readonly refusedBy?: readonly string[];
}

type Payload = Pick<Entry, 'effects' | 'projection'> & Partial<Pick<Entry, 'event' | 'refused'>>;

const erased: Projection = { phase: 'erased', due: [], tasks: [], counts: {}, marks: [], documents: [] };

/** Who or what acted, without anything anybody wrote: it stays when the payload is erased. */
function eventInShort(event: Json): Json {
  const { type, at, due, from, id, actor } = asObject(event);
  return { type, at, due, from, id, person: asObject(actor)['person'] };
}

/** True for an escaped U+0000 in a JSON text (not for the six characters themselves, whose backslash is doubled). */
function holdsNul(json: string): boolean {
  return json.includes('\\u0000') && /(?<!\\)(?:\\\\)*\\u0000/.test(json);
}
