/** The year's dates: when the plan is to be adopted, when the direction is to be decided. */
import type { DueItem } from '../../core/index.ts';
import { datesFor, opened, type DueFact } from '../../kit/v1/index.ts';
import type { Context } from './types.ts';

/** Both items, as the calendar gives their dates; the plan's is a later one where its own has passed at the opening. */
export function dueAtTheBeginning(context: Context, due: DueFact): readonly DueItem[] {
  const usual = datesFor(due, 'plan');
  const hasPassed = usual !== undefined && usual.due <= context.at;
  const plan = (hasPassed ? datesFor(due, 'planOpenedLate') : undefined) ?? usual;
  const direction = datesFor(due, 'direction');
  const withPlan = plan === undefined ? context.dueItems : opened(context, 'plan', plan, { roles: ['centreStaff'] });
  if (direction === undefined) return withPlan;
  return opened({ dueItems: withPlan }, 'direction', direction, { roles: ['centreStaff'] });
}
