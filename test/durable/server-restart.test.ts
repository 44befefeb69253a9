import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Unavailable } from '../../contract/engine.ts';
import { startTemporalServer, type TemporalServer } from '../../worker/temporal-server/start.ts';
import { pinnedBinary } from '../support/pinned.ts';
import { decision, makeWorld, type World } from './world.ts';
import { testKeys } from '../support/keys.ts';

const directory = mkdtempSync(join(tmpdir(), 'junkan-restart-'));
let server: TemporalServer;
let world: World;
beforeAll(async () => {
  server = await startTemporalServer({
    binary: pinnedBinary(),
    dataDirectory: join(directory, 'temporal'),
    logFile: join(directory, 'temporal.log'),
  });
  world = await makeWorld({ address: server.address, namespace: server.namespace, keys: testKeys });
  await world.work();
});
afterAll(async () => {
  await world?.close();
  await server?.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('a killed Temporal server loses nothing, and client and worker find its next life by themselves', async () => {
  const instance = await world.count();
  await world.engine.decide(decision(instance, 'add', { by: 1 }));
  expect(await world.engine.ready()).toBe(true);

  const message = decision(instance, 'add', { by: 1 });
  const pid = server.pid();
  if (pid === undefined) throw new Error('no server to kill');
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => server.state(), { interval: 5 }).toBe('restarting');
  const since = Date.now();
  let answered = false;
  while (!answered) {
    const began = Date.now();
    answered = await world.engine.decide(message).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof Unavailable)) throw error;
        expect(error.retryAfterSeconds).toBeGreaterThan(0);
        return false;
      },
    );
    expect(Date.now() - began).toBeLessThan(12_000);
  }
  console.info(`decided ${Date.now() - since} ms after the server was killed`);
  const entries = await world.journaled(instance, 3);
  expect(entries).toHaveLength(3);
  expect(await world.engine.ready()).toBe(true);
}, 120_000);

test('without a server a decision is Unavailable within 10 s, and a worker still ends within 10 s', async () => {
  const instance = await world.count();
  const worker = await world.work();
  await server.stop();
  const since = Date.now();
  await expect(world.engine.decide(decision(instance, 'add', { by: 1 }))).rejects.toBeInstanceOf(Unavailable);
  expect(Date.now() - since).toBeLessThan(12_000);
  expect(await world.engine.ready()).toBe(false);
  const stopping = Date.now();
  await worker.shutdown();
  expect(Date.now() - stopping).toBeLessThan(12_000);
}, 60_000);
