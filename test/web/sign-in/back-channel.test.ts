/** Signing out at the provider ends the sessions here, told by the provider itself; and by nobody else. */
import { generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWeb, type WebServer } from '../../../web/server.ts';
import { ask, makeWeb, type TestWeb } from '../support/web.ts';
import { Browser } from './browser.ts';
import { junkan, other, startProvider, type TestProvider } from './provider.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** The provider's clock is this machine's. */
const now = Date.now();

let web: TestWeb;
let server: WebServer;
let provider: TestProvider;

beforeAll(async () => {
  server = await startWeb({ app: { fetch: (...asked) => web.app.fetch(...asked) }, host: '127.0.0.1', port: 0 });
  provider = await startProvider(server.address);
  web = await makeWeb({ url: server.address, oidc: { issuer: provider.issuer, ...junkan } });
  for (const person of ['p-staff', 'p-manager']) {
    const issued = await web.records.claims.issue({
      person,
      issuedBy: 'p-admin',
      at: now,
      purpose: 'test',
      tokenDays: 5,
    });
    if (issued.status !== 'issued') throw new Error('the link waits');
    const account = { issuer: provider.issuer, subject: person };
    await web.records.identities.bindByLink(issued.secret, account, now);
  }
});
beforeEach(async () => {
  web.now = Date.now();
  for (const person of ['p-staff', 'p-manager']) await web.records.tokens.endSessions(person, '', web.now);
});
afterAll(async () => {
  await server?.close();
  await provider?.close();
  await web?.close();
});

async function signedIn(person: string): Promise<Browser> {
  provider.account = person;
  const one = new Browser(server.address);
  const { address } = await one.get('/sign-in/provider?to=%2Fnotices');
  expect(address.pathname).toBe('/notices');
  return one;
}

const isIn = async (one: Browser): Promise<boolean> => (await one.get('/notices')).address.pathname === '/notices';
const told = async (token: string) => {
  const body = new URLSearchParams({ logout_token: token });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return ask(web.app, 'POST', '/sign-in/back-channel', { raw: body.toString(), headers, key: '' });
};
const claims = (more: JWTPayload = {}): JWTPayload => {
  const at = Math.floor(web.now / 1000);
  const about = { iss: provider.issuer, aud: junkan.clientId, sub: 'p-staff' };
  return { ...about, iat: at, exp: at + 120, jti: 'j-1', events: { [EVENT]: {} }, ...more };
};

describe('a sign-out at the provider', () => {
  it('ends the session that began in that session there, at once, and no other', async () => {
    const [one, another, somebody] = [
      await signedIn('p-staff'),
      await signedIn('p-staff'),
      await signedIn('p-manager'),
    ];
    const page = await one.get(`${provider.issuer}/session/end`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    await one.send(`${provider.issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
    expect([await isIn(one), await isIn(another), await isIn(somebody)]).toEqual([false, true, true]);
    expect(web.log).toContainEqual(expect.objectContaining({ message: 'the provider told of a sign-out', ended: 1 }));
  });

  it('of the whole account ends all its sessions, but none that began after it', async () => {
    const [one, another, somebody] = [
      await signedIn('p-staff'),
      await signedIn('p-staff'),
      await signedIn('p-manager'),
    ];
    const token = await provider.signed(claims());
    const answer = await told(token);
    expect([answer.status, answer.headers.get('cache-control'), answer.text]).toEqual([200, 'no-store', '']);
    expect([await isIn(one), await isIn(another), await isIn(somebody)]).toEqual([false, false, true]);
    web.now += 2 * 60_000;
    const later = await signedIn('p-staff');
    expect((await told(token)).status).toBe(200);
    expect(await isIn(later)).toBe(true);
  });

  it('takes back nothing that was made in them: a calendar link goes on', async () => {
    const one = await signedIn('p-staff');
    const form = /name="_form" value="([^"]+)"/.exec((await one.get('/calendar')).text)?.[1] ?? '';
    const made = await one.send('/calendar', { _form: form, _do: 'make' });
    const path = /\/calendar\/[\w-]{43}\.ics/.exec(made.text)?.[0] ?? '';
    expect((await told(await provider.signed(claims()))).status).toBe(200);
    expect([await isIn(one), (await ask(web.app, 'GET', path)).status]).toEqual([false, 200]);
  });

  it('is taken from the provider alone, meant for junkan, new, and of this kind', async () => {
    const one = await signedIn('p-staff');
    const { privateKey } = await generateKeyPair('RS256');
    const header = { alg: 'RS256', kid: 'of-the-test', typ: 'logout+jwt' };
    const secret = new TextEncoder().encode(junkan.clientSecret.padEnd(32, ' '));
    const { sub: _, ...nobody } = claims();
    const tokens = {
      'no token': 'x',
      unsigned: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}.`,
      'another key': await new SignJWT(claims()).setProtectedHeader(header).sign(privateKey),
      'a shared secret': await new SignJWT(claims()).setProtectedHeader({ ...header, alg: 'HS256' }).sign(secret),
      'another client': await provider.signed(claims({ aud: other.clientId })),
      'another issuer': await provider.signed(claims({ iss: 'https://elsewhere.example' })),
      old: await provider.signed(claims({ iat: Math.floor(web.now / 1000) - 600 })),
      over: await provider.signed(claims({ exp: Math.floor(web.now / 1000) - 120 })),
      'no end': await provider.signed({ ...claims(), exp: undefined }),
      'about nobody': await provider.signed(nobody),
      'an ID token': await provider.signed(claims({ events: undefined, nonce: 'n' }), 'JWT'),
      'with a nonce': await provider.signed(claims({ nonce: 'n' })),
      'an access token': await provider.signed(claims(), 'at+jwt'),
      'no id of its own': await provider.signed({ ...claims(), jti: undefined }),
    };
    for (const [what, token] of Object.entries(tokens)) {
      const { status, body } = await told(token);
      expect([what, status, body]).toEqual([what, 400, { error: 'invalid_request' }]);
    }
    expect(await isIn(one)).toBe(true);
    expect(JSON.stringify(web.log)).not.toContain(tokens['another client']);
  });

  it('waits for another time when the provider’s keys cannot be fetched', async () => {
    const brief = await startProvider(server.address);
    const lonely = await makeWeb({ url: server.address, oidc: { issuer: brief.issuer, ...junkan } });
    const known = await ask(lonely.app, 'GET', '/sign-in/provider');
    expect(known.status).toBe(303);
    const token = await brief.signed({ ...claims(), iss: brief.issuer });
    await brief.close();
    const body = new URLSearchParams({ logout_token: token });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = { raw: body.toString(), headers, key: '' };
    expect((await ask(lonely.app, 'POST', '/sign-in/back-channel', sent)).status).toBe(503);
    await lonely.close();
  });
});

describe('sign-ins that come to nothing', () => {
  it('are counted by source, of every kind, and told to wait; whoever signs in rightly is let in', async () => {
    web.now = Date.now() + 3 * 60_000;
    const statuses: number[] = [];
    for (let i = 0; i < 101; i += 1) {
      statuses.push((await ask(web.app, 'GET', '/sign-in/return?state=abcdefghijklmnopqrstuvwxyz&code=x')).status);
      statuses.push((await told('x')).status);
      const body = new URLSearchParams({ token: 'junkan_x' }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      statuses.push((await ask(web.app, 'POST', '/sign-in', { raw: body, headers, key: '' })).status);
    }
    const over = [429, 429, 429];
    expect([...new Set(statuses.slice(0, 300))].sort()).toEqual([400, 401]);
    expect(statuses.slice(300)).toEqual(over);
    const page = await ask(web.app, 'GET', '/sign-in/return?state=abcdefghijklmnopqrstuvwxyz&code=x');
    expect([page.headers.get('retry-after'), page.text.includes('サインインの失敗が続いています')]).toEqual([
      '60',
      true,
    ]);
    const raw = new URLSearchParams({ token: await web.token('p-staff') }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await ask(web.app, 'POST', '/sign-in', { raw, headers, key: '' })).status).toBe(303);
    web.now += 60_000;
    expect((await told('x')).status).toBe(400);
  });
});
