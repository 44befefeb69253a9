import type { Actor } from '../machines/core/index.ts';
import { isHeldAt } from '../machines/core/index.ts';
import type { Instant, PersonId, OrganisationScope } from '../model/identifiers.ts';
import type { Role } from '../model/roles.ts';
import { withheldFrom } from '../machines/registry/carried.ts';
import { isGuarded } from '../machines/registry/second-administrator.ts';
import { issuersOf, type Signature, type TokenGrant, type TokenUse } from '../contract/records/tokens.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problems.ts';

/** Whoever sent the request, with the appointments of this moment. */
export interface Caller {
  readonly person: PersonId;
  readonly token: string;
  /** Through whose hands the token came besides the caller's, the nearest first. */
  readonly tokenIssuers: readonly PersonId[];
  /** Those of them who made their link with nobody else looking. */
  readonly tokenAlone: readonly PersonId[];
  /** The token was claimed by a link that was no guarded change, and carries no guarded post. */
  readonly plain: boolean;
  /** Guarded posts of the caller that the token does not carry: `actor` is without them. */
  readonly withheld: readonly Role[];
  /** Who issued the token, when that was somebody else: stands in each entry made with it. */
  readonly tokenIssuedBy?: PersonId;
  readonly actor: Actor;
  /** Bodies whose part of the registry the caller administers; an administrator decides nothing. */
  readonly administers: OrganisationScope;
  readonly at: Instant;
}

const bearer = /^Bearer ([\w.~+/-]{1,500}=*)$/i;

/**
 * The caller of a request by the bearer token; appointments are looked up now, so that a post lost this morning no
 * longer decides. Throws 401.
 */
export async function callerOf(request: Request, parts: Parts): Promise<Caller> {
  const header = request.headers.get('authorization');
  if (header === null) {
    throw unauthenticated({
      ja: 'Authorization: Bearer に続けてトークンを送ってください。トークンはシステム管理者が発行します。',
      en: 'Send a token as Authorization: Bearer. The administrator issues tokens.',
    });
  }
  const secret = bearer.exec(header)?.[1];
  const at = parts.clock();
  const holder = secret === undefined ? undefined : await parts.records.tokens.holder(secret, at);
  if (holder === undefined) {
    throw unauthenticated({
      ja: 'このトークンは無効か、期限切れか、取り消されています。新しいトークンをシステム管理者に求めてください。',
      en: 'This token is unknown, expired or revoked. Ask the administrator for a new one.',
    });
  }
  return callerWith(holder, at, parts);
}

/** Whose token or session it is, with the appointments of that moment. */
export async function callerWith(
  holder: TokenGrant & { readonly id: string },
  at: Instant,
  parts: Parts,
): Promise<Caller> {
  const plain = holder.plain === true;
  const whole = await parts.records.lookUps.actor(holder.person, at);
  const held = whole.appointments.filter((one) => isHeldAt(one, at)).map(({ role }) => role);
  const actor = carriedBy(plain, whole);
  return {
    person: holder.person,
    token: holder.id,
    tokenIssuers: issuersOf(holder),
    tokenAlone: holder.alone ?? [],
    plain,
    withheld: withheldFrom(plain, held),
    actor,
    administers: await administersOf(actor, at, parts),
    at,
    ...(holder.issuedBy === holder.person ? {} : { tokenIssuedBy: holder.issuedBy }),
  };
}

/** The caller with the posts of another moment, as far as the token carries them. */
export async function actorAt({ records }: Parts, me: Caller, at: Instant): Promise<Actor> {
  return carriedBy(me.plain, await records.lookUps.actor(me.person, at));
}

function carriedBy(plain: boolean, actor: Actor): Actor {
  return plain ? { ...actor, appointments: actor.appointments.filter(({ role }) => !isGuarded(role)) } : actor;
}

/** The token the caller acts with, as the registry's journal names it. */
export function tokenOf({ token, tokenIssuers, tokenAlone }: Caller): TokenUse {
  return { id: token, issuers: tokenIssuers, alone: tokenAlone };
}

/** Whoever asks, at the moment of the request, with their token. */
export function signatureOf(me: Caller): Signature {
  return { by: me.person, at: me.at, token: tokenOf(me) };
}

/** Asked only of those who hold the post at all: for everybody else it would be one query more with every request. */
async function administersOf(actor: Actor, at: Instant, { records }: Parts): Promise<OrganisationScope> {
  const holds = actor.appointments.some((held) => held.role === 'administrator' && isHeldAt(held, at));
  return holds ? records.governance.administers(actor.person, at) : [];
}

function unauthenticated(detail: { ja: string; en: string }): Problem {
  return new Problem('unauthenticated', detail, {}, { 'www-authenticate': 'Bearer realm="junkan"' });
}
