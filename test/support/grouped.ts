import type { Entry } from '../../machines/core/index.ts';

/** Entries in groups of random sizes, in their order. */
export function grouped(entries: readonly Entry[], random: () => number): Entry[][] {
  const groups: Entry[][] = [];
  for (let i = 0; i < entries.length;) {
    const size = 1 + Math.floor(random() * 5);
    groups.push(entries.slice(i, i + size));
    i += size;
  }
  return groups;
}

/** Repeatable (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
