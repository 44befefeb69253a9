import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, cycleCalendar, cycleDueItemIds, dueFor, planningDay } from '../../model/calendar.ts';
import { addDays, dateInJapan, endOfDate, isLocalDate, startOfDate } from '../../model/japan-time.ts';
import { profiles } from '../../model/organisations.ts';

const DAY = 24 * 60 * 60 * 1000;
const years = fc.integer({ min: 1952, max: 2400 });
const dates = fc.integer({ min: 0, max: 160_000 }).map((days) => addDays('1960-01-01', days));

function dueDates(profile: (typeof profiles)[number], year: number, openedAt: number): Record<string, string> {
  const { dueItems } = cycleCalendar(profile, year, openedAt);
  return Object.fromEntries(dueItems.map((item) => [item.id, dateInJapan(item.due - 1)]));
}

describe('the calendar of a cycle (the guideline sets no day: every date is configuration)', () => {
  it('gives every due item its customary date when the year is opened on the planning day', () => {
    for (const profile of profiles) {
      const opened = planningDay(profile, 2026);
      expect(dateInJapan(opened)).toBe('2026-02-01');
      expect(dueDates(profile, 2026, opened)).toEqual({
        direction: '2026-03-15',
        structure: '2026-03-15',
        riskAssessment: '2026-03-15',
        plan: '2026-03-31',
        training: '2026-12-31',
        selfInspection: '2026-11-30',
        audit: '2027-01-31',
        judgement: '2027-02-28',
        evaluation: '2027-03-31',
        close: '2027-06-30',
      });
      expect(cycleCalendar(profile, 2026, opened)).toMatchObject({
        openedLate: false,
        moved: [],
        yearBegins: startOfDate('2026-04-01'),
        inspectionBegins: startOfDate('2026-10-01'),
      });
    }
  });

  it('lets nothing fall due earlier than 28 days after a late opening, and says which dates moved and why', () => {
    const calendar = cycleCalendar('ministry', 2026, startOfDate('2026-11-23') + DAY / 2);
    expect(calendar.openedLate).toBe(true);
    expect(calendar.moved).toEqual(
      (
        [
          ['direction', '2026-03-15'],
          ['structure', '2026-03-15'],
          ['riskAssessment', '2026-03-15'],
          ['plan', '2026-03-31'],
          ['selfInspection', '2026-11-30'],
        ] as const
      ).map(([id, from]) => ({ id, from, to: '2026-12-21', reason: 'openedLate' })),
    );
    expect(calendar.dueItems.find((item) => item.id === 'training')?.due).toBe(endOfDate('2026-12-31'));
  });

  it('may move a date past 31 March', () => {
    expect(dueDates('designated-corporation', 2026, startOfDate('2027-03-20')).evaluation).toBe('2027-04-17');
  });

  it('knows a 29 February: 28 days after 1 February of a leap year is the 29th', () => {
    expect(dueDates('ministry', 2027, startOfDate('2028-02-01')).audit).toBe('2028-02-29');
    expect(dueDates('ministry', 2026, startOfDate('2027-02-01')).audit).toBe('2027-03-01');
  });

  it('refuses a year that is none', () => {
    expect(() => cycleCalendar('ministry', 2026.5, 0)).toThrow(RangeError);
    expect(() => cycleCalendar('ministry', Number.NaN, 0)).toThrow(RangeError);
  });

  it('holds for every year and opening: all items once, none early, rungs ascending at 09:00 and after the opening', () => {
    fc.assert(
      fc.property(years, fc.constantFrom(...profiles), fc.integer({ min: -400, max: 800 }), (year, profile, shift) => {
        const opened = startOfDate(`${year}-04-01`) + shift * DAY + 12345;
        const calendar = cycleCalendar(profile, year, opened);
        expect(calendar.dueItems.map((item) => item.id)).toEqual([...cycleDueItemIds]);
        const earliest = endOfDate(addDays(dateInJapan(opened), 28));
        const moved = new Set(calendar.moved.map((item) => item.id));
        expect(calendar.openedLate).toBe(moved.size > 0);
        for (const item of calendar.dueItems) {
          expect(item.due).toBeGreaterThanOrEqual(earliest);
          expect(!moved.has(item.id) || item.due === earliest).toBe(true);
          expect(item.original).toBe(item.due);
          expect(item.roles.length).toBeGreaterThan(0);
          expect(item.rungs.length).toBeLessThanOrEqual(27);
          expect([...item.rungs].sort((a, b) => a - b)).toEqual(item.rungs);
          for (const rung of item.rungs) {
            expect(rung).toBeGreaterThan(opened);
            // 09:00 in Japan is 00:00 UTC.
            expect(Math.abs(rung % DAY)).toBe(0);
          }
        }
      }),
    );
  });
});

describe('a due date with its reminders', () => {
  it('reminds 30, 7 and 0 days before, every 5 days after, twelve times, then monthly', () => {
    const { due, rungs } = dueFor('2026-12-31', startOfDate('2026-01-01'));
    expect(due).toBe(startOfDate('2027-01-01'));
    expect(rungs.map((rung) => dateInJapan(rung))).toEqual([
      '2026-12-01',
      '2026-12-24',
      '2026-12-31',
      ...Array.from({ length: 12 }, (_, index) => addDays('2026-12-31', (index + 1) * 5)),
      ...Array.from({ length: 12 }, (_, index) => addMonths('2027-03-01', index + 1)),
    ]);
    expect(rungs[0]).toBe(Date.parse('2026-12-01T00:00:00Z'));
  });

  it('leaves out the reminders that are past when it is set', () => {
    const { rungs } = dueFor('2026-12-31', Date.parse('2026-12-24T00:00:00Z'));
    expect(dateInJapan(rungs[0] ?? 0)).toBe('2026-12-31');
  });

  it('refuses a date that does not exist', () => {
    expect(() => dueFor('2026-02-29', 0)).toThrow(RangeError);
    expect(() => dueFor('2026-13-01', 0)).toThrow(RangeError);
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
    const calendar = fileURLToPath(new URL('../../model/calendar.ts', import.meta.url));
    const program = `import { cycleCalendar, dueFor } from ${JSON.stringify(calendar)};
      console.log(JSON.stringify([cycleCalendar('ministry', 2027, 1795400000000), dueFor('2028-02-29', 0)]));`;
    const outputs = ['UTC', 'Asia/Tokyo', 'America/St_Johns', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'].map((zone) =>
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
      }),
    );
    expect(outputs[0]).toContain('"openedLate"');
    expect(new Set(outputs).size).toBe(1);
  }, 60_000);
});
