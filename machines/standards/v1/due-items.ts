/** Until when each ministry may give its opinion. It ends by itself; nobody is overdue with it. */
import type { DueItem } from '../../core/index.ts';
import { datesFor, opened, type DueFact } from '../../kit/v1/index.ts';
import type { Asked, Context } from './types.ts';

/** The items with the date of each ministry that is asked now. */
export function opinionsDue(
  context: Context,
  due: DueFact,
  ministries: readonly Pick<Asked, 'ministry' | 'name'>[],
): readonly DueItem[] {
  const dates = datesFor(due, 'opinion');
  if (dates === undefined) return context.dueItems;
  return ministries.reduce((dueItems, { ministry: organisation, name }) => {
    const id = `opinion:${organisation}`;
    const roles = ['ciso', 'headOfOfficers', 'promotionOffice'] as const;
    const items = opened({ dueItems }, id, { ...dates, escalations: [] }, { roles, organisation });
    return items.map((item) => (item.id === id ? { ...item, name } : item));
  }, context.dueItems);
}
