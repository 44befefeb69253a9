/** Differences between the calendar's list and what happened. */
import { minuteInJapan } from '../../app/cli/output.ts';
import { keyOf, type ExpectedReminder } from './expected.ts';
import type { SentReminder } from './happened.ts';

/** A reminder is written within this time of its rung, milliseconds: bodies wake one after the other (workflows/spread.ts). */
const WITHIN = 16 * 60_000;

/** One line per difference; none when both say the same. */
export function differences(
  expected: readonly ExpectedReminder[],
  happened: readonly SentReminder[],
): readonly string[] {
  const wanted = new Set(expected.map(keyOf));
  const seen = new Set<string>();
  const twice = happened.filter((told) => seen.size === seen.add(keyOf(told)).size);
  return [
    ...expected.filter((told) => !seen.has(keyOf(told))).map((told) => `never: ${described(told)}`),
    ...happened.filter((told) => !wanted.has(keyOf(told))).map((told) => `not in the calendar: ${described(told)}`),
    ...twice.map((told) => `once more: ${described(told)}`),
    ...happened
      .filter(({ at, written }) => written < at || written > at + WITHIN)
      .map((told) => `written only at ${minuteInJapan(told.written)}: ${described(told)}`),
  ];
}

function described({ at, stage, item, person }: ExpectedReminder): string {
  return `${minuteInJapan(at)} ${stage} ${item} → ${person}`;
}
