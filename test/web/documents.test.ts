import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, makeWeb, type Ask, type TestWeb } from './support/web.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
});
afterAll(() => web?.close());

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const send = async (person: string, bytes: Uint8Array<ArrayBuffer>, query = 'name=x.pdf', other: Ask = {}) =>
  ask(web.app, 'POST', `/api/v1/documents?${query}`, {
    token: await web.token(person),
    raw: bytes,
    headers: { 'content-type': 'application/pdf' },
    ...other,
  });
const read = async (person: string, hash: string) =>
  web.app.request(`/api/v1/documents/${hash}`, { headers: { authorization: `Bearer ${await web.token(person)}` } });

describe('documents', () => {
  it('are kept by the hash of their bytes and come back as they were, to their sender', async () => {
    const bytes = randomBytes(700_000);
    const { status, body, headers } = await send(
      'p-office',
      bytes,
      `name=${encodeURIComponent('計画（案）.pdf')}&confidentiality=3`,
    );
    expect([status, body.hash, body.size]).toEqual([201, hashOf(bytes), 700_000]);
    const answer = await read('p-office', body.hash);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array(bytes));
    expect(headers.get('location')).toBe(`/api/v1/documents/${body.hash}`);
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('計画（案）.pdf'));
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('x-confidentiality')).toBe('3');
  });

  it('are not read by whoever merely knows the hash, be it the CISO or the administrator', async () => {
    const { body } = await send('p-office', randomBytes(100));
    for (const person of ['p-ciso', 'p-staff', 'p-admin', 'p-unrelated']) {
      expect([person, (await read(person, body.hash)).status]).toEqual([person, 404]);
    }
    expect((await read('p-office', '0'.repeat(64))).status).toBe(404);
  });

  it('are read by each who sent the same bytes', async () => {
    const bytes = randomBytes(100);
    await send('p-office', bytes);
    expect((await read('p-unrelated', hashOf(bytes))).status).toBe(404);
    expect((await send('p-unrelated', bytes)).status).toBe(201);
    expect((await read('p-unrelated', hashOf(bytes))).status).toBe(200);
    expect((await read('p-staff', hashOf(bytes))).status).toBe(404);
  });

  it('of 0 bytes are refused with 400, of 30 MB with 413, and nothing of them is kept', async () => {
    expect((await send('p-office', new Uint8Array())).status).toBe(400);
    const big = new Uint8Array(30 * 1024 * 1024);
    expect((await send('p-office', big)).status).toBe(413);
    expect(await web.records.documents.about(hashOf(big))).toBeUndefined();
    expect(await web.records.documents.about(hashOf(new Uint8Array()))).toBeUndefined();
  });

  it('whose claimed hash is not theirs are refused and not kept', async () => {
    const bytes = randomBytes(50);
    const { status, body } = await send('p-office', bytes, `name=x&sha256=${'0'.repeat(64)}`);
    expect([status, body.errors[0].path]).toEqual([400, 'query.sha256']);
    expect(await web.records.documents.about(hashOf(bytes))).toBeUndefined();
    expect((await send('p-office', bytes, `name=x&sha256=${hashOf(bytes)}`)).status).toBe(201);
  });

  it('with names that turn the direction of writing, or with control characters, are refused', async () => {
    for (const name of ['a\u202Efdp.exe', 'a\u2066b', 'a\nb', 'a\u0000b']) {
      const { status } = await send('p-office', randomBytes(10), `name=${encodeURIComponent(name)}`);
      expect([name, status]).toEqual([name, 400]);
    }
    expect((await send('p-office', randomBytes(10), `name=${encodeURIComponent('葛󠄀城ﾊﾝｶｸ')}`)).status).toBe(201);
  });

  it('are kept only for a body in which the sender holds a post', async () => {
    expect((await send('p-office', randomBytes(10), 'name=x&organisation=demo-agency')).status).toBe(403);
    expect((await send('p-admin', randomBytes(10), 'name=x')).status).toBe(403);
  });

  it('sent again under the same key give the first answer; other bytes under it are 422 and not kept', async () => {
    const [bytes, others] = [randomBytes(1000), randomBytes(1000)];
    const first = await send('p-office', bytes, 'name=x', { key: 'document-1' });
    const again = await send('p-office', bytes, 'name=x', { key: 'document-1' });
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect((await send('p-office', others, 'name=x', { key: 'document-1' })).status).toBe(422);
    expect((await send('p-office', bytes, 'name=y', { key: 'document-1' })).status).toBe(422);
    expect(await web.records.documents.about(hashOf(others))).toBeUndefined();
  });
});
