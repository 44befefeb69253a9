import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Opening } from '../../contract/engine.ts';
import { eventually } from '../support/eventually.ts';
import { post } from '../support/records.ts';
import { HALF_WAY, inventMinistries } from './ministries.ts';
import { kill, killAll, workerProcess } from './processes.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  killAll();
  await world?.close();
});

async function finished(id: string, within = 120_000): Promise<Opening> {
  return eventually(
    async () => {
      const opening = await world.engine.opening(id);
      return opening.finished && opening;
    },
    { within },
  );
}

/** Heads of the journals of all cycles of the year. */
async function opened(year: number, organisations: readonly string[]): Promise<number[]> {
  return Promise.all(organisations.map((organisation) => world.records.journal.head(`cycle/${year}/${organisation}`)));
}

test('a year is opened for each body once, also when the worker is killed half-way and it is asked for again', async () => {
  const organisations = await inventMinistries(world.records, 'kill', HALF_WAY);
  const worker = await workerProcess(world);
  const id = await world.engine.openYear({ year: 2026, organisations });
  await eventually(async () => (await world.engine.opening(id)).opened >= 25, { every: 5, within: 60_000 });
  await kill(worker);
  expect((await opened(2026, organisations)).filter((head) => head > 0).length).toBeLessThan(HALF_WAY);

  const next = await workerProcess(world);
  const opening = await finished(id);
  expect(opening).toMatchObject({ total: HALF_WAY, failed: 0, errors: [] });
  expect(opening.opened + opening.existed).toBe(HALF_WAY);
  await eventually(async () => (await opened(2026, organisations)).every((head) => head >= 1), { within: 60_000 });

  const again = await world.engine.openYear({ year: 2026, organisations });
  expect(await finished(again)).toMatchObject({ opened: 0, existed: HALF_WAY });
  expect(await world.records.instances.unstarted()).toEqual([]);
  await kill(next);
}, 240_000);

test('a body that is not in the registry, or runs no cycle, is named and keeps no other', async () => {
  const [good = ''] = await inventMinistries(world.records, 'named', 1);
  const centre = {
    id: 'demo-centre',
    kind: 'centre' as const,
    nameJa: '室（架空）',
    nameEn: 'C (fictional)',
    supervisors: [],
    fictional: true,
  };
  await world.records.registry.change({ organisations: [centre] }, 'p-admin', Date.now());
  await world.records.registry.change(post('demo-centre', 'p-keeper', 'administrator'), 'p-admin', Date.now());
  const worker = await world.work();
  const id = await world.engine.openYear({ year: 2026, organisations: [good, 'nobody', 'demo-centre'] });
  const opening = await finished(id);
  expect(opening).toMatchObject({ total: 3, opened: 1, failed: 2 });
  expect(opening.errors.map((error) => error.organisation).sort()).toEqual(['demo-centre', 'nobody']);

  // Whoever administers is told once, also when it is asked for again.
  await finished(await world.engine.openYear({ year: 2026, organisations: [good, 'nobody', 'demo-centre'] }));
  const notices = await world.records.readModel.notices('p-keeper', undefined, 10);
  expect(notices.flatMap(({ items }) => items)).toMatchObject([{ topic: 'openingFailed', about: id }]);
  await worker.shutdown();
}, 120_000);

test('a list longer than one run carries on by continue-as-new and counts on', async () => {
  const [good = ''] = await inventMinistries(world.records, 'last', 1);
  const unknown = Array.from({ length: 1_050 }, (_, i) => `a-nobody-${i}`);
  const worker = await world.work();
  const id = await world.engine.openYear({ year: 2026, organisations: [...unknown, good] });
  const opening = await finished(id);
  expect(opening).toMatchObject({ total: 1_051, opened: 1, failed: 1_050 });
  expect(opening.errors).toHaveLength(200);
  await worker.shutdown();
}, 120_000);
