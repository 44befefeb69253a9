/**
 * Dates in Japan, as this published version reads them: a fixed nine hours ahead of UTC. A copy, because a published
 * version must not change with anything outside its folder.
 */
import type { Instant, LocalDate } from '../../../model/identifiers.ts';

const japanOffset = 9 * 60 * 60 * 1000;
const day = 24 * 60 * 60 * 1000;

/** The date in Japan at an instant. */
export function dateInJapan(at: Instant): LocalDate {
  return new Date(at + japanOffset).toISOString().slice(0, 10);
}

/** 24:00 JST of a date; `undefined` for a date that does not exist, so that rules stay total. */
export function endOfDate(date: LocalDate): Instant | undefined {
  const start = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== date) return undefined;
  return start - japanOffset + day;
}

/** True for a date that exists and is not after today in Japan. */
export function isPastOrToday(date: LocalDate, at: Instant): boolean {
  return endOfDate(date) !== undefined && date <= dateInJapan(at);
}

/** The fiscal year 年度 an instant lies in (1 April – 31 March JST). */
export function fiscalYearAt(at: Instant): number {
  const date = dateInJapan(at);
  const year = Number(date.slice(0, 4));
  return date.slice(5) >= '04-01' ? year : year - 1;
}
