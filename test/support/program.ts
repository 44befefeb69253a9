/** junkan as its user starts it: a process of its own, on an environment without anything of ours. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from './eventually.ts';
import { commandLine } from './command.ts';
import { pinnedServer, ROOT } from './pinned.ts';

export interface Program {
  readonly process: ChildProcess;
  /** Everything it has written so far. */
  readonly said: () => string;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

const programs = new Set<Program>();

/** Runs a command; `data` is its `JUNKAN_DATA`. Call `endPrograms` in `afterAll`. */
export function junkan(
  data: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Program {
  const child = spawn(process.execPath, [...commandLine(), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      JUNKAN_DATA: data,
      JUNKAN_LANGUAGE: 'en',
      JUNKAN_PORT: '0',
      JUNKAN_TEMPORAL_UI: '0',
      JUNKAN_TEMPORAL_SERVER: pinnedServer(),
      ...environment,
    },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const program = { process: child, said: () => said, ended: once(child, 'close').then(() => child.exitCode) };
  programs.add(program);
  return program;
}

/** Waits until a program has said something; throws what it said when it ends before that. */
export async function untilItSays({ process: child, said }: Program, what: RegExp): Promise<RegExpExecArray> {
  return eventually(
    () => {
      const found = what.exec(said());
      if (found === null && child.exitCode !== null) throw new Error(said());
      return found ?? false;
    },
    { within: 180_000 },
  );
}

/** Ends whatever still runs, at once. */
export function endPrograms(): void {
  for (const { process: child } of programs) child.kill('SIGKILL');
}
