import { type ExpressionBuilder, sql, type Transaction } from 'kysely';
import { asObject } from '../../model/json.ts';
import type { Effect, Entry, Projection } from '../../machines/core/index.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import { JournalConflict } from '../../contract/records/journal.ts';
import { DEFAULT_HOLD } from '../notices/hold.ts';
import { writeNotices } from '../notices/write.ts';
import { updateBoard } from '../read-model/board-lines.ts';
import { writeReliances } from '../governance/reliances.ts';
import { writeCitations } from '../documents/citations.ts';
import { writeTasks } from '../read-model/tasks.ts';
import type { Tables } from '../tables.ts';
import type { Stood } from '../webhooks/events-of.ts';
import { writeWebhookEvents } from '../webhooks/outbox.ts';
import { genesis, lineHash, type Written } from './chain.ts';

/** An entry comes before the one it follows: the lane that sends it must send the earlier ones first. */
export class JournalGap extends Error {
  override readonly name = 'JournalGap';
}

/** Brings a fact into force: the registers' part of an entry, in its transaction. */
export type ApplyRegister = (
  trx: Transaction<Tables>,
  entry: Entry,
  effect: Extract<Effect, { kind: 'register' }>,
) => Promise<void>;

/** An instance as the read model had it before the batch and has it after. */
export interface Moved {
  readonly entry: Entry;
  readonly before: Projection | undefined;
  /** What the read model shows of it: nothing is due and nothing to do in an instance that has ended. */
  readonly after: Projection;
  readonly openDue: readonly { readonly id: string; readonly due: number }[];
  readonly dueChanged: boolean;
}

interface Head {
  seq: number;
  hash: string;
  at: number | null;
  lastChange: number;
  projection: string | null;
  openDue: readonly number[];
  openDueIds: readonly string[];
}

/** Lines in one statement: far below PostgreSQL's 65,535 parameters. */
const LINES_AT_ONCE = 1_000;

/**
 * Writes entries and everything derived from them; the caller's transaction makes it all or nothing. Entries already
 * there are passed over; returns how many were new. `hold`: see `insertNotices`. Throws `JournalConflict`, `JournalGap`.
 */
export async function appendIn(
  trx: Transaction<Tables>,
  batch: readonly Written[],
  applyRegister: ApplyRegister,
  hold: number = DEFAULT_HOLD,
): Promise<number> {
  const heads = await lockHeads(trx, instancesOf(batch));
  const known = await linesAlreadyThere(trx, batch, heads);
  const before = new Map([...heads].map(([instance, head]) => [instance, { ...head }]));
  const lines: Tables['journal'][] = [];
  const added: Entry[] = [];
  for (const written of batch) {
    const { entry, updateId, bodyHash } = written.recorded;
    const head = heads.get(entry.instance) ?? newHead();
    heads.set(entry.instance, head);
    if (entry.seq <= head.seq) {
      sameOrConflict(known.get(lineKey(entry.instance, entry.seq)), written);
      continue;
    }
    if (entry.seq !== head.seq + 1) {
      throw new JournalGap(`${entry.instance}: entry ${entry.seq} came, but the journal ends at ${head.seq}`);
    }
    const hash = lineHash(head.hash, written.header);
    lines.push({
      instance: entry.instance,
      seq: entry.seq,
      at: entry.at,
      update_id: updateId ?? null,
      body_hash: bodyHash ?? null,
      header: written.header,
      payload: written.payload,
      payload_hash: written.payloadHash,
      previous_hash: head.hash,
      hash,
    });
    known.set(lineKey(entry.instance, entry.seq), written.header);
    head.seq = entry.seq;
    head.hash = hash;
    if (isChange(entry)) head.lastChange = entry.seq;
    added.push(entry);
  }
  if (added.length === 0) return 0;
  for (let i = 0; i < lines.length; i += LINES_AT_ONCE) {
    await trx
      .insertInto('journal')
      .values(lines.slice(i, i + LINES_AT_ONCE))
      .execute();
  }
  const moved = lastOfEach(added, before);
  await writeInstances(trx, moved, heads);
  await updateBoard(trx, moved);
  await writeTasks(trx, moved);
  await writeCitations(trx, moved);
  await writeReliances(trx, added);
  await writeNotices(trx, added, hold);
  await writeWebhookEvents(trx, added, stoodBefore(moved, before));
  for (const entry of added) {
    for (const effect of entry.effects) if (effect.kind === 'register') await applyRegister(trx, entry, effect);
  }
  return added.length;
}

/** A decision, a told event that was taken, or the beginning: what If-Match compares with, never a timer. */
export function isChange(entry: Entry): boolean {
  const event = asObject(entry.event);
  if (event['type'] === 'begin') return true;
  return entry.refused === undefined && (event['actor'] !== undefined || event['from'] !== undefined);
}

function instancesOf(batch: readonly Written[]): string[] {
  return [...new Set(batch.map((written) => written.recorded.entry.instance))].sort();
}

function lineKey(instance: string, seq: number): string {
  return `${instance} ${seq}`;
}

function newHead(): Head {
  return { seq: 0, hash: genesis, at: null, lastChange: 0, projection: null, openDue: [], openDueIds: [] };
}

/** In the order of ids, always: two writers can wait for each other but never in a circle. */
async function lockHeads(trx: Transaction<Tables>, instances: string[]): Promise<Map<string, Head>> {
  const rows = await trx
    .selectFrom('instances')
    .select(['instance', 'seq', 'head_hash', 'at', 'last_change', 'projection', 'open_due', 'open_due_ids'])
    .where('instance', 'in', instances)
    .orderBy('instance')
    .forUpdate()
    .execute();
  return new Map(
    rows.map((row) => [
      row.instance,
      {
        seq: row.seq,
        hash: row.head_hash,
        at: row.at,
        lastChange: row.last_change,
        projection: row.projection,
        openDue: row.open_due,
        openDueIds: row.open_due_ids,
      },
    ]),
  );
}

async function linesAlreadyThere(
  trx: Transaction<Tables>,
  batch: readonly Written[],
  heads: ReadonlyMap<string, Head>,
): Promise<Map<string, string>> {
  const repeated = batch
    .map((written) => written.recorded.entry)
    .filter((entry) => entry.seq <= (heads.get(entry.instance)?.seq ?? 0));
  if (repeated.length === 0) return new Map();
  const rows = await trx
    .selectFrom('journal')
    .select(['instance', 'seq', 'header'])
    .where((eb) => eb.or(repeated.map((entry) => isLine(eb, entry))))
    .execute();
  return new Map(rows.map((row) => [lineKey(row.instance, row.seq), row.header]));
}

function isLine(eb: ExpressionBuilder<Tables, 'journal'>, entry: Entry) {
  return eb.and([eb('instance', '=', entry.instance), eb('seq', '=', entry.seq)]);
}

function sameOrConflict(there: string | undefined, written: Written): void {
  if (there === written.header) return;
  const { instance, seq } = written.recorded.entry;
  throw new JournalConflict(`${instance}: another entry stands at ${seq}; the journal is never overwritten`);
}

/** The last new entry of each instance, sorted by instance, with what the read model had before. */
function lastOfEach(added: readonly Entry[], before: ReadonlyMap<string, Head>): Moved[] {
  const last = new Map(added.map((entry) => [entry.instance, entry]));
  return [...last.values()]
    .map((entry) => moved(entry, before.get(entry.instance)))
    .sort((a, b) => (a.entry.instance < b.entry.instance ? -1 : 1));
}

function moved(entry: Entry, head: Head | undefined): Moved {
  const ended = entry.projection.ended !== undefined;
  const after = ended ? { ...entry.projection, tasks: [] } : entry.projection;
  const openDue = ended
    ? []
    : entry.projection.due.filter((item) => item.met === undefined).sort((a, b) => a.due - b.due);
  const dueChanged =
    head === undefined ||
    openDue.length !== head.openDue.length ||
    openDue.some((item, i) => item.due !== head.openDue[i] || item.id !== head.openDueIds[i]);
  const text = head?.projection ?? null;
  const earlier: Projection | undefined = text === null ? undefined : JSON.parse(text);
  return { entry, before: earlier, after, openDue, dueChanged };
}

/** Where each instance stood before the batch, where it had begun. */
function stoodBefore(all: readonly Moved[], heads: ReadonlyMap<string, Head>): Map<string, Stood> {
  const stood = new Map<string, Stood>();
  for (const { entry, before } of all) {
    const at = heads.get(entry.instance)?.at ?? null;
    if (before !== undefined && at !== null) stood.set(entry.instance, { at, projection: before });
  }
  return stood;
}

/** The parts of an instance id; an id without them cannot be listed anywhere, so it is refused. */
function partsOf(instance: string) {
  const parts = parseInstanceId(instance);
  if (parts === undefined) throw new RangeError(`not an instance id: ${instance}`);
  return parts;
}

async function writeInstances(
  trx: Transaction<Tables>,
  all: readonly Moved[],
  heads: ReadonlyMap<string, Head>,
): Promise<void> {
  const rows = all.map(({ entry, openDue }) => {
    const { year, organisation, number } = partsOf(entry.instance);
    const head = heads.get(entry.instance) ?? newHead();
    return {
      instance: entry.instance,
      procedure: entry.procedure,
      version: entry.version,
      year,
      organisation,
      number: number ?? null,
      claimed_by: null,
      start_input: null,
      seq: head.seq,
      head_hash: head.hash,
      at: entry.at,
      last_change: head.lastChange,
      phase: entry.projection.phase,
      ended: entry.projection.ended ?? null,
      projection: JSON.stringify(entry.projection),
      open_due: openDue.map((item) => item.due),
      open_due_ids: openDue.map((item) => item.id),
      marks: [...entry.projection.marks],
      counts: JSON.stringify(entry.projection.counts),
      started: true,
    };
  });
  await trx
    .insertInto('instances')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('instance').doUpdateSet({
        version: sql`excluded.version`,
        seq: sql`excluded.seq`,
        head_hash: sql`excluded.head_hash`,
        at: sql`excluded.at`,
        last_change: sql`excluded.last_change`,
        phase: sql`excluded.phase`,
        ended: sql`excluded.ended`,
        projection: sql`excluded.projection`,
        open_due: sql`excluded.open_due`,
        open_due_ids: sql`excluded.open_due_ids`,
        marks: sql`excluded.marks`,
        counts: sql`excluded.counts`,
        started: sql`excluded.started`,
      }),
    )
    .execute();
}
