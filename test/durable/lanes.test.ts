import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NoSuchInstance } from '../../contract/engine.ts';
import type { TellMessage } from '../../contract/messages.ts';
import { eventually } from '../support/eventually.ts';
import { lastChange } from '../../machines/core/index.ts';
import { counterId, decision, makeWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await world.work();
});
afterAll(() => world?.close());

async function countOf(instance: string): Promise<unknown> {
  return (await world.engine.view(instance)).state.snapshot.context;
}

function bump(to: string, by: number, id = `test#${to}.${by}`): TellMessage {
  return { id, from: 'counter/2026/teller', to, type: 'bump', input: { by } };
}

async function end(instance: string): Promise<void> {
  await world.engine.decide(decision(instance, 'add', { by: 1 }));
  await world.engine.decide(decision(instance, 'finish'));
  await eventually(() =>
    world.engine.view(instance).then(
      () => false,
      (error) => error instanceof NoSuchInstance,
    ),
  );
}

describe('starts', () => {
  test('of 40 instances in one entry happen once each, and each is told afterwards what it is told', async () => {
    const instance = await world.count();
    const children = Array.from({ length: 40 }, counterId);
    const since = Date.now();
    const { seq } = await world.engine.decide(
      decision(instance, 'cause', { start: children, tell: children, times: 3 }),
    );
    // The answer waits for neither lane.
    expect(Date.now() - since).toBeLessThan(2_000);
    for (const child of children) {
      const entries = await world.journaled(child, 4);
      expect(entries.map((entry) => entry.event)).toMatchObject([
        { type: 'begin' },
        // The effects of one entry towards one target keep their order.
        { type: 'bump', input: { by: 1 } },
        { type: 'bump', input: { by: 2 } },
        { type: 'bump', input: { by: 3 } },
      ]);
      expect(entries).toHaveLength(4);
      expect(entries.slice(1).every((entry) => JSON.stringify(entry.event).includes(`${instance}#${seq}.`))).toBe(true);
    }
    console.info(`40 starts and 120 tells: ${Date.now() - since} ms`);
  });

  test('of an id that runs already leave it as it is', async () => {
    const [parent, child] = [await world.count(), await world.count()];
    await world.engine.decide(decision(child, 'add', { by: 5 }));
    await world.engine.decide(decision(parent, 'cause', { start: [child], tell: [child] }));
    await eventually(async () => expect(await countOf(child)).toMatchObject({ count: 6 }));
    const entries = await world.journaled(child, 3);
    expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3]);
  });

  test('of an id that has ended never begin it afresh; the tell goes to the inbox register', async () => {
    const [parent, child] = [await world.count(), await world.count()];
    await end(child);
    await world.engine.decide(decision(parent, 'cause', { start: [child], tell: [child] }));
    const organisation = child.split('/')[2] ?? '';
    const waiting = await eventually(async () => (await world.records.instances.inbox(organisation))[0]);
    expect(waiting).toMatchObject({ to: child, type: 'bump', reason: 'ended' });
    await expect(world.engine.view(child)).rejects.toBeInstanceOf(NoSuchInstance);
    expect(await world.records.journal.head(child)).toBe(3);
  });
});

describe('a told event', () => {
  test('told twice by its id is taken once', async () => {
    const instance = await world.count();
    for (let i = 0; i < 5; i += 1) await world.engine.tell(bump(instance, 4));
    await world.engine.tell(bump(instance, 5));
    await eventually(async () => expect(await countOf(instance)).toMatchObject({ count: 9 }));
    expect(await world.journaled(instance, 3)).toHaveLength(3);
  });

  test('for an instance not yet started waits in the inbox and is its first step after the beginning', async () => {
    const [parent, child] = [await world.count(), counterId()];
    await world.engine.decide(decision(parent, 'cause', { start: [], tell: [child] }));
    const organisation = child.split('/')[2] ?? '';
    const waiting = await eventually(async () => (await world.records.instances.inbox(organisation))[0]);
    expect(waiting).toMatchObject({ to: child, from: parent, reason: 'notStarted' });
    await world.engine.decide(decision(parent, 'cause', { start: [child], tell: [] }));
    const entries = await world.journaled(child, 2);
    expect(entries[1]?.event).toMatchObject({ type: 'bump', from: parent, id: waiting.id });
    expect((await world.records.instances.inbox(organisation))[0]?.takenBy).toBe(child);
  });

  test('for an instance that has ended lands in the inbox register of its organisation', async () => {
    const [parent, ended] = [await world.count(), await world.count()];
    await end(ended);
    await world.engine.decide(decision(parent, 'add', { by: 1 }));
    await world.engine.decide(decision(parent, 'finish', { tell: [ended] }));
    const organisation = ended.split('/')[2] ?? '';
    expect(await eventually(async () => (await world.records.instances.inbox(organisation))[0])).toMatchObject({
      to: ended,
      reason: 'ended',
    });
    // The teller is done too, and ended only after its last tell was settled.
    await eventually(() =>
      world.engine.view(parent).then(
        () => false,
        (error) => error instanceof NoSuchInstance,
      ),
    );
  });

  test('that is refused is an entry and a row of the inbox register', async () => {
    const instance = await world.count();
    await world.engine.tell(bump(instance, 5000));
    const entries = await world.journaled(instance, 2);
    expect(entries[1]).toMatchObject({ event: { type: 'bump' }, refused: [{ rule: 'small' }] });
    const organisation = instance.split('/')[2] ?? '';
    expect(await eventually(async () => (await world.records.instances.inbox(organisation))[0])).toMatchObject({
      reason: 'refused',
    });
    expect(lastChange((await world.engine.view(instance)).state)).toBe(1);
  });

  test('that is malformed changes nothing: unknown ones wait in the inbox, garbage is dropped', async () => {
    const instance = await world.count();
    await world.engine.tell({ ...bump(instance, 1), type: 'constructor', id: 'unknown' });
    await world.engine.tell({ ...bump(instance, 1), input: { by: 'x' }, id: 'misshapen' });
    const garbage = { to: instance, id: 7, from: null, type: 'bump', input: null };
    await world.engine.tell(JSON.parse(JSON.stringify(garbage)));
    const organisation = instance.split('/')[2] ?? '';
    const inbox = await eventually(async () => {
      const rows = await world.records.instances.inbox(organisation);
      return rows.length === 2 && rows;
    });
    expect(inbox.map((row) => [row.id, row.reason])).toEqual([
      ['unknown', 'refused'],
      ['misshapen', 'refused'],
    ]);
    await world.engine.decide(decision(instance, 'add', { by: 1 }));
    expect(await world.journaled(instance, 2)).toHaveLength(2);
  });
});
