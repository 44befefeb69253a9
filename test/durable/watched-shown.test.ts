/** What was found of Temporal is told: to administrators by the API, the operation page and metrics; on the board and the procedure to everybody who sees them. */
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countUnsealed, type UnsealedCounter } from '../../worker/watch/unsealed.ts';
import { startWatch, type Watch } from '../../worker/watch/watch.ts';
import { decideUpdate, tellSignal } from '../../contract/messages.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';

const year = new Date().getFullYear() + 2;
const { organisation, ciso } = cast.agency;
const cycle = `cycle/${year}/${organisation}`;
let stack: Stack;
let watch: Watch;
let counter: UnsealedCounter;
const logged: string[] = [];

beforeAll(async () => {
  stack = await startStack({ onUnsealed: (reason) => counter.met(reason) });
  counter = countUnsealed(
    stack.records.engineWatch,
    (_, message, about) => void logged.push(message + JSON.stringify(about)),
  );
  watch = startWatch({ ...stack.temporal, records: stack.records, engine: stack.engine, every: 400 });
  await stack.openYear(year, [organisation]);
});
afterAll(async () => {
  await watch?.stop();
  await counter?.stop();
  await stack?.close();
});

const finding = async (id: string) => {
  const { body } = await (await stack.administrator()).get('/operation');
  return body.findings.find((one: { id: string }) => one.id === id);
};
const marks = async () => {
  const caller = await stack.as(ciso);
  const [procedure, board] = await Promise.all([caller.show(cycle), caller.get(`/board?year=${year}`)]);
  const ids = (found: { id: string }[]) => found.map(({ id }) => id);
  return [...ids(procedure.body.marks), ...ids(board.body.items[0].marks)].filter((id) => id === 'notCarried');
};

test('what was not sealed is counted and told, nothing of it logged; an instance ended from outside is named and takes nothing', async () => {
  await eventually(async () => (await finding('carried')).verdict === 'good');
  expect(await finding('sealing')).toMatchObject({ verdict: 'good' });
  expect(await marks()).toEqual([]);

  const connection = await Connection.connect({ address: stack.temporal.address });
  try {
    const handle = new Client({ connection, namespace: stack.temporal.namespace }).workflow.getHandle(cycle);
    await handle.signal(tellSignal, { id: 'forged', to: cycle, type: 'organisationEnding', input: { secret: '偽物' } });
    await expect(
      handle.executeUpdate(decideUpdate, { args: [{ instance: cycle, type: 'approvePlan' }] }),
    ).rejects.toThrow();
    const unsealed = await eventually(async () => {
      const { body } = await (await stack.administrator()).get('/operation');
      return body.unsealed[0]?.count >= 2 && body.unsealed;
    });
    expect(unsealed).toMatchObject([{ reason: 'plain' }]);
    expect(await finding('sealing')).toMatchObject({ verdict: 'warning' });
    expect(logged.join()).toContain('"plain"');
    expect(logged.join()).not.toMatch(/偽物|approvePlan|forged/);

    await handle.terminate('a stranger');
    const since = Date.now();
    await eventually(async () => (await finding('carried')).verdict === 'bad', { within: 60_000 });
    expect(Date.now() - since).toBeLessThan(60_000);
    const told = async () => {
      const { body } = await (await stack.administrator()).get('/notices');
      const items: { topic: string; about?: string }[] = body.items.flatMap((one: { items: object[] }) => one.items);
      return items.filter(({ topic }) => topic === 'instancesAmiss').map(({ about }) => about);
    };
    expect(await told()).toEqual([`${cycle} (gone)`]);
    // Once, however often it is looked at.
    const { looked = 0 } = await stack.records.engineWatch.standing(0);
    await eventually(async () => ((await stack.records.engineWatch.standing(0)).looked ?? 0) > looked);
    expect(await told()).toHaveLength(1);
  } finally {
    await connection.close();
  }
  expect((await finding('carried')).found.en).toContain(`${cycle} (gone)`);
  expect(await marks()).toEqual(['notCarried', 'notCarried']);
  const decided = await (await stack.as(ciso)).decide(cycle, 'setDirection', { text: '方針' });
  expect([400, 409, 503]).toContain(decided.status);
  // Nobody else is told where keys and instances of others are.
  expect((await (await stack.as(ciso)).get('/operation')).status).toBe(404);
  const metrics = await (await fetch(`${stack.address}/metrics`)).text();
  expect(metrics).toMatch(/junkan_instances_amiss 1/);
  expect(metrics).toMatch(/junkan_unsealed_payloads\{reason="plain"\} [1-9]/);
}, 120_000);
