/**
 * The mailers' side of the outbox. Taking a notice lays a lease on it: who dies while sending leaves it to the next one
 * after the lease. So a mail goes at least once, always with the same Message-ID, whichever mailer dies.
 */
import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { Instant } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { MailCounts, MailQueue, MailOutcome, MailToSend } from '../../contract/records/mail.ts';
import type { Database } from '../database.ts';
import { GroupCommit } from '../journal/group.ts';
import type { Tables } from '../tables.ts';
import { itemsOf } from './inbox.ts';
import { putNotices } from './put.ts';

/** A mail is tried for a day, counted from the first try. */
const DAY = 24 * 60 * 60 * 1000;
/** Between two tries of one mail: a minute, then twice as long each time, at most an hour. */
const FIRST_PAUSE = 60_000;
const LONGEST_PAUSE = 60 * 60 * 1000;
/** Without a mail server, what nobody has tried for so long is off for good: switching mail on later sends no old news. */
const OFF_AFTER = 60 * 60 * 1000;

/** Mails settled in one transaction at most. */
const SETTLED_AT_ONCE = 200;

export function makeMailQueue(db: Database): MailQueue {
  // What several connections finish at once goes into one transaction: the journal wants the database too.
  const settling = new GroupCommit<{ one: MailOutcome; now: Instant }>(async (group) => {
    const now = Math.max(...group.map((each) => each.now));
    await db.transaction().execute(async (trx) => {
      const settled = group.map(({ one }) => one);
      await tellFailed(trx, await settle(trx, settled, now), now);
    });
  }, SETTLED_AT_ONCE);
  return {
    take: (now, { atMost, lease }) => take(db, now, atMost, lease),

    async settle(settled, now) {
      if (settled.length > 0) await settling.add(settled.map((one) => ({ one, now })));
    },

    async noServer(reason, now, { giveUp }) {
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable('notices')
          .set({ first_try: now, mail_reason: reason })
          .where('mail', '=', 'queued')
          .where('next_try', '<=', now)
          .where('first_try', 'is', null)
          .execute();
        if (!giveUp) return;
        const failed = await trx
          .updateTable('notices')
          .set({ mail: 'failed', mail_at: now, claim: null, key: keyNow })
          .where('mail', '=', 'queued')
          .where('claim', 'is', null)
          .where('first_try', '<=', now - DAY)
          .returning('id')
          .execute();
        await tellFailed(
          trx,
          failed.map(({ id }) => id),
          now,
        );
      });
    },

    async switchOff(now) {
      await db
        .updateTable('notices')
        .set({ mail: 'off', mail_at: now, key: keyNow })
        .where('mail', '=', 'queued')
        .where('attempts', '=', 0)
        .where('written', '<', now - OFF_AFTER)
        .execute();
    },

    counts: () => counts(db),
  };
}

/** Nothing joins a group of reminders any more; a single notice keeps the key that says it was told. */
const keyNow = sql<string | null>`case when grouped then null else key end`;

async function take(db: Database, now: Instant, atMost: number, lease: number): Promise<MailToSend[]> {
  const claim = randomUUID();
  const { rows } = await sql<{
    id: number;
    organisation: string;
    address: string | null;
    name_ja: string | null;
    name_en: string | null;
  }>`
    with taken as (
      update notices set claim = ${claim}, next_try = ${now + lease}::bigint, attempts = attempts + 1,
        first_try = coalesce(first_try, ${now}::bigint), key = ${keyNow}
      where id in (
        select id from notices where mail = 'queued' and next_try <= ${now}::bigint
        order by next_try, id limit ${atMost} for update skip locked)
      returning id, person, organisation
    )
    select taken.id, taken.organisation, person.mail as address, body.name_ja, body.name_en
    from taken left join people as person on person.id = taken.person
      left join organisations as body on body.id = taken.organisation
    order by taken.id`.execute(db);
  const items = await itemsOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: String(row.id),
    claim,
    until: now + lease,
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.name_ja === null || row.name_en === null ? {} : { body: { ja: row.name_ja, en: row.name_en } }),
    items: items.get(row.id) ?? [],
  }));
}

/** Returns the ids of those that have failed for good by it. What was sent is sent, even when the lease had run out. */
async function settle(
  trx: Transaction<Tables>,
  settled: readonly MailOutcome[],
  now: Instant,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number; mail: string }>`
    with given as (
      select * from json_to_recordset(${JSON.stringify(settled)}::json) as g (
        id bigint, claim text, result text, reason text)
    ), judged as (
      select given.*, notice.attempts,
        case when result in ('sent', 'noAddress', 'failed') then result
          when result = 'later' and notice.first_try <= ${now - DAY}::bigint then 'failed'
          else 'queued' end as mail
      from given join notices as notice on notice.id = given.id
      where notice.mail = 'queued' and (notice.claim = given.claim or given.result = 'sent')
    )
    update notices set
      mail = judged.mail,
      mail_reason = case when judged.mail = 'sent' then null else coalesce(judged.reason, mail_reason) end,
      mail_at = case when judged.mail = 'queued' then null else ${now}::bigint end,
      attempts = notices.attempts - case when judged.result = 'released' then 1 else 0 end,
      next_try = case
        when judged.result = 'later' then ${now}::bigint
          + least(${LONGEST_PAUSE}::bigint, ${FIRST_PAUSE}::bigint * (1::bigint << least(judged.attempts - 1, 20)))
        when judged.result = 'released' then ${now}::bigint
        else next_try end,
      claim = null
    from judged where judged.id = notices.id
    returning notices.id, notices.mail`.execute(trx);
  return rows.filter((row) => row.mail === 'failed').map((row) => row.id);
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
