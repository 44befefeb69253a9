/**
 * The other uses of the cycle's rules: the decisions and states beside that of a rule's own case. A refused event is tried
 * again where the rule also stands; where no path leads to what it forbids, the memory is altered.
 */
import type { Json, ProcedureEvent, State } from '../../../machines/core/index.ts';
import { asObject } from '../../../model/json.ts';
import type { Driver } from '../support/drive.ts';
import type { RuleCases, RuleUses, Trial } from '../support/rule-case.ts';
import { cast, doc } from './cast.ts';
import { auditInstance, inputs, open } from './honest-year.ts';
import { improvementsOnly } from './rules-adoption.ts';
import { askedElsewhere } from './rules-asked.ts';
import { later, supplementInput } from './rules-check.ts';
import { collected, inspectedTwice, ofBothDivisions, unrecorded } from './rules-inspection.ts';
import { before } from './trials.ts';

/** What is different of the memory. */
type Altered = Readonly<Record<string, Json | undefined>>;

const altered = (state: State, by: Altered): State =>
  JSON.parse(
    JSON.stringify({ ...state, snapshot: { ...state.snapshot, context: { ...state.snapshot.context, ...by } } }),
  );

/** The event of a trial in another state, and – a first submission as an amendment – under another name. */
function again({ event }: Trial, state: State, type: string = event.type): Trial {
  const moved: ProcedureEvent = { ...event, type, at: Math.max(event.at, state.snapshot.context.at) };
  return { state, event: moved };
}

const just = (name: string): Driver => before(name).driver;
const inYear = (): Driver => just('recordTraining');
const submitted = (driver: Driver, decision: 'submitPolicy' | 'submitPlanAmendment'): Driver =>
  driver.decide(decision, cast.office, decision === 'submitPolicy' ? inputs.submitPolicy : inputs.submitPlan);
const adopting = (driver: Driver): Driver => driver.decide('submitAdoption', cast.office, improvementsOnly);

/** States in which decisions also stand. */
const states = {
  directionSet: () => just('confirmStructure').state,
  structureConfirmed: () => just('submitPolicy').state,
  riskRecorded: () => just('submitPlan').state,
  year: () => inYear().state,
  policySubmitted: () => submitted(inYear(), 'submitPolicy').state,
  standardsAmended: () => just('approveStandardsAmendment').state,
  planAmended: () => submitted(inYear(), 'submitPlanAmendment').state,
  adoptionOfNoPlan: () => adopting(open().driver).state,
  lateAdoption: () => adopting(inYear()).state,
  running: () => just('beginInspection').state,
  recording: () => just('recordSelfInspection').state,
  proposed: () => just('judge').state,
  judged: () => just('evaluate').state,
  withdrawn: () => open().driver.decide('withdrawYear', cast.ciso, { reason: '誤って開いた（架空）' }).state,
};

const judgement = (): Json =>
  asObject(JSON.parse(JSON.stringify(states.judged().snapshot.context)))['judgement'] ?? null;

/** What each decision of the check is tried with. */
const checking = {
  beginInspection: [cast.chief, inputs.beginInspection],
  recordSelfInspection: [cast.officerOfD1, inputs.recordSelfInspection],
  enterSelfInspections: [cast.office, collected('d1')],
  remindSelfInspection: [cast.office, {}],
  recordEffect: [cast.office, inputs.recordEffect],
  recordResultingState: [cast.office, inputs.recordResultingState],
  evaluateProvisionally: [cast.ciso, { result: 'soFarPartly', missing: ['監査'], document: doc('provisional') }],
  recordNoAudit: [cast.ciso, { reason: '監査人が辞退した', tried: '二者に打診した' }],
  proposeJudgement: [cast.chief, inputs.proposeJudgement],
  returnJudgement: [cast.ciso, { reason: '記載を補うこと' }],
  takeBackJudgement: [cast.chief, { reason: '記載を補うこと' }],
  judge: [cast.ciso, inputs.judge],
  evaluate: [cast.ciso, inputs.evaluate],
} as const;
type Check = keyof typeof checking;
const records = ['recordSelfInspection', 'enterSelfInspections', 'recordEffect', 'recordResultingState'] as const;

function trial(driver: Driver, decision: Check, by: Altered = {}): Trial {
  const [who, input] = checking[decision];
  const { state, event } = driver.trial(decision, who, input);
  return { state: altered(state, by), event };
}

/** Trials of the other uses, given the rules' own cases. */
export function usesElsewhere(cases: RuleCases): RuleUses {
  const own = (rule: string): Trial => {
    const refuse = cases[rule]?.refuse;
    if (refuse === undefined) throw new Error(`there is no case of ${rule}`);
    return refuse();
  };
  const uses: Record<string, (() => Trial)[]> = {};
  const add = (rule: string, ...trials: readonly (() => Trial)[]): void => {
    uses[rule] = [...(uses[rule] ?? []), ...trials];
  };
  /** Each rule's own refused event, tried in these states. */
  const inStates = (rules: readonly string[], where: readonly (() => State)[], type?: string): void => {
    for (const rule of rules) for (const state of where) add(rule, () => again(own(rule), state(), type));
  };
  const alteredIn = (rule: string, of: string, state: () => State, by: Altered, type?: string): void => {
    add(rule, () => again(own(of), altered(state(), by), type));
  };

  for (const [rule, trials] of Object.entries(askedElsewhere())) add(rule, ...trials);
  inStates(['directionStated', 'resourcePolicyStated'], [states.directionSet, states.year]);
  inStates(['rolesFilled', 'auditOfficerSeparate'], [states.structureConfirmed, states.year]);
  inStates(
    ['methodFollowsGuideline', 'importantListed', 'importantAssessedInDetail'],
    [states.riskRecorded, states.year],
  );
  inStates(
    ['policyStatesPurpose', 'policyScopeClear', 'outOfScopeProtected', 'policySettlesOwed', 'policyInForce'],
    [states.year],
  );
  inStates(['policyHashSubmitted', 'policyApproverIsAnother'], [states.policySubmitted]);

  const unmethodical = (decision: 'submitStandards' | 'submitPlan' | 'submitStandardsAmendment') => () =>
    just(decision).trial(decision, cast.office, { ...inputs[decision], guideline: undefined });
  add(
    'methodFollowsGuideline',
    unmethodical('submitStandards'),
    unmethodical('submitPlan'),
    unmethodical('submitStandardsAmendment'),
    () => inYear().trial('submitPlanAmendment', cast.office, { ...inputs.submitPlan, guideline: undefined }),
  );
  add('policyApprovedFirst', () => again(own('standardsInForce'), open().driver.state));
  alteredIn('policyApprovedFirst', 'editionKnown', states.year, { policy: {} }, 'submitStandardsAmendment');
  inStates(
    [
      'editionKnown',
      'conformanceComplete',
      'conformanceExplained',
      'departureHasEqualEffect',
      'directivesReflected',
      'standardsSettleOwed',
    ],
    [states.year],
    'submitStandardsAmendment',
  );
  inStates(
    ['standardsHashSubmitted', 'standardsApproverIsAnother'],
    [states.standardsAmended],
    'approveStandardsAmendment',
  );

  inStates(
    [
      'planHasTrainingAndTechnical',
      'planHasInspectionAndAudit',
      'leavingOutExplained',
      'measuresWorkable',
      'measuresDistinct',
      'measuresDueInYear',
      'criteriaSetRegistered',
      'planSettlesOwed',
    ],
    [states.year],
    'submitPlanAmendment',
  );
  alteredIn(
    'standardsDeliberated',
    'standardsDeliberated',
    states.year,
    { deliberations: [] },
    'submitStandardsAmendment',
  );
  alteredIn('planDeliberated', 'planDeliberated', states.year, { deliberations: [] }, 'submitPlanAmendment');
  add('measuresDueAhead', () =>
    again(own('measuresDueAhead'), altered(states.year(), { plan: {} }), 'submitPlanAmendment'),
  );
  const owed = { ref: 'x', source: 'edition', subject: 'plan', what: 'w', since: 0 };
  for (const [rule, by] of [
    ['riskAssessed', { riskAssessment: undefined }],
    ['structureConfirmed', { structure: undefined }],
    ['standardsApproved', { standards: {} }],
    ['directionSet', { direction: undefined }],
    ['evaluationCited', { predecessor: { status: 'running' } }],
    ['owedItemsInPlan', { owed: [owed] }],
  ] as const) {
    alteredIn(rule, 'measuresDistinct', states.year, by, 'submitPlanAmendment');
  }
  alteredIn(
    'earlierEvaluationOnlyInFirstCycle',
    'earlierEvaluationOnlyInFirstCycle',
    states.year,
    { firstCycle: false },
    'submitPlanAmendment',
  );
  inStates(
    ['planHashSubmitted', 'planApproverIsAnother', 'rolesStillFilled'],
    [states.planAmended],
    'approvePlanAmendment',
  );
  alteredIn('owedItemsStillInPlan', 'planHashSubmitted', states.planAmended, { owed: [owed] }, 'approvePlanAmendment');
  alteredIn(
    'evaluationStillCited',
    'planHashSubmitted',
    states.planAmended,
    { predecessor: { status: 'running' } },
    'approvePlanAmendment',
  );

  inStates(['adoptionNotEmpty', 'adoptsNothingTwice'], [states.year]);
  add('adoptionDatesPast', () => {
    const openImprovements = improvementsOnly.openImprovements.map((one) => ({ ...one, decidedOn: '2099-01-01' }));
    return inYear().trial('submitAdoption', cast.office, { ...improvementsOnly, openImprovements });
  });
  alteredIn('adoptionInFirstYear', 'adoptionNotEmpty', states.year, { firstCycle: false });
  alteredIn('adoptionOnce', 'adoptionNotEmpty', states.year, { adoption: { approved: { at: 0, by: 'p' } } });
  add('adoptionBeforeJudgement', () =>
    again(own('adoptionNotEmpty'), altered(open().driver.state, { judgement: judgement() })),
  );
  inStates(['adoptionHashSubmitted', 'adoptionApproverIsAnother'], [states.adoptionOfNoPlan, states.lateAdoption]);
  for (const state of [states.adoptionOfNoPlan, states.lateAdoption]) {
    const pending = { submitted: { version: '1', document: doc('x'), by: 'p', at: 0, settles: [] } };
    alteredIn('adoptionStillMissing', 'adoptionHashSubmitted', state, { policy: pending });
    add('adoptionBeforeJudgement', () =>
      again(own('adoptionHashSubmitted'), altered(state(), { judgement: judgement() })),
    );
  }
  add('adoptionBeforeJudgement', () => {
    const { state, event } = own('adoptionHashSubmitted');
    return { state: altered(state, { judgement: judgement() }), event };
  });

  // Where the year stands on a plan there always is one; the rule stands there all the same.
  const noPlan: Altered = { plan: {} };
  for (const decision of [...records, 'remindSelfInspection', 'recordNoAudit'] as const) {
    add('planStandsForInspection', () => trial(just('recordSelfInspection'), decision, noPlan));
  }
  for (const decision of ['proposeJudgement', 'judge', 'evaluate', ...records] as const) {
    add('planStandsForInspection', () => trial(just('judge'), decision, noPlan));
  }
  for (const decision of [
    'beginInspection',
    'recordNoAudit',
    'proposeJudgement',
    'judge',
    'evaluate',
    'remindSelfInspection',
    ...records,
  ] as const) {
    add('planStandsForInspection', () => trial(open().driver, decision));
  }
  add('planStandsForInspection', () => trial(just('judge'), 'evaluateProvisionally', noPlan));
  for (const decision of [
    ...records,
    'remindSelfInspection',
    'recordNoAudit',
    'proposeJudgement',
    'evaluateProvisionally',
  ] as const) {
    add('inspectionBegun', () => trial(just('beginInspection'), decision));
  }
  for (const decision of [
    ...records,
    'remindSelfInspection',
    'recordNoAudit',
    'proposeJudgement',
    'returnJudgement',
    'takeBackJudgement',
    'judge',
  ] as const) {
    add('notYetJudged', () => trial(just('evaluate'), decision));
  }
  for (const decision of records) {
    add('inspectionBegun', () => trial(just('judge'), decision, { inspection: { selfInspections: {} } }));
    add('notYetJudged', () => trial(just('judge'), decision, { judgement: judgement() }));
  }
  inStates(
    ['inspectsOwnDepartment', 'criteriaComparable', 'countsConsistent', 'notApplicableExplained'],
    [states.proposed],
  );
  inStates(['departmentsOnce', 'officersRecordStands', 'inspectionMeasuresNamed'], [states.proposed]);
  add('inspectionMeasuresNamed', () =>
    inspectedTwice('judge').trial('recordSelfInspection', cast.officerOfD1, inputs.recordSelfInspection),
  );
  for (const until of ['recordSelfInspection', 'judge'] as const)
    add('inspectionMeasuresNamed', () =>
      inspectedTwice(until).trial('enterSelfInspections', cast.office, collected('d1')),
    );
  const [result] = collected('d1').rows;
  for (const driver of ['recordSelfInspection', 'judge'] as const) {
    for (const [rule, input] of [
      ['criteriaComparable', { criteria: [] }],
      ['countsConsistent', { byRole: [{ role: 'staff', subject: 1, answered: 2, compliant: 0 }] }],
      [
        'notApplicableExplained',
        { criteria: result?.criteria.map(({ criterion }) => ({ criterion, result: 'notApplicable' })) },
      ],
    ] as const) {
      const rows = [{ ...result, department: 'd2', ...input }];
      add(rule, () => just(driver).trial('enterSelfInspections', cast.office, { ...collected(), rows }));
    }
  }
  const proposed = (): Driver =>
    ofBothDivisions('proposeJudgement').decide('proposeJudgement', cast.chief, {
      ...inputs.proposeJudgement,
      ...unrecorded,
    });
  add('selfInspectionsHandedIn', () => proposed().trial('judge', cast.ciso, { ...inputs.judge, notInspected: [] }));
  add('notInspectedIsMissing', () =>
    proposed().trial('judge', cast.ciso, {
      ...inputs.judge,
      notInspected: [...unrecorded.notInspected, { departments: ['d1'], reason: '障害の対応' }],
    }),
  );
  add('betterOverallExplained', () =>
    just('proposeJudgement').trial('proposeJudgement', cast.chief, {
      ...inputs.proposeJudgement,
      partlyInsufficient: undefined,
    }),
  );
  add(
    'judgementProposed',
    () => trial(just('proposeJudgement'), 'returnJudgement'),
    () => trial(just('proposeJudgement'), 'takeBackJudgement'),
  );
  add('threeDimensionsInspected', () =>
    trial(just('judge'), 'judge', { inspection: { begun: 0, selfInspections: {} } }),
  );
  add('independentAuditReported', () => trial(just('judge'), 'judge', { audits: [] }));
  add('notYetEvaluated', () => trial(just('close'), 'evaluate'));

  inStates(['adviceComesAsAdvice'], [states.withdrawn]);
  const tardy = (): Driver => just('close').told('auditReported', later('nonconformity'), 'audit/2026/demo-body/2');
  add('nothingUncovered', () => tardy().trial('close', cast.ciso));
  add('coverageKnown', () =>
    tardy().trial('supplement', cast.ciso, {
      ...supplementInput,
      improvements: [{ title: '他', covers: [`${auditInstance}#9`] }],
    }),
  );
  add(
    'evaluatedFirst',
    () => just('evaluate').trial('supplement', cast.ciso, supplementInput),
    () => just('evaluate').trial('giveResult', cast.ciso, { document: doc('result-for-ministry') }),
  );
  return uses;
}
