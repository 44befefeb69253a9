/** The rebuilder: does what administrators asked for, several instances at a time, until it is stopped. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Instant, InstanceId } from '../../model/identifiers.ts';
import type { Records } from '../../contract/records/records.ts';
import type { WorkerLog } from '../runtime.ts';
import { rebuild, type RebuildParts } from './rebuild.ts';

export interface RebuilderOptions {
  readonly records: RebuildParts['records'] & Pick<Records, 'rebuilds'>;
  readonly engine: RebuildParts['engine'];
  readonly signed: RebuildParts['signed'];
  /** @default nothing is written */
  readonly log?: WorkerLog;
  readonly clock?: () => Instant;
  /** Between two looks whether something was asked for, milliseconds. */
  readonly look?: number;
}

/** A running rebuilder. */
export interface Rebuilder {
  /** What is under way is finished. */
  stop(): Promise<void>;
}

const LOOK = 2_000;
/** Instances at a time. */
const AT_ONCE = 8;
/** How long one that was taken is nobody else's, milliseconds. */
const LEASE = 2 * 60_000;

/** Starts it. */
export function startRebuilder({
  log = () => {},
  clock = Date.now,
  look = LOOK,
  ...parts
}: RebuilderOptions): Rebuilder {
  const { records } = parts;
  const stopped = new AbortController();
  const { signal } = stopped;

  async function one(instance: InstanceId): Promise<void> {
    try {
      const result = await rebuild({ ...parts, clock }, instance);
      await records.rebuilds.settle(instance, result, clock());
      log('WARN', 'an instance was to be rebuilt', { instance, ...result });
    } catch (error) {
      // Records or engine are away: taken again after the lease.
      log('WARN', 'an instance could not be rebuilt yet', { instance, error: String(error) });
    }
  }

  async function live(): Promise<void> {
    while (!signal.aborted) {
      const taken = await records.rebuilds.take(clock(), AT_ONCE, LEASE).catch(() => []);
      await Promise.all(taken.map(one));
      if (taken.length === 0) await pause(look, undefined, { signal }).catch(() => {});
    }
  }

  const running = live();
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
