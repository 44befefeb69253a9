import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Pinned } from '../worker/temporal-server/pinned.ts';

const Manifest = z.object({
  name: z.literal('junkan'),
  version: z.string(),
  junkan: z.object({
    temporal: z.object({
      cli: z.string(),
      server: z.string(),
      sha256: z.record(z.string(), z.object({ wheel: z.string(), program: z.string() })),
    }),
  }),
});

/** What junkan knows about itself: where its repository is, its version, the Temporal server it pins. */
export interface Repository {
  /** Absolute path of the repository's root; also right when running from `dist/`. */
  root: string;
  version: string;
  /** The release of the Temporal server that is fetched when none is found. */
  pinned: Pinned;
}

/** Finds the repository above this file. Throws when there is none, which means an incomplete installation. */
export function findRepository(): Repository {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    const file = join(directory, 'package.json');
    const manifest = existsSync(file) ? Manifest.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
    if (manifest?.success) {
      const { version, junkan } = manifest.data;
      return { root: directory, version, pinned: junkan.temporal };
    }
    if (dirname(directory) === directory) throw new Error('package.json of junkan not found above its own files');
  }
}
