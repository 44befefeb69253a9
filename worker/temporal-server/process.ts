import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { PassThrough, type Writable } from 'node:stream';

/**
 * A watchdog for machines without `setpriv`: the shell runs the command and, beside it, waits for the end of the pipe
 * on descriptor 3, whose other end only our process holds. When we die, however abruptly, the pipe ends and the
 * command is killed.
 */
const WATCHDOG = [
  '"$@" 3<&- & command=$!',
  '(cat <&3 >/dev/null; kill -KILL $command 2>/dev/null) & watch=$!',
  'trap "kill -TERM $command" TERM INT',
  'wait $command; code=$?',
  'while kill -0 $command 2>/dev/null; do wait $command; code=$?; done',
  'kill -KILL $watch 2>/dev/null',
  'exit $code',
].join('\n');

/** What ties a program to its parent: the kernel, asked by `setpriv`, or a shell that watches a pipe. */
export type Tie = 'setpriv' | 'watchdog';

let setprivWorks: boolean | undefined;

/** Whether this machine has a `setpriv` that can ask the kernel to kill a process together with its parent (Linux). */
export function hasSetpriv(): boolean {
  setprivWorks ??= spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true'], { stdio: 'ignore' }).status === 0;
  return setprivWorks;
}

/**
 * Starts a program that dies with this process, even when this process is killed with `kill -9`, and in a process group
 * of its own, so that Ctrl-C in a terminal reaches this process first. Call it from the main thread: the kernel ties
 * the program to the thread that started it.
 *
 * @param output takes the program's output and errors
 */
export function spawnTied(
  program: string,
  args: readonly string[],
  output: Writable,
  tie: Tie = hasSetpriv() ? 'setpriv' : 'watchdog',
): ChildProcess {
  const child =
    tie === 'setpriv'
      ? spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], {
          detached: true,
          stdio: ['ignore', 'pipe', 'pipe'],
        })
      : spawn('/bin/sh', ['-c', WATCHDOG, 'sh', program, ...args], {
          detached: true,
          stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
        });
  child.stdout?.pipe(output, { end: false });
  child.stderr?.pipe(output, { end: false });
  return child;
}

/**
 * Runs a program to its end, tied to this process as `spawnTied` does.
 *
 * @param within milliseconds after which it is ended, with all it started
 * @throws Error with the last line it wrote, when it fails or takes too long
 */
export async function runTied(program: string, args: readonly string[], within: number): Promise<void> {
  const output = new PassThrough();
  let said = '';
  output.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2_000)));
  const child = spawnTied(program, args, output);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    signalGroup(child, 'SIGKILL');
  }, within);
  const code = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (status, signal) => resolve(status ?? String(signal)));
  });
  clearTimeout(timer);
  if (late) throw new Error(`no end within ${within / 1000} s`);
  if (code !== 0) throw new Error(said.trim().split('\n').at(-1) || String(code));
}

/** Sends a signal to the program and to all it started. A group that has gone already is no error. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: it has ended between our look and our signal.
  }
}
