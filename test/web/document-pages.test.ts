/** A document's page, and its bytes: they are given whole or not at all. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../support/postgres.ts';
import { signIn, type SignedIn } from '../support/signed-in.ts';
import { ask, makeWeb, type TestWeb } from './support/web.ts';

let database: TestDatabase;
let web: TestWeb;
let client: pg.Client;
let office: SignedIn;
beforeAll(async () => {
  database = await emptyDatabase();
  web = await makeWeb({}, { databaseUrl: database.url });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  office = await signIn(web.app, web.records, 'p-office', web.now);
});
afterAll(async () => {
  await client?.end();
  await web?.close();
  await database?.drop();
});

const send = async (name: string, content: string): Promise<string> => {
  const { body } = await ask(web.app, 'POST', `/api/v1/documents?name=${encodeURIComponent(name)}&confidentiality=3`, {
    token: await web.token('p-office'),
    raw: content,
    headers: { 'content-type': 'text/plain' },
  });
  return body.hash;
};

it('says what the document is called, by whom it was registered, and that it is whole', async () => {
  const hash = await send('議事録<b>（架空）.txt', 'whole');
  const { status, html } = await office.get(`/documents/${hash}`);
  expect(status).toBe(200);
  expect(html).toContain('議事録&lt;b&gt;（架空）.txt');
  expect(html).toContain('機密性3');
  expect(html).not.toContain('class="banner');
  expect((await office.get(`/documents/${hash}?verify=1`)).html).toContain('登録時のハッシュ値と一致しています');
  const file = await office.get(`/documents/${hash}/file`);
  expect([file.status, file.html, file.headers.get('content-disposition')]).toEqual([
    200,
    'whole',
    expect.stringMatching(/^attachment/),
  ]);
});

it('gives nothing of bytes that are not those of the hash, and says so', async () => {
  const hash = await send('書換え（架空）.txt', 'as it was registered');
  await client.query(
    'update document_chunks set bytes = $1 where upload = (select upload from documents where hash = $2)',
    [Buffer.from('as somebody changed'), hash],
  );
  for (const path of [`/documents/${hash}/file`, `/documents/${hash}?verify=1`]) {
    const { status, html, headers } = await office.get(path);
    expect([path, status, headers.get('content-disposition')]).toEqual([path, 500, null]);
    expect(html).toContain('登録時のハッシュ値と一致しません');
    expect(html).not.toContain('somebody changed');
  }
  expect((await office.get(`/documents/${hash}`)).status).toBe(200);
});
