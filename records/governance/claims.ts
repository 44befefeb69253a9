/**
 * One-time links by which people claim their own token (domain.md 2): random, kept only as their hash, valid for seven
 * days, used once, revocable. Issuing, claiming and revoking are lines of the registry's journal, without the secret.
 */
import { type RawBuilder, type Selectable, sql, type Transaction } from 'kysely';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Database } from '../database.ts';
import { comesAfter, pageOf } from '../cursors.ts';
import { sha256 } from '../hash.ts';
import { putNotices } from '../notices/put.ts';
import { lockRegistry, writeLine } from '../registry/journal.ts';
import type { Tables } from '../tables.ts';
import { insertToken, issuedWithRevoked } from '../token-rows.ts';
import { issuersOf, type Signature, type TokenGrant } from '../../contract/records/tokens.ts';
import type { Claims } from '../../contract/records/claims.ts';
import { holdsGuarded, issueAtMachine, issueLink } from './links.ts';
import type { ClaimTable } from './tables.ts';

const DAY = 24 * 60 * 60 * 1000;

export function makeClaims(db: Database): Claims {
  return {
    async issue({ issuedBy, at, token, ...link }) {
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        return issueLink(trx, link, { by: issuedBy, at, token });
      });
    },

    async issueAtMachine(link, at) {
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        return issueAtMachine(trx, link, at);
      });
    },

    async open(secret, at) {
      const row = await db.selectFrom('claims').selectAll().where(usable(secret, at)).executeTakeFirst();
      return row === undefined ? undefined : toClaim(row);
    },

    async claim(secret, at) {
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        const used = await useLink(trx, secret, at);
        if (used === undefined) return undefined;
        const { id, purpose, token_days, grant } = used;
        const { person, issuedBy } = grant;
        const expires = at + token_days * DAY;
        const token = await insertToken(trx, { ...grant, at, expires, purpose });
        const issuers = issuersOf(grant);
        await trx.updateTable('claims').set({ token: token.id }).where('id', '=', id).execute();
        await note(
          trx,
          id,
          'claimed',
          { person, issuedBy, token: token.id },
          { by: person, at, token: { id: token.id, issuers } },
        );
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

    async revoke(id, by, at, token) {
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        const { numUpdatedRows } = await trx
          .updateTable('claims')
          .set({ revoked: at, revoked_by: by })
          .where('id', '=', id)
          .where('claimed', 'is', null)
          .where('revoked', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows > 0n) await note(trx, id, 'revoked', {}, { by, at, token });
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

/** A link that was used up, and what whoever used it is granted. */
type UsedLink = Selectable<ClaimTable> & { readonly grant: Required<Omit<TokenGrant, 'expires'>> };

/** Uses a link up, where it can be used. The registry must be locked. */
export async function useLink(trx: Transaction<Tables>, secret: string, at: Instant): Promise<UsedLink | undefined> {
  const claimed = await trx
    .updateTable('claims')
    .set({ claimed: at })
    .where(usable(secret, at))
    .returningAll()
    .executeTakeFirst();
  if (claimed === undefined) return undefined;
  const { id, person, issued_by: issuedBy, earlier_issuers: earlier, guarded } = claimed;
  // Issued before the person held a guarded post, or was to: a link for such a holder needs a second administrator.
  if (!guarded && (await holdsGuarded(trx, person, at))) {
    await trx
      .updateTable('claims')
      .set({ claimed: null, revoked: at, revoked_by: person })
      .where('id', '=', id)
      .execute();
    await note(trx, id, 'revoked', { why: 'guardedSince' }, { by: person, at });
    return undefined;
  }
  // Whoever handed the link over could have used it: entries made with what came of it say who that was.
  const alone = claimed.alone.filter((issuer) => issuer !== person);
  return { ...claimed, grant: { person, issuedBy, earlier, alone, plain: !guarded } };
}

/** Revokes the links of a person that were not used yet, each with its line. The registry must be locked. Returns how many. */
export async function revokeLinksOf(trx: Transaction<Tables>, person: PersonId, signed: Signature): Promise<number> {
  const { by, at } = signed;
  const revoked = await trx
    .updateTable('claims')
    .set({ revoked: at, revoked_by: by })
    .where('person', '=', person)
    .where('claimed', 'is', null)
    .where('revoked', 'is', null)
    .where('expires', '>', at)
    .returning('id')
    .execute();
  if (revoked.length === 0) return 0;
  const rows = revoked.map(({ id }) => ({ kind: 'claim', id, act: 'revoked', row: {} }) as const);
  await writeLine(trx, rows, signed);
  return revoked.length;
}

/** The link with that secret, as long as it can be used. */
export function usable(secret: string, at: Instant): RawBuilder<boolean> {
  return sql<boolean>`(secret_hash = ${sha256(secret)} and claimed is null and revoked is null and expires > ${at}
    and not ${issuedWithRevoked})`;
}

async function note(
  trx: Transaction<Tables>,
  id: string,
  act: 'claimed' | 'revoked',
  row: object,
  signed: Signature,
): Promise<void> {
  await writeLine(trx, [{ kind: 'claim', id, act, row }], signed);
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
