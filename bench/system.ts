import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createHash, randomUUID } from 'node:crypto';
import { readRunning } from '../app/cli/running.ts';
import { findRepository } from '../app/repository.ts';

/** A demonstration of its own, as `junkan start` runs it, in a process that can be killed. */
export interface RunningSystem {
  readonly directory: string;
  readonly address: string;
  readonly process: ChildProcess;
}

/** Starts junkan on a data directory and a free port; resolves when it serves HTTP. */
export async function launch(directory = mkdtempSync(join(tmpdir(), 'junkan-bench-'))): Promise<RunningSystem> {
  const file = join(directory, 'running.json');
  rmSync(file, { force: true });
  const child = spawn(process.execPath, [join(findRepository().root, 'dist/bin/main.js'), 'start'], {
    env: {
      ...process.env,
      JUNKAN_DATA: directory,
      JUNKAN_PORT: '0',
      JUNKAN_TEMPORAL_UI: '0',
      JUNKAN_CHANGES_PER_SECOND: '0',
    },
    stdio: 'ignore',
  });
  for (;;) {
    const ended = child.exitCode ?? child.signalCode;
    if (ended !== null) throw new Error(`junkan ended with ${ended}; see ${directory}/logs`);
    const running = readRunning(file);
    if (running !== undefined) return { directory, address: running.address.replace(/\/$/, ''), process: child };
    await pause(10);
  }
}

/** Stops a system and removes its data. */
export async function end(system: RunningSystem): Promise<void> {
  const gone = new Promise((resolve) => system.process.once('exit', resolve));
  system.process.kill('SIGTERM');
  await gone;
  rmSync(system.directory, { recursive: true, force: true });
}

/** A request to the API; throws on anything but success. */
export async function call(
  address: string,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const request = {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const send = (): Promise<Response> => fetch(`${address}/api/v1${path}`, request);
  // A connection kept alive may be closed by the server in this very moment: under its key it is sent once more.
  const response = await send().catch(send);
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

/** Sends a document and answers its hash, for decisions that cite one. */
export async function documentOf(address: string, token: string, text: string): Promise<string> {
  const response = await fetch(`${address}/api/v1/documents?name=bench.txt`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'text/plain', 'Idempotency-Key': randomUUID() },
    body: text,
  });
  if (!response.ok) throw new Error(`the document was not kept: ${await response.text()}`);
  return createHash('sha256').update(text).digest('hex');
}

/** The first administrator's token of a system. */
export function administratorToken(directory: string): string {
  return readFileSync(join(directory, 'admin.token'), 'utf8').trim();
}

/** A token of an invented person, issued by the administrator. */
export async function tokenOf(system: RunningSystem, person: string): Promise<string> {
  const issued = await call(system.address, administratorToken(system.directory), 'POST', '/tokens', {
    person,
    days: 1,
    purpose: 'bench',
  });
  if (typeof issued === 'object' && issued !== null && 'secret' in issued && typeof issued.secret === 'string')
    return issued.secret;
  throw new Error('no secret was issued');
}
