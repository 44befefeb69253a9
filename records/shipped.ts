/** Files that come with junkan. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a file of `data/` stands; also right when running from `dist/`. Throws when the installation is incomplete. */
export function shippedFile(name: string): string {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    const file = join(directory, 'data', name);
    if (existsSync(file)) return file;
    if (dirname(directory) === directory) throw new Error(`data/${name} not found above its reader`);
  }
}
