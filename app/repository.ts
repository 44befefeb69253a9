import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const Manifest = z.object({
  name: z.literal('junkan'),
  version: z.string(),
  junkan: z.object({ temporalServer: z.string(), go: z.string() }),
});

/** What junkan knows about itself: where its repository is, its version, the Temporal server it pins. */
export interface Repository {
  /** Absolute path of the repository's root; also right when running from `dist/`. */
  root: string;
  version: string;
  /** Version of the Temporal server that is built when none is found, and the oldest Go that builds it. */
  pinned: { server: string; go: string };
}

/** Finds the repository above this file. Throws when there is none, which means an incomplete installation. */
export function findRepository(): Repository {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    const file = join(directory, 'package.json');
    const manifest = existsSync(file) ? Manifest.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
    if (manifest?.success) {
      const { version, junkan } = manifest.data;
      return { root: directory, version, pinned: { server: junkan.temporalServer, go: junkan.go } };
    }
    if (dirname(directory) === directory) throw new Error('package.json of junkan not found above its own files');
  }
}
