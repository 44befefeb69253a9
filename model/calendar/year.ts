/** The dates of one fiscal year: what a cycle begins with, and what a changed calendar gives a running one. */
import type { Instant, LocalDate } from '../identifiers.ts';
import { addDays, dateInJapan, endOfDate, startOfDate } from '../japan-time.ts';
import type { Role } from '../roles.ts';
import { addBusinessDays, businessDayFrom } from './business-days.ts';
import type { DateBasis, Escalation } from './basis.ts';
import { escalationsFor, rungsFor } from './due-date.ts';
import type { MovedReason } from './texts.ts';
import { cycleDueItemIds, type CycleDueItemId } from './items.ts';
import { dateIn, type CalendarSettings, type DayOfYear } from './settings.ts';

/** Who is reminded of a due item: those who can meet it. */
export const dueItemRoles: Readonly<Record<CycleDueItemId, readonly Role[]>> = {
  direction: ['ciso'],
  structure: ['ciso'],
  policy: ['promotionOffice', 'ciso'],
  standards: ['promotionOffice', 'ciso'],
  riskAssessment: ['promotionOffice'],
  plan: ['promotionOffice', 'ciso'],
  training: ['promotionOffice'],
  selfInspection: ['officer', 'divisionOfficer'],
  audit: ['auditOfficer'],
  judgement: ['headOfOfficers', 'ciso'],
  evaluation: ['ciso'],
  close: ['ciso'],
};

/** A due item as a cycle begins with it (`DueItem` of the core has the same shape). */
export interface CalendarDueItem {
  readonly id: CycleDueItemId;
  readonly due: Instant;
  /** The first due instant it ever has: in a year opened late the moved one, so that nothing is overdue at once. */
  readonly original: Instant;
  readonly rungs: readonly Instant[];
  readonly roles: readonly Role[];
  readonly escalations: readonly Escalation[];
  readonly basis: DateBasis;
}

export interface CycleCalendar {
  /** In the order of `cycleDueItemIds`. */
  readonly dueItems: readonly CalendarDueItem[];
  /** 1 April 00:00 JST. */
  readonly yearBegins: Instant;
  /** When inspection begins by itself, unless somebody begins it earlier (`beginInspection`). */
  readonly inspectionBegins: Instant;
  /** True when at least one due date had to be moved because of the opening. */
  readonly openedLate: boolean;
}

/** A due item's date in one year, and what it rests on. */
export interface DatedItem {
  readonly id: CycleDueItemId;
  readonly date: LocalDate;
  readonly basis: DateBasis;
}

/**
 * The calendar a cycle begins with.
 *
 * Throws RangeError for a year that is not an integer between 1952 (fixed nine hours since) and 9990, and for a day the
 * year does not have – which `problemsOf` finds when the calendar is loaded.
 */
export function cycleCalendar(settings: CalendarSettings, year: number, openedAt: Instant): CycleCalendar {
  const dates = datesOf(settings, year, dateInJapan(openedAt));
  return {
    dueItems: dates.map(({ id, date, basis }) => ({
      id,
      due: endOfDate(date),
      original: endOfDate(date),
      rungs: rungsFor(date, openedAt, settings),
      roles: dueItemRoles[id],
      escalations: escalationsOf(id, date, settings),
      basis,
    })),
    yearBegins: startOfDate(`${year}-04-01`),
    inspectionBegins: startOfDate(existing(year, settings.inspectionDay)),
    openedLate: dates.some(({ basis }) => basis.moved?.some(({ reason }) => reason === 'openedLate') === true),
  };
}

/**
 * Escalations of an item. What the CISO is reminded of at every rung anyway is not told to the CISO once more; the close
 * has none, because an evaluated year whose improvements go on is not overdue.
 */
export function escalationsOf(
  id: CycleDueItemId,
  date: LocalDate,
  settings: Pick<CalendarSettings, 'escalation'>,
): readonly Escalation[] {
  if (id === 'close') return [];
  return escalationsFor(date, settings).filter(({ to }) => to !== 'ciso' || !dueItemRoles[id].includes('ciso'));
}

/** 00:00 JST of the day from which a year may be opened: customarily 1 February before it. */
export function planningDay({ planningDay: day }: Pick<CalendarSettings, 'planningDay'>, year: number): Instant {
  return startOfDate(existing(year, day));
}

/**
 * All dates of a year opened on a day; of one opened in time when the day is left out. In a year opened late a date is
 * the latest of its own day, `lateOpening.days` after the opening, and `lateOpening.businessDays` after the date before
 * it where that was moved too. It may come to lie after 31 March.
 */
export function datesOf(settings: CalendarSettings, year: number, openedOn?: LocalDate): readonly DatedItem[] {
  if (!Number.isInteger(year) || year < 1952 || year > 9990) throw new RangeError(`not a fiscal year: ${year}`);
  const inTime = ownDates(settings, year);
  const floor = openedOn === undefined ? '' : businessDayFrom(addDays(openedOn, settings.lateOpening.days));
  const late = new Map<CycleDueItemId, LocalDate>();
  let before: { own: LocalDate; late: LocalDate } | undefined;
  let now: { own: LocalDate; late: LocalDate } | undefined;
  for (const { id, date, basis } of [...inTime.values()].sort((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : 0,
  )) {
    if (now !== undefined && now.own !== date) before = now;
    const base = basis.follows === undefined ? undefined : late.get(itemOf(basis.follows.item));
    const followed = base === undefined ? date : addBusinessDays(base, basis.follows?.businessDays ?? 0);
    const wasMoved = before !== undefined && before.late > before.own;
    const spaced =
      wasMoved && before !== undefined ? addBusinessDays(before.late, settings.lateOpening.businessDays) : '';
    const to = [date, followed, floor, spaced].reduce((a, b) => (a > b ? a : b));
    late.set(id, to);
    now = { own: date, late: now?.own === date && now.late > to ? now.late : to };
  }
  return cycleDueItemIds.map((id) => {
    const item = inTime.get(id);
    if (item === undefined) throw new RangeError(`no day for ${id}`);
    const to = late.get(id) ?? item.date;
    if (to === item.date) return item;
    return {
      id,
      date: to,
      basis: { ...item.basis, moved: [{ from: item.basis.own, to, reason: 'openedLate' satisfies MovedReason }] },
    };
  });
}

/** The dates of a year opened in time, on business days. */
function ownDates(settings: CalendarSettings, year: number): Map<CycleDueItemId, DatedItem> {
  const found = new Map<CycleDueItemId, DatedItem>();
  const resolve = (id: CycleDueItemId, asking: readonly CycleDueItemId[]): DatedItem => {
    const there = found.get(id);
    if (there !== undefined) return there;
    if (asking.includes(id)) throw new RangeError(`${[...asking, id].join(' after ')}: goes round in a circle`);
    const day = settings.dueDays[id];
    const item = 'after' in day ? following(id, day, resolve(day.after, [...asking, id])) : fixed(id, year, day);
    found.set(id, item);
    return item;
  };
  for (const id of cycleDueItemIds) resolve(id, []);
  return found;
}

function following(
  id: CycleDueItemId,
  { after, businessDays }: { readonly after: CycleDueItemId; readonly businessDays: number },
  base: DatedItem,
): DatedItem {
  const date = addBusinessDays(base.date, businessDays);
  return { id, date, basis: { kind: 'after', own: date, follows: { item: after, businessDays } } };
}

function fixed(id: CycleDueItemId, year: number, day: DayOfYear): DatedItem {
  const own = existing(year, day);
  const date = businessDayFrom(own);
  const moved = date === own ? {} : { moved: [{ from: own, to: date, reason: 'closedDay' satisfies MovedReason }] };
  return { id, date, basis: { kind: 'fixed', own, ...moved } };
}

function existing(year: number, day: DayOfYear): LocalDate {
  const date = dateIn(year, day);
  if (date === undefined) throw new RangeError(`fiscal year ${year} has no ${day.day}`);
  return date;
}

function itemOf(text: string): CycleDueItemId {
  const found = cycleDueItemIds.find((id) => id === text);
  if (found === undefined) throw new RangeError(`no due item ${text}`);
  return found;
}
