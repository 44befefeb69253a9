/** A challenge and the one browser that may answer it: it has a cookie for it, no script reads it. */
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import ipaddr from 'ipaddr.js';
import { CHALLENGE_LIFE, type Purpose } from '../../contract/records/passkeys.ts';
import { clientOf } from '../address.ts';
import type { WebContext } from '../endpoint.ts';
import type { Parts } from '../parts.ts';
import { Problem } from '../problems.ts';
import { isGuarded } from '../session.ts';

/** Opens one, in place of another that the browser did not answer. Throws 429 where too many are open. */
export async function openChallenge(c: WebContext, parts: Parts, purpose: Purpose): Promise<string> {
  const [browser, challenge] = [random(), random()];
  const isOpen = await parts.records.passkeys.challenge({
    ...purpose,
    browser,
    challenge,
    source: networkOf(clientOf(c, parts.configuration.proxies)),
    at: parts.clock(),
    instead: secretIn(c, parts),
  });
  if (!isOpen) {
    parts.logger.warn({ request: c.var.request }, 'too many passkey challenges are open');
    throw tooMany();
  }
  setCookie(c, nameOf(c, parts), browser, { ...optionsFor(c, parts), maxAge: CHALLENGE_LIFE / 1000 });
  return challenge;
}

/** The challenge that this browser was given for that purpose, once. */
export async function takeChallenge(c: WebContext, parts: Parts, purpose: Purpose): Promise<string | undefined> {
  const browser = secretIn(c, parts);
  if (browser === undefined) return undefined;
  deleteCookie(c, nameOf(c, parts), optionsFor(c, parts));
  return parts.records.passkeys.answered(browser, purpose, parts.clock());
}

/** Whoever has one address of version 6 has all of its network: counted as one. */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const { parts } = ipaddr.IPv6.parse(address);
  return `${parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

function secretIn(c: WebContext, parts: Parts): string | undefined {
  const secret = getCookie(c, nameOf(c, parts));
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : undefined;
}

function nameOf(c: WebContext, parts: Parts): string {
  return isGuarded(c, parts) ? '__Host-junkan_passkey' : 'junkan_passkey';
}

function optionsFor(c: WebContext, parts: Parts) {
  return { path: '/', httpOnly: true, sameSite: 'Strict', secure: isGuarded(c, parts) } as const;
}

const random = (): string => randomBytes(32).toString('base64url');

function tooMany(): Problem {
  return new Problem(
    'tooMany',
    {
      ja: 'パスキーの確認が、同時に多く始められています。1分ほど待ってから、やり直してください。',
      en: 'Too many sign-ins by passkey were begun at once. Wait a minute and begin again.',
    },
    {},
    { 'retry-after': '60' },
  );
}
