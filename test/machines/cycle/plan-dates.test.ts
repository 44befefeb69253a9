import { describe, expect, it } from 'vitest';
import { startOfDate } from '../../../model/japan-time.ts';
import { body, cast } from './cast.ts';
import { inputs } from './honest-year.ts';
import { before } from './trials.ts';

describe('the plan’s own dates', () => {
  it('fall due: who owns what is late is reminded, explains it, and it stays overdue until it is done (3-11)', () => {
    const { driver } = before('reportMeasure');
    // The training was held in time: nothing is due on its date.
    expect(driver.dueItem('measures:2026-06-30')).toBeUndefined();
    expect(driver.dueItem('measures:2026-09-30')).toBeDefined();
    const since = driver.entries.length;
    driver.passTo('2026-10-02');
    const told = driver.entries
      .slice(since)
      .flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'notify' ? [effect] : [])));
    expect(told.filter(({ dueItem }) => dueItem === 'measures:2026-09-30').map(({ to }) => to)).toContainEqual({
      roles: ['systemOfficer'],
      organisation: body,
      department: 'd1',
    });
    const overdue = driver.projection.counts['overdue'];
    const delay = { item: 'measures:2026-09-30', reason: '部品の納入が遅れている', expectedOn: '2026-11-15' };
    driver.decide('explainDelay', cast.system, delay);
    expect(driver.projection.counts['overdue']).toBe(overdue);
    expect(driver.dueItem('measures:2026-09-30')).toMatchObject({
      explained: { reason: delay.reason, expectedOn: '2026-11-15' },
    });
    driver.decide('reportMeasure', cast.system, inputs.reportMeasure);
    expect(driver.dueItem('measures:2026-09-30')).toBeUndefined();
    expect(driver.projection.counts['overdue']).toBe((overdue ?? 0) - 1);
  });
  it('a measure of several years has a milestone in this one, and may be 期限未到来 in the evaluation (3-19)', () => {
    const { driver } = before('submitPlan');
    const measures = inputs.submitPlan.measures.map((one) =>
      one.id === 'm-technical' ? { ...one, due: '2027-03-31', completes: '2028-09-30' } : one,
    );
    const short = measures.map((one) => ({ ...one, completes: '2026-05-01' }));
    driver.expectRefused('measuresDueInYear', 'submitPlan', cast.office, { ...inputs.submitPlan, measures: short });
    driver.decide('submitPlan', cast.office, { ...inputs.submitPlan, measures });
    expect(driver.projection.tasks.map(({ decision }) => decision)).toContain('approvePlan');
  });
  it('an amendment that moves an overdue measure keeps its first date, and what was met in time stays so', () => {
    const { driver } = before('reportMeasure');
    driver.passTo('2026-10-11');
    const trained = driver.state.snapshot.context;
    const measures = inputs.submitPlan.measures.map((one) =>
      one.id === 'm-technical' ? { ...one, due: '2027-03-31' } : one,
    );
    driver
      .decide('submitPlanAmendment', cast.office, { ...inputs.submitPlan, measures })
      .decide('approvePlanAmendment', cast.ciso, inputs.approvePlan);
    expect(driver.dueItem('measures:2026-09-30')).toBeUndefined();
    expect(driver.dueItem('measures:2027-03-31')).toMatchObject({ original: startOfDate('2026-10-01') });
    const metOn = (context: object) => JSON.stringify(context).match(/"id":"measures:2026-06-30"[^}]*"met":(\d+)/)?.[1];
    expect(metOn(driver.state.snapshot.context)).toBe(metOn(trained));
  });
  it('done, and then reported as not done: it is due again', () => {
    const { driver } = before('reportMeasure');
    driver.decide('reportMeasure', cast.system, inputs.reportMeasure);
    expect(driver.dueItem('measures:2026-09-30')).toBeUndefined();
    driver.decide('reportMeasure', cast.system, { ...inputs.reportMeasure, status: 'notDone' });
    expect(driver.dueItem('measures:2026-09-30')).toBeDefined();
  });
  it('a plan that is late beyond its year still has dates to come', () => {
    const { driver } = before('submitPlan');
    driver.passTo('2027-04-10');
    const measures = inputs.submitPlan.measures.map((one) => ({ ...one, due: '2027-06-30' }));
    driver.decide('submitPlan', cast.office, { ...inputs.submitPlan, measures });
    expect(driver.projection.tasks.map(({ decision }) => decision)).toContain('approvePlan');
  });
  it('a milestone that was missed is no 期限未到来, whenever the measure is to be complete (3-19)', () => {
    const late = (completes: string) =>
      inputs.submitPlan.measures.map((one) => (one.id === 'm-technical' ? { ...one, completes } : one));
    const { driver } = before('submitPlan');
    const plan = { ...inputs.submitPlan, measures: late('2028-03-31') };
    driver.expectRefused('measuresDueInYear', 'submitPlan', cast.office, { ...plan, measures: late('2999-12-31') });
    driver.decide('submitPlan', cast.office, plan);
    expect(driver.projection.tasks.map(({ decision }) => decision)).toContain('approvePlan');
  });
  it('what was not yet due at the judgement need not be named in the evaluation; all else must be (3-19)', () => {
    const { driver } = before('judge');
    const measures = inputs.submitPlan.measures.map((one) =>
      one.id === 'm-technical' ? { ...one, due: '2027-03-31' } : one,
    );
    driver
      .decide('reportMeasure', cast.system, { ...inputs.reportMeasure, status: 'notDone' })
      .decide('submitPlanAmendment', cast.office, { ...inputs.submitPlan, measures })
      .decide('approvePlanAmendment', cast.ciso, inputs.approvePlan)
      .decide('judge', cast.ciso, inputs.judge);
    const others = inputs.evaluate.measures.filter(({ id }) => id !== 'm-technical');
    driver.expectRefused('everyMeasureEvaluated', 'evaluate', cast.ciso, {
      ...inputs.evaluate,
      measures: others.slice(1),
    });
    driver.decide('evaluate', cast.ciso, { ...inputs.evaluate, measures: others });
    expect(driver.projection.phase).toBe('evaluated');
  });
  it('an owning post that nobody holds is marked when the plan is submitted', () => {
    const { driver } = before('submitPlan');
    const measures = inputs.submitPlan.measures.map((one) =>
      one.id === 'm-technical' ? { ...one, owner: { role: 'csirtHead', department: 'd2' } } : one,
    );
    driver.decide('submitPlan', cast.office, { ...inputs.submitPlan, measures });
    expect(driver.projection.marks).toContain('measureOwnerVacant');
  });
});
