/**
 * One-time links as changes of the registry: a link for the holder of a guarded post waits for a second administrator, and
 * is fetched, once, by whoever asked for it. In one transaction, with the registry locked.
 */
import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import { isGuarded } from '../../machines/registry/second-administrator.ts';
import type { TouchedRow } from '../../machines/registry/facts.ts';
import { weigh } from '../../machines/registry/weigh.ts';
import { canonicalText, digestOf } from '../../model/canonical.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { IssuedLink, LinkRequest } from '../../contract/records/claims.ts';
import type { Signature } from '../../contract/records/tokens.ts';
import { sha256 } from '../hash.ts';
import { randomSecret } from '../secret.ts';
import { putNotices } from '../notices/put.ts';
import { writeLine } from '../registry/journal.ts';
import type { JournaledRow } from '../registry/journaled-row.ts';
import type { Tables } from '../tables.ts';
import { belongingOf } from './administrators.ts';
import { waitOrMakeAlone } from './ask.ts';
import { expireOld } from './expire.ts';
import type { RecordedChange } from './tables.ts';
import { notOver } from '../registry/held.ts';

const DAY = 24 * 60 * 60 * 1000;
/** How long a link waits to be used. */
const LINK_DAYS = 7;

const Waiting = z.object({
  claim: z.object({ person: z.string(), purpose: z.string(), tokenDays: z.number() }),
});
type WaitingLink = z.output<typeof Waiting>['claim'];

/** The link that a waiting change asks for, where it asks for one. */
export function linkIn(given: string | null): WaitingLink | undefined {
  return given === null ? undefined : Waiting.safeParse(JSON.parse(given)).data?.claim;
}

/** Issues a link, fetches one that was approved, or makes it wait. The registry must be locked. */
export async function issueLink(
  trx: Transaction<Tables>,
  { person, purpose, tokenDays }: LinkRequest,
  signed: Signature,
): Promise<IssuedLink> {
  const { at } = signed;
  await expireOld(trx, at);
  const fetched = await fetchApproved(trx, { person, purpose, tokenDays }, signed);
  if (fetched !== undefined) return fetched;
  const id = `l-${randomUUID()}`;
  const bodies = (await belongingOf(trx, [person], at)).get(person)?.bodies ?? [];
  const row: TouchedRow = { kind: 'claim', id, person, bodies, roles: await rolesOf(trx, person, at) };
  const weighed = weigh([row]);
  if (weighed.guarded.length === 0) return make(trx, { person, purpose, tokenDays }, id, signed, []);
  const waiting = {
    ...signed,
    // The id of a link is new each time; what is asked for is not.
    digest: digestOf([['claim', canonicalText({ person, purpose, tokenDays })]]),
    given: JSON.stringify({ claim: { person, purpose, tokenDays } }),
    rows: [{ kind: 'claim' as const, id, act: 'issued', before: '', guarded: true as const }],
    weighed,
  };
  const made = await waitOrMakeAlone(trx, waiting, (before) =>
    make(trx, { person, purpose, tokenDays }, id, signed, before),
  );
  if (made.status === 'pending') return made;
  const { seq: _seq, ...issued } = made;
  return issued;
}

/** Makes a link that came through nobody's hands, as a token made at the machine. The registry must be locked. */
export async function issueAtMachine(
  trx: Transaction<Tables>,
  link: LinkRequest,
  at: Instant,
): Promise<{ readonly id: string; readonly secret: string }> {
  const [id, secret, expires] = [`l-${randomUUID()}`, randomSecret(), at + LINK_DAYS * DAY];
  const { person, tokenDays } = link;
  const signed = { by: person, at };
  await insertLink(trx, link, { id, secret, expires, guarded: true, alone: [], signed });
  await tellHolder(trx, id, person, at);
  const row = { person, expires, tokenDays, how: 'machine' };
  await writeLine(trx, [{ kind: 'claim', id, act: 'issued', row }], signed);
  return { id, secret };
}

/** A second administrator approved it: whoever asked for it may fetch it for seven days. Returns the line's seq. */
export async function approveLink(
  trx: Transaction<Tables>,
  change: Pick<RecordedChange, 'by_person' | 'token' | 'issuers' | 'rows'>,
  link: WaitingLink,
  signed: Signature,
  approved: JournaledRow,
): Promise<number> {
  const id = `l-${randomUUID()}`;
  const { person, tokenDays } = link;
  const expires = signed.at + LINK_DAYS * DAY;
  await insertLink(trx, link, {
    id,
    secret: undefined,
    expires,
    guarded: true,
    alone: [],
    signed: { by: change.by_person, at: signed.at, token: tokenIn(change) },
  });
  await tellHolder(trx, id, person, signed.at);
  const row = { person, issuedBy: change.by_person, expires, tokenDays };
  return writeLine(trx, [approved, { kind: 'claim', id, act: 'approved', row }], signed);
}

/** Whether somebody holds a guarded post now or later. */
export async function holdsGuarded(trx: Transaction<Tables>, person: PersonId, at: Instant): Promise<boolean> {
  return (await rolesOf(trx, person, at)).some(isGuarded);
}

async function fetchApproved(
  trx: Transaction<Tables>,
  { person, purpose, tokenDays }: LinkRequest,
  signed: Signature,
): Promise<IssuedLink | undefined> {
  const { by, at, token } = signed;
  const found = await trx
    .selectFrom('claims')
    .select(['id', 'expires', 'earlier_issuers'])
    .where('person', '=', person)
    .where('issued_by', '=', by)
    .where('purpose', '=', purpose)
    .where('token_days', '=', tokenDays)
    .where('secret_hash', 'is', null)
    .where('revoked', 'is', null)
    .where('expires', '>', at)
    .orderBy('issued')
    .executeTakeFirst();
  if (found === undefined) return undefined;
  const { id, expires, earlier_issuers } = found;
  const secret = randomSecret();
  const earlier = [...new Set([...(token?.issuers ?? []), ...earlier_issuers])];
  await trx
    .updateTable('claims')
    .set({ secret_hash: sha256(secret), earlier_issuers: earlier, issued_with: token?.id ?? null })
    .where('id', '=', id)
    .execute();
  await writeLine(trx, [{ kind: 'claim', id, act: 'issued', row: { person, expires, tokenDays } }], signed);
  return { status: 'issued', id, secret, expires };
}

async function make(
  trx: Transaction<Tables>,
  link: LinkRequest,
  id: string,
  signed: Signature,
  before: readonly JournaledRow[],
): Promise<Extract<IssuedLink, { status: 'issued' }> & { seq: number }> {
  const { person, tokenDays } = link;
  const secret = randomSecret();
  const expires = signed.at + LINK_DAYS * DAY;
  const guarded = before.length > 0;
  // Nobody but its issuer has seen it.
  const alone = [signed.by, ...(signed.token?.alone ?? [])];
  await insertLink(trx, link, { id, secret, expires, guarded, alone, signed });
  if (guarded) await tellHolder(trx, id, person, signed.at);
  const issued = { kind: 'claim', id, act: 'issued', row: { person, expires, tokenDays } } as const;
  return { status: 'issued', id, secret, expires, seq: await writeLine(trx, [...before, issued], signed) };
}

async function insertLink(
  trx: Transaction<Tables>,
  { person, purpose, tokenDays }: LinkRequest,
  how: {
    readonly id: string;
    readonly secret: string | undefined;
    readonly expires: Instant;
    readonly guarded: boolean;
    /** Who made it alone; nobody where a second administrator approved it. */
    readonly alone: readonly PersonId[];
    readonly signed: Signature;
  },
): Promise<void> {
  const { id, secret, expires, guarded, alone, signed } = how;
  await trx
    .insertInto('claims')
    .values({
      id,
      secret_hash: secret === undefined ? null : sha256(secret),
      person,
      issued_by: signed.by,
      issued_with: signed.token?.id ?? null,
      earlier_issuers: [...(signed.token?.issuers ?? [])],
      alone: [...alone],
      guarded,
      issued: signed.at,
      expires,
      purpose,
      token_days: tokenDays,
      claimed: null,
      token: null,
      revoked: null,
      revoked_by: null,
    })
    .execute();
}

/** The holder of a guarded post is told of every link made for them before anybody can use it. */
async function tellHolder(trx: Transaction<Tables>, link: string, person: PersonId, at: Instant): Promise<void> {
  await putNotices(trx, [{ source: `claim#${link}/issued`, topic: 'linkIssued', to: { person }, at, about: link }]);
}

export function tokenIn({ token, issuers }: Pick<RecordedChange, 'token' | 'issuers'>): Signature['token'] {
  return token === null ? undefined : { id: token, issuers };
}

/** Roles somebody holds now or later. */
async function rolesOf(trx: Transaction<Tables>, person: PersonId, at: Instant): Promise<string[]> {
  const rows = await trx
    .selectFrom('appointments')
    .select('role')
    .where('person', '=', person)
    .where(notOver(dateInJapan(at)))
    .execute();
  return rows.map(({ role }) => role);
}
