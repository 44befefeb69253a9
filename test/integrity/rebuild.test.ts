/** Instances that Temporal no longer runs, or runs in somebody else's name, go on where they were. */
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type TemporalEngine } from '../../client/engine.ts';
import { makeFastForward } from '../../client/fast-forward.ts';
import type { Rebuild } from '../../contract/records/rebuilds.ts';
import { next } from '../../machines/core/index.ts';
import { procedureOf } from '../../machines/procedures.ts';
import { startRebuilder, type Rebuilder } from '../../worker/rebuild/rebuilder.ts';
import { startWorker, type RunningWorker } from '../../worker/worker.ts';
import { refoldedWhole } from '../durable/refolded.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';
import { ownNamespace, type TestTemporal } from '../support/temporal.ts';

const cycle = 'cycle/2026/demo-ministry';
const agencyCycle = 'cycle/2026/demo-agency';
const DAY = 24 * 60 * 60 * 1000;

let stack: Stack;
let rebuilder: Rebuilder;
let connection: Connection;
/** Somebody at Temporal's port, without our key. */
let stranger: Client;
let ciso: Caller;

beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry', 'demo-agency']);
  ciso = await stack.as(cast.ministry.ciso);
  connection = await Connection.connect({ address: stack.temporal.address });
  stranger = new Client({ connection, namespace: stack.temporal.namespace });
  rebuilder = startRebuilder({ records: stack.records, engine: stack.engine, signed: async () => [], look: 20 });
});
afterAll(async () => {
  await rebuilder?.stop();
  await connection?.close();
  await stack?.close();
});

/** Has an instance rebuilt over HTTP, as an administrator does. */
async function rebuilt(instance: string): Promise<Rebuild['result'] | undefined> {
  // One that does not answer is waited for.
  const administrator = await stack.administrator();
  const { status, body } = await administrator.post('/integrity/rebuilds', { instance });
  expect(status).toBe(202);
  return eventually(
    async () => {
      const now = await administrator.get(`/integrity/rebuilds?since=${body.asked}&instance=${instance}`);
      const [one] = now.body.items;
      if (now.body.waiting > 0) return false;
      return one === undefined ? { outcome: 'runs' as const } : one;
    },
    { within: 60_000 },
  );
}

const direct = (text: string) => async (who: Caller) => ({
  direction: text,
  resourcePolicy: '資源',
  level: '水準',
  document: await who.document(text),
});
const terminate = (instance: string) => stranger.workflow.getHandle(instance).terminate('an attack');

it('one that runs is left alone', async () => {
  expect(await rebuilt(cycle)).toEqual({ outcome: 'runs' });
});

it('one terminated takes no decision until it is rebuilt; then it goes on, and remembers what it answered', async () => {
  const first = await direct('最初')(ciso);
  const before = await ciso.decide(cycle, 'setDirection', first, { key: 'the-first' });
  expect(before.status).toBe(200);
  await terminate(cycle);
  expect((await ciso.decide(cycle, 'setDirection', await direct('その間')(ciso))).status).toBe(503);
  expect(await rebuilt(cycle)).toMatchObject({ outcome: 'rebuilt', seq: before.body.seq, source: 'engine' });
  const again = await ciso.decide(cycle, 'setDirection', first, { key: 'the-first' });
  expect(again.body).toMatchObject({ seq: before.body.seq });
  const after = await ciso.decide(cycle, 'setDirection', await direct('その後')(ciso));
  expect(after.body).toMatchObject({ seq: before.body.seq + 1 });
  await refoldedWhole(stack.records, cycle);
  const lines = await (await stack.administrator()).get('/registry/journal?limit=500');
  expect(lines.body.items.at(-1)).toMatchObject({ rows: [{ kind: 'instance', id: cycle, act: 'rebuilt' }] });
});

it.each([
  ['a type of ours, started with something of the stranger’s', 'cycle'],
  ['a type and a queue of their own', 'squatter'],
])('one whose id a stranger took with %s is taken back', async (_what, type) => {
  await terminate(cycle);
  await stranger.workflow.start(type, {
    workflowId: cycle,
    taskQueue: type === 'cycle' ? 'junkan' : 'elsewhere',
    args: [{ instance: cycle, procedure: 'cycle', version: 1, input: {} }],
  });
  expect(await rebuilt(cycle)).toMatchObject({ outcome: 'rebuilt', source: 'engine' });
  const answer = await ciso.decide(cycle, 'setDirection', await direct(`取り戻した ${type}`)(ciso));
  expect(answer.status).toBe(200);
  await refoldedWhole(stack.records, cycle);
});

it('a decision that was accepted and never reached the journal is not lost', async () => {
  const head = await stack.records.journal.head(cycle);
  const holder = new pg.Client({ connectionString: stack.databaseUrl });
  await holder.connect();
  await holder.query('begin; lock table journal in exclusive mode');
  const answer = await ciso.decide(cycle, 'setDirection', await direct('届かない')(ciso));
  expect(answer.body).toMatchObject({ seq: head + 1 });
  await terminate(cycle);
  // The writing is cut off as by a process that dies.
  await holder.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and wait_event_type = 'Lock'`);
  await holder.query('rollback');
  await holder.end();
  expect(await stack.records.journal.head(cycle)).toBe(head);
  expect(await rebuilt(cycle)).toMatchObject({ outcome: 'rebuilt', seq: head + 1, source: 'engine' });
  expect(await stack.records.journal.waitFor(cycle, head + 1, 20_000)).toBe(true);
  await refoldedWhole(stack.records, cycle);
});

it('only administrators of everything may ask, and of nobody what does not exist', async () => {
  expect((await ciso.post('/integrity/rebuilds', { instance: cycle })).status).toBe(404);
  const administrator = await stack.administrator();
  expect((await administrator.post('/integrity/rebuilds', { instance: 'cycle/2030/demo-ministry' })).status).toBe(404);
});

describe('with all of Temporal’s data lost', () => {
  let elsewhere: TestTemporal;
  let engine: TemporalEngine;
  let worker: RunningWorker;
  let other: Rebuilder;
  beforeAll(async () => {
    elsewhere = await ownNamespace();
    engine = createEngine(elsewhere);
    worker = await startWorker({ ...elsewhere, records: stack.records });
    other = startRebuilder({ records: stack.records, engine, signed: async () => [], look: 20 });
    await rebuilder.stop();
  });
  afterAll(async () => {
    await other?.stop();
    await worker?.shutdown();
    await engine?.close();
  });

  it('every instance is rebuilt from its journal, stands where it stood, and its timers fire on their days', async () => {
    const { records } = stack;
    const stood = new Map<string, string>();
    for (const instance of [cycle, agencyCycle]) {
      await eventually(async () => {
        const { state } = await stack.engine.view(instance);
        stood.set(instance, JSON.stringify(state));
        return state.seq === (await records.journal.head(instance));
      });
    }
    const administrator = await stack.administrator();
    const { body } = await administrator.post('/integrity/rebuilds', {});
    expect(body.instances).toBeGreaterThanOrEqual(2);
    const done = await eventually(async () => {
      const now = await administrator.get(`/integrity/rebuilds?since=${body.asked}`);
      return now.body.waiting === 0 && now.body.done;
    });
    expect(done).toEqual({ rebuilt: body.instances });
    for (const [instance, state] of stood) {
      expect(JSON.parse(JSON.stringify((await engine.view(instance)).state))).toEqual(JSON.parse(state));
    }

    const { state } = await engine.view(agencyCycle);
    const due = next(procedureOf('cycle', 1), state)?.due ?? 0;
    const time = makeFastForward(elsewhere);
    await time.by(agencyCycle, due - Date.now() + DAY);
    await time.close();
    const fired = await eventually(async () => {
      const entries = await records.journal.all(agencyCycle);
      return entries.length > state.seq && entries.slice(state.seq);
    });
    expect(fired[0]).toMatchObject({ seq: state.seq + 1, event: { due } });
    await refoldedWhole(records, agencyCycle);
  });
});
