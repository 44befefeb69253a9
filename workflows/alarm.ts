/** One durable timer: the earliest instant at which time acts on an instance. */
import { CancellationScope, sleep } from '@temporalio/workflow';
import type { Instant } from '../model/identifiers.ts';
import { delayOf } from './spread.ts';

/** A longer wait is taken in steps of this length. */
const LONGEST = 366 * 24 * 60 * 60 * 1000;

export interface Alarm {
  /** Sets the alarm; cancels and arms anew only when the instant differs. `undefined`: no alarm. */
  set(due: Instant | undefined, now: Instant): void;
}

/**
 * Makes an alarm that calls `ring` when its time has come, perhaps early, perhaps some minutes late (`spread.ts`): the
 * one called looks what is due.
 *
 * @param share the body's share of the delay, from 0 to 1
 */
export function makeAlarm(share: number, ring: () => void): Alarm {
  let armed: { readonly due: Instant; readonly scope: CancellationScope } | undefined;
  return {
    set(due, now) {
      if (armed?.due === due) return;
      armed?.scope.cancel();
      armed = undefined;
      if (due === undefined) return;
      const mine = { due, scope: new CancellationScope() };
      armed = mine;
      mine.scope
        .run(() => asleep(share, Math.min(Math.max(due - now, 1) + delayOf(share, due - now), LONGEST)))
        .then(
          () => {
            armed = undefined;
            ring();
          },
          () => {
            // Cancelled, because another instant is the earliest now.
          },
        );
    },
  };
}

/**
 * Sleeps so long. After an outage all that should have woken meanwhile wakes in one moment, its places in the morning's
 * row gone: whoever is woken late takes its place anew. A decision or a told event does not wait for that.
 */
async function asleep(share: number, milliseconds: number): Promise<void> {
  for (let wait = milliseconds; wait > 0;) {
    const planned = Date.now() + wait;
    await sleep(wait);
    wait = delayOf(share, Date.now() - planned);
  }
}
