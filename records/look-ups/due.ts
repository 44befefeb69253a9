import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { addBusinessDays } from '../../model/calendar/business-days.ts';
import { dueFor } from '../../model/calendar/due-date.ts';
import type { CalendarSettings } from '../../model/calendar/settings.ts';
import type { Instant, LocalDate } from '../../model/identifiers.ts';
import { addDays, dateInJapan, isLocalDate } from '../../model/japan-time.ts';
import type { Calendars } from '../../contract/records/calendars.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';

const itemSchema = z.union([
  z.object({ id: z.string(), date: z.string() }),
  /** So many days after today. */
  z.object({ id: z.string(), inDays: z.int().min(0).max(10_000) }),
  /** So many business days after a day; after today where none is named. */
  z.object({ id: z.string(), inBusinessDays: z.int().min(0).max(1_000), from: z.string().optional() }),
]);
const askSchema = z.object({ items: z.array(itemSchema) });

/**
 * Fact `due`: dates as the body's calendar takes them – due instants, reminders, escalations, and what each rests on. A
 * date that does not exist is left out: the rules then refuse.
 */
export async function due(calendars: Pick<Calendars, 'of'>, { organisation, ask, at }: FactScope): Promise<Json> {
  return dueUnder(await calendars.of(organisation, at), ask, at);
}

/** The same under a calendar. */
export function dueUnder(settings: CalendarSettings, ask: Json | undefined, at: Instant): Json {
  const found = askSchema
    .parse(ask)
    .items.map((item) => ({ id: item.id, date: dateOf(item, dateInJapan(at)) }))
    .filter((item) => isLocalDate(item.date) && item.date >= '1952-01-01' && item.date <= '9000-12-31')
    .map(({ id, date }) => ({ id, ...dueFor(date, at, settings) }));
  return JSON.parse(JSON.stringify(found));
}

function dateOf(item: z.output<typeof itemSchema>, today: LocalDate): LocalDate {
  if ('date' in item) return item.date;
  if ('inDays' in item) return addDays(today, item.inDays);
  const { from = today, inBusinessDays } = item;
  return isLocalDate(from) ? addBusinessDays(from, inBusinessDays) : from;
}
