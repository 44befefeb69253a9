/** When the database is away a form that was sent is not lost: its page says what to do, and holds what was typed. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../support/postgres.ts';
import { signIn } from '../support/signed-in.ts';
import { makeWeb, type TestWeb } from './support/web.ts';

let database: TestDatabase;
let web: TestWeb;
let wire: Server;
const sockets = new Set<Socket>();
beforeAll(async () => {
  database = await emptyDatabase();
  const url = new URL(database.url);
  // A wire to the database that can be cut.
  wire = createServer((near) => {
    const far = connect(Number(url.port), url.hostname);
    for (const one of [near, far]) {
      sockets.add(one);
      one.on('error', () => {});
    }
    near.pipe(far).pipe(near);
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  const through = new URL(database.url);
  through.hostname = '127.0.0.1';
  through.port = String(portOf(wire.address()));
  web = await makeWeb({}, { databaseUrl: through.toString() });
});
afterAll(async () => {
  await web?.close();
  await database?.drop();
});

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function cut(): void {
  wire.close();
  for (const one of sockets) one.destroy();
}

it('says what to do, with what was typed and its key, in both languages; not for another site', async () => {
  const visitor = await signIn(web.app, web.records, 'p-ciso', web.now);
  const token = await visitor.token();
  cut();
  const path = '/cycle/2026/demo-ministry/decide/setDirection';
  const fields = { _do: 'confirm', _seen: '3', direction: '<i>方向性"' };
  const { status, html, headers } = await visitor.post(path, fields, { token });
  expect(status).toBe(503);
  expect(headers.get('retry-after')).toMatch(/^\d+$/);
  expect(html).toContain('データベース');
  expect(html).not.toContain('Idempotency-Key');
  expect(html).toContain('入力した内容は、この画面に残っています');
  expect(html).toContain(`<form method="post" action="${path}">`);
  expect(html).toContain(`name="_form" value="${token}"`);
  expect(html).toContain('name="direction" value="&lt;i&gt;方向性&quot;"');
  const english = await visitor.post(path, fields, {
    token,
    headers: { cookie: `${visitor.cookie}; junkan_language=en` },
  });
  expect(english.html).toContain('What you typed is kept in this page');
  const foreign = await visitor.post(path, fields, { token, headers: { origin: 'https://evil.example' } });
  expect([foreign.status, foreign.html.includes('方向性&quot;')]).toEqual([503, false]);
  const page = await visitor.get(path);
  expect([page.status, page.html.includes('データベース')]).toEqual([503, true]);
});
