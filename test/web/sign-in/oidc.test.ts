/** Signing in by OpenID Connect, with a real provider; each way it can come to nothing ends in a page and no session. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issuerOf } from '../../../web/provider.ts';
import { startWeb, type WebServer } from '../../../web/server.ts';
import { ask, type Ask, makeWeb, morning, type TestWeb } from '../support/web.ts';
import { Browser, type Seen } from './browser.ts';
import { junkan, other, startImpostor, startProvider, type TestProvider } from './provider.ts';

let web: TestWeb;
let server: WebServer;
let provider: TestProvider;
let app: { fetch(request: Request, connection: object): Response | Promise<Response> };

beforeAll(async () => {
  server = await startWeb({ app: { fetch: (...asked) => app.fetch(...asked) }, host: '127.0.0.1', port: 0 });
  provider = await startProvider(server.address);
  const oidc = { issuer: provider.issuer, name: '試験の認証基盤', ...junkan };
  web = await makeWeb({ url: server.address, oidc });
  ({ app } = web);
  const local = { id: 'p-local', home: 'demo-ministry', nameJa: '地元（架空）', nameEn: 'Local (fictional)' };
  await web.records.registry.change(
    {
      people: [local, { ...local, id: 'p-gone', nameJa: '離任（架空）' }],
      appointments: [
        {
          id: 'a-local',
          person: 'p-local',
          role: 'administrator',
          organisation: 'demo-ministry',
          from: '2026-04-01',
          kind: 'regular',
        },
      ],
    },
    'p-admin',
    morning,
  );
});
beforeEach(() => {
  web.now = morning;
  ({ app } = web);
});
afterAll(async () => {
  await server?.close();
  await provider?.close();
  await web?.close();
});

const send = async (person: string, method: string, path: string, body?: object, more: Ask = {}) =>
  ask(web.app, method, `/api/v1${path}`, { token: await web.token(person), ...(body && { body }), ...more });
const browser = (): Browser => new Browser(server.address);
const begin = '/sign-in/provider?to=%2Fnotices';
const isBack = ({ pathname }: URL): boolean => pathname === '/sign-in/return';
const sessionsOf = (person: string) => web.records.tokens.sessions(person, web.now);

/** Binds by two administrators. */
async function bound(person: string, subject: string): Promise<string> {
  const asked = await send('p-admin', 'POST', '/identities', { person, subject });
  expect([asked.status, asked.body.status]).toEqual([201, 'pending']);
  const approved = await send('p-local', 'POST', `/registry/changes/${asked.body.change}/approve`, {});
  expect(approved.body).toMatchObject({ status: 'done' });
  const { items } = (await send(person, 'GET', '/identities')).body;
  return items.find(({ removed }: { removed?: number }) => removed === undefined).id;
}

async function signedIn(subject: string): Promise<Browser> {
  provider.account = subject;
  const one = browser();
  const seen = await one.get(begin);
  expect([seen.status, seen.address.pathname]).toEqual([200, '/notices']);
  return one;
}

/** What was shown to somebody who is not signed in afterwards: a page that says this. */
const outcome = (one: Browser, { status, text }: Seen, words: string) => ({
  status,
  session: one.cookie('junkan_session'),
  page: text.includes('<main id="main">'),
  said: text.includes(words),
});
const nothing = (status: number) => ({ status, session: undefined, page: true, said: true });

describe('an account that an administrator names and a second one approves', () => {
  it('is told what to do while it is bound to nobody; then it signs in, and the address asked for survives', async () => {
    provider.account = 'sub-staff';
    const stranger = browser();
    const seen = await stranger.get(begin);
    expect(outcome(stranger, seen, 'junkan の利用者に結び付いていません')).toEqual(nothing(403));
    expect(seen.text).toContain('<code>sub-staff</code>');
    expect(seen.text).not.toContain('a name nobody asked for');

    const page = await browser().get('/sign-in?to=%2Fnotices');
    expect(page.text).toContain('試験の認証基盤でサインインする');
    expect(page.text).toContain('href="/sign-in/provider?to=%2Fnotices"');

    await bound('p-staff', 'sub-staff');
    const one = await signedIn('sub-staff');
    expect((await one.get('/settings/sessions')).text).toContain('p-staff（架空）');
    const [session] = await sessionsOf('p-staff');
    expect(session).toMatchObject({ purpose: issuerOf(provider), issuedBy: 'p-admin', session: true });
  });

  it('waits for the second, is never one’s own, nor of a person one does not administer, nor of two people', async () => {
    const asked = await send('p-admin', 'POST', '/identities', { person: 'p-officer', subject: 'sub-officer' });
    expect(
      (await send('p-admin', 'POST', '/identities', { person: 'p-officer', subject: 'sub-officer' })).body.change,
    ).toBe(asked.body.change);
    provider.account = 'sub-officer';
    const early = browser();
    expect(outcome(early, await early.get(begin), '結び付いていません')).toEqual(nothing(403));
    const self = await send('p-admin', 'POST', `/registry/changes/${asked.body.change}/approve`, {});
    expect(self.status).toBe(403);
    const shown = await send('p-local', 'GET', `/registry/changes/${asked.body.change}`);
    expect(shown.body.given).toEqual({
      identity: { person: 'p-officer', issuer: provider.issuer, subject: 'sub-officer' },
    });
    await bound('p-manager', 'sub-officer');
    const approved = await send('p-local', 'POST', `/registry/changes/${asked.body.change}/approve`, {});
    expect(approved.body.refusals.map(({ id }: { id: string }) => id)).toEqual(['stillValid']);

    expect((await send('p-admin', 'POST', '/identities', { person: 'p-admin', subject: 's' })).status).toBe(403);
    expect((await send('p-local', 'POST', '/identities', { person: 'p-unrelated', subject: 's' })).status).toBe(400);
    expect((await send('p-admin', 'POST', '/identities', { person: 'p-ciso', subject: 'sub-officer' })).status).toBe(
      400,
    );
    expect((await send('p-staff', 'POST', '/identities', { person: 'p-ciso', subject: 's' })).status).toBe(403);
  });

  it('stands in the registry’s journal by its hash, and when it is removed its sessions end at once', async () => {
    const id = await bound('p-audit', 'sub-audit');
    const one = await signedIn('sub-audit');
    expect((await send('p-staff', 'GET', '/identities?person=p-audit')).status).toBe(404);
    expect((await send('p-staff', 'DELETE', `/identities/${id}`)).status).toBe(404);
    expect((await send('p-local', 'GET', '/identities?person=p-audit')).body.items).toHaveLength(1);
    expect((await send('p-local', 'DELETE', `/identities/${id}`)).body).toEqual({ id, removed: true });
    expect((await one.get('/notices')).address.pathname).toBe('/sign-in');
    const again = browser();
    expect(outcome(again, await again.get(begin), '結び付いていません')).toEqual(nothing(403));
    const lines = await web.records.governance.lines(0, 1000);
    const acts = lines.flatMap(({ rows }) => rows).filter((row) => row.id === id);
    expect(acts.map(({ act }) => act)).toEqual(['bound', 'removed']);
    expect(JSON.stringify(lines)).not.toContain('sub-audit');
    expect((await web.records.governance.verify()).whole).toBe(true);
  });

  it('leaves no session behind when it is removed at the moment of a sign-in', async () => {
    const account = { issuer: provider.issuer, subject: 'sub-raced' };
    const { identities } = web.records;
    for (let round = 0; round < 10; round += 1) {
      const id = await bound('p-head', account.subject);
      const signed = { by: 'p-head', at: morning };
      await Promise.all([
        identities.signIn(account, morning),
        identities.remove(id, signed),
        identities.signIn(account, morning),
      ]);
      expect(await sessionsOf('p-head')).toEqual([]);
    }
  });

  it('lets nobody in who holds no post', async () => {
    await bound('p-gone', 'sub-gone');
    provider.account = 'sub-gone';
    const one = browser();
    expect(outcome(one, await one.get(begin), '発令されている役職がない')).toEqual(nothing(403));
    expect(await sessionsOf('p-gone')).toEqual([]);
    const token = await web.token('p-gone');
    const by = browser();
    expect(outcome(by, await by.send('/sign-in', { token }), '発令されている役職がない')).toEqual(nothing(403));
    expect(await sessionsOf('p-gone')).toEqual([]);
  });
});

describe('coming back from the provider', () => {
  it('twice: the earlier session of the browser ends, one of another browser does not', async () => {
    await bound('p-office', 'sub-office');
    const one = await signedIn('sub-office');
    const first = one.cookie('junkan_session');
    const elsewhere = await signedIn('sub-office');
    await one.get(begin);
    expect(one.cookie('junkan_session')).not.toBe(first);
    expect(await sessionsOf('p-office')).toHaveLength(2);
    expect((await elsewhere.get('/notices')).address.pathname).toBe('/notices');
  });

  it('with an address that was used: nothing more is signed in, here or in another browser', async () => {
    const one = await signedIn('sub-office');
    const back = one.trail.find((at) => isBack(new URL(at))) ?? '';
    const before = await sessionsOf('p-office');
    const again = await one.get(back);
    expect([again.status, again.text.includes('既に済んでいます')]).toEqual([400, true]);
    const thief = browser();
    expect(outcome(thief, await thief.get(back), '続けられません')).toEqual(nothing(400));
    expect(await sessionsOf('p-office')).toEqual(before);
  });

  it('by two clicks at once: one session', async () => {
    provider.account = 'sub-office';
    const one = browser();
    const { address } = await one.get(begin, isBack);
    const before = (await sessionsOf('p-office')).length;
    const seen = await Promise.all([one.glance(address.href), one.glance(address.href)]);
    expect(seen.map(({ status }) => status).sort()).toEqual([303, 403]);
    expect(seen.find(({ status }) => status === 403)?.text).toContain('応答を確かめられませんでした');
    expect((await sessionsOf('p-office')).length).toBe(before + 1);
  });

  it('with the state of another browser, or none', async () => {
    provider.account = 'sub-office';
    const theirs = await browser().get(begin, isBack);
    const one = browser();
    const own = await one.get(begin, isBack);
    expect(outcome(one, await one.get(theirs.address.href), '続けられません')).toEqual(nothing(400));
    expect(outcome(one, await one.get('/sign-in/return?code=x'), '続けられません')).toEqual(nothing(400));
    // Their code under one's own state.
    own.address.searchParams.set('code', theirs.address.searchParams.get('code') ?? '');
    expect(outcome(one, await one.get(own.address.href), '応答を確かめられませんでした')).toEqual(nothing(403));
  });

  it('with the code of another client', async () => {
    provider.account = 'sub-office';
    const one = browser();
    const own = await one.get(begin, isBack);
    const asked = new URL(one.trail.find((at) => at.startsWith(provider.issuer)) ?? '');
    asked.searchParams.set('client_id', other.clientId);
    asked.searchParams.set('redirect_uri', other.back);
    const theirs = await browser().get(asked.href, ({ href }) => href.startsWith(other.back));
    const code = theirs.address.searchParams.get('code') ?? '';
    expect(code).not.toBe('');
    own.address.searchParams.set('code', code);
    expect(outcome(one, await one.get(own.address.href), '応答を確かめられませんでした')).toEqual(nothing(403));
  });

  it('with the ID token of another issuer', async () => {
    const impostor = await startImpostor(provider);
    const misled = await makeWeb({ url: server.address, oidc: { ...junkan, issuer: impostor.issuer } });
    ({ app } = misled);
    provider.account = 'sub-office';
    const one = browser();
    const { address } = await one.get(begin, isBack);
    address.searchParams.delete('iss');
    expect(outcome(one, await one.get(address.href), '応答を確かめられませんでした')).toEqual(nothing(403));
    expect(misled.log.filter((line) => 'why' in line)).toMatchObject([{ reason: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' }]);
    await misled.close();
    await impostor.close();
  });

  it('keeps its state in a cookie that over TLS only this host sets, and no script reads', async () => {
    const oidc = { ...junkan, issuer: provider.issuer };
    const guarded = await makeWeb({ url: 'https://junkan.example', oidc });
    const { status, headers } = await ask(guarded.app, 'GET', '/sign-in/provider');
    expect(status).toBe(303);
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-junkan_begun_[^;]+; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    const to = new URL(headers.get('location') ?? '').searchParams;
    expect(to.get('redirect_uri')).toBe('https://junkan.example/sign-in/return');
    expect([to.get('scope'), to.get('code_challenge_method'), to.has('nonce')]).toEqual(['openid', 'S256', true]);
    await guarded.close();
  });

  it('broken off there', async () => {
    provider.account = undefined;
    const one = browser();
    expect(outcome(one, await one.get(begin), '中止されました')).toEqual(nothing(403));
  });

  it('and what came with it stands in no log', async () => {
    const text = JSON.stringify(web.log);
    expect(text).toContain('/sign-in/return');
    expect(text).not.toMatch(/code=|state=|sub-office/);
    expect(text).not.toContain(junkan.clientSecret);
  });
});

describe('a provider that is down', () => {
  it('is told before the sign-in and after it, and asked again by the next who comes', async () => {
    const brief = await startProvider(server.address);
    const lonely = await makeWeb({ url: server.address, oidc: { ...junkan, issuer: brief.issuer } });
    ({ app } = lonely);
    brief.account = 'sub';
    const one = browser();
    const { address } = await one.get(begin, isBack);
    await brief.close();
    expect(outcome(one, await one.get(address.href), '応答していません')).toEqual(nothing(503));
    app = lonely.another();
    expect(outcome(one, await one.get(begin), '応答していません')).toEqual(nothing(503));
    const back = await startProvider(server.address, Number(new URL(brief.issuer).port));
    back.account = 'sub';
    const another = browser();
    expect(outcome(another, await another.get(begin), '結び付いていません')).toEqual(nothing(403));
    await back.close();
    await lonely.close();
  });
});
