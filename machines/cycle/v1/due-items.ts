/** What is still due, and who is reminded of it. */
import type { Audience, Cause, DueItem } from '../../core/index.ts';
import type { Instant } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import { audienceOf, reminders, fiscalYearAt } from '../../kit/v1/index.ts';
import { isOfAdvice } from './advice.ts';
import { remindedOf } from './inspect/departments.ts';
import { isOfMeasures, ownersOf } from './operate/measure-dates.ts';
import { isClosable } from './outstanding.ts';
import { askedItem, askedNow } from './planning/asked.ts';
import type { Context } from './types.ts';

/**
 * What is still due. After the evaluation the year is not overdue (評価済（改善継続中）): only expired exceptions, advice
 * put off whose date comes, and the close once nothing but the CISO's act is missing.
 */
export function openDue(context: Context): readonly DueItem[] {
  if (context.end !== undefined || context.withdrawn !== undefined) return [];
  const open = context.dueItems.filter((item) => item.met === undefined);
  if (context.evaluation === undefined) return open.filter((item) => item.id !== 'close');
  const outlives = (item: DueItem): boolean => item.id === 'exception' || isOfAdvice(item);
  return open.filter((item) => outlives(item) || (item.id === 'close' && isClosable(context)));
}

/**
 * What is reminded of: what is still due, and after the evaluation what standards are asked for (an edition, a directive)
 * until the next year's cycle, which begins before that year does, reminds of it in this one's place.
 */
export function remindedDue(context: Context): readonly DueItem[] {
  const { evaluation, end, withdrawn, at, year, dueItems } = context;
  const open = openDue(context);
  // The planning day of the next year is never later than 1 April.
  if (evaluation === undefined || end !== undefined || withdrawn !== undefined || fiscalYearAt(at) > year) return open;
  const asked = new Set(askedNow(context).map(askedItem));
  return [...open, ...dueItems.filter((item) => item.met === undefined && asked.has(item.id))];
}

/** The close falls due only when nothing else is missing: rungs that passed before that were not missed. */
function sinceClosable(item: DueItem, at: Instant): DueItem {
  if (item.id !== 'close') return item;
  const passed = item.rungs.filter((rung) => rung <= at).length;
  return { ...item, rungs: item.rungs.slice(Math.max(0, passed - 1)) };
}

/** Roles at a supervising ministry that answer for its contacts. */
export const ministryPosts = ['manager', 'supervisingStaff'] as const satisfies readonly Role[];

/** What of it is this body's: a contact missing at a ministry is the ministry's overdue. */
export function ownDue(context: Context): readonly DueItem[] {
  return openDue(context).filter((item) => item.id !== 'ministryContact');
}

/** Each open item's post is reminded – of a contact missing there, the ministry – and those further up of an escalation. */
export function remindersOf(context: Context): readonly Cause[] {
  return reminders(context, {
    items: remindedDue(context).map((item) => sinceClosable(item, context.at)),
    audiences: (item) => audiences(context, item),
  });
}

function audiences(context: Context, item: DueItem): readonly Audience[] {
  if (item.id === 'ministryContact') {
    return (context.structure?.withoutContact ?? []).map((organisation) => ({ roles: ministryPosts, organisation }));
  }
  if (item.id === 'selfInspection') return remindedOf(context, item);
  return isOfMeasures(item) ? ownersOf(context, item) : [audienceOf(context, item)];
}
