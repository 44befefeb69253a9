/** Tokens claimed by the person with a one-time link, over a real HTTP server. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWeb, type WebServer } from '../../web/server.ts';
import { ask, type Ask, makeWeb, morning, type TestWeb } from './support/web.ts';

const DAY = 24 * 60 * 60 * 1000;
let web: TestWeb;
let server: WebServer;

beforeAll(async () => {
  web = await makeWeb();
  server = await startWeb({ app: web.app, host: '127.0.0.1', port: 0 });
  await web.records.registry.change(
    {
      people: [
        {
          id: 'p-odd',
          nameJa: '<script>alert("氏名")</script>&（架空）',
          nameEn: '"><img src=x onerror=1> (fictional)',
        },
        { id: 'p-local', nameJa: '地元（架空）', nameEn: 'Local (fictional)' },
      ],
      appointments: [
        {
          id: 'a-odd',
          person: 'p-odd',
          role: 'staff',
          organisation: 'demo-agency',
          from: '2026-04-01',
          kind: 'regular',
        },
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
afterEach(async () => {
  web.now = morning;
  if (!(await web.records.governance.verify()).whole) throw new Error("the registry's chain is broken");
});
afterAll(async () => {
  await server?.close();
  await web?.close();
});

const send = async (person: string, method: string, path: string, body?: object, other: Ask = {}) =>
  ask(web.app, method, `/api/v1${path}`, { token: await web.token(person), ...(body && { body }), ...other });
const issue = (by: string, person: string, other: Ask = {}) =>
  send(by, 'POST', '/claims', { person, days: 5, purpose: 'first token' }, other);
const open = (path: string, init: RequestInit = {}) => fetch(`${server.address}${path}`, init);
const json = { method: 'POST', headers: { accept: 'application/json' } };

describe('a one-time link', () => {
  it('is looked at as often as one likes, claimed once, and the token works', async () => {
    const { status, body } = await issue('p-admin', 'p-staff');
    expect([status, body.expires]).toEqual([201, morning + 7 * DAY]);
    for (const method of ['GET', 'GET', 'HEAD', 'GET']) expect((await open(body.path, { method })).status).toBe(200);
    const page = await (await open(body.path)).text();
    expect(page).toContain('p-staff（架空）');
    expect(page).toContain('<form method="post">');
    const response = await open(body.path, { method: 'POST' });
    expect(response.status).toBe(201);
    const kept = await response.text();
    expect(kept).toContain('Ctrl-D');
    expect(kept).toContain(
      `JUNKAN_SERVER=${server.address.replace(/\/$/, '')} JUNKAN_TOKEN_FILE=junkan.token npx junkan tasks`,
    );
    const secret = /junkan_[\w-]{43}/.exec(kept)?.[0];
    const me = await ask(web.app, 'GET', '/api/v1/me', { token: secret });
    expect(me.body).toMatchObject({ person: 'p-staff', token: { issuedBy: 'p-admin' } });
    const again = await open(body.path, { method: 'POST' });
    expect(again.status).toBe(404);
    expect(await again.text()).toContain('システム管理者に、新しいリンクを依頼');
    expect((await open(body.path)).status).toBe(404);
  });

  it('is told to holder and issuer when it is used, and stands in the journal without its secret', async () => {
    const { body } = await issue('p-admin', 'p-officer');
    await open(body.path, json);
    for (const who of ['p-officer', 'p-admin']) {
      const notices = await send(who, 'GET', '/notices');
      expect(JSON.stringify(notices.body.items[0])).toContain('tokenClaimed');
    }
    const journal = await send('p-admin', 'GET', '/registry/journal');
    const acts = journal.body.items.flatMap((line: { by: string; rows: { kind: string; id: string; act: string }[] }) =>
      line.rows.filter(({ id }) => id === body.id).map(({ act }) => `${act} by ${line.by}`),
    );
    expect(acts).toEqual(['issued by p-admin', 'claimed by p-officer']);
    const secret = body.path.split('/').at(-1);
    expect(journal.text).not.toContain(secret);
    const claims = await send('p-officer', 'GET', '/claims');
    expect(claims.body.items[0]).toMatchObject({ id: body.id, claimed: morning, issuedBy: 'p-admin' });
  });

  it('lives seven days, and works no more once revoked – by whoever issued it or whom it is for', async () => {
    const late = await issue('p-admin', 'p-staff');
    web.now = morning + 7 * DAY;
    expect((await open(late.body.path, json)).status).toBe(404);
    web.now = morning;
    const revoked = await issue('p-admin', 'p-staff');
    expect((await send('p-ciso', 'DELETE', `/claims/${revoked.body.id}`)).status).toBe(404);
    expect((await send('p-staff', 'DELETE', `/claims/${revoked.body.id}`)).body).toMatchObject({ revoked: true });
    expect((await open(revoked.body.path, json)).status).toBe(404);
    const used = await issue('p-admin', 'p-staff');
    await open(used.body.path, json);
    expect((await send('p-admin', 'DELETE', `/claims/${used.body.id}`)).body).toMatchObject({ revoked: false });
  });

  it('is issued by an administrator of that person, for nobody else and not for themselves', async () => {
    expect((await issue('p-admin', 'p-admin')).status).toBe(403);
    expect((await issue('p-ciso', 'p-staff')).status).toBe(403);
    expect((await issue('p-local', 'p-staff')).status).toBe(201);
    expect((await issue('p-local', 'p-agency-staff')).status).toBe(400);
    expect((await issue('p-local', 'p-nobody')).body.errors[0].path).toBe('person');
  });

  it('shows its secret once: neither a repeat nor log nor answers have it', async () => {
    const key = randomUUID();
    const first = await issue('p-admin', 'p-staff', { key });
    const secret = first.body.path.split('/').at(-1);
    expect((await issue('p-admin', 'p-staff', { key })).body).toEqual({ ...first.body, path: undefined });
    await open(first.body.path);
    await open(first.body.path, json);
    expect(JSON.stringify(web.log)).not.toContain(secret);
    expect(JSON.stringify(await web.records.answers.get('p-admin', key))).not.toContain(secret);
  });
});

describe('the page of a link', () => {
  it('has no script, loads nothing, sends no referrer, is not cached, and lies in no frame', async () => {
    const { body } = await issue('p-admin', 'p-staff');
    const { headers } = await open(body.path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('shows a name with HTML in it as it is written', async () => {
    const { body } = await issue('p-admin', 'p-odd');
    const page = await (await open(body.path)).text();
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;script&gt;alert(&quot;氏名&quot;)&lt;/script&gt;&amp;（架空）');
  });

  it('takes no form of another site', async () => {
    const { body } = await issue('p-admin', 'p-staff');
    const foreign: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }];
    for (const headers of foreign) expect((await open(body.path, { method: 'POST', headers })).status).toBe(404);
    expect((await open(body.path, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(201);
  });

  it.each(['%00', '..%2f..', '%ff%fe', '%E0%A4%A', '<b>', "'%20or%201=1", '\u202e', 'x'.repeat(43), 'x'.repeat(9000)])(
    'answers 404 to the made-up secret %s',
    async (secret) => {
      const { status } = await ask(web.app, 'GET', `/claim/${encodeURI(secret).replaceAll('%25', '%')}`);
      expect(status).toBe(404);
    },
  );

  it('turns a flood of guesses away with 429, while a real link goes on working', async () => {
    const { body } = await issue('p-admin', 'p-staff');
    web.now = morning + DAY;
    const guess = `/claim/${'A'.repeat(43)}`;
    const answers = await Promise.all(Array.from({ length: 70 }, () => ask(web.app, 'POST', guess, { key: '' })));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('60');
    expect((await open(body.path, json)).status).toBe(201);
  });
});
