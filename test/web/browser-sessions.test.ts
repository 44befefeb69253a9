/** Sign-ins with a browser: cookies, limits, ends; forms of other sites; addresses that lead away; the policy of every page. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_IDLE, SESSION_LIFE } from '../../contract/records/tokens.ts';
import { ask, formBody, signIn, withSession, type Shown, type SignedIn } from '../support/signed-in.ts';
import { ask as askApi, makeWeb, morning, type TestWeb } from './support/web.ts';

let web: TestWeb;
let proxied: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
  proxied = await makeWeb({ proxies: ['127.0.0.1'], url: 'https://junkan.example.go.jp' });
});
afterAll(async () => {
  await web?.close();
  await proxied?.close();
});

const signedIn = (person = 'p-ciso'): Promise<SignedIn> => signIn(web.app, web.records, person, web.now);
const isIn = async (visitor: SignedIn): Promise<boolean> => (await visitor.get('/')).status === 200;
const MINUTE = 60_000;

describe('a session', () => {
  it('ends when it is not used for an hour, and after twelve however much it is used, by the clock of the web', async () => {
    web.now = morning;
    const idle = await signedIn();
    const used = await signedIn();
    web.now += SESSION_IDLE - MINUTE;
    expect([await isIn(idle), await isIn(used)]).toEqual([true, true]);
    web.now += SESSION_IDLE - MINUTE;
    expect(await isIn(used)).toBe(true);
    web.now += 2 * MINUTE;
    expect([await isIn(idle), await isIn(used)]).toEqual([false, true]);
    while (web.now < morning + SESSION_LIFE - MINUTE) {
      expect(await isIn(used)).toBe(true);
      web.now += 30 * MINUTE;
    }
    web.now = morning + SESSION_LIFE;
    expect(await isIn(used)).toBe(false);
    web.now = morning;
  });

  it('ends at once with its own end, with revoke-all, and with the last post', async () => {
    const administrator = await web.token('p-admin');
    const one = await signedIn('p-manager');
    expect(await isIn(one)).toBe(true);
    await web.records.tokens.revoke(one.id, 'p-manager', web.now);
    expect(await isIn(one)).toBe(false);

    const other = await signedIn('p-manager');
    expect(await isIn(other)).toBe(true);
    const revoked = await askApi(web.app, 'POST', '/api/v1/tokens/revoke-all', {
      token: administrator,
      body: { person: 'p-manager' },
    });
    expect(revoked.status).toBe(200);
    expect(await isIn(other)).toBe(false);

    const last = await signedIn('p-staff');
    expect(await isIn(last)).toBe(true);
    await web.records.registry.change(
      {
        appointments: [
          {
            id: 'a-p-staff',
            person: 'p-staff',
            role: 'staff',
            organisation: 'demo-ministry',
            from: '2026-04-01',
            to: '2026-11-22',
            kind: 'regular',
          },
        ],
      },
      'p-admin',
      web.now,
    );
    expect(await isIn(last)).toBe(false);
  });

  it('ends by signing out, and its cookie goes; nobody goes back to what was shown', async () => {
    const visitor = await signedIn();
    const { status, to, headers } = await visitor.post('/sign-out');
    expect([status, to]).toEqual([303, '/sign-in?out=1']);
    expect(headers.get('set-cookie')).toMatch(/^junkan_session=;.*Max-Age=0/);
    expect(headers.get('clear-site-data')).toBe('"cache"');
    expect(await isIn(visitor)).toBe(false);
  });

  it('lets no program in, and a token is no session', async () => {
    const visitor = await signedIn();
    const asBearer = await askApi(web.app, 'GET', '/api/v1/me', { token: visitor.secret });
    expect(asBearer.status).toBe(401);
    expect((await askApi(web.app, 'GET', '/api/v1/me', { headers: { cookie: visitor.cookie } })).status).toBe(401);
    const token = await web.token('p-ciso');
    expect(await isIn(withSession(web.app, 'p-ciso', '', token))).toBe(false);
  });
});

describe('cookies', () => {
  const enter = (of: TestWeb): Promise<Shown> => ask(of.app, 'POST', '/sign-in/as', formBody({ person: 'p-ciso' }));
  const enterByToken = async (of: TestWeb): Promise<Shown> =>
    ask(of.app, 'POST', '/sign-in', formBody({ token: await of.token('p-ciso') }));

  it('on plain loopback are for this server alone and read by no script', async () => {
    const { status, headers } = await enter(web);
    expect(status).toBe(303);
    expect(headers.get('set-cookie')).toMatch(
      /^junkan_session=[\w-]{40,60}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it('behind TLS only come by it, for this host and every address of it, and no other name counts', async () => {
    const { status, headers } = await enterByToken(proxied);
    expect(status).toBe(303);
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-junkan=[\w-]{40,60}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const [name = '', secret = ''] = (cookie.split(';')[0] ?? '').split('=');
    const home = (as: string) => ask(proxied.app, 'GET', '/', { headers: { cookie: `${as}=${secret}` } });
    expect([(await home(name)).status, (await home('junkan_session')).status]).toEqual([200, 303]);
    const language = await ask(proxied.app, 'GET', '/sign-in?language=en');
    expect(language.headers.get('set-cookie')).toMatch(/^junkan_language=en;.*HttpOnly; Secure; SameSite=Lax$/);
  });
});

/** Every page that takes a form, with fields that would do something. */
const forms: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['/sign-out', {}],
  ['/notices/1/read', {}],
  ['/settings/sessions/end-others', {}],
  ['/settings/sessions/end', { session: 'x' }],
  ['/settings/sessions/remove', { identity: 'x' }],
  ['/cycle/2026/demo-ministry/decide/close', { _do: 'confirm', _seen: '1' }],
];
const foreign: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['another origin', { origin: 'https://evil.example' }],
  ['no origin to be told, as a frame of another site', { origin: 'null' }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['another host of the same site', { 'sec-fetch-site': 'same-site', origin: 'http://junkan.example' }],
];

describe('forms of others', () => {
  it.each(forms)(
    '%s without a token of this session, or from elsewhere, is refused and does nothing',
    async (path, fields) => {
      const visitor = await signedIn();
      const other = await signedIn();
      const stranger = await signedIn('p-audit');
      const right = await visitor.token();
      const wrong = [
        '',
        'x',
        `${randomUUID()}.x`,
        `.${right.split('.')[1]}`,
        await other.token(),
        await stranger.token(),
      ];
      for (const token of wrong) {
        const { status, html } = await visitor.post(path, fields, { token });
        expect([token, status, html.includes('<h1>')]).toEqual([token, 403, true]);
      }
      for (const [, headers] of foreign) {
        const { status, html } = await visitor.post(path, fields, { token: right, headers });
        expect([headers, status, html.includes('ほかのサイト')]).toEqual([headers, 403, true]);
      }
      expect([await isIn(visitor), await isIn(other), await isIn(stranger)]).toEqual([true, true, true]);
    },
  );

  it('ours are taken: the same ones with their token, by browsers that say where they come from and by those that do not', async () => {
    const ours: readonly Readonly<Record<string, string>>[] = [
      {},
      { origin: 'http://junkan.example', host: 'junkan.example' },
      { 'sec-fetch-site': 'same-origin' },
    ];
    for (const headers of ours) {
      const visitor = await signedIn();
      expect((await visitor.post('/sign-out', {}, { headers })).status).toBe(303);
    }
  });

  it.each(foreign)('nobody is signed in by a form of %s', async (_, headers) => {
    const token = await web.token('p-ciso');
    for (const [path, fields] of [
      ['/sign-in', { token }],
      ['/sign-in/as', { person: 'p-ciso' }],
    ] as const) {
      const answer = await ask(web.app, 'POST', path, { headers, ...formBody(fields) });
      expect([path, answer.status, answer.headers.get('set-cookie')]).toEqual([path, 403, null]);
    }
  });

  it('which are no forms, or too large, get a page that says so', async () => {
    const visitor = await signedIn();
    const headers = { cookie: visitor.cookie, 'content-type': 'application/json' };
    const json = await ask(web.app, 'POST', '/sign-out', { headers, body: '{}' });
    expect([json.status, json.html.includes('<h1>')]).toEqual([415, true]);
    const large = await visitor.post('/sign-out', { a: 'x'.repeat(300_000) });
    expect([large.status, large.html.includes('<h1>')]).toEqual([413, true]);
  });
});

describe('addresses that would lead away', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    '',
  ])('%j leads to the first page after signing in', async (to) => {
    const { status, to: led } = await ask(web.app, 'POST', '/sign-in/as', formBody({ person: 'p-ciso', to }));
    expect([status, led]).toEqual([303, '/']);
    const { html } = await ask(web.app, 'GET', `/sign-in?to=${encodeURIComponent(to)}`);
    expect(html).toContain('name="to" value="/"');
  });

  it('the page asked for is come back to, with its query', async () => {
    const { to } = await ask(web.app, 'GET', '/board?year=2026&name=%E7%9C%81');
    expect(to).toBe(`/sign-in?to=${encodeURIComponent('/board?year=2026&name=%E7%9C%81')}`);
    const place = new URL(to ?? '', 'http://junkan.example').searchParams.get('to') ?? '';
    const { to: led } = await ask(web.app, 'POST', '/sign-in/as', formBody({ person: 'p-ciso', to: place }));
    expect(led).toBe('/board?year=2026&name=%E7%9C%81');
  });

  it.each(['//evil.example/?language=en', '/\\evil.example?language=en', '/.//evil.example?language=en'])(
    'switching the language at %s stays here',
    async (path) => {
      const { to } = await ask(web.app, 'GET', path, { headers: { accept: 'text/html' } });
      expect(new URL(to ?? '', 'http://junkan.example/').host).toBe('junkan.example');
    },
  );
});

describe('every page', () => {
  const pages = [
    '/',
    '/sign-in',
    '/sign-out',
    '/settings/sessions',
    '/board',
    '/notices',
    '/guideline',
    '/guideline/3-7',
  ];
  const others = ['/about', '/nothing-here', '/cycle/2026/demo-ministry', '/claim/no-such-link'];

  it.each([...pages, ...others])(
    '%s lets nothing in from elsewhere, and holds no script or style of its own',
    async (path) => {
      const visitor = await signedIn();
      const { headers, html } = await visitor.get(path, { headers: { accept: 'text/html' } });
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none';.*form-action 'self'; frame-ancestors 'none'/,
      );
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|data:|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toMatch(/private|no-store/);
      expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc="\/assets\/)/i);
      expect(html).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//);
    },
  );
});
