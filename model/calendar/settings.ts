/**
 * What a calendar is configured with. The guideline sets no day anywhere: every date is a customary one, configuration
 * and never law (domain.md 7). The shipped default stands in `data/calendar.json`.
 */
import type { LocalDate } from '../identifiers.ts';
import { addDays, isLocalDate } from '../japan-time.ts';
import type { Profile } from '../organisations.ts';
import type { CycleDueItemId } from './items.ts';

/** A day of a fiscal year: `MM-DD`, or `MM-last` for the last day of a month. */
export interface DayOfYear {
  readonly day: string;
  /** 0: in the calendar year the fiscal year begins in; 1: in the next one. */
  readonly year: 0 | 1;
}

/** A day that follows another item's. */
export interface AfterItem {
  readonly after: CycleDueItemId;
  readonly businessDays: number;
}

export type DueDay = DayOfYear | AfterItem;

/**
 * Which days before and after a due date bring a reminder: so many business days before (descending; 0 is the day
 * itself), then `times` times every `every` business days after it, then monthly, `months` times. Always a bounded list.
 */
export interface Ladder {
  readonly before: readonly number[];
  readonly every: number;
  readonly times: number;
  readonly months: number;
}

/** How many business days overdue (counted from the first date an item had) it is told further up; null: never. */
export interface EscalationDays {
  readonly ciso: number | null;
  /** Reaches the supervising ministries only where the body opened that. */
  readonly supervisors: number | null;
}

/** A year opened late, or by a body founded in the middle of it. */
export interface LateOpening {
  /** Nothing falls due earlier than this many days after the opening. */
  readonly days: number;
  /** Nor, once one date was moved, earlier than this many business days after the date before it. */
  readonly businessDays: number;
}

/** A whole calendar: of a profile, or of one body. */
export interface CalendarSettings {
  /** From this day a year may be opened. */
  readonly planningDay: DayOfYear;
  /** On this day the inspection begins by itself, unless somebody begins it earlier. */
  readonly inspectionDay: DayOfYear;
  readonly dueDays: Readonly<Record<CycleDueItemId, DueDay>>;
  readonly ladder: Ladder;
  readonly escalation: EscalationDays;
  readonly lateOpening: LateOpening;
}

/** Only what differs from the calendar beneath it. */
export interface CalendarOverrides {
  readonly planningDay?: DayOfYear | undefined;
  readonly inspectionDay?: DayOfYear | undefined;
  readonly dueDays?: Readonly<Partial<Record<CycleDueItemId, DueDay | undefined>>> | undefined;
  readonly ladder?: Undefinable<Ladder> | undefined;
  readonly escalation?: Undefinable<EscalationDays> | undefined;
  readonly lateOpening?: Undefinable<LateOpening> | undefined;
}
type Undefinable<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** The calendars of all profiles. */
export type Calendars = Readonly<Record<Profile, CalendarSettings>>;

/** A calendar with what differs laid over it. */
export function withOverrides(settings: CalendarSettings, overrides: CalendarOverrides): CalendarSettings {
  const { planningDay, inspectionDay, dueDays, ladder, escalation, lateOpening } = overrides;
  return {
    planningDay: planningDay ?? settings.planningDay,
    inspectionDay: inspectionDay ?? settings.inspectionDay,
    dueDays: { ...settings.dueDays, ...given(dueDays ?? {}) },
    ladder: { ...settings.ladder, ...given(ladder ?? {}) },
    escalation: { ...settings.escalation, ...given(escalation ?? {}) },
    lateOpening: { ...settings.lateOpening, ...given(lateOpening ?? {}) },
  };
}

/** Without the keys that are there but say nothing. */
function given<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> };
function given(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

/** The date of a day in a fiscal year; `undefined` when that year has no such day (29 February). */
export function dateIn(year: number, { day, year: offset }: DayOfYear): LocalDate | undefined {
  const month = `${String(year + offset).padStart(4, '0')}-${day.slice(0, 2)}`;
  const date = day.endsWith('-last') ? lastOfMonth(month) : `${month}-${day.slice(3)}`;
  return isLocalDate(date) ? date : undefined;
}

function lastOfMonth(month: string): LocalDate {
  const days = ['31', '30', '29', '28'];
  return `${month}-${days.find((day) => isLocalDate(`${month}-${day}`)) ?? '00'}`;
}

/** The same day some months later; the month's last day where that month is shorter. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const first = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;
  const sameDay = `${first.slice(0, 8)}${date.slice(8)}`;
  return isLocalDate(sameDay) ? sameDay : addDays(addMonths(first, 1), -1);
}
