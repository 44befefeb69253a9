/** Who may is asked before the work: a body that nobody may send is not read, and a large file holds up nobody else. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWeb, type WebServer } from '../../web/server.ts';
import { ask, makeWeb, type TestWeb } from './support/web.ts';

// Files of 16 MiB on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let web: TestWeb;
let server: WebServer;
beforeAll(async () => {
  web = await makeWeb();
  server = await startWeb({ app: web.app, host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server?.close();
  await web?.close();
});

/** A body that says whether anybody read of it. */
function watched(text: string): { readonly raw: ReadableStream<Uint8Array>; wasRead(): boolean } {
  let read = false;
  const raw = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        read = true;
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { raw, wasRead: () => read };
}

interface Described {
  readonly paths: Record<string, Record<string, { requestBody?: { content: object } }>>;
}

/** Every route of the document that takes a body below `/api/v1`, with an address of another body's. */
async function routesWithBody() {
  const document: Described = (await ask(web.app, 'GET', '/api/v1/openapi.json')).body;
  const parts: Record<string, string> = {
    kind: 'cycle',
    year: '2026',
    organisation: 'demo-ministry',
    n: '1',
    register: 'visibility',
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) =>
      requestBody === undefined
        ? []
        : [
            {
              route: `${method.toUpperCase()} ${path}`,
              method: method.toUpperCase(),
              address: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? 'x-1'),
              type: Object.keys(requestBody.content)[0] ?? '',
            },
          ],
    ),
  );
}

describe('the right is judged before the work', () => {
  it('no body of a plain employee is read where they may do nothing', async () => {
    const token = await web.token('p-agency-staff');
    const read: string[] = [];
    const answers: string[] = [];
    const routes = await routesWithBody();
    for (const { route, method, address, type } of routes) {
      const { raw, wasRead } = watched('{');
      const query = route.endsWith('/documents') ? '?name=n&organisation=demo-ministry' : '';
      const { status } = await ask(web.app, method, `${address}${query}`, {
        token,
        raw,
        headers: { 'content-type': type },
      });
      if (wasRead()) read.push(route);
      else answers.push(`${status} ${route}`);
    }
    // Everyone gets tokens for themselves, and sets what concerns them alone: of these the body is read.
    expect(read.sort()).toEqual(['POST /api/v1/tokens', 'POST /api/v1/tokens/revoke-all', 'PUT /api/v1/settings']);
    expect(answers.length).toBeGreaterThan(10);
    for (const answer of answers) expect(answer).toMatch(/^(403|404) /);
  });

  it('nor of somebody who is not signed in, anywhere', async () => {
    for (const { method, address, type } of await routesWithBody()) {
      const { raw, wasRead } = watched('{');
      const { status } = await ask(web.app, method, address, { raw, headers: { 'content-type': type } });
      expect([address, status, wasRead()]).toEqual([address, 401, false]);
    }
  });

  it('who changed something and no longer may is still given the answer of it, and changes nothing more', async () => {
    const change = (nameEn: string) => ({
      token: undefined as string | undefined,
      body: {
        people: [{ id: 'p-later', nameJa: 'あとの人（架空）', nameEn: `${nameEn} (fictional)`, home: 'demo-centre' }],
      },
      key: 'kept-answer',
    });
    const token = await web.token('p-admin');
    const first = await ask(web.app, 'POST', '/api/v1/registry/changes', { ...change('Later'), token });
    expect(first.status).toBe(200);
    const ended = { ends: [{ appointment: 'a-p-admin', to: '2026-11-22' }] };
    await web.records.registry.change(
      {
        appointments: [
          {
            id: 'a-p-admin',
            person: 'p-admin',
            role: 'administrator',
            organisation: 'demo-centre',
            from: '2026-04-01',
            to: ended.ends[0]?.to ?? '',
            kind: 'regular',
          },
        ],
      },
      'p-head',
      web.now,
    );
    const again = await ask(web.app, 'POST', '/api/v1/registry/changes', { ...change('Later'), token });
    expect([again.status, again.body]).toEqual([200, first.body]);
    const other = await ask(web.app, 'POST', '/api/v1/registry/changes', { ...change('Other'), token });
    expect(other.status).toBe(422);
    const fresh = await ask(web.app, 'POST', '/api/v1/registry/changes', { ...change('Other'), token, key: 'fresh' });
    expect(fresh.status).toBe(403);
    await web.records.registry.change(
      {
        people: [{ id: 'p-second', nameJa: '二人目（架空）', nameEn: 'Second (fictional)', home: 'demo-centre' }],
        appointments: [
          {
            id: 'a-second',
            person: 'p-second',
            role: 'administrator',
            organisation: 'demo-centre',
            from: '2026-04-01',
            kind: 'regular',
          },
        ],
      },
      'p-head',
      web.now,
    );
  });
});

describe('a large file', () => {
  const MEGABYTE = 1024 * 1024;
  const send = async (token: string, body: string, type = 'application/json', query = '') => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': type, 'idempotency-key': crypto.randomUUID() };
    const asked = `${server.address}/api/v1/registry/import${query}`;
    const response = await fetch(asked, { method: 'POST', headers, body });
    // oxlint-disable-next-line typescript/no-explicit-any -- the test looks into answers of several shapes
    const answer: any = await response.json();
    return { status: response.status, body: answer };
  };

  /** The longest anybody else waited for an answer meanwhile, milliseconds. */
  async function meanwhile<T>(work: Promise<T>): Promise<{ readonly done: T; readonly waited: number }> {
    let over = false;
    let waited = 0;
    const look = (async () => {
      while (!over) {
        const began = performance.now();
        await fetch(`${server.address}/health`).then(async (response) => response.text());
        waited = Math.max(waited, performance.now() - began);
        await pause(20);
      }
    })();
    const done = await work.finally(() => (over = true));
    await look;
    return { done, waited };
  }

  const hostile: readonly (readonly [string, string, string, string])[] = [
    ['rows of nothing', `{"people":[${'{},'.repeat((15 * MEGABYTE) / 3)}{}]}`, 'application/json', ''],
    ['unknown keys', `{${Array.from({ length: 900_000 }, (_, i) => `"k${i}":[]`).join(',')}}`, 'application/json', ''],
    ['one huge text', `{"people":[{"id":"${'x'.repeat(15 * MEGABYTE)}"}]}`, 'application/json', ''],
    ['CSV of empty lines', `人物ID,氏名\n${'\n'.repeat(15 * MEGABYTE)}`, 'text/csv', '?kind=people'],
    ['CSV of short rows', `人物ID,氏名\n${'a\n'.repeat(7 * MEGABYTE)}`, 'text/csv', '?kind=people'],
    ['CSV of quotation marks', `人物ID,氏名\n${'a"b,c\n'.repeat(2 * MEGABYTE)}`, 'text/csv', '?kind=people'],
  ];

  it.each(hostile)('of a plain employee is refused at once: %s', async (_, body, type, query) => {
    const token = await web.token('p-agency-staff');
    const began = performance.now();
    const { done, waited } = await meanwhile(send(token, body, type, query));
    expect(done.status).toBe(403);
    expect(waited).toBeLessThan(5_000);
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  it.each(hostile)('of an administrator keeps nobody waiting: %s', async (_, body, type, query) => {
    const token = await web.token('p-second');
    const { done, waited } = await meanwhile(send(token, body, type, query));
    const problem = done.body;
    expect(done.status).toBe(400);
    expect(problem.errors.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(problem).length).toBeLessThan(100_000);
    expect(waited).toBeLessThan(5_000);
  });

  it('of good rows is imported whole, and read as a small one is', async () => {
    const rows = Array.from(
      { length: 6_000 },
      (_, i) => `p-many-${i},多人数${i}（架空）,Many ${i} (fictional),demo-centre`,
    );
    const body = `人物ID,氏名,英語氏名,home\n${rows.join('\n')}`;
    expect(body.length).toBeGreaterThan(256 * 1024);
    const token = await web.token('p-second');
    const good = await send(token, body, 'text/csv', '?kind=people');
    expect([good.status, good.body.added]).toEqual([200, 6_000]);
    const wrong = await send(token, `${body}\np-last,氏名`, 'text/csv', '?kind=people');
    expect(wrong.body.errors).toMatchObject([{ path: 'line 6002' }]);
  });

  it('with many errors names fifty of them and says how many more there are', async () => {
    const token = await web.token('p-second');
    const body = JSON.stringify({ people: Array.from({ length: 200 }, (_, i) => ({ id: `p-x${i}`, wrong: 1 })) });
    const { body: problem } = await send(token, body);
    expect([problem.errors.length, problem.more]).toEqual([50, 150]);
    expect(problem.en.detail).toContain('and 150 more');
    const judged = JSON.stringify({
      people: Array.from({ length: 200 }, (_, i) => ({ id: `p-x${i}`, nameJa: '', nameEn: 'x' })),
    });
    const { body: later } = await send(token, judged);
    expect([later.errors.length, later.more > 100]).toEqual([50, true]);
  });

  it('of one who records nominations alone is bounded like any other body', async () => {
    const token = await web.token('p-head');
    const { status } = await send(token, `{"people":[${'{},'.repeat(MEGABYTE)}{}]}`);
    expect(status).toBe(413);
  });
});
