import { sql } from 'kysely';
import type { KnownKey, PayloadKeys } from '../contract/records/payload-keys.ts';
import type { Connection, Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Which keys belong to this installation, by their fingerprints. */
export function makePayloadKeys(db: Database): PayloadKeys {
  return {
    all: () => all(db),
    begin: ({ id, fingerprint }, at) =>
      db.transaction().execute(async (trx) => {
        await sql`select pg_advisory_xact_lock(hashtextextended('payload keys', 0))`.execute(trx);
        const known = await all(trx);
        if (known.length > 0) return known;
        await trx
          .insertInto('payload_keys')
          .values({ id, fingerprint, since: at, unused: null, retired: null })
          .execute();
        return all(trx);
      }),
    async note({ id, fingerprint }, at) {
      await db
        .insertInto('payload_keys')
        .values({ id, fingerprint, since: at, unused: null, retired: null })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
  };
}

async function all(db: Connection): Promise<KnownKey[]> {
  const { rows } = await sql<Tables['payload_keys'] & { runs: number }>`
    select key.*, (select count(*)::integer from engine_runs as run where run.key = key.id) as runs
    from payload_keys as key order by since desc, id`.execute(db);
  return rows.map(({ id, fingerprint, since, runs, unused, retired }) => ({
    id,
    fingerprint,
    since,
    runs,
    ...(unused !== null && { unused }),
    ...(retired !== null && { retired }),
  }));
}
