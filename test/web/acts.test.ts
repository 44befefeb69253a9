/** What somebody did last, for the desk on which nothing lies. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { entryOf } from '../support/records.ts';
import { ask, makeWeb, morning, type TestWeb } from './support/web.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
  const decided = (person: string, type: string, seq: number) => ({
    event: { type, at: morning + seq, actor: { person, appointments: [] }, input: {}, facts: {} },
    at: morning + seq,
  });
  const own = 'cycle/2026/demo-ministry';
  await web.records.journal.append(
    [
      entryOf(own, 1, { at: morning }),
      entryOf(own, 2, decided('p-ciso', 'setDirection', 2)),
      entryOf(own, 3, decided('p-staff', 'reportMeasure', 3)),
      entryOf(own, 4, decided('p-ciso', 'confirmStructure', 4)),
      // Where the CISO decided once and holds nothing any more.
      entryOf('cycle/2026/demo-elsewhere', 1, decided('p-ciso', 'setDirection', 1)),
    ].map((entry) => ({ entry })),
  );
});
afterAll(() => web?.close());

it('lists the decisions of the caller, the latest first, of what may still be read', async () => {
  const { status, body } = await ask(web.app, 'GET', '/api/v1/acts', { token: await web.token('p-ciso') });
  expect(status).toBe(200);
  expect(body.items).toMatchObject([
    {
      instance: 'cycle/2026/demo-ministry',
      seq: 4,
      decision: 'confirmStructure',
      ja: '推進体制を確認する',
      year: 2026,
    },
    { instance: 'cycle/2026/demo-ministry', seq: 2, decision: 'setDirection' },
  ]);
  expect(body.items).toHaveLength(2);
});
