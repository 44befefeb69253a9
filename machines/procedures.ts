import { auditV1 } from './audit/v1/index.ts';
import type { Procedure } from './core/index.ts';
import { cycleV1 } from './cycle/v1/index.ts';
import { hqauditV1 } from './hqaudit/v1/index.ts';
import { improvementV1 } from './improvement/v1/index.ts';
import { programmeV1 } from './programme/v1/index.ts';
import { standardsV1 } from './standards/v1/index.ts';
import { supervisionV1 } from './supervision/v1/index.ts';

/** Every published definition. A new version stands beside the old one; old instances keep theirs. */
export const published: readonly Procedure[] = [
  auditV1,
  cycleV1,
  hqauditV1,
  improvementV1,
  programmeV1,
  standardsV1,
  supervisionV1,
];

/** The definition of a kind and version. Throws when it was never published. */
export function procedureOf(id: string, version: number): Procedure {
  const found = published.find((procedure) => procedure.id === id && procedure.version === version);
  if (found === undefined) throw new Error(`no procedure ${id} version ${version}`);
  return found;
}

/** The newest published version of every kind. */
export function newestPublished(): readonly Procedure[] {
  return [...new Set(published.map(({ id }) => id))].flatMap((id) => newestOf(id) ?? []);
}

/** The newest published version of a kind; `undefined` when there is no such kind. */
export function newestOf(id: string): Procedure | undefined {
  return published.filter((procedure) => procedure.id === id).sort((a, b) => b.version - a.version)[0];
}
