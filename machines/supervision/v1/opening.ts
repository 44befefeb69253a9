/** What a year's supervision begins with: who is competent, what objectives stand, and its dates; opened beside the cycle. */
import { z } from 'zod';
import type { OrganisationId } from '../../../model/identifiers.ts';
import type { BaseContext, Json } from '../../core/index.ts';
import {
  bodyKinds,
  datesFor,
  dueAsked,
  fiscalYearDates,
  objectivesFact,
  type ObjectivesFact,
  nothingYet,
} from '../../kit/v1/index.ts';
import { fitsObjectives } from './articles.ts';
import { competence, underCompetence } from './competence.ts';
import { datesAsked, withResultDue } from './due-items.ts';
import type { Context, Objective } from './types.ts';

export const opening = z.object({
  facts: competence.extend({ bodies: bodyKinds, objectives: objectivesFact }),
});

/** What is looked up at the beginning. */
export function startAsks({ year }: { readonly year: number }): Readonly<Record<string, Json>> {
  return {
    competent: {},
    objectives: {},
    bodies: { kinds: ['centre'] },
    // When ministries that had no contact with the agency are reminded of it (6-5).
    ...dueAsked(...datesAsked(year), { day: 'contact', year }),
  };
}

/** The context a year begins with. */
export function beginning({ facts, ...base }: z.output<typeof opening> & BaseContext): Context {
  const empty: Context = {
    ...nothingYet(base),
    competent: facts.competent,
    centre: facts.bodies.map(({ id }) => id),
    parts: [],
    audits: [],
  };
  const begun = underCompetence(empty, facts);
  const contactAt = datesFor(facts.due, 'contact')?.rungs[0];
  return {
    ...begun,
    parts: begun.parts.map((part) => {
      const objective = standing(begun, part.ministry, facts.objectives);
      return objective === undefined ? part : { ...part, objective };
    }),
    dueItems: withResultDue(begun, facts.due),
    ...(contactAt !== undefined && { contactAt: Math.max(contactAt, base.at + 1) }),
  };
}

/** What the register has of a ministry for the year, by an article that fits. */
export function standing(context: Context, ministry: OrganisationId, objectives: ObjectivesFact) {
  return objectives.find(
    (one) => one.ministries.includes(ministry) && covers(one, context.year) && fitsObjectives(context, one.article),
  );
}

/** True when a period holds on some day of the fiscal year. */
export function covers({ from, to }: Pick<Objective, 'from' | 'to'>, year: number): boolean {
  const { first, last } = fiscalYearDates(year);
  return from <= to && from <= last && to >= first;
}
