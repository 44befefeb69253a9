/**
 * Compares the open instances of the records with what Temporal runs, some times a minute: whoever reaches Temporal's port
 * can end an instance, or start something under its id, and nothing would ever say so. And has instances whose run began
 * by a former key continue as new.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { lazyConnection, type SealedTemporal } from '../../client/connection.ts';
import { runningWorkflows, type Running, type RunningWorkflows } from '../../client/running.ts';
import type { Renewer } from '../../contract/engine.ts';
import type { AmissKind, OpenInstance, Run } from '../../contract/records/engine-watch.ts';
import type { Records } from '../../contract/records/records.ts';
import type { InstanceId } from '../../model/identifiers.ts';
import type { WorkerLog } from '../runtime.ts';

export interface WatchOptions extends SealedTemporal {
  readonly records: Pick<Records, 'engineWatch' | 'payloadKeys'>;
  readonly engine: Renewer;
  readonly log?: WorkerLog;
  /** Milliseconds between two looks, whichever worker looks. @default 20 s */
  readonly every?: number;
}

export interface Watch {
  stop(): Promise<void>;
}

/** Open instances read at once. */
const PAGE = 500;
/** Running workflows looked at; more can only be somebody's who wants us to look no further. */
const RUNNING_AT_MOST = 50_000;
/** Workflows asked for one by one, first payloads read and instances renewed, in one look. */
const ASKED_AT_MOST = 500;
const READ_AT_MOST = 500;
const RENEWED_AT_MOST = 50;
/** Temporal's own mark of workflows whose tasks fail again and again. */
const FAILING = 'TemporalReportedProblems IS NOT NULL';

/** Starts looking. A look that fails – records or Temporal are away – is made again the next time. */
export function startWatch(options: WatchOptions): Watch {
  const { every = 20_000, log = () => {} } = options;
  const stopping = new AbortController();
  const connection = lazyConnection(options);
  const look = makeLook(options, runningWorkflows(connection, options.namespace));
  const live = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await look();
      } catch (error) {
        log('WARN', 'open instances could not be compared with what Temporal runs', { error: String(error) });
      }
      await pause(every / 4, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const living = live();
  return {
    async stop() {
      stopping.abort();
      await living;
      await connection.close();
    },
  };
}

function makeLook(
  { records: { engineWatch, payloadKeys }, engine, keys, every = 20_000, log = () => {} }: WatchOptions,
  running: RunningWorkflows,
): () => Promise<void> {
  /** Claimed instances that did not run at the last look: one that is just being started is not amiss. */
  let suspects = new Set<InstanceId>();
  let known = new Set<string>();

  return async () => {
    const now = Date.now();
    if (!(await engineWatch.turn(now, every))) return;
    const { id: currentKey, fingerprint } = keys.current();
    await payloadKeys.note({ id: currentKey, fingerprint }, now);
    const { found } = await running.all(RUNNING_AT_MOST);
    // A server that is older does not know the mark.
    const failing = await running.all(RUNNING_AT_MOST, FAILING).then(
      (marked) => marked.found,
      () => new Map<string, Running>(),
    );
    const look = new Look(running, found);
    const amiss: { instance: InstanceId; kind: AmissKind }[] = [];
    const unseen: InstanceId[] = [];
    const runs: Run[] = [];
    const former: InstanceId[] = [];
    const suspected = new Set<InstanceId>();
    let open = 0;
    let allNoted = true;
    for await (const instance of openInstances(engineWatch)) {
      open += 1;
      const run = await look.at(instance);
      if (run === 'unseen') {
        unseen.push(instance.instance);
        allNoted = false;
      } else if (run === undefined) {
        suspected.add(instance.instance);
        if (instance.started || suspects.has(instance.instance)) amiss.push({ ...instance, kind: 'gone' });
      } else {
        const began = await look.keyOf(instance, run);
        const key = began?.key;
        const sealed = began === undefined || (key !== undefined && keys.find(key) !== undefined);
        if (run.type !== instance.procedure || !run.ours || !sealed) amiss.push({ ...instance, kind: 'foreign' });
        else {
          if (failing.has(instance.instance)) amiss.push({ ...instance, kind: 'stuck' });
          allNoted &&= key !== undefined;
          if (key !== undefined && run.run !== instance.run)
            runs.push({ instance: instance.instance, run: run.run, key });
          if (key !== undefined && key !== currentKey) former.push(instance.instance);
        }
      }
    }
    suspects = suspected;
    await engineWatch.runs(runs);
    await engineWatch.looked(amiss, { open, unseen, key: currentKey, allNoted }, now);
    for (const { instance, kind } of amiss)
      if (!known.has(instance)) log('ERROR', 'an instance is not carried as it should be', { instance, kind });
    known = new Set(amiss.map(({ instance }) => instance));
    for (const instance of former.slice(0, RENEWED_AT_MOST)) await engine.renew(instance);
  };
}

/** One look: what it asks for one by one is bounded. */
class Look {
  readonly #running: RunningWorkflows;
  readonly #found: ReadonlyMap<string, Running>;
  #asked = 0;
  #read = 0;

  constructor(running: RunningWorkflows, found: ReadonlyMap<string, Running>) {
    this.#running = running;
    this.#found = found;
  }

  /** What runs under the id of an instance; `undefined`: nothing. */
  async at({ instance }: OpenInstance): Promise<Running | 'unseen' | undefined> {
    const listed = this.#found.get(instance);
    if (listed !== undefined) return listed;
    if (this.#asked >= ASKED_AT_MOST) return 'unseen';
    this.#asked += 1;
    return this.#running.one(instance);
  }

  /** By which key the run says it began, as far as it is known or may be asked. */
  async keyOf({ run, key }: OpenInstance, now: Running): Promise<{ readonly key: string | undefined } | undefined> {
    if (run === now.run && key !== undefined) return { key };
    if (this.#read >= READ_AT_MOST) return undefined;
    this.#read += 1;
    return this.#running.keyOf(now);
  }
}

async function* openInstances(watch: Records['engineWatch']): AsyncGenerator<OpenInstance> {
  let after: InstanceId | undefined;
  for (;;) {
    const page = await watch.open(after, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.instance;
  }
}
