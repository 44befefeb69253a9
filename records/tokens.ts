import { randomBytes, randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { TokenRow, Tokens } from '../contract/records/tokens.ts';
import { comesAfter, pageOf } from './cursors.ts';
import type { Database } from './database.ts';
import { sha256 } from './hash.ts';
import { putNotices } from './notices/put.ts';
import type { Tables } from './tables.ts';

/** What every secret begins with, so that one left lying about is recognised. */
const PREFIX = 'junkan_';

/** Bearer tokens: 32 random bytes, kept only as their SHA-256; looked up at every request, so a revocation holds at once. */
export function makeTokens(db: Database): Tokens {
  return {
    async issue(token) {
      return db.transaction().execute(async (trx) => {
        const issued = await insertToken(trx, token);
        const { person, issuedBy, at } = token;
        // Whoever can act in a person's name, the person is told of it.
        if (issuedBy !== person) {
          const { id } = issued;
          await putNotices(trx, [{ source: `token#${id}`, topic: 'tokenIssued', to: { person }, at, about: id }]);
        }
        return issued;
      });
    },

    async holder(secret, at) {
      const row = await db
        .selectFrom('tokens')
        .select(['id', 'person', 'issued_by', 'expires'])
        .where('secret_hash', '=', sha256(secret))
        .where('expires', '>', at)
        .where('revoked', 'is', null)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      return { id: row.id, person: row.person, issuedBy: row.issued_by, expires: row.expires };
    },

    async revoke(id, by, at) {
      const result = await db
        .updateTable('tokens')
        .set({ revoked: at, revoked_by: by })
        .where('id', '=', id)
        .where('revoked', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },

    async owner(id) {
      const row = await db.selectFrom('tokens').select('person').where('id', '=', id).executeTakeFirst();
      return row?.person;
    },

    async list(person) {
      const rows = await db
        .selectFrom('tokens')
        .selectAll()
        .where('person', '=', person)
        .orderBy('issued')
        .orderBy('id')
        .execute();
      return rows.map(toToken);
    },

    async page(person, cursor, limit) {
      const rows = await db
        .selectFrom('tokens')
        .selectAll()
        .where('person', '=', person)
        .where(comesAfter(cursor, { at: 'issued', id: 'id' }))
        .orderBy('issued')
        .orderBy('id')
        .limit(limit + 1)
        .execute();
      return pageOf(rows, limit, ({ issued, id }) => ({ at: issued, id }), toToken);
    },
  };
}

function toToken(row: Tables['tokens']): TokenRow {
  return {
    id: row.id,
    person: row.person,
    issuedBy: row.issued_by,
    issued: row.issued,
    expires: row.expires,
    ...(row.revoked === null ? {} : { revoked: row.revoked }),
    purpose: row.purpose,
  };
}

/** Makes a token within a transaction; whoever is to be told is told by the caller. */
export async function insertToken(
  trx: Transaction<Tables>,
  token: Parameters<Tokens['issue']>[0],
): Promise<{ id: string; secret: string }> {
  const { person, issuedBy, at, expires, purpose } = token;
  const id = randomUUID();
  const secret = PREFIX + randomBytes(32).toString('base64url');
  await trx
    .insertInto('tokens')
    .values({
      id,
      secret_hash: sha256(secret),
      person,
      issued_by: issuedBy,
      issued: at,
      expires,
      purpose,
      revoked: null,
      revoked_by: null,
    })
    .execute();
  return { id, secret };
}
