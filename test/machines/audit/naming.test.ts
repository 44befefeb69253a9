/** What refusals of an audit name: the people with their posts, the departments, findings and dates; fields; remedies. */
import { describe, expect, it } from 'vitest';
import { auditV1 } from '../../../machines/audit/v1/index.ts';
import { person } from '../support/people.ts';
import {
  among,
  anna,
  assigned,
  ben,
  ciso,
  commenting,
  finding,
  here,
  inFieldwork,
  instance,
  leader,
  noFinding,
  opened,
  opening,
  plan,
  planned,
  replaced,
  report,
  tax,
  title,
  withFinding,
} from './cast.ts';

describe('audit: what a refusal names', () => {
  it('3-15: each auditor in conflict with the post, its department and its days, and the auditor’s row', () => {
    const auditors = ['anna', 'former', 'tax'];
    const refused = planned().expectRefused('auditorsHoldNoPostThere', 'assign', leader, { auditors });
    expect(refused.about).toEqual([
      {
        kind: 'person',
        id: 'former',
        posts: [{ role: 'staff', department: 'tax', from: '2020-04-01', to: '2026-07-31' }],
      },
      { kind: 'person', id: 'tax', posts: [{ role: 'officer', department: 'tax', from: '2020-04-01' }] },
    ]);
    expect(refused.paths).toEqual(['auditors[1]', 'auditors[2]']);
    expect(refused.remedies).toBeUndefined();
  });
  it('3-15: after the assignment it is the assignment, then the replacement, that mends a conflict', () => {
    const moved = among(person('anna').holds('staff', { department: 'tax' }));
    const atStart = assigned().in(moved).expectRefused('auditorsHoldNoPostThere', 'startFieldwork', leader);
    expect(atStart.remedies).toEqual([{ decision: 'assign' }]);
    const atReport = commenting().in(moved).expectRefused('auditorsHoldNoPostThere', 'report', leader, report);
    expect(atReport).toMatchObject({
      about: [{ kind: 'person', id: 'anna', posts: [{ role: 'staff', department: 'tax' }] }],
      remedies: [{ decision: 'replaceAuditor' }],
    });
  });
  it('3-15: the measure that an auditor owns, and the contract that has run out', () => {
    const out = among(person('outsider').isOutside({ to: '2026-10-31' }));
    const refused = planned()
      .in(out)
      .attempt('assign', leader, { auditors: ['systems', 'outsider'] });
    expect(refused.map(({ rule, about }) => [rule, about])).toEqual([
      [
        'auditorsOwnNoMeasureThere',
        [
          {
            kind: 'person',
            id: 'systems',
            posts: [{ role: 'systemOfficer', department: 'systems', from: '2020-04-01' }],
          },
          { kind: 'measure', id: 'm1' },
        ],
      ],
      [
        'auditorsHaveStanding',
        [
          { kind: 'person', id: 'outsider' },
          {
            kind: 'date',
            id: '2026-10-31',
            label: { ja: '契約期間の末日 2026年10月31日', en: 'contract until 31 October 2026' },
          },
        ],
      ],
    ]);
  });
  it('3-15: the leader in conflict with all posts that count, once, and who could be asked', () => {
    const conflicted = person('leader')
      .holds('auditOfficer')
      .holds('staff', { department: 'tax', to: '2026-06-30' })
      .holds('promotionOffice');
    const refused = opened({}, among(conflicted)).expectRefused('leaderIndependent', 'planAudit', leader, plan);
    expect(refused.about).toMatchObject([
      { kind: 'person', id: 'leader', posts: [{ role: 'staff', to: '2026-06-30' }, { role: 'promotionOffice' }] },
    ]);
    expect(refused.remedies).toEqual([{ decision: 'declareConflict' }, { decision: 'nameSubstitute' }]);
  });
  it('3-15: with a substitute it is the substitute who leads; the one replaced is barred whatever the post', () => {
    const audit = planned()
      .decide('declareConflict', leader, { reason: 'r' })
      .decide('nameSubstitute', ciso, { person: 'deputy', insteadOf: ['leader'], reason: 'r' });
    const refused = audit.expectRefused('leadsThisAudit', 'assign', leader, { auditors: ['anna'] });
    expect(refused.about).toEqual([{ kind: 'person', id: 'deputy' }]);
    const { context } = audit.state.snapshot;
    expect(auditV1.rules['leadsThisAudit']?.bars?.(context)).toEqual(['leader']);
    expect(auditV1.rules['leaderIndependent']?.bars?.(context)).toEqual(['leader']);
  });
  it('3-15: the day of a period that lies outside, with the days it must lie between', () => {
    const input = { ...plan, period: { from: '2026-04-01', to: '2027-04-01' } };
    expect(opened().expectRefused('periodInYearExamined', 'planAudit', leader, input)).toMatchObject({
      about: [
        { kind: 'date', id: '2026-04-01', label: { ja: '2026年4月1日以降', en: '1 April 2026 or later' } },
        { kind: 'date', id: '2027-03-31', label: { ja: '2027年3月31日以前', en: '31 March 2027 or earlier' } },
      ],
      paths: ['period.to'],
    });
  });
  it('6-2: the departments that were ordered and left out', () => {
    const audit = planned().decide('orderMore', ciso, { departments: ['customs', 'systems'], reason: 'r' });
    const revised = { ...plan, departments: ['tax', 'systems'], reason: 'r' };
    const refused = audit.expectRefused('orderedDepartmentsKept', 'revisePlan', leader, revised);
    expect(refused).toMatchObject({ about: [{ kind: 'department', id: 'customs' }], paths: ['departments'] });
  });
  it('3-15: a finding by its number, title and what became of it, never its text', () => {
    const audit = withFinding().decide('withdrawFinding', anna, { finding: 1, title, reason: 'r' });
    const again = audit.expectRefused('findingStands', 'withdrawFinding', anna, { finding: 1, title, reason: 'r' });
    expect(again).toMatchObject({
      about: [{ kind: 'finding', id: `${instance}#1`, label: { ja: '第1号（取下げ済み）' }, title: { ja: title } }],
      paths: ['finding'],
    });
    const unknown = audit.expectRefused('findingStands', 'withdrawFinding', anna, { finding: 7, title, reason: 'r' });
    expect(unknown.about).toMatchObject([{ label: { en: 'no. 7 (not recorded)' } }]);
    expect(JSON.stringify([again, unknown])).not.toContain(finding.statement);
  });
  it('3-15: what was named and what stands there, where number and title of a finding do not agree', () => {
    const second = { ...finding, title: 'an open door' };
    const audit = withFinding().decide('recordFinding', anna, second);
    const slip = { finding: 1, title: second.title, reason: 'r' };
    const refused = audit.expectRefused('findingNamedRightly', 'withdrawFinding', anna, slip);
    expect(refused).toMatchObject({ clause: '3-15', basis: 'design', paths: ['finding', 'title'] });
    expect(refused.about?.map(({ label, title: called }) => [label?.ja, called?.ja])).toEqual([
      ['第1号（指定されたもの）', second.title],
      ['第1号（記録済み）', title],
      ['第2号（記録済み）', second.title],
    ]);
    expect(audit.decide('withdrawFinding', anna, { ...slip, finding: 2 }).state.snapshot.context).toMatchObject({
      findings: [{ standing: 'recorded' }, { standing: 'withdrawn' }],
    });
  });
  it('3-15: findings that wait for a successor, and the author who may not judge them', () => {
    const audit = replaced();
    const refused = audit.expectRefused('replacedFindingsJudged', 'requestComments', leader, {
      commentDate: '2026-11-20',
    });
    expect(refused).toMatchObject({
      about: [{ id: `${instance}#1` }],
      remedies: [{ decision: 'adoptFinding' }, { decision: 'rejectFinding' }],
    });
    const { context } = audit.state.snapshot;
    expect(auditV1.rules['successorIsNotAuthor']?.bars?.(context)).toEqual(['anna']);
  });
  it('3-15: departments that are silent, and until when', () => {
    expect(commenting().expectRefused('commentsInOrDatePassed', 'report', leader, report).about).toEqual([
      { kind: 'department', id: 'tax' },
      {
        kind: 'date',
        id: '2026-11-20',
        label: { ja: '意見の期限 2026年11月20日', en: 'comments until 20 November 2026' },
      },
    ]);
    const result = commenting()
      .decide('comment', tax, { department: 'tax', comment: 'c' })
      .expectRefused('resultMatchesFindings', 'report', leader, noFinding);
    expect(result).toMatchObject({ about: [{ id: `${instance}#1` }], paths: ['result'] });
  });
  it('before the act a rule of the state names what it fails for, and what comes first', () => {
    expect(inFieldwork().expectRefused('assignedAuditor', 'recordFinding', ben, finding).about).toEqual([
      { kind: 'person', id: 'anna' },
    ]);
    const tooEarly = assigned().expectRefused('duringFieldwork', 'recordFinding', anna, finding);
    expect(tooEarly).toMatchObject({ about: [{ kind: 'state' }], remedies: [{ decision: 'startFieldwork' }] });
    const tooLate = commenting().expectRefused('commentsNotYetAsked', 'orderMore', ciso, {
      departments: ['customs'],
      reason: 'r',
    });
    expect(tooLate.remedies).toEqual([
      { decision: 'resumeFieldwork' },
      { decision: 'openAudit', instance: opening.cycle },
    ]);
  });
  it('a criteria set that is not registered, or those that are', () => {
    const unknown = opened().expectRefused('criteriaNamed', 'planAudit', leader, { ...plan, criteriaSet: 'x' });
    expect(unknown).toMatchObject({ about: [{ kind: 'criteriaSet', id: 'x' }], paths: ['criteriaSet'] });
    const none = opened({}, here).expectRefused('criteriaNamed', 'planAudit', leader, {
      ...plan,
      criteriaSet: undefined,
    });
    expect(none.about).toEqual([{ kind: 'criteriaSet', id: 'common-2026' }]);
  });
});
