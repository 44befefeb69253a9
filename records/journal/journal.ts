import { sql } from 'kysely';
import type { Instant, InstanceId, PersonId } from '../../model/identifiers.ts';
import type { Entry, Json } from '../../machines/core/index.ts';
import type {
  Act,
  Journal,
  JournalAnswer,
  JournalLine,
  Move,
  RecordedEntry,
  Taken,
} from '../../contract/records/journal.ts';
import type { Connection, OpenedDatabase } from '../database.ts';
import { claimPart } from '../answers.ts';
import { type ApplyRegister, appendIn } from './append.ts';
import { GroupCommit } from './group.ts';
import { damagesOf } from './one-chain.ts';
import { type Header, readBack, type UnchainedEntry, writtenForm } from './lines.ts';
import { rowsOf } from './statement.ts';
import { Waiters } from './waiting.ts';
import { withRetries } from '../retries.ts';
import type { Tables } from '../tables.ts';
import type { Tidier } from '../tidy.ts';

/** Entries in one transaction at most, unless a single call brings more. */
const ENTRIES_AT_ONCE = 500;
/** One transaction after the other: the next waits for others to join it. Measured: half as many transactions and more. */
const GATHERING = { wait: 8, within: 20 };
/** Writing an entry wakes those who wait for it; after this many milliseconds they look for themselves. */
const LOOK_AFTER = 15;
/** Lines read at once when a whole journal is read. */
const PAGE = 500;
/** Entries read that cite one document. */
const CITING = 50;

/** The journal: one hash chain per instance, only ever added to. */
export function makeJournal(
  opened: OpenedDatabase,
  applyRegister: ApplyRegister,
  tidying: Tidier,
  hold: number,
): Journal & { close(): void } {
  const { db } = opened;
  const waiters = new Waiters(db, opened.shared);
  const appends = new GroupCommit<UnchainedEntry>(
    async (batch) => {
      await withRetries(() => db.transaction().execute((trx) => appendIn(trx, batch, applyRegister, hold)));
      for (const { recorded } of batch) waiters.reached(recorded.entry.instance, recorded.entry.seq);
      void tidying.wrote(batch.length);
    },
    ENTRIES_AT_ONCE,
    GATHERING,
  );

  async function append(batch: readonly RecordedEntry[]): Promise<void> {
    if (batch.length > 0) await appends.add(batch.map(writtenForm));
  }

  async function appendOnce(recorded: RecordedEntry & { readonly updateId: string }): Promise<JournalAnswer> {
    const written = writtenForm(recorded);
    const { entry, updateId, bodyHash = '' } = recorded;
    const answered = await withRetries(() =>
      db.transaction().execute(async (trx) => {
        await trx
          .selectFrom('instances')
          .select('seq')
          .where('instance', '=', entry.instance)
          .forUpdate()
          .executeTakeFirst();
        const first = await entryUnder(trx, updateId);
        if (first !== undefined) return first;
        await appendIn(trx, [written], applyRegister, hold);
        return { instance: entry.instance, seq: entry.seq, at: entry.at, to: entry.to, bodyHash };
      }),
    );
    waiters.reached(answered.instance, answered.seq);
    void tidying.wrote(1);
    return answered;
  }

  async function page(instance: InstanceId, after: number, limit: number): Promise<JournalLine[]> {
    const rows = await db
      .selectFrom('journal')
      .select(['header', 'payload', 'payload_hash', 'hash', 'previous_hash'])
      .where('instance', '=', instance)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .execute();
    return rows.map(lineOf);
  }

  async function entriesAt(
    places: readonly { readonly instance: InstanceId; readonly seq: number }[],
  ): Promise<Entry[]> {
    if (places.length === 0) return [];
    const { rows } = await sql<{ header: string; payload: string | null }>`
      select journal.header, journal.payload
      from journal join json_to_recordset(${rowsOf(places)}) as place (
        instance text, seq integer) on place.instance = journal.instance and place.seq = journal.seq`.execute(db);
    return rows.map(({ header, payload }) => readBack(header, payload).entry);
  }

  /** Looked for where the journal is: nothing but what cites it is read. */
  async function citing(instance: InstanceId, document: string): Promise<JournalLine[]> {
    const rows = await db
      .selectFrom('journal')
      .select(['header', 'payload', 'payload_hash', 'hash', 'previous_hash'])
      .where('instance', '=', instance)
      .where(
        sql<boolean>`position(${document} in payload) > 0 and position(${document} in payload::json ->> 'event') > 0`,
      )
      .orderBy('seq')
      .limit(CITING)
      .execute();
    return rows.map(lineOf);
  }

  /** Events alone: what an entry came to names every document again. */
  async function citations(instance: InstanceId): Promise<Pick<Entry, 'seq' | 'event'>[]> {
    const { rows } = await sql<{ seq: number; event: string }>`
      select seq, event from (
        select seq, payload::json ->> 'event' as event from journal where instance = ${instance} and payload is not null)
        as line
      where event ~ '"[0-9a-f]{64}"' order by seq`.execute(db);
    return rows.map(({ seq, event }) => ({ seq, event: JSON.parse(event) }));
  }

  /** From the headers alone: they say what was decided, and stay when the payload is erased. */
  async function taken(instances: readonly InstanceId[], decisions: readonly string[]): Promise<Taken[]> {
    const { rows } = await sql<Omit<Taken, 'last'> & Omit<Taken['last'], 'person'> & { person: string | null }>`
      select * from (
        select distinct on (procedure, decision) procedure, decision, instance, seq, at, person,
          count(*) over (partition by procedure, decision)::integer as times
        from (
          select split_part(instance, '/', 1) as procedure, header::json -> 'event' ->> 'type' as decision,
            header::json -> 'event' ->> 'person' as person, instance, seq, at
          from journal where instance = any (${[...instances]}::text[])) as line
        where decision = any (${[...decisions]}::text[])
        order by procedure, decision, at desc, seq desc) as latest
      order by at desc, instance, seq desc`.execute(db);
    return rows.map(({ procedure, decision, times, instance, seq, at, person }) => ({
      procedure,
      decision,
      times,
      last: { instance, seq, at, ...(person !== null && { person }) },
    }));
  }

  /** From the headers alone. */
  async function actsOf(person: PersonId, limit: number): Promise<Act[]> {
    const { rows } = await sql<Act>`
      select instance, seq, at, header::json -> 'event' ->> 'type' as decision from journal
      where (header::json -> 'event' ->> 'person') collate "C" = ${person}
        and header::json -> 'event' ->> 'person' is not null
      order by at desc, instance, seq desc limit ${limit}`.execute(db);
    return rows;
  }

  /** From the headers alone; they are canonical: texts are the same when what they say is. */
  async function moves(instances: readonly InstanceId[]): Promise<Move[]> {
    const { rows } = await sql<Omit<Move, 'to'> & { to: string }>`
      select instance, at, after as "to" from (
        select instance, seq, at, (header::json -> 'from')::text as before, (header::json -> 'to')::text as after
        from journal where instance = any (${[...instances]}::text[])) as line
      where before is distinct from after order by instance, seq`.execute(db);
    return rows.map(({ to, ...row }) => ({ ...row, to: JSON.parse(to) }));
  }

  async function all(instance: InstanceId): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (;;) {
      const lines = await page(instance, entries.length, PAGE);
      entries.push(...lines.map((line) => line.entry));
      if (lines.length < PAGE) return entries;
    }
  }

  async function head(instance: InstanceId): Promise<number> {
    const row = await db.selectFrom('instances').select('seq').where('instance', '=', instance).executeTakeFirst();
    return row?.seq ?? 0;
  }

  async function waitFor(instance: InstanceId, seq: number, milliseconds: number): Promise<boolean> {
    if (waiters.isReached(instance, seq)) return true;
    // Waiting begins before the look, so that an entry written in between is not missed. What is written here wakes who
    // waits: the look is for what another process wrote, or this one long ago, and does not hurry.
    const waiting = waiters.wait(instance, seq, milliseconds);
    const later = setTimeout(() => {
      void head(instance).then(
        (found) => waiters.reached(instance, found),
        () => {
          // The database is away: callers go on waiting until their time is over.
        },
      );
    }, LOOK_AFTER);
    return waiting.finally(() => clearTimeout(later));
  }

  async function entryUnder(connection: Connection, updateId: string): Promise<JournalAnswer | undefined> {
    const row = await connection
      .selectFrom('journal')
      .select(['instance', 'seq', 'at', 'header', 'body_hash'])
      .where('update_id', '=', updateId)
      .orderBy('at')
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const header: Header = JSON.parse(row.header);
    return answer(row, header.to);
  }

  async function beforeDecision({
    updateId,
    instance,
    at,
    after = Number.MAX_SAFE_INTEGER,
    ...claim
  }: Parameters<Journal['beforeDecision']>[0]): ReturnType<Journal['beforeDecision']> {
    const { rows } = await sql<{
      answered: (AnswerRow & { header: string }) | null;
      claimed: boolean;
      damaged: number | null;
      lines: { header: string; payload: string | null }[];
    }>`
      with answered as (
        select instance, seq, at, body_hash, header from journal where update_id = ${updateId} order by at, seq limit 1),
      ${claimPart(claim, at)}
      select
        (select to_json(answered) from answered) as answered,
        exists (select from claim) as claimed,
        (select damaged from instances where instance = ${instance}) as damaged,
        (select coalesce(json_agg(json_build_object('header', header, 'payload', payload) order by seq), '[]')
          from journal where instance = ${instance} and seq > ${after}::bigint) as lines`.execute(db);
    const { answered = null, claimed = false, damaged = null, lines = [] } = rows[0] ?? {};
    const header: Header | undefined = answered === null ? undefined : JSON.parse(answered.header);
    return {
      ...(answered === null || header === undefined ? {} : { answered: answer(answered, header.to) }),
      claimed,
      ...(damaged !== null && { damaged }),
      entries: lines.map((line) => readBack(line.header, line.payload).entry),
    };
  }

  async function verifyChain(instance: InstanceId): Promise<number | undefined> {
    return (await damagesOf(db, instance))[0]?.seq;
  }

  return {
    append,
    appendOnce,
    page,
    entriesAt,
    citing,
    citations,
    taken,
    actsOf,
    moves,
    all,
    head,
    waitFor,
    byUpdate: (updateId) => entryUnder(db, updateId),
    beforeDecision,
    verifyChain,
    close: () => waiters.close(),
  };
}

function lineOf(row: LineRow): JournalLine {
  const { header, payload, payload_hash: payloadHash, hash, previous_hash: previousHash } = row;
  return { ...readBack(header, payload), hash, previousHash, header, payload, payloadHash };
}

type LineRow = Pick<Tables['journal'], 'header' | 'payload' | 'payload_hash' | 'hash' | 'previous_hash'>;

interface AnswerRow {
  readonly instance: InstanceId;
  readonly seq: number;
  readonly at: Instant;
  readonly body_hash: string | null;
}

function answer(row: AnswerRow, to: Json) {
  return { instance: row.instance, seq: row.seq, at: row.at, to, bodyHash: row.body_hash ?? '' };
}
