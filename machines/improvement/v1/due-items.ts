/** Due items: what falls due when, whom it reminds, and what stays of the first date. */
import type { Audience, Cause, DueItem } from '../../core.ts';
import type { Instant } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import { DAY, endOfDayAfter } from './dates.ts';
import { ownerOf, type Context } from './types.ts';

/** Days for naming an owner, and for the plan of a further round; simple and fixed, the calendar may refine them. */
export const DAYS_FOR_OWNER = 14;
export const DAYS_FOR_NEXT_PLAN = 14;
/** Days for the verification after the observation has ended. */
export const DAYS_FOR_VERIFICATION = 28;

/** An item that is not met. */
export function openItem(context: Pick<Context, 'dueItems'>, id: string): DueItem | undefined {
  return context.dueItems.find((item) => item.id === id && item.met === undefined);
}

/** Dates an item gets. */
interface Dates {
  readonly due: Instant;
  readonly rungs: readonly Instant[];
}

/** A due instant `days` after now at 24:00 JST, with reminders at 09:00 JST a week before, that day, and every 5 days after. */
export function simpleDates(at: Instant, days: number): Dates {
  const due = endOfDayAfter(at, days);
  const rungs = [-7, 0, 5, 10, 15, 20, 25, 30].map((offset) => due + (offset - 1) * DAY + 9 * 3_600_000);
  return { due, rungs: rungs.filter((rung) => rung > at) };
}

/** The items with one opened (again); the first due instant it ever had stays its `original`. */
export function opened(
  context: Pick<Context, 'dueItems' | 'originals'>,
  id: string,
  dates: Dates,
  post: { readonly roles: readonly Role[]; readonly department?: string },
): Pick<Context, 'dueItems' | 'originals'> {
  const original = context.originals[id] ?? dates.due;
  const item: DueItem = { id, due: dates.due, original, rungs: dates.rungs, ...post };
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
 * The items with one moved to a later date. What is left of its old ladder stays beside the new one: reminders and
 * escalation go on counting from the first date.
 */
export function extended(items: readonly DueItem[], id: string, dates: Dates, at: Instant): readonly DueItem[] {
  return items.map((item) => {
    if (item.id !== id) return item;
    const rungs = [...new Set([...item.rungs.filter((rung) => rung > at), ...dates.rungs])].sort((a, b) => a - b);
    return { ...item, due: dates.due, rungs };
  });
}

/** The items with one due no earlier than an instant, moved by whole weeks so that reminders keep their weekdays. */
export function notBefore(items: readonly DueItem[], id: string, earliest: Instant): readonly DueItem[] {
  return items.map((item) => {
    if (item.id !== id || item.due >= earliest) return item;
    const later = Math.ceil((earliest - item.due) / (7 * DAY)) * 7 * DAY;
    return { ...item, due: item.due + later, rungs: item.rungs.map((rung) => rung + later) };
  });
}

/** The earliest reminder to come; `undefined` when nothing open has one. */
export function nextRung(context: Pick<Context, 'dueItems' | 'lastRung'>): Instant | undefined {
  const rungs = context.dueItems
    .filter((item) => item.met === undefined)
    .flatMap((item) => item.rungs.filter((rung) => rung > context.lastRung));
  return rungs.length === 0 ? undefined : Math.min(...rungs);
}

/** One notice per open item of which a reminder has passed since the last time, to each who must act on it. */
export function reminders(context: Context): Cause[] {
  return context.dueItems
    .filter((item) => item.met === undefined)
    .filter((item) => item.rungs.some((rung) => context.lastRung < rung && rung <= context.at))
    .flatMap((item) => {
      const topic = topicOf(item, context.at);
      return audiences(context, item, topic).map((to): Cause => ({ kind: 'notify', to, topic, dueItem: item.id }));
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
