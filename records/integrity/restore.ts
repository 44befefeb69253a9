/**
 * Lines of a damaged journal, put back: from what Temporal's histories make again, and from lines that still say what they
 * said wherever they stand now. Nothing is believed: a line counts when the chain with it meets what was signed, or the
 * head kept beside it; only after the last of these Temporal's word alone is taken, which is sealed.
 */
import { sql, type Transaction } from 'kysely';
import type { Head, Restoration } from '../../contract/records/integrity.ts';
import type { RecordedEntry } from '../../contract/records/journal.ts';
import type { Instant, InstanceId } from '../../model/identifiers.ts';
import { isObject } from '../../model/json.ts';
import { sha256 } from '../hash.ts';
import { appendIn, type ApplyRegister } from '../journal/append.ts';
import { emptyChain, link } from '../journal/chain.ts';
import { type Header, readBack, writtenForm } from '../journal/lines.ts';
import { rowsOf } from '../journal/statement.ts';
import type { Tables } from '../tables.ts';

type Line = Tables['journal'];

/** A line as it may have stood at a place. */
interface Candidate {
  readonly header: string;
  readonly payload: string | null;
  /** Made again from Temporal's history. */
  readonly made: boolean;
}

export interface ToRestore {
  readonly instance: InstanceId;
  /** Entries made again, in any order. */
  readonly made: readonly RecordedEntry[];
  /** Heads that were signed, ascending. */
  readonly signed: readonly Head[];
  readonly at: Instant;
}

/** Puts the lines back, all that is missing or none. What stood there is kept beside, as evidence. */
export async function restoreIn(
  trx: Transaction<Tables>,
  { instance, made, signed, at }: ToRestore,
  applyRegister: ApplyRegister,
): Promise<Restoration> {
  const end = await trx
    .selectFrom('instances')
    .select(['seq', 'head_hash as hash'])
    .where('instance', '=', instance)
    .forUpdate()
    .executeTakeFirst();
  const rows = await trx.selectFrom('journal').selectAll().where('instance', '=', instance).orderBy('seq').execute();
  const candidates = candidatesOf(rows, made);
  const proven = chainFrom(instance, candidates, rows, { end, signed });
  if ('unproven' in proven) return proven;
  const { lines } = proven;
  const before = new Map(rows.map((row) => [row.seq, row]));
  const changed =
    lines.filter((line) => !isSame(before.get(line.seq), line)).length + Math.max(rows.length - lines.length, 0);
  await keepEvidence(trx, rows, lines, at);
  await trx.deleteFrom('journal').where('instance', '=', instance).execute();
  const last = lines.at(-1);
  if (end === undefined) {
    // Nothing of it is left: it is written as it was the first time, with everything that follows from it.
    await appendIn(
      trx,
      lines.map((line) => writtenForm(readBack(line.header, line.payload))),
      applyRegister,
    );
  } else if (last !== undefined) {
    for (let start = 0; start < lines.length; start += CHUNK) {
      await sql`
        insert into journal (instance, seq, at, update_id, body_hash, header, payload, payload_hash, previous_hash, hash)
        select * from json_to_recordset(${rowsOf(lines.slice(start, start + CHUNK))}) as line (
          instance text, seq integer, at bigint, update_id text, body_hash text, header text, payload text,
          payload_hash text, previous_hash text, hash text)`.execute(trx);
    }
    await trx
      .updateTable('instances')
      .set({ seq: last.seq, head_hash: last.hash, damaged: null })
      .where('instance', '=', instance)
      .execute();
  }
  await trx.deleteFrom('damages').where('chain', '=', instance).execute();
  return { lines: changed };
}

/** Lines in one statement. */
const CHUNK = 500;

/** By place: what Temporal says stood there first, then what stands somewhere and says that it stood there. */
function candidatesOf(rows: readonly Line[], made: readonly RecordedEntry[]): ReadonlyMap<number, Candidate[]> {
  const found = new Map<number, Candidate[]>();
  const add = (seq: number, candidate: Candidate): void => void found.set(seq, [...(found.get(seq) ?? []), candidate]);
  for (const recorded of made) {
    const { header, payload } = writtenForm(recorded);
    add(recorded.entry.seq, { header, payload: payload.text, made: true });
  }
  for (const { header, payload } of rows) {
    const said = headerIn(header);
    if (said === undefined || (payload !== null && sha256(payload) !== said.payload)) continue;
    add(said.seq, { header, payload, made: false });
  }
  return found;
}

function headerIn(text: string): Header | undefined {
  try {
    const said: unknown = JSON.parse(text);
    return isObject(said) && typeof said['seq'] === 'number' && typeof said['payload'] === 'string'
      ? JSON.parse(text)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What is known of the chain from beside it. */
interface Anchors {
  readonly end: Head | undefined;
  readonly signed: readonly Head[];
}

type Proven = { readonly lines: readonly Line[] } | { readonly unproven: readonly number[] };

/**
 * The chain that meets everything that is known of it, or the places for which nothing does. Temporal's word first; where it
 * does not lead there – a timer may have been made again at another instant –, the lines that others follow.
 */
function chainFrom(
  instance: InstanceId,
  candidates: ReadonlyMap<number, readonly Candidate[]>,
  rows: readonly Line[],
  anchors: Anchors,
): Proven {
  /** What the line after a place says of the one that stood there. */
  const followed = new Set(rows.map((row) => row.previous_hash));
  const byTemporal = tried(instance, candidates, anchors, (all) => all.find(({ made }) => made));
  if (!('unproven' in byTemporal)) return byTemporal;
  const byOthers = tried(instance, candidates, anchors, (all, hashOf) => all.find((one) => followed.has(hashOf(one))));
  return 'unproven' in byOthers ? byTemporal : byOthers;
}

/** One way of choosing among the candidates for each place; one that meets an anchor is always taken. */
function tried(
  instance: InstanceId,
  candidates: ReadonlyMap<number, readonly Candidate[]>,
  { end, signed }: Anchors,
  prefer: (all: readonly Candidate[], hashOf: (candidate: Candidate) => string) => Candidate | undefined,
): Proven {
  const lastSigned = signed.at(-1)?.seq ?? 0;
  const anchors = new Map(signed.map(({ seq, hash }) => [seq, hash]));
  // The head beside the chain counts where nothing signed says otherwise.
  if (end !== undefined && end.seq > lastSigned) anchors.set(end.seq, end.hash);
  const known = Math.max(lastSigned, end?.seq ?? 0);
  const lines: Line[] = [];
  let head = emptyChain;
  /** The last place at which an anchor was met, and whether all since is Temporal's word. */
  let agreed = 0;
  let sealed = true;
  for (let seq = 1; ; seq += 1) {
    const all = candidates.get(seq) ?? [];
    const hashOf = (candidate: Candidate): string => link(head, candidate.header).hash;
    const anchor = anchors.get(seq);
    const chosen = all.find((candidate) => hashOf(candidate) === anchor) ?? prefer(all, hashOf) ?? all[0];
    // Beyond what is known only Temporal's own word says that there was more.
    if (seq > known && chosen?.made !== true) break;
    if (chosen === undefined) return { unproven: [seq] };
    const { previousHash, hash } = link(head, chosen.header);
    lines.push(lineOf(instance, chosen, { seq, previousHash, hash }));
    head = { seq, hash };
    sealed &&= chosen.made;
    if (anchor === hash) {
      agreed = seq;
      sealed = true;
    } else if (anchor !== undefined && seq <= lastSigned) return { unproven: range(agreed + 1, seq) };
  }
  return agreed === lines.length || sealed ? { lines } : { unproven: range(agreed + 1, lines.length) };
}

function lineOf(
  instance: InstanceId,
  { header, payload }: Candidate,
  place: { readonly seq: number; readonly previousHash: string; readonly hash: string },
): Line {
  const said: Header = JSON.parse(header);
  return {
    instance,
    seq: place.seq,
    at: said.at,
    update_id: said.updateId ?? null,
    body_hash: said.bodyHash ?? null,
    header,
    payload,
    payload_hash: said.payload,
    previous_hash: place.previousHash,
    hash: place.hash,
  };
}

const isSame = (before: Line | undefined, after: Line): boolean =>
  before !== undefined &&
  before.header === after.header &&
  before.payload === after.payload &&
  before.hash === after.hash;

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(to - from + 1, 0) }, (_, i) => from + i);

/** What was found in the place of what was written is never thrown away. */
async function keepEvidence(
  trx: Transaction<Tables>,
  rows: readonly Line[],
  lines: readonly Line[],
  at: Instant,
): Promise<void> {
  const after = new Map(lines.map((line) => [line.seq, line]));
  for (const row of rows) {
    const now = after.get(row.seq);
    if (now !== undefined && isSame(row, now)) continue;
    await trx
      .insertInto('damaged_lines')
      .values({ instance: row.instance, seq: row.seq, found: JSON.stringify(row), at })
      .execute();
  }
}
