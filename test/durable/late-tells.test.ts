import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePutInInbox } from '../../activities/put-in-inbox.ts';
import { begin, step } from '../../machines/core/index.ts';
import type { TellMessage } from '../../contract/messages.ts';
import type { Records } from '../../contract/records/records.ts';
import { openRecords } from '../../records/open.ts';
import { bodies } from '../support/records.ts';
import { emptyDatabase, type TestDatabase } from '../support/postgres.ts';
import { counterV1 } from './counter.ts';
import { cisoOf } from './world.ts';
import { testKeys } from '../support/keys.ts';

let database: TestDatabase;
let records: Records;
beforeAll(async () => {
  database = await emptyDatabase();
  records = await openRecords({
    keys: testKeys,
    databaseUrl: database.url,
    dataDirectory: tmpdir(),
    create: { kind: 'demonstration' },
  });
});
afterAll(async () => {
  await records?.close();
  await database?.drop();
});

/** Journals a cycle of a body that has begun and, if so asked, ended – with its body where that is asked. */
async function journalCycle(organisation: string, year: number, ended: boolean | 'ended'): Promise<string> {
  const definition = { ...counterV1, id: 'cycle' };
  const instance = `cycle/${year}/${organisation}`;
  const at = Date.UTC(year, 5, 1);
  const first = begin(definition, { instance, organisation, year, input: {} }, at);
  const entries = [first.entry];
  if (ended) {
    const more = { at, actor: cisoOf(instance), facts: undefined };
    const added = step(definition, first.state, { type: 'add', input: { by: 1 }, ...more });
    const last = step(definition, added.state, { type: 'finish', input: {}, ...more }).entry;
    entries.push(added.entry, ended === true ? last : { ...last, projection: { ...last.projection, ended } });
  }
  await records.journal.append(entries.map((entry) => ({ entry })));
  return instance;
}

function message(to: string): TellMessage {
  return { id: `improvement/2026/x/1#2.0-${to}`, from: 'improvement/2026/x/1', to, type: 'bump', input: { by: 1 } };
}

test('what comes too late for a cycle is told the running one that follows it (domain.md 3)', async () => {
  const putInInbox = makePutInInbox(records);
  const ended = await journalCycle('x', 2026, true);
  await journalCycle('x', 2027, true);
  const running = await journalCycle('x', 2028, false);
  await journalCycle('x', 2029, false);
  await journalCycle('another', 2027, false);
  expect(await putInInbox(message(ended), 'absent')).toEqual({ result: 'tellInstead', instance: running });
  expect(await putInInbox(message(ended), 'ended')).toEqual({ result: 'tellInstead', instance: running });
  expect(await records.instances.inbox('x')).toEqual([]);
});

test('without a later one it waits in the inbox register for the next', async () => {
  const putInInbox = makePutInInbox(records);
  const ended = await journalCycle('y', 2026, true);
  expect(await putInInbox(message(ended), 'absent')).toEqual({ result: 'waiting' });
  expect(await records.instances.inbox('y')).toMatchObject([{ to: ended, reason: 'ended' }]);
  const next = { instance: 'cycle/2027/y', procedure: 'cycle', version: 1, input: {} };
  expect((await records.instances.claim(next, 'test')).inbox).toMatchObject([{ to: 'cycle/2027/y', type: 'bump' }]);
});

test('what comes too late for a body that ended goes to its successor, or the successor’s; where none runs yet, it waits there (廃止)', async () => {
  const putInInbox = makePutInInbox(records);
  const successors: Readonly<Record<string, string>> = { 'demo-old': 'demo-heir', 'demo-heir': 'demo-last' };
  const organisations = (bodies('demo-old', 'demo-heir', 'demo-last').organisations ?? []).map((one) => {
    const successor = successors[one.id];
    if (successor === undefined) return one;
    return { ...one, to: '2026-06-30', abolitionBasis: '個別法附則第2条', successors: [successor] };
  });
  await records.registry.change({ organisations }, 'p-admin', Date.UTC(2026, 0, 1));
  const old = await journalCycle('demo-old', 2026, 'ended');
  await journalCycle('demo-heir', 2026, 'ended');
  expect(await putInInbox(message(old), 'ended')).toEqual({ result: 'waiting' });
  expect(await records.instances.inbox('demo-old')).toEqual([]);
  expect(await records.instances.inbox('demo-last')).toMatchObject([
    { to: 'cycle/2026/demo-last', reason: 'notStarted' },
  ]);
  const running = await journalCycle('demo-last', 2027, false);
  expect(await putInInbox(message(old), 'ended')).toEqual({ result: 'tellInstead', instance: running });
});

test('what was claimed meanwhile is to be told again', async () => {
  const start = { instance: 'cycle/2026/z', procedure: 'cycle', version: 1, input: {} };
  await records.instances.claim(start, 'test');
  expect(await makePutInInbox(records)(message('cycle/2026/z'), 'absent')).toEqual({ result: 'claimed' });
});
