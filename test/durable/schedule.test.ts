/** The Schedules on the real server: the year opens by itself, late, early, twice, killed half-way (docs/decisions/0013). */
import { Client, Connection, ScheduleOverlapPolicy, type ScheduleHandle } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dailyRoundSchedule, openYearSchedule } from '../../client/schedules.ts';
import { addDays, dateInJapan } from '../../model/japan-time.ts';
import { eventually } from '../support/eventually.ts';
import { post } from '../support/records.ts';
import { HALF_WAY, inventMinistries } from './ministries.ts';
import { kill, killAll, workerProcess } from './processes.ts';
import { makeWorld, type World } from './world.ts';

/** As shipped: 1 February before the fiscal year, in every profile. */
const planningDays = [{ day: '02-01', year: 0 }] as const;

let world: World;
let connection: Connection;
let client: Client;
beforeAll(async () => {
  world = await makeWorld();
  const { address, namespace } = world.temporal;
  connection = await Connection.connect({ address });
  client = new Client({ connection, namespace });
  await world.engine.ensureSchedules(planningDays);
});
afterAll(async () => {
  killAll();
  await connection?.close();
  await world?.close();
});

const schedule = (): ScheduleHandle => client.schedule.getHandle(openYearSchedule);

/** Makes up for the planning day of a fiscal year: 1 February 00:00 JST before it. */
async function backfill(year: number): Promise<void> {
  const planning = Date.parse(`${year}-02-01T00:00:00+09:00`);
  const [start, end] = [new Date(planning - 60_000), new Date(planning + 60_000)];
  await schedule().backfill({ start, end, overlap: ScheduleOverlapPolicy.ALLOW_ALL });
}

/** Ended runs for the planning day of a year. */
async function runs(year: number): Promise<number> {
  const ended = client.workflow.list({ query: `WorkflowType = 'planningDay' AND ExecutionStatus = 'Completed'` });
  let found = 0;
  for await (const { workflowId } of ended) if (workflowId === `open-year-${year}-01-31T15:00:00Z`) found += 1;
  return found;
}

const head = (year: number, organisation: string): Promise<number> =>
  world.records.journal.head(`cycle/${year}/${organisation}`);

test('the Schedules stand in Asia/Tokyo without payload; ensured twice at once they stay as they are, a pause too', async () => {
  await Promise.all([world.engine.ensureSchedules(planningDays), world.engine.ensureSchedules(planningDays)]);
  const description = await schedule().describe();
  expect(description.action).toMatchObject({ workflowType: 'planningDay', args: [] });
  expect(description.spec.timezone).toBe('Asia/Tokyo');
  expect(description.info.nextActionTimes[0]?.toISOString()).toBe('2027-01-31T15:00:00.000Z');
  expect(description.info.lastUpdatedAt).toBeUndefined();

  await schedule().pause('by an administrator');
  await world.engine.ensureSchedules(planningDays);
  expect((await schedule().describe()).state).toMatchObject({ paused: true, note: 'by an administrator' });
  await schedule().unpause();

  const daily = client.schedule.getHandle(dailyRoundSchedule);
  expect((await daily.describe()).info.nextActionTimes[0]?.toISOString()).toMatch(/T15:10:00\.000Z$/);
  await daily.update((previous) => ({ ...previous, spec: { calendars: [{ hour: 3 }] } }));
  await world.engine.ensureSchedules(planningDays);
  expect((await daily.describe()).info.nextActionTimes[0]?.toISOString()).toMatch(/T15:10:00\.000Z$/);
});

test('a registry in which nobody is appointed and no year was opened opens nothing', async () => {
  const [body = ''] = await inventMinistries(world.records, 'idle', 1);
  const worker = await world.work();
  await backfill(2026);
  await eventually(async () => (await runs(2026)) > 0, { within: 60_000 });
  expect(await head(2026, body)).toBe(0);
  expect(await world.records.openings.last(2026)).toBeUndefined();
  await worker.shutdown();
}, 120_000);

test('a planning day opens its year once for each body, also when the worker is killed half-way and it comes twice', async () => {
  const organisations = await inventMinistries(world.records, 'many', HALF_WAY);
  await world.records.registry.change(post('demo-many-0', 'p-ciso', 'ciso'), 'p-admin', Date.now());
  const worker = await workerProcess(world);
  await backfill(2027);
  const id = await eventually(async () => (await world.records.openings.last(2027))?.id, { within: 60_000 });
  await eventually(async () => (await world.engine.opening(id)).opened >= 25, { every: 5, within: 60_000 });
  await kill(worker);
  const heads = await Promise.all(organisations.map((organisation) => head(2027, organisation)));
  expect(heads.filter((seq) => seq > 0).length).toBeLessThan(HALF_WAY);

  const next = await workerProcess(world);
  await eventually(async () => (await runs(2027)) > 0, { within: 120_000 });
  const opening = await world.engine.opening(id);
  expect(opening).toMatchObject({ failed: 0, finished: true });
  expect(opening.opened + opening.existed).toBe(opening.total);
  for (const organisation of organisations) await world.journaled(`cycle/2027/${organisation}`, 1);

  await backfill(2027);
  await eventually(async () => (await runs(2027)) > 1, { within: 60_000 });
  for (const organisation of organisations) expect(await head(2027, organisation)).toBe(1);
  expect(await world.records.instances.unstarted()).toEqual([]);
  // Of a planning day still to come nothing is late.
  const first = await world.journaled('cycle/2027/demo-many-0', 1);
  expect(first[0]?.event).toMatchObject({ input: { openedLate: false } });
  await kill(next);
}, 240_000);

test('a planning day still to come opens nothing, whoever has the Schedule act, and is counted', async () => {
  const [body = ''] = await inventMinistries(world.records, 'early', 1);
  const worker = await world.work();
  await backfill(2029);
  await eventually(async () => (await runs(2029)) > 0, { within: 60_000 });
  expect(await head(2029, body)).toBe(0);
  expect(await world.records.openings.last(2029)).toBeUndefined();
  const { unsealed } = await world.records.engineWatch.standing(0);
  expect(unsealed).toMatchObject([{ reason: 'early', count: 1 }]);
  await worker.shutdown();
}, 120_000);

test('a planning day long past opens its year late; a body abolished since, or not founded, is left out', async () => {
  const [body = ''] = await inventMinistries(world.records, 'late', 1);
  const [abolished = ''] = await inventMinistries(world.records, 'gone', 1, {
    to: '2026-06-30',
    abolitionBasis: '個別法附則第1条',
  });
  const [future = ''] = await inventMinistries(world.records, 'future', 1, { from: '2999-04-01' });
  const worker = await world.work();
  const before = await runs(2026);
  await backfill(2026);
  await eventually(async () => (await runs(2026)) > before, { within: 120_000 });
  const first = await world.journaled(`cycle/2026/${body}`, 1);
  expect(first[0]?.event).toMatchObject({ input: { openedLate: true } });
  expect([await head(2026, abolished), await head(2026, future)]).toEqual([0, 0]);
  expect(await world.records.openings.last(2026)).toMatchObject({ everyone: true, by: 'planning-day' });
  await worker.shutdown();
}, 180_000);

test('a body that joins when the year is open for all opens at the next look around, from its first day on; in a year never opened it does not', async () => {
  const worker = await world.work();
  const today = dateInJapan(Date.now());
  const [body = ''] = await inventMinistries(world.records, 'joined', 1, { from: today });
  const [tomorrows = ''] = await inventMinistries(world.records, 'tomorrows', 1, { from: addDays(today, 1) });
  await world.engine.lookAround();
  const first = await world.journaled(`cycle/2026/${body}`, 1);
  expect(first[0]?.event).toMatchObject({ input: { openedLate: true } });
  expect([await head(2026, tomorrows), await head(2025, body)]).toEqual([0, 0]);
  await worker.shutdown();
}, 120_000);
