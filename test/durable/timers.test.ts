import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningWorker } from '../../worker/worker.ts';
import { decision, makeWorld, type World } from './world.ts';

let world: World;
let worker: RunningWorker;
beforeAll(async () => {
  world = await makeWorld();
  worker = await world.work();
});
afterAll(() => world?.close());

/** Types and instants of what time brought. */
async function wakes(instance: string, seq: number): Promise<{ at: number; due: number }[]> {
  const entries = await world.journaled(instance, seq);
  return entries.flatMap(({ at, event }) =>
    typeof event === 'object' && event !== null && 'due' in event ? [{ at, due: Number(event.due) }] : [],
  );
}

describe('time', () => {
  test('acts at the instant it was armed for, in order, and what is past acts at once', async () => {
    const instance = await world.count();
    const now = Date.now();
    const due = [now - 5_000, now + 300, now + 900];
    await world.engine.decide(decision(instance, 'wakeAt', { at: due }));
    const fired = await wakes(instance, 5);
    expect(fired.map((one) => one.due)).toEqual(due);
    expect(fired.every((one) => one.at >= one.due)).toBe(true);
    expect((await world.engine.view(instance)).state.snapshot.context).toMatchObject({ woke: 3 });
  });

  test('acts at the new instant when the earliest moves, and not at the old one', async () => {
    const instance = await world.count();
    const far = Date.now() + 100 * 365 * 24 * 60 * 60 * 1000;
    await world.engine.decide(decision(instance, 'wakeAt', { at: [far] }));
    const near = Date.now() + 400;
    await world.engine.decide(decision(instance, 'wakeAt', { at: [near] }));
    expect((await wakes(instance, 4)).map((one) => one.due)).toEqual([near]);
    await world.engine.decide(decision(instance, 'wakeAt', { at: [] }));
    expect((await world.engine.view(instance)).state.seq).toBe(5);
  });

  test('passed while no worker ran acts first when one comes back', async () => {
    const instance = await world.count();
    const due = Date.now() + 500;
    await world.engine.decide(decision(instance, 'wakeAt', { at: [due, due + 1] }));
    await world.journaled(instance, 2);
    await worker.shutdown();
    await expect.poll(() => Date.now(), { timeout: 5_000 }).toBeGreaterThan(due + 200);
    worker = await world.work();
    const { seq } = await world.engine.decide(decision(instance, 'add', { by: 1 }));
    expect(seq).toBe(5);
    const fired = await wakes(instance, 5);
    expect(fired.map((one) => one.due)).toEqual([due, due + 1]);
  });
});
