/** Instances that a person opens by a first decision, and those that the records number. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NoSuchInstance } from '../../contract/engine.ts';
import type { DurableInput } from '../../contract/messages.ts';
import type { Json } from '../../machines/core/index.ts';
import { eventually } from '../support/eventually.ts';
import { decision, makeWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await world.work();
});
afterAll(() => world?.close());

const series = (): string => `counter/2026/o-${randomUUID().slice(0, 8)}`;

/** What opens an instance with a decision. */
function opening(
  instance: string,
  input: Json,
  updateId: string = randomUUID(),
): DurableInput & Required<Pick<DurableInput, 'first'>> {
  const first = decision(instance, 'add', input, { updateId });
  return { instance, procedure: 'counter', version: 1, input: {}, first };
}

describe('an instance opened by a decision', () => {
  test('begins with it as its second entry; asked again it gives the first answer', async () => {
    const start = opening(`${series()}/1`, { by: 2 });
    expect(await world.engine.start(start)).toBe('started');
    const answer = await world.engine.decide(start.first);
    expect(answer).toMatchObject({ seq: 2, to: 'counting' });
    expect(await world.engine.start(start)).toBe('exists');
    expect(await world.engine.decide(start.first)).toEqual(answer);
    const entries = await world.journaled(start.instance, 2);
    expect(entries.map(({ seq, event }) => [seq, event])).toMatchObject([
      [1, { type: 'begin' }],
      [2, { type: 'add', actor: { person: 'p-ciso' } }],
    ]);
    expect(await world.records.journal.byUpdate(start.first.updateId)).toMatchObject({
      instance: start.instance,
      seq: 2,
    });
  });

  test('whose decision is refused was never begun, and its id is free', async () => {
    const refused = opening(`${series()}/1`, { by: -1 });
    await world.engine.start(refused);
    await eventually(async () => {
      const error = await world.engine.view(refused.instance).catch((reason: unknown) => reason);
      return error instanceof NoSuchInstance;
    });
    expect(await world.records.journal.head(refused.instance)).toBe(0);
    const start = opening(refused.instance, { by: 1 });
    expect(await world.engine.start(start)).toBe('started');
    expect(await world.engine.decide(start.first)).toMatchObject({ seq: 2 });
  });
});

describe('instances that the records number', () => {
  test('get one after another, to the same claim the same; what was given up is given again', async () => {
    const of = series();
    const { instances } = world.records;
    const startOf = (instance: string): DurableInput => ({ instance, procedure: 'counter', version: 1, input: {} });
    const claims = await Promise.all(Array.from({ length: 12 }, (_, i) => instances.claimNext(of, `by-${i}`, startOf)));
    const numbers = claims.map(({ start }) => start.instance);
    expect([...numbers].sort()).toEqual(Array.from({ length: 12 }, (_, i) => `${of}/${i + 1}`).sort());
    expect(await instances.claimNext(of, 'by-3', startOf)).toMatchObject({
      result: 'mine',
      start: { instance: numbers[3] },
    });
    await instances.release(`${of}/12`, 'nobody');
    expect((await instances.claimNext(of, 'by-12', startOf)).start.instance).toBe(`${of}/13`);
    await instances.release(`${of}/13`, 'by-12');
    expect((await instances.claimNext(of, 'by-13', startOf)).start.instance).toBe(`${of}/13`);
  });

  test('of two parents are two, each started once and told who started it', async () => {
    const of = series();
    const parents = await Promise.all([world.count(), world.count()]);
    await Promise.all(
      parents.map((parent) => world.engine.decide(decision(parent, 'cause', { start: [], next: [of, of], tell: [] }))),
    );
    const started = await Promise.all([1, 2, 3, 4].map((n) => world.journaled(`${of}/${n}`, 1)));
    const by = started.map(([begun]) => JSON.stringify(begun?.event));
    for (const parent of parents)
      for (const effect of ['2.0', '2.1'])
        expect(by.filter((said) => said.includes(`${parent}#${effect}`))).toHaveLength(1);
    expect(await world.records.journal.head(`${of}/5`)).toBe(0);
  });
});
