import { describe, expect, it } from 'vitest';
import { refusals } from '../../../machines/core/index.ts';
import { improvementV1 } from '../../../machines/improvement/v1/index.ts';
import { expectRefolds } from '../support/drive.ts';
import { person } from '../support/people.ts';
import * as cast from './cast.ts';

const { head, ciso, owner, implementer, verifier, clerk, auditOfficer, plan, done, achieved, failed, sha } = cast;
const { begun, planning, submitted, carryingOut, observing, verifying } = cast;

describe('improvement: the honest path', () => {
  it('goes from the finding to the confirmed purpose, and tells the cycle (3-16, 3-18)', () => {
    const run = begun();
    expect(run.topics()).toEqual(['opened']);
    expect(run.projection).toMatchObject({ phase: 'unowned', tasks: [{ decision: 'assignOwner', dueItem: 'owner' }] });
    run.decide('assignOwner', head, { ...cast.named, ...cast.ownerPost, planBy: '2026-05-31' });
    expect(run.projection.tasks).toEqual([
      { decision: 'plan', roles: ['systemOfficer'], department: 'sys', dueItem: 'plan' },
    ]);
    run.decide('plan', owner, plan);
    expect(run.projection.tasks[0]).toMatchObject({ decision: 'approve', roles: ['headOfOfficers', 'ciso'] });
    run.decide('approve', head);
    expect(run.topics()).toEqual(['planApproved', 'carryOut', 'namedVerifier']);
    expect(run.projection.tasks[0]).toMatchObject({ decision: 'reportDone', person: 'implementer', dueItem: 'done' });
    run.decide('reportDone', implementer, done);
    expect(run.projection).toMatchObject({ phase: 'observing', tasks: [] });
    run.decide('recordMeasurement', verifier, { measuredOn: '2026-05-01', result: 'ok', evidence: [] });
    run.passDays(30);
    expect(run.topics()).toContain('verifyNow');
    expect(run.projection.tasks[0]).toMatchObject({ decision: 'verify', person: 'verifier', dueItem: 'verification' });
    run.decide('verify', verifier, achieved);
    expect(run.value).toBe('verified');
    expect(run.projection).toMatchObject({ phase: 'verified', ended: 'verified', tasks: [], marks: [] });
    expect(run.projection.counts).toMatchObject({ openImprovements: 0, verified: 1, rounds: 1 });
    expect(run.toldTo(cast.cycle, 'improvementEnded')).toEqual([
      {
        improvement: cast.instance,
        end: 'verified',
        covers: [cast.finding.ref],
        round: 1,
        firstDue: Date.parse('2026-08-01T00:00:00+09:00'),
      },
    ]);
    expectRefolds(improvementV1, run);
  });

  it('takes nothing after its end', () => {
    const run = verifying().decide('verify', verifier, achieved);
    for (const type of Object.keys(improvementV1.decisions)) {
      const event = { type, at: run.now, actor: head, input: {}, facts: {} };
      expect(refusals(improvementV1, run.state, event).map(({ rule }) => rule)).toEqual(['over']);
    }
    run.expectToldRefused('over', 'educationHeld', { ref: cast.instance, heldOn: '2026-06-01' });
    expect(run.value).toBe('verified');
  });

  it('takes a submitted plan back, whoever holds the owner’s post, and submits another', () => {
    const run = submitted();
    run.expectRefused('isOwner', 'takeBack', person('x').holds('officer', { department: 'general' }), { reason: 'r' });
    const successor = person('successor').holds('systemOfficer', { department: 'sys' });
    run.decide('takeBack', successor, { reason: 'The owner has moved' });
    expect(run.topics()).toEqual(['takenBack']);
    expect(run.decide('plan', owner, plan).projection).toMatchObject({ phase: 'submitted', marks: [] });
  });
  it('goes back to planning with another round and a new cause after a failed verification (3-18)', () => {
    const run = verifying().decide('verify', verifier, failed);
    expect(run.projection).toMatchObject({
      phase: 'planning',
      marks: ['failedVerification'],
      counts: { rounds: 2, failedVerifications: 1 },
    });
    const again = { ...plan, dueDate: '2026-09-30' };
    expect(run.expectRefused('causeIsNew', 'plan', owner, again)).toMatchObject({ clause: '3-18', basis: 'design' });
    run.decide('plan', owner, { ...again, cause: 'The list was not read' });
    expect(run.attempt('verify', verifier, achieved).map(({ rule }) => rule)).toContain('doneReported');
    run
      .decide('approve', ciso)
      .decide('reportDone', implementer, { ...done, doneOn: '2026-06-01' })
      .passDays(30)
      .decide('verify', verifier, { ...achieved, evidence: [sha('7')] });
    expect(run.projection).toMatchObject({ ended: 'verified', marks: ['failedVerification'] });
    expect(run.toldTo(cast.cycle, 'improvementEnded')[0]).toMatchObject({
      round: 2,
      firstDue: Date.parse('2026-08-01T00:00:00+09:00'),
    });
  });

  it('goes back to planning when anyone of the body reports a recurrence (3-18)', () => {
    for (const run of [observing(), verifying()]) {
      run.decide('reportRecurrence', clerk, { observedOn: '2026-05-01', what: 'Again', evidence: [sha('1')] });
      expect(run.projection).toMatchObject({
        phase: 'planning',
        marks: ['recurred'],
        counts: { rounds: 2, recurrences: 1 },
      });
      expect(run.topics()).toEqual(['recurred', 'recurred']);
    }
    observing().expectRefused('notYourRole', 'reportRecurrence', cast.outsider, {
      observedOn: '2026-05-01',
      what: 'x',
      evidence: [],
    });
  });

  it('returns a plan with a reason; the next one may keep its cause, being of the same round', () => {
    const run = submitted().decide('return', head, { reason: 'No dates' });
    expect(run.projection).toMatchObject({ phase: 'planning', counts: { rounds: 1 } });
    run.decide('plan', owner, plan);
    expect(run.projection.phase).toBe('submitted');
  });

  it('plans anew when an approved plan cannot be carried out; the mark and the first date stay', () => {
    const run = carryingOut();
    const first = run.dueItem('done')?.original;
    run.decide('replan', owner, { reason: 'The supplier is bankrupt' });
    expect(run.projection).toMatchObject({ phase: 'planning', marks: ['replanned'], counts: { rounds: 1 } });
    run.decide('plan', owner, { ...plan, dueDate: '2026-12-25' }).decide('approve', head);
    expect(run.dueItem('done')?.original).toBe(first);
    expect(run.dueItem('done')?.due).toBe(Date.parse('2026-12-26T00:00:00+09:00'));
  });
});

describe('improvement: text requirements of 3-16 and 3-18', () => {
  it('refuses a plan without recurrence prevention by the clause’s own words (3-16)', () => {
    const refused = planning().expectRefused('recurrencePrevented', 'plan', owner, {
      ...plan,
      recurrencePrevention: '',
    });
    expect(refused).toMatchObject({ clause: '3-16', basis: 'text', concerns: 'input' });
  });
  it('refuses to confirm before the action was reported done (3-18)', () => {
    expect(carryingOut().expectRefused('doneReported', 'verify', verifier, achieved)).toMatchObject({
      clause: '3-18',
      basis: 'text',
    });
  });
  it('cites 4-9 to agencies, which follow 3(3) through 4(3)', () => {
    const run = planning({ opening: { profile: 'designated-corporation' } });
    expect(run.expectRefused('recurrencePrevented', 'plan', owner, { ...plan, recurrencePrevention: '' }).clause).toBe(
      '4-9',
    );
  });
});

describe('improvement: who confirms (3-18 by design)', () => {
  it('not the planner, even one who has become an officer elsewhere', () => {
    const promoted = person('owner').holds('divisionOfficer', { department: 'general' });
    const world = { ...cast.usual, people: [...cast.people.filter(({ person: id }) => id !== 'owner'), promoted] };
    const run = planning().decide('plan', owner, plan).decide('approve', head).in(world);
    expect(
      run.expectRefused('verifierOtherThanDoers', 'replaceVerifier', head, { verifier: 'owner', reason: 'r' }).clause,
    ).toBe('3-18');
    expect(run.attempt('confirmObjectGone', promoted, cast.gone).map(({ rule }) => rule)).toEqual(['neverDoer']);
  });
  it('not the implementer of an earlier round', () => {
    const run = carryingOut()
      .decide('replaceImplementer', owner, { implementer: 'adviser', reason: 'Moved' })
      .decide('reportDone', cast.adviser, done)
      .passDays(31)
      .decide('verify', verifier, failed);
    const again = { ...plan, cause: 'new', dueDate: '2026-09-30', verifier: 'adviser' };
    expect(run.expectRefused('verifierOtherThanDoers', 'plan', owner, again).clause).toBe('3-18');
  });
  it('not somebody who was in the owning department (or one that counts as the same) since the finding', () => {
    planning().expectRefused('verifierIndependent', 'plan', owner, { ...plan, verifier: 'moved' });
    const run = verifying();
    // The named verifier has served in the owning department meanwhile: found at the very moment of the act.
    const served = verifier.holds('staff', { department: 'sys-team', from: '2026-05-10', to: '2026-05-20' });
    run.in({ ...cast.usual, people: [...cast.people.filter(({ person: id }) => id !== 'verifier'), served] });
    expect(run.expectRefused('actorIndependent', 'verify', served, achieved).concerns).toBe('who');
    run
      .in(cast.usual)
      .decide('replaceVerifier', head, { verifier: 'audit-officer', reason: 'Served there' })
      .decide('verify', auditOfficer, achieved);
    expect(run.projection.marks).toEqual(['verifierReplaced']);
  });
  it('not somebody of a department that owned it before it was reassigned', () => {
    const gone = { ...cast.ownerPost, reason: 'x', role: 'divisionOfficer', department: 'general' };
    const run = planning().decide('reassign', head, gone);
    expect(run.attempt('confirmObjectGone', implementerOfficer, cast.gone).map(({ rule }) => rule)).toContain(
      'actorIndependent',
    );
    run.expectRefused('actorIndependent', 'confirmObjectGone', verifier, cast.gone);
  });
  it('an outside verifier with a declaration, an adviser, the audit officer', () => {
    for (const id of ['outsider', 'adviser', 'audit-officer']) {
      expect(submitted({ plan: { verifier: id } }).projection.phase).toBe('submitted');
    }
    planning().expectRefused('verifierEligible', 'plan', owner, { ...plan, verifier: 'undeclared' });
    planning().expectRefused('verifierEligible', 'plan', owner, { ...plan, verifier: 'clerk' });
    planning().expectRefused('lookedUp', 'plan', owner, { ...plan, verifier: 'nobody' });
    const run = verifying({ plan: { verifier: 'outsider' } }).decide('verify', cast.outsider, achieved);
    expect(run.value).toBe('verified');
  });
  it('the supervising ministry’s staff only when the agency has asked', () => {
    const run = planning({ world: cast.agencys });
    run.expectRefused('verifierEligible', 'plan', owner, { ...plan, verifier: 'supervisor' });
    run.decide('requestSupervisor', ciso, { organisation: 'demo-ministry', reason: 'We are few' });
    expect(run.topics()).toEqual(['supervisorAsked']);
    run
      .decide('plan', owner, { ...plan, verifier: 'supervisor' })
      .decide('approve', head)
      .decide('reportDone', implementer, done)
      .passDays(31)
      .decide('verify', cast.supervisor, achieved);
    expect(run.projection.marks).toEqual(['supervisorAsked']);
    planning().expectRefused('isAgency', 'requestSupervisor', ciso, { organisation: 'demo-ministry', reason: 'r' });
  });
  it('the planner never approves; the other approver does', () => {
    const chief = person('head').holds('headOfOfficers');
    const run = begun().decide('assignOwner', head, { ...cast.named, role: 'headOfOfficers', planBy: '2026-05-31' });
    run.decide('plan', chief, plan);
    expect(run.expectRefused('approverIsNotPlanner', 'approve', chief)).toMatchObject({
      concerns: 'who',
      clause: '3-16',
    });
    run.expectRefused('approverIsNotPlanner', 'return', chief, { reason: 'r' });
    expect(run.decide('approve', ciso).projection.phase).toBe('carryingOut');
  });
  it('lets the head of the organisation plan for an owner’s post that is vacant, and only then', () => {
    const president = person('president').holds('headOfOrganisation');
    const run = planning();
    expect(
      run
        .attempt('plan', president, plan, undefined, { standIn: { reason: 'r', holders: [owner] } })
        .map(({ rule }) => rule),
    ).toEqual(['deciderIsThere']);
    const stranger = person('x').holds('officer', { department: 'general' });
    run.expectRefused('isOwner', 'plan', stranger, plan, undefined, { standIn: { reason: 'r', holders: [] } });
    run.decide('plan', president, plan, undefined, { standIn: { reason: 'vacant', holders: [stranger] } });
    expect(run.entries.at(-1)?.marks).toEqual(['standIn']);
  });
});

const implementerOfficer = person('implementer').holds('staff', { department: 'sys' });

describe('improvement: re-entry into the cycle (3-17)', () => {
  const actions = [
    { kind: 'amendStandards', what: 'Add a rule on patches', subject: 'standards', year: 2026 },
    { kind: 'education', what: 'Teach it', year: 2027 },
  ];
  it('tells the cycle of the year in which it will be done, and verification waits until told back', () => {
    const run = verifying({ plan: { actions } });
    expect(run.toldTo('cycle/2026/demo-body', 'amendmentRequired')).toEqual([
      {
        source: 'improvement',
        ref: cast.instance,
        subject: 'standards',
        what: 'Add a rule on patches',
        askedAt: expect.any(Number),
      },
    ]);
    expect(run.toldTo('cycle/2027/demo-body', 'educationRequired')).toEqual([
      { ref: cast.instance, what: 'Teach it', askedAt: expect.any(Number) },
    ]);
    run.expectRefused('reEntryDone', 'verify', verifier, achieved);
    expect(run.projection.tasks).toEqual([]);
    run.told('amendmentInForce', { ref: cast.instance, version: '3', document: sha('b') });
    expect(run.topics()).toEqual([]);
    expect(run.expectRefused('reEntryDone', 'verify', verifier, achieved)).toMatchObject({ clause: '3-17' });
    run.told('educationHeld', { ref: cast.instance, heldOn: '2026-06-01', measure: 'm1' });
    expect(run.topics()).toEqual(['reEntryDone']);
    run.decide('verify', verifier, achieved);
    expect(run.projection).toMatchObject({ ended: 'verified', marks: ['amended', 'educated'] });
    expect(run.projection.documents).toContain(sha('b'));
  });
  it('goes on waiting when what an earlier plan asked for comes late: only its own amendment counts (3-17)', () => {
    const run = verifying({ plan: { actions } });
    const [asked] = run.toldTo('cycle/2026/demo-body', 'amendmentRequired').map((input) => Object(input).askedAt);
    const inForce = (askedAt: number) => ({ ref: cast.instance, version: '3', document: sha('b'), askedAt });
    run.told('educationHeld', { ref: cast.instance, heldOn: '2026-06-01', askedAt: asked });
    run.told('amendmentInForce', inForce(asked - 1));
    expect(run.topics()).toEqual([]);
    run.expectRefused('reEntryDone', 'verify', verifier, achieved);
    run.told('amendmentInForce', inForce(asked));
    run.decide('verify', verifier, achieved);
    expect(run.projection.ended).toBe('verified');
  });
  it('does not tie a failed verification to the amendment: nobody is stuck when it never comes', () => {
    const run = verifying({ plan: { actions } }).decide('verify', verifier, failed);
    expect(run.projection.phase).toBe('planning');
  });
  it('takes what the cycle tells late as a fact, without effect on a plan that does not wait', () => {
    const run = planning().told('educationHeld', { ref: cast.instance, heldOn: '2026-05-01' });
    expect(run.projection).toMatchObject({ phase: 'planning', marks: ['educated'] });
  });
});

describe('improvement: without any independent audit (3-15)', () => {
  it('is verified only by citing a reported independent audit of the body', () => {
    const run = verifying({ opening: cast.noAudit });
    expect(run.projection.marks).toEqual(['needsAudit']);
    expect(run.expectRefused('auditCited', 'verify', verifier, achieved)).toMatchObject({
      clause: '3-15',
      basis: 'text',
    });
    run.expectRefused('auditCited', 'verify', verifier, { ...achieved, audit: 'audit/2026/demo-other/3' });
    run.decide('verify', verifier, { ...achieved, audit: cast.audit });
    expect(run.projection).toMatchObject({ ended: 'verified', marks: ['needsAudit'] });
  });
  it('has no other end that would do without the audit', () => {
    const run = planning({ opening: cast.noAudit });
    expect(run.expectRefused('auditNotOwed', 'proposeWithdrawal', cast.office, cast.withdrawal).basis).toBe('text');
    expect(run.expectRefused('auditNotOwed', 'confirmObjectGone', verifier, cast.gone).clause).toBe('3-15');
    // A transfer, also of one that came by transfer, leaves the audit owing: the successor reads it off the source.
    const transferred = { ...cast.noAudit, covers: [{ ref: 'x', source: 'transfer', clause: '3-15' }] };
    const asked = { successor: 'demo-successor', reason: 'Act No. 1' };
    const gone = planning({ opening: transferred }).decide('proposeTransfer', ciso, asked);
    gone.decide('acceptTransfer', cast.successorsCiso);
    expect(gone.toldTo('cycle/2026/demo-successor', 'improvementRequested')).toMatchObject([
      { covers: [{ ref: 'x', source: 'noAudit' }] },
    ]);
  });
});

describe('improvement: another criterion (3-18)', () => {
  const proposal = {
    criterion: 'No server unpatched for 7 days',
    method: 'Scan',
    observationDays: 60,
    reason: 'Could not be measured',
    evidence: [sha('c')],
  };
  it('is proposed by the owner and approved by the CISO; the old one stays visible, observation restarts', () => {
    const run = verifying().decide('proposeCriterion', owner, proposal);
    expect(run.projection.tasks).toContainEqual({ decision: 'replaceCriterion', roles: ['ciso'] });
    run.expectRefused('notYourRole', 'replaceCriterion', head);
    run.decide('replaceCriterion', ciso);
    expect(run.projection).toMatchObject({ phase: 'observing', marks: ['criterionReplaced'] });
    expect(JSON.stringify(run.state)).toContain(plan.criterion);
    run.passDays(59).expectRefused('observationOver', 'verify', verifier, achieved);
    run.passDays(1).decide('verify', verifier, achieved);
    expect(run.value).toBe('verified');
  });
  it('keeps the work going when nothing is done yet', () => {
    const run = carryingOut().decide('proposeCriterion', owner, proposal).decide('replaceCriterion', ciso);
    expect(run.projection.phase).toBe('carryingOut');
    run
      .decide('reportDone', implementer, done)
      .passDays(31)
      .expectRefused('observationOver', 'verify', verifier, achieved);
  });
  it('is refused once a measurement is recorded in the round, also when it was proposed before', () => {
    const run = observing().decide('proposeCriterion', owner, proposal);
    run.decide('recordMeasurement', implementer, { measuredOn: '2026-05-01', result: 'bad', evidence: [] });
    expect(run.expectRefused('nothingMeasuredYet', 'replaceCriterion', ciso).clause).toBe('3-18');
    run.decide('refuseCriterion', ciso, { reason: 'Measured already' });
    expect(run.topics()).toEqual(['criterionRefused']);
    run.expectRefused('nothingMeasuredYet', 'proposeCriterion', owner, proposal);
  });
  it('is gone with a recurrence, which begins another round', () => {
    const run = observing().decide('proposeCriterion', owner, proposal);
    run.decide('reportRecurrence', clerk, { observedOn: '2026-05-01', what: 'Again', evidence: [] });
    expect(run.attempt('replaceCriterion', ciso).map(({ rule }) => rule)).toContain('criterionProposed');
  });
});
