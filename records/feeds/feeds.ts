import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { sha256 } from '../hash.ts';
import { randomSecret } from '../secret.ts';
import type { Feeds } from '../../contract/records/feeds.ts';
import { madeWithRevoked } from '../token-rows.ts';
import { lockRegistry, writeLine } from '../registry/journal.ts';
import { itemsOf } from './items.ts';
import { revokeFeedsOf } from './revoke.ts';

/** Items in one statement. */
const ITEMS_AT_ONCE = 1_000;

/** Calendar feeds: 32 random bytes, kept only as their SHA-256; looked up at every request, so a revocation holds at once. */
export function makeFeeds(db: Database): Feeds {
  return {
    async create(signed) {
      const { by: person, at, token } = signed;
      const secret = randomSecret();
      const row = {
        id: randomUUID(),
        person,
        secret_hash: sha256(secret),
        token: token?.id ?? null,
        created: at,
        revoked: null,
      };
      await db.transaction().execute(async (trx) => {
        // Several at once take turns: each revokes the one before.
        await lockRegistry(trx);
        const before = await revokeFeedsOf(trx, person, at);
        await trx.insertInto('calendar_feeds').values(row).execute();
        await writeLine(trx, [...before, { kind: 'feed', id: row.id, act: 'made', row: { person } }], signed);
      });
      return { secret };
    },

    async revoke(signed) {
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        const revoked = await revokeFeedsOf(trx, signed.by, signed.at);
        if (revoked.length > 0) await writeLine(trx, revoked, signed);
        return revoked.length > 0;
      });
    },

    async created(person) {
      const row = await db
        .selectFrom('calendar_feeds')
        .select('created')
        .where('person', '=', person)
        .where('revoked', 'is', null)
        .where(sql<boolean>`not ${madeWithRevoked}`)
        .executeTakeFirst();
      return row?.created;
    },

    async holder(secret) {
      const row = await db
        .selectFrom('calendar_feeds')
        .select([
          'person',
          sql<boolean>`coalesce((select plain from tokens where tokens.id = calendar_feeds.token), false)`.as('plain'),
        ])
        .where('secret_hash', '=', sha256(secret))
        .where('revoked', 'is', null)
        .where(sql<boolean>`not ${madeWithRevoked}`)
        .executeTakeFirst();
      return row;
    },

    items: (person, at, without) => itemsOf(db, person, at, without),

    async tell(person, items) {
      const told = new Map<string, { sequence: number; modified: number }>();
      for (let i = 0; i < items.length; i += ITEMS_AT_ONCE) {
        const some = items.slice(i, i + ITEMS_AT_ONCE);
        await db
          .insertInto('calendar_items')
          .values(some.map((item) => ({ person, sequence: 0, ...item })))
          .onConflict((conflict) =>
            conflict
              .columns(['person', 'uid'])
              .doUpdateSet((eb) => ({
                digest: eb.ref('excluded.digest'),
                sequence: eb('calendar_items.sequence', '+', 1),
                modified: eb.fn('greatest', ['calendar_items.modified', 'excluded.modified']),
              }))
              .whereRef('calendar_items.digest', '<>', 'excluded.digest'),
          )
          .execute();
        const rows = await db
          .selectFrom('calendar_items')
          .select(['uid', 'sequence', 'modified'])
          .where('person', '=', person)
          .where(
            'uid',
            'in',
            some.map(({ uid }) => uid),
          )
          .execute();
        for (const { uid, sequence, modified } of rows) told.set(uid, { sequence, modified });
      }
      return told;
    },
  };
}
