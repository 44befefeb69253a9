/**
 * The dates of a year's supervision, as they are configured for all bodies: new objectives before it – plans are approved by
 * 31 March –, the result and evaluations after it, their publication soon after those. Each ministry has its own.
 */
import type { Cause, DueItem } from '../../core/index.ts';
import type { LocalDate, OrganisationId } from '../../../model/identifiers.ts';
import {
  datesFor,
  movedBasis,
  opened,
  reminders,
  type Dates,
  type DueAsked,
  type DueFact,
} from '../../kit/v1/index.ts';
import { dateInJapan } from '../../kit/v1/index.ts';
import { hasObjectives, type Context } from './types.ts';

/** What is asked of the calendar; `late`: until when what was past already when it began. */
export function datesAsked(year: number): readonly DueAsked[] {
  return [
    { day: 'objective', year },
    { term: 'late' },
    { day: 'result', year },
    { day: 'evaluation', year },
    { term: 'publication' },
  ];
}

/** The items with those of ministries that are new. */
export function withDatesOf(context: Context, ministries: readonly OrganisationId[], due: DueFact): readonly DueItem[] {
  const names = hasObjectives(context) ? ['objective', 'evaluation'] : ['evaluation'];
  const dated = ministries.flatMap((organisation) => names.map((name) => ({ organisation, name })));
  return dated.reduce<readonly DueItem[]>((dueItems, { organisation, name }) => {
    const dates = datesOrLate(context, name, due);
    const post = { roles: ['minister', 'supervisingStaff'], organisation } as const;
    return dates === undefined ? dueItems : opened({ dueItems }, `${name}:${organisation}`, dates, post);
  }, context.dueItems);
}

/** Its own date, or – past when it begins, so that nothing is overdue at birth – some business days from then, saying so. */
function datesOrLate({ at }: Pick<Context, 'at'>, name: string, due: DueFact): Dates | undefined {
  const [own, late] = [datesFor(due, name), datesFor(due, 'late')];
  if (own === undefined || late === undefined || own.due > at) return own;
  const basis = movedBasis({ id: '', original: own.due, roles: [], ...own }, late.due, 'openedLate');
  return { ...late, basis };
}

/** The agency's own item. */
export function withResultDue(context: Context, due: DueFact): readonly DueItem[] {
  const result = datesOrLate(context, 'result', due);
  return result === undefined
    ? context.dueItems
    : opened(context, 'result', result, { roles: ['promotionOffice', 'ciso'] });
}

/** Items of some ministries that fall due soon: what they are to publish, answer or receive. */
export function withSoon(
  context: Pick<Context, 'dueItems'>,
  about: 'publication' | 'answer',
  ministries: readonly OrganisationId[],
  due: DueFact,
): readonly DueItem[] {
  const dates = datesFor(due, about);
  if (dates === undefined) return context.dueItems;
  const roles = about === 'publication' ? (['supervisingStaff'] as const) : (['manager'] as const);
  return ministries.reduce<readonly DueItem[]>(
    (dueItems, organisation) =>
      opened({ dueItems }, `${about}:${organisation}`, dates, { roles, organisation }, dates.due),
    context.dueItems,
  );
}

/** Reminders, each to whoever owes it in its body. */
export function remindersOf(context: Context): readonly Cause[] {
  return reminders(context);
}

/** True when the year is over on a day, or the agency was abolished before. */
export function isOver({ year, abolishedOn }: Pick<Context, 'year' | 'abolishedOn'>, day: LocalDate): boolean {
  return day >= `${year + 1}-04-01` || (abolishedOn !== undefined && abolishedOn < day);
}

/** Whether the year is over now. */
export function isOverNow(context: Pick<Context, 'year' | 'abolishedOn' | 'at'>): boolean {
  return isOver(context, dateInJapan(context.at));
}
