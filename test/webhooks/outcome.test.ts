import { describe, expect, it } from 'vitest';
import { outcomeOf, standardSchedule } from '../../worker/webhooks/outcome.ts';

const HOUR = 3_600_000;
const now = Date.parse('2026-05-01T03:00:00Z');
const options = { schedule: standardSchedule, random: () => 0 };
const pauseAfter = (answer: Parameters<typeof outcomeOf>[0], attempts = 0, random = 0): number => {
  const outcome = outcomeOf(answer, attempts, now, { ...options, random: () => random });
  if (outcome.kind !== 'again') throw new Error(`not again but ${outcome.kind}`);
  return outcome.next - now;
};

describe('what follows from an attempt', () => {
  it('tries eight times over nearly 28 hours, then gives up', () => {
    const total = standardSchedule.reduce((sum, pause) => sum + pause, 0);
    expect(standardSchedule).toHaveLength(7);
    expect(total / HOUR).toBeCloseTo(27.6, 1);
    for (const [attempts, pause] of standardSchedule.entries()) {
      expect(pauseAfter({ status: 500 }, attempts)).toBe(pause);
    }
    expect(outcomeOf({ status: 500 }, 7, now, options)).toEqual({ kind: 'dead', result: 'http 500' });
    expect(outcomeOf({ failure: 'timeout' }, 7, now, options)).toEqual({ kind: 'dead', result: 'timeout' });
  });

  it('spreads pauses over up to a fifth more', () => {
    expect(pauseAfter({ status: 500 }, 3, 0.999)).toBeGreaterThan(2 * HOUR * 1.19);
    expect(pauseAfter({ status: 500 }, 3, 0.999)).toBeLessThanOrEqual(2 * HOUR * 1.2);
  });

  it.each([200, 201, 204, 299])('takes %i as delivered', (status) => {
    expect(outcomeOf({ status }, 0, now, options).kind).toBe('delivered');
  });

  it.each([301, 302, 307, 308, 400, 401, 404, 409, 429, 500, 503])('tries again after %i', (status) => {
    expect(outcomeOf({ status }, 0, now, options).kind).toBe('again');
  });

  it('sends nothing more after 410', () => {
    expect(outcomeOf({ status: 410 }, 0, now, options)).toEqual({ kind: 'gone', result: 'http 410' });
  });

  it('honours Retry-After in seconds and as a date, never less than its own pause and never more than a day', () => {
    expect(pauseAfter({ status: 503, retryAfter: '120' })).toBe(120_000);
    expect(pauseAfter({ status: 503, retryAfter: new Date(now + 90_000).toUTCString() })).toBe(90_000);
    expect(pauseAfter({ status: 503, retryAfter: '1' }, 1)).toBe(300_000);
    expect(pauseAfter({ status: 503, retryAfter: '999999999' })).toBe(24 * HOUR);
    for (const nonsense of ['', 'soon', '-5', '1e9', new Date(now - HOUR).toUTCString()]) {
      expect(pauseAfter({ status: 503, retryAfter: nonsense })).toBe(5_000);
    }
  });
});
