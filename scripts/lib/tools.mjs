import { spawnSync } from 'node:child_process';
import { manifest, pinnedServerIsThere } from './root.mjs';
import { fail } from './say.mjs';

/** Whether version `found` (`20.20.1`, `v1.26.8`) is at least `needed`. */
export function atLeast(found, needed) {
  const numbers = (version) =>
    version
      .replace(/^[^\d]*/, '')
      .split('.')
      .map((part) => Number.parseInt(part, 10) || 0);
  const [have, want] = [numbers(found), numbers(needed)];
  for (let place = 0; place < 3; place += 1) {
    const difference = (have[place] ?? 0) - (want[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * Looks at the tools before anything is installed and ends with every missing or too old one named.
 *
 * @param needsGo whether the pinned Temporal server must be buildable (`npm test`); only asked while it is not yet there
 */
export function checkTools({ needsGo }) {
  const problems = [];
  const node = manifest.engines.node.replace(/^>=/, '');
  if (!atLeast(process.versions.node, node))
    problems.push(['Node.js', process.versions.node, node, 'https://nodejs.org']);
  if (needsGo && !pinnedServerIsThere()) {
    const asked = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
    const found = asked.status === 0 ? asked.stdout.trim().replace(/^go/, '') : undefined;
    if (found === undefined || !atLeast(found, manifest.junkan.go))
      problems.push(['Go', found, manifest.junkan.go, 'https://go.dev/dl']);
  }
  if (problems.length === 0) return;
  fail(
    problems
      .map(
        ([name, found, needed, where]) =>
          `${name} ${needed} 以上が必要です（現在：${found ?? 'なし'}）。入手先：${where}`,
      )
      .join('\n'),
    problems
      .map(
        ([name, found, needed, where]) =>
          `${name} ${needed} or newer is needed (found: ${found ?? 'none'}). Get it from ${where}`,
      )
      .join('\n'),
  );
}
