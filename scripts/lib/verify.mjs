import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

/** Program of an installed package, run with our own Node. */
const tool = (path) => join(ROOT, 'node_modules', path);

/** What a check remembers of files by their content, so that it reads again only what has changed. */
const remembered = (name) => tool(join('.cache', 'junkan', name));

const CHECKS = [
  [
    'format',
    [
      tool('prettier/bin/prettier.cjs'),
      '--check',
      '--log-level=warn',
      '--cache',
      '--cache-strategy=content',
      `--cache-location=${remembered('format')}`,
      '.',
    ],
  ],
  ['lint', [tool('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings']],
  [
    'types',
    [
      tool('typescript/bin/tsc'),
      '--noEmit',
      '--incremental',
      '--tsBuildInfoFile',
      remembered('types.tsbuildinfo'),
      '-p',
      'tsconfig.json',
    ],
  ],
  ['unused code', [tool('knip/bin/knip.js')]],
];

/** Runs vitest, all tests or those named; resolves with its exit code. */
export function runTests(names = []) {
  return run(process.execPath, [tool('vitest/vitest.mjs'), 'run', ...names]);
}

/** Adds failed checks to the count that test/support/counting-reporter.ts wrote for `.ci/run`. */
function addFailures(failures) {
  const file = process.env.JUNKAN_TEST_COUNT;
  const line = file && existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (line === '' || failures === 0) return;
  const [passed, failed] = line.split(/\D+/).map(Number);
  writeFileSync(file, `${passed} passed, ${failed + failures} failed\n`);
}

/**
 * Runs every check even when one fails, so that one run names all that is wrong; resolves with the exit code. The checks
 * before the tests run beside each other: two of them use one core only. What a failed one wrote stands above its line.
 */
export async function verify() {
  const env = { ...process.env, NODE_ENV: 'development' };
  const checked = await Promise.all(
    CHECKS.map(async ([name, args]) => {
      const code = await run(process.execPath, args, { env, quiet: true });
      const mark = code === 0 ? '✓' : '✗';
      say(`${mark} ${String(name)}`, `${mark} ${String(name)}`);
      return code === 0 ? [] : [name];
    }),
  );
  const failed = checked.flat();
  const checksFailed = failed.length;
  if ((await runTests()) !== 0) failed.push('tests');
  addFailures(checksFailed);
  if (failed.length === 0) return 0;
  say(`不合格：${failed.join('、')}`, `Failed: ${failed.join(', ')}`);
  return 1;
}
