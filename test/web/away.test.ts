/** When the database is away a form that was sent is not lost: its page says what to do, and holds what was typed. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../support/postgres.ts';
import { signIn } from '../support/signed-in.ts';
import { wireTo, type Wire } from '../support/wire.ts';
import { makeWeb, type TestWeb } from './support/web.ts';

let database: TestDatabase;
let web: TestWeb;
let wire: Wire;
beforeAll(async () => {
  database = await emptyDatabase();
  const url = new URL(database.url);
  wire = await wireTo(url.hostname, Number(url.port));
  const through = new URL(database.url);
  through.hostname = '127.0.0.1';
  through.port = String(wire.port);
  web = await makeWeb({}, { databaseUrl: through.toString() });
});
afterAll(async () => {
  await web?.close();
  await database?.drop();
});

it('says what to do, with what was typed and its key, in both languages; not for another site', async () => {
  const visitor = await signIn(web.app, web.records, 'p-ciso', web.now);
  const token = await visitor.token();
  wire.cut();
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
