import { manifest } from './root.mjs';
import { fail } from './say.mjs';

/** Whether version `found` (`20.20.1`) is at least `needed`. */
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

/** Looks at the tools before anything is installed and ends when Node is too old. */
export function checkTools() {
  const needed = manifest.engines.node.replace(/^>=/, '');
  const found = process.versions.node;
  if (atLeast(found, needed)) return;
  fail(
    `Node.js ${needed} 以上が必要です（現在：${found}）。入手先：https://nodejs.org`,
    `Node.js ${needed} or newer is needed (found: ${found}). Get it from https://nodejs.org`,
  );
}
