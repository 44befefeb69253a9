/** Which fiscal year a planning day opens, which bodies are there to be opened, and what an opening is called. */
import { digestOf } from './canonical.ts';
import type { Calendars } from './calendar/settings.ts';
import { planningDay } from './calendar/year.ts';
import type { Instant, LocalDate, OrganisationId } from './identifiers.ts';
import { dateInJapan, fiscalYearDates, fiscalYearOf } from './japan-time.ts';
import { profiles } from './organisations.ts';

/** Id of an opening: the same year for the same bodies is the same opening, whoever asks for it. */
export function openingId(year: number, organisations: readonly OrganisationId[]): string {
  return `open-year/${year}/${digestOf([...new Set(organisations)].sort()).slice(0, 16)}`;
}

/**
 * The fiscal year that is opened at an instant: the latest whose planning day has come for at least one profile. So the
 * year of a run that comes late, or that is made up for, is that of the planning day it was meant for.
 */
export function yearPlannedAt(at: Instant, calendars: Calendars): number {
  const now = fiscalYearOf(dateInJapan(at));
  const come = [now - 1, now, now + 1, now + 2].filter((year) =>
    profiles.some((profile) => planningDay(calendars[profile], year) <= at),
  );
  return Math.max(...come);
}

/** First and last day of a body, where they are recorded. */
export interface Lifetime {
  readonly from?: LocalDate;
  readonly to?: LocalDate;
}

/** True when the body exists on a day. */
export function existsOn({ from, to }: Lifetime, day: LocalDate): boolean {
  return (from === undefined || from <= day) && (to === undefined || to >= day);
}

/** True when the body exists on some day of a fiscal year. */
export function existsIn({ from, to }: Lifetime, year: number): boolean {
  const { first, last } = fiscalYearDates(year);
  return (from === undefined || from <= last) && (to === undefined || to >= first);
}
