import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Records } from '../../contract/records/records.ts';
import { RecordsUnavailable } from '../../contract/records/unavailable.ts';
import { refold } from '../../machines/core/index.ts';
import { counterV1 } from './counter.ts';
import { counterId, decision, makeWorld, type World } from './world.ts';

let world: World;
let away = false;
let refusedCalls = 0;

/** Records whose database is away while `away` is true: every method fails as the contract says. */
function interruptible(records: Records): Records {
  const guarded = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(target, key, receiver) {
        const member: unknown = Reflect.get(target, key, receiver);
        if (typeof member !== 'function') return member;
        return (...parameters: unknown[]) => {
          if (!away) return Reflect.apply(member, target, parameters);
          refusedCalls += 1;
          return Promise.reject(new RecordsUnavailable('away'));
        };
      },
    });
  return { ...records, journal: guarded(records.journal), instances: guarded(records.instances) };
}

beforeAll(async () => {
  world = await makeWorld();
  await world.work(interruptible);
});
afterAll(() => world?.close());

test('what is decided while the database is away reaches the journal afterwards: all, once, in order', async () => {
  const instance = await world.count();
  const child = counterId();
  await world.engine.decide(decision(instance, 'add', { by: 1 }));
  await world.journaled(instance, 2);
  away = true;
  const seqs: number[] = [];
  for (let i = 0; i < 300; i += 1) seqs.push((await world.engine.decide(decision(instance, 'add', { by: 1 }))).seq);
  await world.engine.decide(decision(instance, 'cause', { start: [child], tell: [child] }));
  await expect.poll(() => refusedCalls, { timeout: 60_000 }).toBeGreaterThan(5);
  expect(await world.records.journal.head(instance)).toBe(2);
  away = false;
  const entries = await world.journaled(instance, 303);
  expect(seqs).toEqual(Array.from({ length: 300 }, (_, i) => i + 3));
  expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 303 }, (_, i) => i + 1));
  expect(refold(counterV1, entries)).toBeUndefined();
  expect(await world.records.journal.verifyChain(instance)).toBeUndefined();
  expect(await world.journaled(child, 2)).toHaveLength(2);
}, 180_000);
