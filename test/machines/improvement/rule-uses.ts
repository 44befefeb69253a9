/** The other decisions and branches at which a rule stands: each refuses there too, so that no use is lost unnoticed. */
import type { Driver } from '../support/drive.ts';
import { person } from '../support/people.ts';
import type { RuleUses, Trial } from '../support/rule-case.ts';
import * as cast from './cast.ts';

const { head, ciso, owner, implementer, verifier, auditOfficer, adviser, office, clerk, moved } = cast;
const { begun, planning, submitted, carryingOut, observing, verifying, proposed, attested } = cast;

/** Holds the owner's post and approves as head of officers. */
const both = person('owner').holds('systemOfficer', { department: 'sys' }).holds('headOfOfficers');
/** Holds no post of the owning department. */
const another = person('x').holds('officer', { department: 'general' });
/** Not in the registry. */
const stranger = person('stranger').holds('divisionOfficer', { department: 'general' });
const reason = 'r';
const criterion = { criterion: 'c', method: 'm', observationDays: 30, reason, evidence: [cast.sha('c')] };
const extension = { item: 'done', date: '2026-08-31', reason };
const measurement = { measuredOn: '2026-05-01', result: 'ok', evidence: [] };
const replacement = { implementer: 'clerk', reason };
const tomorrow = '2026-05-02';
const twoKinds = { covers: [cast.finding, cast.insufficiency] };

/** The world in which the usual verifier is somebody else, or nobody. */
const verifierIs = (...now: readonly cast.Person[]) => ({
  ...cast.usual,
  people: [...cast.people.filter((one) => one.person !== 'verifier'), ...now],
});
/** A state that no path leads to: its branch must not rely on that. */
function altered({ state, event }: Trial, change: object): Trial {
  const { snapshot } = state;
  return { event, state: { ...state, snapshot: { ...snapshot, context: { ...snapshot.context, ...change } } } };
}

const extensionAsked = (): Driver => carryingOut().decide('requestExtension', implementer, extension);
const criterionAsked = (on: Driver = carryingOut()): Driver => on.decide('proposeCriterion', owner, criterion);

/** Whoever confirms anything: the effect, that it was missed, a withdrawal or not, that the object is gone. */
const confirming: readonly ((by: cast.Person) => Trial)[] = [
  (by) => verifying().trial('verify', by, cast.achieved),
  (by) => verifying().trial('verify', by, cast.failed),
  ...[true, false].map((confirmed) => (by: cast.Person) => {
    const withdrawing = carryingOut().decide('proposeWithdrawal', office, cast.withdrawal);
    return withdrawing.trial('attestWithdrawal', by, { ...cast.attest, confirmed });
  }),
  (by) => planning().trial('confirmObjectGone', by, cast.gone),
];
const confirmedBy = (by: cast.Person) => confirming.map((confirm) => () => confirm(by));

/** Both decisions of a withdrawal, alone and as the first of two. */
const withdrawing: readonly ((on: (of: cast.Usual) => Driver, auditBy: cast.Person, otherBy: cast.Person) => Trial)[] =
  [
    (on, auditBy) => on({}).trial('withdrawFinding', auditBy),
    (on, _, otherBy) => on({ opening: { covers: [cast.insufficiency] } }).trial('withdrawJudgement', otherBy),
    (on, auditBy) => on({ opening: twoKinds }).trial('withdrawFinding', auditBy),
    (on, _, otherBy) => on({ opening: twoKinds }).trial('withdrawJudgement', otherBy),
  ];
const withdrawnOn = (
  on: (of: cast.Usual) => Driver,
  auditBy: cast.Person = auditOfficer,
  otherBy: cast.Person = ciso,
): (() => Trial)[] => withdrawing.map((withdraw) => () => withdraw(on, auditBy, otherBy));
const attestedBy =
  (by: cast.Person) =>
  (of: cast.Usual): Driver =>
    proposed(of).decide('attestWithdrawal', by, cast.attest);
const allDecided = { withdrawal: { decided: ['audit', 'other'] } };
const unattested = (confirmed: boolean) => ({ ...cast.attest, confirmed });

const { permitted } = cast;
const amending = { actions: [{ kind: 'amendStandards', what: 'w', subject: 'standards', year: 2026 }] };
const permittedEarly = (): Driver => observing().decide('permitConfirmation', ciso, cast.permission);
/** What the permitted person says of the effect, achieved and not; in a state or an input that is altered. */
const permittedConfirming = (alter: (trial: Trial) => Trial = (trial) => trial, by: object = {}): (() => Trial)[] =>
  [cast.achieved, cast.failed].map(
    (said) => () => alter(permitted().trial('confirmWithoutIndependence', office, { ...said, ...by })),
  );

export const elsewhere: RuleUses = {
  // owner
  ownerDepartmentNamed: [
    () => planning().trial('reassign', head, { ...cast.ownerPost, department: undefined, reason }),
  ],
  dueWithinReason: [
    () => planning().trial('plan', owner, { ...cast.plan, dueDate: '2029-05-02' }),
    () => carryingOut().trial('requestExtension', owner, { ...extension, date: '2029-05-02' }),
  ],
  ownerDepartmentExists: [
    () => planning().trial('reassign', head, { ...cast.ownerPost, department: 'nowhere', reason }),
  ],
  ownerPostHeld: [() => planning().trial('reassign', head, { ...cast.ownerPost, role: 'csirtHead', reason })],
  ownerAssigned: [() => begun().trial('plan', owner, cast.plan)],
  isOwner: [
    () => submitted().trial('takeBack', another, { reason }),
    () => carryingOut().trial('replan', another, { reason }),
    () => carryingOut().trial('replaceImplementer', another, replacement),
    () => carryingOut().trial('proposeCriterion', another, criterion),
  ],
  // planning
  planSubmitted: [
    () => planning().trial('return', head, { reason }),
    () => planning().trial('takeBack', owner, { reason }),
  ],
  approverIsNotPlanner: [
    () => submitted().trial('return', both, { reason }),
    () => carryingOut().trial('replaceVerifier', both, { verifier: 'adviser', reason }),
  ],
  planApproved: [
    () => submitted().trial('replan', owner, { reason }),
    () => submitted().trial('replaceImplementer', owner, replacement),
    () => submitted().trial('replaceVerifier', ciso, { verifier: 'adviser', reason }),
    () => submitted().trial('proposeCriterion', owner, criterion),
    () => submitted().trial('replaceCriterion', ciso),
    () => altered(observing().trial('replaceCriterion', ciso), { approved: undefined }),
  ],
  criterionStated: [() => carryingOut().trial('proposeCriterion', owner, { ...criterion, method: ' ' })],
  observationLongEnough: [() => carryingOut().trial('proposeCriterion', owner, { ...criterion, observationDays: 29 })],
  verifierOtherThanDoers: [() => carryingOut().trial('replaceVerifier', ciso, { verifier: 'implementer', reason })],
  verifierEligible: [
    () =>
      submitted()
        .in(verifierIs(person('verifier').holds('staff')))
        .trial('approve', head),
    () => carryingOut().trial('replaceVerifier', ciso, { verifier: 'clerk', reason }),
  ],
  verifierIndependent: [
    () =>
      submitted()
        .in(verifierIs(verifier.holds('staff', { department: 'sys' })))
        .trial('approve', head),
    () => carryingOut().trial('replaceVerifier', ciso, { verifier: 'moved', reason }),
  ],
  // carrying out
  notDoneYet: [() => observing().trial('replaceImplementer', owner, replacement)],
  doneReported: [
    () => carryingOut().trial('recordMeasurement', verifier, measurement),
    () => carryingOut().trial('verify', verifier, cast.achieved),
    () => carryingOut().trial('verify', verifier, cast.failed),
    () => carryingOut().trial('permitConfirmation', ciso, cast.permission),
    ...permittedConfirming((driver) => altered(driver, { done: undefined })),
  ],
  notInFuture: [
    () => observing().trial('recordMeasurement', verifier, { ...measurement, measuredOn: tomorrow }),
    () => observing().trial('reportRecurrence', clerk, { observedOn: tomorrow, what: 'Again', evidence: [] }),
    () => planning().trial('confirmObjectGone', verifier, { ...cast.gone, abolishedOn: tomorrow }),
  ],
  evidenceGiven: [
    () => verifying().trial('verify', verifier, { ...cast.achieved, evidence: [] }),
    () => verifying().trial('verify', verifier, { ...cast.failed, evidence: [] }),
    () => planning().trial('confirmObjectGone', verifier, { ...cast.gone, evidence: [] }),
    ...permittedConfirming(undefined, { evidence: [] }),
  ],
  // more time
  extensionPending: [() => carryingOut().trial('refuseExtension', head, { reason })],
  notOwnRequest: [
    () => extensionAsked().trial('refuseExtension', person('implementer').holds('headOfOfficers'), { reason }),
  ],
  notOwnWork: [
    () =>
      carryingOut()
        .decide('requestExtension', verifier, extension)
        .trial('refuseExtension', person('implementer').holds('headOfOfficers'), { reason }),
  ],
  approverOfThePlan: [
    () =>
      submitted()
        .decide('approve', ciso)
        .decide('requestExtension', implementer, extension)
        .trial('refuseExtension', head, { reason }),
  ],
  // another criterion
  nothingMeasuredYet: [
    () =>
      criterionAsked(observing()).decide('recordMeasurement', verifier, measurement).trial('replaceCriterion', ciso),
    () => altered(criterionAsked().trial('replaceCriterion', ciso), { measurements: [measurement] }),
  ],
  criterionProposed: [
    () => observing().trial('replaceCriterion', ciso),
    () => carryingOut().trial('refuseCriterion', ciso, { reason }),
  ],
  notOwnProposal: [
    () => criterionAsked(observing()).trial('replaceCriterion', person('owner').holds('ciso')),
    () => criterionAsked().trial('refuseCriterion', person('owner').holds('ciso'), { reason }),
  ],
  // confirming
  lookedUp: [
    () => submitted().in(verifierIs()).trial('approve', head),
    () => carryingOut().trial('replaceImplementer', owner, { ...replacement, implementer: 'nobody' }),
    () => carryingOut().trial('replaceVerifier', ciso, { verifier: 'nobody', reason }),
    () => verifying().trial('permitConfirmation', ciso, { ...cast.permission, confirmer: 'nobody' }),
    ...confirmedBy(stranger),
  ],
  neverDoer: [...confirmedBy(owner), ...permittedConfirming((trial) => altered(trial, { doers: ['office'] }))],
  isPermittedConfirmer: [() => permitted().trial('confirmWithoutIndependence', verifier, cast.failed)],
  observationOver: [() => permittedEarly().trial('confirmWithoutIndependence', office, cast.achieved)],
  reEntryDone: [() => permitted({ plan: amending }).trial('confirmWithoutIndependence', office, cast.achieved)],
  actorEligible: confirmedBy(clerk),
  actorIndependent: confirmedBy(moved),
  isNamedVerifier: [() => verifying().trial('verify', auditOfficer, cast.failed)],
  resultStated: [
    () => verifying().trial('verify', verifier, { ...cast.failed, result: ' ' }),
    ...permittedConfirming(undefined, { result: ' ' }),
  ],
  // withdrawn
  withdrawalProposed: [
    () => planning().trial('attestWithdrawal', verifier, unattested(false)),
    () => planning().trial('refuseWithdrawal', ciso, { reason }),
  ],
  secondPerson: [
    () =>
      planning()
        .decide('proposeWithdrawal', auditOfficer, cast.withdrawal)
        .trial('attestWithdrawal', auditOfficer, unattested(false)),
  ],
  auditNotOwed: [
    ...[true, false].map(
      (confirmed) => () =>
        planning({ opening: cast.noAudit }).trial('attestWithdrawal', verifier, unattested(confirmed)),
    ),
    ...withdrawnOn(({ opening }) => planning({ opening: { ...opening, needsAudit: true } })),
    () => planning({ opening: cast.noAudit }).trial('confirmObjectGone', verifier, cast.gone),
    () => verifying({ opening: cast.noAudit }).trial('permitConfirmation', ciso, cast.permission),
  ],
  notOnOwnersWord: withdrawnOn(
    attested,
    person('owner').holds('systemOfficer', { department: 'sys' }).holds('auditOfficer'),
    person('owner').holds('systemOfficer', { department: 'sys' }).holds('ciso'),
  ),
  withdrawalAttested: withdrawnOn(proposed),
  deciderDidNotAttest: withdrawnOn(attestedBy(adviser), adviser.holds('auditOfficer'), adviser.holds('ciso')),
  auditFindingToDecide: [
    () => altered(attested({ opening: twoKinds }).trial('withdrawFinding', auditOfficer), allDecided),
  ],
  otherToDecide: [() => altered(attested({ opening: twoKinds }).trial('withdrawJudgement', ciso), allDecided)],
  // merged, transferred
  mergeAsked: [() => planning().trial('cancelMerge', head, { reason })],
  notMergingItself: [
    () =>
      begun()
        .decide('merge', head, { into: cast.other, reason })
        .toldTrial('findingsMerged', { from: cast.other, covers: [cast.insufficiency], round: 1 }, cast.other),
  ],
  transferProposed: [() => planning().trial('declineTransfer', cast.successorsCiso, { reason })],
  successorsCiso: [
    () =>
      planning()
        .decide('proposeTransfer', ciso, { successor: 'demo-successor', reason })
        .trial('declineTransfer', ciso, { reason }),
  ],
  // told
  refersToThis: [() => planning().toldTrial('educationHeld', { ref: cast.other, heldOn: '2026-05-01' })],
};
