/** The mailers' side of the outbox: a mail goes at least once, always with the same Message-ID, whichever mailer dies. */
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { MailCounts, MailQueue, MailOutcome, MailToSend } from '../../contract/records/mail.ts';
import type { ExpectedTask } from '../../contract/records/read-model.ts';
import type { Database } from '../database.ts';
import { GroupCommit } from '../journal/group.ts';
import { due, giveUp, type Queue, type Settlement, settle, taking } from '../leases.ts';
import { tasksOf } from '../read-model/tasks.ts';
import { settingsOf } from '../settings.ts';
import type { Tables } from '../tables.ts';
import { itemsOf } from './inbox.ts';
import { dayMailAt } from './day-mail.ts';
import { putNotices } from './put.ts';

/** A mail is tried for a day, counted from the first try. */
const DAY = 24 * 60 * 60 * 1000;
/** Between two tries of one mail: a minute, then twice as long each time, at most an hour. */
const FIRST_PAUSE = 60_000;
const LONGEST_PAUSE = 60 * 60 * 1000;
/** Without a mail server, what nobody has tried for so long is off for good: switching mail on later sends no old news. */
const OFF_AFTER = 60 * 60 * 1000;

/** Notices that one mail of a day tells at most; the others follow in the next. */
const OF_A_DAY = 200;
/** Mails settled in one transaction at most. */
const SETTLED_AT_ONCE = 200;

const QUEUE: Queue = {
  table: 'notices',
  key: { id: 'bigint' },
  status: 'mail',
  waiting: 'queued',
  result: 'mail_reason',
  changed: 'mail_at',
};

/** Nothing joins a group of reminders any more; a single notice keeps the key that says it was told. */
const closed = sql`key = case when q.grouped then null else q.key end`;
/** The same when no mail will go: an address of its own is kept no longer. */
const closedForGood = sql`${closed}, address = null`;

export function makeMailQueue(db: Database): MailQueue {
  // What several connections finish at once goes into one transaction: the journal wants the database too.
  const settling = new GroupCommit<{ one: MailOutcome; now: Instant }>(async (group) => {
    const now = Math.max(...group.map((each) => each.now));
    await db.transaction().execute(async (trx) => {
      const settled = group.map(({ one }) => one);
      await tellFailed(trx, await settleMails(trx, settled, now), now);
    });
  }, SETTLED_AT_ONCE);
  return {
    take: (now, { atMost, lease }) => take(db, now, atMost, lease),

    async settle(settled, now) {
      if (settled.length > 0) await settling.add(settled.map((one) => ({ one, now })));
    },

    async noServer(reason, now, { giveUp: asked }) {
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable('notices')
          .set({ first_try: now, mail_reason: reason })
          .where('mail', '=', 'queued')
          .where('next_at', '<=', now)
          .where('first_try', 'is', null)
          .execute();
        if (!asked) return;
        const tooLong = sql`q.claim is null and q.first_try <= ${now - DAY}::bigint`;
        const failed = await giveUp(trx, QUEUE, tooLong, { status: 'failed', now, also: closedForGood });
        await tellFailed(
          trx,
          failed.map(({ id }) => Number(id)),
          now,
        );
      });
    },

    async switchOff(now) {
      const untried = sql`q.claim is null and q.attempts = 0 and q.written < ${now - OFF_AFTER}::bigint`;
      await giveUp(db, QUEUE, untried, { status: 'off', now, also: closedForGood });
    },

    counts: () => counts(db),
  };
}

interface TakenRow {
  readonly id: number;
  readonly person: PersonId;
  readonly organisation: string;
  readonly address: string | null;
  readonly name_ja: string | null;
  readonly name_en: string | null;
  /** Of somebody who wants one mail a day, and no notice that goes at once. */
  readonly of_day: boolean;
  readonly claim: string;
}

async function take(db: Database, now: Instant, atMost: number, lease: number): Promise<MailToSend[]> {
  await holdForTheDay(db, now);
  const first = await claimed(db, due(QUEUE, now, atMost), now, lease);
  const people = [...new Set(first.flatMap((row) => (row.of_day ? row.person : [])))];
  // What the day brought these people goes with it.
  const also = sql`d.person = any (${people}::text[]) and ${isOfDay('d')}`;
  const rest = people.length === 0 ? [] : await claimed(db, due(QUEUE, now, OF_A_DAY, also), now, lease);
  const rows = [...first, ...rest].sort((a, b) => a.id - b.id);
  const items = await itemsOf(
    db,
    rows.map(({ id }) => id),
  );
  const tasks = await tasksOfAll(
    db,
    rows.flatMap(({ id, person }) => (items.get(id)?.some(({ procedure }) => procedure !== undefined) ? person : [])),
    now,
  );
  const settings = await settingsOf(db, [...new Set(rows.map(({ person }) => person))]);
  return mailsOf(rows).map(([row, ...others]) => ({
    notices: [row, ...others].map((one) => ({
      id: String(one.id),
      claim: one.claim,
      ...(one.name_ja === null || one.name_en === null ? {} : { body: { ja: one.name_ja, en: one.name_en } }),
      items: items.get(one.id) ?? [],
    })),
    until: now + lease,
    ...(row.address === null ? {} : { address: row.address }),
    settings: settings.get(row.person) ?? { digest: false, muted: [] },
    tasks: tasks.get(row.person) ?? [],
  }));
}

/** Each notice by itself; those of somebody's day together, in the order in which they were written. */
function mailsOf(rows: readonly TakenRow[]): (readonly [TakenRow, ...TakenRow[]])[] {
  const mails: [TakenRow, ...TakenRow[]][] = [];
  for (const row of rows) {
    const same = row.of_day ? mails.find(([{ person, of_day: ofDay }]) => ofDay && person === row.person) : undefined;
    if (same === undefined) mails.push([row]);
    else same.push(row);
  }
  return mails;
}

async function claimed(db: Database, keys: RawBuilder<unknown>, now: Instant, lease: number): Promise<TakenRow[]> {
  const also = sql`first_try = coalesce(q.first_try, ${now}::bigint), ${closed}`;
  const { claim, part } = taking(QUEUE, keys, { now, lease, also });
  const { rows } = await sql<Omit<TakenRow, 'claim'>>`
    with ${part}
    select taken.id, taken.person, taken.organisation, coalesce(taken.address, person.mail) as address, body.name_ja, body.name_en,
      ${isOfDay('taken')} as of_day
    from taken left join people as person on person.id = taken.person
      left join organisations as body on body.id = taken.organisation
    order by taken.id`.execute(db);
  return rows.map((row) => ({ ...row, claim }));
}

/** Of somebody who wants one mail a day; what always goes (`certainMails`) is never held back. */
function isOfDay(row: 'd' | 'q' | 'taken'): RawBuilder<unknown> {
  return sql`(exists (
      select from person_settings as setting where setting.person = ${sql.ref(`${row}.person`)} and setting.digest)
    and not exists (
      select from notice_items as item where item.notice = ${sql.ref(`${row}.id`)}
        and (item.stage = 'escalated' or item.version is null)))`;
}

/** What is due of those who want one mail a day waits for the hour at which that goes. */
async function holdForTheDay(db: Database, now: Instant): Promise<void> {
  await sql`
    update notices as q set next_at = ${dayMailAt('q')}
    where q.mail = 'queued' and q.next_at <= ${now}::bigint and q.claim is null and q.attempts = 0
      and ${dayMailAt('q')} > ${now}::bigint and ${isOfDay('q')}`.execute(db);
}

/** What is expected of each of these people: by all their posts, since a mail is not read with a token. */
async function tasksOfAll(
  db: Database,
  people: readonly PersonId[],
  now: Instant,
): Promise<ReadonlyMap<PersonId, readonly ExpectedTask[]>> {
  const found = new Map<PersonId, readonly ExpectedTask[]>();
  for (const person of new Set(people)) found.set(person, await tasksOf(db, person, now));
  return found;
}

/** Returns the ids of those that have failed for good by it. */
async function settleMails(
  trx: Transaction<Tables>,
  settled: readonly MailOutcome[],
  now: Instant,
): Promise<readonly number[]> {
  const putOff = settled.filter(({ result }) => result === 'later').map(({ id }) => Number(id));
  const tries =
    putOff.length === 0
      ? []
      : await trx.selectFrom('notices').select(['id', 'attempts', 'first_try']).where('id', 'in', putOff).execute();
  const triesOf = new Map(tries.map((row) => [row.id, { before: row.attempts, first: row.first_try ?? now }]));
  const judged = settled.map((one) => judge(one, triesOf.get(Number(one.id)), now));
  const rows = await settle(trx, QUEUE, judged, now);
  const over = rows.filter(({ status }) => status !== 'queued').map(({ id }) => Number(id));
  if (over.length > 0) {
    await trx
      .updateTable('notices')
      .set({ address: null })
      .where('id', 'in', over)
      .where('address', 'is not', null)
      .execute();
  }
  return rows.filter(({ status }) => status === 'failed').map(({ id }) => Number(id));
}

interface Tries {
  /** How many before this one. */
  readonly before: number;
  readonly first: Instant;
}

function judge(
  { id, claim, result, reason }: MailOutcome,
  { before, first }: Tries = { before: 0, first: 0 },
  now: Instant,
): Settlement {
  const one = { key: { id: Number(id) }, claim, tried: true, ...(reason === undefined ? {} : { result: reason }) };
  switch (result) {
    // What was sent is sent, even when the lease had run out.
    case 'sent':
      return { ...one, status: 'sent', result: '', anyway: true };
    case 'noAddress':
    case 'failed':
    case 'unwanted':
      return { ...one, status: result };
    case 'released':
      return { ...one, next: now, tried: false };
    case 'later':
      if (first <= now - DAY) return { ...one, status: 'failed' };
      return { ...one, next: now + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** before) };
  }
}

/**
 * Tells the administrators that mail failed: each of them once a day, however many mails it is. That their own such
 * notice failed is no news.
 */
async function tellFailed(trx: Transaction<Tables>, notices: readonly number[], now: Instant): Promise<void> {
  if (notices.length === 0) return;
  const { rows } = await sql<{ organisation: string }>`
    select distinct notice.organisation from notices as notice
    where notice.id = any (${[...notices]}::bigint[]) and exists (
      select from notice_items as item where item.notice = notice.id and item.topic <> 'mailFailed')
    order by 1`.execute(trx);
  await putNotices(
    trx,
    rows.map(({ organisation }) => ({
      source: `mail#${dateInJapan(now)}`,
      topic: 'mailFailed',
      to: organisation === '' ? { administrators: 'installation' } : { administratorsOf: organisation },
      at: now,
    })),
  );
}

async function counts(db: Database): Promise<MailCounts> {
  const { rows } = await sql<{
    mail: 'queued' | 'failed' | 'noAddress';
    reason: string | null;
    count: number;
    oldest: number;
  }>`
    select mail, mail_reason as reason, count(*) as count, min(written) as oldest from notices
    where mail in ('failed', 'noAddress') or mail = 'queued' group by mail, mail_reason order by mail, mail_reason`.execute(
    db,
  );
  const queued = rows.filter(({ mail }) => mail === 'queued');
  const sum = (of: readonly { count: number }[]): number => of.reduce((all, { count }) => all + count, 0);
  return {
    queued: sum(queued),
    ...(queued.length === 0 ? {} : { oldestQueued: Math.min(...queued.map(({ oldest }) => oldest)) }),
    failed: sum(rows.filter(({ mail }) => mail === 'failed')),
    noAddress: sum(rows.filter(({ mail }) => mail === 'noAddress')),
    reasons: rows.flatMap(({ mail, reason, count }) => (reason === null ? [] : [{ mail, reason, count }])),
  };
}
