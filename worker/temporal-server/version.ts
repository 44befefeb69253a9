import { execFile } from 'node:child_process';

/**
 * What kind of program brings the server: the Temporal command line tool (`temporal server start-dev`) or the bare
 * server (`server --config-file`). They lay out their database differently, so data made by one are not opened by the
 * other.
 */
export type Make = 'cli' | 'server';

/** A program that can run a Temporal server: where it is, its make and the version of the *server* in it. */
export interface Binary {
  path: string;
  make: Make;
  /** For example `1.32.1`. */
  version: string;
}

/** Oldest server junkan works with: Updates and their limits behave as the engine expects from here on. */
export const OLDEST_SERVER = '1.31.0';

/**
 * Reads make and server version out of what `--version` prints: `temporal version 1.9.1 (Server 1.32.0, UI 2.52.0)`
 * from the command line tool, `temporal version 1.32.1` from the bare server. Undefined when it is neither.
 */
export function parseVersion(output: string): { make: Make; version: string } | undefined {
  const words = output.trim().split(/[\s(),]+/);
  const after = (word: string): string | undefined => words[words.indexOf(word) + 1];
  if (words[0] !== 'temporal' || words[1] !== 'version') return undefined;
  const make: Make = words.includes('Server') ? 'cli' : 'server';
  const version = (make === 'cli' ? after('Server') : after('version'))?.replace(/^v/, '');
  return version !== undefined && /^\d+\.\d+\.\d+/.test(version) ? { make, version } : undefined;
}

/** Negative, zero or positive as `a` is older than, equal to or newer than `b`; pre-release labels are ignored. */
export function compareVersions(a: string, b: string): number {
  const numbers = (version: string): number[] =>
    (version.split(/[-+]/)[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [left, right] = [numbers(a), numbers(b)];
  for (let place = 0; place < 3; place += 1) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Asks a program for its version (10 s at most). Undefined when it cannot be run or does not say a server version. */
export async function inspect(path: string): Promise<Binary | undefined> {
  const output = await new Promise<string | undefined>((resolve) => {
    execFile(path, ['--version'], { timeout: 10_000 }, (error, stdout) => resolve(error ? undefined : stdout));
  });
  const parsed = output === undefined ? undefined : parseVersion(output);
  return parsed && { path, ...parsed };
}
