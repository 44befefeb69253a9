import { type ExpressionBuilder, sql, type Transaction } from 'kysely';
import type { Effect, Entry } from '../../machines/core/index.ts';
import { JournalConflict } from '../../contract/records/journal.ts';
import { DEFAULT_HOLD } from '../notices/hold.ts';
import { restedParts } from '../governance/reliances.ts';
import type { PostHoldersJson } from '../notices/posts.ts';
import { noteVacantPosts } from '../notices/vacant.ts';
import { telling } from '../notices/write.ts';
import { boardLines, boardParts } from '../read-model/board-lines.ts';
import { beginYears } from '../read-model/board-years.ts';
import type { Tables } from '../tables.ts';
import type { Standing } from '../webhooks/events-of.ts';
import { type ListeningEndpoint, listening, webhookParts } from '../webhooks/outbox.ts';
import { type Part, rowsOf, runParts } from './statement.ts';
import { emptyChain, link } from './chain.ts';
import { instanceParts } from './instance-parts.ts';
import type { UnchainedEntry } from './lines.ts';
import { changesOf, type InstanceChange, type ShownBefore } from './instance-change.ts';

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

interface Head extends ShownBefore {
  seq: number;
  hash: string;
}

/**
 * Writes entries and everything derived from them; the caller's transaction makes it all or nothing. Entries already
 * there are passed over; returns how many were new. `hold`: see `noticeParts`. Throws `JournalConflict`, `JournalGap`.
 */
export async function appendIn(
  trx: Transaction<Tables>,
  batch: readonly UnchainedEntry[],
  applyRegister: ApplyRegister,
  hold: number = DEFAULT_HOLD,
): Promise<number> {
  const { heads, endpoints, registered, told } = await readFirst(trx, batch);
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
    const linked = link(head, written.header);
    lines.push({
      instance: entry.instance,
      seq: linked.seq,
      at: entry.at,
      update_id: updateId ?? null,
      body_hash: bodyHash ?? null,
      header: written.header,
      payload: written.payload.text,
      payload_hash: written.payload.hash,
      previous_hash: linked.previousHash,
      hash: linked.hash,
    });
    known.set(lineKey(entry.instance, entry.seq), written.header);
    head.seq = entry.seq;
    head.hash = linked.hash;
    added.push(entry);
  }
  if (added.length === 0) return 0;
  const moved = changesOf(added, before);
  const notices = told(registered, new Set(added), hold);
  await runParts(trx, [
    linePart(lines),
    ...instanceParts(moved, heads),
    ...restedParts(added),
    ...boardParts(moved),
    ...notices.parts,
    ...webhookParts(added, stoodBefore(moved, before), endpoints),
  ]);
  await noteVacantPosts(trx, notices.unheld);
  for (const entry of added) {
    for (const effect of entry.effects) if (effect.kind === 'register') await applyRegister(trx, entry, effect);
  }
  return added.length;
}

/**
 * All that has to be known before a batch is written, in one statement: the heads, locked in the order of their ids, and
 * the board's lines after them – two writers can wait for each other but never in a circle –, who is to be told, and
 * which webhooks listen.
 */
async function readFirst(trx: Transaction<Tables>, batch: readonly UnchainedEntry[]) {
  const { expression, told } = await telling(
    trx,
    batch.map(({ recorded }) => recorded.entry),
  );
  const instances = instancesOf(batch);
  const { keys, years } = boardLines(instances);
  const { rows } = await sql<First>`
    select
      (select coalesce(json_agg(head), '[]') from (
        select instance, seq, head_hash as hash, at, projection,
          open_due as "openDue", open_due_ids as "openDueIds"
        from instances where instance = any (${instances}::text[]) order by instance for update) as head) as heads,
      (select count(pg_advisory_xact_lock(hashtextextended(line, 0)))
        from unnest(${keys.map((key) => `board/${key}`)}::text[]) as line) as locked,
      (select coalesce(json_agg(year), '[]') from board_years where year = any (${years}::integer[])) as years,
      ${listening} as endpoints,
      ${expression ?? sql`null::json`} as registered`.execute(trx);
  const { heads = [], years: begun = [], endpoints = [], registered = null } = rows[0] ?? {};
  await beginYears(
    trx,
    years.filter((year) => !begun.includes(year)),
  );
  return { heads: new Map(heads.map(({ instance, ...head }) => [instance, head])), endpoints, registered, told };
}

interface First {
  heads: (Head & { instance: string })[];
  years: number[];
  endpoints: ListeningEndpoint[];
  registered: PostHoldersJson | null;
}

function instancesOf(batch: readonly UnchainedEntry[]): string[] {
  return [...new Set(batch.map((written) => written.recorded.entry.instance))].sort();
}

function lineKey(instance: string, seq: number): string {
  return `${instance} ${seq}`;
}

function newHead(): Head {
  return { ...emptyChain, at: null, projection: null, openDue: [], openDueIds: [] };
}

async function linesAlreadyThere(
  trx: Transaction<Tables>,
  batch: readonly UnchainedEntry[],
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

function sameOrConflict(there: string | undefined, written: UnchainedEntry): void {
  if (there === written.header) return;
  const { instance, seq } = written.recorded.entry;
  throw new JournalConflict(`${instance}: another entry stands at ${seq}; the journal is never overwritten`);
}

/** Where each instance stood before the batch, where it had begun. */
function stoodBefore(all: readonly InstanceChange[], heads: ReadonlyMap<string, Head>): Map<string, Standing> {
  const stood = new Map<string, Standing>();
  for (const { entry, before } of all) {
    const at = heads.get(entry.instance)?.at ?? null;
    if (before !== undefined && at !== null) stood.set(entry.instance, { at, projection: before });
  }
  return stood;
}

function linePart(lines: readonly Tables['journal'][]): Part {
  return sql`lines as (
    insert into journal
      (instance, seq, at, update_id, body_hash, header, payload, payload_hash, previous_hash, hash)
    select * from json_to_recordset(${rowsOf(lines)}) as line (
      instance text, seq integer, at bigint, update_id text, body_hash text, header text, payload text,
      payload_hash text, previous_hash text, hash text))`;
}
