import { createHash, randomBytes } from 'node:crypto';
import { parse } from 'content-disposition';
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

  it('are called what each sender called them, whoever else sent the same bytes; the answer says what is kept', async () => {
    const bytes = randomBytes(100);
    const text = { headers: { 'content-type': 'Text/Plain; Charset="Shift_JIS"' } };
    const first = await send('p-unrelated', bytes, 'name=theirs.pdf&confidentiality=3');
    const second = await send('p-staff', bytes, 'name=ours.txt&confidentiality=1', text);
    expect(first.body).toMatchObject({ name: 'theirs.pdf', confidentiality: 3, organisation: 'demo-unrelated' });
    expect(second.body).toMatchObject({
      name: 'ours.txt',
      mediaType: 'text/plain; charset=shift_jis',
      confidentiality: 1,
    });
    const told = async (person: string) => {
      const { headers } = await read(person, hashOf(bytes));
      const name = parse(headers.get('content-disposition') ?? '').parameters['filename'];
      return [name, headers.get('content-type'), headers.get('x-confidentiality')];
    };
    expect(await told('p-unrelated')).toEqual(['theirs.pdf', 'application/pdf', '3']);
    expect(await told('p-staff')).toEqual(['ours.txt', 'text/plain; charset=shift_jis', '1']);
    // Sent again: what was said stands, and so the answer says; the class may only rise.
    const again = await send('p-staff', bytes, 'name=other.txt&confidentiality=2', text);
    expect(again.body).toMatchObject({ name: 'ours.txt', confidentiality: 2 });
    expect(await told('p-unrelated')).toEqual(['theirs.pdf', 'application/pdf', '3']);
  });

  it('are read by who sent them only while they hold a post in that body', async () => {
    const bytes = randomBytes(100);
    expect((await send('p-manager', bytes)).status).toBe(201);
    expect((await read('p-manager', hashOf(bytes))).status).toBe(200);
    const before = web.now;
    const left = { id: 'a-p-manager', to: '2026-11-23' };
    const [post] = await web.records.registry
      .appointments('demo-ministry')
      .then((all) => all.filter(({ id }) => id === left.id));
    await web.records.registry.change({ appointments: [{ ...post!, to: left.to }] }, 'p-admin', before);
    web.now += 86_400_000;
    expect((await read('p-manager', hashOf(bytes))).status).toBe(404);
    // Also where they have gone: another body's documents do not come along.
    const elsewhere = {
      id: 'a-moved',
      person: 'p-manager',
      role: 'staff',
      organisation: 'demo-agency',
      from: '2026-11-24',
      kind: 'regular',
    } as const;
    await web.records.registry.change({ appointments: [elsewhere] }, 'p-admin', web.now);
    expect((await read('p-manager', hashOf(bytes))).status).toBe(404);
    web.now = before;
  });

  it('of 0 bytes are refused with 400, of 30 MB with 413, and nothing of them is kept', async () => {
    expect((await send('p-office', new Uint8Array())).status).toBe(400);
    const big = new Uint8Array(30 * 1024 * 1024);
    expect((await send('p-office', big)).status).toBe(413);
    expect(await web.records.documents.find(hashOf(big))).toBeUndefined();
    expect(await web.records.documents.find(hashOf(new Uint8Array()))).toBeUndefined();
  });

  it('whose claimed hash is not theirs are refused and not kept', async () => {
    const bytes = randomBytes(50);
    const { status, body } = await send('p-office', bytes, `name=x&sha256=${'0'.repeat(64)}`);
    expect([status, body.errors[0].path]).toEqual([400, 'query.sha256']);
    expect(await web.records.documents.find(hashOf(bytes))).toBeUndefined();
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
    expect(await web.records.documents.find(hashOf(others))).toBeUndefined();
  });
});
