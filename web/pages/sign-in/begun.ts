/** What a browser keeps while it is at the provider: one cookie for each sign-in it began, so that two tabs are two. */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { WebContext } from '../../endpoint.ts';
import type { Parts } from '../../parts.ts';
import type { Begun } from '../../provider.ts';
import { isGuarded } from '../../session.ts';

const keptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Where to go afterwards. */
  to: z.string(),
  /** The secret of the link by which the account is to be bound. */
  link: z.string().optional(),
});
type Kept = z.output<typeof keptSchema>;

/** Seconds somebody has for signing in at the provider. */
const WITHIN = 15 * 60;

/** Keeps it until the browser comes back. */
export function keepBegun(c: WebContext, parts: Parts, begun: Begun, more: Pick<Kept, 'to' | 'link'>): void {
  const value = Buffer.from(JSON.stringify({ ...begun, ...more })).toString('base64url');
  setCookie(c, nameOf(c, parts, begun.state), value, { ...optionsFor(c, parts), maxAge: WITHIN });
}

/** What was kept for this state, once: afterwards it is gone. */
export function takeBegun(c: WebContext, parts: Parts, state: string | undefined): Kept | undefined {
  if (state === undefined || !/^[\w-]{20,200}$/.test(state)) return undefined;
  const name = nameOf(c, parts, state);
  const value = getCookie(c, name);
  if (value === undefined) return undefined;
  deleteCookie(c, name, optionsFor(c, parts));
  const kept = keptSchema.safeParse(jsonIn(value)).data;
  return kept?.state === state ? kept : undefined;
}

function jsonIn(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function nameOf(c: WebContext, parts: Parts, state: string): string {
  return `${isGuarded(c, parts) ? '__Host-junkan' : 'junkan'}_begun_${state.slice(0, 16)}`;
}

function optionsFor(c: WebContext, parts: Parts) {
  return { path: '/', httpOnly: true, sameSite: 'Lax', secure: isGuarded(c, parts) } as const;
}
