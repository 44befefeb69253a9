import { sql } from 'kysely';
import type { Json } from '../machines/core/index.ts';
import type { Answers, KeptAnswer } from '../contract/records/answers.ts';
import type { Database } from './database.ts';

/** Status of a row that has no answer yet: someone is at it. */
const PENDING = 0;

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

    used: async (person, key) => (await row(person, key)) !== undefined,

    async reserve(person, key, { bodyHash, by, at, forMilliseconds }) {
      for (;;) {
        const held = { body_hash: bodyHash, holder: by, held_until: until(forMilliseconds), at };
        const taken = await db
          .insertInto('answers')
          .values({ person, key, status: PENDING, body: 'null', ...held })
          .onConflict((conflict) =>
            conflict
              .columns(['person', 'key'])
              .doUpdateSet(held)
              .where('answers.status', '=', PENDING)
              .where('answers.held_until', '<', sql<Date>`now()`),
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

    async put(person, key, { bodyHash, status, body, at }) {
      const answer = { body_hash: bodyHash, status, body: JSON.stringify(body), at, holder: null, held_until: null };
      const kept = await db
        .insertInto('answers')
        .values({ person, key, ...answer })
        .onConflict((conflict) =>
          conflict.columns(['person', 'key']).doUpdateSet(answer).where('answers.status', '=', PENDING),
        )
        .returning('key')
        .executeTakeFirst();
      return kept === undefined ? get(person, key) : undefined;
    },
  };
}
