import { afterAll, beforeAll, expect, test } from 'vitest';
import { Unavailable } from '../../contract/engine.ts';
import { refold } from '../../machines/core/index.ts';
import type { DecideAnswer, DecideMessage } from '../../contract/messages.ts';
import { counterV1 } from './counter.ts';
import { kill, killAll, workerProcess } from './processes.ts';
import { decision, makeWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  killAll();
  await world?.close();
});

/** Sends a decision until it is answered, as a caller with an idempotency key does. */
async function insist(message: DecideMessage): Promise<DecideAnswer> {
  for (;;) {
    try {
      return await world.engine.decide(message);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
  }
}

test('a worker killed amid 200 decisions, twice: accepted = journaled, each once, and told ones arrive once', async () => {
  let worker = await workerProcess(world);
  const instances = [await world.count(), await world.count(), await world.count(), await world.count()];
  const [first = ''] = instances;
  const messages = Array.from({ length: 200 }, (_, i) => {
    const instance = instances[i % instances.length] ?? '';
    return i % 20 === 5
      ? decision(instance, 'cause', { start: [], tell: [first] })
      : decision(instance, 'add', { by: 1 });
  });
  const answers = new Map<string, DecideAnswer>();
  const all = messages.map(async (message) => answers.set(message.updateId, await insist(message)));
  for (const after of [40, 110]) {
    await expect.poll(() => answers.size, { timeout: 60_000, interval: 5 }).toBeGreaterThan(after);
    await kill(worker);
    worker = await workerProcess(world);
  }
  await Promise.all(all);

  const tells = messages.filter((message) => message.event.type === 'cause').length;
  for (const instance of instances) {
    const mine = messages.filter((message) => message.instance === instance);
    const expected = 1 + mine.length + (instance === first ? tells : 0);
    await world.journaled(instance, expected);
    const lines = await world.records.journal.page(instance, 0, 1_000);
    expect(lines.map((line) => line.entry.seq)).toEqual(Array.from({ length: expected }, (_, i) => i + 1));
    const byUpdate = new Map(lines.flatMap(({ updateId, entry }) => (updateId ? [[updateId, entry.seq]] : [])));
    expect(byUpdate.size).toBe(mine.length);
    for (const { updateId } of mine) expect(byUpdate.get(updateId)).toBe(answers.get(updateId)?.seq);
    expect(
      refold(
        counterV1,
        lines.map((line) => line.entry),
      ),
    ).toBeUndefined();
    expect(await world.records.journal.verifyChain(instance)).toBeUndefined();
  }
}, 180_000);
