import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, isBuilt, mark, takeStock } from './built.mjs';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';
import { fail, say } from './say.mjs';

/**
 * Compiles the sources into `dist/` and bundles workflows and commands when they have changed, else does nothing. Built
 * beside and then exchanged, so that nobody ever starts a half of it.
 */
export async function build() {
  if (await isBuilt()) return;
  say('ビルドしています（tsc）', 'Building (tsc)');
  const stock = await takeStock();
  const making = `${DIST}.${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const script = (name) => join(ROOT, 'scripts', name);
  const built =
    (await succeeds([compiler, '-p', 'tsconfig.build.json', '--outDir', making])) &&
    copied(making) &&
    (await succeeds([script('bundle-workflows.mjs'), making], [script('bundle-commands.mjs'), making]));
  if (!built) {
    rmSync(making, { recursive: true, force: true });
    fail('ビルドできませんでした。上のエラーを直してください。', 'The build failed. Mend the errors above.');
  }
  mark(making, stock);
  const old = `${making}.old`;
  if (existsSync(DIST)) renameSync(DIST, old);
  renameSync(making, DIST);
  rmSync(old, { recursive: true, force: true });
}

/** What is not compiled but loaded as it is, by its path. */
function copied(making) {
  const name = join('worker', 'failure-converter.cjs');
  copyFileSync(join(ROOT, name), join(making, name));
  return true;
}

/** Runs programs of Node beside each other; whether all of them succeed. */
async function succeeds(...programs) {
  const codes = await Promise.all(programs.map((program) => run(process.execPath, program, { quiet: true })));
  return codes.every((code) => code === 0);
}
