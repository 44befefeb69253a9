import { type ExpressionBuilder, sql, type Transaction } from 'kysely';
import {
  issuersOf,
  LONGEST_DESCENT,
  SESSION_IDLE,
  type TokenGrant,
  type TokenRow,
  type Tokens,
} from '../contract/records/tokens.ts';
import type { Instant, PersonId } from '../model/identifiers.ts';
import { comesAfter, pageOf } from './cursors.ts';
import type { Database } from './database.ts';
import { revokeFeedsOf } from './feeds/revoke.ts';
import { revokeLinksOf } from './governance/claims.ts';
import { removeIdentitiesOf } from './governance/identities.ts';
import { removePasskeysOf } from './governance/passkeys.ts';
import { sha256 } from './hash.ts';
import { putNotices } from './notices/put.ts';
import { lockRegistry, writeLine } from './registry/journal.ts';
import type { Tables } from './tables.ts';
import { endTokens } from './token-journal.ts';
import { insertToken, worksAt } from './token-rows.ts';
import { lapse } from './webhooks/lapse.ts';

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

/** Bearer tokens: 32 random bytes, kept only as their SHA-256; looked up at every request, so a revocation holds at once. */
export function makeTokens(db: Database): Tokens {
  return {
    async issue(token) {
      return db.transaction().execute(async (trx) => {
        const issued = await insertToken(trx, token);
        const { person, issuedBy, at } = token;
        // Whoever can act in a person's name, the person is told of it.
        if (issuedBy !== person) await tellHolder(trx, issued.id, person, at);
        return issued;
      });
    },

    async mint(parent, { person, by, at, expires, purpose, session }) {
      return db.transaction().execute(async (trx) => {
        const from = await trx
          .selectFrom('tokens')
          .selectAll()
          .where('id', '=', parent)
          .where(worksAt(at))
          .executeTakeFirst();
        if (from === undefined) return 'revoked';
        if (from.ancestors.length + 1 >= LONGEST_DESCENT) return 'tooDeep';
        const until = Math.min(expires, from.expires);
        const before = issuersOf(grantOf(from));
        // For its holder it is the same token again: whoever issued that one stays its issuer.
        const issuers = person === by ? before : [by, ...before];
        const [issuedBy = person, ...earlier] = issuers.filter((issuer) => issuer !== person);
        const made = await insertToken(trx, {
          person,
          issuedBy,
          earlier,
          // Whoever makes a token of somebody else's – in a demonstration – does so alone.
          alone: person === by ? from.alone : [by, ...from.alone].filter((issuer) => issuer !== person),
          plain: from.plain,
          at,
          expires: until,
          purpose,
          ancestors: [...from.ancestors, parent],
          ...(session && { session }),
        });
        // Whoever holds one token of a person could make more: the person is told of each.
        if (session === undefined) await tellHolder(trx, made.id, person, at);
        return { ...made, expires: until };
      });
    },

    async holder(secret, at) {
      const row = await working(db, secret, at).where('session', '=', false).executeTakeFirst();
      return row === undefined ? undefined : { id: row.id, ...grantOf(row) };
    },

    async session(secret, at) {
      const row = await working(db, secret, at)
        .where('session', '=', true)
        .where('seen', '>', at - SESSION_IDLE)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      // To the minute: a page that is read is no write.
      if (at - row.seen >= MINUTE) await db.updateTable('tokens').set({ seen: at }).where('id', '=', row.id).execute();
      return {
        id: row.id,
        ...grantOf(row),
        issued: row.issued,
        ...(row.identity !== null && { identity: row.identity }),
        ...(row.passkey !== null && { passkey: row.passkey }),
      };
    },

    async formerSession(secret, at) {
      const row = await working(db, secret, at - DAY)
        .where('session', '=', true)
        .executeTakeFirst();
      return row?.person;
    },

    async revoke(id, by, at) {
      return db.transaction().execute(async (trx) => {
        // A webhook may lapse with it, which the registry's journal says.
        await lockRegistry(trx);
        const revoked = await endTokens(trx, { at, by }, (row) => row.and([row('id', '=', id), isLeft]));
        await lapse(trx, at);
        return revoked > 0;
      });
    },

    async signOut(id, person, at) {
      return db.transaction().execute(async (trx) => {
        const left = await endTokens(trx, { at, by: person, signedOut: true }, (row) =>
          row.and([row('id', '=', id), ...ofSessions(row, person), row('revoked', 'is', null)]),
        );
        return left > 0;
      });
    },

    async revokeAll(person, signed) {
      const { by, at } = signed;
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        const tokens = await endTokens(trx, { at, by }, (row) =>
          row.and([row('person', '=', person), row('expires', '>', at), row('revoked', 'is', null)]),
        );
        // Sessions that were left, or that time has ended: what was made with them is taken back as well.
        await endTokens(trx, { at, by }, (row) => row.and([...ofSessions(row, person), isLeft]));
        const feeds = await revokeFeedsOf(trx, person, at);
        if (feeds.length > 0) await writeLine(trx, feeds, signed);
        const links = await revokeLinksOf(trx, person, signed);
        const identities = await removeIdentitiesOf(trx, person, signed);
        const passkeys = await removePasskeysOf(trx, person, signed);
        const webhooks = await lapse(trx, at, person);
        return {
          tokens,
          feeds: feeds.length,
          links,
          identities,
          passkeys,
          webhooks,
        };
      });
    },

    async sessions(person, at) {
      const rows = await withDeath(db)
        .where('person', '=', person)
        .where('session', '=', true)
        .where('seen', '>', at - SESSION_IDLE)
        .where(worksAt(at))
        .orderBy('issued', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(toToken);
    },

    async endSessions(person, except, at) {
      return db
        .transaction()
        .execute((trx) =>
          endTokens(trx, { at, by: person, signedOut: true }, (row) =>
            row.and([
              ...ofSessions(row, person),
              row('id', '<>', except),
              row('expires', '>', at),
              row('seen', '>', at - SESSION_IDLE),
              row('revoked', 'is', null),
            ]),
          ),
        );
    },

    async owner(id) {
      const row = await db.selectFrom('tokens').select('person').where('id', '=', id).executeTakeFirst();
      return row?.person;
    },

    async list(person) {
      const rows = await withDeath(db).where('person', '=', person).orderBy('issued').orderBy('id').execute();
      return rows.map(toToken);
    },

    async page(person, cursor, limit) {
      const rows = await withDeath(db)
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

/** Revoked by nobody yet: in use, ended by time, or left by signing out, after which it can still be revoked. */
const isLeft = sql<boolean>`(tokens.revoked is null or tokens.signed_out)`;

/** Somebody's sessions. */
const ofSessions = (row: ExpressionBuilder<Tables, 'tokens'>, person: PersonId) => [
  row('person', '=', person),
  row('session', '=', true),
];

async function tellHolder(trx: Transaction<Tables>, id: string, person: PersonId, at: Instant): Promise<void> {
  await putNotices(trx, [{ source: `token#${id}`, topic: 'tokenIssued', to: { person }, at, about: id }]);
}

/** The token with that secret, as long as it works. */
function working(db: Database, secret: string, at: Instant) {
  return db
    .selectFrom('tokens')
    .select([
      'id',
      'person',
      'issued_by',
      'earlier_issuers',
      'alone',
      'plain',
      'issued',
      'expires',
      'seen',
      'identity',
      'passkey',
    ])
    .where('secret_hash', '=', sha256(secret))
    .where(worksAt(at));
}

/** Tokens, with the earliest revocation of one they descend from. */
function withDeath(db: Database) {
  return db
    .selectFrom('tokens')
    .selectAll()
    .select(
      sql<number | null>`(
        select min(ancestor.revoked) from tokens as ancestor where ancestor.id = any(tokens.ancestors))`.as('died'),
    );
}

function toToken(row: Tables['tokens'] & { readonly died: number | null }): TokenRow {
  const parent = row.ancestors.at(-1);
  const revoked = Math.min(row.revoked ?? Infinity, row.died ?? Infinity);
  return {
    id: row.id,
    ...grantOf(row),
    issued: row.issued,
    ...(revoked === Infinity ? {} : { revoked }),
    purpose: row.purpose,
    ...(parent === undefined ? {} : { parent }),
    ...(row.session && { session: true, seen: row.seen }),
  };
}

function grantOf(row: {
  person: string;
  issued_by: string;
  earlier_issuers: readonly string[];
  alone: readonly string[];
  plain: boolean;
  expires: number;
}): TokenGrant {
  const { person, issued_by: issuedBy, earlier_issuers: earlier, alone, plain, expires } = row;
  return {
    person,
    issuedBy,
    ...(earlier.length === 0 ? {} : { earlier }),
    ...(alone.length === 0 ? {} : { alone }),
    ...(plain ? { plain } : {}),
    expires,
  };
}
