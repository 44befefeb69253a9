/** Dates in Japan, within this version: a published version reads nothing that may change under it. */
const JAPAN_OFFSET = 9 * 60 * 60 * 1000;
const DAY = 24 * 60 * 60 * 1000;

/** The JST date of an instant. */
export function dateInJapan(at: number): string {
  return new Date(at + JAPAN_OFFSET).toISOString().slice(0, 10);
}

/** The date `days` later (earlier when negative); the text itself when it is not a date. */
export function addDays(date: string, days: number): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? date : new Date(at + days * DAY).toISOString().slice(0, 10);
}

/** First and last day of a fiscal year 年度. */
export function fiscalYear(year: number): { first: string; last: string } {
  return { first: `${year}-04-01`, last: `${year + 1}-03-31` };
}
