/** One key, one entry: whoever sends a decision twice, at once, on two procedures or to two webs, decides once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Unavailable } from '../../contract/engine.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { makeApp } from '../../web/app.ts';
import { updateIdOf } from '../../web/idempotency.ts';
import { start, taken } from '../people/support.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { type App, ask, type Reply } from './support/web.ts';

const ROUNDS = Array.from({ length: 5 }, (_, round) => round);
const { ministry } = cast;
let stack: Stack;
/** Two webs on the same records and engine, as two processes are. */
let webs: readonly [App, App];
const secrets = new Map<string, string>();

beforeAll(async () => {
  stack = await startStack({ database: 'PostgreSQL' });
  await stack.openYear(2026, ['demo-ministry']);
  const another = (): App =>
    makeApp({
      records: stack.records,
      engine: stack.engine,
      clock: Date.now,
      configuration: { version: '0.0.0-test', dataDirectory: '/somewhere/.junkan' },
      logger: { info: () => {}, warn: () => {}, error: () => {} },
    });
  webs = [another(), another()];
});
afterAll(() => stack?.close());

/** A decision sent by the web whose turn it is. */
async function send(
  i: number,
  person: string,
  instance: string,
  key: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return ask(webs[i % 2 === 0 ? 0 : 1], 'POST', `/api/v1/procedures/${instance}/decisions`, {
    token: await token(person),
    key,
    body,
    headers,
  });
}

async function token(person: string): Promise<string> {
  const known = secrets.get(person);
  if (known !== undefined) return known;
  const at = Date.now();
  const expires = at + 30 * 86_400_000;
  const { secret } = await stack.records.tokens.issue({ person, issuedBy: person, at, expires, purpose: 'test' });
  secrets.set(person, secret);
  return secret;
}

const many = <T>(count: number, act: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => act(i)));
const statuses = (replies: readonly Reply[]): number[] => replies.map(({ status }) => status).sort((a, b) => a - b);

/** Entries of the instances that were taken under a key. */
async function entriesUnder(person: string, key: string, ...instances: string[]): Promise<number> {
  const lines = await Promise.all(instances.map((instance) => stack.records.journal.page(instance, 0, 500)));
  return lines.flat().filter(({ updateId }) => updateId === updateIdOf(person, key)).length;
}

/** An improvement of the ministry's services. */
const improvement = (n: number): Promise<string> =>
  start(stack, `improvement/2026/demo-ministry/${n}`, {
    cycle: 'cycle/2026/demo-ministry',
    title: { ja: '権限の見直し', en: 'review of rights' },
    covers: [{ ref: `own-${n}`, source: 'own', clause: '3-16', department: ministry.departments.services }],
    source: 'own',
    openedBy: ministry.headOfOfficers,
    needsAudit: false,
    minimumObservationDays: 0,
    maximumExtensions: 2,
    longestTermDays: 1095,
    longestExceptionDays: 730,
    department: ministry.departments.services,
  });

/** An improvement that has ended, with the entry that ended it. */
async function ended(n: number): Promise<{ instance: string; seq: number }> {
  const instance = await improvement(n);
  const evidence = [await (await stack.as(ministry.promotionLead)).document('evidence')];
  await taken(stack, ministry.promotionLead, instance, 'proposeWithdrawal', { reason: '対象が存在しない', evidence });
  await taken(stack, ministry.officerOfInformation, instance, 'attestWithdrawal', {
    confirmed: true,
    statement: '台帳で確かめた',
  });
  return { instance, seq: await taken(stack, ministry.ciso, instance, 'withdrawJudgement') };
}

const correction = (seq: number) => ({ type: 'correct', seq, reason: '決裁番号の誤り', statement: '第13号が正しい' });
/** The owner of an improvement, which is named by its number. */
const owner = (instance: string) => ({
  type: 'assignOwner',
  number: Number(instance.split('/').at(-1)),
  title: '権限の見直し',
  role: 'officer',
  department: ministry.departments.services,
  planBy: '2027-03-31',
});

describe('one key, one entry', () => {
  it.each(ROUNDS)('on a procedure that has ended, ten times at once (round %i)', async (round) => {
    const { instance, seq } = await ended(100 + round);
    const key = randomUUID();
    const replies = await many(10, (i) => send(i, ministry.ciso, instance, key, correction(seq)));
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(replies[0]?.status).toBe(200);
    expect(await entriesUnder(ministry.ciso, key, instance)).toBe(1);
    expect(await stack.records.journal.head(instance)).toBe(seq + 1);
    expect(await stack.records.journal.verifyChain(instance)).toBeUndefined();
  });

  it('on two procedures that have ended, at once: one of them', async () => {
    const two = [await ended(110), await ended(111)];
    const key = randomUUID();
    const replies = await many(6, (i) => {
      const { instance, seq } = two[i < 3 ? 0 : 1] ?? { instance: '', seq: 0 };
      return send(i, ministry.ciso, instance, key, correction(seq));
    });
    expect(statuses(replies)).toEqual([200, 200, 200, 422, 422, 422]);
    expect(await entriesUnder(ministry.ciso, key, ...two.map(({ instance }) => instance))).toBe(1);
  });

  it.each(ROUNDS)('on two that run, at once: the other is 422, then and later (round %i)', async (round) => {
    const two = [await improvement(200 + 2 * round), await improvement(201 + 2 * round)] as const;
    const key = randomUUID();
    const replies = await many(2, (i) =>
      send(i, ministry.headOfOfficers, two[i === 0 ? 0 : 1], key, owner(two[i === 0 ? 0 : 1])),
    );
    expect(statuses(replies)).toEqual([200, 422]);
    expect(await entriesUnder(ministry.headOfOfficers, key, ...two)).toBe(1);
    const again = await many(2, (i) =>
      send(i, ministry.headOfOfficers, two[i === 0 ? 0 : 1], key, owner(two[i === 0 ? 0 : 1])),
    );
    expect(again.map(({ status, body }) => [status, body.seq])).toEqual(
      replies.map(({ status, body }) => [status, body.seq]),
    );
  });

  it.each(ROUNDS)('a decision and another act at once: one of them (round %i)', async (round) => {
    const instance = await improvement(300 + round);
    const key = randomUUID();
    const { headOfOfficers } = ministry;
    const body = { person: headOfOfficers, days: 1, purpose: 'test' };
    const replies = await Promise.all([
      send(0, headOfOfficers, instance, key, owner(instance)),
      ask(webs[1], 'POST', '/api/v1/tokens', { token: await token(headOfOfficers), key, body }),
    ]);
    expect(statuses(replies).filter((status) => status !== 422)).toHaveLength(1);
  });

  it('a claim whose answer was lost is kept for the same request, which gets the first answer', async () => {
    const instance = await improvement(400);
    const key = randomUUID();
    const { decide } = stack.engine;
    const lost = vi.spyOn(stack.engine, 'decide').mockImplementationOnce(async (message) => {
      await decide(message);
      throw new Unavailable('the answer was lost');
    });
    expect((await send(0, ministry.headOfOfficers, instance, key, owner(instance))).status).toBe(503);
    lost.mockRestore();
    const other = await improvement(401);
    expect((await send(1, ministry.headOfOfficers, other, key, owner(other))).status).toBe(422);
    const again = await send(1, ministry.headOfOfficers, instance, key, owner(instance));
    expect([again.status, again.body.seq]).toEqual([200, await stack.records.journal.head(instance)]);
    expect(await entriesUnder(ministry.headOfOfficers, key, instance, other)).toBe(1);
  });

  it('what certainly was not taken gives the key back too: another body is let through', async () => {
    const instance = await improvement(450);
    const key = randomUUID();
    const full = vi
      .spyOn(stack.engine, 'decide')
      .mockRejectedValueOnce(new Unavailable('too many decisions at once', 2, 'notTaken'));
    expect((await send(0, ministry.headOfOfficers, instance, key, owner(instance))).status).toBe(503);
    full.mockRestore();
    const other = { ...owner(instance), planBy: '2027-03-30' };
    expect((await send(1, ministry.headOfOfficers, instance, key, other)).status).toBe(200);
    expect(await entriesUnder(ministry.headOfOfficers, key, instance)).toBe(1);
  });

  it('who is refused gives the key back: nothing is left of the claim, and any other act may take it', async () => {
    const instance = await improvement(500);
    const key = randomUUID();
    const send7 = (body: object) => many(7, (i) => send(i, ministry.headOfOfficers, instance, key, body));
    expect(statuses(await send7({ ...owner(instance), planBy: 'no date' }))).toEqual(
      Array.from({ length: 7 }, () => 400),
    );
    expect(statuses(await send7({ type: 'verify', achieved: true })).every((status) => status >= 400)).toBe(true);
    expect(await stack.records.answers.get(ministry.headOfOfficers, key)).toBeUndefined();
    const body = { person: ministry.headOfOfficers, days: 1, purpose: 'test' };
    const secret = await token(ministry.headOfOfficers);
    expect((await ask(webs[0], 'POST', '/api/v1/tokens', { token: secret, key, body })).status).toBe(201);
    expect((await send(0, ministry.headOfOfficers, instance, key, owner(instance))).status).toBe(422);
  });
});

describe('If-Match on a procedure that has ended', () => {
  it('is 412 for a state that is past or never was, and for what the end hinders; the present one passes', async () => {
    const { instance, seq } = await ended(120);
    const correct = (tag: string, body: object = correction(seq)) =>
      send(0, ministry.ciso, instance, randomUUID(), body, { 'if-match': tag });
    for (const tag of ['"1"', `"${seq - 1}"`, `"${seq + 7}"`, '"nothing"'])
      expect([tag, (await correct(tag)).status]).toEqual([tag, 412]);
    expect((await correct('"1"', { type: 'withdrawJudgement' })).status).toBe(412);
    expect((await correct(`"${seq}"`)).status).toBe(200);
    expect((await correct(`"${seq}"`)).status).toBe(412);
    expect((await correct(`"${seq + 1}"`)).status).toBe(200);
    expect(await stack.records.journal.head(instance)).toBe(seq + 2);
  });
});

describe('who can no longer read a procedure', () => {
  it('repeats what they decided and gets its answer; anything else is 404 before it is read', async () => {
    const instance = await improvement(700);
    const [key, person] = [randomUUID(), ministry.headOfOfficers];
    const first = await send(0, person, instance, key, owner(instance));
    expect(first.status).toBe(200);
    const { registry } = stack.records;
    const posts = await registry.appointments('demo-ministry');
    const own = posts.filter((post) => post.person === person);
    expect(own.length).toBeGreaterThan(0);
    const yesterday = dateInJapan(Date.now() - 86_400_000);
    await registry.change({ appointments: own.map((post) => ({ ...post, to: yesterday })) }, person, Date.now());
    const again = await send(1, person, instance, key, owner(instance));
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect((await send(1, person, instance, key, { ...owner(instance), planBy: '2027-03-30' })).status).toBe(422);
    const other = { token: await token(person), headers: { 'content-type': 'application/json' }, raw: '{' };
    expect((await ask(webs[0], 'POST', `/api/v1/procedures/${instance}/decisions`, other)).status).toBe(404);
    expect(await stack.records.journal.head(instance)).toBe(first.body.seq);
  });
});
