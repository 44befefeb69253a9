import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const manifest = z
  .object({ junkan: z.object({ temporalServer: z.string(), go: z.string() }), engines: z.object({ node: z.string() }) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));

/** Version of the Temporal server that all tests use. */
export const PINNED_VERSION = manifest.junkan.temporalServer;

/** Path of the pinned Temporal server, which `npm test` has put into the cache. Throws when it is not there. */
export function pinnedServer(): string {
  const cache = process.env['JUNKAN_CACHE'] ?? join(homedir(), '.cache', 'junkan');
  const path = join(cache, `temporal-server-${PINNED_VERSION}`, 'server');
  if (!existsSync(path)) throw new Error(`no Temporal server at ${path}: run \`npm test\` once, it sets everything up`);
  return path;
}
