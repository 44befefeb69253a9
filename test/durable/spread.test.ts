import { expect, test } from 'vitest';
import { delayOf, shareOf, SPREAD_OVER } from '../../workflows/spread.ts';

const HOUR = 3_600_000;

test('all instances of one body wake at the same moment, so that their reminders become one notice', () => {
  const shares = ['cycle/2026/mof', 'improvement/2026/mof/7', 'audit/2025/mof/1'].map(shareOf);
  expect(new Set(shares).size).toBe(1);
});

test('many bodies wake evenly over fifteen minutes, none before the instant and none after', () => {
  const delays = Array.from({ length: 5_000 }, (_, i) => delayOf(shareOf(`cycle/2026/body-${i}`), 9 * HOUR));
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...delays)).toBeLessThan(SPREAD_OVER);
  const perMinute = Array.from({ length: 15 }, (_, minute) => minute).map((minute) =>
    delays.filter((delay) => Math.floor(delay / 60_000) === minute),
  );
  for (const some of perMinute) expect(some.length).toBeGreaterThan(270);
});

test('a short wait is not prolonged: somebody is looking on', () => {
  expect(delayOf(0.999, 60_000)).toBe(0);
  expect(delayOf(0.999, 70_000)).toBeLessThan(10_000);
});
