/** A person opens a procedure while Temporal is away: nothing is lost, and nothing is opened twice (domain-2.md 1). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type TemporalEngine } from '../../client/engine.ts';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { makeApp } from '../../web/app.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { wireTo, type Wire } from '../support/wire.ts';
import { ask, type App, type Reply } from '../web/support/web.ts';
import { standardsDraft } from '../web/support/standards-draft.ts';

const { centre } = cast;
const year = fiscalYearOf(dateInJapan(Date.now()));
const of = `standards/${year}/${centre.organisation}`;
let stack: Stack;
let wire: Wire;
let engine: TemporalEngine;
let app: App;
let token: string;
let draft: object;
beforeAll(async () => {
  stack = await startStack();
  const [hostname = '', port] = stack.temporal.address.split(':');
  wire = await wireTo(hostname, Number(port));
  engine = createEngine({ ...stack.temporal, address: `127.0.0.1:${wire.port}` });
  const configuration = { version: '0.0.0-test', dataDirectory: '/somewhere' };
  const logger = { info: () => {}, warn: () => {}, error: () => {} };
  app = makeApp({ records: stack.records, engine, clock: Date.now, configuration, logger });
  const at = Date.now();
  const person = centre.firstStaff;
  const expires = at + 24 * 60 * 60 * 1000;
  ({ secret: token } = await stack.records.tokens.issue({ person, issuedBy: person, at, expires, purpose: 'test' }));
  const staff = await stack.as(person);
  draft = { type: 'submitDraft', ...(await standardsDraft(staff, year)) };
}, 120_000);
afterAll(async () => {
  wire?.close();
  await engine?.close();
  await stack?.close();
});

const opens = (key: string): Promise<Reply> =>
  ask(app, 'POST', `/api/v1/procedures/${of}/decisions`, { token, body: draft, key });
const begun = (number: number): Promise<number> => stack.records.journal.head(`${of}/${number}`);

test('while nothing gets through it is 503; the same key opens it afterwards, once', async () => {
  const key = randomUUID();
  wire.cut();
  const away = await opens(key);
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
  expect(await begun(1)).toBe(0);
  await wire.mend();
  const there = await opens(key);
  expect([there.status, there.body]).toMatchObject([200, { instance: `${of}/1`, seq: 2 }]);
  expect((await opens(key)).body).toMatchObject({ instance: `${of}/1`, seq: 2 });
  expect((await opens(randomUUID())).body).toMatchObject({ instance: `${of}/2`, seq: 2 });
  expect(await begun(3)).toBe(0);
}, 60_000);

test('where only the answer was lost it was opened, and the same key is answered with it', async () => {
  const key = randomUUID();
  wire.deafen();
  expect((await opens(key)).status).toBe(503);
  expect(await stack.records.journal.waitFor(`${of}/3`, 2, 20_000)).toBe(true);
  await wire.mend();
  expect((await opens(key)).body).toMatchObject({ instance: `${of}/3`, seq: 2 });
  expect([await begun(3), await begun(4)]).toEqual([2, 0]);
}, 60_000);

test('what nobody sends again begins all the same, once a worker looks after what was left', async () => {
  const key = randomUUID();
  wire.cut();
  expect((await opens(key)).status).toBe(503);
  expect(await begun(4)).toBe(0);
  await stack.restartWorker();
  expect(await stack.records.journal.waitFor(`${of}/4`, 2, 20_000)).toBe(true);
  await wire.mend();
  expect((await opens(key)).body).toMatchObject({ instance: `${of}/4`, seq: 2 });
  expect(await begun(5)).toBe(0);
}, 60_000);
