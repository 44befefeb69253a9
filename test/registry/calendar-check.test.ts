import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { holidayYears } from '../../model/calendar/business-days.ts';
import { readCalendars, readOverrides, type ReadResult } from '../../model/calendar/read.ts';
import { profiles } from '../../model/organisations.ts';
import { readCalendarFile, shippedCalendarFile, shippedCalendars } from '../../records/calendar-file.ts';
import { makeCalendars } from '../../records/calendars.ts';
import { makeRegisters } from '../../records/registers/registers.ts';
import { makeRegistry } from '../../records/registry/registry.ts';
import { errorsOf, now, onDatabase, world } from './support.ts';

const shipped = shippedCalendars(now);
const file = (): { default: Record<string, object>; profiles: Record<string, object> } =>
  JSON.parse(readFileSync(shippedCalendarFile(), 'utf8'));

function pathsOf(read: ReadResult<unknown>): string[] {
  return read.ok ? [] : read.problems.map(({ path }) => path);
}

/** Paths of what is wrong with the shipped calendar after a change of some due days. */
function withDays(dueDays: object): string[] {
  const content = file();
  content.default['dueDays'] = { ...content.default['dueDays'], ...dueDays };
  return pathsOf(readCalendars(content, 2026));
}

describe('a calendar mistake is found when it is loaded, not in March', () => {
  it('the shipped calendar is right for every year whose holidays are known', () => {
    for (const profile of profiles) {
      expect(pathsOf(readOverrides({}, shipped[profile], 2020))).toEqual([]);
    }
  });

  it.each([
    ['an unknown due item', { planning: { day: '03-31', year: 0 } }, 'default.dueDays.planning'],
    ['a missing due item', { plan: undefined }, 'default.dueDays.plan'],
    ['a day that never exists', { plan: { day: '02-30', year: 0 } }, 'default.dueDays.plan.day'],
    ['29 February, which most years lack', { judgement: { day: '02-29', year: 1 } }, 'default.dueDays.judgement.day'],
    ['a text that is no day', { plan: { day: '31 March', year: 0 } }, 'default.dueDays.plan.day'],
    ['an unknown item to follow', { audit: { after: 'audits', businessDays: 5 } }, 'default.dueDays.audit.after'],
    ['an item after itself', { audit: { after: 'audit', businessDays: 5 } }, 'default.dueDays.audit.after'],
    ['no business days after', { audit: { after: 'plan', businessDays: 0 } }, 'default.dueDays.audit.businessDays'],
    ['the evaluation before the judgement', { evaluation: { day: '02-15', year: 1 } }, 'default.dueDays.evaluation'],
    ['the close before the evaluation', { close: { day: '03-15', year: 1 } }, 'default.dueDays.close'],
    ['a date before the planning day', { direction: { day: '01-15', year: 0 } }, 'default.dueDays.direction'],
    ['a date after the end', { close: { after: 'evaluation', businessDays: 240 } }, 'default.dueDays.close'],
    [
      'an order broken only in some years',
      { judgement: { after: 'audit', businessDays: 40 } },
      'default.dueDays.evaluation',
    ],
  ])('%s', (_, dueDays, path) => {
    expect(withDays(dueDays)).toContain(path);
  });

  it('a circle names its way, once for each member', () => {
    const days = { audit: { after: 'judgement', businessDays: 5 }, judgement: { after: 'audit', businessDays: 5 } };
    expect(withDays(days)).toEqual(['default.dueDays.audit.after', 'default.dueDays.judgement.after']);
  });

  it.each([
    ['unsorted', [7, 30, 0]],
    ['twice the same', [30, 7, 7, 0]],
  ])('a ladder %s', (_, before) => {
    const content = file();
    content.default['ladder'] = { ...content.default['ladder'], before };
    expect(pathsOf(readCalendars(content, 2026))).toEqual(['default.ladder.before']);
  });

  it('a planning day after which every year would count as opened late', () => {
    const content = file();
    content.default['planningDay'] = { day: '03-01', year: 0 };
    expect(pathsOf(readCalendars(content, 2026))).toEqual(['default.planningDay']);
  });

  it('an inspection outside the year', () => {
    expect(pathsOf(readOverrides({ inspectionDay: { day: '04-01', year: 1 } }, shipped.ministry, 2026))).toEqual([
      'inspectionDay',
    ]);
  });

  it('a year whose holidays nobody knows', () => {
    expect(pathsOf(readCalendars(file(), holidayYears.last))).toEqual(['holidays']);
    expect(pathsOf(readCalendars(file(), holidayYears.last - 1))).toEqual([]);
  });

  it('everything wrong at once, each at its path, in both languages', () => {
    const content = file();
    content.default['planningDay'] = { day: '02-30', year: 0 };
    content.profiles['ministry'] = { escalation: { ciso: 0 }, holiday: {} };
    const read = readCalendars(content, 2026);
    expect(pathsOf(read)).toEqual(['profiles.ministry.escalation.ciso', 'profiles.ministry.holiday']);
    if (read.ok) throw new Error('it was taken');
    for (const { text } of read.problems) {
      expect(text.ja).toMatch(/[ぁ-んァ-ヶ一-龠]/);
      expect(text.en.length).toBeGreaterThan(5);
    }
  });

  it('what is wrong in one profile alone is said of that profile', () => {
    const content = file();
    content.profiles['designated-corporation'] = { dueDays: { plan: { day: '12-01', year: 0 } } };
    expect(pathsOf(readCalendars(content, 2026))).toEqual(['profiles.designated-corporation.dueDays.selfInspection']);
  });

  it('a file that is no JSON', () => {
    const read = readCalendarFile('/nowhere/calendar.json', now);
    expect(pathsOf(read)).toEqual(['/nowhere/calendar.json']);
  });
});

onDatabase('PGlite', (database) => {
  describe('a body’s own calendar', () => {
    it('is checked at the border and laid over that of its profile', async () => {
      await makeRegistry(database()).change(world, 'p-1', now);
      const registers = makeRegisters(database(), shipped);
      const set = (value: object) =>
        registers.set('demo-m', 'calendarOverrides', '', JSON.parse(JSON.stringify(value)), now, 'p-2');
      const errors = await errorsOf(set({ dueDays: { evaluation: { day: '02-15', year: 1 } } }));
      expect(errors).toEqual([expect.stringContaining('value.dueDays.evaluation')]);
      expect(await errorsOf(set({ dueDays: { evalution: { day: '02-15', year: 1 } } }))).not.toEqual([]);

      const calendars = makeCalendars(database(), shipped);
      const before = await calendars.of('demo-m', now);
      expect(before).toEqual(shipped.ministry);
      await set({ planningDay: { day: '01-15', year: 0 }, ladder: { before: [10] } });
      expect(await calendars.of('demo-m', now)).toEqual({
        ...shipped.ministry,
        planningDay: { day: '01-15', year: 0 },
        ladder: { ...shipped.ministry.ladder, before: [10] },
      });
      expect(await calendars.of('demo-m', now - 1)).toEqual(shipped.ministry);
      const days = await calendars.planningDays(2027, now);
      expect(days).toContainEqual({ organisation: 'demo-m', planningDay: Date.parse('2027-01-14T15:00:00Z') });
      expect(days).toContainEqual({ organisation: 'demo-a', planningDay: Date.parse('2027-01-31T15:00:00Z') });
      expect(await calendars.problems(now)).toEqual([]);

      // Another calendar file under the same overrides.
      const later = { ...shipped, ministry: { ...shipped.ministry, lateOpening: { days: 60, businessDays: 10 } } };
      expect((await makeCalendars(database(), later).problems(now)).map(({ path }) => path)).toEqual([
        'demo-m/calendarOverrides.planningDay',
      ]);
    });
  });
});
