/** What refusals of a cycle name: the very things, fields and decisions, not some. */
import { describe, expect, it } from 'vitest';
import { refusals, type Refusal } from '../../../machines/core/index.ts';
import { cycleV1 } from '../../../machines/cycle/v1/index.ts';
import type { Driver } from '../support/drive.ts';
import { person } from '../support/people.ts';
import type { Trial } from '../support/rule-case.ts';
import { cast, doc } from './cast.ts';
import { auditInstance, auditReport, cycle, improvement, inputs, open } from './honest-year.ts';
import { before, varied } from './trials.ts';

/** The refusal of a rule in a trial. */
function refused({ state, event }: Trial, rule: string): Refusal {
  const found = refusals(cycleV1, state, event).find((refusal) => refusal.rule === rule);
  if (found === undefined) throw new Error(`${rule} did not refuse`);
  return found;
}

const ids = ({ about = [] }: Refusal): string[] => about.map(({ id }) => id);
const labels = ({ about = [] }: Refusal): (string | undefined)[] => about.map(({ label }) => label?.ja);
const measures = (change: (id: string) => object): object => ({
  measures: inputs.submitPlan.measures.map((measure) => ({ ...measure, ...change(measure.id) })),
});
const applied = (driver: Driver): Driver => driver.decide('applyForException', cast.staff, inputs.applyForException);

describe('a refusal of a plan names', () => {
  it('the measures without regard for business, each with its row (6-8)', () => {
    const trial = varied('submitPlan', {
      input: measures((id) => (id === 'm-technical' || id === 'm-audit' ? { workability: ' ' } : {})),
    });
    const refusal = refused(trial, 'measuresWorkable');
    expect(refusal.about?.map(({ kind, label }) => [kind, label?.ja])).toEqual([
      ['measure', 'm-technical「端末の更新」'],
      ['measure', 'm-audit「年次監査」'],
    ]);
    expect(refusal.paths).toEqual(['measures[1].workability', 'measures[3].workability']);
  });

  it('the date at fault and the days between which it lies (3-7)', () => {
    const trial = varied('submitPlan', {
      input: measures((id) =>
        id === 'm-training' ? { due: '2027-04-01' } : id === 'm-audit' ? { completes: '2027-01-31' } : {},
      ),
    });
    const refusal = refused(trial, 'measuresDueInYear');
    expect(ids(refusal)).toEqual(['m-training', 'm-audit', '2026-04-01', '2027-03-31']);
    expect(labels(refusal).slice(2)).toEqual(['2026年4月1日以降', '2027年3月31日以前']);
    expect(refusal.paths).toEqual(['measures[0].due', 'measures[3].completes']);
  });

  it('the kind of measure that is missing, not the one that is there (3-8)', () => {
    const trial = varied('submitPlan', {
      input: { measures: inputs.submitPlan.measures.filter(({ kind }) => kind !== 'technical') },
    });
    expect(ids(refused(trial, 'planHasTrainingAndTechnical'))).toEqual(['technical']);
  });

  it('the row that repeats a number, not the first (3-7)', () => {
    const [first] = inputs.submitPlan.measures;
    const trial = varied('submitPlan', { input: { measures: [...inputs.submitPlan.measures, first] } });
    expect(refused(trial, 'measuresDistinct')).toMatchObject({
      about: [{ id: 'm-training' }],
      paths: ['measures[4].id'],
    });
  });

  it('what is owed, by whom it was asked for (3-17)', () => {
    const owed = { source: 'improvement', ref: 'improvement/2025/demo-body/1', subject: 'plan', what: '対策を加える' };
    const trial = varied('submitPlan', { first: (driver) => driver.told('amendmentRequired', owed) });
    const refusal = refused(trial, 'owedItemsInPlan');
    expect(ids(refusal)).toEqual([owed.ref]);
    expect(labels(refusal)).toEqual(['対策推進計画の変更（改善措置第1号）']);
  });

  it('last year’s cycle and the decisions there that come first (3-19)', () => {
    const predecessor = { status: 'running', cycle: 'cycle/2025/demo-body' };
    const { driver } = open('ministry', { firstCycle: false, predecessor });
    const refusal = refused(driver.trial('submitPlan', cast.office, inputs.submitPlan), 'evaluationCited');
    expect(labels(refusal)).toEqual(['令和7年度']);
    expect(refusal.remedies).toEqual(
      ['evaluate', 'evaluateProvisionally', 'noEvaluationPossible'].map((decision) => ({
        decision,
        instance: 'cycle/2025/demo-body',
      })),
    );
  });

  it('what comes first of standards: their approval once they are submitted (3-4)', () => {
    const none = open().driver;
    const first = refused(none.trial('submitPlan', cast.office, inputs.submitPlan), 'standardsApproved');
    expect(first.remedies?.map(({ decision }) => decision)).toEqual(['submitStandards', 'confirmStandardsUnchanged']);
    const put = before('approveStandards').driver;
    const then = refused(put.trial('submitPlan', cast.office, inputs.submitPlan), 'standardsApproved');
    expect(then.remedies).toEqual([{ decision: 'approveStandards' }]);
  });

  it('both documents where another is approved than was submitted (3-7)', () => {
    const refusal = refused(varied('approvePlan', { input: { document: doc('another') } }), 'planHashSubmitted');
    expect(refusal.about).toEqual([
      { kind: 'document', id: doc('another') },
      { kind: 'document', id: doc('plan') },
    ]);
  });

  it('who submitted it, and that this person is barred whatever the post (6-2)', () => {
    const { driver } = before('approvePlan');
    const dual = person(cast.office.person).holds('promotionOffice').holds('ciso');
    const trial = driver.trial('approvePlan', dual, inputs.approvePlan);
    expect(ids(refused(trial, 'planApproverIsAnother'))).toEqual([cast.office.person]);
    const { context } = driver.state.snapshot;
    expect(cycleV1.rules['planApproverIsAnother']?.bars?.(context)).toEqual([cast.office.person]);
  });

  it('the post that is vacant (6-4)', () => {
    const refusal = refused(varied('confirmStructure', { without: ['bureauOfficer'] }), 'rolesFilled');
    expect(refusal.about).toEqual([{ kind: 'role', id: 'officer' }]);
  });

  it('whoever is audit officer and head of officers, with both posts and their departments (3-15)', () => {
    const both = person(cast.chief.person).holds('auditOfficer', { department: 'audit' });
    const refusal = refused(varied('confirmStructure', { also: [both] }), 'auditOfficerSeparate');
    expect(refusal.about).toEqual([
      {
        kind: 'person',
        id: cast.chief.person,
        posts: expect.arrayContaining([{ role: 'headOfOfficers' }, { role: 'auditOfficer', department: 'audit' }]),
      },
    ]);
  });
});

describe('a refusal in the operation names', () => {
  it('the measure with the post that owns it (3-11)', () => {
    const refusal = refused(varied('reportMeasure', { by: 'officerOfD2' }), 'ownsMeasure');
    expect(refusal.about).toEqual([
      {
        kind: 'measure',
        id: 'm-technical',
        label: { ja: 'm-technical「端末の更新」', en: 'm-technical “端末の更新”' },
        posts: [{ role: 'systemOfficer', department: 'd1' }],
      },
    ]);
  });

  it('the first day that counts, before the year begins (3-9)', () => {
    const { driver } = before('approvePlan');
    driver.decide('approvePlan', cast.ciso, inputs.approvePlan);
    const early = { ...inputs.recordTraining, heldOn: '2026-03-10' };
    const refusal = refused(driver.trial('recordTraining', cast.office, early), 'trainingRestsOnPlan');
    expect(ids(refusal)).toEqual(['2026-04-01']);
    expect(refusal.paths).toEqual(['heldOn']);
    expect(refusal.remedies).toBeUndefined();
  });

  it('the version taught that was not in force, with its row (3-10)', () => {
    const taught = [
      { of: 'policy', version: '1.0' },
      { of: 'standards', version: '0.9' },
    ];
    const refusal = refused(varied('recordTraining', { input: { taught } }), 'taughtVersionWasCurrent');
    expect(labels(refusal)).toEqual(['対策基準 0.9版']);
    expect(refusal.paths).toEqual(['taught[1]']);
  });

  it('of date and counts only what is wrong (3-9)', () => {
    const counted = refused(varied('recordTraining', { input: { attended: 201 } }), 'trainingHeld');
    expect(counted).toMatchObject({ about: [{ kind: 'figure', id: '200' }], paths: ['attended', 'subject'] });
    const dated = refused(varied('recordTraining', { input: { heldOn: '2026-12-01' } }), 'trainingHeld');
    expect(dated.about?.map(({ kind }) => kind)).toEqual(['date']);
    expect(dated.paths).toEqual(['heldOn']);
  });

  it('the latest end of an exception that the body allows (6-8)', () => {
    const refusal = refused(varied('applyForException', { input: { until: '2028-06-02' } }), 'exceptionWithinReason');
    expect(labels(refusal)).toEqual(['2028年5月31日以前']);
  });

  it('one’s own applications that wait, by their numbers (6-8)', () => {
    const { driver } = before('applyForException');
    for (let i = 0; i < 20; i += 1) applied(driver);
    const refusal = refused(
      driver.trial('applyForException', cast.staff, inputs.applyForException),
      'applicationsOpenBounded',
    );
    expect(ids(refusal)).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)));
    expect(refusal.remedies).toEqual([{ decision: 'decideException' }]);
  });
});

describe('a refusal of the check and the review names', () => {
  it('the dimensions nobody inspected, and the decisions that record them (3-14)', () => {
    const { driver } = before('recordResultingState');
    driver.told('auditReported', auditReport, auditInstance);
    const refusal = refused(
      driver.trial('proposeJudgement', cast.chief, inputs.proposeJudgement),
      'threeDimensionsInspected',
    );
    expect(ids(refusal)).toEqual(['resultingState']);
    expect(refusal.remedies).toEqual([{ decision: 'recordResultingState' }]);
  });

  it('findings and insufficiencies in the numbers people use (3-16)', () => {
    const refusal = refused(varied('judge', { input: { improvements: [] } }), 'everythingCovered');
    expect(refusal.about).toEqual([
      {
        kind: 'finding',
        id: `${auditInstance}#1`,
        label: { ja: '令和8年度監査第1号の1', en: '1 of FY2026 audit no. 1' },
        title: { ja: '退職者の利用権限の残存', en: '退職者の利用権限の残存' },
      },
      { kind: 'dimension', id: `${cycle}#effect`, label: { ja: '効果', en: 'effect' } },
    ]);
  });

  it('the reference that this year does not know, where it stands (3-16)', () => {
    const improvements = [
      ...inputs.judge.improvements,
      { title: '題名', covers: [`${auditInstance}#1`, `${auditInstance}#9`] },
    ];
    const refusal = refused(varied('judge', { input: { improvements } }), 'coverageKnown');
    expect(ids(refusal)).toEqual([`${auditInstance}#9`]);
    expect(refusal.paths).toEqual(['improvements[2].covers[1]']);
  });

  it('the criterion without a result, and the department (5-1)', () => {
    const criteria = inputs.recordSelfInspection.criteria.slice(0, 1);
    const refusal = refused(varied('recordSelfInspection', { input: { criteria } }), 'criteriaComparable');
    expect(refusal.about).toEqual([
      { kind: 'department', id: 'd1' },
      { kind: 'criterion', id: 'c2' },
    ]);
    expect(refusal.paths).toEqual(['criteria']);
  });

  it('the measures that the evaluation leaves out (3-19)', () => {
    const trial = varied('evaluate', { input: { measures: inputs.evaluate.measures.slice(0, 3) } });
    expect(labels(refused(trial, 'everyMeasureEvaluated'))).toEqual(['m-audit「年次監査」']);
  });

  it('the improvements still open, and their verification as what comes first (3-18)', () => {
    const trial = varied('close', {
      first: (driver) =>
        driver.decide('openImprovement', cast.chief, {
          title: '題名',
          source: 'own',
          covers: [{ ref: '自主点検', clause: '3-16' }],
          needsAudit: false,
        }),
    });
    const refusal = refused(trial, 'everyImprovementEnded');
    expect(refusal.about).toEqual([{ kind: 'improvement', id: improvement(3), title: { ja: '題名', en: '題名' } }]);
    expect(refusal.remedies).toEqual([{ decision: 'verify', instance: improvement(3) }]);
  });

  it('the audit still under way, and its report (3-15)', () => {
    const trial = varied('close', {
      first: (driver) =>
        driver.decide('openAudit', cast.auditOfficer, { title: '追加', planned: false, yearExamined: 2026 }),
    });
    const refusal = refused(trial, 'auditsFinished');
    expect(refusal.remedies).toEqual([{ decision: 'report', instance: 'audit/2026/demo-body/2' }]);
  });
});
