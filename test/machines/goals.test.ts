/** What is missing to come further, and to the end: from the rules themselves, at every stage. */
import { describe, expect, it } from 'vitest';
import { goalsOf, type Procedure, wayFrom, wayOf } from '../../machines/core/index.ts';
import { auditV1 } from '../../machines/audit/v1/index.ts';
import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { newestPublished } from '../../machines/procedures.ts';
import { standardsV1 } from '../../machines/standards/v1/index.ts';
import { improvementV1 } from '../../machines/improvement/v1/index.ts';
import * as audit from './audit/cast.ts';
import * as honest from './cycle/honest-year.ts';
import * as improvement from './improvement/cast.ts';
import type { Driver } from './support/drive.ts';

/** Each goal as `phase: steps`, with the rules that are not kept. */
function goals(procedure: Procedure, { state, projection, now }: Driver) {
  return goalsOf(procedure, state, projection.phase, now).map(({ id, phase, steps, rules }) => ({
    id,
    way: `${steps.join(' ')} → ${phase}`,
    missing: rules.filter(({ isMet }) => !isMet).map(({ rule }) => rule),
  }));
}

const nextOf = (procedure: Procedure, driver: Driver) =>
  goals(procedure, driver).find(({ id }) => id === 'nextPhase')?.way;

describe('what is missing', () => {
  it('to carry out a year: what the plan rests on (3-2 to 3-7)', () => {
    const opened = honest.open();
    expect(goals(cycleV1, opened.driver)[0]).toEqual({
      id: 'nextPhase',
      way: 'submitPlan approvePlan → operating',
      missing: ['riskAssessed', 'structureConfirmed', 'standardsApproved', 'directionSet'],
    });
    const submitted = honest.walk(opened, honest.planning.slice(0, -2));
    expect(goals(cycleV1, submitted.driver)[0]).toMatchObject({ way: 'approvePlan → operating', missing: [] });
  });

  it('a phase is reached by going on, not by what returns to it', () => {
    const planned = honest.walk(honest.open(), honest.planning);
    expect(nextOf(cycleV1, planned.driver)).toBe('beginInspection → inspecting');
    const ways = [honest.operation, honest.inspection, honest.judgement].reduce(
      ({ year, found }, script) => {
        const further = honest.walk(year, script);
        return { year: further, found: [...found, nextOf(cycleV1, further.driver)] };
      },
      { year: planned, found: [] as (string | undefined)[] },
    ).found;
    expect(ways).toEqual([
      'beginInspection → inspecting',
      'proposeJudgement → judgementProposed',
      'evaluate → evaluated',
    ]);
  });

  it('to close a year: its rules with what they are about and would mend them; kept ones in their positive words (3-18)', () => {
    const judged = honest.walk(honest.open(), [
      ...honest.planning,
      ...honest.operation,
      ...honest.inspection,
      ...honest.judgement,
    ]);
    const { state, projection, now } = judged.driver;
    const close = goalsOf(cycleV1, state, projection.phase, now).find(({ id }) => id === 'close');
    expect(close?.steps).toEqual(['close']);
    const rule = (name: string) => close?.rules.find((one) => one.rule === name);
    expect(rule('everyImprovementEnded')).toMatchObject({
      isMet: false,
      about: [{ kind: 'improvement' }, { kind: 'improvement' }],
      remedies: [{ decision: 'verify' }, { decision: 'verify' }],
    });
    expect(rule('auditedAtLast')).toMatchObject({
      isMet: true,
      ja: 'この年度を対象とする独立した監査が報告されている',
      basis: 'design',
    });
    expect(rule('auditedAtLast')).not.toHaveProperty('remedies');
    expect(close?.rules.map((one) => one.rule).sort()).toEqual([...(cycleV1.decisions['close']?.rules ?? [])].sort());
  });

  it('of an improvement and an audit: the way to the end, also over what others and time must do (3-15, 3-18)', () => {
    expect(goals(improvementV1, improvement.carryingOut())).toMatchObject([{ id: 'nextPhase' }, { id: 'close' }]);
    expect(goals(improvementV1, improvement.verifying()).at(-1)).toMatchObject({
      id: 'close',
      way: 'verify → verified',
    });
    expect(goals(auditV1, audit.inFieldwork()).at(-1)).toMatchObject({ id: 'close', way: 'report → reported' });
  });

  it('nothing, when it is over', () => {
    const closed = honest.walk(honest.open(), honest.honestYear).driver;
    expect(goalsOf(cycleV1, closed.state, closed.projection.phase, closed.now)).toEqual([]);
  });
});

describe('the way', () => {
  it('is that of the track in which a procedure stands: what goes on beside it is no step of it (2-2, 2-3)', () => {
    expect(wayFrom(standardsV1, 'consulting').phases).toEqual(['opened', 'guidebookDrafted', 'consulting']);
    expect(wayFrom(standardsV1, 'drafted').phases).toEqual(['opened', 'drafted', 'passed', 'decided']);
  });

  it('of a procedure of one track is whole from each of its phases', () => {
    for (const procedure of newestPublished().filter(({ id }) => id !== 'standards')) {
      const { phases } = wayOf(procedure);
      for (const phase of phases)
        expect([procedure.id, wayFrom(procedure, phase).phases]).toEqual([procedure.id, phases]);
    }
  });
});
