/**
 * The dates of a year's supervision (D: all of them configuration of ours): new objectives by the end of February before it –
 * plans are approved by 31 March –, the result by 30 June after it, evaluations by 31 August, their publication ten business
 * days later. Each ministry has its own.
 */
import type { Cause, DueItem } from '../../core/index.ts';
import type { LocalDate, OrganisationId } from '../../../model/identifiers.ts';
import { addDays, datesFor, movedBasis, opened, reminders, type Dates, type DueFact } from '../../kit/v1/index.ts';
import { dateInJapan } from '../../kit/v1/index.ts';
import { hasObjectives, type Context } from './types.ts';

/** Business days until what was past already when it began. */
const LATE = 20;
/** Business days from an evaluation to its publication, from advice to its answer. */
const SOON = 10;

/** What is asked of the calendar. */
export function datesAsked(year: number) {
  return [
    { id: 'objective', date: lastOfFebruary(year) },
    { id: 'late', inBusinessDays: LATE },
    { id: 'result', date: `${year + 1}-06-30` },
    { id: 'evaluation', date: `${year + 1}-08-31` },
    { id: 'soon', inBusinessDays: SOON },
  ];
}

/** What alone is asked by what falls due soon after it. */
export const soonAsked = () => ({ due: { items: [{ id: 'soon', inBusinessDays: SOON }] } });

function lastOfFebruary(year: number): LocalDate {
  return addDays(`${year}-03-01`, -1);
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
  const dates = datesFor(due, 'soon');
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
