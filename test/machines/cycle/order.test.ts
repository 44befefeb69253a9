import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../machines/core/index.ts';
import { cast } from './cast.ts';
import { improvement, inputs, open, planning, walk } from './honest-year.ts';
import { judgeUnaudited, proposedUnaudited, unaudited } from './rules-check.ts';
import { before } from './trials.ts';

const said = (refusal: Refusal): string => `${refusal.rule} ${refusal.clause} ${refusal.basis}`;

describe('the order constraints of the guideline (clauses.md 1–7), refused with their clause', () => {
  it('1: no plan without a risk assessment (3-7), training and technical measures (3-8), or the CISO’s own approval (6-2)', () => {
    const { driver } = walk(open(), planning.slice(0, 7));
    expect(said(driver.expectRefused('riskAssessed', 'submitPlan', cast.office, inputs.submitPlan))).toBe(
      'riskAssessed 3-7 text',
    );
    const noTraining = {
      ...inputs.submitPlan,
      measures: inputs.submitPlan.measures.filter(({ kind }) => kind !== 'training'),
    };
    expect(said(driver.expectRefused('planHasTrainingAndTechnical', 'submitPlan', cast.office, noTraining))).toBe(
      'planHasTrainingAndTechnical 3-8 text',
    );
    const submitted = before('approvePlan').driver;
    const refusal = submitted.expectRefused('notYourRole', 'approvePlan', cast.chief, inputs.approvePlan);
    expect([refusal.clause, refusal.whoCould]).toEqual(['6-2', ['ciso']]);
  });
  it('2: no training counts before plan and year (3-9), no measure (3-11)', () => {
    const { driver } = open();
    expect(
      said(driver.expectRefused('trainingRestsOnPlan', 'recordTraining', cast.office, inputs.recordTraining)),
    ).toBe('trainingRestsOnPlan 3-9 text');
    expect(said(driver.expectRefused('measureInLastPlan', 'reportMeasure', cast.system, inputs.reportMeasure))).toBe(
      'measureInLastPlan 3-11 text',
    );
    const inMarch = before('approvePlan').driver.decide('approvePlan', cast.ciso, inputs.approvePlan);
    inMarch.expectRefused('trainingRestsOnPlan', 'recordTraining', cast.office, inputs.recordTraining);
    inMarch.expectRefused('measureInLastPlan', 'reportMeasure', cast.system, inputs.reportMeasure);
  });
  it('the measures of standards and plan follow a guideline too, or say why another method is used (6-9)', () => {
    for (const [decision, name] of [
      ['submitStandards', 'submitStandards'],
      ['submitPlan', 'submitPlan'],
      ['submitStandardsAmendment', 'submitStandardsAmendment'],
    ] as const) {
      const { driver } = before(decision);
      const unsaid = { ...inputs[name], guideline: undefined };
      expect(driver.attempt(decision, cast.office, unsaid).map(said)).toEqual(['methodFollowsGuideline 6-9 text']);
      expect(driver.attempt(decision, cast.office, { ...unsaid, otherMethod: '独自の手法による' })).toEqual([]);
      expect(driver.attempt(decision, cast.office, { ...unsaid, guideline: 'g-unknown' }).map(said)).toEqual([
        'methodFollowsGuideline 6-9 text',
      ]);
    }
    const amending = before('reportMeasure').driver;
    amending.expectRefused('methodFollowsGuideline', 'submitPlanAmendment', cast.office, {
      ...inputs.submitPlan,
      guideline: undefined,
    });
  });
  it('2: training held before the plan stood, or before the year began, does not rest on it (3-9)', () => {
    const { driver } = before('recordTraining');
    for (const heldOn of ['2026-03-09', '2026-03-31']) {
      const input = { ...inputs.recordTraining, heldOn };
      expect(driver.attempt('recordTraining', cast.office, input).map(said)).toEqual(['trainingRestsOnPlan 3-9 text']);
    }
    expect(driver.attempt('recordTraining', cast.office, { ...inputs.recordTraining, heldOn: '2026-04-01' })).toEqual(
      [],
    );
  });
  it('3: the check does not close without all three dimensions (3-14) and an independent audit (3-15)', () => {
    const twoOfThree = before('recordResultingState').driver;
    expect(twoOfThree.attempt('proposeJudgement', cast.chief, inputs.proposeJudgement).map(said)).toEqual([
      'threeDimensionsInspected 3-14 text',
      'independentAuditReported 3-15 text',
    ]);
    expect(unaudited().attempt('proposeJudgement', cast.chief, inputs.proposeJudgement).map(said)).toEqual([
      'independentAuditReported 3-15 text',
    ]);
    expect(
      proposedUnaudited()
        .attempt('judge', cast.ciso, { ...judgeUnaudited, overall: inputs.judge.overall })
        .map(said),
    ).toEqual(['insufficientWithoutAudit 3-15 design']);
  });
  it('5: what is insufficient, and every nonconformity, is covered by an improvement (3-16)', () => {
    const { driver } = before('judge');
    expect(driver.attempt('judge', cast.ciso, { ...inputs.judge, improvements: [] }).map(said)).toEqual([
      'everythingCovered 3-16 text',
    ]);
  });
  it('6: the year does not close on improvements that are only done (3-18)', () => {
    const { driver } = before('close');
    driver.decide('openImprovement', cast.chief, {
      title: '題名',
      source: 'incident',
      covers: [{ ref: '事案1', clause: '6-23' }],
      needsAudit: false,
    });
    expect(driver.attempt('close', cast.ciso).map(said)).toEqual(['everyImprovementEnded 3-18 design']);
    driver.told('improvementEnded', { improvement: improvement(3), end: 'withdrawn', covers: ['事案1'], round: 1 });
    expect(driver.attempt('close', cast.ciso)).toEqual([]);
  });
  it('7: no evaluation before the judgement, no plan without last year’s evaluation (3-19)', () => {
    const unjudged = before('judge').driver;
    const refused = unjudged.expectRefused('judgedFirst', 'evaluate', cast.ciso, {
      ...inputs.evaluate,
      openImprovements: [],
    });
    expect(said(refused)).toBe('judgedFirst 3-19 text');
    const { driver } = walk(
      open('ministry', { firstCycle: false, predecessor: { status: 'running', cycle: 'cycle/2025/demo-body' } }),
      planning.slice(0, 8),
    );
    expect(driver.attempt('submitPlan', cast.office, inputs.submitPlan).map(said)).toEqual([
      'evaluationCited 3-19 design',
    ]);
  });
  it('cites 4-2, 4-5, 4-9 and 4-14 to agencies', () => {
    const profile = 'incorporated-administrative-agency';
    const { driver } = open(profile);
    const clauses = (type: string, by: Parameters<typeof driver.attempt>[1], input: object) =>
      driver.attempt(type, by, input).map(({ clause }) => clause);
    expect(clauses('submitPlan', cast.office, inputs.submitPlan)).toContain('4-2');
    expect(clauses('recordTraining', cast.office, inputs.recordTraining)).toContain('4-5');
    expect(clauses('beginInspection', cast.chief, {})).toEqual(['4-9']);
    driver.told('adviceGiven', { ref: '助言1', clause: '4-14' });
    expect(clauses('close', cast.ciso, {})).toContain('4-14');
  });
});
