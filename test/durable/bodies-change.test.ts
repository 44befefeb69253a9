/** Bodies founded and abolished, editions and directives told: over HTTP, on the real server (domain.md 2 and 3). */
import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../machines/core/index.ts';
import { addDays, dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { isObject } from '../../model/json.ts';
import { bodies, post } from '../support/records.ts';
import { eventually } from '../support/eventually.ts';
import { sealedClient } from '../support/temporal.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';

const today = dateInJapan(Date.now());
const year = fiscalYearOf(today);
let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  const founded = ['demo-old', 'demo-heir', 'demo-other'];
  await stack.records.registry.change(bodies(...founded), 'p-admin', Date.now());
  const posts = founded.map((body) => post(body, `p-${body}-head`, 'headOfOfficers'));
  for (const one of posts) await stack.records.registry.change(one, 'p-admin', Date.now());
  await stack.openYear(year, founded);
}, 120_000);
afterAll(() => stack?.close());

/** Imports organisations as an administrator does; the end of one waits for the second. */
async function importOrganisations(...organisations: object[]): Promise<void> {
  const { status, body, text } = await (await stack.administrator()).post('/registry/import', { organisations });
  if (status !== 200) throw new Error(text);
  if (body.status === 'pending') await approve(body.id);
}

async function approve(change: string): Promise<void> {
  const second = await stack.as(cast.centre.secondAdministrator);
  const { status, text } = await second.post(`/registry/changes/${change}/approve`, {});
  if (status !== 200) throw new Error(text);
}

async function told(instance: string, type: string): Promise<{ id: unknown; input: unknown }[]> {
  const entries = await stack.records.journal.all(instance);
  return entries.flatMap(({ event }) =>
    isObject(event) && event['type'] === type ? [{ id: event['id'], input: event['input'] }] : [],
  );
}

async function setCommon(
  register: string,
  value: { readonly id: string; readonly [key: string]: Json },
): Promise<void> {
  const administrator = await stack.administrator();
  const { status, body, text } = await administrator.put(`/registers/common/${register}`, { key: value.id, value });
  if (status !== 200) throw new Error(text);
  if (body.status === 'pending') await approve(body.change);
}

test('a new edition and a directive are told to every open cycle at once, each once; a cycle begun later is not told', async () => {
  const running = ['demo-old', 'demo-heir', 'demo-other'].map((body) => `cycle/${year}/${body}`);
  const applyBy = addDays(today, 30);
  await setCommon('directives', { id: 'dir-new', decidedOn: today, applyBy, titleJa: '通達', titleEn: 'directive' });
  const edition = { id: 'ed-new', nameJa: '新版', nameEn: 'new', decidedOn: today, applyBy: '2999-03-31' };
  await setCommon('editions', { ...edition, requirements: [] });
  for (const cycle of running) {
    await eventually(async () => (await told(cycle, 'amendmentRequired')).length === 2, { within: 60_000 });
  }
  await stack.openYear(year + 1, ['demo-old']);
  await stack.engine.lookAround();
  await setCommon('guidelines', { id: 'guide', titleJa: '指針', titleEn: 'guideline' });
  await stack.engine.lookAround();
  await rounds();
  expect((await told(running[0] ?? '', 'amendmentRequired')).map(({ id }) => id).sort()).toEqual([
    'registry#directive/dir-new',
    'registry#edition/ed-new',
  ]);
  expect(await told(`cycle/${year + 1}/demo-old`, 'amendmentRequired')).toEqual([]);
}, 120_000);

/** Waits until no round is under way. */
async function rounds(): Promise<void> {
  const connection = await Connection.connect({ address: stack.temporal.address });
  const client = sealedClient(stack.temporal, connection);
  await client.workflow.getHandle('round').result();
  await connection.close();
}

test('an abolished body with two successors: its cycle ends 廃止, the first takes over what is open, both are told', async () => {
  const head = await stack.as('p-demo-old-head');
  const old = `cycle/${year}/demo-old`;
  const opened = await head.decide(old, 'openImprovement', {
    title: '受信の設定の誤り',
    source: 'incident',
    covers: [{ ref: 'incident-1', clause: '3-16' }],
    needsAudit: false,
  });
  expect(opened.status).toBe(200);
  const improvement = `improvement/${year}/demo-old/1`;
  await stack.records.journal.waitFor(improvement, 1, 20_000);

  const yesterday = addDays(today, -1);
  const [body] = bodies('demo-old').organisations ?? [];
  const ending = { to: yesterday, abolitionBasis: '個別法附則第2条', successors: ['demo-heir', 'demo-other'] };
  await importOrganisations({ ...body, ...ending });

  const row = await eventually(async () => {
    const found = await stack.records.instances.get(old);
    return found?.projection.ended === 'ended' && found;
  });
  expect(row.projection.marks).toContain('organisationEnded');
  expect(await told(old, 'organisationEnding')).toMatchObject([{ id: 'registry#ending/demo-old' }]);
  const heirs = `cycle/${year}/demo-heir`;
  await eventually(async () => (await stack.records.instances.get(improvement))?.projection.ended === 'transferred');
  const taken = `improvement/${year}/demo-heir/1`;
  expect(await stack.records.journal.waitFor(taken, 1, 20_000)).toBe(true);
  for (const successor of ['demo-heir', 'demo-other']) {
    await eventually(async () => (await told(`cycle/${year}/${successor}`, 'bodySucceeded')).length === 1);
    expect(await told(`cycle/${year}/${successor}`, 'bodySucceeded')).toMatchObject([
      { input: { organisation: 'demo-old', takenBy: 'demo-heir', improvements: [improvement] } },
    ]);
  }
  // The year after, which was open already, ends too; what it owes goes to the successor's cycle of that year.
  await eventually(async () => (await stack.records.instances.get(`cycle/${year + 1}/demo-old`))?.projection.ended);
  const owed = (await told(heirs, 'amendmentRequired')).map(({ input }) => input);
  expect(owed).toContainEqual(expect.objectContaining({ source: 'edition', ref: 'ed-new' }));

  const administrator = await stack.administrator();
  const board = await administrator.get(`/board?year=${year}&search=demo-old`);
  expect(board.body.items[0]).toMatchObject({ phase: 'ended', openImprovements: 0 });
  // A second round tells nothing twice.
  await stack.engine.lookAround();
  await rounds();
  expect(await told(old, 'organisationEnding')).toHaveLength(1);
  expect(await told(heirs, 'bodySucceeded')).toHaveLength(1);
}, 120_000);

test('what happens by itself is shown with its next instants', async () => {
  await stack.engine.ensureSchedules([{ day: '02-01', year: 0 }]);
  const { body } = await (await stack.administrator()).get('/schedules');
  expect(body.items).toMatchObject([
    { schedule: 'open-year', paused: false },
    { schedule: 'daily-round', paused: false },
  ]);
  expect(body.items[0].next[0]).toBeGreaterThan(Date.now());
});

test('a body imported into a year that was opened for single bodies only is not drawn in', async () => {
  const [founded] = bodies('demo-founded').organisations ?? [];
  await importOrganisations({ ...founded, from: today });
  await rounds();
  expect(await stack.records.journal.head(`cycle/${year}/demo-founded`)).toBe(0);
}, 60_000);
