/** Rule cases of inspection, judgement, evaluation, supplement and close. */
import type { State } from '../../../machines/core/index.ts';
import type { Driver } from '../support/drive.ts';
import type { RuleCases, Trial } from '../support/rule-case.ts';
import { cast, doc } from './cast.ts';
import { auditInstance, auditReport, improvement, inputs } from './honest-year.ts';
import { against } from './rules-planning.ts';
import { before, honest, varied } from './trials.ts';

const secondAudit = 'audit/2026/demo-body/2';
/** A second audit of the year, of another year's cycle, with one finding. */
export const later = (grade: 'nonconformity' | 'observation') => ({
  ...auditReport,
  audit: secondAudit,
  findings: [{ ref: `${secondAudit}#1`, title: '持出しの未承認', grade, criterion: 'c1', department: 'd2' }],
});
const tellLater = (driver: Driver, grade: 'nonconformity' | 'observation' = 'nonconformity') =>
  driver.told('auditReported', later(grade), secondAudit);
export const supplementInput = {
  findings: [`${secondAudit}#1`],
  improvements: [{ title: '題名', covers: [`${secondAudit}#1`], department: 'd2' }],
  reason: '評価後に報告された',
  document: doc('supplement'),
};
const noAuditInput = { reason: '監査人が辞退した', tried: '二者に打診した' };
/** The inspection complete but for the audit. */
export const unaudited = (): Driver => before('auditReported').driver;
const insufficientOverall = {
  overall: { levelAchieved: false, sufficient: false, reason: '独立した監査がない' },
  effect: { levelAchieved: true, sufficient: true, reason: '十分' },
};
/** Judged without audit. */
export const proposedUnaudited = (): Driver =>
  unaudited()
    .decide('recordNoAudit', cast.ciso, noAuditInput)
    .decide('proposeJudgement', cast.chief, { ...inputs.proposeJudgement, ...insufficientOverall });
export const judgeUnaudited = { ...inputs.judge, ...insufficientOverall, improvements: [] };
/** A body that waits for an audit's report. */
const closing = (first?: (driver: Driver) => unknown): Trial => varied('close', first === undefined ? {} : { first });
const closeAgainst = (first: (driver: Driver) => unknown) => ({ refuse: () => closing(first), pass: () => closing() });
const proposing = (driver: Driver): Trial => driver.trial('proposeJudgement', cast.chief, inputs.proposeJudgement);

/** In planning the answer is "not yet", whatever; in the year there always is a plan, and the rule stands all the same. */
function withoutPlan({ state, event }: Trial): Trial {
  const context: State['snapshot']['context'] = JSON.parse(JSON.stringify({ ...state.snapshot.context, plan: {} }));
  return { state: { ...state, snapshot: { ...state.snapshot, context } }, event };
}

const inspect: RuleCases = {
  planStandsForInspection: {
    refuse: () => withoutPlan(honest('beginInspection')),
    pass: () => honest('beginInspection'),
  },
  yearHasBegun: {
    refuse: () =>
      before('approvePlan')
        .driver.decide('approvePlan', cast.ciso, inputs.approvePlan)
        .trial('beginInspection', cast.chief),
    pass: () => honest('beginInspection'),
  },
  inspectionBegun: {
    refuse: () => before('beginInspection').driver.trial('recordEffect', cast.office, inputs.recordEffect),
    pass: () => honest('recordEffect'),
  },
  notYetJudged: {
    refuse: () => before('evaluate').driver.trial('recordEffect', cast.office, inputs.recordEffect),
    pass: () => honest('recordEffect'),
  },
  inspectsOwnDepartment: against('recordSelfInspection', { by: 'officerOfD2' }),
  criteriaComparable: against('recordSelfInspection', {
    input: { criteria: inputs.recordSelfInspection.criteria.slice(0, 1) },
  }),
  countsConsistent: against('recordSelfInspection', {
    input: { byRole: [{ role: 'staff', subject: 20, answered: 19, compliant: 20 }] },
  }),
  notApplicableExplained: against('recordSelfInspection', {
    input: {
      criteria: [
        { criterion: 'c1', result: 'achieved' },
        { criterion: 'c2', result: 'notApplicable' },
      ],
    },
  }),
  noAuditYet: {
    refuse: () => before('proposeJudgement').driver.trial('recordNoAudit', cast.ciso, noAuditInput),
    pass: () => unaudited().trial('recordNoAudit', cast.ciso, noAuditInput),
  },
  threeDimensionsInspected: {
    refuse: () => proposing(before('recordResultingState').driver.told('auditReported', auditReport, auditInstance)),
    pass: () => honest('proposeJudgement'),
  },
  independentAuditReported: { refuse: () => proposing(unaudited()), pass: () => honest('proposeJudgement') },
  judgementProposed: {
    refuse: () => before('proposeJudgement').driver.trial('judge', cast.ciso, inputs.judge),
    pass: () => honest('judge'),
  },
  judgesTheProposal: against('judge', { input: { proposal: doc('another') } }),
  insufficientWithoutAudit: {
    refuse: () => proposedUnaudited().trial('judge', cast.ciso, { ...judgeUnaudited, overall: inputs.judge.overall }),
    pass: () => proposedUnaudited().trial('judge', cast.ciso, judgeUnaudited),
  },
  betterOverallExplained: against('judge', { input: { partlyInsufficient: undefined } }),
  everythingCovered: against('judge', { input: { improvements: [{ title: '題名', covers: [`${auditInstance}#1`] }] } }),
  coverageKnown: against('judge', {
    input: { improvements: [...inputs.judge.improvements, { title: '題名', covers: [`${auditInstance}#9`] }] },
  }),
  observationWaits: against('disposeObservation', { input: { ref: `${auditInstance}#1` } }),
};

const missing = { result: 'soFarPartly', missing: ['監査報告'], document: doc('provisional') };
const impossible = { reason: '計画案が委員会で差し戻され続け、承認に至らなかった' };
/** The year has begun, and no plan was approved. */
const unplanned = (): Driver => before('approvePlan').driver.passTo('2026-04-02');
const evaluate: RuleCases = {
  missingNamed: {
    refuse: () => before('judge').driver.trial('evaluateProvisionally', cast.ciso, { ...missing, missing: [] }),
    pass: () => before('judge').driver.trial('evaluateProvisionally', cast.ciso, missing),
  },
  notYetEvaluated: {
    refuse: () => before('close').driver.trial('evaluateProvisionally', cast.ciso, missing),
    pass: () => before('judge').driver.trial('evaluateProvisionally', cast.ciso, missing),
  },
  judgedFirst: {
    refuse: () => before('judge').driver.trial('evaluate', cast.ciso, { ...inputs.evaluate, openImprovements: [] }),
    pass: () => honest('evaluate'),
  },
  neverPlanned: {
    refuse: () => before('judge').driver.trial('noEvaluationPossible', cast.ciso, impossible),
    pass: () => unplanned().trial('noEvaluationPossible', cast.ciso, impossible),
  },
  begunWithoutPlan: {
    refuse: () => before('approvePlan').driver.trial('noEvaluationPossible', cast.ciso, impossible),
    pass: () => unplanned().trial('noEvaluationPossible', cast.ciso, impossible),
  },
  notYetRecordedAsImpossible: {
    refuse: () =>
      unplanned()
        .decide('noEvaluationPossible', cast.ciso, impossible)
        .trial('noEvaluationPossible', cast.ciso, impossible),
    pass: () => unplanned().trial('noEvaluationPossible', cast.ciso, impossible),
  },
  notYetDueIsNot: against('evaluate', {
    input: { measures: inputs.evaluate.measures.map((one) => ({ ...one, result: 'notYetDue' })) },
  }),
  everyMeasureEvaluated: against('evaluate', { input: { measures: inputs.evaluate.measures.slice(1) } }),
  directionAndResourcesReviewed: against('evaluate', { input: { resources: '' } }),
  reviewedWithReason: against('evaluate', { input: { structure: { revise: false, reason: ' ' } } }),
  resultFollowsJudgement: {
    refuse: () => evaluateUnaudited('achieved'),
    pass: () => evaluateUnaudited('partlyAchieved'),
  },
  openImprovementsNamed: against('evaluate', { input: { openImprovements: [improvement(1)] } }),
  nothingUncovered: against('evaluate', { first: tellLater }),
};

function evaluateUnaudited(result: string): Trial {
  return proposedUnaudited()
    .decide('judge', cast.ciso, judgeUnaudited)
    .trial('evaluate', cast.ciso, { ...inputs.evaluate, result, openImprovements: [improvement(1)] });
}

/** Evaluated, every improvement ended; never audited. */
export const evaluatedUnaudited = (): Driver =>
  proposedUnaudited()
    .decide('judge', cast.ciso, judgeUnaudited)
    .decide('evaluate', cast.ciso, { ...inputs.evaluate, openImprovements: [improvement(1)] });

const advice = { ref: '令和8年度本部監査 助言1', clause: '3-20' };
const dispose = { ref: advice.ref, priority: 'high', disposition: 'now', reason: '重大' };
const putOff = (until: string): Trial =>
  before('close')
    .driver.told('adviceGiven', advice)
    .trial('disposeAdvice', cast.ciso, { ...dispose, disposition: 'later', until });
const asking = { by: 'ministerEvaluation/2026/demo-body' };
const resultInput = { document: doc('result-for-ministry') };
const givingResult = (input: object = resultInput): Trial =>
  before('close').driver.told('resultRequested', asking).trial('giveResult', cast.ciso, input);
const edition = { source: 'edition', ref: 'ed-2027', subject: 'standards', what: '新しい版' };
const waive = (told: object): Trial =>
  before('close')
    .driver.told('amendmentRequired', told)
    .trial('noAmendmentNeeded', cast.ciso, { ref: edition.ref, reason: '既に準拠している' });
const supplementing = (input: object = {}): Trial =>
  tellLater(before('close').driver).trial('supplement', cast.ciso, { ...supplementInput, ...input });

const review: RuleCases = {
  supplementsLateFindings: {
    refuse: () => supplementing({ findings: [`${auditInstance}#1`] }),
    pass: () => supplementing(),
  },
  supplementCovers: { refuse: () => supplementing({ improvements: [] }), pass: () => supplementing() },
  adviceOpen: {
    refuse: () => before('close').driver.trial('disposeAdvice', cast.ciso, dispose),
    pass: () => before('close').driver.told('adviceGiven', advice).trial('disposeAdvice', cast.ciso, dispose),
  },
  laterNamesDate: {
    refuse: () => putOff('2027-05-31'),
    pass: () => putOff('2027-12-01'),
  },
  laterWithinTerm: {
    refuse: () => putOff('2030-06-01'),
    pass: () => putOff('2029-12-01'),
  },
  adviceComesAsAdvice: {
    refuse: () => before('close').driver.toldTrial('improvementRequested', { source: 'minister', ...advice }),
    pass: () => before('close').driver.toldTrial('improvementRequested', { source: 'incident', ...advice }),
  },
  resultRequestWaits: {
    refuse: () => before('close').driver.trial('giveResult', cast.ciso, resultInput),
    pass: () => givingResult(),
  },
  madeForTheMinistry: {
    refuse: () => givingResult({ document: inputs.evaluate.document }),
    pass: () => givingResult(),
  },
  resultRequestsAnswered: closeAgainst((driver) => driver.told('resultRequested', asking)),
  amendmentWaivable: { refuse: () => waive({ ...edition, source: 'improvement' }), pass: () => waive(edition) },
  evaluatedFirst: {
    refuse: () => before('evaluate').driver.trial('close', cast.ciso),
    pass: () => closing(),
  },
  everyImprovementEnded: closeAgainst((driver) =>
    driver.decide('openImprovement', cast.chief, {
      title: '題名',
      source: 'own',
      covers: [{ ref: '自主点検', clause: '3-16' }],
      needsAudit: false,
    }),
  ),
  auditedAtLast: {
    refuse: () =>
      evaluatedUnaudited()
        .told('improvementEnded', { improvement: improvement(1), end: 'verified', covers: [], round: 1 })
        .trial('close', cast.ciso),
    pass: () => closing(),
  },
  auditsFinished: closeAgainst((driver) =>
    driver.decide('openAudit', cast.auditOfficer, { title: '追加', planned: false, yearExamined: 2026 }),
  ),
  nothingOwed: closeAgainst((driver) =>
    driver.told('amendmentRequired', { ...edition, source: 'improvement', ref: improvement(1) }),
  ),
  adviceDisposed: closeAgainst((driver) => driver.told('adviceGiven', advice)),
  observationsDisposed: closeAgainst((driver) => tellLater(driver, 'observation')),
  lateFindingsSupplemented: closeAgainst((driver) => tellLater(driver)),
  applicationsDecided: closeAgainst((driver) =>
    driver.decide('applyForException', cast.staff, { ...inputs.applyForException, until: '2027-12-31' }),
  ),
  noExpiredException: closeAgainst((driver) =>
    driver
      .decide('applyForException', cast.staff, { ...inputs.applyForException, until: '2027-06-02' })
      .decide('decideException', cast.ciso, { ...inputs.decideException, exception: 2 })
      .passTo('2027-06-03'),
  ),
};

export const checkRules: RuleCases = { ...inspect, ...evaluate, ...review };
