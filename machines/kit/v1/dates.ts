/** Dates in Japan. Statecharts compare instants; holidays and ladders are the server's business and come as facts. */
import type { Instant, LocalDate } from '../../../model/identifiers.ts';
import {
  addDays,
  dateInJapan,
  dateInWords,
  endOfDate as endOfKnownDate,
  fiscalYearDates,
  fiscalYearOf,
  isLocalDate,
} from '../../../model/japan-time.ts';

export { addDays, dateInJapan, dateInWords, fiscalYearDates };

/** Milliseconds of a day. */
export const DAY = 24 * 60 * 60 * 1000;

/** The last date there is: what asks for "from then on". */
export const FAR_FUTURE: LocalDate = '9999-12-31';

/** 24:00 JST of a date; `undefined` for one that does not exist, so that rules stay total. */
export function endOfDate(date: LocalDate): Instant | undefined {
  return isLocalDate(date) ? endOfKnownDate(date) : undefined;
}

/** True for a date that exists and is not after today in Japan. */
export function isPastOrToday(date: LocalDate, at: Instant): boolean {
  return isLocalDate(date) && date <= dateInJapan(at);
}

/** Days from one date to another. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** The fiscal year 年度 an instant lies in (1 April – 31 March JST). */
export function fiscalYearAt(at: Instant): number {
  return fiscalYearOf(dateInJapan(at));
}
