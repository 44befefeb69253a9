import { execFile } from 'node:child_process';

/** Temporal's command line tool, whose `temporal server start-dev` is the server: where it is, and the server in it. */
export interface Binary {
  path: string;
  /** Version of the server, for example `1.32.0`. */
  version: string;
}

/** Oldest server junkan works with: Updates and their limits behave as the engine expects from here on. */
export const OLDEST_SERVER = '1.31.0';

/**
 * Reads the server's version out of what `temporal --version` prints: `temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)`.
 * Undefined when it is something else, also the bare server, which has no `start-dev`.
 */
export function parseVersion(output: string): string | undefined {
  return /^temporal version \S+ \(Server v?(\d+\.\d+\.\d+[^\s,)]*)/.exec(output)?.[1];
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
  const version = output === undefined ? undefined : parseVersion(output);
  return version === undefined ? undefined : { path, version };
}
