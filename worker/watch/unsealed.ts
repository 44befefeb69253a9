/** Counts what came that was not sealed with a known key: in the records, and in a line of the log now and then. */
import type { EngineWatch } from '../../contract/records/engine-watch.ts';
import type { UnsealedReason } from '../../contract/unsealed.ts';
import type { WorkerLog } from '../runtime.ts';

/** How often what was met is written, milliseconds: one line and one statement, however much came. */
const WRITE_EVERY = 2_000;

export interface UnsealedCounter {
  /** Something was met; for the codec. */
  readonly met: (reason: UnsealedReason) => void;
  /** Writes what there is, and stops. */
  stop(): Promise<void>;
}

/** Makes a counter. While records are away it keeps the numbers. Nothing of what came is kept or logged. */
export function countUnsealed(watch: Pick<EngineWatch, 'count'>, log: WorkerLog): UnsealedCounter {
  const waiting = new Map<UnsealedReason, number>();
  const write = async (): Promise<void> => {
    if (waiting.size === 0) return;
    const met = new Map(waiting);
    waiting.clear();
    log(
      'WARN',
      'payloads came that are not sealed with a known key: somebody reaches the port of Temporal',
      Object.fromEntries(met),
    );
    try {
      await watch.count(met, Date.now());
    } catch {
      for (const [reason, count] of met) add(reason, count);
    }
  };
  const add = (reason: UnsealedReason, count: number): void => {
    waiting.set(reason, (waiting.get(reason) ?? 0) + count);
  };
  let writing = Promise.resolve();
  const timer = setInterval(() => {
    writing = writing.then(write);
  }, WRITE_EVERY);
  timer.unref();
  return {
    met: (reason) => add(reason, 1),
    async stop() {
      clearInterval(timer);
      await writing;
      await write();
    },
  };
}
