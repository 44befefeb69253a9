import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { compareVersions } from './version.ts';

const BUILT = 'temporal-server-';
const DOWNLOADED = 'temporal-cli';

/** Where the server of a version is built to, below the cache. */
export function builtProgram(cache: string, version: string): string {
  return join(cache, `${BUILT}${version}`, 'server');
}

/** Directory in the cache into which the SDK downloads. */
export function downloadDirectory(cache: string): string {
  return join(cache, DOWNLOADED);
}

/** Programs in the cache, the best first: the pinned server, other built ones from the newest, downloaded ones. */
export function cachedPrograms(cache: string, pinned: { server: string }): string[] {
  const built = list(cache)
    .filter((name) => name.startsWith(BUILT))
    .map((name) => name.slice(BUILT.length))
    .filter((version) => version !== pinned.server)
    .sort((a, b) => compareVersions(b, a));
  return [
    ...[pinned.server, ...built].map((version) => builtProgram(cache, version)),
    ...downloadedPrograms(cache),
  ].filter(isProgram);
}

/** Programs that the SDK has downloaded, the newest file first. */
export function downloadedPrograms(cache: string): string[] {
  const directory = downloadDirectory(cache);
  return list(directory)
    .map((name) => join(directory, name))
    .filter(isProgram)
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
}

/** The `temporal` command, if there is one on PATH. */
export function programOnPath(path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((directory) => directory !== '')
    .map((directory) => join(directory, 'temporal'))
    .find(isProgram);
}

function list(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory).sort() : [];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
