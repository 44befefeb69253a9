import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openYearSchedule } from '../../client/schedules.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { shippedCalendars } from '../../records/calendar-file.ts';
import { startTemporalServer, type TemporalServer } from '../../worker/temporal-server/start.ts';
import { eventually } from '../support/eventually.ts';
import { pinnedBinary } from '../support/pinned.ts';
import { post } from '../support/records.ts';
import { inventMinistries } from './ministries.ts';
import { makeWorld, type World } from './world.ts';
import { testKeys } from '../support/keys.ts';

const directory = mkdtempSync(join(tmpdir(), 'junkan-outage-'));
/** The planning day of this test; its fiscal year is that of its calendar year. */
const today = dateInJapan(Date.now());
const year = today.slice(0, 4);
let server: TemporalServer;
let world: World;
beforeAll(async () => {
  server = await start();
  const shipped = shippedCalendars(Date.now());
  const planningDay = { day: today.slice(5), year: 0 } as const;
  const calendars = { ...shipped, ministry: { ...shipped.ministry, planningDay } };
  world = await makeWorld({ address: server.address, namespace: server.namespace, keys: testKeys }, calendars);
}, 60_000);
afterAll(async () => {
  await world?.close();
  await server?.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function start(): Promise<TemporalServer> {
  return startTemporalServer({
    binary: pinnedBinary(),
    dataDirectory: join(directory, 'temporal'),
    logFile: join(directory, 'temporal.log'),
  });
}

async function connected<T>(act: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: server.address });
  try {
    return await act(new Client({ connection, namespace: server.namespace }));
  } finally {
    await connection.close();
  }
}

test('a planning day that passed while server and worker were down is made up for, once', async () => {
  const [body = ''] = await inventMinistries(world.records, 'outage', 1);
  await world.records.registry.change(post(body, 'p-ciso', 'ciso'), 'p-admin', Date.now());
  await world.engine.ensureSchedules([{ day: '02-01', year: 0 }]);
  // The planning day is today; the Schedule acts a few seconds from now; everything else of the Schedule is as it stands.
  const instant = Math.ceil(Date.now() / 1000 + 15) * 1000;
  const inJapan = new Date(instant + 9 * 3_600_000);
  await connected((client) =>
    client.schedule.getHandle(openYearSchedule).update((previous) => ({
      ...previous,
      spec: {
        timezone: 'Asia/Tokyo',
        calendars: [{ hour: inJapan.getUTCHours(), minute: inJapan.getUTCMinutes(), second: inJapan.getUTCSeconds() }],
      },
    })),
  );
  // The update is a signal: a server stopped before its scheduler took it would count the instant as never planned.
  await eventually(async () => {
    const { info } = await connected((client) => client.schedule.getHandle(openYearSchedule).describe());
    return info.nextActionTimes[0]?.getTime() === instant;
  });
  await server.stop();
  expect(Date.now()).toBeLessThan(instant);
  await eventually(() => Date.now() > instant + 2_000);

  server = await start();
  const worker = await world.work();
  const runs = await eventually(
    async () => {
      const { info } = await connected((client) => client.schedule.getHandle(openYearSchedule).describe());
      return info.recentActions.length > 0 && info.recentActions;
    },
    { within: 90_000, every: 500 },
  );
  expect(runs.map(({ scheduledAt }) => scheduledAt.getTime())).toEqual([instant]);
  expect(await world.records.journal.waitFor(`cycle/${year}/${body}`, 1, 120_000)).toBe(true);
  expect(await world.records.journal.head(`cycle/${year}/${body}`)).toBe(1);
  await worker.shutdown();
}, 240_000);
