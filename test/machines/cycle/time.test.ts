import { describe, expect, it } from 'vitest';
import { next } from '../../../machines/core/index.ts';
import { cycleV1 } from '../../../machines/cycle/v1/index.ts';
import { endOfDate, startOfDate } from '../../../model/japan-time.ts';
import { cast } from './cast.ts';
import { honestYear, inputs, open, opening, operation, planning, walk } from './honest-year.ts';
import { before } from './trials.ts';

describe('time', () => {
  it('reminds of every open item on its rungs, and no more once it is met', () => {
    const { driver } = open();
    // Due on Monday 16 March: seven business days before (the 5th), on the day, five after it (the 20th is a holiday).
    driver.passTo('2026-03-24');
    const reminded = driver.entries.flatMap(({ effects }) =>
      effects.flatMap((effect) => (effect.kind === 'notify' && effect.dueItem === 'direction' ? [effect.topic] : [])),
    );
    expect(reminded).toEqual(['reminder', 'reminder', 'overdue']);
    driver.decide('setDirection', cast.ciso, inputs.setDirection).passTo('2026-03-31');
    const after = driver.entries
      .at(-1)
      ?.effects.flatMap((effect) => (effect.kind === 'notify' ? [effect.dueItem] : []));
    expect(after).toContain('structure');
    expect(after).not.toContain('direction');
  });
  it('gives one reminder for an item whose rungs are all past, not one for each', () => {
    // The dates of a year opened on 1 February, of which nothing ran until 20 March.
    const { driver } = open('ministry', opening('ministry'), '2026-03-20');
    const seq = driver.entries.length;
    driver.passTo(driver.now);
    const reminders = driver.entries
      .slice(seq)
      .flatMap(({ effects }) =>
        effects.flatMap((effect) => (effect.kind === 'notify' && effect.dueItem === 'direction' ? [effect.topic] : [])),
      );
    expect(reminders).toEqual(['overdue']);
  });
  it('begins the inspection by the calendar where nobody did (3-12)', () => {
    const { driver } = walk(open(), [...planning, ...operation]);
    driver.passTo(startOfDate('2026-10-15'));
    expect(driver.projection.phase).toBe('inspecting');
    expect(driver.topics()).toEqual(['inspectionBegun']);
  });
  it('does not begin it before the plan is approved, and then at once when it is late', () => {
    const { driver } = walk(open(), planning.slice(0, -1));
    driver.passTo('2026-11-23');
    expect(driver.projection.phase).toBe('planning');
    driver.decide('approvePlan', cast.ciso, inputs.approvePlan).passDays(0);
    expect(driver.projection.phase).toBe('inspecting');
  });
  it('shows a plan approved before 1 April as planned, from 1 April as operating', () => {
    const { driver } = walk(open(), planning);
    expect(driver.projection.phase).toBe('planned');
    driver.passTo(startOfDate('2026-04-01'));
    expect(driver.projection.phase).toBe('operating');
  });
  it('opened late, the year has begun, is marked, and can still be closed', () => {
    const dueItems = [
      { id: 'plan', due: endOfDate('2027-01-29'), original: endOfDate('2026-03-31'), rungs: [], roles: ['ciso'] },
    ];
    const late = open('ministry', { ...opening('ministry'), openedLate: true, dueItems }, '2026-11-24');
    const shifted = honestYear
      .slice(0, 19)
      .map((step) => ({ ...step, on: '2026-12-01' }))
      .map((step) =>
        'decision' in step && step.decision === 'applyForException'
          ? { ...step, input: { ...step.input, until: '2027-01-31' } }
          : step,
      )
      .map((step) =>
        'decision' in step && step.decision === 'recordTraining'
          ? { ...step, input: { ...step.input, heldOn: '2026-12-01' } }
          : step,
      )
      .map((step) =>
        'decision' in step && step.decision === 'reportDissemination'
          ? { ...step, input: { ...step.input, on: '2026-12-01' } }
          : step,
      )
      .map((step) =>
        'decision' in step && step.decision === 'submitPlan'
          ? {
              ...step,
              input: {
                ...step.input,
                measures: inputs.submitPlan.measures.map((one) => ({ ...one, due: '2027-02-26' })),
              },
            }
          : step,
      );
    const { driver } = walk(walk(late, shifted), [
      ...honestYear.slice(19, 20).map((step) => ({ ...step, on: '2026-12-01' })),
      ...honestYear.slice(21).map((step) => (step.on < '2026-12-02' ? { ...step, on: '2026-12-02' } : step)),
    ]);
    expect(driver.projection).toMatchObject({
      phase: 'closed',
      marks: ['openedLate', 'firstYear', 'partlyInsufficient'],
    });
  });
  it('is over with the year: no timer is left', () => {
    const { driver } = walk(open(), honestYear);
    expect(next(cycleV1, driver.state)).toBeUndefined();
  });
  it('lets the close fall due only once nothing but the CISO’s act is missing; until then “evaluated” is not overdue', () => {
    const { driver } = walk(open(), honestYear.slice(0, -3));
    driver.passTo('2027-08-01');
    expect(driver.projection).toMatchObject({ phase: 'evaluated', due: [] });
    const closable = before('close').driver;
    expect(closable.projection.due.map((item) => item.id)).toEqual(['close']);
  });
});
