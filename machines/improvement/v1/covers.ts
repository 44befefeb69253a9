/** What an improvement covers: findings, insufficiencies, requests. */
import { z } from 'zod';
import type { Json } from '../../core/index.ts';

/** Where a finding or request came from. */
export const sources = [
  'audit',
  'judgement',
  'incident',
  'headquarters',
  'minister',
  'own',
  'transfer',
  'noAudit',
] as const;

/** One finding (or insufficiency, or request) that the improvement covers. */
export const coverSchema = z.object({
  ref: z.string().min(1).max(200),
  source: z.enum(sources),
  clause: z.string().max(10),
  department: z.string().max(64).optional(),
});

export type Cover = z.output<typeof coverSchema>;

/** What is covered. */
interface Covering {
  readonly covers: readonly Cover[];
}

/** References of everything covered. */
export function refs({ covers }: Covering): string[] {
  return covers.map(({ ref }) => ref);
}

/** Everything covered as plain JSON. */
export function coversOf({ covers }: Covering): Json[] {
  return covers.map(({ ref, source, clause, department }) => ({
    ref,
    source,
    clause,
    ...(department === undefined ? {} : { department }),
  }));
}
