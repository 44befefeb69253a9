import type { Json } from '../machines/core.ts';
import type { Answers } from './contract.ts';
import type { Database } from './database.ts';

/** Answers kept under (person, key). The first one stays: a repeat gets what was answered then. */
export function makeAnswers(db: Database): Answers {
  return {
    async get(person, key) {
      const row = await db
        .selectFrom('answers')
        .select(['body_hash', 'status', 'body'])
        .where('person', '=', person)
        .where('key', '=', key)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const body: Json = JSON.parse(row.body);
      return { bodyHash: row.body_hash, status: row.status, body };
    },

    async put(person, key, { bodyHash, status, body, at }) {
      await db
        .insertInto('answers')
        .values({ person, key, body_hash: bodyHash, status, body: JSON.stringify(body), at })
        .onConflict((conflict) => conflict.columns(['person', 'key']).doNothing())
        .execute();
    },
  };
}
