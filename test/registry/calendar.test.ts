import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBusinessDays, businessDayFrom, holidayYears, isClosed } from '../../model/calendar/business-days.ts';
import { dueFor } from '../../model/calendar/due-date.ts';
import { calendarList } from '../../model/calendar/list.ts';
import { cycleDueItemIds } from '../../model/calendar/items.ts';
import { addMonths, withOverrides } from '../../model/calendar/settings.ts';
import { cycleCalendar, datesOf, planningDay } from '../../model/calendar/year.ts';
import { addDays, dateInJapan, endOfDate, isLocalDate, startOfDate } from '../../model/japan-time.ts';
import { profiles } from '../../model/organisations.ts';
import { shippedCalendars } from '../../records/calendar-file.ts';

const DAY = 24 * 60 * 60 * 1000;
const NINE = 9 * 60 * 60 * 1000;
const shipped = shippedCalendars(Date.UTC(2026, 10, 23));
const { ministry: settings } = shipped;
const knownYear = fc.integer({ min: 2000, max: holidayYears.last - 1 });
const dates = fc.integer({ min: 0, max: 29_000 }).map((days) => addDays('1971-01-01', days));

function dueDates(year: number, openedAt: number): Record<string, string> {
  const { dueItems } = cycleCalendar(settings, year, openedAt);
  return Object.fromEntries(dueItems.map((item) => [item.id, dateInJapan(item.due - 1)]));
}

const basisOf = (year: number, openedAt: number, id: string) =>
  cycleCalendar(settings, year, openedAt).dueItems.find((item) => item.id === id)?.basis;

describe('the calendar of a cycle (the guideline sets no day: every date is configuration)', () => {
  it('gives every due item its customary date, or the next business day, when the year is opened on the planning day', () => {
    for (const profile of profiles) {
      const opened = planningDay(shipped[profile], 2026);
      expect(dateInJapan(opened)).toBe('2026-02-01');
      expect(dueDates(2026, opened)).toEqual({
        direction: '2026-03-16', // 15 March 2026 is a Sunday
        structure: '2026-03-16',
        policy: '2026-03-16',
        standards: '2026-03-16',
        riskAssessment: '2026-03-16',
        plan: '2026-03-31',
        training: '2027-01-04', // 31 December – 3 January: closed
        selfInspection: '2026-11-30',
        audit: '2027-02-01', // 31 January 2027 is a Sunday
        judgement: '2027-03-01', // 28 February 2027 is a Sunday
        evaluation: '2027-03-31',
        close: '2027-06-30',
      });
      expect(cycleCalendar(shipped[profile], 2026, opened)).toMatchObject({
        openedLate: false,
        yearBegins: startOfDate('2026-04-01'),
        inspectionBegins: startOfDate('2026-10-01'),
      });
    }
  });

  it('says of a date on a closed day where it came from', () => {
    expect(basisOf(2026, planningDay(settings, 2026), 'judgement')).toEqual({
      kind: 'fixed',
      own: '2027-02-28',
      moved: [{ from: '2027-02-28', to: '2027-03-01', reason: 'closedDay' }],
    });
    expect(basisOf(2026, planningDay(settings, 2026), 'plan')).toEqual({ kind: 'fixed', own: '2026-03-31' });
  });

  it('knows the last day of February: the 29th in a leap year', () => {
    expect(dueDates(2027, planningDay(settings, 2027))['judgement']).toBe('2028-02-29');
  });

  it('a year opened in November: 28 days after the opening, then 10 business days from date to date, until the own days come', () => {
    const opened = startOfDate('2026-11-23') + DAY / 2;
    expect(dueDates(2026, opened)).toEqual({
      direction: '2026-12-21',
      structure: '2026-12-21',
      policy: '2026-12-21',
      standards: '2026-12-21',
      riskAssessment: '2026-12-21',
      plan: '2027-01-08',
      selfInspection: '2027-01-25',
      training: '2027-02-08',
      audit: '2027-02-24',
      judgement: '2027-03-10',
      evaluation: '2027-03-31',
      close: '2027-06-30',
    });
    expect(cycleCalendar(settings, 2026, opened).openedLate).toBe(true);
    expect(basisOf(2026, opened, 'selfInspection')).toEqual({
      kind: 'fixed',
      own: '2026-11-30',
      moved: [{ from: '2026-11-30', to: '2027-01-25', reason: 'openedLate' }],
    });
    expect(basisOf(2026, opened, 'evaluation')).toEqual({ kind: 'fixed', own: '2027-03-31' });
  });

  it('may move a date past 31 March', () => {
    expect(dueDates(2026, startOfDate('2027-03-20'))).toMatchObject({
      direction: '2027-04-19',
      evaluation: '2027-07-16',
    });
  });

  it('puts an item so many business days after another, over Golden Week', () => {
    const own = withOverrides(settings, { dueDays: { training: { after: 'plan', businessDays: 23 } } });
    const training = datesOf(own, 2026).find(({ id }) => id === 'training');
    // 29 April, 4–6 May 2026 are closed.
    expect(training).toEqual({
      id: 'training',
      date: '2026-05-07',
      basis: { kind: 'after', own: '2026-05-07', follows: { item: 'plan', businessDays: 23 } },
    });
    const late = datesOf(own, 2026, '2026-06-01').find(({ id }) => id === 'training');
    const plan = datesOf(own, 2026, '2026-06-01').find(({ id }) => id === 'plan');
    expect(late?.date).toBe(addBusinessDays(plan?.date ?? '', 23));
    expect(late?.basis.moved).toEqual([{ from: '2026-05-07', to: late?.date, reason: 'openedLate' }]);
  });

  it('refuses a year that is none', () => {
    expect(() => cycleCalendar(settings, 2026.5, 0)).toThrow(RangeError);
    expect(() => cycleCalendar(settings, Number.NaN, 0)).toThrow(RangeError);
  });

  it('holds for every year and opening: all items once, none early, in order, on business days, each move explained', () => {
    const inOrder = [...datesOf(settings, 2026)].sort((a, b) => (a.date < b.date ? -1 : 1)).map(({ id }) => id);
    fc.assert(
      fc.property(knownYear, fc.integer({ min: -60, max: 500 }), (year, shift) => {
        const opened = startOfDate(`${year}-04-01`) + shift * DAY + 12345;
        const calendar = cycleCalendar(settings, year, opened);
        expect(calendar.dueItems.map((item) => item.id)).toEqual([...cycleDueItemIds]);
        const earliest = endOfDate(addDays(dateInJapan(opened), 28));
        const dueOf = new Map(calendar.dueItems.map((item) => [item.id, item.due]));
        const ordered = inOrder.map((id) => dueOf.get(id) ?? 0);
        expect([...ordered].sort((a, b) => a - b)).toEqual(ordered);
        for (const item of calendar.dueItems) {
          const date = dateInJapan(item.due - 1);
          expect(item.due).toBe(endOfDate(date));
          expect(isClosed(date)).toBe(false);
          expect(item.due).toBeGreaterThanOrEqual(earliest);
          expect(item.original).toBe(item.due);
          expect(item.basis.moved?.at(-1)?.to ?? item.basis.own).toBe(date);
          expect(item.basis.moved?.[0]?.from ?? date).toBe(item.basis.own);
          checkRungs(item.rungs, opened);
          for (const { at } of item.escalations) {
            expect(at).toBe(startOfDate(addBusinessDays(date, 10)) + NINE);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

function checkRungs(rungs: readonly number[], after: number): void {
  expect(rungs.length).toBeLessThanOrEqual(27);
  expect([...new Set(rungs)].sort((a, b) => a - b)).toEqual(rungs);
  for (const rung of rungs) {
    expect(rung).toBeGreaterThan(after);
    expect(rung - startOfDate(dateInJapan(rung))).toBe(NINE);
    expect(isClosed(dateInJapan(rung))).toBe(false);
  }
}

describe('a due date with its reminders', () => {
  it('reminds 30, 7 and 0 business days before, every 5 after, twelve times, then monthly, twelve times', () => {
    const { due, rungs, escalations } = dueFor('2026-11-30', startOfDate('2026-01-01'), settings);
    expect(due).toBe(startOfDate('2026-12-01'));
    expect(rungs.map((rung) => dateInJapan(rung)).slice(0, 6)).toEqual([
      '2026-10-15', // over 3 and 23 November
      '2026-11-18',
      '2026-11-30',
      '2026-12-07',
      '2026-12-14',
      '2026-12-21',
    ]);
    expect(rungs).toHaveLength(27);
    expect(rungs[0]).toBe(Date.parse('2026-10-15T00:00:00Z'));
    expect(escalations).toEqual([
      { at: startOfDate('2026-12-14') + NINE, to: 'ciso' },
      { at: startOfDate('2026-12-14') + NINE, to: 'supervisors' },
    ]);
  });

  it('leaves out the reminders that are past when it is set', () => {
    const { rungs } = dueFor('2026-11-30', Date.parse('2026-11-18T00:00:00Z'), settings);
    expect(dateInJapan(rungs[0] ?? 0)).toBe('2026-11-30');
  });

  it('is met until 24:00 JST, also of 31 March, and of no closed day', () => {
    expect(dueFor('2027-03-31', 0, settings).due).toBe(Date.parse('2027-03-31T15:00:00Z'));
    // 31 March 2029 is a Saturday: the date comes to lie in the next fiscal year, and says so.
    expect(dueFor('2029-03-31', 0, settings)).toMatchObject({
      due: Date.parse('2029-04-02T15:00:00Z'),
      basis: { own: '2029-03-31', moved: [{ to: '2029-04-02', reason: 'closedDay' }] },
    });
  });

  it('no rung lies on a closed day, all ascend strictly, whatever the date', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const { due, rungs, basis } = dueFor(date, 0, settings);
        expect(dateInJapan(due - 1)).toBe(businessDayFrom(date));
        expect(basis.moved !== undefined).toBe(isClosed(date));
        checkRungs(rungs, 0);
      }),
      { numRuns: 100 },
    );
  });

  it('refuses a date that does not exist', () => {
    expect(() => dueFor('2026-02-29', 0, settings)).toThrow(RangeError);
    expect(() => dueFor('2026-13-01', 0, settings)).toThrow(RangeError);
  });
});

describe('business days', () => {
  it.each([
    ['2026-12-28', false],
    ['2026-12-29', true], // Tuesday, closed by the Act on Holidays of Administrative Organs
    ['2026-12-31', true],
    ['2027-01-01', true],
    ['2027-01-03', true],
    ['2027-01-04', false],
    ['2026-05-06', true], // substitute for 3 May, a Sunday
    ['2026-05-07', false],
    ['2026-09-22', true], // between two holidays
    ['2027-03-22', true], // substitute for 21 March, a Sunday
    ['2028-02-29', false],
    ['2026-11-28', true], // Saturday
    ['2019-05-01', true], // accession of the Emperor, a holiday of that year alone
  ])('%s is closed: %s', (date, closed) => {
    expect(isClosed(date)).toBe(closed);
  });

  it('counting there and back again arrives at the same business day', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 80 }), (date, count) => {
        const from = businessDayFrom(date);
        const to = addBusinessDays(from, count);
        expect(isClosed(to)).toBe(false);
        expect(addBusinessDays(to, -count)).toBe(from);
        expect(to >= from).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the order of dates', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 20 }), (date, days) => {
        expect(businessDayFrom(addDays(date, days)) >= businessDayFrom(date)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the calendar's own list for a year", () => {
  it('has every opening, reminder, due instant and escalation, ascending, and nothing of the close', () => {
    const list = calendarList(settings, 2026);
    expect(list[0]).toEqual({ at: planningDay(settings, 2026), kind: 'opens' });
    expect(list.map(({ at }) => at)).toEqual(list.map(({ at }) => at).sort((a, b) => a - b));
    const { dueItems } = cycleCalendar(settings, 2026, planningDay(settings, 2026));
    const shown = dueItems.filter(({ id }) => id !== 'close');
    const reminders = list.filter(({ kind }) => kind === 'reminder');
    expect(reminders).toHaveLength(shown.flatMap(({ rungs }) => rungs).length);
    expect(list.filter(({ kind }) => kind === 'due')).toHaveLength(11);
    expect(list.filter(({ kind }) => kind === 'escalation')).toHaveLength(
      shown.flatMap(({ escalations }) => escalations).length,
    );
    expect(list).toContainEqual({ at: startOfDate('2026-04-01'), kind: 'yearBegins' });
    const today = { kind: 'reminder', item: 'plan', stage: 'today', roles: ['promotionOffice', 'ciso'] };
    expect(list).toContainEqual({ at: startOfDate('2026-03-31') + NINE, ...today });
    expect(list).toContainEqual({ at: startOfDate('2026-04-07') + NINE, ...today, stage: 'overdue' });
    const told = list.flatMap((event) => (event.kind === 'escalation' ? [`${event.item} ${event.to}`] : []));
    // What the CISO is reminded of anyway is not told to the CISO once more.
    expect(told).not.toContain('plan ciso');
    expect(told).toEqual(expect.arrayContaining(['plan supervisors', 'training ciso', 'riskAssessment ciso']));
  });
});

describe('months later', () => {
  it('ends on the last day of a shorter month', () => {
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
  });

  it('always gives a date that exists, as many months later', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 60 }), (date, months) => {
        const later = addMonths(date, months);
        expect(isLocalDate(later)).toBe(true);
        const count = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(count(later) - count(date)).toBe(months);
        expect(Number(later.slice(8))).toBeLessThanOrEqual(Number(date.slice(8)));
      }),
    );
  });
});

describe('the time zone of the process', () => {
  it('changes nothing', () => {
    const program = (name: string): string => JSON.stringify(fileURLToPath(new URL(`../../${name}`, import.meta.url)));
    const source = `import { cycleCalendar } from ${program('model/calendar/year.ts')};
      import { calendarList } from ${program('model/calendar/list.ts')};
      import { dueFor } from ${program('model/calendar/due-date.ts')};
      import { shippedCalendars } from ${program('records/calendar-file.ts')};
      const settings = shippedCalendars(1795400000000).ministry;
      console.log(JSON.stringify([cycleCalendar(settings, 2027, 1795400000000), dueFor('2028-02-29', 0, settings),
        calendarList(settings, 2028)]));`;
    const outputs = ['UTC', 'Asia/Tokyo', 'America/St_Johns', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'].map((zone) =>
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
      }),
    );
    expect(outputs[0]).toContain('"openedLate"');
    expect(new Set(outputs).size).toBe(1);
  }, 120_000);
});
