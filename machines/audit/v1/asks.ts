/** Parameters of the look-ups: whose independence the rules will judge, over which time and departments. */
import { z } from 'zod';
import type { Json, LookUpRequest } from '../../core/index.ts';
import type { PersonId } from '../../../model/identifiers.ts';
import { addDays, dateInJapan } from '../../kit/v1/index.ts';

const contextPart = z.object({
  at: z.number(),
  departments: z.array(z.string()),
  period: z.object({ from: z.string(), to: z.string() }).optional(),
  coolingOffDays: z.number(),
});

const planInput = z.object({
  departments: z.array(z.string()),
  period: z.object({ from: z.string(), to: z.string() }),
});

/**
 * Parameters for judging the independence of people over the period examined and the cooling-off before it. A plan
 * in the input goes before the plan in the state, since it is what will be audited.
 */
export function independenceAsks({ context, input }: LookUpRequest, people: readonly PersonId[]): Record<string, Json> {
  const state = contextPart.parse(context);
  const plan = planInput.safeParse(input);
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
