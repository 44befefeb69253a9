import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { keptPorts } from './ports.ts';
import type { Binary } from './version.ts';

/** How a server is started: the command, and the loopback ports it keeps over restarts so that clients reconnect. */
export interface Command {
  program: string;
  arguments: string[];
  /** Where clients connect, `127.0.0.1:port`. */
  address: string;
  /** Address of the server's own web page for people, when it is served. */
  ui?: string;
}

/** Settings that differ from the server's own defaults. */
export interface Options {
  /** Lets a workflow's clock jump to its next timer; for tests only, it forges time. */
  timeSkipping: boolean;
  /** Serves the server's own web page. */
  ui: boolean;
}

/** Ended runs are kept this long before Temporal forgets them (design.md: an ended id is never started afresh). */
export const RETENTION_DAYS = 30;

/** Database file of the server in its directory; SQLite adds `-wal` and `-shm`. */
export const DATABASE = 'temporal.db';

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

/**
 * Makes the server's directory and returns how to start it. Everything binds to loopback on free ports; the database is
 * one SQLite file with full durability.
 */
export async function prepareCommand(binary: Binary, directory: string, options: Options): Promise<Command> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Both are kept whether or not the page is served, so that switching it does not move the server.
  const [port, uiPort] = await keptPorts(directory, 2);
  const values = Object.entries(dynamicSettings(options)).map(
    ([key, value]) => `--dynamic-config-value=${key}=${JSON.stringify(value)}`,
  );
  return {
    program: binary.path,
    arguments: [
      'server',
      'start-dev',
      ...(options.ui ? [`--ui-port=${uiPort}`, '--ui-disable-news-fetch'] : ['--headless']),
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
    ...(options.ui ? { ui: `http://127.0.0.1:${uiPort}` } : {}),
  };
}
