import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';
import { fail, say } from './say.mjs';

const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, '.stamp');
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

/** Digest of everything the compiler reads; a few hundred small files, some tens of milliseconds. */
function sourceHash() {
  const hash = createHash('sha256');
  const { include } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.build.json'), 'utf8'));
  const files = include
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, String(name))))
    .filter((name) => /\.(ts|tsx|json)$/.test(name))
    .sort();
  for (const name of [...SETTINGS, ...files]) hash.update(`${name}\0`).update(readFileSync(join(ROOT, name)));
  return hash.digest('hex');
}

/** Whether `dist/` was built from the sources as they are now. */
export function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourceHash();
}

/**
 * Compiles the sources into `dist/` and bundles the workflows when they have changed, else does nothing. Built beside and then exchanged, so that
 * nobody ever starts a half of it.
 */
export async function build() {
  if (isBuilt()) return;
  say('ビルドしています（tsc）', 'Building (tsc)');
  const hash = sourceHash();
  const making = `${DIST}.${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const steps = [
    [compiler, '-p', 'tsconfig.build.json', '--outDir', making],
    [join(ROOT, 'scripts', 'bundle-workflows.mjs'), making],
  ];
  for (const step of steps) {
    if ((await run(process.execPath, step, { quiet: true })) === 0) continue;
    rmSync(making, { recursive: true, force: true });
    fail('ビルドできませんでした。上のエラーを直してください。', 'The build failed. Mend the errors above.');
  }
  writeFileSync(join(making, '.stamp'), hash);
  const old = `${making}.old`;
  if (existsSync(DIST)) renameSync(DIST, old);
  renameSync(making, DIST);
  rmSync(old, { recursive: true, force: true });
}
