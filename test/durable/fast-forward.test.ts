import { afterAll, beforeAll, expect, test } from 'vitest';
import { SPREAD_OVER } from '../../workflows/spread.ts';
import { makeFastForward, type FastForward } from '../../client/fast-forward.ts';
import { asObject } from '../../model/json.ts';
import { startOfDate } from '../../model/japan-time.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';

let stack: Stack;
let time: FastForward;

beforeAll(async () => {
  stack = await startStack();
  time = makeFastForward(stack.temporal);
});
afterAll(async () => {
  await time?.close();
  await stack?.close();
});

test('timers on the way fire at their own instants when time is stepped on (domain.md 7)', async () => {
  const { organisation } = cast.agency;
  // A year none of whose dates can have passed, whenever this runs.
  const year = new Date().getFullYear() + 2;
  await stack.openYear(year, [organisation]);
  const cycle = `cycle/${year}/${organisation}`;
  const april = startOfDate(`${year}-04-01`);
  await time.by(cycle, april + SPREAD_OVER + 60_000 - Date.now());
  const { body } = await (await stack.as(cast.agency.ciso)).get(`/procedures/${cycle}/journal?limit=500`);
  expect(body.items.length).toBeGreaterThan(2);
  const begins = (await stack.records.journal.all(cycle)).find(({ event }) => asObject(event)['type'] === 'yearBegins');
  expect(begins?.at).toBeGreaterThanOrEqual(april);
  expect(begins?.at).toBeLessThan(april + SPREAD_OVER + 60_000);
}, 120_000);
