import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** What package.json says, for example which Node is needed. */
export const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
