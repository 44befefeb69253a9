import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { keptPorts } from './ports.ts';
import type { Binary } from './version.ts';

/** How a server is started: the command, and the loopback ports it keeps over restarts so that clients reconnect. */
export interface Command {
  program: string;
  arguments: string[];
  /** Where clients connect, `127.0.0.1:port`. */
  address: string;
}

/** Settings that differ from the server's own defaults. */
export interface Options {
  /** Lets a workflow's clock jump to its next timer; for tests only, it forges time. */
  timeSkipping: boolean;
}

/** Ended runs are kept this long before Temporal forgets them (design.md: an ended id is never started afresh). */
export const RETENTION_DAYS = 30;

/** Database files of the server in its directory; SQLite may add `-wal` and `-shm`. */
export const DATABASE = 'temporal.db';

const SERVICES = ['frontend', 'matching', 'history', 'worker'] as const;

/**
 * Writes what the server reads at its start into `directory` and returns how to start it. Everything binds to loopback
 * on free ports; the database is one SQLite file with full durability.
 */
export async function prepareCommand(binary: Binary, directory: string, options: Options): Promise<Command> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return binary.make === 'cli'
    ? prepareCommandLineTool(binary, directory, options)
    : prepareServer(binary, directory, options);
}

/** Dynamic settings, by Temporal's own names. */
function dynamicSettings(options: Options): Record<string, number | boolean> {
  return {
    // A crowd deciding on one instance at once is queued by the client, not refused by the server (limit 10 otherwise).
    'history.maxInFlightUpdates': 1000,
    // One partition per task queue: on one machine more only forward tasks to one another.
    'matching.numTaskqueueReadPartitions': 1,
    'matching.numTaskqueueWritePartitions': 1,
    ...(options.timeSkipping ? { 'frontend.WorkflowTimeSkippingEnabled': true } : {}),
  };
}

async function prepareCommandLineTool(binary: Binary, directory: string, options: Options): Promise<Command> {
  const [port] = await keptPorts(directory, 1);
  const values = Object.entries(dynamicSettings(options)).map(
    ([key, value]) => `--dynamic-config-value=${key}=${JSON.stringify(value)}`,
  );
  return {
    program: binary.path,
    arguments: [
      'server',
      'start-dev',
      '--headless',
      '--ip=127.0.0.1',
      `--port=${port}`,
      `--db-filename=${join(directory, DATABASE)}`,
      '--sqlite-pragma=journal_mode=wal',
      '--sqlite-pragma=synchronous=2',
      '--log-format=json',
      '--log-level=warn',
      ...values,
    ],
    address: `127.0.0.1:${port}`,
  };
}

async function prepareServer(binary: Binary, directory: string, options: Options): Promise<Command> {
  const ports = await keptPorts(directory, SERVICES.length * 2);
  const services = Object.fromEntries(
    SERVICES.map((name, index) => [
      name,
      { rpc: { grpcPort: ports[index * 2], membershipPort: ports[index * 2 + 1], bindOnLocalHost: true } },
    ]),
  );
  const address = `127.0.0.1:${ports[0]}`;
  const store = {
    sql: {
      pluginName: 'sqlite',
      databaseName: join(directory, DATABASE),
      connectAddr: 'localhost',
      connectProtocol: 'tcp',
      connectAttributes: { cache: 'private', setup: true, journal_mode: 'wal', synchronous: 2 },
      maxConns: 1,
      maxIdleConns: 1,
      maxConnLifetime: '1h',
    },
  };
  const dynamic = join(directory, 'dynamic.yaml');
  const settings = {
    log: { stdout: true, level: 'warn', format: 'json' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: 1,
      datastores: { default: store, visibility: store },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services,
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: address },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    namespaceDefaults: {
      archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } },
    },
    dynamicConfigClient: { filepath: dynamic, pollInterval: '60s' },
  };
  const dynamicValues = Object.entries(dynamicSettings(options)).map(([key, value]) => [key, [{ value }]]);
  writeFileSync(dynamic, stringify(Object.fromEntries(dynamicValues)), { mode: 0o600 });
  const file = join(directory, 'server.yaml');
  writeFileSync(file, stringify(settings, { aliasDuplicateObjects: false }), { mode: 0o600 });
  return { program: binary.path, arguments: ['--config-file', file, 'start'], address };
}
