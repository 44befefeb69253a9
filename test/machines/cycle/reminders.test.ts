import { describe, expect, it } from 'vitest';
import { next, step, type Effect } from '../../../machines/core/index.ts';
import { cycleV1 } from '../../../machines/cycle/v1/index.ts';
import { calendarList } from '../../../model/calendar/list.ts';
import { planningDay } from '../../../model/calendar/year.ts';
import { dateInJapan, endOfDate, startOfDate } from '../../../model/japan-time.ts';
import { shipped } from '../support/world.ts';
import { bodyOf, cast } from './cast.ts';
import { open } from './honest-year.ts';
import { changedCalendar, recalendar } from './rules-calendar.ts';
import { before } from './trials.ts';

const NINE = 9 * 3_600_000;
const settings = shipped.ministry;

/** A year under the shipped calendar, opened at 09:00 of a day. */
function opened(on: string) {
  return open('ministry', {}, on, bodyOf('ministry', { calendar: settings })).driver;
}

const notices = (effects: readonly Effect[]) => effects.flatMap((effect) => (effect.kind === 'notify' ? [effect] : []));

describe('reminders and escalation', () => {
  it.each(['2026-02-01', '2026-11-24'])(
    'opened on %s and nobody acting, the year does exactly what the calendar lists',
    (on) => {
      const driver = opened(on);
      driver.passTo('2029-12-31');
      const listed = calendarList(settings, 2026, startOfDate(on) + NINE).slice(1);
      const done = driver.entries.slice(1).flatMap(({ at, event, effects }): object[] => {
        if (JSON.stringify(event).includes('"yearBegins"')) return [{ at, kind: 'yearBegins' }];
        return notices(effects).map(({ reminder, dueItem: item, to }) =>
          reminder?.stage === 'escalated'
            ? { at, kind: 'escalation', item, to: 'supervisorsOf' in to ? 'supervisors' : 'ciso' }
            : { at, kind: 'reminder', item, stage: reminder?.stage, roles: 'roles' in to ? to.roles : [] },
        );
      });
      const wanted = listed.filter(({ kind }) => kind !== 'due');
      expect(new Set(done.map((one) => JSON.stringify(one)))).toEqual(
        new Set(wanted.map((one) => JSON.stringify(one))),
      );
      expect(done).toHaveLength(wanted.length);
      // At each due instant itself there is an entry, and it tells nobody unless something else comes at that instant.
      const entries = new Map(driver.entries.map((entry) => [entry.at, entry]));
      for (const due of listed.filter(({ kind }) => kind === 'due')) {
        const told = notices(entries.get(due.at)?.effects ?? []).filter(({ topic }) => topic !== 'yearBegun');
        expect(told).toEqual([]);
        expect(entries.get(due.at)?.projection.counts['overdue']).toBeGreaterThan(0);
      }
      // Every fired timer moved something: none stands as refused.
      expect(driver.entries.filter(({ refused }) => refused !== undefined)).toEqual([]);
    },
  );

  it('what passed while nothing ran is one notice that says how many it stands for', () => {
    const { state } = opened('2026-02-01');
    const due = next(cycleV1, state)?.due ?? 0;
    const at = startOfDate('2026-04-20') + NINE;
    const late = notices(step(cycleV1, state, { type: 'rung', at, due }).effects);
    const direction = late.filter(({ dueItem }) => dueItem === 'direction');
    expect(direction.map(({ topic, reminder }) => [topic, reminder?.stage, reminder?.missed])).toEqual([
      ['overdue', 'overdue', 5],
      ['escalated', 'escalated', undefined],
    ]);
    expect(direction[0]?.reminder).toMatchObject({
      rung: startOfDate('2026-04-14') + NINE,
      due: endOfDate('2026-03-16'),
    });
    expect(direction[1]?.to).toEqual({ supervisorsOf: 'demo-body', roles: ['manager', 'supervisingStaff'] });
    const risk = late.filter(({ dueItem }) => dueItem === 'riskAssessment').map(({ to }) => to);
    expect(risk).toContainEqual({ roles: ['ciso'], organisation: 'demo-body' });
  });

  it('the close falls due when nothing else is missing: what passed before that was not missed', () => {
    const { driver } = before('close');
    driver.passTo('2027-10-01');
    const close = driver.entries
      .flatMap(({ effects }) => notices(effects))
      .filter(({ dueItem }) => dueItem === 'close');
    expect(close.length).toBeGreaterThan(0);
    expect(close.filter(({ reminder }) => reminder?.missed !== undefined)).toEqual([]);
  });
});

describe('recalendar', () => {
  const world = bodyOf('ministry', { calendar: changedCalendar });

  it('takes the calendar in force for what is not met; the first date stays, and the move is said', () => {
    const driver = open().driver.in(world);
    const original = driver.dueItem('plan')?.due ?? 0;
    const other = driver.dueItem('evaluation');
    driver.decide('recalendar', cast.ciso, recalendar);
    expect(driver.dueItem('plan')).toMatchObject({
      due: endOfDate('2026-04-30'),
      original,
      basis: {
        moved: [{ from: dateInJapan(original - 1), to: '2026-04-30', reason: 'recalendar' }],
      },
    });
    // 30, 7 and 0 business days before it, and five after: 29 April and 4 to 6 May are holidays.
    const days = ['2026-03-17', '2026-04-20', '2026-04-30', '2026-05-12'];
    expect(driver.dueItem('plan')?.rungs.slice(0, 4)).toEqual(days.map((day) => startOfDate(day) + NINE));
    expect(driver.dueItem('evaluation')).toEqual(other);
    expect(driver.projection.marks).toContain('recalendared');
    expect(driver.topics()).toEqual(['recalendared']);
    expect(JSON.stringify(driver.entries.at(-1)?.event)).toContain(recalendar.reason);
    driver.expectRefused('calendarDiffers', 'recalendar', cast.ciso, recalendar);
  });

  it('escalation goes on counting from the first date', () => {
    const driver = open().driver.in(world);
    driver.decide('recalendar', cast.ciso, recalendar).passTo('2026-04-16');
    const told = driver.entries.flatMap(({ at, effects }) =>
      notices(effects).flatMap(({ dueItem, topic }) => (dueItem === 'plan' ? [`${dateInJapan(at)} ${topic}`] : [])),
    );
    expect(told).toContain('2026-04-14 escalated');
    expect(told).not.toContain('2026-04-14 overdue');
  });

  it('what is met stays as it was', () => {
    const { driver } = before('recordTraining');
    const met = driver.dueItem('plan') ?? driver.state.snapshot.context;
    driver.in(world).expectRefused('calendarDiffers', 'recalendar', cast.ciso, recalendar);
    expect(driver.dueItem('plan') ?? driver.state.snapshot.context).toEqual(met);
  });
});

describe('the planning day', () => {
  it('is the first line of the calendar’s list', () => {
    expect(calendarList(settings, 2026)[0]).toEqual({ at: planningDay(settings, 2026), kind: 'opens' });
  });
});
