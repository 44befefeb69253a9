import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfiguration } from '../app/configuration.ts';
import { createEngine, type TemporalEngine } from '../client/engine.ts';
import { KEY_BYTES, payloadKey, type Keyring, type PayloadKey } from '../client/sealing/keyring.ts';
import { newestOf } from '../machines/procedures.ts';
import type { Records } from '../contract/records/records.ts';
import { openRecords } from '../records/open.ts';
import { acquireTemporal } from '../worker/temporal-server/acquire.ts';
import { startTemporalServer, type TemporalServer } from '../worker/temporal-server/start.ts';
import { startWorker } from '../worker/worker.ts';
import { counterProcedure } from './counter.ts';
import { countedKeyring, type Sealed } from './sealing.ts';

/** Where the benchmark writes what it is doing; the last line of standard output is kept for the result. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The parts of one machine, as `npm start` has them, on a directory that goes away. */
export interface Parts {
  readonly directory: string;
  readonly records: Records;
  readonly engine: TemporalEngine;
  readonly server: TemporalServer;
  /** With what everything is sealed, and how often something was. */
  readonly key: PayloadKey;
  readonly keys: Keyring;
  readonly sealed: () => Sealed;
  /** What the database was asked so far; a statement on its own is a transaction too. */
  readonly asked: () => { readonly transactions: number; readonly statements: number };
  /** Another engine and worker on the same records, after all that Temporal had was deleted. These parts are over then. */
  losingTemporal(): Promise<Parts>;
  close(): Promise<void>;
}

/** What outlives a Temporal server. */
type Lasting = Pick<Parts, 'directory' | 'records' | 'key' | 'keys' | 'sealed' | 'asked'>;

/** Brings the parts up with the benchmark's own workflows beside the published ones. */
export async function startParts(): Promise<Parts> {
  const directory = mkdtempSync(join(tmpdir(), 'junkan-bench-'));
  const key = payloadKey(randomBytes(KEY_BYTES));
  const { keys, sealed } = countedKeyring(key);
  let transactions = 0;
  let statements = 0;
  const records = await openRecords({
    dataDirectory: directory,
    keys,
    create: { kind: 'demonstration' },
    measuring: {
      transaction: () => {
        transactions += 1;
      },
      statement: () => {
        statements += 1;
      },
    },
  });
  return carrying({ directory, records, key, keys, sealed, asked: () => ({ transactions, statements }) });
}

async function carrying(lasting: Lasting): Promise<Parts> {
  const { directory, records, keys } = lasting;
  const configuration = readConfiguration();
  const acquired = await acquireTemporal({
    named: configuration.temporalServer,
    path: configuration.path,
    cache: configuration.cache,
    pinned: configuration.pinned,
    dataDirectory: join(directory, 'temporal'),
    downloadWithin: 30_000,
    say: ({ en }) => progress(en),
  });
  if (acquired.kind === 'existing') throw new Error('the benchmark runs on an embedded server: unset TEMPORAL_ADDRESS');
  const server = await startTemporalServer({
    binary: acquired.binary,
    dataDirectory: join(directory, 'temporal'),
    logFile: join(directory, 'temporal.log'),
  });
  const where = { address: server.address, namespace: server.namespace, keys };
  const engine = createEngine(where);
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  const worker = await startWorker({
    ...where,
    records,
    workflowsPath: fileURLToPath(new URL(`workflows${extension}`, import.meta.url)),
    newest: (id) => (id === counterProcedure.id ? counterProcedure : newestOf(id)),
    log: (level, message) => progress(`${level} ${message}`),
  });
  async function stop(): Promise<void> {
    await worker.shutdown();
    await engine.close();
  }
  return {
    ...lasting,
    engine,
    server,
    async losingTemporal() {
      await stop();
      await server.stop();
      rmSync(join(directory, 'temporal'), { recursive: true });
      return carrying(lasting);
    },
    async close() {
      await stop();
      await records.close();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
