/** What the look-ups are asked for, derived from the state, the input and who decides. */
import { z } from 'zod';
import type { Json } from '../../core/index.ts';
import type { PersonId } from '../../../model/identifiers.ts';
import { addDays, dateInJapan } from '../../kit/v1/index.ts';

const known = z.object({
  at: z.number(),
  departments: z.array(z.string()),
  period: z.object({ from: z.string(), to: z.string() }).optional(),
  coolingOffDays: z.number(),
  auditors: z.array(z.object({ person: z.string(), to: z.number().optional() })),
});

const planned = z.object({
  departments: z.array(z.string()),
  period: z.object({ from: z.string(), to: z.string() }),
});

interface Asked {
  readonly context: Json;
  readonly input: Json;
  readonly actor: PersonId;
}

/**
 * Parameters for judging the independence of people over the period examined and the cooling-off before it. A plan
 * in the input goes before the plan in the state, since it is what will be audited.
 */
export function independenceAsks({ context, input }: Asked, people: readonly PersonId[]): Record<string, Json> {
  const state = known.parse(context);
  const plan = planned.safeParse(input);
  const departments = plan.success ? plan.data.departments : state.departments;
  const period = plan.success ? plan.data.period : state.period;
  const today = dateInJapan(state.at);
  return {
    people: {
      people: [...new Set(people)],
      from: period === undefined ? today : addDays(period.from, -state.coolingOffDays),
      to: period?.to ?? today,
    },
    departments: { departments },
  };
}

/** The present team and whoever decides. */
export function teamAnd(asked: Asked): readonly PersonId[] {
  const state = known.parse(asked.context);
  return [...state.auditors.filter((auditor) => auditor.to === undefined).map(({ person }) => person), asked.actor];
}
