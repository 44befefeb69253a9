import { Unavailable } from '../contract/engine.ts';

/** How many may pass at once, how many may wait for it, and how long (milliseconds). */
export interface GateLimits {
  readonly atOnce: number;
  readonly waiting: number;
  readonly within: number;
}

/** Lets only so many calls per key run at once; the others wait their turn, briefly. */
export interface Gate {
  /** Throws `Unavailable` when too many wait already or the turn does not come in time. */
  pass<T>(key: string, call: () => Promise<T>): Promise<T>;
}

/**
 * Makes a gate. Past 10 Updates in flight on one instance Temporal's throughput collapses (273/s → 43/s with 20
 * callers), so it is better to wait here than there.
 */
export function makeGate(limits: GateLimits): Gate {
  const lanes = new Map<string, { running: number; readonly waiting: (() => void)[] }>();

  async function enter(key: string): Promise<void> {
    const lane = lanes.get(key) ?? { running: 0, waiting: [] };
    lanes.set(key, lane);
    if (lane.running < limits.atOnce) {
      lane.running += 1;
      return;
    }
    if (lane.waiting.length >= limits.waiting) throw tooMany(key);
    await new Promise<void>((resolve, reject) => {
      const turn = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        lane.waiting.splice(lane.waiting.indexOf(turn), 1);
        reject(tooMany(key));
      }, limits.within);
      lane.waiting.push(turn);
    });
  }

  function leave(key: string): void {
    const lane = lanes.get(key);
    if (lane === undefined) return;
    const turn = lane.waiting.shift();
    // The place passes on to the next in line, so that nobody newer slips in between.
    if (turn !== undefined) return turn();
    lane.running -= 1;
    if (lane.running === 0) lanes.delete(key);
  }

  return {
    async pass(key, call) {
      await enter(key);
      try {
        return await call();
      } finally {
        leave(key);
      }
    },
  };
}

function tooMany(key: string): Unavailable {
  return new Unavailable(`too many decisions at once on ${key}`, 2);
}
