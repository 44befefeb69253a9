/** A date that somebody set, as an instant with its reminders, its escalations, and what it rests on. */
import type { Instant, LocalDate } from '../identifiers.ts';
import { addDays, endOfDate, startOfDate } from '../japan-time.ts';
import type { DateBasis, Escalation } from './basis.ts';
import { addBusinessDays, businessDayFrom } from './business-days.ts';
import { addMonths, type CalendarSettings } from './settings.ts';
import type { MovedReason } from './texts.ts';

const HOUR = 60 * 60 * 1000;
/** Reminders go at 09:00 JST. */
const REMINDER_HOUR = 9;

/** A due date with everything that follows from it. */
export interface DueDate {
  /** The date as it was given. */
  readonly date: LocalDate;
  /** 24:00 JST of the date it came to; met until then. */
  readonly due: Instant;
  /** Reminder instants (09:00 JST on business days) later than the moment it was set, strictly ascending. */
  readonly rungs: readonly Instant[];
  readonly escalations: readonly Escalation[];
  readonly basis: DateBasis;
}

/** 09:00 JST of a date. */
export function reminderInstant(date: LocalDate): Instant {
  return startOfDate(date) + REMINDER_HOUR * HOUR;
}

/** The reminders of a due date that are later than `at`, strictly ascending. All lie on business days. */
export function rungsFor(date: LocalDate, at: Instant, { ladder }: Pick<CalendarSettings, 'ladder'>): Instant[] {
  const days: LocalDate[] = ladder.before.map((count) => addBusinessDays(businessDayFrom(date), -count));
  let last = businessDayFrom(date);
  for (let time = 0; time < ladder.times; time += 1) {
    last = addBusinessDays(last, ladder.every);
    days.push(last);
  }
  for (let month = 1; month <= ladder.months; month += 1) days.push(businessDayFrom(addMonths(last, month)));
  return [...new Set(days.map(reminderInstant))].filter((rung) => rung > at).sort((a, b) => a - b);
}

/** When what fell due on a date is told further up: 09:00 JST, so many business days after it. */
export function escalationsFor(date: LocalDate, { escalation }: Pick<CalendarSettings, 'escalation'>): Escalation[] {
  return (['ciso', 'supervisors'] as const).flatMap((to) => {
    const days = escalation[to];
    return days === null ? [] : [{ at: reminderInstant(addBusinessDays(date, days)), to }];
  });
}

/**
 * Turns a date into a due instant; on a closed day it moves to the next business day, and says so. Throws RangeError
 * when the text is no date.
 */
export function dueFor(
  date: LocalDate,
  at: Instant,
  settings: Pick<CalendarSettings, 'ladder' | 'escalation'>,
): DueDate {
  const to = businessDayFrom(date);
  return {
    date,
    due: endOfDate(to),
    rungs: rungsFor(to, at, settings),
    escalations: escalationsFor(to, settings),
    basis: {
      kind: 'given',
      own: date,
      ...(to === date ? {} : { moved: [{ from: date, to, reason: 'closedDay' satisfies MovedReason }] }),
    },
  };
}

/** The date on which a due instant (24:00 JST) lies. */
export function dateOfDue(due: Instant): LocalDate {
  return addDays(new Date(due + 9 * HOUR).toISOString().slice(0, 10), -1);
}
