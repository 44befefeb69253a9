/**
 * Passkeys by which people sign in: enrolled by the person's one-time link, or added by one that is in use. Each keeps the
 * lineage of the link that it came by and is a line of the registry's journal, with the credential's hash alone.
 */
import { randomUUID } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import { sha256Hex } from '../../model/canonical.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import {
  type KeyInUse,
  type NewKey,
  type NotEnrolled,
  type Passkey,
  PASSKEYS_EACH,
  type Passkeys,
} from '../../contract/records/passkeys.ts';
import { issuersOf, SESSION_LIFE, type Signature, type TokenGrant } from '../../contract/records/tokens.ts';
import { comesAfter, pageOf } from '../cursors.ts';
import type { Connection, Database } from '../database.ts';
import { putNotices } from '../notices/put.ts';
import { lockRegistry, writeLine } from '../registry/journal.ts';
import type { JournaledRow } from '../registry/journaled-row.ts';
import type { Tables } from '../tables.ts';
import { lockTokens } from '../token-journal.ts';
import { insertToken } from '../token-rows.ts';
import { openChallenge, takeChallenge } from './challenges.ts';
import { usable, useLink } from './claims.ts';
import { endedWith, removing, writeRemoved } from './removal.ts';
import type { PasskeyTable } from './tables.ts';

type Grant = Omit<TokenGrant, 'expires'>;

export function makePasskeys(db: Database): Passkeys {
  return {
    challenge: (given) => openChallenge(db, given),
    answered: (browser, purpose, at) => takeChallenge(db, browser, purpose, at),

    async enrolByLink(link, key, at) {
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        const meant = await trx.selectFrom('claims').select('person').where(usable(link, at)).executeTakeFirst();
        if (meant === undefined) return 'unusable';
        // Before the link is used up: it is still good for another key.
        const not = await notEnrolled(trx, meant.person, key);
        if (not !== undefined) return not;
        const used = await useLink(trx, link, at);
        if (used === undefined) return 'unusable';
        const { grant } = used;
        const id = newId();
        const session = await openSession(trx, id, grant, at);
        const { person, issuedBy } = grant;
        const claimed = { kind: 'claim', id: used.id, act: 'claimed', row: { person, issuedBy, passkey: id } } as const;
        const signed = { by: person, at, token: { id: session.token, issuers: issuersOf(grant) } };
        await enrol(trx, { id, key, how: 'link', grant }, signed, [claimed]);
        return session;
      });
    },

    async enrolBy(passkey, key, signed) {
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        const by = await trx
          .selectFrom('passkeys')
          .selectAll()
          .where('id', '=', passkey)
          .where('removed', 'is', null)
          .executeTakeFirst();
        if (by === undefined || by.person !== signed.by) return 'unusable';
        const not = await notEnrolled(trx, by.person, key);
        if (not !== undefined) return not;
        await enrol(trx, { id: newId(), key, how: 'passkey', grant: grantOf(by), by: passkey }, signed, []);
        return 'enrolled';
      });
    },

    async inUse(person) {
      const rows = await db
        .selectFrom('passkeys')
        .selectAll()
        .where('person', '=', person)
        .where('removed', 'is', null)
        .limit(PASSKEYS_EACH)
        .execute();
      return rows.map(toKey);
    },

    async find(credential) {
      const row = await db
        .selectFrom('passkeys')
        .selectAll()
        .where('credential', '=', credential)
        .where('removed', 'is', null)
        .executeTakeFirst();
      return row === undefined ? undefined : toKey(row);
    },

    async signIn(id, counter, at) {
      return db.transaction().execute(async (trx) => {
        await lockTokens(trx);
        // Locked, so that one that is removed at this moment has no session afterwards, and no counter counts twice.
        const found = await trx
          .selectFrom('passkeys')
          .selectAll()
          .where('id', '=', id)
          .where('removed', 'is', null)
          .forUpdate()
          .executeTakeFirst();
        if (found === undefined) return undefined;
        // An authenticator that counts not at all says 0 each time.
        const counts = counter > 0 || found.counter > 0;
        if (counts && counter <= found.counter) {
          await trx.updateTable('passkeys').set({ went_back: at }).where('id', '=', id).execute();
          await tell(trx, 'passkeyWentBack', `passkey#${id}/${at}`, [found.person], id, at);
          return 'wentBack';
        }
        await trx.updateTable('passkeys').set({ counter, used: at }).where('id', '=', id).execute();
        return openSession(trx, id, grantOf(found), at);
      });
    },

    remove: (id, signed) => removing(db, (trx) => removeInUse(trx, { id }, signed), signed),

    async get(id) {
      const row = await db.selectFrom('passkeys').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toPasskey(row);
    },

    async page(person, cursor, limit, only) {
      const all = db.selectFrom('passkeys').selectAll().where('person', '=', person);
      const rows = await (only === undefined ? all : all.where('removed', 'is', null))
        .where(comesAfter(cursor, { at: 'enrolled', id: 'id', newestFirst: true }))
        .orderBy('enrolled', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      return pageOf(rows, limit, ({ enrolled, id }) => ({ at: enrolled, id }), toPasskey);
    },
  };
}

/** Removes every passkey of a person, each with its line. The registry must be locked. Returns how many. */
export async function removePasskeysOf(trx: Transaction<Tables>, person: PersonId, signed: Signature): Promise<number> {
  return writeRemoved(trx, await removeInUse(trx, { person }, signed), signed);
}

/** Why a key is not kept; one that was removed is nobody's key again. */
async function notEnrolled(trx: Connection, person: PersonId, key: NewKey): Promise<NotEnrolled | undefined> {
  const same = await trx
    .selectFrom('passkeys')
    .select('id')
    .where('credential', '=', key.credential)
    .executeTakeFirst();
  if (same !== undefined) return 'taken';
  const { count } = await trx
    .selectFrom('passkeys')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('person', '=', person)
    .where('removed', 'is', null)
    .executeTakeFirstOrThrow();
  return count >= PASSKEYS_EACH ? 'tooMany' : undefined;
}

/** Keeps it, with its line; the person is told, and who issued the link. */
async function enrol(
  trx: Transaction<Tables>,
  what: {
    readonly id: string;
    readonly key: NewKey;
    readonly how: Passkey['how'];
    readonly grant: Grant;
    readonly by?: string;
  },
  signed: Signature,
  said: readonly JournaledRow[],
): Promise<void> {
  const { id, key, how, grant, by } = what;
  const { person, issuedBy, earlier = [], alone = [], plain = false } = grant;
  const { at } = signed;
  await trx
    .insertInto('passkeys')
    .values({
      id,
      credential: key.credential,
      public_key: Buffer.from(key.publicKey),
      counter: key.counter,
      transports: [...key.transports],
      synced: key.synced,
      person,
      how,
      enrolled: at,
      issued_by: issuedBy,
      earlier_issuers: [...earlier],
      alone: alone.filter((one) => one !== person),
      plain,
      used: null,
      went_back: null,
      removed: null,
      removed_by: null,
    })
    .execute();
  const row = { person, issuedBy, how, credential: sha256Hex(key.credential), ...(by !== undefined && { by }) };
  await writeLine(trx, [...said, { kind: 'passkey', id, act: 'enrolled', row }], signed);
  await tell(trx, 'passkeyEnrolled', `passkey#${id}`, how === 'link' ? [person, issuedBy] : [person], id, at);
}

async function tell(
  trx: Transaction<Tables>,
  topic: 'passkeyEnrolled' | 'passkeyWentBack',
  source: string,
  to: readonly PersonId[],
  about: string,
  at: Instant,
): Promise<void> {
  await putNotices(
    trx,
    to.map((person) => ({ source, topic, to: { person }, at, about })),
  );
}

/** Removes passkeys in use and ends the sessions that began by them. Returns the rows of the line that says so. */
async function removeInUse(
  trx: Transaction<Tables>,
  which: { readonly id: string } | { readonly person: PersonId },
  signed: Signature,
): Promise<JournaledRow[]> {
  await lockTokens(trx);
  const removed = await trx
    .updateTable('passkeys')
    .set({ removed: signed.at, removed_by: signed.by })
    .where('removed', 'is', null)
    .where((where) => ('id' in which ? where('id', '=', which.id) : where('person', '=', which.person)))
    .returning(['id', 'person'])
    .execute();
  return endedWith(trx, 'passkey', removed, signed);
}

async function openSession(trx: Transaction<Tables>, passkey: string, grant: Grant, at: Instant) {
  const expires = at + SESSION_LIFE;
  const token = await insertToken(trx, { ...grant, at, expires, purpose: 'passkey', session: true, passkey });
  return { token: token.id, secret: token.secret, person: grant.person };
}

function grantOf(row: Selectable<PasskeyTable>): Grant {
  const { person, issued_by: issuedBy, earlier_issuers: earlier, alone, plain } = row;
  return { person, issuedBy, earlier, alone, plain };
}

function toKey(row: Selectable<PasskeyTable>): KeyInUse {
  const { id, person, credential, public_key, counter, transports, synced } = row;
  return { id, person, credential, publicKey: new Uint8Array(public_key), counter, transports, synced };
}

function toPasskey(row: Selectable<PasskeyTable>): Passkey {
  return {
    id: row.id,
    person: row.person,
    how: row.how,
    enrolled: row.enrolled,
    issuedBy: row.issued_by,
    synced: row.synced,
    ...(row.used === null ? {} : { used: row.used }),
    ...(row.went_back === null ? {} : { wentBack: row.went_back }),
    ...(row.removed === null ? {} : { removed: row.removed }),
    ...(row.removed_by === null ? {} : { removedBy: row.removed_by }),
  };
}

const newId = (): string => `k-${randomUUID()}`;
