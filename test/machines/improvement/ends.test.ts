import { describe, expect, it } from 'vitest';
import { improvementV1 } from '../../../machines/improvement/v1/index.ts';
import { expectRefolds } from '../support/drive.ts';
import { person } from '../support/people.ts';
import * as cast from './cast.ts';

const { head, ciso, owner, implementer, verifier, auditOfficer, office, plan, done } = cast;
const { planning, submitted, carryingOut, observing, verifying, proposed, attested, sha } = cast;

describe('improvement withdrawn', () => {
  it('by the audit officer for an audit finding, on new evidence attested by an independent second person', () => {
    const run = planning().decide('proposeWithdrawal', office, cast.withdrawal);
    expect(run.projection.tasks).toContainEqual(expect.objectContaining({ decision: 'attestWithdrawal' }));
    run.expectRefused('withdrawalAttested', 'withdrawFinding', auditOfficer);
    run.decide('attestWithdrawal', verifier, cast.attest);
    run.expectRefused('notYourRole', 'withdrawFinding', ciso);
    run.decide('withdrawFinding', auditOfficer);
    expect(run.projection).toMatchObject({
      ended: 'withdrawn',
      marks: ['withdrawalProposed', 'withdrawn'],
      counts: { withdrawn: 1 },
    });
    expect(run.toldTo(cast.cycle, 'improvementEnded')[0]).toMatchObject({ end: 'withdrawn' });
    expectRefolds(improvementV1, run);
  });
  it('by the CISO for a judgement', () => {
    const run = attested({ opening: { covers: [cast.insufficiency], source: 'judgement' } });
    run.expectRefused('auditFindingToDecide', 'withdrawFinding', auditOfficer);
    expect(run.decide('withdrawJudgement', ciso).value).toBe('withdrawn');
  });
  it('by both, each for their own part, when it covers both', () => {
    const covers = [cast.finding, cast.insufficiency];
    const first = attested({ opening: { covers } }).decide('withdrawJudgement', ciso);
    expect(first.projection.ended).toBeUndefined();
    expect(first.projection.tasks).toContainEqual({ decision: 'withdrawFinding', roles: ['auditOfficer'] });
    first.expectRefused('otherToDecide', 'withdrawJudgement', ciso);
    expect(first.decide('withdrawFinding', auditOfficer).value).toBe('withdrawn');
    const second = attested({ opening: { covers } }).decide('withdrawFinding', auditOfficer);
    expect(second.projection.tasks).toContainEqual({ decision: 'withdrawJudgement', roles: ['ciso'] });
    expect(second.decide('withdrawJudgement', ciso).value).toBe('withdrawn');
  });
  it('never on the owner’s word: owner, planner, implementer and their department propose, attest and decide nothing', () => {
    const inOwning = person('p').holds('promotionOffice', { department: 'sys' });
    const world = { ...cast.usual, people: [...cast.people, inOwning] };
    const refused = planning({ world }).expectRefused(
      'notOnOwnersWord',
      'proposeWithdrawal',
      inOwning,
      cast.withdrawal,
    );
    expect(refused).toMatchObject({ concerns: 'who', clause: '3-16' });
    proposed().expectRefused('actorIndependent', 'attestWithdrawal', owner, cast.attest);
    const planner = person('owner').holds('auditOfficer');
    attested().expectRefused('notOnOwnersWord', 'withdrawFinding', planner);
    const doer = person('implementer').holds('ciso');
    carryingOut({ opening: { covers: [cast.insufficiency] } })
      .decide('proposeWithdrawal', office, cast.withdrawal)
      .decide('attestWithdrawal', cast.adviser, cast.attest)
      .expectRefused('notOnOwnersWord', 'withdrawJudgement', doer);
  });
  it('by the head of the organisation only when the audit officer is barred or the post is vacant', () => {
    const president = person('president').holds('headOfOrganisation');
    const barred = person('barred').holds('auditOfficer').holds('officer', { department: 'sys' });
    const standing = (holders: readonly cast.Person[]) => ({ standIn: { reason: 'r', holders } });
    const run = attested({ world: { ...cast.usual, people: [...cast.people, president, barred] } });
    run.expectRefused('deciderIsThere', 'withdrawFinding', president, {}, undefined, standing([auditOfficer]));
    run.expectRefused('deciderIsThere', 'withdrawFinding', president, {}, undefined, standing([barred, auditOfficer]));
    run.decide('withdrawFinding', president, {}, undefined, standing([barred]));
    expect(run.entries.at(-1)?.marks).toEqual(['standIn']);
  });
  it('not when the second person does not confirm it, or the decider refuses', () => {
    const denied = proposed().decide('attestWithdrawal', verifier, { ...cast.attest, confirmed: false });
    expect(denied.topics()).toEqual(['withdrawalRefused']);
    denied.expectRefused('withdrawalAttested', 'withdrawFinding', auditOfficer);
    const refused = attested().decide('refuseWithdrawal', auditOfficer, { reason: 'The log is not complete' });
    expect(refused.projection).toMatchObject({ phase: 'planning', marks: ['withdrawalProposed'] });
    // The same document again is no new evidence.
    refused.expectRefused('newEvidence', 'proposeWithdrawal', office, cast.withdrawal);
  });
});

describe('improvement whose object is gone', () => {
  it('ends in any state when an eligible independent person confirms it, and that no successor carries the risk', () => {
    for (const run of [planning(), submitted(), carryingOut(), observing(), verifying()]) {
      run.decide('confirmObjectGone', auditOfficer, cast.gone);
      expect(run.projection).toMatchObject({ ended: 'objectGone', marks: ['objectGone'], counts: { objectGone: 1 } });
    }
  });
  it('before an owner is assigned, the department of the finding does not confirm it', () => {
    const officer = person('officer').holds('officer', { department: 'sys' });
    const run = cast.begun({ world: { ...cast.usual, people: [...cast.people, officer] } });
    run.expectRefused('actorIndependent', 'confirmObjectGone', officer, cast.gone);
    expect(run.decide('confirmObjectGone', verifier, cast.gone).value).toBe('objectGone');
  });
  it('refuses what lies in the future or is not evidenced', () => {
    const refused = (of: object) => planning().attempt('confirmObjectGone', verifier, { ...cast.gone, ...of });
    expect(refused({ abolishedOn: '2026-05-02' }).map(({ rule }) => rule)).toEqual(['notInFuture']);
    expect(refused({ evidence: [] }).map(({ rule }) => rule)).toEqual(['evidenceGiven']);
  });
});

describe('improvement merged into another', () => {
  const asked = { into: cast.other, reason: 'Same cause' };
  it('hands over findings, first due date and round, and ends only when they were taken', () => {
    const run = verifying().decide('verify', verifier, cast.failed).decide('merge', head, asked);
    expect(run.projection.ended).toBeUndefined();
    expect(run.toldTo(cast.other, 'findingsMerged')).toEqual([
      {
        from: cast.instance,
        covers: [cast.finding],
        round: 2,
        firstDue: Date.parse('2026-08-01T00:00:00+09:00'),
        doers: ['owner', 'implementer'],
        owners: [cast.ownerPost],
        since: '2026-05-01',
        needsAudit: false,
        due: [expect.objectContaining({ id: 'plan', date: '2026-06-15' })],
      },
    ]);
    run.told('findingsTaken', { by: cast.other }, cast.other);
    expect(run.projection).toMatchObject({ ended: 'merged', marks: ['failedVerification', 'merged'] });
    expect(run.toldTo(cast.cycle, 'improvementEnded')[0]).toMatchObject({ end: 'merged', into: cast.other, round: 2 });
  });
  it('the other takes them: earliest first date, highest round, planning anew, and nobody who did it there verifies here', () => {
    const run = verifying();
    const covers = [{ ref: 'x#1', source: 'noAudit', clause: '3-15' }];
    const firstDue = Date.parse('2026-06-01T00:00:00+09:00');
    run.told('findingsMerged', { from: cast.other, covers, round: 3, firstDue, doers: ['adviser'] }, cast.other);
    expect(run.toldTo(cast.other, 'findingsTaken')).toEqual([{ by: cast.instance }]);
    expect(run.projection).toMatchObject({
      phase: 'planning',
      marks: ['findingsTaken', 'needsAudit'],
      counts: { findings: 2, rounds: 3 },
    });
    run.expectRefused('verifierOtherThanDoers', 'plan', owner, { ...plan, verifier: 'adviser' });
    run.decide('plan', owner, plan).decide('approve', head);
    expect(run.dueItem('done')?.original).toBe(firstDue);
    run.decide('reportDone', implementer, done).passDays(31);
    run.expectRefused('auditCited', 'verify', verifier, cast.achieved);
  });
  it('departments that owned the findings elsewhere do not verify them here', () => {
    const owners = [{ role: 'divisionOfficer', department: 'general' }];
    const run = cast
      .begun()
      .told('findingsMerged', { from: cast.other, covers: [cast.insufficiency], round: 2, owners }, cast.other);
    expect(run.projection).toMatchObject({ phase: 'unowned', counts: { rounds: 2, findings: 2 } });
    run.decide('assignOwner', head, { ...cast.named, ...cast.ownerPost, planBy: '2026-05-31' });
    run.expectRefused('verifierIndependent', 'plan', owner, plan);
  });
  it('two that are merged into each other both refuse; giving one up frees the other', () => {
    const run = planning().decide('merge', head, asked);
    const told = { from: cast.other, covers: [cast.insufficiency], round: 1 };
    run.expectToldRefused('notMergingItself', 'findingsMerged', told, cast.other);
    run.decide('cancelMerge', head, { reason: 'The other way round' });
    run.told('findingsMerged', told, cast.other);
    expect(run.projection.counts['findings']).toBe(2);
    run.expectToldRefused('mergeAsked', 'findingsTaken', { by: cast.other }, cast.other);
    expect(run.projection.ended).toBeUndefined();
  });
  it('not into itself, another body’s, or one that has ended', () => {
    const refused = (into: string) =>
      planning()
        .attempt('merge', head, { into, reason: 'r' })
        .map(({ rule }) => rule);
    expect(refused('improvement/2026/demo-body/9')).toEqual(['otherIsOpen']);
    expect(refused('improvement/2026/demo-x/2')).toEqual(['otherImprovement', 'otherIsOpen']);
    expect(refused(cast.instance)).toEqual(['otherImprovement', 'otherIsOpen']);
  });
});

describe('improvement transferred to another body', () => {
  const asked = { successor: 'demo-successor', reason: 'Act No. 1' };
  it('ends when the successor’s CISO accepts; the successor’s cycle opens its own', () => {
    const run = carryingOut().decide('proposeTransfer', ciso, asked);
    run.expectRefused('successorsCiso', 'acceptTransfer', ciso);
    run.decide('acceptTransfer', cast.successorsCiso);
    expect(run.projection).toMatchObject({ ended: 'transferred', marks: ['transferred'], counts: { transferred: 1 } });
    expect(run.toldTo('cycle/2026/demo-successor', 'improvementRequested')).toEqual([
      {
        source: 'transfer',
        ref: cast.instance,
        clause: '3-15',
        title: cast.opening.title,
        covers: [cast.finding],
      },
    ]);
    expect(run.toldTo(cast.cycle, 'improvementEnded')[0]).toMatchObject({ end: 'transferred', into: 'demo-successor' });
  });
  it('by law when the body ends: the first successor takes it, unless it was proposed to another of them (廃止)', () => {
    const ending = { successors: ['demo-heir', 'demo-successor'], legalBasis: 'Act No. 1' };
    const run = carryingOut().told('organisationEnding', ending, cast.cycle);
    expect(run.projection).toMatchObject({ ended: 'transferred', marks: ['organisationEnded', 'transferred'] });
    expect(run.toldTo('cycle/2026/demo-heir', 'improvementRequested')).toMatchObject([
      { source: 'transfer', ref: cast.instance, covers: [cast.finding] },
    ]);
    expect(run.toldTo(cast.cycle, 'improvementEnded')[0]).toMatchObject({ end: 'transferred', into: 'demo-heir' });
    const proposed = planning().decide('proposeTransfer', ciso, asked).told('organisationEnding', ending, cast.cycle);
    expect(proposed.toldTo('cycle/2026/demo-successor', 'improvementRequested')).toHaveLength(1);
    expectRefolds(improvementV1, run);
  });
  it('stays open, and says why, when the body ends without a successor', () => {
    const run = carryingOut().told('organisationEnding', { successors: [], legalBasis: 'Act No. 1' }, cast.cycle);
    expect(run.projection).toMatchObject({ phase: 'carryingOut', marks: ['organisationEnded'] });
  });
  it('goes on here when the successor declines', () => {
    const run = planning().decide('proposeTransfer', ciso, asked);
    run.decide('declineTransfer', cast.successorsCiso, { reason: 'Not ours' });
    expect(run.projection.phase).toBe('planning');
    run.expectRefused('transferProposed', 'acceptTransfer', cast.successorsCiso);
  });
});

describe('people who leave', () => {
  it('the owner is a post: whoever holds it acts; reassigning it tells the new one', () => {
    const successor = person('new').holds('systemOfficer', { department: 'sys' });
    expect(planning().decide('plan', successor, plan).projection.phase).toBe('submitted');
    const run = planning();
    const post = { role: 'divisionOfficer', department: 'general', reason: 'System moved' };
    run.decide('reassign', head, post);
    expect(run.topics()).toEqual(['assigned']);
    run.expectRefused('isOwner', 'plan', owner, plan);
    run.decide('plan', verifier, { ...plan, verifier: 'adviser' });
    expect(run.dueItem('plan')?.department).toBe('general');
  });
  it('implementer and verifier are replaced with reason, and it is marked', () => {
    const run = carryingOut().decide('replaceImplementer', owner, { implementer: 'clerk', reason: 'Left' });
    expect(run.topics()).toEqual(['carryOut']);
    run.expectRefused('isImplementer', 'reportDone', implementer, done);
    run.decide('reportDone', cast.clerk, done).passDays(31);
    run.decide('replaceVerifier', ciso, { verifier: 'audit-officer', reason: 'Left' });
    run.expectRefused('isNamedVerifier', 'verify', verifier, cast.achieved);
    run.decide('verify', auditOfficer, { ...cast.achieved, evidence: [sha('8')] });
    expect(run.projection.marks).toEqual(['implementerReplaced', 'verifierReplaced']);
  });
  it('an adopted improvement keeps its mark (導入時登録)', () => {
    const adopted = { decider: 'Somebody', date: '2025-12-01', document: sha('5') };
    const run = planning({ opening: { adopted } });
    expect(run.projection).toMatchObject({ marks: ['adopted'], documents: [sha('5')] });
  });
});
