/** What a revision begins with: the bodies that are headquarters; everything else comes with its first draft. */
import { z } from 'zod';
import type { BaseContext, Json } from '../../core/index.ts';
import { bodiesFact, nothingYet } from '../../kit/v1/index.ts';
import type { Context } from './types.ts';

export const opening = z.object({ facts: z.object({ bodies: bodiesFact }) });

type Opening = z.output<typeof opening>;

/** What is looked up at the beginning. */
export function startAsks(): Readonly<Record<string, Json>> {
  return { bodies: { kinds: ['headquarters'] } };
}

/** The context a revision begins with. */
export function beginning({ facts, ...base }: Opening & BaseContext): Context {
  return {
    ...nothingYet(base),
    title: '',
    headquarters: facts.bodies.map(({ id }) => id),
    putForward: false,
    norms: { versions: 0, corrections: [], drafters: [] },
    guidebook: { versions: 0, asked: [], drafters: [] },
    opinions: [],
    consulted: [],
  };
}
