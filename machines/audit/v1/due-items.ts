/** The audit's due items: when the report is due, and until when the audited departments may comment. */
import type { Audience, Cause, DueItem } from '../../core/index.ts';
import { datesFor, movedBasis, opened, reminders, type DueFact } from '../../kit/v1/index.ts';
import { leader } from './leadership.ts';
import { silentDepartments, type Context } from './types.ts';

/** The items with the date until which departments may comment. It ends by itself; nobody is overdue with it. */
export function commentDue(context: Context, due: DueFact): readonly DueItem[] {
  const dates = datesFor(due, 'comment');
  if (dates === undefined) return context.dueItems;
  const before = context.dueItems.find((item) => item.id === 'comment');
  const isMoved = before !== undefined && before.due !== dates.due;
  const basis = isMoved ? movedBasis(before, dates.due, 'revised') : dates.basis;
  return opened(context, 'comment', { ...dates, escalations: [], basis }, { roles: ['officer'] });
}

/** Whoever leads is reminded of the report, departments that are silent of their comments. */
export function remindersOf(context: Context): readonly Cause[] {
  return reminders(context, { audiences: (item) => audiences(context, item) });
}

function audiences(context: Context, { id }: DueItem): readonly Audience[] {
  if (id !== 'comment') return [leader(context)];
  const { organisation } = context;
  return silentDepartments(context).map((department) => ({
    roles: ['officer', 'divisionOfficer'],
    organisation,
    department,
  }));
}
