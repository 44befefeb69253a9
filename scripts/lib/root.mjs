import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** What package.json says: needed Node, pinned Temporal server, the Go that builds it. */
export const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** Where downloaded and built programs are kept between clones; `JUNKAN_CACHE` names another place. */
export const CACHE = process.env.JUNKAN_CACHE || join(homedir(), '.cache', 'junkan');

/** The pinned Temporal server in the cache (worker/temporal-server/ways.ts builds it there). */
export const PINNED_SERVER = join(CACHE, `temporal-server-${manifest.junkan.temporalServer}`, 'server');

/** Whether the pinned Temporal server has been built already. */
export const pinnedServerIsThere = () => existsSync(PINNED_SERVER);
