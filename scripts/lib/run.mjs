import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './root.mjs';

/**
 * Runs a program in the repository with our terminal and resolves with its exit code. When we are asked to end, the
 * program is asked first and we end after it.
 */
export async function run(program, args, { cwd = ROOT, env = process.env, quiet = false } = {}) {
  const child = spawn(program, args, { cwd, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
  const output = [];
  child.stdout?.on('data', (chunk) => output.push(chunk));
  child.stderr?.on('data', (chunk) => output.push(chunk));
  let asked;
  const handOn = (signal) => {
    asked = signal;
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, handOn);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve(status ?? 128 + constants.signals[signal]));
  });
  for (const signal of SIGNALS) process.off(signal, handOn);
  if (asked !== undefined) process.exit(128 + constants.signals[asked]);
  if (quiet && code !== 0) process.stderr.write(Buffer.concat(output));
  return code;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Becomes the built program: it runs in this very process, so that signals and Ctrl-C reach it directly and once.
 *
 * @param path inside `dist/`
 */
export async function become(path, args) {
  const program = join(ROOT, 'dist', path);
  process.argv = [process.argv[0], program, ...args];
  await import(pathToFileURL(program).href);
}
