import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './root.mjs';

/** Runs a program in the repository with our terminal and resolves with its exit code. */
export function run(program, args, { env = process.env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const result = code ?? 128 + constants.signals[signal];
      if (quiet && result !== 0) process.stderr.write(Buffer.concat(output));
      resolve(result);
    });
  });
}

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
