import { describe, expect, it } from 'vitest';
import { cycleV1 } from '../../../machines/cycle/v1/index.ts';
import { markText } from '../../../machines/texts.ts';
import { startOfDate } from '../../../model/japan-time.ts';
import { asObject } from '../../../model/json.ts';
import { person } from '../support/people.ts';
import type { Driver } from '../support/drive.ts';
import { body, bodyOf, cast, doc, ministryContacts } from './cast.ts';
import {
  auditInstance,
  auditReport,
  cycle,
  improvement,
  inputs,
  open,
  planning,
  reEntry,
  walk,
} from './honest-year.ts';
import { adoption, approveAdoption, improvementsOnly } from './rules-adoption.ts';
import { evaluatedUnaudited, judgeUnaudited, later, proposedUnaudited, supplementInput } from './rules-check.ts';
import { before } from './trials.ts';

const ended = (n: number, end = 'verified') => ({ improvement: improvement(n), end, covers: [], round: 1 });
const nextCycle = `cycle/2027/${body}`;
const predecessor = { status: 'provisional', cycle: `cycle/2025/${body}`, document: doc('evaluation-2025') };
const evaluated2025 = {
  cycle: predecessor.cycle,
  provisional: false,
  result: 'achieved',
  document: doc('evaluation-2025-final'),
  evaluatedOn: '2026-05-20',
  openImprovements: [],
};
/** The second year of a body, its plan resting on a provisional evaluation, in operation. */
function secondYear(): Driver {
  const script = planning.map((step) =>
    'decision' in step && step.decision === 'submitPlan'
      ? { ...step, input: { ...step.input, evaluation: { kind: 'predecessor', document: predecessor.document } } }
      : step,
  );
  return walk(open('ministry', { firstCycle: false, predecessor }), script).driver.passTo('2026-05-21');
}

describe('planning’s ways out', () => {
  it('confirms policy and standards unchanged with a reason (3-3), which is normal and leaves no mark', () => {
    const registers = {
      policy: { version: '3.0', document: doc('p'), since: '2022-04-01' },
      standards: { version: '3.0', document: doc('s'), since: '2022-04-01', edition: 'ed-2016', directives: ['dir-1'] },
    };
    const { driver } = open('ministry', {}, '2026-02-01', bodyOf('ministry', { registers }));
    driver
      .decide('confirmPolicyUnchanged', cast.ciso, { reason: '方向性に変わりがない' })
      .decide('confirmStandardsUnchanged', cast.ciso, { reason: '改正を要しない', directives: [] })
      .decide('setDirection', cast.ciso, inputs.setDirection)
      .decide('confirmStructure', cast.ciso, inputs.confirmStructure)
      .decide('recordRiskAssessment', cast.office, inputs.recordRiskAssessment)
      .decide('decideResources', cast.ciso, inputs.decideResources)
      .decide('submitPlan', cast.office, inputs.submitPlan)
      .decide('approvePlan', cast.ciso, inputs.approvePlan);
    expect(driver.projection.phase).toBe('planned');
    expect(driver.projection.marks).toEqual(['firstYear']);
  });
  it('returns what was submitted, and takes it again', () => {
    for (const [submit, back, by] of [
      ['approvePolicy', 'returnPolicy', inputs.submitPolicy],
      ['approveStandards', 'returnStandards', inputs.submitStandards],
      ['approvePlan', 'returnPlan', inputs.submitPlan],
    ] as const) {
      const { driver } = before(submit);
      const again = submit.replace('approve', 'submit');
      driver.decide(back, cast.ciso, { reason: '記載を補うこと' });
      driver.expectRefused('notNow', submit, cast.ciso, { document: doc('x') });
      driver.decide(again, cast.office, by);
    }
    const adopting = open().driver.decide('submitAdoption', cast.office, adoption);
    adopting
      .decide('returnAdoption', cast.ciso, { reason: '記載を補うこと' })
      .decide('submitAdoption', cast.office, adoption);
    expect(adopting.projection.tasks.map(({ decision }) => decision)).toContain('approveAdoption');
  });
  it('lets the ministry’s missing contact be the ministry’s overdue: marked and told, not blocking (4-7)', () => {
    const { driver, world } = before('confirmStructure', 'designated-corporation');
    const people = world.people.filter((one) => !ministryContacts.includes(one));
    driver.in({ ...world, people }).decide('confirmStructure', cast.ciso, inputs.confirmStructure);
    expect(driver.projection.marks).toContain('ministryContactMissing');
    const told = driver.effects.filter((effect) => effect.kind === 'notify' && 'organisation' in effect.to);
    expect(
      told.map((effect) => effect.kind === 'notify' && 'organisation' in effect.to && effect.to.organisation),
    ).toEqual(['demo-ministry', body]);
    // From 1 April the ministry is overdue and is told again; this body is not.
    driver.passTo('2026-03-31');
    const { overdue } = driver.projection.counts;
    driver.passTo('2026-04-08');
    expect(driver.dueItem('ministryContact')).toMatchObject({ due: startOfDate('2026-04-01') });
    expect(driver.projection.counts['overdue']).toBe((overdue ?? 0) + 1); // the plan, not the contact
    const reminded = driver.entries.flatMap(({ effects }) =>
      effects.flatMap((effect) =>
        effect.kind === 'notify' && effect.dueItem === 'ministryContact' ? [effect.to] : [],
      ),
    );
    expect(reminded).toContainEqual({ roles: ['manager', 'supervisingStaff'], organisation: 'demo-ministry' });
    expect(reminded).not.toContainEqual(expect.objectContaining({ organisation: body }));
    driver.in(world).decide('confirmStructure', cast.ciso, inputs.confirmStructure);
    expect(driver.dueItem('ministryContact')).toBeUndefined();
  });
  it('asks the supervising ministries of the moment for their contacts, not those of the opening day (4-7)', () => {
    const { driver, world } = before('confirmStructure', 'designated-corporation');
    driver.in({ ...world, supervisors: ['demo-ministry', 'demo-second'] });
    driver.decide('confirmStructure', cast.ciso, inputs.confirmStructure);
    expect(driver.effects).toContainEqual(
      expect.objectContaining({
        topic: 'ministryContactMissing',
        to: expect.objectContaining({ organisation: 'demo-second' }),
      }),
    );
    driver.in({ ...world, supervisors: ['demo-ministry'] }).decide('confirmStructure', cast.ciso);
    expect(driver.dueItem('ministryContact')).toBeUndefined();
  });
  it.each([
    ['csirt', 'ministry', 'csirt', '6-23'],
    ['csirt', 'designated-corporation', 'csirt', '6-24'],
    ['liaison', 'designated-corporation', 'liaison', '4-6'],
    ['liaison', 'incorporated-administrative-agency', 'executive', '4-7'],
  ] as const)(
    'lets a missing %s of a %s be overdue from 1 April (%s, %s): marked, blocking neither structure nor plan',
    (item, profile, missing, _clause) => {
      const { driver, world } = before('confirmStructure', profile);
      driver.in({ ...world, people: world.people.filter(({ person }) => person !== cast[missing].person) });
      driver.decide('confirmStructure', cast.ciso, inputs.confirmStructure);
      expect(driver.projection.marks).toContain(`${item}Missing`);
      expect(driver.dueItem(item)).toMatchObject({ due: startOfDate('2026-04-01'), roles: ['ciso'] });
      const rest = planning.slice(2);
      const { driver: planned } = walk(
        { driver, world: { ...world, people: world.people.filter(({ person }) => person !== cast[missing].person) } },
        rest,
      );
      expect(planned.projection.phase).toBe('planned');
      const before1April = planned.passTo('2026-03-31').projection.counts['overdue'] ?? 0;
      expect(planned.passTo('2026-04-01').projection.counts['overdue']).toBe(before1April + 1);
      planned.in(world).decide('confirmStructure', cast.ciso, inputs.confirmStructure);
      expect(planned.dueItem(item)).toBeUndefined();
      // The year keeps that it was missing, until when, and does not read as missing it still.
      expect(planned.projection.marks).toContain(`${item}MissingUntil:2026-04-01`);
      expect(planned.projection.marks).not.toContain(`${item}Missing`);
      const shown = markText(cycleV1.marks ?? {}, `${item}MissingUntil:2026-04-01`);
      expect(shown).toEqual({
        ja: expect.stringMatching(/済み.*：2026-04-01まで$/),
        en: expect.stringMatching(/2026-04-01$/),
      });
    },
  );
  it('one person on both liaison tiers is no liaison (4-7)', () => {
    const { driver, world } = before('confirmStructure', 'incorporated-administrative-agency');
    driver.in({
      ...world,
      people: world.people.map((one) =>
        one.person === cast.executive.person ? person('p-liaison').holds('executive') : one,
      ),
    });
    driver.decide('confirmStructure', cast.ciso, inputs.confirmStructure);
    expect(driver.projection.marks).toContain('liaisonMissing');
  });
  it('approves a plan whose resource figures are still open, marked 数値未定 until they are decided (6-3)', () => {
    const { driver } = walk(
      open(),
      planning.filter((step) => !('decision' in step && step.decision === 'decideResources')),
    );
    expect(driver.projection).toMatchObject({ phase: 'planned', marks: ['firstYear', 'figuresUndecided'] });
    driver.decide('decideResources', cast.ciso, inputs.decideResources);
    expect(driver.projection.marks).toEqual(['firstYear']);
  });
  it('accepts the predecessor of an edition until its apply-by; after that it is marked and owed, never blocking (4-1)', () => {
    const { driver, world } = before('submitStandards');
    const names = { nameJa: '統一基準群（架空）', nameEn: 'edition (fictional)' };
    const old = {
      ...names,
      id: 'ed-2016',
      decidedOn: '2016-08-31',
      applyBy: '2017-03-31',
      requirements: ['r1', 'r2', 'r3'],
    };
    const editionsWith = (applyBy: string) => [
      old,
      {
        ...names,
        id: 'ed-2025',
        predecessor: 'ed-2016',
        decidedOn: '2025-07-01',
        applyBy,
        requirements: ['r1', 'r2', 'r3', 'r4'],
      },
    ];
    const approveUnder = (applyBy: string): Driver =>
      driver
        .fork()
        .in({ ...world, common: { ...world.common, editions: editionsWith(applyBy) } })
        .decide('submitStandards', cast.office, inputs.submitStandards)
        .decide('approveStandards', cast.ciso, inputs.approveStandards);
    // Owed from the beginning, with the day by which it is to be applied; marked only when that has passed.
    expect(approveUnder('2026-03-31').projection).toMatchObject({ marks: [], counts: { owed: 1 } });
    expect(approveUnder('2026-01-31').projection).toMatchObject({ marks: ['oldEdition'], counts: { owed: 1 } });
  });
  it('lets measures of the last approved plan be reported until the year begins, marked interim (3-11)', () => {
    const plan = {
      year: 2025,
      version: '1',
      document: doc('p25'),
      measures: [{ id: 'm-old', owner: { role: 'systemOfficer' } }],
    };
    const { driver } = open('ministry', {}, '2026-02-01', bodyOf('ministry', { registers: { plan } }));
    driver.decide('reportMeasure', cast.system, { ...inputs.reportMeasure, measure: 'm-old' });
    expect(driver.projection.marks).toEqual(['interim']);
  });
  it('lets the head of the organisation decide where the CISO is barred, having submitted the plan in person (6-2)', () => {
    const ciso = person(cast.ciso.person).holds('ciso').holds('promotionOffice');
    const { driver } = walk(open(), [...planning.slice(0, 8), ...planning.slice(9, 10)]);
    driver.decide('submitPlan', ciso, inputs.submitPlan);
    driver.expectRefused('planApproverIsAnother', 'approvePlan', ciso, inputs.approvePlan);
    driver.decide('approvePlan', cast.head, inputs.approvePlan, undefined, {
      standIn: { reason: '提出者のため除斥', holders: [ciso] },
    });
    expect(driver.entries.at(-1)?.marks).toEqual(['standIn']);
  });
});

describe('adoption 導入時登録', () => {
  it('takes a plan over as found, lists what 3-7 and 3-8 lack, and owes the amendment that supplies it', () => {
    const { driver, world } = open();
    driver.decide('submitAdoption', cast.office, adoption).decide('approveAdoption', cast.ciso, approveAdoption);
    expect(driver.projection).toMatchObject({
      phase: 'planned',
      marks: ['adopted', 'firstYear', 'figuresUndecided'],
      // The plan's gaps, and the directive, of which standards as found say nothing.
      counts: { owed: 2 },
    });
    expect(driver.dueItem('directive:dir-1')).toMatchObject({ due: startOfDate('2026-07-01') });
    expect(driver.effects.flatMap((effect) => (effect.kind === 'start' ? [effect.input] : []))).toMatchObject([
      { source: 'audit', adopted: { decider: '大臣（架空）', date: '2024-04-01' } },
    ]);
    expect(driver.projection.tasks.map(({ decision }) => decision)).toEqual(
      expect.arrayContaining(['setDirection', 'confirmStructure', 'recordRiskAssessment', 'submitPlanAmendment']),
    );
    const standards = { version: '3', document: doc('old-standards'), since: '2024-04-01', edition: 'ed-2016' };
    driver.passTo('2026-04-10').in({ ...world, registers: { ...world.registers, standards } });
    driver.decide('settleDirective', cast.ciso, { directive: 'dir-1', how: 'inOperation', where: '運用手順書 第2章' });
    const amendment = { ...inputs.submitPlan, version: '2', settles: ['adoption#plan'] };
    driver.expectRefused('riskAssessed', 'submitPlanAmendment', cast.office, amendment);
    driver
      .decide('setDirection', cast.ciso, inputs.setDirection)
      .decide('decideResources', cast.ciso, inputs.decideResources)
      .decide('confirmStructure', cast.ciso, inputs.confirmStructure)
      .decide('recordRiskAssessment', cast.office, inputs.recordRiskAssessment)
      .decide('submitPlanAmendment', cast.office, amendment)
      .decide('returnPlanAmendment', cast.ciso, { reason: '期限を見直すこと' })
      .decide('submitPlanAmendment', cast.office, amendment)
      .decide('approvePlanAmendment', cast.ciso, inputs.approvePlan);
    expect(driver.projection.counts['owed']).toBe(0);
  });
  it('without a plan leaves planning going on with what was adopted', () => {
    const { driver } = open();
    driver
      .decide('submitAdoption', cast.office, { ...adoption, plan: undefined })
      .decide('approveAdoption', cast.ciso, approveAdoption);
    expect(driver.projection.phase).toBe('planning');
    driver.decide('decideResources', cast.ciso, inputs.decideResources);
    for (const decision of ['setDirection', 'confirmStructure'] as const)
      driver.decide(decision, cast.ciso, inputs[decision]);
    driver
      .decide('recordRiskAssessment', cast.office, inputs.recordRiskAssessment)
      .decide('submitPlan', cast.office, { ...inputs.submitPlan, carries: ['dir-1'] })
      .decide('approvePlan', cast.ciso, inputs.approvePlan);
    expect(driver.projection.phase).toBe('planned');
  });
  it('is still open beside a plan made here, until the judgement', () => {
    const { driver } = before('judge');
    driver
      .decide('submitAdoption', cast.office, improvementsOnly)
      .decide('approveAdoption', cast.ciso, approveAdoption);
    expect(driver.projection.counts['openImprovements']).toBe(1);
    expect(driver.projection.phase).toBe('judgementProposed');
  });
});

describe('the operation’s ways out', () => {
  it('an exception that expires is overdue again until it is settled (3-11)', () => {
    const { driver } = before('settleException');
    driver.passTo('2026-10-01');
    expect(driver.dueItem('exception')?.due).toBe(startOfDate('2026-10-01'));
    expect(driver.projection.tasks.map((task) => task.decision)).toContain('settleException');
    driver.decide('settleException', cast.chief, { ...inputs.settleException, how: 'renewed' });
    expect(driver.dueItem('exception')).toBeUndefined();
    expect(driver.projection.marks).toContain('exceptionExpired');
  });
  it('amends policy, standards and plan by the rules of the first submission, side by side', () => {
    const { driver } = before('openAudit');
    driver
      .decide('submitPolicy', cast.office, { ...inputs.submitPolicy, version: '1.1' })
      .decide('submitStandardsAmendment', cast.office, { ...inputs.submitStandards, version: '1.2' })
      .decide('submitPlanAmendment', cast.office, { ...inputs.submitPlan, version: '1.3' })
      .decide('approvePlanAmendment', cast.ciso, inputs.approvePlan)
      .decide('returnStandardsAmendment', cast.ciso, { reason: '時期を改める' })
      .decide('approvePolicy', cast.ciso, inputs.approvePolicy);
    expect(driver.projection.phase).toBe('operating');
  });
});

describe('the check’s ways out', () => {
  it('a year without audit is judged insufficient, evaluated, not overdue, and never closed – until an audit of it is reported (3-15)', () => {
    const driver = evaluatedUnaudited().told('auditCancelled', { audit: auditInstance, reason: '監査人の辞退' });
    expect(driver.projection).toMatchObject({ phase: 'evaluated', marks: ['firstYear', 'noAudit', 'auditCancelled'] });
    driver.passTo('2027-07-15');
    expect(driver.projection.due).toEqual([]);
    expect(driver.attempt('close', cast.ciso).map(({ rule }) => rule)).toEqual([
      'everyImprovementEnded',
      'auditedAtLast',
    ]);
    // The next year's cycle audits the year; the improvement is verified on that report.
    driver.told('auditReported', {
      ...later('nonconformity'),
      audit: `audit/2027/${body}/1`,
      result: 'noFinding',
      findings: [],
    });
    driver.told('improvementEnded', ended(1)).decide('close', cast.ciso);
    expect(driver.projection).toMatchObject({ phase: 'closed', marks: ['firstYear', 'noAudit', 'auditCancelled'] });
  });
  it('an audit reported after recordNoAudit but before the judgement still counts (3-15)', () => {
    const driver = proposedUnaudited().told('auditReported', auditReport, auditInstance);
    expect(driver.projection.phase).toBe('inspecting');
    driver.decide('proposeJudgement', cast.chief, inputs.proposeJudgement).decide('judge', cast.ciso, inputs.judge);
    expect(driver.projection).toMatchObject({ phase: 'judged' });
  });
  it('new findings and new records return a proposed judgement, and the CISO may (3-16)', () => {
    const propose = (): Driver => before('judge').driver;
    const after = [
      propose().told('auditReported', later('observation')),
      propose().decide('recordEffect', cast.office, inputs.recordEffect),
      propose().decide('recordResultingState', cast.office, inputs.recordResultingState),
      propose().decide('recordSelfInspection', cast.officerOfD1, inputs.recordSelfInspection),
      propose().decide('returnJudgement', cast.ciso, { reason: '根拠を補うこと' }),
    ];
    for (const driver of after) {
      driver.expectRefused('judgementProposed', 'judge', cast.ciso, inputs.judge);
      expect(driver.projection.phase).toBe('inspecting');
      driver.decide('proposeJudgement', cast.chief, inputs.proposeJudgement);
    }
  });
  it('a report between judgement and evaluation is covered before the evaluation (3-16)', () => {
    const { driver } = before('evaluate');
    driver.told('auditReported', later('nonconformity'));
    driver.expectRefused('nothingUncovered', 'evaluate', cast.ciso, inputs.evaluate);
    driver
      .decide('openImprovement', cast.auditOfficer, {
        title: '題名',
        source: 'audit',
        covers: [{ ref: 'audit/2026/demo-body/2#1', clause: '3-16' }],
        needsAudit: false,
      })
      .decide('evaluate', cast.ciso, {
        ...inputs.evaluate,
        openImprovements: [1, 2, 3].map(improvement),
      });
    expect(driver.projection.counts['openImprovements']).toBe(3);
  });
  it('an observation may become an improvement (3-13)', () => {
    const { driver } = before('disposeObservation');
    driver.decide('disposeObservation', cast.ciso, { ...inputs.disposeObservation, disposition: 'improve' });
    expect(driver.projection.counts['openImprovements']).toBe(1);
  });
});

describe('since when independence is reckoned (3-18)', () => {
  const covers = (driver: Driver) =>
    driver.effects.flatMap((effect) => (effect.kind === 'start' ? [asObject(effect.input)['covers']] : []));
  it('an adopted improvement: since the day it was decided', () => {
    const { driver } = open();
    driver
      .decide('submitAdoption', cast.office, improvementsOnly)
      .decide('approveAdoption', cast.ciso, approveAdoption);
    expect(covers(driver)).toMatchObject([[{ foundOn: '2024-04-01' }]]);
  });
  it('what comes from a body that ended: since it was found there', () => {
    const { driver } = before('judge');
    driver.told(
      'auditReported',
      { ...later('nonconformity'), findings: [{ ...later('nonconformity').findings[0], foundOn: '2026-11-02' }] },
      'audit/2026/demo-body/2',
    );
    driver.told('organisationEnding', { successors: ['demo-heir'], legalBasis: '個別法第1条' });
    const handed = driver.toldTo('cycle/2026/demo-heir', 'improvementRequested').map(asObject);
    const found = handed.find(({ ref }) => ref === 'audit/2026/demo-body/2#1') ?? {};
    expect(found).toMatchObject({ covers: [{ foundOn: '2026-11-02' }] });
    const heir = open().driver.told('improvementRequested', found, cycle);
    expect(covers(heir)).toMatchObject([[{ ref: 'audit/2026/demo-body/2#1', foundOn: '2026-11-02' }]]);
  });
});

describe('a submission', () => {
  it('takes back what waits for approval: any holder of the submitting post, and it is submitted again', () => {
    const successor = person('p-successor').holds('promotionOffice');
    const back = (decision: string, by = successor) => [decision, by, { reason: '添付を取り違えた' }] as const;
    const policy = before('approvePolicy').driver.decide(...back('takeBackPolicy'));
    expect(policy.topics()).toEqual(['takenBack']);
    policy.decide('submitPolicy', cast.office, inputs.submitPolicy);
    before('approveStandards')
      .driver.decide(...back('takeBackStandards'))
      .decide('submitStandards', cast.office, inputs.submitStandards);
    before('approvePlan')
      .driver.decide(...back('takeBackPlan'))
      .decide('submitPlan', cast.office, inputs.submitPlan);
    before('approveStandardsAmendment').driver.decide(...back('takeBackStandards'));
    const { driver } = before('judge');
    driver.expectRefused('notYourRole', ...back('takeBackJudgement'));
    driver
      .decide(...back('takeBackJudgement', cast.chief))
      .expectRefused('judgementProposed', 'judge', cast.ciso, inputs.judge);
    open()
      .driver.decide('submitAdoption', cast.office, improvementsOnly)
      .decide(...back('takeBackAdoption'))
      .decide('submitAdoption', cast.office, improvementsOnly);
  });
});

describe('confirming the structure', () => {
  it('an audit officer who is also of the promotion office or CISO is marked; independence is tested per audit (3-15)', () => {
    const { driver } = before('confirmStructure');
    driver.in(
      bodyOf('ministry', {
        people: [
          ...Object.values(cast).filter(({ person: id }) => id !== cast.office.person),
          cast.office.holds('auditOfficer'),
        ],
      }),
    );
    driver.decide('confirmStructure', cast.ciso, inputs.confirmStructure);
    expect(driver.projection.marks).toContain('auditOfficerHoldsOthers');
  });
});

describe('the review’s ways out', () => {
  it('a provisional evaluation lets the next plan go on; the final one is told again (3-19)', () => {
    const { driver } = before('judge');
    driver.decide('evaluateProvisionally', cast.ciso, {
      result: 'soFarPartly',
      missing: ['判断'],
      document: doc('prov'),
    });
    expect(driver.toldTo(nextCycle, 'predecessorEvaluated')).toMatchObject([{ provisional: true, cycle }]);
    expect(driver.projection.marks).toContain('provisional');
  });
  it('a provisional evaluation is against the plan, and of an inspection that has begun (3-19)', () => {
    const soFar = { result: 'soFarPartly', missing: ['点検'], document: doc('prov') };
    const { driver } = open();
    driver.expectRefused('planStandsForInspection', 'evaluateProvisionally', cast.ciso, soFar);
    before('beginInspection').driver.expectRefused('inspectionBegun', 'evaluateProvisionally', cast.ciso, soFar);
    expect(driver.projection.marks).toEqual([]);
  });
  it('a year that never had a plan does not hold up the next: the CISO records that it cannot be evaluated (3-19)', () => {
    const { driver } = open();
    driver.expectRefused('begunWithoutPlan', 'noEvaluationPossible', cast.ciso, { reason: '計画が承認されなかった' });
    driver.passTo('2026-04-02').decide('noEvaluationPossible', cast.ciso, { reason: '計画が承認されなかった' });
    expect(driver.projection.marks).toContain('noEvaluationPossible');
    const [told] = driver.toldTo(nextCycle, 'predecessorNotEvaluable');
    expect(told).toMatchObject({ cycle });

    const next = walk(
      open('ministry', { firstCycle: false, predecessor: { status: 'running', cycle: predecessor.cycle } }),
      planning.filter((step) => !('decision' in step) || !['submitPlan', 'approvePlan'].includes(step.decision)),
    ).driver;
    const citing = (evaluation: object) => ({ ...inputs.submitPlan, evaluation });
    next.expectRefused('evaluationCited', 'submitPlan', cast.office, citing({ kind: 'notEvaluable' }));
    next.told('predecessorNotEvaluable', { cycle: predecessor.cycle, on: '2026-03-01' });
    next.expectRefused('evaluationCited', 'submitPlan', cast.office, citing({ kind: 'none', reason: '評価がない' }));
    next.decide('submitPlan', cast.office, citing({ kind: 'notEvaluable' }));
    next.decide('approvePlan', cast.ciso, inputs.approvePlan);
    // Evaluated after all: what rests on "cannot be evaluated" owes an amendment.
    next.told('predecessorEvaluated', evaluated2025);
    expect(next.projection.counts['owed']).toBe(1);
  });
  it('after a final evaluation the next plan owes an amendment, or “none needed: reason” (3-19)', () => {
    const driver = secondYear().told('predecessorEvaluated', evaluated2025);
    expect(driver.projection.counts['owed']).toBe(1);
    const waived = driver
      .fork()
      .decide('noAmendmentNeeded', cast.ciso, { ref: predecessor.cycle, reason: '差異がない' });
    expect(waived.projection).toMatchObject({ counts: { owed: 0 }, marks: ['noAmendmentNeeded'] });
    driver
      .decide('submitPlanAmendment', cast.office, {
        ...inputs.submitPlan,
        evaluation: { kind: 'predecessor', document: evaluated2025.document },
        settles: [predecessor.cycle],
      })
      .decide('approvePlanAmendment', cast.ciso, inputs.approvePlan);
    expect(driver.projection.counts['owed']).toBe(0);
  });
  it('a finding after the evaluation is taken up by a supplement and covered before the close (3-19)', () => {
    const { driver } = before('close');
    driver.told('auditReported', later('nonconformity'));
    expect(driver.attempt('close', cast.ciso).map(({ rule }) => rule)).toEqual([
      'lateFindingsSupplemented',
      'nothingUncovered',
    ]);
    driver.decide('supplement', cast.ciso, supplementInput).told('improvementEnded', ended(3, 'objectGone'));
    driver.decide('close', cast.ciso);
    expect(driver.projection).toMatchObject({
      marks: ['firstYear', 'partlyInsufficient', 'lateFinding', 'supplemented'],
      counts: { improvementsVerified: 2, improvementsObjectGone: 1 },
    });
  });
  it('counts every end of an improvement apart (3-18)', () => {
    const { driver } = before('close');
    for (const [i, end] of ['withdrawn', 'merged', 'transferred'].entries()) {
      driver
        .decide('openImprovement', cast.chief, {
          title: '題名',
          source: 'own',
          covers: [{ ref: `自主${i}`, clause: '3-16' }],
          needsAudit: false,
        })
        .told('improvementEnded', ended(3 + i, end));
    }
    expect(driver.projection.counts).toMatchObject({
      improvementsVerified: 2,
      improvementsWithdrawn: 1,
      improvementsMerged: 1,
      improvementsTransferred: 1,
    });
  });
  it('nothing changes after the close (3-18)', () => {
    const driver = before('close').driver.decide('close', cast.ciso);
    expect(driver.attempt('supplement', cast.ciso, supplementInput).map(({ rule }) => rule)).toEqual(['over']);
    driver.expectToldRefused('over', 'auditReported', later('observation'));
  });
  it('judged unaudited the coverage is complete through the improvement that only an audit verifies (3-15)', () => {
    const driver = proposedUnaudited();
    const started = driver.entries.flatMap(({ effects }) => effects.filter((effect) => effect.kind === 'start'));
    expect(started.at(-1)).toMatchObject({ input: { source: 'noAudit', needsAudit: true } });
    expect(driver.attempt('judge', cast.ciso, judgeUnaudited)).toEqual([]);
  });
  it('what improvements ask for after the plan’s approval is done within the year and told back (3-17)', () => {
    const { driver } = walk(before('amendmentRequired'), reEntry);
    expect(driver.projection.counts['owed']).toBe(0);
  });
});
