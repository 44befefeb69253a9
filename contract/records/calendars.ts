import type { CalendarProblem } from '../../model/calendar/check.ts';
import type { CalendarSettings } from '../../model/calendar/settings.ts';
import type { Instant, OrganisationId } from '../../model/identifiers.ts';
import type { Profile } from '../../model/organisations.ts';

/** The calendars in force (domain.md 7). Configuration, never law. */
export interface Calendars {
  /** The calendar of a profile, without what single bodies have set for themselves. */
  readonly ofProfile: Readonly<Record<Profile, CalendarSettings>>;
  /** The calendar of a body at an instant: its profile's, with its register `calendarOverrides` laid over it. */
  of(organisation: OrganisationId, at: Instant): Promise<CalendarSettings>;
  /** From when on each body that runs a cycle may open a fiscal year, by its calendar in force at an instant. */
  planningDays(
    year: number,
    at: Instant,
  ): Promise<readonly { readonly organisation: OrganisationId; readonly planningDay: Instant }[]>;
  /** Overrides in force that do not make a calendar (any more), e.g. after another calendar file was configured. */
  problems(at: Instant): Promise<readonly CalendarProblem[]>;
}
