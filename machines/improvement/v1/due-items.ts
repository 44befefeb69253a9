/** Due items: what falls due when, whom it reminds, and what stays of the first date. */
import { comeDue } from '../../core/index.ts';
import type { Audience, Cause, DueItem } from '../../core/index.ts';
import type { Instant } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import { dateInJapan } from './dates.ts';
import type { DueFact } from './facts.ts';
import { ownerOf, type Context } from './types.ts';

/** Days for naming an owner, and for the plan of a further round; the calendar makes dates of them. */
export const DAYS_FOR_OWNER = 14;
export const DAYS_FOR_NEXT_PLAN = 14;
/** Days for the verification after the observation has ended. */
export const DAYS_FOR_VERIFICATION = 28;

/** An item that is not met. */
export function openItem(context: Pick<Context, 'dueItems'>, id: string): DueItem | undefined {
  return context.dueItems.find((item) => item.id === id && item.met === undefined);
}

/** Dates an item gets, as the calendar gave them. */
export type Dates = Pick<DueItem, 'due' | 'rungs' | 'escalations' | 'basis'>;

/** The dates facts bring for an item; `undefined` when they bring none. */
export function datesFor(due: DueFact | undefined, id: string): Dates | undefined {
  const found = due?.find((fact) => fact.id === id);
  if (found === undefined) return undefined;
  const { due: instant, rungs, escalations, basis } = found;
  return { due: instant, rungs, escalations, basis };
}

/**
 * The items with one opened (again); the first due instant it ever had stays its `original`. Without dates – a tell that
 * brought none – an item that is open stays as it is.
 */
export function opened(
  context: Pick<Context, 'dueItems' | 'originals'>,
  id: string,
  dates: Dates | undefined,
  post: { readonly roles: readonly Role[]; readonly department?: string },
): Pick<Context, 'dueItems' | 'originals'> {
  if (dates === undefined) return { dueItems: context.dueItems, originals: context.originals };
  const original = context.originals[id] ?? dates.due;
  const item: DueItem = { id, original, ...dates, ...post };
  return {
    dueItems: [...context.dueItems.filter((other) => other.id !== id), item],
    originals: { ...context.originals, [id]: original },
  };
}

/** The items with one met. */
export function met(items: readonly DueItem[], id: string, at: Instant): readonly DueItem[] {
  return items.map((item) => (item.id === id && item.met === undefined ? { ...item, met: at } : item));
}

/** The items without those of a round that is over. */
export function without(items: readonly DueItem[], ids: readonly string[]): readonly DueItem[] {
  return items.filter(({ id }) => !ids.includes(id));
}

/**
 * The items with one moved to a later date. What is left of its old ladder stays beside the new one, and its escalations
 * stay as they are: both go on counting from the first date.
 */
export function extended(items: readonly DueItem[], id: string, dates: Dates, at: Instant): readonly DueItem[] {
  return items.map((item) => {
    if (item.id !== id) return item;
    const rungs = [...new Set([...item.rungs.filter((rung) => rung > at), ...dates.rungs])].sort((a, b) => a - b);
    return { ...item, due: dates.due, rungs, basis: movedBasis(item, dates.due) };
  });
}

/** The items with one that had been due before these dates moved to them: the action before it came later. */
export function notBefore(items: readonly DueItem[], id: string, dates: Dates | undefined): readonly DueItem[] {
  return items.map((item) => {
    if (dates === undefined || item.id !== id || item.due >= dates.due) return item;
    return { ...item, ...dates, basis: movedBasis(item, dates.due) };
  });
}

/** What a date rests on after it was moved by more time. */
function movedBasis(item: DueItem, due: Instant): NonNullable<DueItem['basis']> {
  const from = dateInJapan(item.due - 1);
  const { basis = { kind: 'given' as const, own: dateInJapan(item.original - 1) } } = item;
  return { ...basis, moved: [...(basis.moved ?? []), { from, to: dateInJapan(due - 1), reason: 'extended' }] };
}

/** Who at the supervising ministries is told of what stays overdue, where the body opened that. */
const supervisors: readonly Role[] = ['manager', 'supervisingStaff'];

/** One notice per open item of which a rung has come since the last time, to each who must act; escalations further up. */
export function reminders(context: Context): Cause[] {
  const { organisation } = context;
  return comeDue(context.dueItems, context.lastRung, context.at).flatMap(({ item, reminder, escalated }) => {
    const { id: dueItem } = item;
    const topic = topicOf(item, context.at);
    const to = audiences(context, item, topic);
    const causes = to.map((audience): Cause => ({
      kind: 'notify',
      to: audience,
      topic,
      dueItem,
      ...(reminder === undefined ? {} : { reminder }),
    }));
    const cisoActs = to.some((audience) => 'roles' in audience && audience.roles.includes('ciso'));
    const further = escalated
      .filter((one) => one.to !== 'ciso' || !cisoActs)
      .map((one): Cause => ({
        kind: 'notify',
        to: one.to === 'ciso' ? { roles: ['ciso'], organisation } : { supervisorsOf: organisation, roles: supervisors },
        topic: 'escalated',
        dueItem,
        reminder: one.reminder,
      }));
    return [...(reminder === undefined ? [] : causes), ...further];
  });
}

function topicOf(item: DueItem, at: Instant): string {
  if (at >= item.due) return 'overdue';
  return at >= item.original ? 'pastFirstDue' : 'dueSoon';
}

/** Who must act on it, and once the first date has passed the head of officers too. */
function audiences(context: Context, item: DueItem, topic: string): Audience[] {
  const head: Audience = { roles: ['headOfOfficers'], organisation: context.organisation };
  const acting = actingOn(context, item.id, head);
  return topic === 'dueSoon' || acting === head ? [acting] : [acting, head];
}

function actingOn(context: Context, item: string, head: Audience): Audience {
  if (item === 'plan' && context.submitted !== undefined) return approvers(context);
  if (item === 'plan') return owner(context);
  if (item === 'done' && context.approved !== undefined) return { person: context.approved.implementer };
  if (item === 'verification' && context.approved !== undefined) return { person: context.approved.verifier };
  return head;
}

/** The owner's post as an audience; the head of officers while there is none. */
export function owner(context: Context): Audience {
  const post = ownerOf(context);
  const { organisation } = context;
  if (post === undefined) return { roles: ['headOfOfficers'], organisation };
  return {
    roles: [post.role],
    organisation,
    ...(post.department === undefined ? {} : { department: post.department }),
  };
}

/** Those who approve plans and extensions. */
export function approvers({ organisation }: Context): Audience {
  return { roles: ['headOfOfficers', 'ciso'], organisation };
}
