import { setTimeout as pause } from 'node:timers/promises';

/**
 * Repeats `attempt` until it neither throws nor returns `undefined` or `false`, and returns what it returned. Tests wait
 * for a state with this, never for a length of time.
 *
 * @param within milliseconds after which the last error – or the last value – is thrown
 */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  { within = 20_000, every = 50 }: { within?: number; every?: number } = {},
): Promise<Exclude<T, undefined | false>> {
  const deadline = Date.now() + within;
  for (;;) {
    let failure: unknown;
    try {
      const value = await attempt();
      if (isThere(value)) return value;
      failure = new Error(`not there after ${within} ms (last: ${String(value)})`);
    } catch (error) {
      failure = error;
    }
    if (Date.now() > deadline) throw failure;
    await pause(every);
  }
}

function isThere<T>(value: T): value is Exclude<T, undefined | false> {
  return value !== undefined && value !== false;
}
