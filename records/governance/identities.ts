/**
 * Accounts of an identity provider by which people sign in. One is bound to a person by the person's one-time link, or
 * named by an administrator as a guarded change; both are lines of the registry's journal, with the account's hash alone.
 */
import { randomUUID } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import { failing } from '../../machines/registry/rule.ts';
import { stillValid } from '../../machines/registry/second-administrator.ts';
import { weigh } from '../../machines/registry/weigh.ts';
import { canonicalText, digestOf, sha256Hex } from '../../model/canonical.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Account, Identities, Identity, NamedAccount } from '../../contract/records/identities.ts';
import { issuersOf, SESSION_LIFE, type Signature, type TokenGrant } from '../../contract/records/tokens.ts';
import { comesAfter, pageOf } from '../cursors.ts';
import type { Connection, Database } from '../database.ts';
import { putNotices } from '../notices/put.ts';
import { lockRegistry, writeLine } from '../registry/journal.ts';
import type { JournaledRow } from '../registry/journaled-row.ts';
import type { Tables } from '../tables.ts';
import { lockTokens } from '../token-journal.ts';
import { insertToken } from '../token-rows.ts';
import { belongingOf } from './administrators.ts';
import { waitOrMakeAlone } from './ask.ts';
import { usable, useLink } from './claims.ts';
import { expireOld } from './expire.ts';
import { tokenIn } from './links.ts';
import { endedWith, removing, writeRemoved } from './removal.ts';
import { refuse } from './said.ts';
import { endThere } from './signed-out.ts';
import type { IdentityTable, RecordedChange } from './tables.ts';

const Waiting = z.object({
  identity: z.object({ person: z.string(), issuer: z.string(), subject: z.string() }),
});
type NamedFor = z.output<typeof Waiting>['identity'];
type Grant = Omit<TokenGrant, 'expires'>;

/** The account that a waiting change names, where it names one. */
export function identityIn(given: string | null): NamedFor | undefined {
  return given === null ? undefined : Waiting.safeParse(JSON.parse(given)).data?.identity;
}

export function makeIdentities(db: Database): Identities {
  return {
    name: (named, signed) => db.transaction().execute((trx) => nameAccount(trx, named, signed)),

    async bindByLink(link, account, at) {
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        const inUse = await inUseOf(trx, account);
        const meant = await trx.selectFrom('claims').select('person').where(usable(link, at)).executeTakeFirst();
        if (meant === undefined) return 'unusable';
        // Before the link is used up: it is still good for another account.
        if (inUse !== undefined && inUse.person !== meant.person) return 'taken';
        const used = await useLink(trx, link, at);
        if (used === undefined) return 'unusable';
        const { grant } = used;
        const id = newId();
        const session = await openSession(trx, { ...account, id }, grant, at, account.sid);
        const claimed = {
          kind: 'claim',
          id: used.id,
          act: 'claimed',
          row: { person: grant.person, issuedBy: grant.issuedBy, identity: id },
        } as const;
        const signed = { by: grant.person, at, token: { id: session.token, issuers: issuersOf(grant) } };
        await bind(trx, { id, account, how: 'link', grant }, signed, [claimed]);
        return session;
      });
    },

    async signIn(account, at) {
      return db.transaction().execute(async (trx) => {
        await lockTokens(trx);
        // Locked, so that one who is removed at this moment has no session afterwards.
        const found = await trx
          .selectFrom('identities')
          .selectAll()
          .where('issuer', '=', account.issuer)
          .where('subject', '=', account.subject)
          .where('removed', 'is', null)
          .forUpdate()
          .executeTakeFirst();
        return found === undefined ? undefined : openSession(trx, found, grantOf(found), at, account.sid);
      });
    },

    loggedOut: (who, until, at) => db.transaction().execute((trx) => endThere(trx, who, until, at)),

    personOf: async (account) => (await inUseOf(db, account))?.person,

    remove: (id, signed) => removing(db, (trx) => removeInUse(trx, { id }, signed), signed),

    async get(id) {
      const row = await db.selectFrom('identities').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toIdentity(row);
    },

    async page(person, cursor, limit) {
      const rows = await db
        .selectFrom('identities')
        .selectAll()
        .where('person', '=', person)
        .where(comesAfter(cursor, { at: 'bound', id: 'id', newestFirst: true }))
        .orderBy('bound', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      return pageOf(rows, limit, ({ bound, id }) => ({ at: bound, id }), toIdentity);
    },
  };
}

/** Removes every account of a person, each with its line. The registry must be locked. Returns how many. */
export async function removeIdentitiesOf(
  trx: Transaction<Tables>,
  person: PersonId,
  signed: Signature,
): Promise<number> {
  return writeRemoved(trx, await removeInUse(trx, { person }, signed), signed);
}

async function nameAccount(trx: Transaction<Tables>, named: NamedFor, signed: Signature): Promise<NamedAccount> {
  const { person, issuer, subject } = named;
  const { by, at, token } = signed;
  await lockRegistry(trx);
  await expireOld(trx, at);
  const inUse = await inUseOf(trx, named);
  if (inUse !== undefined && inUse.person !== person) return { status: 'taken' };
  // One that a plain link bound carries no guarded post: named anew, it does.
  if (inUse !== undefined && !inUse.plain) return { status: 'bound', id: inUse.id };
  const id = newId();
  const bodies = (await belongingOf(trx, [person], at)).get(person)?.bodies ?? [];
  const identity: NamedFor = { person, issuer, subject };
  const waiting = {
    ...signed,
    digest: digestOf([['identity', canonicalText(identity)]]),
    given: JSON.stringify({ identity }),
    rows: [{ kind: 'identity' as const, id, act: 'bound', before: '', guarded: true as const }],
    weighed: weigh([{ kind: 'identity', id, person, bodies }]),
  };
  const grant: Grant = {
    person,
    issuedBy: by,
    earlier: token?.issuers ?? [],
    alone: [by, ...(token?.alone ?? [])],
  };
  const made = await waitOrMakeAlone(trx, waiting, async (said) => ({
    status: 'bound' as const,
    seq: await bind(trx, { id, account: identity, how: 'administrator', grant }, signed, said),
  }));
  return made.status === 'pending' ? made : { status: 'bound', id };
}

/** A second administrator approved it. Returns the line's seq. */
export async function approveIdentity(
  trx: Transaction<Tables>,
  change: Pick<RecordedChange, 'by_person' | 'token' | 'issuers'>,
  named: NamedFor,
  signed: Signature,
  approved: JournaledRow,
): Promise<number> {
  const { person } = named;
  const inUse = await inUseOf(trx, named);
  const since = inUse !== undefined && inUse.person !== person ? [inUse.id] : [];
  refuse(failing({ stillValid }, { since }));
  const grant: Grant = { person, issuedBy: change.by_person, earlier: tokenIn(change)?.issuers ?? [] };
  return bind(trx, { id: newId(), account: named, how: 'administrator', grant }, signed, [approved]);
}

/** Binds it in place of the person's earlier one, with its line; the person is told. Returns the line's seq. */
async function bind(
  trx: Transaction<Tables>,
  what: { readonly id: string; readonly account: Account; readonly how: Identity['how']; readonly grant: Grant },
  signed: Signature,
  said: readonly JournaledRow[],
): Promise<number> {
  const { id, account, how, grant } = what;
  const { issuer, subject } = account;
  const { person, issuedBy, earlier = [], alone = [], plain = false } = grant;
  const { at } = signed;
  const replaced = await removeInUse(trx, { person, issuer }, signed);
  await trx
    .insertInto('identities')
    .values({
      id,
      issuer,
      subject,
      person,
      how,
      bound: at,
      issued_by: issuedBy,
      earlier_issuers: [...earlier],
      alone: alone.filter((one) => one !== person),
      plain,
      removed: null,
      removed_by: null,
    })
    .execute();
  const bound = {
    kind: 'identity',
    id,
    act: 'bound',
    row: { person, issuedBy, how, account: hashOf(account) },
  } as const;
  const seq = await writeLine(trx, [...said, ...replaced, bound], signed);
  const told = how === 'link' ? [person, issuedBy] : [person];
  await putNotices(
    trx,
    told.map((to) => ({ source: `identity#${id}`, topic: 'accountBound' as const, to: { person: to }, at, about: id })),
  );
  return seq;
}

/** Removes accounts in use and ends the sessions that began by them. Returns the rows of the line that says so. */
async function removeInUse(
  trx: Transaction<Tables>,
  which: { readonly id?: string; readonly person?: PersonId; readonly issuer?: string },
  signed: Signature,
): Promise<JournaledRow[]> {
  const { by, at } = signed;
  await lockTokens(trx);
  let query = trx.updateTable('identities').set({ removed: at, removed_by: by }).where('removed', 'is', null);
  if (which.id !== undefined) query = query.where('id', '=', which.id);
  if (which.person !== undefined) query = query.where('person', '=', which.person);
  if (which.issuer !== undefined) query = query.where('issuer', '=', which.issuer);
  return endedWith(trx, 'identity', await query.returning(['id', 'person']).execute(), signed);
}

async function openSession(
  trx: Transaction<Tables>,
  { id, issuer }: { readonly id: string; readonly issuer: string },
  grant: Grant,
  at: Instant,
  sid?: string,
) {
  const token = await insertToken(trx, {
    ...grant,
    at,
    expires: at + SESSION_LIFE,
    purpose: issuer,
    session: true,
    identity: id,
    sid,
  });
  return { token: token.id, secret: token.secret, person: grant.person };
}

async function inUseOf(db: Connection, { issuer, subject }: Account) {
  return db
    .selectFrom('identities')
    .select(['id', 'person', 'plain'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .where('removed', 'is', null)
    .executeTakeFirst();
}

function grantOf(row: Selectable<IdentityTable>): Grant {
  const { person, issued_by: issuedBy, earlier_issuers: earlier, alone, plain } = row;
  return { person, issuedBy, earlier, alone, plain };
}

function toIdentity(row: Selectable<IdentityTable>): Identity {
  return {
    id: row.id,
    issuer: row.issuer,
    subject: row.subject,
    person: row.person,
    how: row.how,
    bound: row.bound,
    issuedBy: row.issued_by,
    ...(row.removed === null ? {} : { removed: row.removed }),
    ...(row.removed_by === null ? {} : { removedBy: row.removed_by }),
  };
}

/** What stands in the journal of an account: some providers make subjects of names. */
function hashOf({ issuer, subject }: Account): string {
  return sha256Hex(canonicalText({ issuer, subject }));
}

const newId = (): string => `i-${randomUUID()}`;
