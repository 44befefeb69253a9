import { existsSync, lstatSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

/** What the build leaves. */
export const DIST = join(ROOT, 'dist');
/** Digest of the sources a build was made of. */
const STAMP = '.stamp';
/** The same sources as the file system showed them; says the same at a tenth of the cost. */
const SEEN = '.seen';
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/bundle-commands.mjs'];
/** Milliseconds within which a second change of a file need not show in its times (as coarse as file systems are). */
const COARSE = 2_000;

/** Everything the build reads, in a fixed order. */
function sources() {
  const { include } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.build.json'), 'utf8'));
  const files = [...SETTINGS];
  const walk = (folder) => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(name);
      else if (/\.(ts|tsx|cjs|json)$/.test(name)) files.push(name);
    }
  };
  for (const folder of include) if (existsSync(join(ROOT, folder))) walk(folder);
  return files.sort();
}

/** Digest of the sources' content; some tens of milliseconds of processor. */
async function digest(files) {
  // Loaded only here: a command that finds the build as it was left does without.
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256');
  for (const name of files) hash.update(`${name}\0`).update(readFileSync(join(ROOT, name)));
  return hash.digest('hex');
}

/**
 * The sources as the file system shows them. `settled` is false while one of them is so young that it could change once
 * more without showing it, as git does it with its index.
 */
function look(files) {
  let text = '';
  let newest = 0;
  for (const name of files) {
    const { ino, size, mtimeMs, ctimeMs } = lstatSync(join(ROOT, name));
    text += `${name} ${ino} ${size} ${mtimeMs} ${ctimeMs}\n`;
    newest = Math.max(newest, mtimeMs, ctimeMs);
  }
  return { text, settled: newest < Date.now() - COARSE };
}

function written(name) {
  try {
    return readFileSync(join(DIST, name), 'utf8');
  } catch {
    return undefined;
  }
}

/** Whether `dist/` was built from the sources as they are now. */
export async function isBuilt() {
  const files = sources();
  const now = look(files);
  const stamp = written(STAMP);
  if (stamp === undefined) return false;
  if (written(SEEN) === now.text) return true;
  if (stamp !== (await digest(files))) return false;
  try {
    if (now.settled) writeFileSync(join(DIST, SEEN), now.text);
  } catch {
    // Somebody who may only read looks at the content each time.
  }
  return true;
}

/** What `mark` writes beside a build of the sources as they are now. */
export async function takeStock() {
  const files = sources();
  return { ...look(files), digest: await digest(files) };
}

/** Writes down of which sources a build was made. */
export function mark(built, stock) {
  writeFileSync(join(built, STAMP), stock.digest);
  if (stock.settled) writeFileSync(join(built, SEEN), stock.text);
}
