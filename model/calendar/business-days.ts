/**
 * Business days in Japan: no Saturday, Sunday or national holiday (国民の祝日), and none of 29 December – 3 January
 * (行政機関の休日に関する法律, Act on Holidays of Administrative Organs). Statecharts must never import this: the list
 * of holidays would come into the workflow bundle and change under running instances.
 */
import holidays from '@holiday-jp/holiday_jp/lib/holidays.js';
import type { LocalDate } from '../identifiers.ts';
import type { Text } from '../text.ts';
import { addDays, startOfDate } from '../japan-time.ts';

const DAY = 24 * 60 * 60 * 1000;
const names = new Map(Object.entries(holidays));
const known: ReadonlySet<string> = new Set(names.keys());
const knownYears = [...known].map((date) => Number(date.slice(0, 4)));

/** First and last calendar year whose national holidays are known. */
export const holidayYears: { readonly first: number; readonly last: number } = {
  first: Math.min(...knownYears),
  last: Math.max(...knownYears),
};

/** True when the holidays of all of a fiscal year, and of the rest of the calendar year it ends in, are known. */
export function holidaysKnownFor(fiscalYear: number): boolean {
  return fiscalYear >= holidayYears.first && fiscalYear + 1 <= holidayYears.last;
}

/**
 * True for a Saturday, a Sunday, a national holiday or a substitute for one (振替休日), and 29 December – 3 January. For
 * years whose holidays nobody knows yet: weekends and the turn of the year alone.
 */
export function isClosed(date: LocalDate): boolean {
  const monthDay = date.slice(5);
  return isWeekend(date) || monthDay >= '12-29' || monthDay <= '01-03' || known.has(date);
}

/** The national holiday that a date is, by its name. */
export function holidayOf(date: LocalDate): Text | undefined {
  const found = names.get(date);
  return found && { ja: found.name, en: found.name_en };
}

/** The date itself, or the first business day after it. */
export function businessDayFrom(date: LocalDate): LocalDate {
  const days = businessDays();
  const place = firstNotBefore(days, dayNumber(date));
  if (place === 0 || place >= days.length) return step(isClosed(date) ? date : addDays(date, -1), 1);
  return dateOf(days[place] ?? 0);
}

/** The business day that lies `count` business days later (earlier when negative); the date itself for 0. */
export function addBusinessDays(date: LocalDate, count: number): LocalDate {
  if (count === 0) return date;
  const days = businessDays();
  const number = dayNumber(date);
  const place = firstNotBefore(days, number);
  const open = days[place] === number;
  // From a closed day the first step forward is the next business day, which stands at `place` already.
  const to = place + count - (count > 0 && !open ? 1 : 0);
  if (place === 0 || to < 0 || place >= days.length || to >= days.length) return step(date, count);
  return dateOf(days[to] ?? 0);
}

/**
 * How many business days lie after the first date up to the second, this included; negative when the second is earlier: the
 * business days that have passed since. 0 on the day itself. Both dates lie between 1990 and 2060.
 */
export function businessDaysUntil(from: LocalDate, to: LocalDate): number {
  const days = businessDays();
  return firstNotBefore(days, dayNumber(to) + 1) - firstNotBefore(days, dayNumber(from) + 1);
}

/** Day by day, for dates far from today. */
function step(date: LocalDate, count: number): LocalDate {
  const direction = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0; left -= 1) {
    do day = addDays(day, direction);
    while (isClosed(day));
  }
  return day;
}

let table: readonly number[] | undefined;

/** Numbers of the business days from 1990 to 2060, ascending: counting in a table instead of day by day. */
function businessDays(): readonly number[] {
  if (table !== undefined) return table;
  const days: number[] = [];
  const last = dayNumber('2060-12-31');
  for (let day = dayNumber('1990-01-01'); day <= last; day += 1) if (!isClosed(dateOf(day))) days.push(day);
  table = days;
  return days;
}

/** Place of the first number that is not smaller; the length when all are. */
function firstNotBefore(days: readonly number[], number: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Days since 1970-01-01. Throws RangeError when the text is no date. */
function dayNumber(date: LocalDate): number {
  return Math.floor((startOfDate(date) + DAY) / DAY);
}

function dateOf(day: number): LocalDate {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function isWeekend(date: LocalDate): boolean {
  // 1 January 1970 was a Thursday.
  const weekday = (((dayNumber(date) + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}
