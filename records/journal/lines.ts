import { canonicalText } from '../../model/canonical.ts';
import type { Entry, Json, Projection } from '../../machines/core/index.ts';
import { asObject } from '../../model/json.ts';
import type { RecordedEntry } from '../../contract/records/journal.ts';
import type { Tables } from '../tables.ts';
import { type ChainLine, type SealedPayload, sealed } from './chain.ts';

/** An entry as it is written, before it is chained. */
export interface UnchainedEntry {
  readonly recorded: RecordedEntry;
  /** RFC 8785 text of who, what, when and the hash of the payload: what the chain covers. */
  readonly header: string;
  /** What may be erased after its retention: inputs, facts, effects, projection. */
  readonly payload: SealedPayload;
}

/**
 * The entry as text. Throws RangeError when it holds U+0000, which no border lets in and PostgreSQL cannot keep in
 * every place, and on what JSON cannot carry.
 */
export function writtenForm(recorded: RecordedEntry): UnchainedEntry {
  const { entry, updateId, bodyHash, tokenIssuedBy } = recorded;
  const { event, effects, projection, refused, ...kept } = entry;
  const payload = sealed({ event, effects, projection, refused });
  const header = canonicalText({
    ...kept,
    event: eventInShort(event),
    refusedBy: refused?.map((refusal) => refusal.rule),
    updateId,
    bodyHash,
    tokenIssuedBy,
    payload: payload.hash,
  });
  if (holdsNul(header) || holdsNul(payload.text)) {
    throw new RangeError(`entry ${entry.instance} ${entry.seq} holds U+0000, which the journal never keeps`);
  }
  return { recorded, header, payload };
}

/** The entry as it was recorded; of an erased payload only what the header says remains. */
export function readBack(header: string, payload: string | null): RecordedEntry {
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
export interface Header extends Omit<Entry, 'effects' | 'projection' | 'refused'>, Omit<RecordedEntry, 'entry'> {
  readonly payload: string;
  readonly refusedBy?: readonly string[];
}

/** A stored line as the chain sees it: what stands in columns to look lines up by is said in the header, too. */
export function chainLine(row: Tables['journal']): ChainLine {
  return {
    seq: row.seq,
    previousHash: row.previous_hash,
    hash: row.hash,
    header: row.header,
    payloads: [{ text: row.payload, hash: row.payload_hash }],
    columns: {
      instance: row.instance,
      seq: row.seq,
      at: row.at,
      updateId: row.update_id,
      bodyHash: row.body_hash,
      payload: row.payload_hash,
    },
  };
}

type Payload = Pick<Entry, 'effects' | 'projection'> & Partial<Pick<Entry, 'event' | 'refused'>>;

const erased: Projection = { phase: 'erased', due: [], tasks: [], counts: {}, marks: [], documents: [], invited: [] };

/** Who or what acted, without anything anybody wrote: it stays when the payload is erased. */
function eventInShort(event: Json): Json {
  const { type, at, due, from, id, actor } = asObject(event);
  return { type, at, due, from, id, person: asObject(actor)['person'] };
}

/** True for an escaped U+0000 in a JSON text (not for the six characters themselves, whose backslash is doubled). */
function holdsNul(json: string): boolean {
  return json.includes('\\u0000') && /(?<!\\)(?:\\\\)*\\u0000/.test(json);
}
