import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { addBusinessDays } from '../../model/calendar/business-days.ts';
import { dueFor } from '../../model/calendar/due-date.ts';
import type { CalendarSettings } from '../../model/calendar/settings.ts';
import {
  governmentDay,
  governmentDays,
  governmentTerms,
  shippedGovernmentDates,
  type GovernmentDates,
} from '../../model/government-dates.ts';
import type { Instant, LocalDate } from '../../model/identifiers.ts';
import { addDays, dateInJapan, isLocalDate } from '../../model/japan-time.ts';
import type { Calendars } from '../../contract/records/calendars.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { governmentDatesAt } from '../registers/government-dates.ts';

const itemSchema = z.union([
  z.object({ id: z.string(), date: z.string() }),
  /** So many days after today. */
  z.object({ id: z.string(), inDays: z.int().min(0).max(10_000) }),
  /** A term of procedures between bodies, counted from a day; from today where none is named. */
  z.object({ term: z.enum(governmentTerms), from: z.string().optional() }),
  z.object({ term: z.literal('planOpenedLate') }),
  /** A day of theirs, of the procedure's fiscal year. */
  z.object({ day: z.enum(governmentDays), year: z.int() }),
]);
type Item = z.output<typeof itemSchema>;
const askSchema = z.object({ items: z.array(itemSchema) });

/**
 * Fact `due`: dates as the body's calendar takes them – due instants, reminders, escalations, and what each rests on. A
 * date that does not exist is left out: the rules then refuse.
 */
export async function due(
  db: Database,
  calendars: Pick<Calendars, 'of'>,
  { organisation, ask, at }: FactScope,
): Promise<Json> {
  const named = askSchema.parse(ask).items.some((item) => 'term' in item || 'day' in item);
  const dates = named ? await governmentDatesAt(db, at) : undefined;
  return dueUnder(await calendars.of(organisation, at), ask, at, dates);
}

/** The same under a calendar, and what is configured for all bodies. */
export function dueUnder(
  settings: CalendarSettings,
  ask: Json | undefined,
  at: Instant,
  dates: GovernmentDates = shippedGovernmentDates,
): Json {
  const found = askSchema
    .parse(ask)
    .items.map((item) => ({ id: idOf(item), date: dateOf(item, dateInJapan(at), dates) }))
    .filter((item) => isLocalDate(item.date) && item.date >= '1952-01-01' && item.date <= '9000-12-31')
    .map(({ id, date }) => ({ id, ...dueFor(date, at, settings) }));
  return JSON.parse(JSON.stringify(found));
}

function idOf(item: Item): string {
  if ('id' in item) return item.id;
  return 'term' in item ? item.term : item.day;
}

function dateOf(item: Item, today: LocalDate, dates: GovernmentDates): LocalDate {
  if ('date' in item) return item.date;
  if ('inDays' in item) return addDays(today, item.inDays);
  if ('day' in item) return governmentDay(dates, item.day, item.year);
  if (item.term === 'planOpenedLate') return addDays(today, dates.planOpenedLateDays);
  const { from = today, term } = item;
  return isLocalDate(from) ? addBusinessDays(from, dates[`${term}Days`]) : from;
}
