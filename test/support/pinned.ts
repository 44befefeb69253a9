import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findRepository } from '../../app/repository.ts';
import { cacheDirectory } from '../../records/empty-database.ts';
import { cachedProgram } from '../../worker/temporal-server/pinned.ts';
import type { Binary } from '../../worker/temporal-server/version.ts';

/** Root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The release of the Temporal server that all tests use. */
export const { pinned } = findRepository();

/** Where the tests keep it: the cache that `npm start` has too. */
export const cache = cacheDirectory();

/** Path of the pinned Temporal program, which the run's set-up has put into the cache. Throws when it is not there. */
export function pinnedServer(): string {
  const path = cachedProgram(cache, pinned);
  if (!existsSync(path)) throw new Error(`no Temporal server at ${path}: the set-up of the tests says why`);
  return path;
}

/** The pinned Temporal program, as `startTemporalServer` takes it. */
export function pinnedBinary(): Binary {
  return { path: pinnedServer(), version: pinned.server };
}
