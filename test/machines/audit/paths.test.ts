/** Honest audits from plan to report, and every way round (domain.md 6; 3-15). */
import { describe, expect, it } from 'vitest';
import { checkProcedure } from '../../../machines/core/index.ts';
import { auditV1 } from '../../../machines/audit/v1/index.ts';
import { published } from '../../../machines/procedures.ts';
import { expectRefolds } from '../support/drive.ts';
import { body, person } from '../support/people.ts';
import {
  among,
  anna,
  assigned,
  ciso,
  commented,
  commenting,
  customs,
  finding,
  hash,
  head,
  inFieldwork,
  instance,
  leader,
  noFinding,
  opened,
  opening,
  outsider,
  plan,
  planned,
  report,
  tax,
  title,
  withFinding,
} from './cast.ts';

const cycle = `cycle/2026/${body}`;

describe('audit: a whole audit (3-15)', () => {
  it('is a sound definition and published', () => {
    expect(checkProcedure(auditV1)).toEqual([]);
    expect(published).toContain(auditV1);
  });
  it('3-15: planned, assigned, carried out, commented and reported, it is told to the cycle with its findings', () => {
    const audit = commented().decide('report', leader, report);
    expect(audit.value).toBe('reported');
    expect(audit.projection).toMatchObject({
      phase: 'reported',
      ended: 'reported',
      marks: [],
      tasks: [],
      counts: { openAudits: 0, nonconformities: 1, observations: 0, goodPractices: 0 },
      documents: [hash(1), hash(9)],
    });
    expect(audit.effects).toContainEqual(
      expect.objectContaining({
        kind: 'register',
        register: 'auditedDepartments',
        value: { year: 2026, departments: ['tax'] },
      }),
    );
    expect(audit.toldTo(cycle, 'auditReported')).toEqual([
      {
        audit: instance,
        yearExamined: 2026,
        planned: true,
        departments: ['tax'],
        result: 'findings',
        findings: [
          {
            ref: `${instance}#1`,
            title,
            grade: 'nonconformity',
            foundOn: '2026-11-02',
            criterion: '1',
            department: 'tax',
          },
        ],
        document: hash(9),
      },
    ]);
    expect(audit.dueItem('report')?.met).toBe(audit.now);
    expectRefolds(auditV1, audit);
  });
  it('what cannot be decided yet is refused with the stage that takes it and what comes first (6-1)', () => {
    expect(assigned().expectRefused('notNow', 'comment', head, { department: 'tax', comment: 'x' })).toMatchObject({
      about: [{ kind: 'state', id: 'live.active.commenting', label: { ja: expect.any(String) } }],
      remedies: [{ decision: 'startFieldwork' }],
    });
    expect(
      inFieldwork().expectRefused('notNow', 'comment', head, { department: 'tax', comment: 'x' }).remedies,
    ).toEqual([{ decision: 'requestComments' }]);
    const late = inFieldwork().expectRefused('notNow', 'assign', leader, { auditors: ['anna'] });
    expect(late.about).toMatchObject([{ kind: 'state', id: 'live.preparing' }]);
    expect(late.remedies).toBeUndefined();
  });
  it('5-1: a finding rests on a criterion of the set, or outside it on a passage of rules, marked not comparable', () => {
    const { criterion: _, ...rest } = finding;
    const audit = inFieldwork();
    audit.expectRefused('criterionOfTheSet', 'recordFinding', anna, rest);
    audit.expectRefused('criterionOfTheSet', 'recordFinding', anna, { ...finding, outsideSet: '委託契約 第8条' });
    audit.decide('recordFinding', anna, { ...rest, outsideSet: '委託契約 第8条' });
    expect(audit.projection.marks).toEqual(['outsideCriteria']);
  });
  it('3-15: an additional audit of an earlier year is told to both cycles', () => {
    const audit = opened({ planned: false, yearExamined: 2025 })
      .decide('planAudit', leader, { ...plan, yearExamined: 2025, period: { from: '2025-04-01', to: '2026-03-31' } })
      .decide('assign', leader, { auditors: ['anna'] })
      .decide('startFieldwork', leader)
      .decide('requestComments', leader, { commentDate: '2026-11-20' })
      .decide('comment', tax, { department: 'tax', comment: 'no comment' })
      .decide('report', leader, noFinding);
    expect(audit.toldTo(cycle, 'auditReported')).toMatchObject([{ planned: false, yearExamined: 2025 }]);
    expect(audit.toldTo(`cycle/2025/${body}`, 'auditReported')).toMatchObject([{ result: 'noFinding', findings: [] }]);
  });
  it('3-15: good practices alone are reported as no finding, and stay visible', () => {
    const audit = inFieldwork()
      .decide('recordFinding', anna, { ...finding, grade: 'goodPractice' })
      .decide('requestComments', leader, { commentDate: '2026-11-20' })
      .decide('comment', tax, { department: 'tax', comment: 'thanks' });
    audit.expectRefused('resultMatchesFindings', 'report', leader, report);
    audit.decide('report', leader, noFinding);
    expect(audit.toldTo(cycle, 'auditReported')).toMatchObject([
      { result: 'noFinding', findings: [{ grade: 'goodPractice' }] },
    ]);
  });
  it('3-15: a finding withdrawn before the report keeps its reason and leaves the mark', () => {
    const audit = withFinding()
      .decide('withdrawFinding', anna, { finding: 1, title, reason: 'the evidence was of another system' })
      .decide('requestComments', leader, { commentDate: '2026-11-20' })
      .decide('comment', tax, { department: 'tax', comment: 'no comment' })
      .decide('report', leader, noFinding);
    expect(audit.projection.marks).toEqual(['findingWithdrawn']);
    expect(JSON.stringify(audit.state)).toContain('the evidence was of another system');
  });
  it('3-15: after the comment date it goes out with 意見なし（期限経過）, marked for ever', () => {
    const audit = commenting();
    expect(audit.projection.tasks).toContainEqual({
      decision: 'comment',
      roles: ['officer', 'divisionOfficer'],
      department: 'tax',
      dueItem: 'comment',
    });
    expect(audit.expectRefused('commentsInOrDatePassed', 'report', leader, report).clause).toBe('3-15');
    audit.passTo('2026-11-21');
    expect(audit.projection.tasks.map((task) => task.decision)).toEqual(['report']);
    expect(audit.dueItem('comment')?.met).toBeDefined();
    audit.decide('report', leader, report);
    expect(audit.projection.marks).toEqual(['noComment']);
  });
  it('3-15: a comment after its date still counts while the report is not out', () => {
    const audit = commenting().passTo('2026-11-25');
    audit.decide('comment', tax, { department: 'tax', comment: 'late', documents: [hash(5)] });
    audit.decide('report', leader, report);
    expect(audit.projection.marks).toEqual([]);
    expect(audit.projection.documents).toContain(hash(5));
  });
  it('3-15: resumed fieldwork ends in another round of comments', () => {
    const audit = commented().decide('resumeFieldwork', leader, { reason: 'the comment names another system' });
    audit.expectRefused('commentsAsked', 'report', leader, report);
    audit.decide('recordFinding', anna, { ...finding, grade: 'observation' });
    audit.decide('requestComments', leader, { commentDate: '2026-12-10' });
    audit.expectRefused('commentsInOrDatePassed', 'report', leader, report);
    audit.decide('comment', tax, { department: 'tax', comment: 'no comment' }).decide('report', leader, report);
    expect(audit.projection.marks).toEqual(['fieldworkResumed']);
  });
  it('3-15: every audited department is asked; the report waits for all', () => {
    const audit = opened()
      .decide('planAudit', leader, { ...plan, departments: ['tax', 'customs'] })
      .decide('assign', leader, { auditors: ['anna'] })
      .decide('startFieldwork', leader)
      .decide('requestComments', leader, { commentDate: '2026-11-20' })
      .decide('comment', tax, { department: 'tax', comment: 'c' });
    audit.expectRefused('commentsInOrDatePassed', 'report', leader, noFinding);
    audit.decide('comment', customs, { department: 'customs', comment: 'c' }).decide('report', leader, noFinding);
    expect(audit.value).toBe('reported');
  });
  it('3-15: an auditor from outside, with contract and declaration, audits without holding a post', () => {
    const audit = planned()
      .decide('assign', leader, { auditors: ['outsider'] })
      .decide('startFieldwork', leader)
      .decide('recordFinding', outsider, finding);
    expect(audit.state.snapshot.context).toMatchObject({ auditors: [{ person: 'outsider', firm: 'firm' }] });
  });
});

describe('audit: who may say what about the plan (3-15, 6-2)', () => {
  it('6-2: the CISO comments with reason and orders more, and neither stops it', () => {
    const audit = planned()
      .decide('commentOnPlan', ciso, { reason: 'November is busy' })
      .decide('orderMore', ciso, { departments: ['customs'], reason: 'incident in October' });
    expect(audit.topics()).toEqual(['moreOrdered']);
    expect(audit.state.snapshot.context).toMatchObject({ departments: ['tax', 'customs'] });
    audit.expectRefused('orderedDepartmentsKept', 'revisePlan', leader, { ...plan, reason: 'r' });
    audit
      .decide('revisePlan', leader, { ...plan, departments: ['customs', 'tax'], reportBy: '2027-02-26', reason: 'r' })
      .decide('assign', leader, { auditors: ['anna'] })
      .decide('startFieldwork', leader);
    expect(audit.dueItem('report')).toMatchObject({ original: Date.parse('2027-01-29T15:00:00Z') });
    audit.decide('commentOnPlan', ciso, { reason: 'still busy' });
  });
  it('3-15: only the head of the organisation cancels, with a reason and only before fieldwork', () => {
    const audit = assigned();
    expect(audit.attempt('cancel', ciso, { reason: 'r' }).map((r) => r.rule)).toEqual(['notYourRole']);
    expect(audit.attempt('cancel', leader, { reason: 'r' }).map((r) => r.rule)).toEqual(['notYourRole']);
    audit.decide('cancel', head, { reason: 'the department is dissolved', document: hash(4) });
    expect(audit.value).toBe('cancelled');
    expect(audit.projection).toMatchObject({ ended: 'cancelled', marks: ['cancelled'], due: [] });
    expect(audit.toldTo(cycle, 'auditCancelled')).toEqual([{ audit: instance, reason: 'the department is dissolved' }]);
    expect(inFieldwork().expectRefused('beforeFieldwork', 'cancel', head, { reason: 'r' }).clause).toBe('3-15');
  });
  it('4-9: an agency reads its own clause', () => {
    const audit = opened({ profile: 'designated-corporation' });
    expect(audit.expectRefused('planIsThere', 'assign', leader, { auditors: ['anna'] }).clause).toBe('4-9');
    const ministry = opened({ ...opening, profile: 'ministry' });
    expect(ministry.expectRefused('planIsThere', 'assign', leader, { auditors: ['anna'] }).clause).toBe('3-15');
  });
});

describe('audit: who decides in whose place (domain.md 2)', () => {
  it('3-15: an acting audit officer leads as such, and the deputy CISO comments as such; both stay visible', () => {
    const acting = person('acting').holds('auditOfficer', { kind: 'acting' });
    const audit = opened().in(among(acting)).decide('planAudit', acting, plan);
    expect(audit.entries.at(-1)?.marks).toEqual(['acting']);
    audit.decide('commentOnPlan', person('deputy-ciso').holds('deputyCiso'), { reason: 'r' });
    expect(audit.entries.at(-1)?.marks).toEqual(['deputy']);
  });
  it('3-15: the head’s decision on paper is entered for the head where the body allows it, marked 転記, and the head is told', () => {
    const paper = { by: 'office', decidedOn: '2026-11-01', number: '12', document: hash(6) };
    const input = { reason: 'the department is dissolved' };
    const off = assigned().attempt('cancel', head, input, undefined, { enteredFor: { ...paper, allowed: false } });
    expect(off.map((refusal) => refusal.rule)).toEqual(['paperEntryOff']);
    const audit = assigned().decide('cancel', head, input, undefined, { enteredFor: { ...paper, allowed: true } });
    expect(audit.entries.at(-1)?.marks).toEqual(['enteredFor']);
    expect(audit.topics()).toContain('enteredForYou');
  });
});

describe('audit: reminders', () => {
  it('reminds of each open due item once, of a past one once and not of all its rungs', () => {
    const audit = planned();
    audit.passTo('2026-12-31');
    expect(audit.topics()).toEqual(['reminder']);
    const reminders = audit.entries.flatMap(({ effects }) =>
      effects.filter((effect) => effect.kind === 'notify' && effect.topic === 'reminder'),
    );
    expect(reminders).toHaveLength(1);
    expect(reminders[0]).toMatchObject({ dueItem: 'report', to: { roles: ['auditOfficer'] } });
  });
  it('8: no notice and no count tells what an unreported finding says', () => {
    const audit = commenting();
    const told = JSON.stringify(audit.entries.flatMap(({ effects }) => effects));
    expect(told).not.toContain(finding.statement);
    expect(audit.projection.counts).toEqual({ openAudits: 1, overdue: 0 });
    audit.passTo('2026-11-20');
    expect(audit.topics()).toEqual(['reminder']);
    expect(JSON.stringify(audit.effects)).toContain('"department":"tax"');
  });
});
