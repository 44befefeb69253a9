import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeAlarm } from '../../workflows/alarm.ts';
import { delayOf, shareOf, SPREAD_OVER } from '../../workflows/spread.ts';

const HOUR = 3_600_000;

// The workflow's clock in a test's hands: a timer that should have fired during an outage fires at its end.
const outage = { until: 0 };
vi.mock('@temporalio/workflow', () => ({
  CancellationScope: class {
    run<T>(act: () => Promise<T>): Promise<T> {
      return act();
    }
    cancel(): void {}
  },
  sleep: (wait: number) =>
    new Promise((resolve) => {
      setTimeout(resolve, Math.max(wait, outage.until - Date.now()));
    }),
}));

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

describe('after an outage', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** When bodies wake whose reminders are due at nine, milliseconds after nine. */
  async function wakings(until: number): Promise<number[]> {
    const nine = Date.now() + 9 * HOUR;
    outage.until = nine + until;
    const woken: number[] = [];
    for (let i = 0; i < 300; i += 1) {
      makeAlarm(shareOf(`cycle/2026/body-${i}`), () => woken.push(Date.now() - nine)).set(nine, Date.now());
    }
    await vi.advanceTimersByTimeAsync(12 * HOUR);
    expect(woken).toHaveLength(300);
    return woken;
  }

  test('over nine o’clock and the quarter of an hour after it, bodies wake as on any morning', async () => {
    const woken = (await wakings(HOUR)).map((after) => after - HOUR);
    expect(Math.min(...woken)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...woken)).toBeLessThan(SPREAD_OVER);
    for (let minute = 0; minute < 15; minute += 1) {
      const some = woken.filter((after) => Math.floor(after / 60_000) === minute);
      expect(some.length).toBeGreaterThan(8);
      expect(some.length).toBeLessThan(36);
    }
  });

  test('of less than a minute nobody waits a second time', async () => {
    expect(Math.max(...(await wakings(50_000)))).toBeLessThan(SPREAD_OVER);
    expect((await wakings(0)).filter((after) => after < 60_000).length).toBeLessThan(36);
  });
});
