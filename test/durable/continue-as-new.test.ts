import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Unavailable } from '../../contract/engine.ts';
import { refold } from '../../machines/core/index.ts';
import type { DecideAnswer, DecideMessage } from '../../contract/messages.ts';
import { eventually } from '../support/eventually.ts';
import { sealedClient } from '../support/temporal.ts';
import { counterV1 } from './counter.ts';
import { counterId, decision, makeWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await world.work();
});
afterAll(() => world?.close());

/** Lets some callers decide one after another; the answers by update id. */
async function load(instance: string, callers: number, each: number): Promise<Map<string, number>> {
  const answered = new Map<string, number>();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (let i = 0; i < each; i += 1) {
        const message = decision(instance, 'add', { by: 1 });
        const { seq } = await untilAnswered(message);
        answered.set(message.updateId, seq);
      }
    }),
  );
  return answered;
}

/** As a caller does: told to come back (503), it sends the same decision again under the same key. */
async function untilAnswered(message: DecideMessage): Promise<DecideAnswer> {
  for (;;) {
    try {
      return await world.engine.decide(message);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
  }
}

/** How many runs an instance has had. */
async function runsOf(instance: string): Promise<number> {
  const connection = await Connection.connect({ address: world.temporal.address });
  const client = sealedClient(world.temporal, connection);
  try {
    const handle = client.workflow.getHandle(instance);
    const { raw } = await handle.describe();
    const first = raw.workflowExecutionInfo?.firstRunId;
    const ids = new Set<string | null | undefined>([first]);
    for await (const run of client.workflow.list({ query: `WorkflowId = '${instance}'` })) ids.add(run.runId);
    return ids.size;
  } finally {
    await connection.close();
  }
}

test('1,600 decisions by 8 callers at once: each accepted one is journaled once, seqs without gap, over several runs', async () => {
  const instance = await world.count();
  const since = Date.now();
  const answered = await load(instance, 8, 200);
  console.info(`1,600 decisions on one instance: ${Math.round(1_600_000 / (Date.now() - since))}/s`);
  const entries = await world.journaled(instance, 1_601);
  expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 1_601 }, (_, i) => i + 1));
  expect(new Set(answered.values()).size).toBe(1_600);
  expect((await world.engine.view(instance)).state.snapshot.context).toMatchObject({ count: 1_600 });
  expect(refold(counterV1, entries)).toBeUndefined();
  expect(
    await eventually(async () => {
      const runs = await runsOf(instance);
      return runs >= 3 && runs;
    }),
  ).toBeGreaterThanOrEqual(3);

  // What was answered before the runs in between is answered alike after them.
  const [updateId, seq] = [...answered][0] ?? ['', 0];
  expect(await world.engine.decide(decision(instance, 'add', { by: 1 }, { updateId }))).toMatchObject({ seq });
  expect((await world.engine.view(instance)).state.seq).toBe(1_601);
}, 240_000);

test('starts, tells and timers under way survive it, each once', async () => {
  const instance = await world.count();
  const [child, later] = [counterId(), counterId()];
  await world.engine.decide(decision(instance, 'wakeAt', { at: [Date.now() + 15_000] }));
  const loading = load(instance, 8, 100);
  // Told before it is started: it waits in the inbox until the start half-way through the load.
  for (let i = 0; i < 10; i += 1) await world.engine.decide(decision(instance, 'cause', { start: [], tell: [child] }));
  await world.engine.decide(decision(instance, 'cause', { start: [child, later], tell: [child, later] }));
  await loading;
  const told = await world.journaled(child, 12);
  expect(told).toHaveLength(12);
  expect(new Set(told.slice(1).map((entry) => JSON.stringify(entry.event).match(/"id":"([^"]+)"/)?.[1])).size).toBe(11);
  expect(await world.journaled(later, 2)).toHaveLength(2);
  const entries = await world.journaled(instance, 1 + 1 + 800 + 10 + 1 + 1);
  expect(entries.filter((entry) => JSON.stringify(entry.event).includes('"type":"wake"'))).toHaveLength(1);
}, 120_000);
