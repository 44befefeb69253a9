/** The improvement's due items: naming the owner, the plan, carrying it out, verifying the effect. */
import type { Audience, Cause, DueItem } from '../../core/index.ts';
import { movedBasis, opened, reminders, type Dates, type Post } from '../../kit/v1/index.ts';
import { approvers, owner } from './audiences.ts';
import type { Context } from './types.ts';

/** Days for naming an owner, and for the plan of a further round; the calendar makes dates of them. */
export const DAYS_FOR_OWNER = 14;
export const DAYS_FOR_NEXT_PLAN = 14;
/** Days for the verification after the observation has ended. */
export const DAYS_FOR_VERIFICATION = 28;

/** What a context keeps of due items: those of this round, and the first due instant of each for ever. */
type Schedule = Pick<Context, 'dueItems' | 'originals'>;

/** The items with one opened (again). Without dates – a tell that brought none – an item that is open stays as it is. */
export function scheduled(context: Schedule, id: string, dates: Dates | undefined, post: Post): Schedule {
  const { dueItems, originals } = context;
  if (dates === undefined) return { dueItems, originals };
  const original = originals[id] ?? dates.due;
  return { dueItems: opened(context, id, dates, post, original), originals: { ...originals, [id]: original } };
}

/** The items with one moved to a later date, reminded by its new ladder; escalations go on counting from the first date. */
export function extended({ dueItems }: Pick<Context, 'dueItems'>, id: string, dates: Dates): readonly DueItem[] {
  return dueItems.map((item) => {
    if (item.id !== id) return item;
    return { ...item, due: dates.due, rungs: dates.rungs, basis: movedBasis(item, dates.due, 'extended') };
  });
}

/** The items with one that had been due before these dates moved to them: the action before it came later. */
export function notBefore(
  { dueItems }: Pick<Context, 'dueItems'>,
  id: string,
  dates: Dates | undefined,
): readonly DueItem[] {
  return dueItems.map((item) => {
    if (dates === undefined || item.id !== id || item.due >= dates.due) return item;
    // Escalations go on counting from the first date.
    return { ...item, due: dates.due, rungs: dates.rungs, basis: movedBasis(item, dates.due, 'extended') };
  });
}

/** Whoever must act is reminded; once the first date has passed the head of officers too. */
export function remindersOf(context: Context): readonly Cause[] {
  return reminders(context, {
    topic: (item, stage) => reminderTopic(context, item, stage),
    audiences: (item, topic) => audiences(context, item, topic),
    escalates: (to, told) => to !== 'ciso' || !told.some((one) => 'roles' in one && one.roles.includes('ciso')),
  });
}

function reminderTopic({ at }: Context, { original }: DueItem, stage: string): string {
  if (stage === 'overdue') return 'overdue';
  return at >= original ? 'pastFirstDue' : 'reminder';
}

function audiences(context: Context, { id }: DueItem, topic: string): readonly Audience[] {
  const head: Audience = { roles: ['headOfOfficers'], organisation: context.organisation };
  const acting = actingOn(context, id) ?? head;
  return topic === 'reminder' || acting === head ? [acting] : [acting, head];
}

function actingOn(context: Context, item: string): Audience | undefined {
  const { submitted, approved } = context;
  switch (item) {
    case 'plan':
      return submitted === undefined ? owner(context) : approvers(context);
    case 'done':
      return approved && { person: approved.implementer };
    case 'verification':
      return approved && { person: context.permission?.confirmer ?? approved.verifier };
    default:
      return undefined;
  }
}
