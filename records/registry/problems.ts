/** What is wrong with a change of the registry, in both languages, and where. */
import type { RegistryProblem } from '../../contract/records/registry.ts';
import type { Text } from '../../model/text.ts';

/** Names the place of a field in a row, or of the row itself. */
export type Where = (field?: string) => string;

/** Collects everything wrong; nothing stops at the first. */
export interface Problems {
  add(where: string, text: Text): void;
  readonly all: readonly RegistryProblem[];
}

export function collectProblems(): Problems {
  const all: RegistryProblem[] = [];
  return {
    add(where, text) {
      all.push({ where, ja: text.ja, en: text.en });
    },
    all,
  };
}
