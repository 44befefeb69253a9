import { z } from 'zod';
import type { Json } from '../../machines/core.ts';
import { dueFor } from '../../model/calendar/due-date.ts';
import { isLocalDate } from '../../model/japan-time.ts';
import type { Calendars, FactScope } from '../contract.ts';

const askSchema = z.object({ items: z.array(z.object({ id: z.string(), date: z.string() })) });

/**
 * Fact `due`: dates as the body's calendar takes them – due instants, reminders, escalations, and what each rests on. A
 * date that does not exist is left out: the rules then refuse.
 */
export async function due(calendars: Pick<Calendars, 'of'>, { organisation, ask, at }: FactScope): Promise<Json> {
  const { items } = askSchema.parse(ask);
  const settings = await calendars.of(organisation, at);
  const found = items
    .filter((item) => isLocalDate(item.date) && item.date >= '1952-01-01' && item.date <= '9000-12-31')
    .map(({ id, date }) => ({ id, ...dueFor(date, at, settings) }));
  return JSON.parse(JSON.stringify(found));
}
