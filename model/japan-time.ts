import type { Instant, LocalDate } from './identifiers.ts';

/**
 * Dates and fiscal years in Japan. Japan has had no daylight saving time since 1951, so Asia/Tokyo is a
 * fixed nine hours ahead of UTC and the arithmetic is exact whatever the process's own time zone is.
 */
const JAPAN_OFFSET = 9 * 60 * 60 * 1000;
const DAY = 24 * 60 * 60 * 1000;

/** The day asked for last, counted from 1970-01-01, and its date: rules ask for the same day over and over. */
let last = { day: 0, date: '1970-01-01' };

/** The date in Japan at an instant. Throws RangeError when the instant is none. */
export function dateInJapan(at: Instant): LocalDate {
  const day = Math.floor((at + JAPAN_OFFSET) / DAY);
  if (day !== last.day) last = { day, date: new Date(day * DAY).toISOString().slice(0, 10) };
  return last.date;
}

/** 00:00 JST of a date. Throws RangeError when the text is not a date that exists. */
export function startOfDate(date: LocalDate): Instant {
  const at = instantOf(date);
  if (at === undefined) throw new RangeError(`not a date: ${date}`);
  return at - JAPAN_OFFSET;
}

/** 24:00 JST of a date: a due item is met as long as the act lies before this instant. */
export function endOfDate(date: LocalDate): Instant {
  return startOfDate(date) + DAY;
}

/** True for a `YYYY-MM-DD` that exists in the calendar. */
export function isLocalDate(text: string): boolean {
  return instantOf(text) !== undefined;
}

/** 00:00 UTC of a date; undefined when there is none of that text. */
function instantOf(text: string): Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  // Of a day that its month does not have, e.g. 2026-02-30, the next month's is made.
  return new Date(at).getUTCDate() === Number(text.slice(8)) ? at : undefined;
}

/** The date that lies `days` later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateInJapan(startOfDate(date) + days * DAY);
}

/** The fiscal year 年度 a date lies in: 2027-03-31 is in 2026. */
export function fiscalYearOf(date: LocalDate): number {
  const year = Number(date.slice(0, 4));
  return date.slice(5) >= '04-01' ? year : year - 1;
}

/** First and last date of a fiscal year: 1 April and 31 March. */
export function fiscalYearDates(year: number): { first: LocalDate; last: LocalDate } {
  return { first: `${year}-04-01`, last: `${year + 1}-03-31` };
}

/** 令和8年度 for 2026. Years before Reiwa (2019) are given in the western count. */
export function fiscalYearName(year: number): { ja: string; en: string } {
  return { ja: year >= 2019 ? `令和${year === 2019 ? '元' : year - 2018}年度` : `${year}年度`, en: `FY${year}` };
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** 2026年11月30日 for 2026-11-30. What is no date stays as it is. */
export function dateInWords(date: LocalDate): { ja: string; en: string } {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  const name = months[Number(month) - 1];
  if (name === undefined) return { ja: date, en: date };
  return { ja: `${year}年${Number(month)}月${Number(day)}日`, en: `${Number(day)} ${name} ${year}` };
}

/** The same with the minute. */
export function minuteInWords(at: Instant): { ja: string; en: string } {
  const { ja, en } = dateInWords(dateInJapan(at));
  const time = new Date(at + 9 * 3_600_000).toISOString().slice(11, 16);
  return { ja: `${ja}${time}`, en: `${en} ${time}` };
}
