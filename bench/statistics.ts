/** The middle value; the mean of the two middle ones of an even number. NaN of none. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** A percentile by linear interpolation; `share` from 0 to 1. NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** Rounded to two decimals, for people and JSON. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** How long something takes, in milliseconds, with what it answered. */
export async function timed<T>(run: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now();
  const result = await run();
  return { ms: performance.now() - start, result };
}

/** Runs `total` calls with `callers` at once and answers calls per second. */
export async function throughput(
  callers: number,
  total: number,
  call: (caller: number) => Promise<unknown>,
): Promise<number> {
  let left = total;
  const caller = async (index: number): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await call(index);
    }
  };
  const { ms } = await timed(() => Promise.all(Array.from({ length: callers }, (_, index) => caller(index))));
  return (total / ms) * 1000;
}

/** The median time of one caller's calls, in milliseconds. */
export async function latency(total: number, call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < total; i += 1) times.push((await timed(call)).ms);
  return median(times);
}
