import { describe, expect, it } from 'vitest';
import { improvementV1 } from '../../../machines/improvement/v1/index.ts';
import { expectRefolds, type Driver } from '../support/drive.ts';
import { person } from '../support/people.ts';
import * as cast from './cast.ts';

const { head, ciso, owner, office, implementer, verifier, plan, done, achieved, failed } = cast;
const { begun, planning, carryingOut, observing, verifying, permitted, permission } = cast;
/** An improvement of which the finding arose in `sys`, owned by the promotion office of the whole body. */
const ownedByOffice = (people: readonly cast.Person[] = []): Driver =>
  begun({ world: { ...cast.usual, people: [...cast.people, ...people] } }).decide('assignOwner', head, {
    ...cast.named,
    role: 'promotionOffice',
    planBy: '2026-05-31',
  });

describe('improvement: who is independent of it (3-18 after 3-15)', () => {
  it('a departmental post owns it only with its department, so that nobody of that department confirms the effect', () => {
    const input = { ...cast.named, role: 'systemOfficer', planBy: '2026-05-31' };
    expect(begun().expectRefused('ownerDepartmentNamed', 'assignOwner', head, input)).toMatchObject({ clause: '3-18' });
    expect(begun().decide('assignOwner', head, { ...input, department: 'sys' }).projection.phase).toBe('planning');
  });
  it('the departments where the findings arose count beside those that own it', () => {
    const audited = person('audited').holds('officer', { department: 'sys' });
    const run = ownedByOffice([audited]);
    run.expectRefused('verifierIndependent', 'plan', office, { ...plan, verifier: 'audited' });
    run.expectRefused('actorIndependent', 'confirmObjectGone', audited, cast.gone);
    run
      .decide('proposeWithdrawal', cast.auditOfficer, cast.withdrawal)
      .expectRefused('actorIndependent', 'attestWithdrawal', audited, cast.attest);
    expect(run.projection.phase).toBe('planning');
  });
  it('a post of the whole body bars its holders and their office, not the bureaus that they hold concurrently', () => {
    const colleague = person('colleague').holds('promotionOffice').holds('officer', { department: 'general' });
    const neighbour = person('neighbour').holds('officer', { department: 'general' });
    const run = ownedByOffice([colleague, neighbour]);
    run.expectRefused('verifierIndependent', 'plan', office, { ...plan, verifier: 'colleague' });
    expect(run.decide('plan', office, { ...plan, verifier: 'neighbour' }).projection.phase).toBe('submitted');
  });
  it('whoever planned it or carries it out decides on no more time for it, whoever asked', () => {
    const extension = { item: 'done', date: '2026-08-31', reason: 'Parts are late' };
    const run = carryingOut().decide('requestExtension', verifier, extension);
    run.expectRefused('notOwnWork', 'grantExtension', person('implementer').holds('ciso'));
    run.expectRefused('notOwnWork', 'refuseExtension', person('owner').holds('headOfOfficers'), { reason: 'r' });
    expect(run.decide('grantExtension', head).projection.marks).toEqual(['extended']);
  });
});

describe('improvement: confirmed without independence (3-18)', () => {
  it('the CISO lets somebody confirm who is not independent: an end of its own, never counted as verified', () => {
    const run = verifying();
    run.expectRefused('isPermittedConfirmer', 'confirmWithoutIndependence', office, achieved);
    run.decide('permitConfirmation', ciso, permission);
    expect(run.projection.tasks).toEqual([
      { decision: 'confirmWithoutIndependence', roles: [], person: 'office', dueItem: 'verification' },
    ]);
    run.decide('confirmWithoutIndependence', office, achieved);
    expect(run.projection).toMatchObject({
      phase: 'confirmedWithoutIndependence',
      ended: 'confirmedWithoutIndependence',
      marks: ['confirmationPermitted', 'confirmedWithoutIndependence'],
      counts: { openImprovements: 0, confirmedWithoutIndependence: 1 },
    });
    expect(run.projection.counts['verified']).toBeUndefined();
    expect(run.toldTo(cast.cycle, 'improvementEnded')[0]).toMatchObject({ end: 'confirmedWithoutIndependence' });
    expectRefolds(improvementV1, run);
  });
  it('not by a planner or implementer, nor by the CISO who permits it, nor where only an audit confirms it', () => {
    const run = verifying();
    run.expectRefused('confirmerIsNoDoer', 'permitConfirmation', ciso, { ...permission, confirmer: 'implementer' });
    run.expectRefused('confirmerIsAnother', 'permitConfirmation', ciso, { ...permission, confirmer: 'ciso' });
    verifying({ opening: cast.noAudit }).expectRefused('auditNotOwed', 'permitConfirmation', ciso, permission);
    carryingOut().expectRefused('doneReported', 'permitConfirmation', ciso, permission);
    expect(run.projection.marks).toEqual([]);
  });
  it('whoever was let confirm is reminded, not the verifier who cannot', () => {
    const run = permitted().passTo('2026-10-30');
    const reminded = run.entries
      .slice(-3)
      .flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'notify' ? [effect.to] : [])));
    expect(reminded).toContainEqual({ person: 'office' });
    expect(reminded).not.toContainEqual({ person: 'verifier' });
  });
  it('not before the observation is over; a no begins another round, and needs another permission', () => {
    const early = observing().decide('permitConfirmation', ciso, permission);
    early.expectRefused('observationOver', 'confirmWithoutIndependence', office, achieved);
    const run = permitted().decide('confirmWithoutIndependence', office, failed);
    expect(run.projection).toMatchObject({ phase: 'planning', counts: { rounds: 2, failedVerifications: 1 } });
    run.decide('plan', owner, { ...plan, cause: 'The list was not read', dueDate: '2026-09-30' });
    run
      .decide('approve', head)
      .decide('reportDone', implementer, { ...done, doneOn: '2026-06-01' })
      .passDays(31);
    run.expectRefused('isPermittedConfirmer', 'confirmWithoutIndependence', office, achieved);
  });
});

describe('improvement: planned anew', () => {
  const measurement = { measuredOn: '2026-05-01', result: 'Two unpatched', evidence: [] };
  it('is possible until the verification; once measured, criterion, method and period stay', () => {
    const run = observing().decide('recordMeasurement', verifier, measurement);
    run.decide('replan', owner, { reason: 'The list alone does not do it' });
    expect(run.projection).toMatchObject({ phase: 'planning', marks: ['replanned'] });
    run.expectRefused('criterionKept', 'plan', owner, { ...plan, criterion: 'Fewer unpatched servers' });
    run.expectRefused('criterionKept', 'plan', owner, { ...plan, observationDays: 31 });
    run.decide('plan', owner, plan);
    // Returned, it is still bound; unmeasured it would be free.
    run.decide('return', head, { reason: 'Name the list' });
    run.expectRefused('criterionKept', 'plan', owner, { ...plan, method: 'Ask around' });
    observing()
      .decide('replan', owner, { reason: 'r' })
      .decide('plan', owner, { ...plan, method: 'Scan twice' });
  });
  it('nor are they replaced in the next plan, nor freed by taking another’s findings over', () => {
    const again = observing()
      .decide('recordMeasurement', verifier, measurement)
      .decide('replan', owner, { reason: 'r' })
      .decide('plan', owner, plan)
      .decide('approve', head);
    const easier = { criterion: 'Fewer', method: 'm', observationDays: 30, reason: 'r', evidence: [cast.sha('c')] };
    again.expectRefused('nothingMeasuredYet', 'proposeCriterion', owner, easier);
    const merged = observing().decide('recordMeasurement', verifier, measurement);
    merged.told(
      'findingsMerged',
      { from: cast.other, covers: [{ ref: 'x#1', source: 'own', clause: '3-16' }], round: 1 },
      cast.other,
    );
    const refused = merged.expectRefused('criterionKept', 'plan', owner, { ...plan, criterion: 'Fewer' });
    expect(refused).toMatchObject({ clause: '3-18' });
  });
  it('keeps them after a recurrence too; after a verifier’s no the next round is free', () => {
    const recurred = observing().decide('reportRecurrence', cast.clerk, {
      observedOn: '2026-05-01',
      what: 'Again',
      evidence: [],
    });
    const other = { ...plan, cause: 'The list was not read', criterion: 'No server unpatched for 30 days' };
    recurred.expectRefused('criterionKept', 'plan', owner, other);
    expect(verifying().decide('verify', verifier, failed).decide('plan', owner, other).projection.phase).toBe(
      'submitted',
    );
  });
  it('without the amendment and education it had asked for, the cycle hears that they are owed no more (3-17)', () => {
    const asking = {
      actions: [
        { kind: 'amendStandards', what: 'w', subject: 'standards', year: 2026 },
        { kind: 'education', what: 'w', year: 2027 },
      ],
    };
    const dropped = (run: Driver) => [
      run.toldTo(cast.cycle, 'noLongerRequired'),
      run.toldTo('cycle/2027/demo-body', 'noLongerRequired'),
    ];
    const none = [[{ ref: cast.instance, kind: 'amendment' }], [{ ref: cast.instance, kind: 'education' }]];
    expect(dropped(carryingOut({ plan: asking }).decide('replan', owner, { reason: 'r' }))).toEqual(none);
    expect(dropped(verifying({ plan: asking }).decide('verify', verifier, failed))).toEqual(none);
    expect(dropped(observing({ plan: asking }).decide('confirmObjectGone', cast.auditOfficer, cast.gone))).toEqual(
      none,
    );
    // What has come meanwhile stays.
    const amended = carryingOut({ plan: asking }).told('amendmentInForce', { ref: cast.instance, version: '2' });
    expect(dropped(amended.decide('replan', owner, { reason: 'r' }))).toEqual([[], none[1]]);
    expect(dropped(planning())).toEqual([[], []]);
  });
});

describe('improvement: true dates', () => {
  const found = { covers: [{ ...cast.finding, foundOn: '2026-03-10' }] };
  it('what was done after the finding and before the approval is taken with its date, marked 承認前実施', () => {
    const run = carryingOut({ opening: found });
    run.expectRefused('notBeforeFinding', 'reportDone', implementer, { ...done, doneOn: '2026-03-09' });
    run.decide('reportDone', implementer, { ...done, doneOn: '2026-03-11' });
    expect(run.projection.marks).toEqual(['doneBeforeApproval']);
    expect(carryingOut().decide('reportDone', implementer, done).projection.marks).toEqual([]);
  });
  it('independence is reckoned from the finding, not from the day the improvement was opened', () => {
    const left = person('left')
      .holds('officer', { department: 'general' })
      .holds('staff', { department: 'sys', from: '2026-01-01', to: '2026-03-31' });
    const world = { ...cast.usual, people: [...cast.people, left] };
    planning({ world, opening: found }).expectRefused('verifierIndependent', 'plan', owner, {
      ...plan,
      verifier: 'left',
    });
    const later = planning({ world }).decide('plan', owner, { ...plan, verifier: 'left' });
    expect(later.projection.phase).toBe('submitted');
  });
  it('nothing falls due yesterday, though the day moves to the next business day; nothing beyond reason', () => {
    // 2 May 2026 is a Saturday, followed by holidays: on Sunday the 3rd it has passed all the same.
    const run = begun().passTo('2026-05-03');
    run.expectRefused('planByAhead', 'assignOwner', head, { ...cast.named, ...cast.ownerPost, planBy: '2026-05-02' });
    run.expectRefused('dueWithinReason', 'assignOwner', head, {
      ...cast.named,
      ...cast.ownerPost,
      planBy: '2062-05-31',
    });
    run.decide('assignOwner', head, { ...cast.named, ...cast.ownerPost, planBy: '2026-05-03' });
    run.expectRefused('dueAhead', 'plan', owner, { ...plan, dueDate: '2026-05-02' });
    expect(run.projection.phase).toBe('planning');
  });
  it('as many extensions as the body allows are the head’s to grant; the next one is the CISO’s', () => {
    const run = carryingOut({ opening: { maximumExtensions: 1 } });
    const more = (date: string) => run.decide('requestExtension', verifier, { item: 'done', date, reason: 'r' });
    more('2026-08-31').decide('grantExtension', head);
    more('2026-09-30').expectRefused('furtherTimeIsTheCisos', 'grantExtension', head);
    expect(run.projection.tasks).toContainEqual({ decision: 'grantExtension', roles: ['ciso'] });
    run.decide('grantExtension', ciso);
  });
});
