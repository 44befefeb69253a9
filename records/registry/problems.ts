/** What is wrong with a change of the registry, in both languages, and where. */
import type { Text } from '../../model/text.ts';

/** One thing wrong: `where` is a line (`line 4: parent`) or a path (`departments[2].parent`). */
export interface Problem extends Text {
  readonly where: string;
}

/** Names the place of a field in a row, or of the row itself. */
export type Where = (field?: string) => string;

/** Collects everything wrong; nothing stops at the first. */
export interface Problems {
  add(where: string, text: Text): void;
  readonly all: readonly Problem[];
}

export function collectProblems(): Problems {
  const all: Problem[] = [];
  return {
    add(where, text) {
      all.push({ where, ja: text.ja, en: text.en });
    },
    all,
  };
}
