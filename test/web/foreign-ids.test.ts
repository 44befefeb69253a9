/**
 * What may not be read does not exist: whether something stands at another body's address is told neither by an answer nor
 * by how long it took. The right is judged from the address, before any engine or journal is asked.
 */
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';
import { ask, makeWeb, type TestWeb } from './support/web.ts';

const PAIRS = 60;
/** Of so many pairs neither side may be slower more often. */
const AT_MOST = 40;

describe('an address of another body', () => {
  let stack: Stack;
  let caller: Caller;
  let document = '';
  beforeAll(async () => {
    stack = await startStack();
    await stack.openYear(2026, ['demo-agency']);
    const staff = await stack.as(cast.agency.staffOfPlanning);
    document = await staff.document('of the agency');
    const cited = { about: 'x', text: 'y', document };
    const { status, text } = await staff.decide('cycle/2026/demo-agency', 'reportWorkability', cited);
    if (status !== 200) throw new Error(text);
    caller = await stack.as(cast.ministry.staffOfSystems);
  });
  afterAll(() => stack?.close());

  const absentHash = (i: number) => createHash('sha256').update(`absent ${i}`).digest('hex');
  const ways: readonly (readonly [string, (existing: boolean, i: number) => Promise<number>])[] = [
    ['a procedure', async (existing, i) => (await caller.show(idOf(existing, i))).status],
    ['its journal', async (existing, i) => (await caller.get(`/procedures/${idOf(existing, i)}/journal`)).status],
    [
      'a decision in it',
      async (existing, i) =>
        (await caller.decide(idOf(existing, i), 'reportWorkability', { about: 'x', text: 'y' })).status,
    ],
    [
      'a document',
      async (existing, i) => (await caller.get(`/documents/${existing ? document : absentHash(i)}`)).status,
    ],
  ];
  function idOf(existing: boolean, i: number): string {
    return existing ? 'cycle/2026/demo-agency' : `cycle/${2100 + i}/demo-agency`;
  }

  it.each(ways)(
    'answers 404 as fast where something stands as where nothing does: %s',
    { retry: 2 },
    async (_, way) => {
      const timed = async (existing: boolean, i: number): Promise<number> => {
        const from = performance.now();
        expect(await way(existing, i)).toBe(404);
        return performance.now() - from;
      };
      for (let i = 0; i < 10; i += 1) await timed(i % 2 === 0, i);
      let slower = 0;
      for (let i = 0; i < PAIRS; i += 1) {
        // In turn first and second, so that being the first costs both alike.
        const first = await timed(i % 2 === 0, i);
        const second = await timed(i % 2 !== 0, i);
        const [existing, absent] = i % 2 === 0 ? [first, second] : [second, first];
        if (existing > absent) slower += 1;
      }
      expect(slower).toBeLessThanOrEqual(AT_MOST);
      expect(PAIRS - slower).toBeLessThanOrEqual(AT_MOST);
    },
  );
});

describe('while the engine is away', () => {
  let web: TestWeb;
  beforeAll(async () => {
    web = await makeWeb();
  });
  afterAll(() => web?.close());

  it.each([
    ['GET', '/procedures/cycle/2026/demo-unrelated'],
    ['GET', '/procedures/cycle/2026/demo-unrelated/journal'],
    ['POST', '/procedures/cycle/2026/demo-unrelated/decisions'],
    ['GET', '/procedures/improvement/2026/demo-agency/1'],
  ])('the right to read is judged all the same: %s %s is 404, one’s own is not to be had now', async (method, path) => {
    const token = await web.token('p-staff');
    const body = method === 'POST' ? { type: 'reportWorkability', about: 'x', text: 'y' } : undefined;
    expect((await ask(web.app, method, `/api/v1${path}`, { token, body })).status).toBe(404);
    const own = path.replace(/demo-(unrelated|agency)/, 'demo-ministry');
    expect((await ask(web.app, method, `/api/v1${own}`, { token, body })).status).toBe(503);
  });
});
