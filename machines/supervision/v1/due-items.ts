/**
 * The dates of a year's supervision, as they are configured for all bodies: new objectives before it – plans are approved by
 * 31 March –, the result and evaluations after it, their publication soon after those. Each ministry has its own.
 */
import type { DueItem } from '../../core/index.ts';
import type { Instant, LocalDate, OrganisationId } from '../../../model/identifiers.ts';
import {
  datesFor,
  datesOrLater,
  endOfDate,
  fiscalYearDates,
  opened,
  openedForEach,
  without,
  type DueAsked,
  type DueFact,
} from '../../kit/v1/index.ts';
import { hasObjectives, holderOf, type Context } from './types.ts';

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
  return names.reduce<readonly DueItem[]>((dueItems, name) => {
    const dates = datesOrLater(context, due, name, 'late');
    return dates ? openedForEach({ dueItems }, name, ministries, dates, ['minister', 'supervisingStaff']) : dueItems;
  }, context.dueItems);
}

/** The agency's own item. */
export function withResultDue(context: Context, due: DueFact): readonly DueItem[] {
  const result = datesOrLater(context, due, 'result', 'late');
  return result ? opened(context, 'result', result, { roles: ['promotionOffice', 'ciso'] }) : context.dueItems;
}

/** Items of some ministries that fall due soon: what they are to publish or answer. A date of before is done with. */
export function withSoon(
  context: Pick<Context, 'dueItems' | 'parts'>,
  about: 'publication' | 'answer',
  ministries: readonly OrganisationId[],
  due: DueFact,
): readonly DueItem[] {
  const dates = datesFor(due, about);
  if (dates === undefined) return context.dueItems;
  const others = without(context, ...ministries.map((ministry) => `${about}:${ministry}`));
  const role = about === 'publication' ? 'supervisingStaff' : 'manager';
  return heldItems({ ...context, dueItems: openedForEach({ dueItems: others }, about, ministries, dates, [role]) });
}

/** What a former ministry left to be published or answered is due from whoever took it over, and nothing else of it. */
export function heldItems({ dueItems, parts }: Pick<Context, 'dueItems' | 'parts'>): readonly DueItem[] {
  return dueItems.flatMap((item) => {
    const part = parts.find(({ ministry }) => item.id.endsWith(`:${ministry}`));
    if (part === undefined) return [item];
    if (part.until !== undefined && !/^(publication|answer):/.test(item.id)) return [];
    return [{ ...item, organisation: holderOf(part) }];
  });
}

/** The last day of the year, or of the agency where it was abolished before. */
export function lastDay(year: number, abolishedOn: LocalDate | undefined): LocalDate {
  const { last } = fiscalYearDates(year);
  return abolishedOn !== undefined && abolishedOn < last ? abolishedOn : last;
}

/** The instant from which it is over. */
export function overFrom({ year, competent }: Pick<Context, 'year' | 'competent'>): Instant {
  return endOfDate(lastDay(year, competent.to)) ?? 0;
}
