import { expect, test } from 'vitest';
import type { DecideAnswer } from '../../contract/messages.ts';
import { bytesOf } from '../../workflows/carried.ts';
import { carryAnswers, carryIds, recallAnswers } from '../../workflows/remembered.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 23);

/** Answers given one a day, the last one today. */
function daily(count: number): Map<string, DecideAnswer> {
  return new Map(
    Array.from({ length: count }, (_, i) => {
      const to = { planning: i % 2 === 0 ? 'drafting' : 'submitted' };
      return [`update-${i}`, { seq: i + 2, at: NOW - (count - 1 - i) * DAY, to, bodyHash: 'b'.repeat(64) }];
    }),
  );
}

test('the last 1,000 answers are kept, however old', () => {
  const kept = recallAnswers(carryAnswers(daily(1_500), NOW));
  expect([...kept.keys()]).toEqual([...daily(1_500).keys()].slice(500));
  expect(kept.get('update-1499')).toEqual(daily(1_500).get('update-1499'));
});

test('answers of the last 30 days are kept, however many – up to what one payload can carry', () => {
  const dense = new Map(
    [...daily(3_000)].map(([id, answer], i) => [id, { ...answer, at: NOW - (3_000 - i) * 60_000 }]),
  );
  expect(recallAnswers(carryAnswers(dense, NOW)).size).toBe(3_000);
  const many = new Map(
    Array.from({ length: 20_000 }, (_, i) => [
      `${i}`.padStart(64, '0'),
      { seq: i, at: NOW, to: 'x', bodyHash: 'b'.repeat(64) },
    ]),
  );
  const carried = carryAnswers(many, NOW);
  expect(recallAnswers(carried).has('19999'.padStart(64, '0'))).toBe(true);
  expect(bytesOf(carried)).toBeLessThan(800_000);
});

test('old ids of told events are forgotten beyond the last 1,000', () => {
  const told = new Map(Array.from({ length: 1_200 }, (_, i) => [`t${i}`, NOW - (i < 600 ? 60 : 1) * DAY]));
  expect(carryIds(told, NOW).map(([id]) => id)).toEqual([...told.keys()].slice(200));
});

test('bytes are counted as UTF-8, as Temporal counts them', () => {
  for (const text of ['plain', '日本語', '葛󠄀城市', '😀é']) {
    expect(bytesOf(text)).toBe(Buffer.byteLength(JSON.stringify(text)));
  }
});
