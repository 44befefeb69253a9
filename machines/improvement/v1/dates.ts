import type { Instant, LocalDate } from '../../../model/identifiers.ts';

/**
 * Dates in Japan. A published version never changes its behaviour, so it keeps this arithmetic for itself; Japan has
 * had no daylight saving time since 1951. Holidays are the server's business and come as facts.
 */
const JAPAN_OFFSET = 9 * 60 * 60 * 1000;

/** Milliseconds of a day. */
export const DAY = 24 * 60 * 60 * 1000;

/** The last date there is: what asks for "from then on". */
export const FAR_FUTURE: LocalDate = '9999-12-31';

/** The date in Japan at an instant. */
export function dateInJapan(at: Instant): LocalDate {
  return new Date(at + JAPAN_OFFSET).toISOString().slice(0, 10);
}

/** The date that lies `days` later. Throws RangeError when the text is no date. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Days from one date to another. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** The fiscal year 年度 an instant lies in (1 April – 31 March JST). */
export function fiscalYearAt(at: Instant): number {
  const date = dateInJapan(at);
  const year = Number(date.slice(0, 4));
  return date.slice(5) >= '04-01' ? year : year - 1;
}
