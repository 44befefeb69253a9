import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { counterV1, counterV2 } from './counter.ts';
import { entriesOf, readGolden, recordGolden, refoldGolden, replayGolden, writeGolden } from '../golden/record.ts';
import { counterId, decision, makeWorld, workflowsPath, type World } from './world.ts';

const RECORDED = fileURLToPath(new URL('../golden/counter-1.json.gz', import.meta.url));

describe('the recorded history of a counter', () => {
  test('is replayed by the interpreter of today, and its entries are written alike', async () => {
    const golden = readGolden(RECORDED);
    await replayGolden(golden, workflowsPath);
    expect(entriesOf(golden).map((entry) => entry.seq)).toEqual(Array.from({ length: 13 }, (_, i) => i + 1));
    expect(refoldGolden(golden, counterV1)).toBeUndefined();
  });

  test('shows a changed definition, which replay alone does not notice', async () => {
    const golden = readGolden(RECORDED);
    expect(refoldGolden(golden, counterV2)).toMatchObject({ seq: 2 });
  });

  test('shows a changed order of commands', async () => {
    const golden = readGolden(RECORDED);
    // As if the recorded interpreter had asked for something else where today's writes to the journal.
    const tampered = JSON.parse(JSON.stringify(golden.histories).replace('"appendJournal"', '"putInInbox"'));
    await expect(replayGolden({ ...golden, histories: tampered }, workflowsPath)).rejects.toThrow();
  });
});

describe('a history recorded now', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
    await world.work();
  });
  afterAll(() => world?.close());

  test('with decisions, tells, starts, timers and an end is replayed', async () => {
    const [instance, child] = [await world.count(), counterId()];
    await world.engine.decide(decision(instance, 'add', { by: 3 }));
    await world.engine.decide(decision(instance, 'wakeAt', { at: [Date.now() + 300, Date.now() + 3_000_000] }));
    await world.journaled(instance, 4);
    await world.engine.decide(decision(instance, 'cause', { start: [child], tell: [child, 'counter/2026/nobody'] }));
    for (const by of [1, 2, 5_000]) {
      await world.engine.tell({ id: `t${by}`, from: child, to: instance, type: 'bump', input: { by } });
    }
    await world.journaled(instance, 8);
    await Promise.all([1, 2, 3, 4].map((by) => world.engine.decide(decision(instance, 'add', { by }))));
    await world.engine.decide(decision(instance, 'finish', { tell: [child] }));
    await world.journaled(instance, 13);
    await world.journaled(child, 3);
    const golden = await recordGolden(world.temporal, { instance, procedure: 'counter', version: 1 });
    await replayGolden(golden, workflowsPath);
    expect(refoldGolden(golden, counterV1)).toBeUndefined();
    expect(entriesOf(golden)).toEqual(await world.records.journal.all(instance));
    // How the recorded history above was made; run again with the variable set when a release changes the interpreter.
    if (process.env['JUNKAN_RECORD_GOLDEN'] !== undefined) writeGolden(RECORDED, golden);
  });
});
