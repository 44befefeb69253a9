/** What is refused wherever it is tried: the failing sides of the cycle's rules that honest people do not show. */
import type { Actor, DecisionEvent, State } from '../../machines/core/index.ts';
import { cast, doc } from '../machines/cycle/cast.ts';
import { inputs } from '../machines/cycle/honest-year.ts';
import type { World } from '../machines/support/world.ts';
import type { Move } from './explore.ts';

type Decide = (type: string, by: Actor, input: object, change?: (world: World) => World) => DecisionEvent;

const without =
  (...ids: readonly string[]) =>
  (world: World): World => ({ ...world, people: world.people.filter((one) => !ids.includes(one.person)) });
const register =
  (of: object) =>
  (world: World): World => ({ ...world, registers: { ...world.registers, ...of } });
/** Holds two posts, so that four eyes would be two. */
const both = cast.office.holds('ciso');
const chiefAudits = (world: World): World => ({
  ...world,
  people: [...world.people, cast.chief.holds('auditOfficer')],
});

/** Each is refused in every state of the alphabet; none adds a state. */
export function cycleProbes<G>(state: State, decide: Decide): Move<G>[] {
  const probe = (label: string, type: string, by: Actor, input: object, change?: (world: World) => World): Move<G> => ({
    label: `probe: ${label}`,
    event: decide(type, by, input, change),
  });
  const { ciso, office, chief, staff, system, officerOfD1, auditOfficer } = cast;
  const plan = (label: string, change: object) =>
    probe(label, 'submitPlan', office, { ...inputs.submitPlan, ...change });
  const amendment = (label: string, change: object) =>
    probe(label, 'submitPlanAmendment', office, { ...inputs.submitPlan, ...change });
  const standards = (label: string, change: object) =>
    probe(label, 'submitStandards', office, { ...inputs.submitStandards, ...change });
  const evaluate = (label: string, change: object) => probe(label, 'evaluate', ciso, { ...inputs.evaluate, ...change });
  const { measures } = inputs.submitPlan;
  const [first] = inputs.submitStandards.conformance;
  const gone = { of: 'policy', version: '0' };
  void state;
  return [
    probe('no direction', 'setDirection', ciso, { ...inputs.setDirection, direction: ' ' }),
    probe('no resource policy', 'setDirection', ciso, { ...inputs.setDirection, resourcePolicy: ' ' }),
    probe('a role vacant', 'confirmStructure', ciso, inputs.confirmStructure, without('p-audit')),
    probe('audit officer is chief', 'confirmStructure', ciso, inputs.confirmStructure, chiefAudits),
    probe('policy without purpose', 'submitPolicy', office, { ...inputs.submitPolicy, purpose: ' ' }),
    probe('policy without scope', 'submitPolicy', office, {
      ...inputs.submitPolicy,
      scope: { ...inputs.submitPolicy.scope, places: ' ' },
    }),
    probe('nobody protects it', 'submitPolicy', office, { ...inputs.submitPolicy, outOfScope: [{ what: 'w' }] }),
    probe('policy settles nothing owed', 'submitPolicy', office, { ...inputs.submitPolicy, settles: ['x'] }),
    probe('another policy', 'approvePolicy', ciso, { document: doc('x') }),
    probe('own policy', 'approvePolicy', both, inputs.approvePolicy),
    probe('no policy in force', 'confirmPolicyUnchanged', ciso, { reason: 'r' }, register({ policy: undefined })),
    probe(
      'no standards in force',
      'confirmStandardsUnchanged',
      ciso,
      { reason: 'r', directives: [] },
      register({ standards: undefined }),
    ),
    standards('unknown edition', { edition: 'x' }),
    standards('a requirement left out', { conformance: [] }),
    standards('not explained', {
      conformance: inputs.submitStandards.conformance.map((one) => ({ ...one, text: ' ' })),
    }),
    standards('no equal effect', { conformance: [{ ...first, departs: { equalEffect: ' ' } }] }),
    standards('a directive left out', { directives: [] }),
    standards('settle nothing owed', { settles: ['x'] }),
    standards('method unexplained', { guideline: 'x' }),
    probe('other standards', 'approveStandards', ciso, { document: doc('x') }),
    probe('own standards', 'approveStandards', both, inputs.approveStandards),
    probe('method unexplained', 'recordRiskAssessment', office, { ...inputs.recordRiskAssessment, guideline: 'x' }),
    probe('nothing important', 'recordRiskAssessment', office, { ...inputs.recordRiskAssessment, important: [] }),
    probe('no detail', 'recordRiskAssessment', office, { ...inputs.recordRiskAssessment, important: [{ name: 'n' }] }),
    probe('more attended than there are', 'recordDeliberation', office, { ...inputs.recordDeliberation, members: 1 }),
    probe('deliberated tomorrow', 'recordDeliberation', office, { ...inputs.recordDeliberation, heldOn: '2099-01-01' }),
    plan('no training', { measures: measures.slice(2) }),
    plan('no audit', { measures: measures.slice(0, 2) }),
    plan('not workable', { measures: measures.map((one) => ({ ...one, workability: ' ' })) }),
    plan('due behind', { measures: measures.map((one) => ({ ...one, due: '2020-01-01' })) }),
    plan('a measure twice', { measures: [...measures, ...measures] }),
    plan('no criteria set', { criteriaSet: 'x' }),
    plan('a bureau left out silently', { inspects: { departments: ['d1'], leftOut: [] } }),
    plan('another evaluation', { evaluation: { kind: 'predecessor', document: doc('x') } }),
    plan('an earlier evaluation', { evaluation: { kind: 'earlier', evaluatedOn: '2025-01-01', document: doc('x') } }),
    plan('settles nothing owed', { settles: ['x'] }),
    plan('method unexplained', { guideline: 'x' }),
    amendment('a measure dropped silently', { measures: measures.slice(1) }),
    probe('another plan', 'approvePlan', ciso, { document: doc('x') }),
    probe('own plan', 'approvePlan', both, inputs.approvePlan),
    probe('a role vacant by now', 'approvePlan', ciso, inputs.approvePlan, without('p-audit')),
    probe('adoption of nothing', 'submitAdoption', office, {
      document: doc('a'),
      openImprovements: [],
      evaluation: { kind: 'none', reason: 'r' },
    }),
    probe('adoption of tomorrow', 'submitAdoption', office, {
      document: doc('a'),
      openImprovements: [],
      evaluation: { kind: 'none', reason: 'r' },
      policy: { decider: 'd', decidedOn: '2099-01-01', document: doc('old'), version: '0' },
    }),
    probe('another adoption', 'approveAdoption', ciso, { document: doc('x') }),
    probe('own adoption', 'approveAdoption', both, { document: doc('adoption') }),
    probe('a measure not planned', 'reportMeasure', system, { ...inputs.reportMeasure, measure: 'x' }),
    probe('another’s measure', 'reportMeasure', staff, inputs.reportMeasure),
    probe('training not planned', 'recordTraining', office, { ...inputs.recordTraining, measure: 'm-audit' }),
    probe('an old version taught', 'recordTraining', office, { ...inputs.recordTraining, taught: [gone] }),
    probe('more than all attended', 'recordTraining', office, { ...inputs.recordTraining, attended: 900 }),
    probe('educates nothing owed', 'recordTraining', office, { ...inputs.recordTraining, educates: ['x'] }),
    probe(
      'a stranger trains',
      'recordTraining',
      staff.holds('divisionOfficer', { department: 'd2' }),
      inputs.recordTraining,
    ),
    probe('an old version made known', 'reportDissemination', officerOfD1, {
      ...inputs.reportDissemination,
      versions: [gone],
    }),
    probe('more than all informed', 'reportDissemination', officerOfD1, {
      ...inputs.reportDissemination,
      informed: 900,
    }),
    probe('another division', 'reportDissemination', cast.officerOfD2, inputs.reportDissemination),
    probe('no such report', 'answerWorkability', office, { report: 9, answer: 'a' }),
    probe('a delay of what is not late', 'explainDelay', system, {
      item: 'plan',
      reason: 'r',
      expectedOn: '2099-01-01',
    }),
    probe('an exception from nothing', 'applyForException', staff, { ...inputs.applyForException, requirement: 'x' }),
    probe('an exception for ever', 'applyForException', staff, { ...inputs.applyForException, until: '2099-01-01' }),
    probe('an exception begun tomorrow', 'applyForException', staff, {
      ...inputs.applyForException,
      begunOn: '2099-01-01',
    }),
    probe('an exception ended', 'applyForException', staff, { ...inputs.applyForException, until: '2020-01-01' }),
    probe('exception by another role', 'decideException', system, inputs.decideException),
    probe('own exception', 'decideException', staff.holds('ciso'), inputs.decideException),
    probe('audit outside the programme', 'openAudit', auditOfficer, { ...inputs.openAudit, programmeItem: 'x' }),
    probe('audit of next year', 'openAudit', auditOfficer, { ...inputs.openAudit, yearExamined: 2027 }),
    probe('no such order', 'openAudit', auditOfficer, { ...inputs.openAudit, order: 9 }),
    probe('covers the unknown', 'openImprovement', chief, {
      title: 't',
      source: 'audit',
      covers: [{ ref: 'x', clause: '3-16' }],
    }),
    probe('another department', 'recordSelfInspection', cast.officerOfD2, inputs.recordSelfInspection),
    probe('other criteria', 'recordSelfInspection', officerOfD1, { ...inputs.recordSelfInspection, criteria: [] }),
    probe('of no self-inspection', 'recordSelfInspection', officerOfD1, {
      ...inputs.recordSelfInspection,
      measures: ['m-audit'],
    }),
    probe('more compliant than asked', 'recordSelfInspection', officerOfD1, {
      ...inputs.recordSelfInspection,
      byRole: [{ role: 'staff', subject: 1, answered: 1, compliant: 2 }],
    }),
    probe('not applicable without reason', 'recordSelfInspection', officerOfD1, {
      ...inputs.recordSelfInspection,
      criteria: [
        { criterion: 'c1', result: 'achieved' },
        { criterion: 'c2', result: 'notApplicable' },
      ],
    }),
    probe('another proposal', 'judge', ciso, { ...inputs.judge, proposal: doc('x'), improvements: [] }),
    probe('better as a whole, unexplained', 'proposeJudgement', chief, {
      ...inputs.proposeJudgement,
      partlyInsufficient: undefined,
    }),
    probe('covers what nobody found', 'judge', ciso, {
      ...inputs.judge,
      improvements: [{ title: 't', covers: ['x'] }],
    }),
    probe('no such observation', 'disposeObservation', ciso, { ref: 'x', disposition: 'watch', reason: 'r' }),
    probe('nothing missing', 'evaluateProvisionally', ciso, { result: 'soFarPartly', missing: [], document: doc('x') }),
    evaluate('done and not yet due', {
      measures: inputs.evaluate.measures.map((one) => ({ ...one, result: 'notYetDue' })),
    }),
    evaluate('a measure left out', { measures: [] }),
    evaluate('no direction', { direction: ' ' }),
    evaluate('no reason', { plan: { revise: false, reason: ' ' } }),
    evaluate('an unknown improvement named', { openImprovements: ['improvement/2026/demo-body/99'] }),
    probe('not late', 'supplement', ciso, { findings: ['x'], improvements: [], reason: 'r', document: doc('s') }),
    probe('no such advice', 'disposeAdvice', ciso, { ref: 'x', priority: 'low', disposition: 'not', reason: 'r' }),
    probe('later without a date', 'disposeAdvice', ciso, {
      ref: 'advice-1',
      priority: 'low',
      disposition: 'later',
      reason: 'r',
    }),
    probe('later for ever', 'disposeAdvice', ciso, {
      ref: 'advice-1',
      priority: 'low',
      disposition: 'later',
      until: '2099-01-01',
      reason: 'r',
    }),
    probe('the evaluation given away', 'giveResult', ciso, { document: inputs.evaluate.document }),
    probe('nothing to waive', 'noAmendmentNeeded', ciso, { ref: 'x', reason: 'r' }),
  ];
}
