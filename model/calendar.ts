/**
 * When a year's acts fall due. The guideline sets no day anywhere: every date here is a customary one, configuration and
 * never law (domain.md 7). This first calendar has fixed dates; business days and an organisation's own calendar come as
 * other `CalendarSettings`, without a change to what reads the result.
 */
import type { Instant, LocalDate } from './identifiers.ts';
import { addDays, dateInJapan, endOfDate, isLocalDate, startOfDate } from './japan-time.ts';
import type { Profile } from './organisations.ts';
import type { Role } from './roles.ts';
import type { Text } from './text.ts';

/** What falls due in a cycle, in the order of the year. */
export const cycleDueItemIds = [
  'direction',
  'structure',
  'riskAssessment',
  'plan',
  'training',
  'selfInspection',
  'audit',
  'judgement',
  'evaluation',
  'close',
] as const;
export type CycleDueItemId = (typeof cycleDueItemIds)[number];

/** A day of a fiscal year: `monthDay` is `MM-DD`; `offset` 0 is the calendar year the fiscal year begins in, 1 the next. */
export interface DayOfYear {
  readonly monthDay: string;
  readonly offset: 0 | 1;
}

/** Which instants before and after a due date bring a reminder. Days; the monthly ones follow the last day after. */
export interface Ladder {
  readonly daysBefore: readonly number[];
  readonly daysAfter: readonly number[];
  /** How many monthly reminders follow: a bounded list, so that nothing reminds for ever. */
  readonly monthsAfter: number;
}

/** Everything a calendar may be configured with. */
export interface CalendarSettings {
  readonly planningDay: DayOfYear;
  readonly inspectionDay: DayOfYear;
  readonly dueDays: Readonly<Record<CycleDueItemId, DayOfYear>>;
  readonly ladder: Ladder;
  /** In a year opened late nothing falls due earlier than this many days after the opening. */
  readonly lateOpeningDays: number;
}

const HOUR = 60 * 60 * 1000;
/** Reminders go at 09:00 JST. */
const REMINDER_HOUR = 9;

const customaryDueDays: Readonly<Record<CycleDueItemId, DayOfYear>> = {
  direction: { monthDay: '03-15', offset: 0 },
  structure: { monthDay: '03-15', offset: 0 },
  riskAssessment: { monthDay: '03-15', offset: 0 },
  plan: { monthDay: '03-31', offset: 0 },
  training: { monthDay: '12-31', offset: 0 },
  selfInspection: { monthDay: '11-30', offset: 0 },
  audit: { monthDay: '01-31', offset: 1 },
  judgement: { monthDay: '02-28', offset: 1 },
  evaluation: { monthDay: '03-31', offset: 1 },
  close: { monthDay: '06-30', offset: 1 },
};

const customary: CalendarSettings = {
  planningDay: { monthDay: '02-01', offset: 0 },
  inspectionDay: { monthDay: '10-01', offset: 0 },
  dueDays: customaryDueDays,
  ladder: { daysBefore: [30, 7, 0], daysAfter: [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60], monthsAfter: 12 },
  lateOpeningDays: 28,
};

/** The customary calendar of each profile. They agree today; a profile may differ without any other change. */
export const customaryCalendars: Readonly<Record<Profile, CalendarSettings>> = {
  ministry: customary,
  'incorporated-administrative-agency': customary,
  'designated-corporation': customary,
};

/** Who is reminded of a due item: those who can meet it. */
const dueItemRoles: Readonly<Record<CycleDueItemId, readonly Role[]>> = {
  direction: ['ciso'],
  structure: ['ciso'],
  riskAssessment: ['promotionOffice'],
  plan: ['promotionOffice', 'ciso'],
  training: ['promotionOffice'],
  selfInspection: ['officer', 'divisionOfficer'],
  audit: ['auditOfficer'],
  judgement: ['headOfOfficers', 'ciso'],
  evaluation: ['ciso'],
  close: ['ciso'],
};

/** Why a due date is not its customary one. */
export const movedReasons = {
  openedLate: {
    ja: '年度の開始が遅れたため、開始から28日後より早い期限を設けない',
    en: 'the year was opened late: nothing falls due earlier than 28 days after its opening',
  },
} as const satisfies Record<string, Text>;
export type MovedReason = keyof typeof movedReasons;

/** A due item as a cycle begins with it (`DueItem` of the core has the same shape). */
export interface CalendarDueItem {
  readonly id: CycleDueItemId;
  readonly due: Instant;
  readonly original: Instant;
  readonly rungs: readonly Instant[];
  readonly roles: readonly Role[];
}

/** A due item that does not fall on its customary date. */
export interface MovedDueItem {
  readonly id: CycleDueItemId;
  /** The customary date it would have had. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly reason: MovedReason;
}

export interface CycleCalendar {
  readonly dueItems: readonly CalendarDueItem[];
  /** 1 April 00:00 JST. */
  readonly yearBegins: Instant;
  /** When inspection begins by itself, unless somebody begins it earlier (`beginInspection`). */
  readonly inspectionBegins: Instant;
  /** True when at least one due date had to be moved because of the opening. */
  readonly openedLate: boolean;
  readonly moved: readonly MovedDueItem[];
}

/**
 * The calendar a cycle begins with. `original` is the first due instant the item ever has, so in a year opened late the
 * moved one: nothing is overdue on the day it is opened. The customary date stands in `moved`.
 *
 * Throws RangeError for a year that is not an integer between 1952 (fixed nine hours since) and 9998.
 */
export function cycleCalendar(
  profile: Profile,
  year: number,
  openedAt: Instant,
  settings: CalendarSettings = customaryCalendars[profile],
): CycleCalendar {
  const earliest = addDays(dateInJapan(openedAt), settings.lateOpeningDays);
  const moved: MovedDueItem[] = [];
  const dueItems = cycleDueItemIds.map((id): CalendarDueItem => {
    const own = dateOf(year, settings.dueDays[id]);
    const isLate = own < earliest;
    if (isLate) moved.push({ id, from: own, to: earliest, reason: 'openedLate' });
    const date = isLate ? earliest : own;
    const { due, rungs } = dueFor(date, openedAt, settings.ladder);
    return { id, due, original: due, rungs, roles: dueItemRoles[id] };
  });
  return {
    dueItems,
    yearBegins: startOfDate(dateOf(year, { monthDay: '04-01', offset: 0 })),
    inspectionBegins: startOfDate(dateOf(year, settings.inspectionDay)),
    openedLate: moved.length > 0,
    moved,
  };
}

/** 00:00 JST of the day from which a year may be opened: customarily 1 February before it. */
export function planningDay(profile: Profile, year: number): Instant {
  return startOfDate(dateOf(year, customaryCalendars[profile].planningDay));
}

/** A date that somebody set, as an instant with its reminders. */
export interface DueDate {
  readonly date: LocalDate;
  /** 24:00 JST of the date: met until then. */
  readonly due: Instant;
  /** Reminder instants (09:00 JST) later than the moment it was set, ascending. */
  readonly rungs: readonly Instant[];
  /** Set when the date could not stand as it was given (a closed day, once calendars know them). */
  readonly moved?: { readonly from: LocalDate; readonly reason: string };
}

/** Turns a date into a due instant with its reminders; those not later than `at` are past and left out. */
export function dueFor(date: LocalDate, at: Instant, ladder: Ladder = customary.ladder): DueDate {
  const due = endOfDate(date);
  const last = ladder.daysAfter.at(-1) ?? 0;
  const dates = [
    ...ladder.daysBefore.map((days) => addDays(date, -days)),
    ...ladder.daysAfter.map((days) => addDays(date, days)),
    ...Array.from({ length: ladder.monthsAfter }, (_, index) => addMonths(addDays(date, last), index + 1)),
  ];
  const rungs = [...new Set(dates.map(reminderInstant))].filter((rung) => rung > at).sort((a, b) => a - b);
  return { date, due, rungs };
}

/** The same day some months later; the month's last day where that month is shorter. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const month = `${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1, 2)}`;
  for (let day = Number(date.slice(8)); day > 28; day -= 1) {
    if (isLocalDate(`${month}-${pad(day, 2)}`)) return `${month}-${pad(day, 2)}`;
  }
  return `${month}-${pad(Math.min(Number(date.slice(8)), 28), 2)}`;
}

function dateOf(year: number, day: DayOfYear): LocalDate {
  if (!Number.isInteger(year) || year < 1952 || year > 9998) throw new RangeError(`not a fiscal year: ${year}`);
  return `${year + day.offset}-${day.monthDay}`;
}

function reminderInstant(date: LocalDate): Instant {
  return startOfDate(date) + REMINDER_HOUR * HOUR;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
