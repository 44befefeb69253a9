/**
 * Who is signed in with a browser. The secret of a session stands in a cookie that no script reads; the session itself is
 * kept with the tokens, so that whatever ends those ends it. Pages know sessions alone, the API knows tokens alone.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { FORM_KEPT } from '../contract/records/kept-forms.ts';
import { SESSION_LIFE } from '../contract/records/tokens.ts';
import { heldNow, isUnderContract } from './access/bodies.ts';
import { addressOf } from './address.ts';
import { callerWith, type Caller } from './caller.ts';
import type { WebContext } from './endpoint.ts';
import type { Parts } from './parts.ts';

/** Browsers take a cookie of the first name only over TLS, for this host and every address of it; nobody else can set it. */
const names = { guarded: '__Host-junkan', plain: 'junkan_session' } as const;
const before = { guarded: '__Host-junkan_before', plain: 'junkan_before' } as const;

const KEPT = FORM_KEPT / 1000;

/** Somebody at a browser. */
export interface Session {
  readonly me: Caller;
  readonly secret: string;
  /** By which account of the provider it began; absent: otherwise. */
  readonly identity?: string;
  /** By which passkey it began, and when; absent: otherwise. */
  readonly passkey?: { readonly id: string; readonly since: number };
}

/** Whose session the request belongs to; `undefined` when it has none, or it has ended – as it does with the last post or the contract. */
export async function sessionOf(c: WebContext, parts: Parts): Promise<Session | undefined> {
  const secret = secretOf(c, parts);
  if (secret === undefined) return undefined;
  const at = parts.clock();
  const holder = await parts.records.tokens.session(secret, at);
  if (holder === undefined) return undefined;
  const me = await callerWith(holder, at, parts);
  if (await isNobody(parts, me)) return undefined;
  const { identity, passkey, issued: since } = holder;
  return {
    me,
    secret,
    ...(identity !== undefined && { identity }),
    ...(passkey !== undefined && { passkey: { id: passkey, since } }),
  };
}

/** The secret that the browser has, of a session that goes on or has ended. */
export function secretOf(c: WebContext, parts: Parts): string | undefined {
  return secretIn(c, isGuarded(c, parts) ? names.guarded : names.plain);
}

/** The secret of the session before this one at the same browser, for an hour: forms that it was given may still be sent. */
export function secretBefore(c: WebContext, parts: Parts): string | undefined {
  return secretIn(c, isGuarded(c, parts) ? before.guarded : before.plain);
}

function secretIn(c: WebContext, cookie: string): string | undefined {
  const secret = getCookie(c, cookie);
  return secret !== undefined && /^[\w.~+/-]{1,500}$/.test(secret) ? secret : undefined;
}

/** Whoever holds no post, and is not here under a contract, has nothing to do here. */
export async function isNobody({ records }: Parts, me: Caller): Promise<boolean> {
  return heldNow(me).length === 0 && me.withheld.length === 0 && !(await isUnderContract(records, me));
}

/** Puts the session into the browser. */
export function openSession(c: WebContext, parts: Parts, secret: string): void {
  const guarded = isGuarded(c, parts);
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure: guarded } as const;
  const ended = secretOf(c, parts);
  if (ended !== undefined) setCookie(c, guarded ? before.guarded : before.plain, ended, { ...options, maxAge: KEPT });
  // Longer than the session: with it a form that was sent too late is proven to be this person's.
  const maxAge = SESSION_LIFE / 1000 + KEPT;
  setCookie(c, guarded ? names.guarded : names.plain, secret, { ...options, maxAge });
}

/** Takes it out of the browser. */
export function closeSession(c: WebContext, parts: Parts): void {
  const guarded = isGuarded(c, parts);
  deleteCookie(c, guarded ? names.guarded : names.plain, { path: '/', secure: guarded });
}

/** Whether people come over TLS: ended here, or by a proxy before. */
export function isGuarded(c: WebContext, { configuration }: Parts): boolean {
  return configuration.tls === true || addressOf(c, configuration).startsWith('https:');
}

/**
 * What a form of this session carries: a key under which it is done once, and the proof that this session was given it.
 * Another site knows neither.
 */
export function formToken({ secret }: Pick<Session, 'secret'>): string {
  const key = randomBytes(18).toString('base64url');
  return `${key}.${proofOf(secret, key)}`;
}

/** The key of a form of this session; `undefined` when it was not given by it. */
export function keyOfForm({ secret }: Pick<Session, 'secret'>, token: string): string | undefined {
  const [key = '', proof = ''] = token.split('.');
  const [given, right] = [Buffer.from(proof), Buffer.from(proofOf(secret, key))];
  return key !== '' && given.length === right.length && timingSafeEqual(given, right) ? key : undefined;
}

function proofOf(secret: string, key: string): string {
  return createHmac('sha256', secret).update(`form ${key}`).digest('base64url');
}

/**
 * A form of these pages, and not one of another site: told by what browsers say of where it comes from. A page that sends
 * no referrer – the claim page – has `null` for its origin; so has a frame of another site.
 */
export function isFromHere(c: WebContext, { nameless = false }: { readonly nameless?: boolean } = {}): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = c.req.header('origin');
  if (origin === undefined) return true;
  if (origin === 'null') return nameless;
  return URL.canParse(origin) && new URL(origin).host === c.req.header('host');
}
