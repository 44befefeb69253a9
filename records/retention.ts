/**
 * What is removed by age: refusals, readings, kept answers, notices, tokens and links that have long run out – never an
 * entry of a journal, an appointment or a document that a decision cites. In small batches, each a statement of its own, so
 * that nobody waits for it.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../model/identifiers.ts';
import type { Retention } from '../contract/records/retention.ts';
import type { Connection, Database } from './database.ts';
import { lockTokens, noteAged } from './token-journal.ts';

const DAY = 24 * 60 * 60 * 1000;
/** Rows removed by one statement. */
const BATCH = 1_000;
/** Statements of one kind in one go; what is left is removed the next time. */
const BATCHES = 20;

/** Removes what is older than it is kept. */
export async function removeByAge(db: Database, keep: Retention, now: Instant): Promise<void> {
  const before = (days: number): Instant => now - days * DAY;
  await inBatches(db, sql`refusals`, sql`at < ${before(keep.refusals)}`);
  await inBatches(db, sql`read_log`, sql`at < ${before(keep.reads)}`);
  // Answers alone: a key that is held or claimed goes by its own time.
  await inBatches(db, sql`answers`, sql`status >= 200 and at < ${before(keep.answers)}`);
  await removeNotices(db, before(keep.notices));
  if (await isAnyOld(db, before(keep.tokens)))
    await db.transaction().execute((trx) => noteAged(trx, before(keep.tokens), now));
  await inBatches(db, sql`identities`, sql`removed < ${before(keep.tokens)}`);
  await inBatches(db, sql`passkeys`, sql`removed < ${before(keep.tokens)}`);
  // A link names the token that came of it, so it goes first. A token's descendants never outlive it.
  await inBatches(db, sql`claims`, sql`expires < ${before(keep.tokens)}`);
  await removeTokens(db, before(keep.tokens));
}

/** Whether anything that lets people in is to go by age: the tokens' journal says so first, and what is gone otherwise is missed. */
async function isAnyOld(db: Database, before: Instant): Promise<boolean> {
  const { rows } = await sql`
    (select from tokens where ${oldTokens(before)} limit 1) union all (select from claims where expires < ${before} limit 1)
    union all (select from identities where removed < ${before} limit 1)
    union all (select from passkeys where removed < ${before} limit 1)`.execute(db);
  return rows.length > 0;
}

/** Tokens that ran out before an instant, but for those of links that are still there. */
const oldTokens = (before: Instant): RawBuilder<boolean> => sql<boolean>`(expires < ${before} and not exists (
  select from claims where (claims.token = tokens.id or claims.issued_with = tokens.id) and claims.expires >= ${before}))`;

async function removeTokens(db: Database, expiredBefore: Instant): Promise<void> {
  const old = sql`expires < ${expiredBefore}
    and not exists (select from claims where claims.token = tokens.id or claims.issued_with = tokens.id)`;
  for (let i = 0; i < BATCHES; i += 1) {
    const removed = await db.transaction().execute(async (trx) => {
      // Whoever ends tokens meanwhile has locked some of them and waits for others.
      await lockTokens(trx);
      return removeBatch(trx, sql`tokens`, old);
    });
    if (removed < BigInt(BATCH)) return;
  }
}

/** Lines of an inbox with what they tell; one whose mail is still to go stays. */
async function removeNotices(db: Database, before: Instant): Promise<void> {
  for (let i = 0; i < BATCHES; i += 1) {
    const removed = await sql`
      with gone as (
        delete from notices where id in (
          select id from notices where at < ${before} and mail <> 'queued' order by id limit ${BATCH})
        returning id),
      items as (delete from notice_items where notice in (select id from gone))
      select id from gone`.execute(db);
    if (removed.rows.length < BATCH) return;
  }
}

async function inBatches(db: Database, table: RawBuilder<unknown>, old: RawBuilder<unknown>): Promise<void> {
  for (let i = 0; i < BATCHES; i += 1) {
    if ((await removeBatch(db, table, old)) < BigInt(BATCH)) return;
  }
}

async function removeBatch(db: Connection, table: RawBuilder<unknown>, old: RawBuilder<unknown>): Promise<bigint> {
  const { numAffectedRows = 0n } = await sql`
    delete from ${table} where ctid in (select ctid from ${table} where ${old} limit ${BATCH})`.execute(db);
  return numAffectedRows;
}
