/** Every rule of the improvement refuses once and lets pass once; read by vitest and by `npm run mutate`. */
import { improvementV1 } from '../../../machines/improvement/v1/index.ts';
import { person } from '../support/people.ts';
import type { RuleCase, RuleTable } from '../support/rule-case.ts';
import type { Driver } from '../support/drive.ts';
import * as cast from './cast.ts';
import { elsewhere } from './rule-uses.ts';

const { head, ciso, owner, implementer, verifier, auditOfficer, office, clerk, moved, plan, done, achieved } = cast;
const { begun, planning, submitted, carryingOut, observing, verifying, proposed, attested, sha } = cast;
const post = { ...cast.named, ...cast.ownerPost, planBy: '2026-05-31' };
/** Holds the owner's post and approves as head of officers. */
const both = person('owner').holds('systemOfficer', { department: 'sys' }).holds('headOfOfficers');
const measurement = { measuredOn: '2026-05-01', result: 'ok', evidence: [] };
const criterion = {
  criterion: 'No server unpatched for 7 days',
  method: 'Scan',
  observationDays: 30,
  reason: 'The first could not be measured',
  evidence: [sha('c')],
};
const extension = { item: 'done', date: '2026-08-31', reason: 'Parts are late' };
const recurrence = { observedOn: '2026-05-01', what: 'Again', evidence: [] };

/** The usual act on a state that refuses it and on one that takes it. */
function onStates(
  refuse: () => Driver,
  pass: () => Driver,
  type: string,
  by: cast.Person,
  input: object = {},
): RuleCase {
  return { refuse: () => refuse().trial(type, by, input), pass: () => pass().trial(type, by, input) };
}

/** Two inputs on one state. */
function onInputs(on: () => Driver, type: string, by: cast.Person, refuse: object, pass: object): RuleCase {
  return { refuse: () => on().trial(type, by, refuse), pass: () => on().trial(type, by, pass) };
}

/** Two people on one state. */
function onPeople(
  on: () => Driver,
  type: string,
  refuse: cast.Person,
  pass: cast.Person,
  input: object = {},
): RuleCase {
  return { refuse: () => on().trial(type, refuse, input), pass: () => on().trial(type, pass, input) };
}

const extensionAsked = (): Driver => carryingOut().decide('requestExtension', implementer, extension);
const approvedByCiso = (): Driver =>
  submitted().decide('approve', ciso).decide('requestExtension', implementer, extension);
const askedByVerifier = (): Driver => carryingOut().decide('requestExtension', verifier, extension);
const askedAgain = (): Driver =>
  ['2026-09-30', '2026-10-30']
    .reduce(
      (driver, date) =>
        driver.decide('requestExtension', verifier, { ...extension, date }).decide('grantExtension', head),
      carryingOut(),
    )
    .decide('requestExtension', verifier, { ...extension, date: '2026-11-30' });
const { permission, permitted } = cast;
const criterionAsked = (): Driver => carryingOut().decide('proposeCriterion', owner, criterion);
const measured = (): Driver => observing().decide('recordMeasurement', verifier, measurement);
const measuredOften = (count: number): Driver => {
  const driver = observing();
  for (let i = 0; i < count; i += 1) driver.decide('recordMeasurement', verifier, measurement);
  return driver;
};
/** Done again after each recurrence that one person reported. */
const recurredOften = (count: number): Driver => {
  const driver = observing();
  for (let i = 0; i < count; i += 1) {
    driver
      .decide('reportRecurrence', clerk, recurrence)
      .decide('plan', owner, { ...plan, cause: `Cause ${i}` })
      .decide('approve', head)
      .decide('reportDone', implementer, done);
  }
  return driver;
};
const failedOnce = (): Driver => verifying().decide('verify', verifier, cast.failed);
const mergeAsked = (): Driver => planning().decide('merge', head, { into: cast.other, reason: 'Same cause' });
const merged = { from: cast.other, covers: [{ ref: 'x#1', source: 'own', clause: '3-16' }], round: 1 };
const transferring = (): Driver =>
  planning().decide('proposeTransfer', ciso, { successor: 'demo-successor', reason: 'r' });
const amending = { actions: [{ kind: 'amendStandards', what: 'w', subject: 'standards', year: 2026 }] };
/** The plan with the verifier named as in the input; the usual implementer. */
const next = { ...plan, cause: 'Nobody read the list', dueDate: '2026-09-30' };

export const improvementRules: RuleTable = {
  procedure: improvementV1,
  cases: {
    // owner
    noOwnerYet: onStates(planning, begun, 'assignOwner', head, post),
    ownerAssigned: onStates(begun, planning, 'reassign', head, { ...cast.ownerPost, reason: 'r' }),
    ownImprovementNamed: onInputs(
      begun,
      'assignOwner',
      head,
      { ...post, title: 'another' },
      { ...post, title: 'UNPATCHED　servers' },
    ),
    ownerPostHeld: onInputs(begun, 'assignOwner', head, { ...post, role: 'csirtHead' }, post),
    ownerDepartmentNamed: onInputs(begun, 'assignOwner', head, { ...post, department: undefined }, post),
    dueWithinReason: onInputs(begun, 'assignOwner', head, { ...post, planBy: '2029-05-01' }, post),
    ownerDepartmentExists: onInputs(begun, 'assignOwner', head, { ...post, department: 'nowhere' }, post),
    planByAhead: onInputs(begun, 'assignOwner', head, { ...post, planBy: '2026-04-30' }, post),
    // planning
    isOwner: onPeople(planning, 'plan', person('x').holds('officer', { department: 'general' }), owner, plan),
    planWanted: onStates(submitted, planning, 'plan', owner, plan),
    causeAnalysed: onInputs(planning, 'plan', owner, { ...plan, cause: '　' }, plan),
    recurrencePrevented: onInputs(planning, 'plan', owner, { ...plan, recurrencePrevention: '' }, plan),
    causeIsNew: onInputs(failedOnce, 'plan', owner, { ...next, cause: `${plan.cause} ` }, next),
    eachKindOnce: onInputs(planning, 'plan', owner, { ...plan, actions: [...plan.actions, ...plan.actions] }, plan),
    reEntryNamesItsYear: onInputs(
      planning,
      'plan',
      owner,
      { ...plan, actions: [{ kind: 'education', what: 'w', year: 2025 }] },
      { ...plan, actions: [{ kind: 'education', what: 'w', year: 2026 }, ...amending.actions] },
    ),
    criterionStated: onInputs(planning, 'plan', owner, { ...plan, method: ' ' }, plan),
    observationLongEnough: onInputs(planning, 'plan', owner, { ...plan, observationDays: 29 }, plan),
    dueAhead: onInputs(planning, 'plan', owner, { ...plan, dueDate: '2026-04-30' }, plan),
    lookedUp: onInputs(planning, 'plan', owner, { ...plan, implementer: 'nobody' }, plan),
    verifierOtherThanDoers: onInputs(planning, 'plan', owner, { ...plan, implementer: 'verifier' }, plan),
    verifierEligible: onInputs(planning, 'plan', owner, { ...plan, verifier: 'clerk' }, plan),
    verifierIndependent: onInputs(planning, 'plan', owner, { ...plan, verifier: 'moved' }, plan),
    criterionKept: onInputs(
      () => measured().decide('replan', owner, { reason: 'Not carried out as planned' }),
      'plan',
      owner,
      { ...next, method: 'Ask around' },
      next,
    ),
    planSubmitted: onStates(planning, submitted, 'approve', head),
    approverIsNotPlanner: onPeople(submitted, 'approve', both, ciso),
    // carrying out
    planApproved: onStates(submitted, carryingOut, 'reportDone', implementer, done),
    notDoneYet: onStates(observing, carryingOut, 'reportDone', implementer, done),
    implementerIsNotVerifier: onInputs(
      carryingOut,
      'replaceImplementer',
      owner,
      { implementer: 'verifier', reason: 'r' },
      { implementer: 'clerk', reason: 'r' },
    ),
    isImplementer: onPeople(carryingOut, 'reportDone', owner, implementer, done),
    evidenceGiven: onInputs(carryingOut, 'reportDone', implementer, { ...done, evidence: [] }, done),
    notInFuture: onInputs(carryingOut, 'reportDone', implementer, { ...done, doneOn: '2026-05-02' }, done),
    notBeforeFinding: onInputs(carryingOut, 'reportDone', implementer, { ...done, doneOn: '2026-04-30' }, done),
    doneReported: onStates(carryingOut, observing, 'reportRecurrence', clerk, recurrence),
    measurementsBounded: {
      refuse: () => measuredOften(30).trial('recordMeasurement', verifier, measurement),
      pass: () => measuredOften(29).trial('recordMeasurement', verifier, measurement),
    },
    recurrencesBounded: {
      refuse: () => recurredOften(10).trial('reportRecurrence', clerk, recurrence),
      pass: () => recurredOften(9).trial('reportRecurrence', clerk, recurrence),
    },
    mayMeasure: onPeople(observing, 'recordMeasurement', clerk, verifier, measurement),
    // more time
    mayAskForTime: onPeople(carryingOut, 'requestExtension', clerk, implementer, extension),
    itemOpen: onInputs(carryingOut, 'requestExtension', owner, { ...extension, item: 'plan' }, extension),
    laterThanBefore: onInputs(carryingOut, 'requestExtension', owner, { ...extension, date: '2026-07-31' }, extension),
    noExtensionPending: onStates(extensionAsked, carryingOut, 'requestExtension', owner, extension),
    extensionPending: onStates(carryingOut, extensionAsked, 'grantExtension', head),
    notOwnRequest: onPeople(extensionAsked, 'grantExtension', person('implementer').holds('headOfOfficers'), head),
    notOwnWork: onPeople(askedByVerifier, 'grantExtension', person('implementer').holds('headOfOfficers'), head),
    furtherTimeIsTheCisos: onPeople(askedAgain, 'grantExtension', head, ciso),
    approverOfThePlan: onPeople(approvedByCiso, 'grantExtension', head, ciso),
    // another criterion
    nothingMeasuredYet: onStates(measured, observing, 'proposeCriterion', owner, criterion),
    replacementGrounded: onInputs(carryingOut, 'proposeCriterion', owner, { ...criterion, evidence: [] }, criterion),
    criterionProposed: onStates(carryingOut, criterionAsked, 'replaceCriterion', ciso),
    notOwnProposal: onPeople(criterionAsked, 'replaceCriterion', person('owner').holds('ciso'), ciso),
    // verification
    isNamedVerifier: onPeople(verifying, 'verify', auditOfficer, verifier, achieved),
    neverDoer: {
      refuse: () => {
        const gone = carryingOut().decide('replaceImplementer', owner, { implementer: 'adviser', reason: 'r' });
        return gone.trial('confirmObjectGone', cast.adviser, cast.gone);
      },
      pass: () => carryingOut().trial('confirmObjectGone', cast.adviser, cast.gone),
    },
    actorIndependent: onPeople(() => planning().passDays(30), 'confirmObjectGone', moved, verifier, cast.gone),
    actorEligible: onPeople(planning, 'confirmObjectGone', cast.undeclared, cast.outsider, cast.gone),
    observationOver: onStates(observing, verifying, 'verify', verifier, achieved),
    resultStated: onInputs(verifying, 'verify', verifier, { ...achieved, result: ' ' }, achieved),
    reEntryDone: {
      refuse: () => verifying({ plan: amending }).trial('verify', verifier, achieved),
      pass: () =>
        verifying({ plan: amending })
          .told('amendmentInForce', { ref: cast.instance, version: '2', document: sha('b') })
          .trial('verify', verifier, achieved),
    },
    auditCited: onInputs(
      () => verifying({ opening: cast.noAudit }),
      'verify',
      verifier,
      { ...achieved, audit: 'audit/2026/demo-body/4' },
      { ...achieved, audit: cast.audit },
    ),
    isAgency: onStates(
      () => planning(),
      () => planning({ world: cast.agencys }),
      'requestSupervisor',
      ciso,
      { organisation: 'demo-ministry', reason: 'r' },
    ),
    isItsSupervisor: onInputs(
      () => planning({ world: cast.agencys }),
      'requestSupervisor',
      ciso,
      { organisation: 'demo-stranger', reason: 'r' },
      { organisation: 'demo-ministry', reason: 'r' },
    ),
    // confirmed without independence
    permitterIsNoDoer: onPeople(verifying, 'permitConfirmation', person('implementer').holds('ciso'), ciso, permission),
    confirmerIsNoDoer: onInputs(
      verifying,
      'permitConfirmation',
      ciso,
      { ...permission, confirmer: 'owner' },
      permission,
    ),
    confirmerIsAnother: onInputs(
      verifying,
      'permitConfirmation',
      ciso,
      { ...permission, confirmer: 'ciso' },
      permission,
    ),
    isPermittedConfirmer: onPeople(permitted, 'confirmWithoutIndependence', verifier, office, cast.achieved),
    // withdrawn
    auditNotOwed: onStates(
      () => planning({ opening: cast.noAudit }),
      planning,
      'proposeWithdrawal',
      office,
      cast.withdrawal,
    ),
    notOnOwnersWord: onPeople(
      planning,
      'proposeWithdrawal',
      person('owner').holds('promotionOffice').holds('systemOfficer', { department: 'sys' }),
      office,
      cast.withdrawal,
    ),
    newEvidence: onInputs(
      observing,
      'proposeWithdrawal',
      office,
      { ...cast.withdrawal, evidence: done.evidence },
      cast.withdrawal,
    ),
    withdrawalProposed: onStates(planning, proposed, 'attestWithdrawal', verifier, cast.attest),
    secondPerson: onPeople(
      () => planning().decide('proposeWithdrawal', auditOfficer, cast.withdrawal),
      'attestWithdrawal',
      auditOfficer,
      verifier,
      cast.attest,
    ),
    withdrawalAttested: onStates(proposed, attested, 'withdrawFinding', auditOfficer),
    deciderDidNotAttest: {
      refuse: () =>
        proposed().decide('attestWithdrawal', auditOfficer, cast.attest).trial('withdrawFinding', auditOfficer),
      pass: () => attested().trial('withdrawFinding', auditOfficer),
    },
    auditFindingToDecide: onStates(
      () => attested({ opening: { covers: [cast.insufficiency] } }),
      attested,
      'withdrawFinding',
      auditOfficer,
    ),
    otherToDecide: onStates(
      attested,
      () => attested({ opening: { covers: [cast.insufficiency] } }),
      'withdrawJudgement',
      ciso,
    ),
    // object gone, merged, transferred
    noSuccessorCarriesRisk: onInputs(
      planning,
      'confirmObjectGone',
      verifier,
      { ...cast.gone, noSuccessor: '' },
      cast.gone,
    ),
    otherImprovement: onInputs(
      planning,
      'merge',
      head,
      { into: cast.instance, reason: 'r' },
      { into: cast.other, reason: 'r' },
    ),
    otherIsOpen: onInputs(
      planning,
      'merge',
      head,
      { into: 'improvement/2026/demo-body/9', reason: 'r' },
      { into: cast.other, reason: 'r' },
    ),
    mergeAsked: {
      refuse: () => mergeAsked().toldTrial('findingsTaken', { by: 'x' }, 'improvement/2026/demo-body/7'),
      pass: () => mergeAsked().toldTrial('findingsTaken', { by: cast.other }, cast.other),
    },
    notMergingItself: {
      refuse: () => mergeAsked().toldTrial('findingsMerged', merged, cast.other),
      pass: () => planning().toldTrial('findingsMerged', merged, cast.other),
    },
    anotherBody: onInputs(
      planning,
      'proposeTransfer',
      ciso,
      { successor: 'demo-body', reason: 'r' },
      { successor: 'demo-successor', reason: 'r' },
    ),
    transferProposed: onStates(planning, transferring, 'acceptTransfer', cast.successorsCiso),
    successorsCiso: onPeople(transferring, 'acceptTransfer', ciso, cast.successorsCiso),
    // told
    refersToThis: {
      refuse: () => verifying({ plan: amending }).toldTrial('amendmentInForce', { ref: cast.other }),
      pass: () => verifying({ plan: amending }).toldTrial('amendmentInForce', { ref: cast.instance }),
    },
  },
  elsewhere,
};
