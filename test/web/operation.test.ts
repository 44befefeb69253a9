import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../client/engine.ts';
import { openRecords } from '../../records/open.ts';
import { makeApp } from '../../web/app.ts';
import { startWeb } from '../../web/server.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { ask, makeWeb, morning, type TestWeb } from './support/web.ts';
import { testKeys } from '../support/keys.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb({ url: 'http://junkan.example' });
});
afterAll(() => web?.close());

describe('without signing in', () => {
  it('/ says in both languages what runs here, that it is a demonstration, and what to type next', async () => {
    const { status, headers, text } = await ask(web.app, 'GET', '/about');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).toMatch(/^<!doctype html>/);
    for (const part of [
      'http://junkan.example',
      '/somewhere/.junkan',
      'http://127.0.0.1:8233',
      '実演用',
      'demonstration',
      'npx junkan board',
      '実データ',
    ])
      expect(text).toContain(part);
    expect(text.match(/<code>[^<]*npx junkan/g)).toHaveLength(3);
    expect(text).not.toMatch(/<script|https?:\/\/(?!junkan\.example|127\.0\.0\.1)/);
  });

  it('/health answers though the engine is away; /ready says 503 and what is missing', async () => {
    const health = await ask(web.app, 'GET', '/health');
    expect([health.status, health.body.installation.kind]).toEqual([200, 'demonstration']);
    const ready = await ask(web.app, 'GET', '/ready');
    expect([ready.status, ready.body]).toEqual([503, { ready: false, records: true, engine: false }]);
    expect(Number(ready.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('what is away is told to administrators of the whole installation with what to do', async () => {
    const token = await web.token('p-admin');
    const { status, body } = await ask(web.app, 'GET', '/api/v1/operation', { token });
    const found = new Map(body.findings.map((one: { id: string; verdict: string; todo?: object }) => [one.id, one]));
    expect([status, body.engine]).toEqual([200, false]);
    expect(found.get('records')).toEqual(expect.objectContaining({ verdict: 'good' }));
    expect(found.get('engine')).toEqual(
      expect.objectContaining({ verdict: 'bad', todo: { ja: expect.any(String), en: expect.any(String) } }),
    );
    // Nobody knows of them while it is away.
    expect(found.has('workers') || found.has('daily-round')).toBe(false);
    expect((await ask(web.app, 'GET', '/api/v1/operation', { token: await web.token('p-ciso') })).status).toBe(404);
  });

  it('/metrics counts by route, and names neither bodies nor people', async () => {
    const token = await web.token('p-ciso');
    await ask(web.app, 'GET', '/api/v1/board', { token });
    await ask(web.app, 'GET', '/api/v1/organisations/demo-ministry', { token });
    await ask(web.app, 'GET', '/api/v1/people/p-staff', { token });
    const { text } = await ask(web.app, 'GET', '/metrics');
    expect(text).toContain('route="/api/v1/organisations/{organisation}"');
    expect(text).not.toMatch(/demo-|p-ciso|p-staff|架空/);
  });

  it('the log has a line per request with opaque ids only', async () => {
    const token = await web.token('p-ciso');
    await ask(web.app, 'GET', '/api/v1/board?search=himitsu', { token });
    const line = web.log.at(-1);
    expect(line).toMatchObject({
      method: 'GET',
      route: '/api/v1/board',
      status: 200,
      person: 'p-ciso',
      request: expect.any(String),
    });
    expect(JSON.stringify(web.log)).not.toMatch(/himitsu|junkan_|架空|demo-ministry/);
  });
});

describe('with engine or records away', () => {
  it('a decision and a reading of a procedure answer 503 with Retry-After, in both languages', async () => {
    const token = await web.token('p-ciso');
    for (const answer of [
      await ask(web.app, 'GET', '/api/v1/procedures/cycle/2026/demo-ministry', { token }),
      await ask(web.app, 'POST', '/api/v1/procedures/cycle/2026/demo-ministry/decisions', {
        token,
        body: { type: 'x' },
      }),
    ]) {
      expect([answer.status, answer.body.type]).toEqual([503, 'urn:junkan:problem:unavailable']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(answer.body.ja.detail.length).toBeGreaterThan(0);
    }
  }, 120_000);

  it('records that are away: 503 for everything that signs in, /health goes on, and no stack trace', async () => {
    const database = await startPostgres(join(temporaryDirectory(), 'postgres'));
    const records = await openRecords({
      keys: testKeys,
      databaseUrl: database.url('postgres'),
      dataDirectory: '/nowhere',
      create: { kind: 'real' },
    });
    const engine = createEngine({ address: '127.0.0.1:9', namespace: 'default', keys: testKeys });
    const silent = { info: () => {}, warn: () => {}, error: () => {} };
    const app = makeApp({ records, engine, clock: () => morning, configuration: { version: 't' }, logger: silent });
    await database.stop();
    const { status, text, headers } = await ask(app, 'GET', '/api/v1/me', { token: 'junkan_x' });
    expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    expect(text).not.toMatch(/\.ts|\.js|node_modules/);
    expect((await ask(app, 'GET', '/health')).status).toBe(200);
    await engine.close();
    await records.close();
  });
});

describe('the server', () => {
  it('finishes what it accepted when it closes, and takes no more', async () => {
    let arrived = (): void => {};
    const here = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const app = {
      async fetch() {
        arrived();
        await pause(300);
        return new Response('done');
      },
    };
    const server = await startWeb({ app, host: '127.0.0.1', port: 0 });
    const accepted = fetch(server.address);
    await here;
    const closed = server.close();
    expect(await (await accepted).text()).toBe('done');
    await closed;
    await expect(fetch(server.address)).rejects.toThrow('fetch failed');
    await server.close();
  });

  it('refuses a body of 30 MB over a real connection with 413, and lives on', async () => {
    const server = await startWeb({ app: web.app, host: '127.0.0.1', port: 0 });
    const headers = {
      authorization: `Bearer ${await web.token('p-office')}`,
      'idempotency-key': 'big',
      'content-type': 'application/pdf',
    };
    const answer = await fetch(`${server.address}/api/v1/documents?name=x`, {
      method: 'POST',
      headers,
      body: new Uint8Array(30 * 1024 * 1024),
    }).catch((error: unknown) => error);
    // A client that only sends may see the connection end instead of the answer.
    expect([413, 'TypeError']).toContain(answer instanceof Response ? answer.status : Object(answer).name);
    expect((await fetch(`${server.address}/health`)).status).toBe(200);
    await server.close();
  });

  it('survives a client that goes away in the middle of its body', async () => {
    const server = await startWeb({ app: web.app, host: '127.0.0.1', port: 0 });
    const { port, hostname } = new URL(server.address);
    const token = await web.token('p-office');
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /api/v1/documents?name=x HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\nidempotency-key: gone\r\ncontent-type: text/plain\r\ncontent-length: 1000\r\n\r\nhalf`,
    );
    await pause(200);
    socket.destroy();
    expect((await fetch(`${server.address}/health`)).status).toBe(200);
    expect(await web.records.answers.get('p-office', 'gone')).toBeUndefined();
    await server.close();
  });

  it('says that a port is taken', async () => {
    const server = await startWeb({ app: web.app, host: '127.0.0.1', port: 0 });
    const port = Number(new URL(server.address).port);
    await expect(startWeb({ app: web.app, host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await server.close();
  });
});
