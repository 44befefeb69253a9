/**
 * When many bodies' reminders are due at one instant – 09:00 of 1 April – their instances do not all wake in that
 * instant: everyone's decisions would stand in a queue behind them. Each body wakes a little later, by a share of its
 * own, and all instances of one body together, so that their reminders still become one notice.
 *
 * Nothing depends on the delay: a decision or a told event first takes what is due, at whatever moment it comes.
 */
import { sha256Hex } from '../model/canonical.ts';
import { parseInstanceId, type InstanceId } from '../model/identifiers.ts';

/** The last body wakes this long after the instant, milliseconds. */
export const SPREAD_OVER = 15 * 60 * 1000;
/** A wait that is shorter is not prolonged: somebody is looking on. */
const SHORT = 60 * 1000;

/** The share of an instance's body: from 0 up to, not including, 1; always the same. */
export function shareOf(instance: InstanceId): number {
  const body = parseInstanceId(instance)?.organisation ?? instance;
  return Number.parseInt(sha256Hex(body).slice(0, 8), 16) / 2 ** 32;
}

/**
 * How much longer a wait of some milliseconds becomes for a share, or how long one waits on that was woken so late: never
 * more than the milliseconds exceed a minute.
 */
export function delayOf(share: number, wait: number): number {
  return Math.floor(share * Math.min(SPREAD_OVER, Math.max(wait - SHORT, 0)));
}
