import { sql } from 'kysely';
import type { Openings } from '../contract/records/openings.ts';
import type { Database } from './database.ts';
import { putNotices } from './notices/put.ts';

/** Openings of fiscal years, so that any process finds the last one and knows which years were opened for all. */
export function makeOpenings(db: Database): Openings {
  return {
    async record({ id, year, everyone, by, at }) {
      await db
        .insertInto('openings')
        .values({ id, year, everyone, asked_by: by, at })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet({
            at: sql`greatest(openings.at, excluded.at)`,
            everyone: sql`openings.everyone or excluded.everyone`,
          }),
        )
        .execute();
    },

    async last(year) {
      const row = await db
        .selectFrom('openings')
        .selectAll()
        .where('year', '=', year)
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { id, everyone, asked_by: by, at } = row;
      return { id, year, everyone, by, at };
    },

    async years() {
      const rows = await db.selectFrom('openings').select('year').distinct().where('everyone', '=', true).execute();
      return new Set(rows.map((row) => row.year));
    },

    async begun(year) {
      const rows = await db
        .selectFrom('instances')
        .select('organisation')
        .where('procedure', '=', 'cycle')
        .where('year', '=', year)
        .where('seq', '>', 0)
        .execute();
      return new Set(rows.map((row) => row.organisation));
    },

    async reportFailed({ id, organisations, at }) {
      const draft = { source: id, topic: 'openingFailed', at, about: id } as const;
      const drafts = [
        { ...draft, to: { administrators: 'installation' } as const },
        ...organisations.map((body) => ({ ...draft, to: { administratorsOf: body } })),
      ];
      await db.transaction().execute((trx) => putNotices(trx, drafts));
    },
  };
}
