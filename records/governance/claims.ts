/**
 * One-time links by which people claim their own token (domain.md 2): random, kept only as their hash, valid for seven
 * days, used once, revocable. Issuing, claiming and revoking are lines of the registry's journal, without the secret.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Database } from '../database.ts';
import { comesAfter, pageOf } from '../cursors.ts';
import { sha256 } from '../hash.ts';
import { putNotices } from '../notices/put.ts';
import { lockRegistry, writeLine } from '../registry/journal.ts';
import type { Tables } from '../tables.ts';
import { insertToken } from '../tokens.ts';
import type { Claims } from '../../contract/records/claims.ts';
import type { ClaimTable } from './tables.ts';

const DAY = 24 * 60 * 60 * 1000;
/** How long a link waits to be used. */
const LINK_DAYS = 7;

export function makeClaims(db: Database): Claims {
  return {
    async issue({ person, issuedBy, at, purpose, tokenDays }) {
      const id = `l-${randomUUID()}`;
      const secret = randomBytes(32).toString('base64url');
      const expires = at + LINK_DAYS * DAY;
      await db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        await trx
          .insertInto('claims')
          .values({
            id,
            secret_hash: sha256(secret),
            person,
            issued_by: issuedBy,
            issued: at,
            expires,
            purpose,
            token_days: tokenDays,
            claimed: null,
            token: null,
            revoked: null,
            revoked_by: null,
          })
          .execute();
        await note(trx, id, 'issued', { person, expires, tokenDays }, issuedBy, at);
      });
      return { id, secret, expires };
    },

    async open(secret, at) {
      const row = await db
        .selectFrom('claims')
        .selectAll()
        .where('secret_hash', '=', sha256(secret))
        .where('claimed', 'is', null)
        .where('revoked', 'is', null)
        .where('expires', '>', at)
        .executeTakeFirst();
      return row === undefined ? undefined : toClaim(row);
    },

    async claim(secret, at) {
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        const claimed = await trx
          .updateTable('claims')
          .set({ claimed: at })
          .where('secret_hash', '=', sha256(secret))
          .where('claimed', 'is', null)
          .where('revoked', 'is', null)
          .where('expires', '>', at)
          .returningAll()
          .executeTakeFirst();
        if (claimed === undefined) return undefined;
        const { id, person, issued_by: issuedBy, purpose, token_days } = claimed;
        const expires = at + token_days * DAY;
        // Whoever handed the link over could have used it: entries made with the token say who that was.
        const token = await insertToken(trx, { person, issuedBy, at, expires, purpose });
        await trx.updateTable('claims').set({ token: token.id }).where('id', '=', id).execute();
        await note(trx, id, 'claimed', { person, issuedBy, token: token.id }, person, at);
        await putNotices(
          trx,
          [person, issuedBy].map((to) => ({
            source: `claim#${id}`,
            topic: 'tokenClaimed' as const,
            to: { person: to },
            at,
            about: token.id,
          })),
        );
        return { token: token.id, secret: token.secret, person, expires };
      });
    },

    async revoke(id, by, at) {
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        const { numUpdatedRows } = await trx
          .updateTable('claims')
          .set({ revoked: at, revoked_by: by })
          .where('id', '=', id)
          .where('claimed', 'is', null)
          .where('revoked', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows > 0n) await note(trx, id, 'revoked', {}, by, at);
        return numUpdatedRows > 0n;
      });
    },

    async get(id) {
      const row = await db.selectFrom('claims').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toClaim(row);
    },

    async page(person, cursor, limit) {
      const rows = await db
        .selectFrom('claims')
        .selectAll()
        .where('person', '=', person)
        .where(comesAfter(cursor, { at: 'issued', id: 'id', newestFirst: true }))
        .orderBy('issued', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      return pageOf(rows, limit, ({ issued, id }) => ({ at: issued, id }), toClaim);
    },
  };
}

async function note(
  trx: Transaction<Tables>,
  id: string,
  act: 'issued' | 'claimed' | 'revoked',
  row: object,
  by: PersonId,
  at: Instant,
): Promise<void> {
  await writeLine(trx, [{ kind: 'claim', id, act, row }], by, at);
}

function toClaim(row: Selectable<ClaimTable>) {
  return {
    id: row.id,
    person: row.person,
    issuedBy: row.issued_by,
    issued: row.issued,
    expires: row.expires,
    purpose: row.purpose,
    tokenDays: row.token_days,
    ...(row.claimed === null ? {} : { claimed: row.claimed }),
    ...(row.token === null ? {} : { token: row.token }),
    ...(row.revoked === null ? {} : { revoked: row.revoked }),
  };
}
