/** The instance's own clock: ahead of the machine's by everything that was skipped so far. */
import type { FastForward } from '../../client/fast-forward.ts';
import type { Instant, InstanceId } from '../../model/identifiers.ts';

export interface InstanceClock {
  /** The instance's present instant. */
  now(): Instant;
  /** Lets time pass up to an instant; what is due on the way happens at its own instant. */
  to(instant: Instant): Promise<void>;
}

/** Steps one instance on. Between steps its time passes as everyone's does. */
export function makeStepping(time: FastForward, instance: () => InstanceId): InstanceClock {
  let ahead = 0;
  const now = (): Instant => Date.now() + ahead;
  return {
    now,
    async to(instant) {
      const distance = instant - now();
      if (distance <= 0) return;
      const before = now();
      await time.by(instance(), distance);
      ahead = before + distance - Date.now();
    },
  };
}
