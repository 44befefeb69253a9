import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, makeWeb, type TestWeb } from './support/web.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
});
afterAll(() => web?.close());

const issue = async (key: string, body: unknown, person = 'p-admin') =>
  ask(web.app, 'POST', '/api/v1/tokens', { token: await web.token(person), body, key });
const wanted = { person: 'p-staff', days: 5, purpose: 'for the test' };

describe('a change under an Idempotency-Key', () => {
  it('is refused without one: 428 names the header', async () => {
    const { status, body } = await issue('', wanted);
    expect([status, body.header]).toEqual([428, 'Idempotency-Key']);
    expect(body.en.detail).toContain('Idempotency-Key');
  });

  it('is done once however often it is sent, at once or later; the secret is shown once', async () => {
    const before = (await web.records.tokens.list('p-staff')).length;
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => issue(key, wanted)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(answers.filter(({ body }) => body.secret !== undefined)).toHaveLength(1);
    expect((await issue(key, wanted)).body).toMatchObject({ id: answers[0]?.body.id });
    expect(await web.records.tokens.list('p-staff')).toHaveLength(before + 1);
  });

  it('with another content under the same key is 422, whatever the order of its fields', async () => {
    const key = randomUUID();
    const first = await issue(key, wanted);
    const { person, days, purpose } = wanted;
    expect((await issue(key, { purpose, days, person })).body.id).toBe(first.body.id);
    expect((await issue(key, { ...wanted, days: 6 })).status).toBe(422);
    expect(
      (await ask(web.app, 'DELETE', `/api/v1/tokens/${first.body.id}`, { token: await web.token('p-admin'), key }))
        .status,
    ).toBe(422);
  });

  it('of another person under the same key is another change', async () => {
    const key = randomUUID();
    const one = await issue(key, { person: 'p-staff', purpose: 'x' }, 'p-staff');
    const two = await issue(key, { person: 'p-ciso', purpose: 'x' }, 'p-ciso');
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.body.id).not.toBe(two.body.id);
  });

  it('taken up by a process that died is done by the next one asked, once nothing is heard of the first', async () => {
    const { answers } = web.records;
    const key = randomUUID();
    const dead = { bodyHash: 'whatever it was', by: 'a process that died', at: web.now, forMilliseconds: 700 };
    expect(await answers.reserve('p-admin', key, dead)).toBe('mine');
    expect(await answers.reserve('p-admin', key, { ...dead, by: 'another' })).toBe('taken');
    const before = (await web.records.tokens.list('p-staff')).length;
    const asked = await Promise.all([issue(key, wanted), issue(key, wanted)]);
    expect(asked.map(({ status }) => status)).toEqual([201, 201]);
    expect(await web.records.tokens.list('p-staff')).toHaveLength(before + 1);
    // The dead one comes back late: its word no longer counts.
    await answers.release('p-admin', key, 'a process that died');
    const late = await answers.put('p-admin', key, { bodyHash: 'late', status: 200, body: null, at: web.now });
    expect(late).toMatchObject({ status: 201 });
  });

  it('that another process is still at is 503 with Retry-After, after some patience', async () => {
    const key = randomUUID();
    const busy = { bodyHash: 'b', by: 'busy', at: web.now, forMilliseconds: 60_000 };
    await web.records.answers.reserve('p-admin', key, busy);
    const { status, headers, body } = await issue(key, wanted);
    expect([status, headers.get('retry-after')]).toEqual([503, '2']);
    expect(body.en.detail).toContain('same value');
    await web.records.answers.release('p-admin', key, 'busy');
    expect((await issue(key, wanted)).status).toBe(201);
  }, 30_000);

  it('that is refused does not spend its key', async () => {
    const key = randomUUID();
    expect((await issue(key, { ...wanted, days: 0 })).status).toBe(400);
    expect((await issue(key, wanted, 'p-ciso')).status).toBe(403);
    expect((await issue(key, wanted)).status).toBe(201);
  });
});

describe('tokens', () => {
  it('no secret is ever kept: neither in the answers nor in the log', async () => {
    const key = randomUUID();
    const { body } = await issue(key, wanted);
    expect(JSON.stringify(await web.records.answers.get('p-admin', key))).not.toContain(body.secret);
    expect(JSON.stringify(web.log)).not.toContain(body.secret);
  });

  it('issued by someone else: the holder is told, and /me says who issued it', async () => {
    const { body } = await issue(randomUUID(), wanted);
    const me = await ask(web.app, 'GET', '/api/v1/me', { token: body.secret });
    expect(me.body).toMatchObject({ person: 'p-staff', token: { issuedBy: 'p-admin' } });
    const notices = await ask(web.app, 'GET', '/api/v1/notices', { token: body.secret });
    expect(notices.body.items[0]).toMatchObject({
      topic: 'tokenIssued',
      ja: expect.stringContaining('トークン'),
    });
    const read = await ask(web.app, 'POST', `/api/v1/notices/${notices.body.items[0].id}/read`, { token: body.secret });
    expect(read.status).toBe(200);
    const others = await ask(web.app, 'POST', `/api/v1/notices/${notices.body.items[0].id}/read`, {
      token: await web.token('p-ciso'),
    });
    expect(others.status).toBe(404);
  });

  it('revoked, they are refused at once; expired, from that instant on', async () => {
    const one = await issue(randomUUID(), wanted);
    const two = await issue(randomUUID(), { ...wanted, days: 1 });
    const me = (token: string) => ask(web.app, 'GET', '/api/v1/me', { token });
    expect((await me(one.body.secret)).status).toBe(200);
    const revoke = (person: string) =>
      web.token(person).then((token) => ask(web.app, 'DELETE', `/api/v1/tokens/${one.body.id}`, { token }));
    expect((await revoke('p-ciso')).status).toBe(404);
    expect((await revoke('p-admin')).status).toBe(200);
    expect((await me(one.body.secret)).status).toBe(401);
    const before = web.now;
    web.now = two.body.expires - 1;
    expect((await me(two.body.secret)).status).toBe(200);
    web.now = two.body.expires;
    expect((await me(two.body.secret)).status).toBe(401);
    web.now = before;
  });

  it('for someone who is not in the registry are refused', async () => {
    expect((await issue(randomUUID(), { ...wanted, person: 'nobody' })).status).toBe(400);
  });
});

describe('a key in quotation marks', () => {
  it('is the same key, as the string of a structured field has it', async () => {
    const key = randomUUID();
    const first = await issue(key, wanted);
    const quoted = await issue(`"${key}"`, wanted);
    expect([quoted.status, quoted.body.id]).toEqual([first.status, first.body.id]);
    expect((await issue(`"${key}"`, { ...wanted, days: 6 })).status).toBe(422);
    const escaped = await issue('"a\\"b\\\\c"', wanted);
    expect((await issue('a"b\\c', wanted)).body.id).toBe(escaped.body.id);
  });

  it.each(['"open', '"', '"with blank "', '"bad \\x"', '"two" "keys"'])('%s is none: 400', async (key) => {
    const { status, body } = await issue(key, wanted);
    expect([status, body.errors[0].path]).toEqual([400, 'Idempotency-Key']);
  });

  it('is missing when nothing stands between them: 428', async () => {
    expect((await issue('""', wanted)).status).toBe(428);
  });
});
