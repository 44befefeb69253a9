/** The claim link binds an account of the provider; sessions are seen and ended; signing out ends at both ends. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWeb, type WebServer } from '../../../web/server.ts';
import { ask, makeWeb, morning, type TestWeb } from '../support/web.ts';
import { Browser } from './browser.ts';
import { junkan, startProvider, type TestProvider } from './provider.ts';

let web: TestWeb;
let server: WebServer;
let provider: TestProvider;

beforeAll(async () => {
  server = await startWeb({ app: { fetch: (...asked) => web.app.fetch(...asked) }, host: '127.0.0.1', port: 0 });
  provider = await startProvider(server.address);
  web = await makeWeb({ url: server.address, oidc: { issuer: provider.issuer, ...junkan } });
  const local = { id: 'p-local', home: 'demo-ministry', nameJa: '地元（架空）', nameEn: 'Local (fictional)' };
  const post = { organisation: 'demo-ministry', from: '2026-04-01', kind: 'regular' } as const;
  await web.records.registry.change(
    { people: [local], appointments: [{ id: 'a-local', person: 'p-local', role: 'administrator', ...post }] },
    'p-admin',
    morning,
  );
});
afterAll(async () => {
  await server?.close();
  await provider?.close();
  await web?.close();
});

const send = async (person: string, method: string, path: string, body?: object) =>
  ask(web.app, method, `/api/v1${path}`, { token: await web.token(person), ...(body && { body }) });
const browser = (): Browser => new Browser(server.address);

/** A link for somebody; where it is guarded a second administrator approves it. */
async function linkFor(person: string): Promise<string> {
  const wanted = { person, days: 5, purpose: 'sign-in' };
  const asked = await send('p-admin', 'POST', '/claims', wanted);
  if (asked.body.status === 'issued') return asked.body.path;
  await send('p-local', 'POST', `/registry/changes/${asked.body.change}/approve`, {});
  return (await send('p-admin', 'POST', '/claims', wanted)).body.path;
}

/** Comes by the link and signs in with that account. */
async function bind(link: string, subject: string) {
  provider.account = subject;
  const one = browser();
  return { one, seen: await one.get(`${link}/sign-in`) };
}

const formIn = (text: string): string => /name="_form" value="([^"]+)"/.exec(text)?.[1] ?? '';

describe('a claim link where there is a provider', () => {
  it('leads there, binds the account that comes back, and is used up; its issuer stands in the lineage', async () => {
    const link = await linkFor('p-staff');
    const page = await browser().get(link);
    expect(page.text).toContain(`href="${link}/sign-in"`);
    const { one, seen } = await bind(link, 'sub-staff');
    expect([seen.status, seen.address.pathname + seen.address.search]).toEqual([200, '/settings/sessions?bound=1']);
    expect(seen.text).toContain('アカウントを結び付け、サインインしました');
    expect(one.trail.some((at) => at.startsWith(provider.issuer) && at.includes('prompt=login'))).toBe(true);
    const [session] = await web.records.tokens.sessions('p-staff', morning);
    expect(session).toMatchObject({ issuedBy: 'p-admin', alone: ['p-admin'], plain: true, purpose: provider.issuer });
    const again = await bind(link, 'sub-staff');
    expect([again.seen.status, again.one.cookie('junkan_session')]).toEqual([404, undefined]);
    for (const who of ['p-staff', 'p-admin'])
      expect(JSON.stringify((await send(who, 'GET', '/notices')).body.items)).toContain('accountBound');
    const rows = (await web.records.governance.lines(0, 1000)).at(-1)?.rows ?? [];
    expect(rows.map(({ kind, act }) => [kind, act])).toEqual([
      ['claim', 'claimed'],
      ['identity', 'bound'],
    ]);
  });

  it('that nobody approved carries no guarded post; named by two administrators, the account does', async () => {
    const subject = 'sub-staff';
    const asked = await send('p-admin', 'POST', '/identities', { person: 'p-staff', subject });
    expect(asked.body.status).toBe('pending');
    await send('p-local', 'POST', `/registry/changes/${asked.body.change}/approve`, {});
    provider.account = subject;
    const one = browser();
    expect((await one.get('/sign-in/provider')).status).toBe(200);
    const [session, ...earlier] = await web.records.tokens.sessions('p-staff', morning);
    expect([session?.plain, session?.alone, earlier]).toEqual([undefined, undefined, []]);
    const named = await send('p-admin', 'POST', '/identities', { person: 'p-staff', subject });
    expect(named.body.status).toBe('bound');
  });

  it('binds one account, of two that come back at once, and one account to one of two people', async () => {
    const { identities, claims } = web.records;
    const account = (subject: string) => ({ issuer: provider.issuer, subject });
    const secret = async (person: string) => (await linkFor(person)).replace('/claim/', '');
    for (let round = 0; round < 5; round += 1) {
      const link = await secret('p-agency-ciso');
      const [one, other] = await Promise.all(
        ['a', 'b'].map((name) => identities.bindByLink(link, account(`${name}-${round}`), morning)),
      );
      expect([one, other].filter((outcome) => outcome === 'unusable')).toHaveLength(1);
      expect(await claims.open(link, morning)).toBeUndefined();
      const [mine, yours] = await Promise.all([secret('p-agency-ciso'), secret('p-centre')]);
      const outcomes = await Promise.all(
        [mine, yours].map((each) => identities.bindByLink(each, account(`same-${round}`), morning)),
      );
      expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(1);
    }
  });

  it('of a guarded post was approved by two, and its sign-in carries the post', async () => {
    await bind(await linkFor('p-ciso'), 'sub-ciso');
    const [session] = await web.records.tokens.sessions('p-ciso', morning);
    expect(session?.plain).toBeUndefined();
    expect(session?.alone).toBeUndefined();
  });

  it('binds no account of somebody else, and stays good for one’s own', async () => {
    const link = await linkFor('p-manager');
    const wrong = await bind(link, 'sub-staff');
    expect([wrong.seen.status, wrong.one.cookie('junkan_session')]).toEqual([409, undefined]);
    // Good once: neither code nor link stands in the page.
    expect(wrong.seen.text).not.toMatch(/code=|state=|\/claim\//);
    expect(wrong.seen.text).toContain('既に別の利用者に結び付いています');
    const right = await bind(link, 'sub-manager');
    expect(right.seen.status).toBe(200);
  });

  it('binds anew in place of the old account, whose sessions end', async () => {
    const before = await bind(await linkFor('p-audit'), 'sub-audit-old');
    expect(before.seen.status).toBe(200);
    const after = await bind(await linkFor('p-audit'), 'sub-audit-new');
    expect(after.seen.status).toBe(200);
    expect((await before.one.get('/notices')).address.pathname).toBe('/sign-in');
    const { items } = (await send('p-audit', 'GET', '/identities')).body;
    expect(items.map(({ subject, removed }: { subject: string; removed?: number }) => [subject, removed])).toEqual(
      expect.arrayContaining([
        ['sub-audit-new', undefined],
        ['sub-audit-old', morning],
      ]),
    );
  });

  it('is begun from its own page alone', async () => {
    const link = await linkFor('p-officer');
    const response = await fetch(`${server.address}${link}/sign-in`, {
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect([response.status, response.headers.get('location')]).toEqual([303, link]);
    expect((await fetch(`${server.address}/claim/${'x'.repeat(43)}/sign-in`)).status).toBe(404);
  });

  it('gives a token as before, with which one goes on signed in', async () => {
    const link = await linkFor('p-agency-staff');
    const one = browser();
    const claimed = await one.send(link, {});
    expect(claimed.status).toBe(201);
    const token = /name="token" value="(junkan_[\w-]+)"/.exec(claimed.text)?.[1] ?? '';
    const seen = await one.send('/sign-in', { token });
    expect([seen.status, seen.address.pathname]).toEqual([200, '/']);
    const [session] = await web.records.tokens.sessions('p-agency-staff', morning);
    expect(session).toMatchObject({ purpose: 'browser', issuedBy: 'p-admin', alone: ['p-admin'], plain: true });
  });
});

describe('where one is signed in', () => {
  it('is listed, and each can be ended, and all others', async () => {
    const { one } = await bind(await linkFor('p-office'), 'sub-office');
    const others = [browser(), browser(), browser()];
    for (const other of others) await other.get('/sign-in/provider');
    const page = await one.get('/settings/sessions');
    const ids = [...page.text.matchAll(/name="session" value="([^"]+)"/g)].map(([, id = '']) => id);
    expect([ids.length, page.text.includes('この画面')]).toEqual([4, true]);
    const current = /この画面[^]*?name="session" value="([^"]+)"/.exec(page.text)?.[1];
    const [first = ''] = ids.filter((id) => id !== current);
    const ended = await one.send('/settings/sessions/end', { _form: formIn(page.text), session: first });
    expect(ended.text).toContain('サインインを1件終わらせました');
    const all = await one.send('/settings/sessions/end-others', { _form: formIn(ended.text) });
    expect(all.text).toContain('サインインを2件終わらせました');
    for (const other of others) expect((await other.get('/notices')).address.pathname).toBe('/sign-in');
    expect((await one.get('/notices')).address.pathname).toBe('/notices');
    // Nobody ends another's.
    const [theirs] = await web.records.tokens.sessions('p-ciso', morning);
    const foreign = await one.send('/settings/sessions/end', { _form: formIn(all.text), session: theirs?.id ?? '' });
    expect(foreign.status).toBe(404);
  });

  it('ends with the account that is removed, also by oneself, and with all of one’s access', async () => {
    const { one, seen } = await bind(await linkFor('p-head'), 'sub-head');
    const identity = /name="identity" value="([^"]+)"/.exec(seen.text)?.[1] ?? '';
    const gone = await one.send('/settings/sessions/remove', { _form: formIn(seen.text), identity });
    expect([gone.address.pathname, one.cookie('junkan_session')]).toEqual(['/sign-in', undefined]);
    const back = await bind(await linkFor('p-head'), 'sub-head');
    expect((await send('p-local', 'POST', '/tokens/revoke-all', { person: 'p-head' })).body.identities).toBe(1);
    expect((await back.one.get('/notices')).address.pathname).toBe('/sign-in');
    expect((await browser().get('/sign-in/provider')).status).toBe(403);
  });

  it('is nowhere after signing out: here, and at the provider', async () => {
    provider.account = 'sub-ciso';
    const one = browser();
    await one.get('/sign-in/provider');
    const page = await one.get('/sign-out');
    const out = await one.send('/sign-out', { _form: formIn(page.text) });
    expect([out.status, one.cookie('junkan_session')]).toEqual([200, undefined]);
    const onward = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(out.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const asked = new URL(onward);
    expect([asked.origin, asked.searchParams.get('client_id')]).toEqual([provider.issuer, junkan.clientId]);
    expect(asked.searchParams.get('post_logout_redirect_uri')).toBe(`${server.address}/sign-in/ended`);
    expect((await one.get(onward)).status).toBe(200);
    expect((await one.get('/sign-in/ended')).text).toContain('サインアウトしました');
  });
});
