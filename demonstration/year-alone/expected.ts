/** What the calendar's own list says of a year in which nobody acts, and who holds the posts it names on each day. */
import { addressees, type HeldPosts } from './posts.ts';
import { calendarList } from '../../model/calendar/list.ts';
import type { CalendarSettings } from '../../model/calendar/settings.ts';
import { cycleCalendar } from '../../model/calendar/year.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';

/** One reminder or escalation to one person. */
export interface ExpectedReminder {
  readonly at: Instant;
  readonly stage: 'before' | 'today' | 'overdue' | 'escalated';
  readonly item: string;
  readonly person: PersonId;
}

/** What identifies a reminder: the same on both sides. */
export function keyOf({ at, stage, item, person }: ExpectedReminder): string {
  return `${at} ${stage} ${item} ${person}`;
}

/** Every reminder and escalation from the opening up to an instant, with its recipients of that day, ascending. */
export function expectedReminders(
  settings: CalendarSettings,
  year: number,
  openedAt: Instant,
  until: Instant,
  posts: HeldPosts,
): readonly ExpectedReminder[] {
  return calendarList(settings, year, openedAt)
    .filter(({ at }) => at <= until)
    .flatMap((event): ExpectedReminder[] => {
      if (event.kind === 'reminder') {
        const { at, stage, item, roles } = event;
        return addressees(posts, posts.body, roles, at).map((person) => ({ at, stage, item, person }));
      }
      if (event.kind !== 'escalation') return [];
      const { at, item } = event;
      const people =
        event.to === 'ciso'
          ? addressees(posts, posts.body, ['ciso'], at)
          : addressees(posts, posts.supervisor, ['manager', 'supervisingStaff'], at);
      return people.map((person) => ({ at, stage: 'escalated', item, person }));
    });
}

/** The dates that every view must show at an instant: of all items, the next one, and how many are overdue. */
export function expectedDates(settings: CalendarSettings, year: number, openedAt: Instant, now: Instant) {
  const items = cycleCalendar(settings, year, openedAt).dueItems;
  // The close falls due only once the year is evaluated: nobody sees it here.
  const open = items.filter(({ id }) => id !== 'close');
  const next = open
    .map(({ due }) => due)
    .filter((due) => due > now)
    .toSorted((a, b) => a - b)[0];
  return {
    dates: new Map(open.map(({ id, due }) => [id as string, due])),
    nextDue: next,
    overdue: open.filter(({ due }) => due <= now).length,
  };
}
