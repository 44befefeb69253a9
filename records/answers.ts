import { sql } from 'kysely';
import type { Json } from '../machines/core/index.ts';
import type { Answers, DecisionKey, KeptAnswer } from '../contract/records/answers.ts';
import type { Instant } from '../model/identifiers.ts';
import type { Database } from './database.ts';
import type { Part } from './journal/statement.ts';

/** Status of a row that has no answer yet: someone is at it. */
const PENDING = 0;
/** Status of a row that claims its key for a decision: its answer is the journal's entry. */
const CLAIMED = 1;

/** Who all were refused holds the key no longer, whether or not the row is still there. */
const free = sql<boolean>`(answers.status = ${sql.lit(CLAIMED)} and answers.askers <= 0)`;

/**
 * `claim`: one row when the key is the decision's, which was not `answered` (a part before this one) – claimed anew, or
 * with others who sent the same.
 */
export function claimPart({ person, key, bodyHash }: DecisionKey, at: Instant): Part {
  return sql`claim as (
    insert into answers (person, key, body_hash, status, body, at, askers)
    select ${person}::text, ${key}::text, ${bodyHash}::text, ${sql.lit(CLAIMED)}, 'null', ${at}::bigint, 1
    where not exists (select from answered)
    on conflict (person, key) do update set
      body_hash = excluded.body_hash, at = excluded.at, askers = greatest(answers.askers, 0) + 1
      where ${free} or (answers.status = ${sql.lit(CLAIMED)} and answers.body_hash = excluded.body_hash)
    returning 1)`;
}

/** Claims of decisions are kept as long as the engine knows an Update's id, milliseconds; the journal knows what was taken. */
const CLAIM_KEPT = 30 * 24 * 60 * 60 * 1000;

/** Removes the claims whose decision was taken, or given up, long ago. */
export async function forgetClaims(db: Database, now: Instant): Promise<void> {
  await db
    .deleteFrom('answers')
    .where('status', '=', CLAIMED)
    .where('at', '<', now - CLAIM_KEPT)
    .execute();
}

/**
 * Answers kept under (person, key). The first one stays: a repeat gets what was answered then. A key is reserved before
 * the act; times are the database's, which all processes share.
 */
export function makeAnswers(db: Database): Answers {
  async function row(person: string, key: string) {
    return db
      .selectFrom('answers')
      .select(['body_hash', 'status', 'body'])
      .where('person', '=', person)
      .where('key', '=', key)
      .where((eb) => eb.not(free))
      .executeTakeFirst();
  }

  async function get(person: string, key: string): Promise<KeptAnswer | undefined> {
    const found = await row(person, key);
    if (found === undefined || found.status === PENDING) return undefined;
    const body: Json = JSON.parse(found.body);
    return { bodyHash: found.body_hash, status: found.status, body };
  }

  const until = (milliseconds: number) => sql<Date>`now() + ${milliseconds} * interval '1 millisecond'`;

  return {
    get,

    async reserve(person, key, { bodyHash, by, at, forMilliseconds }) {
      for (;;) {
        const held = { body_hash: bodyHash, holder: by, held_until: until(forMilliseconds), at };
        const taken = await db
          .insertInto('answers')
          .values({ person, key, status: PENDING, body: 'null', ...held })
          .onConflict((conflict) =>
            conflict
              .columns(['person', 'key'])
              .doUpdateSet({ ...held, status: PENDING, body: 'null' })
              .where((eb) =>
                eb.or([
                  free,
                  eb.and([eb('answers.status', '=', PENDING), eb('answers.held_until', '<', sql<Date>`now()`)]),
                ]),
              ),
          )
          .returning('key')
          .executeTakeFirst();
        if (taken !== undefined) return 'mine';
        const there = await row(person, key);
        if (there?.status === PENDING) return 'taken';
        const answer = await get(person, key);
        if (answer !== undefined) return answer;
        // Given back between the two looks: try again.
      }
    },

    async renew(person, key, by, milliseconds) {
      await db
        .updateTable('answers')
        .set({ held_until: until(milliseconds) })
        .where('person', '=', person)
        .where('key', '=', key)
        .where('holder', '=', by)
        .execute();
    },

    async release(person, key, by) {
      await db
        .deleteFrom('answers')
        .where('person', '=', person)
        .where('key', '=', key)
        .where('status', '=', PENDING)
        .where('holder', '=', by)
        .execute();
    },

    async releaseDecision({ person, key, bodyHash }) {
      const claim = sql`person = ${person} and key = ${key} and status = ${sql.lit(CLAIMED)} and body_hash = ${bodyHash}`;
      // The last one takes the row away; two at once may both leave it, which is then free by its number.
      const last = await sql`delete from answers where ${claim} and askers <= 1`.execute(db);
      if (last.numAffectedRows === 0n) await sql`update answers set askers = askers - 1 where ${claim}`.execute(db);
    },

    async put(person, key, { bodyHash, status, body, at }) {
      const answer = { body_hash: bodyHash, status, body: JSON.stringify(body), at, holder: null, held_until: null };
      const kept = await db
        .insertInto('answers')
        .values({ person, key, ...answer })
        .onConflict((conflict) =>
          conflict
            .columns(['person', 'key'])
            .doUpdateSet(answer)
            .where((eb) => eb.or([free, eb('answers.status', '=', PENDING)])),
        )
        .returning('key')
        .executeTakeFirst();
      return kept === undefined ? get(person, key) : undefined;
    },
  };
}
