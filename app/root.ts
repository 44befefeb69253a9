import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isObject } from '../model/json.ts';

/** Where junkan stands, and the manifest (`package.json`) found there. */
export interface Root {
  /** Absolute path of the repository's root; also right when running from `dist/`. */
  readonly root: string;
  readonly version: string;
  /** All that the manifest says, unchecked. */
  readonly manifest: unknown;
}

/**
 * Finds the repository above this file, without a package to check it: every command passes here. Throws when there is
 * none, which means an incomplete installation.
 */
export function findRoot(): Root {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    const file = join(directory, 'package.json');
    const manifest: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    if (isObject(manifest) && manifest['name'] === 'junkan' && typeof manifest['version'] === 'string') {
      return { root: directory, version: manifest['version'], manifest };
    }
    if (dirname(directory) === directory) throw new Error('package.json of junkan not found above its own files');
  }
}
