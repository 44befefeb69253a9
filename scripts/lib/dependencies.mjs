import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';
import { fail, say } from './say.mjs';

/** What npm wrote down about the packages in a tree, by path. */
function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

/**
 * Whether `node_modules` holds what the lock file asks for. npm keeps its own list of what it has installed and writes
 * it last, so an installation that was broken off has none. Packages for other systems may be missing.
 */
function isInstalled(directory) {
  const installed = packagesIn(join(directory, 'node_modules', '.package-lock.json'));
  if (installed === undefined) return false;
  return Object.entries(packagesIn(join(directory, 'package-lock.json')))
    .filter(([path]) => path !== '')
    .every(([path, { version, integrity, optional, devOptional }]) =>
      installed[path] === undefined
        ? optional || devOptional
        : installed[path].version === version && installed[path].integrity === integrity,
    );
}

/** Installs the locked dependencies when they are missing or another lock file's, else does nothing. */
export async function installDependencies() {
  if (isInstalled(ROOT)) return;
  say('依存パッケージを導入しています（npm ci）', 'Installing dependencies (npm ci)');
  await install(ROOT);
}

/** The same for what only the tests in a browser need: a Chromium among it, which `npm start` never does. */
export async function installBrowser() {
  const directory = join(ROOT, 'test', 'browser');
  if (isInstalled(directory)) return;
  say('試験用のブラウザーを導入しています（npm ci）', 'Installing the browser for tests (npm ci)');
  await install(directory);
}

async function install(cwd) {
  // The compiler is a development dependency: install them all, whatever NODE_ENV or npm's own settings say.
  const code = await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env: { ...process.env, NODE_ENV: 'development' },
  });
  if (code !== 0)
    fail(
      '依存パッケージを導入できませんでした。上の npm の表示を確かめ、もう一度実行してください。',
      'Dependencies could not be installed. See what npm says above, then run this again.',
    );
}
