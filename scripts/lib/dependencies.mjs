import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';
import { fail, say } from './say.mjs';

const STAMP = join(ROOT, 'node_modules', '.junkan-stamp');

function lockHash() {
  const hash = createHash('sha256');
  for (const name of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(ROOT, name)));
  return hash.update(process.versions.modules).digest('hex');
}

/** Installs the locked dependencies when they are missing or another lock file's, else does nothing. */
export async function installDependencies() {
  const hash = lockHash();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return;
  say('依存パッケージを導入しています（npm ci）', 'Installing dependencies (npm ci)');
  // The compiler is a development dependency: install them all, whatever NODE_ENV or npm's own settings say.
  const code = await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: { ...process.env, NODE_ENV: 'development' },
  });
  if (code !== 0)
    fail(
      '依存パッケージを導入できませんでした。上の npm の表示を確かめ、もう一度実行してください。',
      'Dependencies could not be installed. See what npm says above, then run this again.',
    );
  writeFileSync(STAMP, hash);
}
