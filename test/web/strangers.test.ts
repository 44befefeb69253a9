/** What strangers get to see, how they are counted, and where links for people lead. */
import { request as send } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWeb, type WebServer } from '../../web/server.ts';
import { ask, makeWeb, type TestWeb } from './support/web.ts';

let web: TestWeb;
let server: WebServer;
let proxied: TestWeb;
let behind: WebServer;
beforeAll(async () => {
  web = await makeWeb();
  server = await startWeb({ app: web.app, host: '127.0.0.1', port: 0 });
  proxied = await makeWeb({ proxies: ['127.0.0.1'], url: 'https://junkan.example.go.jp', tls: true });
  behind = await startWeb({ app: proxied.app, host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server?.close();
  await behind?.close();
  await web?.close();
  await proxied?.close();
});

const from = (address: string) => ({ 'x-forwarded-for': `6.6.6.6, ${address}` });
const clientsIn = (log: readonly object[]): unknown[] =>
  log.map((line) => ('client' in line ? line.client : undefined));

describe('what a stranger reads', () => {
  it('from another machine: no metrics, and on the page nothing of where things lie', async () => {
    const elsewhere = { headers: from('203.0.113.9') };
    expect((await ask({ fetch: over(behind) }, 'GET', '/metrics', elsewhere)).status).toBe(401);
    const staff = { ...elsewhere, token: await proxied.token('p-staff') };
    expect((await ask({ fetch: over(behind) }, 'GET', '/metrics', staff)).status).toBe(403);
    const admin = { ...elsewhere, token: await proxied.token('p-admin') };
    const metrics = await ask({ fetch: over(behind) }, 'GET', '/metrics', admin);
    expect([metrics.status, metrics.text.includes('junkan_http_request_seconds')]).toEqual([200, true]);
    const page = await ask({ fetch: over(behind) }, 'GET', '/about', elsewhere);
    expect(page.status).toBe(200);
    for (const detail of ['/somewhere/.junkan', '127.0.0.1:8233']) expect(page.text).not.toContain(detail);
    expect(page.text).toContain('https://junkan.example.go.jp');
  });

  it('on this machine: both; but not through a proxy that nobody declared', async () => {
    expect((await ask({ fetch: over(server) }, 'GET', '/metrics')).status).toBe(200);
    expect((await ask({ fetch: over(server) }, 'GET', '/about')).text).toContain('/somewhere/.junkan');
    const through = { headers: { 'x-forwarded-for': '203.0.113.9' } };
    expect((await ask({ fetch: over(server) }, 'GET', '/metrics', through)).status).toBe(401);
    expect((await ask({ fetch: over(server) }, 'GET', '/about', through)).text).not.toContain('/somewhere/.junkan');
  });

  it('whether it is ready is looked up once a second, however many ask', async () => {
    const looks = vi.spyOn(web.records, 'ready');
    const answers = await Promise.all(Array.from({ length: 200 }, async () => ask(web.app, 'GET', '/ready')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(looks.mock.calls.length).toBeLessThanOrEqual(2);
    looks.mockRestore();
  });

  it('the document is sent once to who keeps it', async () => {
    const first = await ask(web.app, 'GET', '/api/v1/openapi.json');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    const again = await ask(web.app, 'GET', '/api/v1/openapi.json', { headers: { 'if-none-match': `W/${etag}, "x"` } });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    const other = await ask(web.app, 'GET', '/api/v1/openapi.json', { headers: { 'if-none-match': '"x"' } });
    expect([other.status, other.text]).toEqual([200, first.text]);
  });
});

describe('where a request comes from', () => {
  it('stands in the log: the connection, or what a declared proxy says last', async () => {
    web.log.length = 0;
    await ask({ fetch: over(server) }, 'GET', '/health', { headers: from('203.0.113.9') });
    expect(clientsIn(web.log)).toEqual(['127.0.0.1']);
    proxied.log.length = 0;
    await ask({ fetch: over(behind) }, 'GET', '/health', { headers: from('203.0.113.9') });
    await ask({ fetch: over(behind) }, 'GET', '/health', { headers: { 'x-forwarded-for': 'nobody' } });
    expect(clientsIn(proxied.log)).toEqual(['203.0.113.9', '127.0.0.1']);
  });

  it('is counted where nobody is signed in: who floods is told to wait, nobody else is, and a token goes on working', async () => {
    const bad = (address: string) =>
      ask({ fetch: over(behind) }, 'GET', '/api/v1/me', { token: 'junkan_wrong', headers: from(address) });
    const answers = [];
    for (let i = 0; i < 310; i += 1) answers.push(await bad('203.0.113.50'));
    expect(answers.slice(0, 300).every(({ status }) => status === 401)).toBe(true);
    expect(answers.slice(300).every(({ status }) => status === 429)).toBe(true);
    expect(answers.at(-1)?.headers.get('retry-after')).toBe('60');
    expect((await bad('203.0.113.51')).status).toBe(401);
    const good = { token: await proxied.token('p-staff'), headers: from('203.0.113.50') };
    expect((await ask({ fetch: over(behind) }, 'GET', '/api/v1/me', good)).status).toBe(200);
    const flood = proxied.log.filter((line) => 'count' in line);
    expect(flood).toMatchObject([{ level: 'warn', client: '203.0.113.50', count: 300 }]);
    proxied.now += 60_000;
    expect((await bad('203.0.113.50')).status).toBe(401);
  });
});

describe('links for people', () => {
  const hostile = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };

  it('lead to JUNKAN_URL, whatever the request says of its host', async () => {
    const token = await proxied.token('p-ciso');
    const made = await ask({ fetch: over(behind) }, 'POST', '/api/v1/calendar-feed', { token, headers: hostile });
    expect(made.body.link).toMatch(/^https:\/\/junkan\.example\.go\.jp\/calendar\//);
    expect(JSON.stringify(made.body)).not.toContain('evil');
  });

  it('lead to the address that is listened on where there is none', async () => {
    const token = await web.token('p-ciso');
    const made = await ask({ fetch: over(server) }, 'POST', '/api/v1/calendar-feed', { token, headers: hostile });
    expect(made.body.link.startsWith(`${server.address}/calendar/`)).toBe(true);
  });

  it('who comes by the own TLS is told to come by https alone', async () => {
    expect((await ask({ fetch: over(behind) }, 'GET', '/health')).headers.get('strict-transport-security')).toBe(
      'max-age=31536000',
    );
    expect((await ask(web.app, 'GET', '/health')).headers.get('strict-transport-security')).toBeNull();
  });
});

/** Asks a server over the network, with whatever headers. */
function over({ address }: WebServer) {
  return async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const body = Buffer.from(await request.arrayBuffer());
    return new Promise((resolve, reject) => {
      const headers = Object.fromEntries(request.headers);
      const asked = send(`${address}${pathname}${search}`, { method: request.method, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const given = new Headers();
          for (const [name, value] of Object.entries(answer.headers)) given.set(name, String(value));
          const status = answer.statusCode ?? 0;
          resolve(new Response(status === 304 ? null : Buffer.concat(chunks), { status, headers: given }));
        });
      });
      asked.on('error', reject);
      asked.end(body);
    });
  };
}
