import type { ChildProcess } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { createStream } from 'rotating-file-stream';
import { claimDataDirectory } from './data-directory.ts';
import { ensureNamespace } from './namespace.ts';
import { signalGroup, spawnTied, type Tie } from './process.ts';
import { type Command, prepareCommand } from './settings.ts';
import { type Say, SetUpError } from './text.ts';
import type { Binary } from './version.ts';

/**
 * `starting`: not usable yet, `ready`: usable, `restarting`: it died and is being started again, callers should be told
 * to come back soon, `stopped`: by us.
 */
export type ServerState = 'starting' | 'ready' | 'restarting' | 'stopped';

/** What a start of the embedded server needs. */
export interface StartOptions {
  binary: Binary;
  /** Directory for database and settings of the server alone; created if missing. Only one owner may use it. */
  dataDirectory: string;
  /** File for the server's own log; rotated at 10 MB, five kept. */
  logFile: string;
  /** @default 'default' */
  namespace?: string;
  /** For tests only, see settings.ts. */
  timeSkipping?: boolean;
  /** Serves the server's own web page for people, on loopback. @default false */
  ui?: boolean;
  /** Told about restarts and copies of data. */
  say?: Say;
  /** How the server is tied to this process, see process.ts. @default the better one this machine has */
  tie?: Tie | undefined;
  /** How long a start may take, in milliseconds. @default 120,000 */
  startWithin?: number;
}

/** A running server. */
export interface TemporalServer {
  /** `127.0.0.1:port`; stays the same over restarts, so clients reconnect by themselves. */
  readonly address: string;
  readonly namespace: string;
  /** Address of the server's own web page, when it is served; stays the same over restarts. */
  readonly ui: string | undefined;
  state(): ServerState;
  /** Process id of the server now, for `doctor` and for tests that kill it. Undefined between two lives. */
  pid(): number | undefined;
  /** Calls `listener` at each change of state; returns how to stop that. */
  onState(listener: (state: ServerState) => void): () => void;
  /** Stops the server: asks, and after 10 s insists. */
  stop(): Promise<void>;
}

/** How long a server may take to end by itself after SIGTERM, milliseconds. */
const STOP_WITHIN = 10_000;
/** Pauses before the first, second, … restart in a row, milliseconds; the last one repeats. */
const BACKOFF = [200, 500, 1_000, 2_000, 5_000, 10_000];
/** A server that has been ready this long starts the row of restarts anew, milliseconds. */
const STEADY = 60_000;

/**
 * Starts the embedded Temporal server and keeps it running until `stop`:
 *
 * 1. It belongs to this process: gone with it even after `kill -9`, yet in a process group of its own.
 * 2. The promise resolves when the namespace is usable, not when the process runs.
 * 3. When it dies it is started again with growing pauses, on the same ports.
 * 4. A server left over by an owner that was killed on a machine without either tie is ended first.
 *
 * @throws SetUpError when the data belong to another make or a newer server, or when the server does not come up
 */
export async function startTemporalServer(options: StartOptions): Promise<TemporalServer> {
  const { copiedTo } = claimDataDirectory(options.dataDirectory, options.binary);
  if (copiedTo !== undefined)
    options.say?.({
      ja: `Temporal：新しいサーバーで開く前に、データを ${copiedTo} に写しました`,
      en: `Temporal: copied the data to ${copiedTo} before the newer server opens them`,
    });
  const command = await prepareCommand(options.binary, options.dataDirectory, {
    timeSkipping: options.timeSkipping ?? false,
    ui: options.ui ?? false,
  });
  const supervisor = new Supervisor(command, options);
  await supervisor.start();
  return supervisor;
}

class Supervisor implements TemporalServer {
  readonly address: string;
  readonly namespace: string;
  readonly ui: string | undefined;
  readonly #command: Command;
  readonly #options: StartOptions;
  readonly #log: ReturnType<typeof createStream>;
  readonly #listeners = new Set<(state: ServerState) => void>();
  readonly #stopping = new AbortController();
  #state: ServerState = 'starting';
  #child: ChildProcess | undefined;
  #gone: Promise<void> = Promise.resolve();
  #failures = 0;

  constructor(command: Command, options: StartOptions) {
    this.address = command.address;
    this.namespace = options.namespace ?? 'default';
    this.ui = command.ui;
    this.#command = command;
    this.#options = options;
    this.#log = createStream(basename(options.logFile), {
      path: dirname(options.logFile),
      size: '10M',
      maxFiles: 5,
      mode: 0o600,
    });
    this.#log.on('error', () => {
      // A log that cannot be written must not take the server down.
    });
  }

  state(): ServerState {
    return this.#state;
  }

  pid(): number | undefined {
    return this.#child?.pid;
  }

  onState(listener: (state: ServerState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async start(): Promise<void> {
    this.#endLeftOver();
    try {
      await this.#launch();
    } catch (error) {
      await this.stop();
      throw new SetUpError({
        ja: `Temporal サーバーが起動しませんでした（${reason(error)}）。記録：${this.#options.logFile}`,
        en: `The Temporal server did not come up (${reason(error)}). Its log: ${this.#options.logFile}`,
      });
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    if (child !== undefined) {
      signalGroup(child, 'SIGTERM');
      const late = new AbortController();
      const insist = pause(STOP_WITHIN, undefined, { signal: late.signal }).then(
        () => signalGroup(child, 'SIGKILL'),
        () => undefined,
      );
      await this.#gone;
      late.abort();
      await insist;
    }
    this.#change('stopped');
    await new Promise<void>((resolve) => this.#log.end(() => resolve()));
  }

  /** Starts the process and resolves when it is usable; rejects when it ends before. */
  async #launch(): Promise<void> {
    const child = spawnTied(this.#command.program, this.#command.arguments, this.#log, this.#options.tie);
    this.#child = child;
    const died = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    let ended: string | undefined;
    this.#gone = died.then((how) => {
      ended = how;
      this.#child = undefined;
      // A watchdog that was killed leaves the server behind; the group goes as a whole.
      signalGroup(child, 'SIGKILL');
    });
    this.#note(child.pid);
    const deadline = Date.now() + (this.#options.startWithin ?? 120_000);
    const usable = this.#waitUntilUsable(deadline, () => ended !== undefined || this.#stopping.signal.aborted);
    await Promise.race([usable, died.then((how) => Promise.reject(new Error(how)))]).catch(async (error: unknown) => {
      signalGroup(child, 'SIGKILL');
      await this.#gone;
      throw error;
    });
    const since = Date.now();
    void this.#gone.then(() => {
      if (Date.now() - since > STEADY) this.#failures = 0;
      return this.#restart(ended ?? '');
    });
    this.#change('ready');
  }

  async #waitUntilUsable(deadline: number, givenUp: () => boolean): Promise<void> {
    for (;;) {
      try {
        const connection = await Connection.connect({
          address: this.address,
          connectTimeout: 1_000,
          // Behind a proxy (`http_proxy`) the channel would ask the proxy for our own loopback address.
          channelArgs: { 'grpc.enable_http_proxy': 0 },
        });
        try {
          await ensureNamespace(connection, this.namespace, deadline);
          return;
        } finally {
          await connection.close();
        }
      } catch (error) {
        if (givenUp() || Date.now() > deadline) throw error;
        await pause(100);
      }
    }
  }

  async #restart(how: string): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#change('restarting');
      const wait = BACKOFF[Math.min(this.#failures, BACKOFF.length - 1)] ?? 0;
      this.#failures += 1;
      this.#options.say?.({
        ja: `Temporal サーバーが止まりました（${how}）。${wait} ミリ秒後に再び起動します`,
        en: `The Temporal server ended (${how}). It is started again in ${wait} ms`,
      });
      try {
        await pause(wait, undefined, { signal: this.#stopping.signal });
        await this.#launch();
        return;
      } catch (error) {
        how = reason(error);
      }
    }
  }

  #change(state: ServerState): void {
    if (this.#state === state || this.#state === 'stopped') return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }

  #pidFile(): string {
    return join(this.#options.dataDirectory, 'server.pid');
  }

  /** Remembers process id and command of the server, for the next owner's `#endLeftOver`. */
  #note(pid: number | undefined): void {
    if (pid !== undefined) writeFileSync(this.#pidFile(), String(pid), { mode: 0o600 });
  }

  /** Ends a server that survived its owner: two servers on one database would corrupt it. */
  #endLeftOver(): void {
    const file = this.#pidFile();
    try {
      const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
      // Process ids are reused: only what still runs with our settings is ours.
      const running = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (running.includes(this.#options.dataDirectory)) process.kill(-pid, 'SIGKILL');
    } catch {
      // No note, no such process, or a machine without /proc: nothing to end.
    }
    rmSync(file, { force: true });
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
