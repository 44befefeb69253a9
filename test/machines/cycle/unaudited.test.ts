import { describe, expect, it } from 'vitest';
import { cycleV1 } from '../../../machines/cycle/v1/index.ts';
import { cast } from './cast.ts';
import { auditInstance, auditReport, inputs } from './honest-year.ts';
import { before } from './trials.ts';

const unaudited = [
  { department: 'bureau', scope: ['bureau', 'd1', 'd2'] },
  { department: 'audit', last: 2021, scope: ['audit'] },
];

describe('departments not audited for as many years as set (3-15)', () => {
  it('are listed with the plan, told to the CISO, counted, and gone once an audit of the year reports on them', () => {
    const { driver, world } = before('submitPlan');
    driver.in({ ...world, unaudited }).decide('submitPlan', cast.office, inputs.submitPlan);
    expect(driver.effects).toContainEqual(
      expect.objectContaining({
        kind: 'notify',
        topic: 'departmentsUnaudited',
        to: expect.objectContaining({ roles: ['ciso', 'auditOfficer'] }),
      }),
    );
    const listed = () => cycleV1.lists?.['unaudited']?.rows(driver.state.snapshot.context) ?? [];
    expect(listed().map(({ id, status }) => [id, status.en])).toEqual([
      ['bureau', 'no audit is recorded'],
      ['audit', 'an audit last examined fiscal year 2021'],
    ]);
    driver.decide('approvePlan', cast.ciso, inputs.approvePlan);
    expect(driver.projection.counts['unaudited']).toBe(2);
    driver.told('auditReported', { ...auditReport, departments: ['d1'], findings: [] }, auditInstance);
    expect(listed().map(({ id }) => id)).toEqual(['audit']);
    expect(driver.projection.counts['unaudited']).toBe(1);
  });
  it('nobody is told where there are none', () => {
    const { driver } = before('submitPlan');
    driver.decide('submitPlan', cast.office, inputs.submitPlan);
    expect(driver.topics()).toEqual(['planSubmitted']);
    expect(driver.projection.counts['unaudited']).toBe(0);
  });
});
