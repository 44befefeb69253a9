import type { ReadLog } from '../contract/records/read-log.ts';
import { numberIn } from './cursors.ts';
import type { Database } from './database.ts';

/** Who read another body's data. */
export function makeReadLog(db: Database): ReadLog {
  return {
    async record(row) {
      await db.insertInto('read_log').values(row).execute();
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
