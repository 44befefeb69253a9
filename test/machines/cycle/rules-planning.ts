/** Rule cases of planning: each rule refuses once and lets pass once. */
import type { Json } from '../../../machines/core/index.ts';
import { addDays } from '../../../model/japan-time.ts';
import { person } from '../support/people.ts';
import type { RuleCase, RuleCases, Trial } from '../support/rule-case.ts';
import { bodyOf, cast, doc } from './cast.ts';
import { inputs, open, planning, walk } from './honest-year.ts';
import { before, honest, varied, type Variation } from './trials.ts';

/** The honest decision passes; varied so, it is refused. */
export const against = (decision: string, variation: Variation): RuleCase => ({
  refuse: () => varied(decision, variation),
  pass: () => honest(decision),
});
const inForce = { policy: { version: '0.9', document: doc('old-policy'), since: '2020-04-01' } };
const standardsInForce = {
  version: '0.9',
  document: doc('old-standards'),
  since: '2020-04-01',
  edition: 'ed-2016',
  directives: ['dir-1'],
};
const registers = { ...inForce, standards: standardsInForce };
const open2 = () => open('ministry', {}, '2026-02-01', bodyOf('ministry', { registers }));
const confirmStandards = (of: Readonly<Record<string, Json>>, input: object = {}, policyFirst = true): Trial => {
  const year = open('ministry', {}, '2026-02-01', bodyOf('ministry', { registers: of }));
  if (policyFirst) walkPolicy(year.driver);
  return year.driver.trial('confirmStandardsUnchanged', cast.ciso, { reason: '変更なし', directives: [], ...input });
};
function walkPolicy(driver: ReturnType<typeof open>['driver']): void {
  driver
    .decide('submitPolicy', cast.office, inputs.submitPolicy)
    .decide('approvePolicy', cast.ciso, inputs.approvePolicy);
}
const without = (kind: string): object => ({
  measures: inputs.submitPlan.measures.filter((measure) => measure.kind !== kind),
});
/** The plan submitted in a planning that lacks one step. */
const planLacking = (decision: string): Trial => {
  const script = planning.filter(
    (step) =>
      'decision' in step && step.decision !== decision && !['submitPlan', 'approvePlan'].includes(step.decision),
  );
  const { driver } = walk(open(), script);
  return driver.trial('submitPlan', cast.office, inputs.submitPlan);
};
const predecessor = (status: string) => ({
  firstCycle: false,
  predecessor: { status, cycle: 'cycle/2025/demo-body', document: doc('evaluation-2025'), result: 'achieved' },
});
/** A plan submitted in a later year of the body. */
const laterPlan = (status: string, evaluation: object): Trial => {
  const { driver } = walk(open('ministry', predecessor(status)), planning.slice(0, 8));
  return driver.trial('submitPlan', cast.office, { ...inputs.submitPlan, evaluation });
};
const owed = { source: 'improvement', ref: 'improvement/2025/demo-body/1', subject: 'plan', what: '対策を加える' };
const carrying = { carries: [owed.ref], settles: [] };
const dual = person('p-office').holds('promotionOffice').holds('ciso');
/** What the promotion office submitted is approved by the same person, who is CISO too. */
const selfApproval = (decision: 'approvePolicy' | 'approveStandards' | 'approvePlan'): Trial =>
  before(decision).driver.trial(decision, dual, inputs[decision]);

const direction: RuleCases = {
  directionStated: against('setDirection', { input: { direction: ' ' } }),
  resourcePolicyStated: against('setDirection', { input: { resourcePolicy: '' } }),
  rolesFilled: against('confirmStructure', { without: ['bureauOfficer'] }),
  auditOfficerSeparate: against('confirmStructure', { also: [person('p-chief').holds('auditOfficer')] }),
};
const policy: RuleCases = {
  policyStatesPurpose: against('submitPolicy', { input: { purpose: '' } }),
  policyScopeClear: against('submitPolicy', {
    input: { scope: { ...inputs.submitPolicy.scope, outsourcing: '' } },
  }),
  outOfScopeProtected: against('submitPolicy', {
    input: { outOfScope: [{ what: '共用設備', protectedBy: '管理会社' }] },
  }),
  policySettlesOwed: against('submitPolicy', { input: { settles: ['improvement/2025/demo-body/9'] } }),
  policyHashSubmitted: against('approvePolicy', { input: { document: doc('another') } }),
  policyApproverIsAnother: { refuse: () => selfApproval('approvePolicy'), pass: () => honest('approvePolicy') },
  policyInForce: {
    refuse: () => open().driver.trial('confirmPolicyUnchanged', cast.ciso, { reason: '変更なし' }),
    pass: () => open2().driver.trial('confirmPolicyUnchanged', cast.ciso, { reason: '変更なし' }),
  },
};
const standards: RuleCases = {
  policyApprovedFirst: {
    refuse: () => open().driver.trial('submitStandards', cast.office, inputs.submitStandards),
    pass: () => honest('submitStandards'),
  },
  editionKnown: against('submitStandards', { input: { edition: 'ed-1999' } }),
  conformanceComplete: against('submitStandards', {
    input: { conformance: inputs.submitStandards.conformance.slice(0, 2) },
  }),
  conformanceExplained: against('submitStandards', {
    input: { conformance: inputs.submitStandards.conformance.map((item) => ({ ...item, text: ' ' })) },
  }),
  departureHasEqualEffect: against('submitStandards', {
    input: {
      conformance: inputs.submitStandards.conformance.map((item) => ({ ...item, departs: { equalEffect: '' } })),
    },
  }),
  directivesReflected: against('submitStandards', { input: { directives: [] } }),
  directivesReflectedUnchanged: {
    refuse: () => confirmStandards({ standards: { ...standardsInForce, directives: [] } }),
    pass: () =>
      confirmStandards(
        { standards: { ...standardsInForce, directives: [] } },
        { directives: [{ directive: 'dir-1', how: 'notApplicable', ground: 'noSubject', text: '該当機器がない' }] },
      ),
  },
  standardsDeliberated: {
    refuse: () => {
      const { driver } = walk(open('designated-corporation'), planning.slice(0, 4));
      return driver.trial('submitStandards', cast.office, inputs.submitStandards);
    },
    pass: () => varied('submitStandards', { profile: 'designated-corporation' }),
  },
  standardsSettleOwed: against('submitStandards', { input: { settles: ['improvement/2025/demo-body/9'] } }),
  standardsHashSubmitted: against('approveStandards', { input: { document: doc('another') } }),
  standardsApproverIsAnother: {
    refuse: () => selfApproval('approveStandards'),
    pass: () => honest('approveStandards'),
  },
  standardsInForce: {
    refuse: () => confirmStandards({}),
    pass: () => confirmStandards({ standards: standardsInForce }),
  },
};
const risk: RuleCases = {
  methodFollowsGuideline: against('recordRiskAssessment', { input: { guideline: undefined } }),
  importantListed: against('recordRiskAssessment', { input: { important: [] } }),
  importantAssessedInDetail: against('recordRiskAssessment', { input: { important: [{ name: '申告情報' }] } }),
  attendanceWithinMembers: against('recordDeliberation', { input: { attended: 0 } }),
  deliberationHeld: against('recordDeliberation', { input: { heldOn: addDays('2026-02-09', 1) } }),
};
const plan: RuleCases = {
  riskAssessed: { refuse: () => planLacking('recordRiskAssessment'), pass: () => honest('submitPlan') },
  structureConfirmed: { refuse: () => planLacking('confirmStructure'), pass: () => honest('submitPlan') },
  standardsApproved: { refuse: () => planLacking('approveStandards'), pass: () => honest('submitPlan') },
  directionSet: { refuse: () => planLacking('setDirection'), pass: () => honest('submitPlan') },
  planHasTrainingAndTechnical: against('submitPlan', { input: without('technical') }),
  planHasInspectionAndAudit: against('submitPlan', { input: without('audit') }),
  measuresWorkable: against('submitPlan', {
    input: { measures: inputs.submitPlan.measures.map((measure) => ({ ...measure, workability: '' })) },
  }),
  measuresDueInYear: against('submitPlan', {
    input: { measures: inputs.submitPlan.measures.map((one) => ({ ...one, due: '2027-04-01' })) },
  }),
  measuresDueAhead: {
    refuse: () => {
      const { driver } = before('submitPlan');
      driver.passTo('2026-07-01');
      return driver.trial('submitPlan', cast.office, inputs.submitPlan);
    },
    pass: () => honest('submitPlan'),
  },
  measuresDistinct: against('submitPlan', {
    input: { measures: [...inputs.submitPlan.measures, ...inputs.submitPlan.measures] },
  }),
  criteriaSetRegistered: against('submitPlan', { input: { criteriaSet: 'cs-unknown' } }),
  evaluationCited: {
    refuse: () => laterPlan('running', { kind: 'predecessor', document: doc('evaluation-2025') }),
    pass: () => laterPlan('provisional', { kind: 'predecessor', document: doc('evaluation-2025') }),
  },
  earlierEvaluationOnlyInFirstCycle: {
    refuse: () => laterPlan('none', { kind: 'earlier', evaluatedOn: '2025-03-31', document: doc('earlier') }),
    pass: () =>
      varied('submitPlan', {
        input: { evaluation: { kind: 'earlier', evaluatedOn: '2025-03-31', document: doc('earlier') } },
      }),
  },
  owedItemsInPlan: {
    refuse: () => varied('submitPlan', { first: (driver) => driver.told('amendmentRequired', owed) }),
    pass: () => varied('submitPlan', { first: (driver) => driver.told('amendmentRequired', owed), input: carrying }),
  },
  planSettlesOwed: {
    refuse: () => varied('submitPlan', { input: { settles: [owed.ref] } }),
    pass: () =>
      varied('submitPlan', {
        first: (driver) => driver.told('amendmentRequired', owed),
        input: { settles: [owed.ref], carries: [] },
      }),
  },
  planDeliberated: {
    refuse: () => {
      const only = planning.map((step) =>
        'decision' in step && step.decision === 'recordDeliberation'
          ? { ...step, input: { ...step.input, documents: [doc('standards')] } }
          : step,
      );
      const { driver } = walk(open('designated-corporation'), only.slice(0, 8));
      return driver.trial('submitPlan', cast.office, inputs.submitPlan);
    },
    pass: () => varied('submitPlan', { profile: 'designated-corporation' }),
  },
  planHashSubmitted: against('approvePlan', { input: { document: doc('another') } }),
  planApproverIsAnother: { refuse: () => selfApproval('approvePlan'), pass: () => honest('approvePlan') },
  rolesStillFilled: against('approvePlan', { without: ['bureauOfficer'] }),
  owedItemsStillInPlan: against('approvePlan', { first: (driver) => driver.told('amendmentRequired', owed) }),
  evaluationStillCited: {
    refuse: () => approveAfter(doc('evaluation-2025-final')),
    pass: () => approveAfter(doc('evaluation-2025')),
  },
  nothingElsePending: against('approvePlan', {
    first: (driver) => driver.decide('submitPolicy', cast.office, { ...inputs.submitPolicy, version: '1.1' }),
  }),
};

/** The plan rests on a provisional evaluation; the final one arrives between submission and approval. */
function approveAfter(final: string): Trial {
  const { driver } = walk(open('ministry', predecessor('provisional')), planning.slice(0, 8));
  driver
    .decide('decideResources', cast.ciso, inputs.decideResources)
    .decide('submitPlan', cast.office, {
      ...inputs.submitPlan,
      evaluation: { kind: 'predecessor', document: doc('evaluation-2025') },
    })
    .told('predecessorEvaluated', {
      cycle: 'cycle/2025/demo-body',
      provisional: false,
      result: 'achieved',
      document: final,
      evaluatedOn: '2026-03-03',
      openImprovements: [],
    });
  return driver.trial('approvePlan', cast.ciso, inputs.approvePlan);
}

export const planningRules: RuleCases = { ...direction, ...policy, ...standards, ...risk, ...plan };
