/** Whoever reaches Temporal's port can end an instance or squat its id: that is noticed. And a new key reaches every instance. */
import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { payloadKey, type Keyring, type PayloadKey } from '../../client/sealing/keyring.ts';
import { runningWorkflows } from '../../client/running.ts';
import { taskQueue, type DurableInput } from '../../contract/messages.ts';
import { startWatch, type Watch } from '../../worker/watch/watch.ts';
import type { RunningWorker } from '../../worker/worker.ts';
import { eventually } from '../support/eventually.ts';
import { ownNamespace } from '../support/temporal.ts';
import { counterId, decision, makeWorld, type World } from './world.ts';

/** The keys of the installation, the current one first: a rotation changes them while everything runs. */
let keys: PayloadKey[] = [payloadKey(randomBytes(32))];
const keyring: Keyring = {
  current: () => {
    const [key] = keys;
    if (key === undefined) throw new Error('no key');
    return key;
  },
  find: (id) => keys.find((key) => key.id === id),
};
let world: World;
let connection: Connection;
let watch: Watch;
let working: RunningWorker;

beforeAll(async () => {
  world = await makeWorld({ ...(await ownNamespace()), keys: keyring });
  working = await world.work();
  connection = await Connection.connect({ address: world.temporal.address });
  watch = startWatch({ ...world.temporal, records: world.records, engine: world.engine, every: 400 });
});
afterAll(async () => {
  await watch?.stop();
  await connection?.close();
  await world?.close();
});

const namespace = () => world.temporal.namespace;
const amiss = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await world.records.engineWatch.standing(100)).instances.map(({ instance, kind }) => [instance, kind]),
  );

const terminate = (workflowId: string) =>
  connection.workflowService.terminateWorkflowExecution({ namespace: namespace(), workflowExecution: { workflowId } });

async function squat(workflowId: string, type: string, queue: string): Promise<void> {
  await connection.workflowService.startWorkflowExecution({
    namespace: namespace(),
    workflowId,
    workflowType: { name: type },
    taskQueue: { name: queue },
    requestId: randomUUID(),
  });
}

/** Waits for looks that began after now. */
async function lookedAt(): Promise<void> {
  const begun = Date.now();
  await eventually(async () => ((await world.records.engineWatch.standing(0)).looked ?? 0) > begun);
}

test('an instance that was ended from outside, and one whose id is squatted, are noticed; those that run or have ended are not', async () => {
  const [gone, foreign, onQueue, running, ended] = [
    await world.count(),
    await world.count(),
    await world.count(),
    await world.count(),
    await world.count(),
  ];
  await world.engine.decide(decision(ended, 'add', { by: 1 }));
  const { seq } = await world.engine.decide(decision(ended, 'finish'));
  await world.journaled(ended, seq);
  await lookedAt();
  expect(await amiss()).toEqual({});
  await terminate(gone);
  await terminate(foreign);
  await terminate(onQueue);
  await squat(foreign, 'counter', 'elsewhere');
  // On our own queue, but started with nothing of ours: it ends at once, and then nothing runs there.
  await squat(onQueue, 'counter', taskQueue);
  // Claimed, and squatted before it was started.
  const unstarted = counterId();
  const start: DurableInput = { instance: unstarted, procedure: 'counter', version: 1, input: {} };
  await squat(unstarted, 'anything', 'elsewhere');
  await world.records.instances.claim(start, 'test');
  expect(await world.engine.start(start)).toBe('exists');
  const expected = { [gone]: 'gone', [onQueue]: 'gone', [foreign]: 'foreign', [unstarted]: 'foreign' };
  await eventually(async () => Object.keys(await amiss()).length === 4, { within: 30_000 });
  expect(await amiss()).toEqual(expected);
  expect((await world.engine.decide(decision(running, 'add', { by: 1 }))).seq).toBe(2);
  // What goes on as it was is taken back by itself.
  await terminate(foreign);
  await eventually(async () => (await amiss())[foreign] === 'gone', { within: 30_000 });
  expect(await world.records.engineWatch.amissAmong([running, gone])).toEqual(new Map([[gone, 'gone']]));
}, 90_000);

test('an instance whose tasks fail again and again is noticed, and taken back when they do no more', async () => {
  const instance = await world.count();
  await world.journaled(instance, 1);
  await lookedAt();
  expect(await amiss()).not.toHaveProperty(instance);
  await working.shutdown();
  const native = await NativeConnection.connect({ address: world.temporal.address });
  const failing = await Worker.create({
    connection: native,
    namespace: namespace(),
    taskQueue,
    workflowsPath: fileURLToPath(new URL('failing-workflows.ts', import.meta.url)),
  });
  const failed = failing.run();
  const answer = world.engine.decide(decision(instance, 'add', { by: 1 })).catch(() => undefined);
  await eventually(async () => (await amiss())[instance] === 'stuck', { within: 90_000 });
  failing.shutdown();
  await failed;
  await native.close();
  working = await world.work();
  await answer;
  // Temporal gives the task out once more after a pause of its own.
  await eventually(async () => (await amiss())[instance] === undefined, { within: 120_000 });
  expect((await world.engine.decide(decision(instance, 'add', { by: 1 }))).seq).toBeGreaterThan(1);
}, 240_000);

test('a new key: every instance continues as new under it, and records know which key each run needs', async () => {
  const instances = [await world.count(), await world.count()];
  for (const instance of instances) await world.engine.decide(decision(instance, 'add', { by: 1 }));
  const running = runningWorkflows(connection, namespace());
  const runs = async () => Promise.all(instances.map((instance) => running.one(instance)));
  const before = await runs();
  await lookedAt();
  const former = keyring.current();
  keys = [payloadKey(randomBytes(32)), former];
  const { id } = keyring.current();
  // By the former key still: whoever has not read the new one yet goes on.
  await eventually(async () => (await runs()).every((run, i) => run !== undefined && run.run !== before[i]?.run), {
    within: 30_000,
  });
  for (const run of await runs()) expect(await running.keyOf(run!)).toEqual({ key: id });
  const known = await eventually(async () => {
    const all = await world.records.payloadKeys.all();
    return all[0]?.id === id && all[0].runs >= 2 && all;
  });
  expect(known.map((key) => key.id)).toEqual([id, former.id]);
  // Nothing that goes on needs the former key: without it everything is taken as before.
  keys = keys.slice(0, 1);
  for (const [i, instance] of instances.entries()) {
    const { seq } = await world.engine.decide(decision(instance, 'add', { by: i + 1 }));
    expect(seq).toBe(3);
    expect((await world.journaled(instance, 3)).map((entry) => entry.seq)).toEqual([1, 2, 3]);
  }
}, 90_000);
