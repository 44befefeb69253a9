/** What refusals of an improvement name: people with the posts that count, dates, documents, instances; fields; remedies. */
import { describe, expect, it } from 'vitest';
import { improvementV1 } from '../../../machines/improvement/v1/index.ts';
import type { Driver } from '../support/drive.ts';
import { person } from '../support/people.ts';
import * as cast from './cast.ts';

const { head, ciso, owner, implementer, verifier, auditOfficer, office, moved, plan, sha } = cast;
const { begun, planning, submitted, carryingOut, observing, verifying, proposed, attested } = cast;
const amending = { actions: [{ kind: 'amendStandards', what: 'w', subject: 'standards', year: 2026 }] };

describe('improvement: what a refusal names', () => {
  it('3-18: a verifier who is not independent with the post in the owning department and its days', () => {
    const input = { ...plan, verifier: 'moved' };
    const refused = planning().expectRefused('verifierIndependent', 'plan', owner, input);
    expect(refused).toMatchObject({
      about: [
        {
          kind: 'person',
          id: 'moved',
          posts: [{ role: 'staff', department: 'sys-team', from: '2020-04-01', to: '2026-05-15' }],
        },
      ],
      paths: ['verifier'],
    });
    const atApproval = submitted()
      .in({
        ...cast.usual,
        people: [
          ...cast.people.filter(({ person: id }) => id !== 'verifier'),
          verifier.holds('staff', { department: 'sys' }),
        ],
      })
      .expectRefused('verifierIndependent', 'approve', head);
    expect(atApproval).toMatchObject({
      about: [{ id: 'verifier', posts: [{ role: 'staff', department: 'sys' }] }],
      remedies: [{ decision: 'return' }],
    });
    expect(atApproval.paths).toBeUndefined();
  });
  it('3-18: whoever confirms and belonged there, with that post', () => {
    const refused = planning().passDays(30).expectRefused('actorIndependent', 'confirmObjectGone', moved, cast.gone);
    expect(refused.about).toMatchObject([{ id: 'moved', posts: [{ department: 'sys-team', to: '2026-05-15' }] }]);
  });
  it('3-16: the owner’s post with its department, or who assigns one', () => {
    const stranger = person('x').holds('officer', { department: 'general' });
    expect(planning().expectRefused('isOwner', 'plan', stranger, plan)).toMatchObject({
      about: [
        { kind: 'role', id: 'systemOfficer' },
        { kind: 'department', id: 'sys' },
      ],
      remedies: [{ decision: 'reassign' }],
    });
    expect(begun().expectRefused('ownerAssigned', 'plan', owner, plan).remedies).toEqual([{ decision: 'assignOwner' }]);
  });
  it('3-16: people and departments that a look-up did not find, and the fields that name them', () => {
    const input = { ...plan, implementer: 'nobody' };
    const refused = planning().expectRefused('lookedUp', 'plan', owner, input);
    expect(refused).toMatchObject({ about: [{ kind: 'person', id: 'nobody' }], paths: ['implementer'] });
    const facts = { people: [], departments: [], due: [] };
    const bare = planning().expectRefused('lookedUp', 'plan', owner, plan, facts);
    expect(bare.about).toEqual([
      { kind: 'person', id: 'implementer' },
      { kind: 'person', id: 'verifier' },
      { kind: 'department', id: 'sys' },
    ]);
    expect(bare.paths).toEqual(['implementer', 'verifier']);
  });
  it('3-17: the row that stands twice, the year that is missing', () => {
    const actions = [...plan.actions, { kind: 'education', what: 'w' }, ...plan.actions];
    const refused = planning().attempt('plan', owner, { ...plan, actions });
    expect(refused).toMatchObject([
      { rule: 'eachKindOnce', about: [{ kind: 'action', id: 'awareness' }], paths: ['actions[2].kind'] },
      {
        rule: 'reEntryNamesItsYear',
        about: [{ kind: 'action', id: 'education', label: { ja: '教育・訓練' } }],
        paths: ['actions[1].year'],
      },
    ]);
  });
  it('3-16: the latest date that is allowed, at the field of each decision', () => {
    const post = { ...cast.named, ...cast.ownerPost, planBy: '2029-05-01' };
    expect(begun().expectRefused('dueWithinReason', 'assignOwner', head, post)).toMatchObject({
      about: [{ kind: 'date', id: '2029-04-30', label: { ja: '2029年4月30日以前' } }],
      paths: ['planBy'],
    });
    const late = { ...plan, dueDate: '2029-05-02' };
    expect(planning().expectRefused('dueWithinReason', 'plan', owner, late).paths).toEqual(['dueDate']);
  });
  it('3-16: more time from the day after the present date', () => {
    const extension = { item: 'done', date: '2026-07-31', reason: 'r' };
    expect(carryingOut().expectRefused('laterThanBefore', 'requestExtension', owner, extension)).toMatchObject({
      about: [{ kind: 'date', id: '2026-08-01', label: { en: '1 August 2026 or later' } }],
      paths: ['date'],
    });
  });
  it('3-18: from when on it can be confirmed', () => {
    const refused = observing().expectRefused('observationOver', 'verify', verifier, cast.achieved);
    expect(refused.about).toEqual([
      { kind: 'date', id: '2026-05-31', label: { ja: '2026年5月31日以降', en: '31 May 2026 or later' } },
    ]);
    expect(observing().passTo('2026-05-31').attempt('verify', verifier, cast.achieved)).toEqual([]);
  });
  it('3-17: the year’s cycle in which the amendment is awaited, and the decision there', () => {
    const refused = verifying({ plan: amending }).expectRefused('reEntryDone', 'verify', verifier, cast.achieved);
    expect(refused).toMatchObject({
      about: [{ kind: 'cycle', id: cast.cycle, label: { ja: '令和8年度', en: 'FY2026' } }],
      remedies: [{ decision: 'submitStandardsAmendment', instance: cast.cycle }],
    });
    const next = { actions: [{ kind: 'amendStandards', what: 'w', subject: 'plan', year: 2027 }] };
    expect(verifying({ plan: next }).expectRefused('reEntryDone', 'verify', verifier, cast.achieved).remedies).toEqual([
      { decision: 'submitPlan', instance: 'cycle/2027/demo-body' },
    ]);
  });
  it('3-15: the audit cited, to be reported; without one an audit is opened in the cycle', () => {
    const of = { opening: cast.noAudit };
    const running = 'audit/2026/demo-body/4';
    const cited = verifying(of).expectRefused('auditCited', 'verify', verifier, { ...cast.achieved, audit: running });
    expect(cited).toMatchObject({
      about: [{ kind: 'audit', id: running }],
      paths: ['audit'],
      remedies: [{ decision: 'report', instance: running }],
    });
    const none = verifying(of).expectRefused('auditCited', 'verify', verifier, cast.achieved);
    expect(none.remedies).toEqual([{ decision: 'openAudit', instance: cast.cycle }]);
  });
  it('3-16: the documents that are not new', () => {
    const old = { ...cast.withdrawal, evidence: cast.done.evidence };
    expect(observing().expectRefused('newEvidence', 'proposeWithdrawal', office, old)).toMatchObject({
      about: [{ kind: 'document', id: sha('d') }],
      paths: ['evidence'],
    });
  });
  it('3-16: what was named and what this improvement is, where they do not agree', () => {
    const post = { ...cast.ownerPost, planBy: '2026-05-31' };
    for (const named of [
      { number: 2, title: cast.title },
      { number: 1, title: 'another' },
    ]) {
      const refused = begun().expectRefused('ownImprovementNamed', 'assignOwner', head, { ...named, ...post });
      expect(refused).toMatchObject({ clause: '3-16', basis: 'design', paths: ['number', 'title'] });
      expect(refused.about).toEqual([
        {
          kind: 'improvement',
          id: `improvement/2026/demo-body/${named.number}`,
          label: { ja: `第${named.number}号（指定されたもの）`, en: `no. ${named.number} (as named)` },
          title: { ja: named.title, en: named.title },
        },
        { kind: 'improvement', id: cast.instance, title: cast.opening.title },
      ]);
    }
  });
  it('whom a rule bars whatever the post is known from the state', () => {
    const barred = (rule: string, of: Driver) => improvementV1.rules[rule]?.bars?.(of.state.snapshot.context);
    expect(barred('approverIsNotPlanner', submitted())).toEqual(['owner']);
    expect(barred('neverDoer', carryingOut())).toEqual(['owner', 'implementer']);
    expect(barred('secondPerson', proposed())).toEqual(['office']);
    expect(barred('deciderDidNotAttest', attested())).toEqual(['verifier']);
    const asked = carryingOut().decide('requestExtension', verifier, { item: 'done', date: '2026-08-31', reason: 'r' });
    expect(barred('notOwnRequest', asked)).toEqual(['verifier']);
    expect(barred('notOwnWork', asked)).toEqual(['owner', 'implementer']);
    expect(barred('secondPerson', planning())).toEqual([]);
  });
  it('3-18: who confirms is named, and who lets somebody else', () => {
    expect(verifying().expectRefused('isNamedVerifier', 'verify', auditOfficer, cast.achieved)).toMatchObject({
      about: [{ kind: 'person', id: 'verifier' }],
      remedies: [{ decision: 'replaceVerifier' }],
    });
    const refused = verifying().expectRefused(
      'isPermittedConfirmer',
      'confirmWithoutIndependence',
      office,
      cast.achieved,
    );
    expect(refused).toMatchObject({
      about: [{ kind: 'role', id: 'ciso' }],
      remedies: [{ decision: 'permitConfirmation' }],
    });
    expect(planning().expectRefused('doneReported', 'permitConfirmation', ciso, cast.permission).remedies).toEqual([
      { decision: 'plan' },
    ]);
    expect(
      carryingOut().expectRefused('doneReported', 'recordMeasurement', implementer, {
        measuredOn: '2026-05-01',
        result: 'ok',
        evidence: [],
      }).about,
    ).toEqual([{ kind: 'person', id: 'implementer' }]);
  });
});
