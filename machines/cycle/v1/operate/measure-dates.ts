/**
 * The plan's own dates (3-11): one due item for each date, its measures a list. The post that owns a measure is reminded;
 * the item is met when every measure of that date is carried out.
 */
import { z } from 'zod';
import type { Audience, DueItem, Json } from '../../../core/index.ts';
import type { DepartmentId, LocalDate } from '../../../../model/identifiers.ts';
import {
  audienceOf,
  datesFor,
  endOfDate,
  fiscalYearDates,
  opened,
  openItem,
  without,
  type Change,
  type DueFact,
} from '../../../kit/v1/index.ts';
import { isSelfInspected, missing, missingOf, recordersOf } from '../inspect/departments.ts';
import type { Context, Measure } from '../types.ts';

const PREFIX = 'measures:';

/** Id of the due item of the measures that fall due on a JST date. */
export function measuresOn(date: LocalDate): string {
  return `${PREFIX}${date}`;
}

/** True for the due item of measures of the plan. */
export function isOfMeasures({ id }: Pick<DueItem, 'id'>): boolean {
  return id.startsWith(PREFIX);
}

const submittedIn = z.object({
  plan: z.object({ submitted: z.object({ measures: z.array(z.object({ due: z.string() })) }).optional() }),
  adoption: z.object({
    submitted: z.object({ plan: z.object({ measures: z.array(z.object({ due: z.string() })) }).optional() }).optional(),
  }),
});

/** What is asked of the calendar before a plan that was submitted, or handed in to be adopted, comes into force. */
export function measureDatesAsked(context: Json): { id: string; date: LocalDate }[] {
  const { data } = submittedIn.safeParse(context);
  const measures = [...(data?.plan.submitted?.measures ?? []), ...(data?.adoption.submitted?.plan?.measures ?? [])];
  return [...new Set(measures.map(({ due }) => due))].sort().map((date) => ({ id: measuresOn(date), date }));
}

/** True when a measure of the plan is carried out: reported done, held, recorded, or its audit reported. */
export function isCarriedOut(context: Context, measure: Measure): boolean {
  const { trainings, audits, measureReports } = context;
  const { id, kind } = measure;
  switch (kind) {
    case 'training':
      return trainings.some((held) => held.measure === id);
    case 'selfInspection':
      return isSelfInspected(context, measure);
    case 'audit':
      return audits.some(({ programmeItem, end }) => programmeItem === id && end === 'reported');
    default:
      return measureReports[id]?.status === 'done';
  }
}

/** The measures of a due item that are still to be carried out; no department inspects itself once the year is judged. */
export function openMeasures(context: Context, { id }: Pick<DueItem, 'id'>): readonly Measure[] {
  return (context.plan.approved?.measures ?? []).filter(
    (measure) =>
      measuresOn(measure.due) === id &&
      !isCarriedOut(context, measure) &&
      !(measure.kind === 'selfInspection' && context.judgement !== undefined),
  );
}

/** Whose self-inspection a due item waits for: the calendar's own date of it, and those of the plan. */
export function missingAt(context: Context, item: Pick<DueItem, 'id'>): readonly DepartmentId[] {
  if (item.id === 'selfInspection') return missing(context);
  if (!isOfMeasures(item)) return [];
  return [...new Set(openMeasures(context, item).flatMap((measure) => missingOf(context, measure)))];
}

/**
 * The due items with those of the plan in force: what it no longer names goes, what was met stays met, and an item of
 * measures that an amendment moved keeps the first date they had. Dates before the year – of an adopted plan – stand in it.
 */
export function measureItems(context: Context, due: DueFact): readonly DueItem[] {
  const { first: begins } = fiscalYearDates(context.year);
  const measures = (context.plan.approved?.measures ?? []).filter((measure) => measure.due >= begins);
  const gone = context.dueItems.filter(
    (item) => isOfMeasures(item) && !measures.some((one) => measuresOn(one.due) === item.id),
  );
  const dates = [...new Set(measures.map((measure) => measure.due))].sort();
  const dueItems = dates.reduce<readonly DueItem[]>(
    (items, date) => withDate({ ...context, dueItems: items }, date, due),
    without(context, ...gone.map(({ id }) => id)),
  );
  return measuresMet({ ...context, dueItems });
}

function withDate(context: Context, date: LocalDate, due: DueFact): readonly DueItem[] {
  const id = measuresOn(date);
  const ofDate = (context.plan.approved?.measures ?? []).filter((measure) => measure.due === date);
  const roles = [...new Set(ofDate.map(({ owner }) => owner.role))];
  const known = context.dueItems.find((item) => item.id === id);
  if (known !== undefined) return context.dueItems.map((item) => (item === known ? { ...item, roles } : item));
  const found = datesFor(due, id);
  if (found === undefined) return context.dueItems;
  const first = ofDate.map(({ firstDue }) => endOfDate(firstDue ?? date) ?? found.due);
  return opened(context, id, found, { roles }, Math.min(found.due, ...first));
}

/** The due items with those met whose measures are all carried out; one with something open again is not met. */
export function measuresMet(context: Context): readonly DueItem[] {
  return context.dueItems.map((item) => {
    if (!isOfMeasures(item)) return item;
    const isDone = openMeasures(context, item).length === 0;
    if (isDone === (item.met !== undefined)) return item;
    const { met: _, ...open } = item;
    return isDone ? { ...item, met: context.at } : open;
  });
}

/** A change by which a measure may be carried out: its due item is met with it. */
export function withMeasuresMet(context: Context, change: Change<Context>): Change<Context> {
  return { ...change, dueItems: measuresMet({ ...context, ...definedOf(change) }) };
}

function definedOf(change: Change<Context>): Partial<Context> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/**
 * The posts that own what is still to be carried out, and the departments whose self-inspection is missing – unless the
 * calendar's own date of that reminds them, because it comes no later.
 */
export function ownersOf(context: Context, item: DueItem): readonly Audience[] {
  const owners = openMeasures(context, item).map(({ owner }) => owner);
  const posts = new Map(owners.map((owner) => [JSON.stringify(owner), owner]));
  const ownDate = openItem(context, 'selfInspection')?.due ?? Infinity;
  const departments = ownDate <= item.due ? [] : missingAt(context, item);
  return [
    ...[...posts.values()].map(({ role, department }) =>
      audienceOf(context, { roles: [role], ...(department === undefined ? {} : { department }) }),
    ),
    ...departments
      .filter((department) => !owners.some((owner) => owner.department === department))
      .map((department) => recordersOf(context, department)),
  ];
}
