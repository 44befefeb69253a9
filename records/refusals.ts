import { sql } from 'kysely';
import type { Refusal } from '../machines/core/index.ts';
import type { Refusals } from '../contract/records/refusals.ts';
import { numberIn } from './cursors.ts';
import type { Database } from './database.ts';

/** Refused decisions: they leave nothing in Temporal and nothing in the journal, so whoever was refused records them here. */
export function makeRefusals(db: Database): Refusals {
  return {
    async record({ refused, ...row }) {
      await db
        .insertInto('refusals')
        .values({ ...row, rules: [...new Set(refused.map((each) => each.rule))], refused: JSON.stringify(refused) })
        .execute();
    },

    async list(organisation, after, limit) {
      const rows = await db
        .selectFrom('refusals')
        .select(['id', 'at', 'instance', 'person', 'decision', 'refused'])
        .where('organisation', '=', organisation)
        .$if(after !== undefined, (query) => query.where('id', '<', numberIn(after ?? '')))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ id, refused, ...row }) => {
        const rules: Refusal[] = JSON.parse(refused);
        return { id: String(id), ...row, refused: rules };
      });
    },

    async counts() {
      const { rows } = await sql<{ organisation: string; rule: string; count: number }>`
        select organisation, rule, count(*)::integer as count
        from refusals cross join lateral unnest(rules) as named (rule)
        group by organisation, rule order by organisation, rule`.execute(db);
      return rows;
    },
  };
}
