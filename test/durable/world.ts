/** What the interpreter's tests stand on: the real server, real records, a real worker, and the test procedure. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine, type TemporalEngine } from '../../client/engine.ts';
import type { Actor, Entry, Json } from '../../machines/core/index.ts';
import type { DecideMessage, DurableInput } from '../../contract/messages.ts';
import type { Calendars } from '../../model/calendar/settings.ts';
import type { Records } from '../../contract/records/records.ts';
import { openRecords } from '../../records/open.ts';
import { startWorker, type RunningWorker } from '../../worker/worker.ts';
import { emptyDatabase } from '../support/postgres.ts';
import { ownNamespace, type TestTemporal } from '../support/temporal.ts';
import { newestOfTests } from './definitions.ts';
import { testKeys } from '../support/keys.ts';

export const workflowsPath = fileURLToPath(new URL('workflows.ts', import.meta.url));

/** Everything of one test file. */
export interface World {
  readonly temporal: TestTemporal;
  readonly databaseUrl: string;
  readonly records: Records;
  readonly engine: TemporalEngine;
  /** Errors that the workers logged. */
  readonly errors: string[];
  /** Starts a worker; `over` puts something in front of its records. */
  work(over?: (records: Records) => Records): Promise<RunningWorker>;
  /** Claims and starts a counter with an id of its own and answers the id. */
  count(version?: number): Promise<string>;
  /** All entries of an instance, once the journal has `seq`. */
  journaled(instance: string, seq: number): Promise<Entry[]>;
  close(): Promise<void>;
}

/** Makes a world: a namespace (or a server given) and an empty database of its own. Call `close` in `afterAll`. */
export async function makeWorld(given?: TestTemporal, calendars?: Calendars): Promise<World> {
  const [temporal, database] = await Promise.all([given ?? ownNamespace(), emptyDatabase()]);
  const directory = mkdtempSync(join(tmpdir(), 'junkan-durable-'));
  const records = await openRecords({
    keys: testKeys,
    databaseUrl: database.url,
    dataDirectory: directory,
    create: { kind: 'demonstration' },
    ...(calendars === undefined ? {} : { calendars }),
  });
  const engine = createEngine(temporal);
  const workers: RunningWorker[] = [];
  const errors: string[] = [];
  return {
    temporal,
    databaseUrl: database.url,
    records,
    engine,
    errors,
    async work(over = (same) => same) {
      const worker = await startWorker({
        ...temporal,
        records: over(records),
        workflowsPath,
        newest: newestOfTests,
        // Warnings belong to what these tests do; errors do not.
        log: (level, message, about) => {
          if (level !== 'ERROR') return;
          errors.push(message);
          console.error(message, about);
        },
      });
      workers.push(worker);
      return worker;
    },
    async count(version = 1) {
      const instance = counterId();
      const start: DurableInput = { instance, procedure: 'counter', version, input: {} };
      await records.instances.claim(start, 'test');
      await engine.start(start);
      return instance;
    },
    async journaled(instance, seq) {
      if (!(await records.journal.waitFor(instance, seq, 60_000))) throw new Error(`${instance} never reached ${seq}`);
      return records.journal.all(instance);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.shutdown()));
      await engine.close();
      await records.close();
      await database.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** An id of the test procedure that nobody has used; `o` is its organisation. */
export function counterId(): string {
  return `counter/2026/o-${randomUUID().slice(0, 8)}`;
}

/** The CISO of an instance's organisation. */
export function cisoOf(instance: string, person = 'p-ciso'): Actor {
  const organisation = instance.split('/')[2] ?? '';
  return {
    person,
    appointments: [{ id: 'a-1', person, role: 'ciso', organisation, from: '2020-01-01', kind: 'regular' }],
  };
}

/** A decision on its way, with an update id of its own unless one is given. */
export function decision(
  instance: string,
  type: string,
  input: Json = {},
  more: Partial<DecideMessage> = {},
): DecideMessage {
  const event = { type, actor: cisoOf(instance), input, facts: undefined };
  return { instance, updateId: randomUUID(), bodyHash: 'b', event, ...more };
}
