/** The calendar's own list for a year: everything that time will bring when nobody acts. */
import type { Instant } from '../identifiers.ts';
import type { Role } from '../roles.ts';
import type { CycleDueItemId } from './items.ts';
import type { CalendarSettings } from './settings.ts';
import { cycleCalendar, planningDay } from './year.ts';

/** One thing that time brings. */
export type CalendarEvent =
  /** The year is opened: by itself on the planning day, or later. */
  | { readonly at: Instant; readonly kind: 'opens' }
  | { readonly at: Instant; readonly kind: 'yearBegins' }
  | {
      readonly at: Instant;
      readonly kind: 'reminder';
      readonly item: CycleDueItemId;
      readonly stage: 'before' | 'today' | 'overdue';
      readonly roles: readonly Role[];
    }
  /** 24:00 JST of the due date: from now on it is overdue. Nobody is told at night. */
  | { readonly at: Instant; readonly kind: 'due'; readonly item: CycleDueItemId }
  | {
      readonly at: Instant;
      readonly kind: 'escalation';
      readonly item: CycleDueItemId;
      readonly to: 'ciso' | 'supervisors';
    };

const DAY = 24 * 60 * 60 * 1000;

/**
 * Every opening, reminder, due instant and escalation of a year in which nobody acts, ascending. The close is not among
 * them: it falls due only once the year is evaluated; nor is the inspection, which begins by itself only under a plan.
 */
export function calendarList(
  settings: CalendarSettings,
  year: number,
  openedAt: Instant = planningDay(settings, year),
): readonly CalendarEvent[] {
  const { dueItems, yearBegins } = cycleCalendar(settings, year, openedAt);
  const events: CalendarEvent[] = [{ at: openedAt, kind: 'opens' }];
  if (openedAt < yearBegins) events.push({ at: yearBegins, kind: 'yearBegins' });
  for (const { id: item, due, rungs, escalations, roles } of dueItems) {
    if (item === 'close') continue;
    for (const at of rungs) {
      const stage = at >= due ? 'overdue' : at >= due - DAY ? 'today' : 'before';
      events.push({ at, kind: 'reminder', item, stage, roles });
    }
    events.push({ at: due, kind: 'due', item });
    for (const { at, to } of escalations) events.push({ at, kind: 'escalation', item, to });
  }
  return events.sort((a, b) => a.at - b.at);
}
