import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { dateOfDue, rungsFor } from '../../model/calendar/due-date.ts';
import { cycleDueItemIds } from '../../model/calendar/items.ts';
import type { CalendarSettings } from '../../model/calendar/settings.ts';
import { cycleCalendar, escalationsOf } from '../../model/calendar/year.ts';
import type { Instant } from '../../model/identifiers.ts';
import type { Calendars } from '../../contract/records/calendars.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';

const askSchema = z.object({
  year: z.number(),
  /** Null for a year that is opened now. */
  openedAt: z.number().nullable(),
  dueItems: z.array(z.object({ id: z.string(), original: z.number() })),
});

/**
 * Fact `calendar`: what the body's calendar now in force gives a running year. Only dates that still lie ahead: what is
 * past is not dated into the past anew. Escalations count from the first date each item had.
 */
export async function calendar(calendars: Pick<Calendars, 'of'>, { organisation, ask, at }: FactScope): Promise<Json> {
  return calendarUnder(await calendars.of(organisation, at), ask, at);
}

/** The same under a calendar. */
export function calendarUnder(settings: CalendarSettings, ask: Json | undefined, at: Instant): Json {
  const { year, openedAt, dueItems } = askSchema.parse(ask);
  const now = cycleCalendar(settings, year, openedAt ?? at);
  const items = dueItems.flatMap(({ id: asked, original }) => {
    const id = cycleDueItemIds.find((each) => each === asked);
    const item = now.dueItems.find((each) => each.id === id);
    if (id === undefined || item === undefined || item.due <= at) return [];
    const date = dateOfDue(item.due);
    const escalations = escalationsOf(id, dateOfDue(original), settings);
    return [{ id, date, due: item.due, rungs: rungsFor(date, at, settings), escalations }];
  });
  return JSON.parse(JSON.stringify({ items, inspectionBegins: now.inspectionBegins }));
}
