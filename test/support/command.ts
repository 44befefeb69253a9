/** The `junkan` command as its user runs it: the build where it is up to date (as `npm test` leaves it), else the sources. */
import { spawnSync } from 'node:child_process';
import { ROOT } from './pinned.ts';

const UP_TO_DATE = `import('./scripts/lib/built.mjs').then(async ({ isBuilt }) => process.exit((await isBuilt()) ? 0 : 1))`;

let known: readonly string[] | undefined;

/** Arguments for Node that run the command; loading the sources through tsx costs about twice the processor time. */
export function commandLine(): readonly string[] {
  known ??=
    spawnSync(process.execPath, ['-e', UP_TO_DATE], { cwd: ROOT }).status === 0
      ? ['bin/junkan.js']
      : ['--import', 'tsx', 'bin/main.ts'];
  return known;
}
