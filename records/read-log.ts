import { sql } from 'kysely';
import type { ReadLog } from '../contract/records/read-log.ts';
import { numberIn } from './cursors.ts';
import type { Database } from './database.ts';

/** Who read another body's data. */
export function makeReadLog(db: Database): ReadLog {
  return {
    async record({ at, person, organisations, what }) {
      if (organisations.length === 0) return;
      await sql`
        insert into read_log (at, person, organisation, what)
        select ${at}, ${person}, organisation, ${what} from unnest(${[...organisations]}::text[]) as organisation
      `.execute(db);
    },

    async list(organisation, after, limit) {
      const rows = await db
        .selectFrom('read_log')
        .select(['id', 'at', 'person', 'what'])
        .where('organisation', '=', organisation)
        .$if(after !== undefined, (query) => query.where('id', '<', numberIn(after ?? '')))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ id, ...row }) => ({ id: String(id), ...row }));
    },
  };
}
