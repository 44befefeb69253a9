/** The worker: carries the procedures of one namespace, with activities bound to records and engine. */
import { totalmem } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { NativeConnection, Worker } from '@temporalio/worker';
import { makeActivities, type ActivityRecords } from '../activities/index.ts';
import { payloadCodecs } from '../client/codecs.ts';
import type { SealedTemporal } from '../client/connection.ts';
import { createEngine } from '../client/engine.ts';
import type { Engine } from '../contract/engine.ts';
import type { Procedure } from '../machines/core/index.ts';
import { taskQueue } from '../contract/messages.ts';
import { failureConverterPath, workflowBundle } from './bundle.ts';
import { installRuntime, type WorkerLog } from './runtime.ts';

export type { WorkerLog } from './runtime.ts';

/** What a worker needs. */
export interface WorkerOptions extends SealedTemporal {
  readonly records: ActivityRecords;
  /** Takes warnings and errors of worker and SDK. @default nothing is written */
  readonly log?: WorkerLog;
  /** Module whose exports are the workflow types; for tests and benchmarks. @default the published ones */
  readonly workflowsPath?: string;
  /** Newest definition of a kind; for tests and benchmarks, beside `workflowsPath`. */
  readonly newest?: (procedure: string) => Procedure | undefined;
  /** Instances kept in memory, about 0.25 MB each. @default a quarter of the machine's memory, at most 20,000 */
  readonly cachedInstances?: number;
  /** A planning day still to come may be made up for: rehearsals and tests alone. @default false */
  readonly planningAhead?: boolean;
}

/** A running worker. */
export interface RunningWorker {
  /** Resolves after `shutdown`; rejects when the worker cannot go on. */
  readonly run: Promise<void>;
  /** Finishes what it has begun, within 10 s; what is left is done by the next worker. */
  shutdown(): Promise<void>;
}

const MEGABYTES_PER_INSTANCE = 0.3;
/** A worker that died of an error of the SDK is replaced after this pause, milliseconds. */
const REPLACE_AFTER = 1_000;
/** Claimed instances started at once when the worker comes up. */
const STARTS_AT_ONCE = 8;

/**
 * Starts a worker; resolves when it polls. Instances that were claimed but whose first entry never reached the journal –
 * the process died in between – are started (again): harmless for those that run. A worker that fails by an error of
 * the SDK (a query during a failing replay can do that) is replaced, so that one broken instance stops no other.
 *
 * Throws when the bundle cannot be made, the server cannot be reached, or records are away.
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { records, log = () => {}, newest, planningAhead = false } = options;
  installRuntime(log);
  const codePath = await workflowBundle(options.workflowsPath);
  const engine = createEngine(options);
  const activities = makeActivities({ records, engine, planningAhead, ...(newest === undefined ? {} : { newest }) });
  let current = await createWorker(options, codePath, activities);
  let stopping = false;

  const live = async (): Promise<void> => {
    for (;;) {
      try {
        await current.worker.run();
      } catch (error) {
        if (stopping) return;
        log('ERROR', 'the worker failed and is replaced', { error: String(error) });
      } finally {
        await current.connection.close();
      }
      if (stopping) return;
      await pause(REPLACE_AFTER);
      current = await createWorker(options, codePath, activities);
    }
  };
  const run = closingAfter(live(), engine);
  // Nobody may be listening when it fails; whoever waits for `run` still sees it.
  run.catch(() => {});
  await startUnstarted(records, engine);

  return {
    run,
    async shutdown() {
      stopping = true;
      if (current.worker.getState() === 'RUNNING') current.worker.shutdown();
      await run;
    },
  };
}

async function createWorker(
  { address, namespace, tls, apiKey, cachedInstances = defaultCache(), ...sealing }: WorkerOptions,
  codePath: string,
  activities: object,
): Promise<{ worker: Worker; connection: NativeConnection }> {
  const connection = await NativeConnection.connect({
    address,
    ...(tls === undefined || tls === null ? {} : { tls }),
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  try {
    const worker = await Worker.create({
      connection,
      namespace,
      taskQueue,
      workflowBundle: { codePath },
      activities,
      dataConverter: { payloadCodecs: payloadCodecs(sealing), failureConverterPath },
      maxCachedWorkflows: cachedInstances,
      // After a kill -9 a task waits this long for the dead worker before any other may have it.
      stickyQueueScheduleToStartTimeout: '3 seconds',
      shutdownGraceTime: '5 seconds',
      shutdownForceTime: '9 seconds',
    });
    return { worker, connection };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function startUnstarted(records: ActivityRecords, engine: Pick<Engine, 'start'>): Promise<void> {
  const waiting = await records.instances.unstarted();
  const work = async (): Promise<void> => {
    for (let start = waiting.shift(); start !== undefined; start = waiting.shift()) await engine.start(start);
  };
  await Promise.all(Array.from({ length: STARTS_AT_ONCE }, work));
}

function defaultCache(): number {
  const quarter = totalmem() / 4 / 1_000_000;
  return Math.min(Math.max(Math.floor(quarter / MEGABYTES_PER_INSTANCE), 500), 20_000);
}

/** What runs, and then the engine's end. */
async function closingAfter(running: Promise<void>, engine: Pick<Engine, 'close'>): Promise<void> {
  try {
    await running;
  } finally {
    await engine.close();
  }
}
