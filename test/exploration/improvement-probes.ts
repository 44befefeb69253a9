/** What is refused wherever it is tried: the failing sides of rules that honest people do not show. */
import type { Actor, DecisionEvent, State } from '../../machines/core/index.ts';
import * as cast from '../machines/improvement/cast.ts';
import { person } from '../machines/support/people.ts';
import type { Move } from './explore.ts';
import { told } from './moves.ts';

const both = person('owner').holds('systemOfficer', { department: 'sys' }).holds('headOfOfficers').holds('ciso');

/** Each is refused in every state of the alphabet; none adds a state. */
export function improvementProbes<G>(
  state: State,
  { round, keptCriterion }: { round: number; keptCriterion?: object | undefined },
  act: (type: string, by: Actor, input: object, days: number) => DecisionEvent,
): Move<G>[] {
  const probe = (label: string, type: string, by: Actor, input: object = {}, days = 30): Move<G> => ({
    label: `probe: ${label}`,
    event: act(type, by, input, days),
  });
  const { plan } = cast;
  const planning = (label: string, change: object, days = 30) =>
    probe(label, 'plan', cast.owner, { ...plan, ...change }, days);
  return [
    ...(keptCriterion !== undefined ? [planning('another criterion', { criterion: 'z' })] : []),
    probe('permitted by the implementer', 'permitConfirmation', person('implementer').holds('ciso'), {
      confirmer: 'office',
      reason: 'r',
      tried: 't',
    }),
    planning('no cause', { cause: ' ' }),
    planning('no prevention', { recurrencePrevention: ' ' }),
    planning('a kind twice', { actions: [plan.actions[0], plan.actions[0]] }),
    planning('an amendment without year', { actions: [{ kind: 'amendStandards', what: 'w' }] }),
    planning('no criterion', { criterion: ' ' }),
    planning('observed too briefly', { observationDays: 1 }),
    planning('due behind', { dueDate: '2020-01-01' }),
    planning('due beyond reason', { dueDate: '2099-01-01' }),
    planning('verifier is implementer', { verifier: 'implementer' }),
    planning('verifier not eligible', { verifier: 'clerk' }),
    planning('verifier dependent', { verifier: 'moved' }),
    planning('verifier unknown', { verifier: 'nobody' }),
    ...(round > 1 ? [planning('the cause that failed', { cause: 'cause 1' })] : []),
    probe('planned by another', 'plan', person('x').holds('officer', { department: 'general' }), plan),
    probe('own plan approved', 'approve', both),
    probe('no such department', 'assignOwner', cast.head, {
      ...cast.named,
      role: 'officer',
      department: 'none',
      planBy: '2026-06-30',
    }),
    probe('no such post', 'assignOwner', cast.head, {
      ...cast.named,
      role: 'areaOfficer',
      department: 'sys',
      planBy: '2026-06-30',
    }),
    probe('plan due behind', 'assignOwner', cast.head, { ...cast.named, ...cast.ownerPost, planBy: '2020-01-01' }),
    probe('another number', 'assignOwner', cast.head, {
      ...cast.named,
      number: 2,
      ...cast.ownerPost,
      planBy: '2026-06-30',
    }),
    probe('no department', 'assignOwner', cast.head, { ...cast.named, role: 'systemOfficer', planBy: '2026-06-30' }),
    probe('verifier carries it out', 'replaceImplementer', cast.owner, { implementer: 'verifier', reason: 'r' }),
    probe('done by a stranger', 'reportDone', cast.office, cast.done),
    probe('done without evidence', 'reportDone', cast.implementer, { ...cast.done, evidence: [] }),
    probe('done before the finding', 'reportDone', cast.implementer, { ...cast.done, doneOn: '2020-01-01' }),
    probe('done in the future', 'reportDone', cast.implementer, { ...cast.done, doneOn: '2099-01-01' }),
    probe('measured by a stranger', 'recordMeasurement', cast.clerk, {
      measuredOn: '2099-05-01',
      result: 'r',
      evidence: [],
    }),
    probe('result not stated', 'verify', cast.verifier, { ...cast.achieved, result: ' ' }),
    probe('the verifier has no standing', 'verify', cast.clerk, cast.achieved),
    probe('time for what is not due', 'requestExtension', cast.office, {
      item: 'done',
      date: '2026-12-01',
      reason: 'r',
    }),
    probe('criterion without evidence', 'proposeCriterion', cast.owner, {
      criterion: 'c',
      method: 'm',
      observationDays: 30,
      reason: 'r',
      evidence: [],
    }),
    probe('own time granted', 'grantExtension', both),
    probe('withdrawn by the owner', 'proposeWithdrawal', both, { reason: 'r', evidence: [cast.sha('9')] }),
    probe('no new evidence', 'proposeWithdrawal', cast.office, { reason: 'r', evidence: [] }),
    probe('attested by nobody asked', 'attestWithdrawal', cast.adviser, cast.attest),
    probe('successor not excluded', 'confirmObjectGone', cast.adviser, { ...cast.gone, noSuccessor: ' ' }),
    probe('merged into itself', 'merge', cast.head, { into: cast.instance, reason: 'r' }),
    probe('merged into an ended one', 'merge', cast.head, { into: 'improvement/2026/demo-body/9', reason: 'r' }),
    probe('transferred to itself', 'proposeTransfer', cast.ciso, { successor: 'demo-body', reason: 'r' }),
    probe('a ministry asks a supervisor', 'requestSupervisor', cast.ciso, {
      organisation: 'demo-ministry',
      reason: 'r',
    }),
    {
      label: 'probe: told of another',
      event: told(state, 'educationHeld', { ref: cast.other, heldOn: '2026-05-01' }, cast.cycle),
    },
  ];
}
