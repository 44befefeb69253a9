/**
 * Every route, asked by everybody about every kind of body: what each is answered stands in `statuses.txt`, which people
 * wrote and reviewed. The test never writes it; where answer and file differ it names the line, and somebody decides
 * which of the two is wrong.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../../support/pinned.ts';
import { ask, formBody, signIn, type Shown, type SignedIn } from '../../support/signed-in.ts';
import { pageRequests, type PageAsking } from './page-requests.ts';
import { requests, type Asked, type Asking } from './requests.ts';
import { callers, isCaller, makeAccessWorld, type AccessWorld, type CallerName, type Place } from './world.ts';

vi.setConfig({ testTimeout: 300_000 });

let world: AccessWorld;
beforeAll(async () => {
  world = await makeAccessWorld();
});
afterAll(() => world?.stack.close());

const names = Object.keys(callers).filter(isCaller);

/** Lines of the file: what was asked, of which body, and the status for each caller. */
const lines = readFileSync(join(ROOT, 'test/web/access/statuses.txt'), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => line.trim().split(/\s{2,}/));
const expected = new Map(
  lines.map(([asked = '', body = '', ...statuses]) => [`${asked} · ${body}`, statuses.join(' ')]),
);

let asked = 0;

/** Asks from ever another address of this machine: one source that asks so often without a token is told to wait. */
async function statusOf(method: string, { path, body, bytes }: Asked, caller: CallerName): Promise<number> {
  const secret = world.secret(caller);
  const sent = body === undefined ? bytes : JSON.stringify(body);
  const headers = {
    ...(secret !== undefined && { authorization: `Bearer ${secret}` }),
    ...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(bytes !== undefined && { 'content-type': 'text/plain' }),
    'content-length': Buffer.byteLength(sent ?? ''),
  };
  const localAddress = `127.0.0.${1 + ((asked += 1) % 250)}`;
  const asking = request(`${world.stack.address}${path}`, { method, headers, localAddress });
  asking.end(sent);
  const [response] = z.tuple([z.instanceof(IncomingMessage)]).parse(await once(asking, 'response'));
  response.resume();
  await once(response, 'end');
  return response.statusCode ?? 0;
}

async function answers(route: string, asking: Asking, place: Place): Promise<string> {
  const [method = ''] = route.split(' ');
  const statuses: number[] = [];
  for (const caller of names) statuses.push(await statusOf(method, await asking.ask(place, caller), caller));
  return statuses.join(' ');
}

it('asks every route that the document describes, and no other', async () => {
  const response = await fetch(`${world.stack.address}/api/v1/openapi.json`);
  const { paths } = z.object({ paths: z.record(z.string(), z.looseObject({})) }).parse(await response.json());
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(Object.keys(requests).sort()).toEqual(described.sort());
});

/** What every page forbids, whatever it comes to: other origins, anything written into it, being framed. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/** Pages as they answered, and what of their headers is not as it must be. */
const looked = new Set<string>();
const unguarded = new Set<string>();

function lookAt(page: string, { status, headers }: Shown): void {
  looked.add(page);
  const say = (name: string, fits: (value: string) => boolean): void => {
    const value = headers.get(name) ?? '';
    if (!fits(value)) unguarded.add(`${page} ${status} ${name}: ${value}`);
  };
  const isPage = headers.get('content-type')?.startsWith('text/html') === true;
  // A file that people brought is no page: it may do nothing at all.
  const isFile = headers.get('content-disposition')?.startsWith('attachment') === true && !page.endsWith('.csv');
  say('content-security-policy', (value) =>
    isFile ? value.startsWith("sandbox; default-src 'none'") : value === policy,
  );
  say('x-content-type-options', (value) => value === 'nosniff');
  say('referrer-policy', (value) => value === 'same-origin' || value === 'no-referrer');
  say('cache-control', (value) => /no-store|private/.test(value));
  say('access-control-allow-origin', (value) => value === '');
  say('x-powered-by', (value) => value === '');
  if (!isPage && status === 200) say('content-type', (value) => value !== '');
  for (const cookie of headers.getSetCookie()) {
    // One that is taken out has nothing in it.
    if (/^[^=]+=; Max-Age=0/.test(cookie)) continue;
    if (!/; HttpOnly/i.test(cookie) || !/; SameSite=(Lax|Strict)/i.test(cookie)) unguarded.add(`${page} ${cookie}`);
  }
}

/** The status of a page for a caller with a session of their own, and a form of it where one is sent. */
async function pageStatus(route: string, asking: PageAsking, place: Place, caller: CallerName): Promise<number> {
  const shown = await pageShown(route.split(' ')[0] ?? '', asking, place, caller);
  lookAt(route, shown);
  return shown.status;
}

async function pageShown(method: string, asking: PageAsking, place: Place, caller: CallerName): Promise<Shown> {
  const { path, fields } = await asking.ask(place, caller);
  const { address, records } = world.stack;
  const person = callers[caller];
  if (person === undefined) {
    const cookie = caller === 'revoked' ? `junkan_session=${await endedSession()}` : '';
    return ask(address, method, path, { headers: { cookie }, ...(fields && formBody(fields)) });
  }
  if (method === 'GET') {
    const looking = (lookers[caller] ??= signIn(address, records, person, Date.now()));
    return (await looking).get(path);
  }
  // What is sent may end sessions.
  delete lookers[caller];
  return (await signIn(address, records, person, Date.now())).post(path, fields);
}

/** Sessions in which one only looks. */
const lookers: Partial<Record<CallerName, Promise<SignedIn>>> = {};

async function endedSession(): Promise<string> {
  const { address, records } = world.stack;
  const { id, secret } = await signIn(address, records, callers.ciso, Date.now());
  await records.tokens.revoke(id, callers.ciso, Date.now());
  return secret;
}

it('asks every page that is served, and no other', () => {
  const described = new Set(Object.keys(requests).map((route) => route.replaceAll(/\{(\w+)\}/g, ':$1')));
  const pages = world.stack.pages.filter((page) => !described.has(page));
  expect(Object.keys(pageRequests).sort()).toEqual(pages.sort());
});

it('answers everybody as the reviewed table says', async () => {
  const found = new Map<string, string>();
  const note = async (
    route: string,
    asking: Pick<Asking, 'what' | 'everywhere'>,
    answer: (place: Place) => Promise<string>,
  ): Promise<void> => {
    const asked = asking.what === undefined ? route : `${route} (${asking.what})`;
    for (const place of asking.everywhere ? world.places.slice(0, 1) : world.places) {
      found.set(`${asked} · ${asking.everywhere ? '–' : place.name}`, await answer(place));
    }
  };
  for (const [route, askings] of Object.entries(requests)) {
    for (const asking of askings) await note(route, asking, (place) => answers(route, asking, place));
  }
  for (const [route, askings] of Object.entries(pageRequests)) {
    for (const asking of askings) {
      await note(route, asking, async (place) => {
        const statuses: number[] = [];
        for (const caller of names) statuses.push(await pageStatus(route, asking, place, caller));
        return statuses.join(' ');
      });
    }
  }
  const differing = [...new Set([...found.keys(), ...expected.keys()])]
    .filter((line) => found.get(line) !== expected.get(line))
    .map(
      (line) => `${line}\n  is       ${found.get(line) ?? 'not asked'}\n  expected ${expected.get(line) ?? 'no line'}`,
    );
  expect(differing).toEqual([]);
});

it('and every page it came to forbids the same, whoever asked', () => {
  expect([...looked].sort()).toEqual(Object.keys(pageRequests).sort());
  expect([...unguarded]).toEqual([]);
});
