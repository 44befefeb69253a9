/**
 * `/claim/<secret>`: where a person claims a token by a one-time link. Looking at the page uses nothing up – mail
 * scanners look –; sending its form does, once. The secret stands in no log, and the page sends no referrer.
 */
import { z } from '@hono/zod-openapi';
import { html } from 'hono/html';
import { addressOf } from './address.ts';
import type { Router, WebContext } from './endpoint.ts';
import { rightPlace, siteOf } from './passkeys/site.ts';
import { policy, policyAsking } from './pages/policy.ts';
import { type ClaimedToken, ClaimedPage, ClaimPage, UnusablePage } from './pages/claim/claim.tsx';
import { Problem, problemMediaType, problemResponse } from './problems.ts';
import { isFromHere } from './session.ts';

/** What a link's secret looks like; anything else is not even looked up. */
const secretPattern = /^[A-Za-z0-9_-]{43}$/;
const path = '/claim/{secret}';
const pattern = /^\/claim\/[^/]+$/;

/** Wrong secrets a minute, from everyone together, before they are turned away without being looked at. */
const GUESSES = 60;
const MINUTE = 60_000;

export function claimPageRoutes(router: Router): void {
  const { app, routes, parts } = router;
  const guesses = makeGuesses(parts.clock);
  document(router);
  routes.push({ method: 'GET', path, pattern }, { method: 'POST', path, pattern });

  app.get('/claim/:secret', async (c) => {
    prepare(c);
    const site = siteOf(c, parts);
    const right = site && rightPlace(c, site);
    if (right !== undefined) return c.redirect(right, 303);
    if (site !== undefined) c.header('content-security-policy', policyAsking);
    const secret = secretOf(c);
    const claim = secret === undefined ? undefined : await parts.records.claims.open(secret, parts.clock());
    if (claim === undefined) return unusable(c, guesses.wrong());
    const person = await parts.records.registry.person(claim.person);
    const { expires, tokenDays } = claim;
    const shown = {
      nameJa: person?.nameJa ?? '',
      nameEn: person?.nameEn ?? '',
      expires,
      tokenDays,
      ...(site !== undefined && { passkey: `/claim/${secret}/passkey` }),
      ...(parts.provider !== undefined && {
        provider: { name: parts.provider.name, href: `/claim/${secret}/sign-in` },
      }),
    };
    return c.html(html`<!doctype html>${(<ClaimPage claim={shown} />)}`);
  });

  app.post('/claim/:secret', async (c) => {
    prepare(c);
    const secret = secretOf(c);
    if (secret === undefined || !isFromHere(c, { nameless: true })) return unusable(c, guesses.wrong());
    const claimed = await parts.records.claims.claim(secret, parts.clock());
    if (claimed === undefined) return unusable(c, guesses.wrong());
    if (wantsJson(c)) return c.json(claimed, 201);
    const address = addressOf(c, parts.configuration);
    const shown: ClaimedToken = { secret: claimed.secret, token: claimed.token, expires: claimed.expires, address };
    return c.html(html`<!doctype html>${(<ClaimedPage claimed={shown} />)}`, 201);
  });
}

function prepare(c: WebContext): void {
  c.set('route', path);
  c.header('cache-control', 'no-store');
  c.header('content-security-policy', policy);
  c.header('x-robots-tag', 'noindex');
}

function secretOf(c: WebContext): string | undefined {
  const secret = c.req.param('secret');
  return secret !== undefined && secretPattern.test(secret) ? secret : undefined;
}

function wantsJson(c: WebContext): boolean {
  return c.req.header('accept')?.includes('application/json') === true;
}

/** Unknown, used, revoked and expired are never told apart. */
function unusable(c: WebContext, tooMany: boolean): Response | Promise<Response> {
  if (tooMany) c.header('retry-after', '60');
  if (!wantsJson(c)) return c.html(html`<!doctype html>${(<UnusablePage />)}`, tooMany ? 429 : 404);
  const kind = tooMany ? 'tooMany' : 'notFound';
  const detail = {
    ja: 'このリンクは使えません（既に使われたか、期限切れか、取り消されたか、写し間違いです）。システム管理者に新しいリンクを依頼してください。',
    en: 'This link cannot be used: it was used before, has expired, was revoked or is not copied right. Ask the administrator for a new one.',
  };
  return problemResponse(new Problem(kind, detail, {}, tooMany ? { 'retry-after': '60' } : {}), c.var.request);
}

/** Counts wrong secrets. Nobody guesses 256 bits; this keeps a flood of attempts from looking like use. */
function makeGuesses(clock: () => number): { wrong(): boolean } {
  let since = 0;
  let count = 0;
  return {
    wrong() {
      const now = clock();
      if (Math.abs(now - since) >= MINUTE) {
        since = now;
        count = 0;
      }
      count += 1;
      return count > GUESSES;
    },
  };
}

function document({ app }: Router): void {
  const claimedSchema = z
    .object({ token: z.string(), secret: z.string(), person: z.string(), expires: z.int() })
    .openapi('ClaimedToken');
  const page = { 'text/html': { schema: z.string() } };
  const wrong = { ...page, [problemMediaType]: { schema: z.unknown() } };
  const common = {
    path,
    tags: ['tokens'],
    security: [],
    request: { params: z.object({ secret: z.string() }) },
  };
  const unusableText = 'このリンクは使えません / this link cannot be used';
  app.openAPIRegistry.registerPath({
    ...common,
    method: 'get',
    operationId: 'getClaim',
    summary: 'トークンを受け取るページ（見ても使われない） / the page to claim a token; looking uses nothing up',
    responses: {
      200: { description: 'the page', content: page },
      404: { description: unusableText, content: page },
      429: { description: unusableText, content: page },
    },
  });
  app.openAPIRegistry.registerPath({
    ...common,
    method: 'post',
    operationId: 'postClaim',
    summary: 'トークンを受け取る（一度だけ） / claim the token, once',
    responses: {
      201: {
        description: 'トークン（一度だけ示します） / the token, shown once',
        content: { ...page, 'application/json': { schema: claimedSchema } },
      },
      404: { description: unusableText, content: wrong },
      429: { description: unusableText, content: wrong },
    },
  });
}
