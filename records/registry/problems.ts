/** What is wrong with a change of the registry, in both languages, and where. */
import { problemsTold, type RegistryProblem } from '../../contract/records/registry.ts';
import type { Text } from '../../model/text.ts';

/** Names the place of a field in a row, or of the row itself. */
export type Where = (field?: string) => string;

/** Collects everything wrong; nothing stops at the first. */
export interface Problems {
  add(where: string, text: Text): void;
  /** The first `problemsTold`. */
  readonly all: readonly RegistryProblem[];
  /** How many more there are. */
  readonly more: number;
}

export function collectProblems(): Problems {
  const all: RegistryProblem[] = [];
  let more = 0;
  return {
    add(where, text) {
      if (all.length < problemsTold) all.push({ where, ja: text.ja, en: text.en });
      else more += 1;
    },
    all,
    get more() {
      return more;
    },
  };
}
