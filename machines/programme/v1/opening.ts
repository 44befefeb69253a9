/** What headquarters' year begins with: the bodies that are headquarters, and its dates; the calendar opens it. */
import { z } from 'zod';
import type { BaseContext, Json } from '../../core/index.ts';
import { bodyKinds, dueAsked, dueFact, nothingYet } from '../../kit/v1/index.ts';
import { dueAtTheBeginning } from './due-items.ts';
import type { Context } from './types.ts';

export const opening = z.object({ facts: z.object({ bodies: bodyKinds, due: dueFact }) });

type Opening = z.output<typeof opening>;

/** What is looked up at the beginning. */
export function startAsks({ year }: { readonly year: number }): Readonly<Record<string, Json>> {
  return {
    bodies: { kinds: ['headquarters'] },
    // Of a year that is opened late: nobody is late with the plan on the day it begins.
    ...dueAsked({ day: 'plan', year }, { term: 'planOpenedLate' }, { day: 'direction', year }),
  };
}

/** The context a year begins with. */
export function beginning({ facts, ...base }: Opening & BaseContext): Context {
  const begun: Context = {
    ...nothingYet(base),
    headquarters: facts.bodies.map(({ id }) => id),
    audits: [],
    inspections: [],
    reports: [],
    compilations: 0,
  };
  return { ...begun, dueItems: dueAtTheBeginning(begun, facts.due) };
}
