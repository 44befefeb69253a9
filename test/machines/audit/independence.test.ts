/** Independence and its cures: an auditor or leader who is not independent is noticed, and never stops the audit. */
import { describe, expect, it } from 'vitest';
import { auditV1 } from '../../../machines/audit/v1/index.ts';
import { expectRefolds, type Driver } from '../support/drive.ts';
import { body, person } from '../support/people.ts';
import {
  among,
  anna,
  assigned,
  ben,
  ciso,
  commented,
  deputyOfficer,
  finding,
  head,
  here,
  inFieldwork,
  instance,
  leader,
  opened,
  outsider,
  plan,
  planned,
  replaced,
  report,
  stranger,
  tax,
  title,
} from './cast.ts';

const annaInTax = person('anna').holds('auditor', { department: 'audit' }).holds('staff', { department: 'tax' });

describe('audit: independence of the team (3-15)', () => {
  it('3-15: is judged again when fieldwork begins and when the report goes out', () => {
    const refused = assigned().in(among(annaInTax)).expectRefused('auditorsHoldNoPostThere', 'startFieldwork', leader);
    expect(refused).toMatchObject({ clause: '3-15', basis: 'text' });
    commented().in(among(annaInTax)).expectRefused('auditorsHoldNoPostThere', 'report', leader, report);
  });
  it.each([
    ['a post in a department that counts as the same', person('anna').holds('staff', { department: 'tax-division' })],
    ['a concurrent post there', person('anna').holds('staff', { department: 'tax', kind: 'concurrent' })],
    ['a bureau whose scope contains it', person('anna').holds('staff', { department: 'b', scope: ['b', 'tax'] })],
    ['one day of the period', person('anna').holds('auditor').holds('staff', { department: 'tax', to: '2026-04-01' })],
    [
      'a post there from today',
      person('anna').holds('auditor').holds('staff', { department: 'tax', from: '2026-11-02' }),
    ],
  ])('3-15: an auditor with %s is refused', (_, someone) => {
    const audit = planned().in(among(someone));
    const refused = audit.expectRefused('auditorsHoldNoPostThere', 'assign', leader, { auditors: ['anna'] });
    expect(refused.clause).toBe('3-15');
  });
  it.each([
    ['a post that ended before the period', { department: 'tax', to: '2026-03-31' }],
    ['a post in another department', { department: 'customs' }],
    ['the same department’s name in another body', { department: 'tax', organisation: 'demo-other' }],
  ])('3-15: an auditor with %s is not', (_, post) => {
    const someone = person('anna').holds('auditor', { department: 'audit' }).holds('staff', post);
    const audit = planned()
      .in(among(someone))
      .decide('assign', leader, { auditors: ['anna'] });
    expect(audit.projection.phase).toBe('assigned');
  });
  it('3-15: who owns a measure there is refused, also when it is carried out everywhere; the audit line’s own is not one', () => {
    const measures = (owner: object, kind = 'technical') => ({
      ...here,
      registers: {
        ...here.registers,
        plan: { year: 2026, version: '1', document: 'p', measures: [{ id: 'm1', kind, owner: { ...owner } }] },
      },
    });
    const attempt = (registers: object, auditor: string) =>
      planned()
        .in({ ...here, ...registers })
        .attempt('assign', leader, { auditors: [auditor] })
        .map((refusal) => refusal.rule);
    expect(attempt(measures({ role: 'systemOfficer' }), 'systems')).toEqual(['auditorsOwnNoMeasureThere']);
    expect(attempt(measures({ role: 'systemOfficer', department: 'customs' }), 'systems')).toEqual([]);
    expect(attempt(measures({ role: 'auditor' }, 'audit'), 'anna')).toEqual([]);
    expect(attempt(measures({ role: 'auditor' }), 'anna')).toEqual([]);
  });
  it.each([
    ['without a contract in force', { to: '2026-10-31' }],
    ['whose contract has not begun', { from: '2026-12-01' }],
    ['without a declaration', { declaration: ' ' }],
  ])('3-15: an outside auditor %s is refused', (_, outside) => {
    const audit = planned().in(among(outsider.isOutside(outside)));
    const refused = audit.expectRefused('auditorsHaveStanding', 'assign', leader, { auditors: ['outsider'] });
    expect(refused.clause).toBe('3-15');
  });
  it('3-15: someone whom the registry does not know is refused as not found, not as dependent', () => {
    expect(
      planned()
        .attempt('assign', leader, { auditors: ['ghost'] })
        .map((r) => r.rule),
    ).toEqual(['auditorsFound']);
    const bare = planned();
    expect(
      bare
        .attempt('assign', leader, { auditors: ['anna'] }, { people: [], departments: [], registers: {} })
        .map((r) => r.rule),
    ).toEqual(['leaderIndependent', 'auditorsFound']);
  });
});

describe('audit: a replaced auditor (3-15)', () => {
  it('3-15: the findings of a replaced auditor keep author and date; a successor adopts them; the report names both', () => {
    const audit = replaced();
    const recordedAt = audit.now;
    audit.passDays(1);
    audit.expectRefused('assignedAuditor', 'adoptFinding', anna, { finding: 1, reason: 'r' });
    audit.expectRefused('replacedFindingsJudged', 'requestComments', leader, { commentDate: '2026-11-20' });
    expect(audit.projection.tasks).toContainEqual(expect.objectContaining({ decision: 'adoptFinding', person: 'ben' }));
    audit
      .decide('adoptFinding', ben, { finding: 1, reason: 'checked the log myself' })
      .decide('requestComments', leader, { commentDate: '2026-11-20' })
      .decide('comment', tax, { department: 'tax', comment: 'c' })
      .decide('report', leader, report);
    expect(audit.projection.marks).toEqual(['auditorReplaced']);
    expect(audit.state.snapshot.context).toMatchObject({
      findings: [{ author: 'anna', recordedAt, standing: 'adopted', adopted: { by: 'ben' } }],
      report: {
        auditors: ['ben'],
        replaced: [{ person: 'anna', successor: 'ben', reason: 'moved to tax' }],
        authors: [{ ref: `${instance}#1`, author: 'anna', adoptedBy: 'ben' }],
      },
    });
    expectRefolds(auditV1, audit);
  });
  it('3-15: a rejected finding does not reach the report, and stays in the audit with the reason', () => {
    const audit = replaced()
      .decide('rejectFinding', ben, { finding: 1, title, reason: 'could not be repeated' })
      .decide('requestComments', leader, { commentDate: '2026-11-20' })
      .decide('comment', tax, { department: 'tax', comment: 'c' })
      .decide('report', leader, { ...report, result: 'noFinding' });
    expect(audit.projection.marks).toEqual(['auditorReplaced', 'findingRejected']);
    expect(audit.toldTo(`cycle/2026/${body}`, 'auditReported')).toMatchObject([{ findings: [] }]);
  });
  it('3-15: when the successor falls too, what was adopted waits again; replacing works until the report', () => {
    const audit = replaced()
      .decide('adoptFinding', ben, { finding: 1, reason: 'r' })
      .decide('requestComments', leader, { commentDate: '2026-11-20' })
      .decide('comment', tax, { department: 'tax', comment: 'c' })
      .in(among(annaInTax, person('ben').holds('staff', { department: 'tax' })));
    audit.expectRefused('auditorsHoldNoPostThere', 'report', leader, report);
    audit.expectRefused('auditorsHoldNoPostThere', 'replaceAuditor', leader, {
      outgoing: 'ben',
      incoming: 'anna',
      reason: 'r',
    });
    audit.decide('replaceAuditor', leader, { outgoing: 'ben', incoming: 'outsider', reason: 'moved' });
    audit.expectRefused('replacedFindingsJudged', 'report', leader, report);
    audit.decide('adoptFinding', outsider, { finding: 1, reason: 'r' }).decide('report', leader, report);
    expect(audit.value).toBe('reported');
  });
});

describe('audit: the leader in conflict (3-15)', () => {
  const formerly = person('leader').holds('auditOfficer').holds('staff', { department: 'tax', to: '2026-06-30' });
  it('3-15: an audit officer who was of the department cannot plan it; the CISO names a substitute, who leads to the end', () => {
    const audit = opened().in(among(formerly));
    expect(audit.expectRefused('leaderIndependent', 'planAudit', leader, plan).concerns).toBe('who');
    audit.decide('declareConflict', leader, { reason: 'I was there until June' });
    audit.decide('nameSubstitute', ciso, { person: 'deputy', insteadOf: ['leader'], reason: 'conflict' });
    audit.expectRefused('leadsThisAudit', 'planAudit', leader, plan);
    audit
      .decide('planAudit', deputyOfficer, plan)
      .decide('assign', deputyOfficer, { auditors: ['anna'] })
      .decide('startFieldwork', deputyOfficer)
      .decide('recordFinding', anna, finding)
      .decide('requestComments', deputyOfficer, { commentDate: '2026-11-20' })
      .decide('comment', tax, { department: 'tax', comment: 'c' });
    expect(audit.projection.tasks).toEqual([
      { decision: 'report', roles: ['auditOfficer'], dueItem: 'report', person: 'deputy' },
    ]);
    audit.decide('report', deputyOfficer, report);
    expect(audit.projection.marks).toEqual(['conflictDeclared', 'substitute']);
  });
  it('3-15: a conflict computed from appointments needs no declaration', () => {
    const audit = planned().in(among(formerly));
    audit.expectRefused('leaderIndependent', 'assign', leader, { auditors: ['anna'] });
    audit.decide('nameSubstitute', ciso, {
      person: 'outsider',
      insteadOf: ['leader'],
      reason: 'was of the department',
    });
    audit.decide('assign', outsider, { auditors: ['anna'] });
    expect(audit.projection.marks).toEqual(['substitute']);
  });
  it('3-15: a vacant post has a substitute, too, and the head of the organisation may name one for the CISO', () => {
    const vacant = { ...here, people: here.people.filter((one) => !['leader', 'ciso'].includes(one.person)) };
    const audit = opened({}, vacant).decide(
      'nameSubstitute',
      head,
      { person: 'deputy', insteadOf: [], reason: 'vacant' },
      undefined,
      { standIn: { reason: 'no CISO either', holders: [] } },
    );
    expect(audit.entries.at(-1)?.marks).toEqual(['standIn']);
    audit.decide('planAudit', deputyOfficer, plan);
  });
  it('3-15: an independent audit officer is not pushed aside, nor is a substitute', () => {
    const audit = planned();
    const named = { person: 'deputy', insteadOf: ['leader'], reason: 'r' };
    audit.expectRefused('leaderCannotLead', 'nameSubstitute', ciso, named);
    audit.decide('declareConflict', leader, { reason: 'r' }).decide('nameSubstitute', ciso, named);
    audit.expectRefused('leaderCannotLead', 'nameSubstitute', ciso, {
      person: 'outsider',
      insteadOf: ['deputy'],
      reason: 'r',
    });
    audit.in(among(person('deputy')));
    audit.decide('nameSubstitute', ciso, { person: 'outsider', insteadOf: ['deputy'], reason: 'left the body' });
    expect(audit.projection.tasks).toMatchObject([{ person: 'outsider' }]);
  });
  it('a declared conflict is the CISO’s task until a substitute is named, or somebody independent leads on', () => {
    const asks = (run: Driver) => run.projection.tasks.map(({ decision }) => decision);
    const second = person('second').holds('auditOfficer');
    const audit = opened({}, among(second)).decide('declareConflict', leader, { reason: 'I advised on it' });
    expect(asks(audit)).toContain('nameSubstitute');
    audit.decide('planAudit', second, plan);
    expect(asks(audit)).not.toContain('nameSubstitute');
  });
  it('3-15: neither CISO, promotion office nor anyone inspected is a substitute', () => {
    const audit = planned().decide('declareConflict', leader, { reason: 'r' });
    for (const candidate of ['ciso', 'office', 'chief', 'tax', stranger.person, 'leader']) {
      const refused = audit.expectRefused('substituteIndependent', 'nameSubstitute', ciso, {
        person: candidate,
        insteadOf: ['leader'],
        reason: 'r',
      });
      expect(refused.basis).toBe('text');
    }
  });
  it('3-15: auditors declare their own conflicts, others cannot declare for them', () => {
    const audit = inFieldwork();
    audit.expectRefused('ownConflict', 'declareConflict', ciso, { reason: 'r' });
    audit.decide('declareConflict', anna, { reason: 'I advised on the system' });
    audit.decide('requestComments', leader, { commentDate: '2026-11-20' });
    audit.passTo('2026-11-21');
    audit.expectRefused('noConflictDeclared', 'report', leader, { ...report, result: 'noFinding' });
    audit
      .decide('replaceAuditor', leader, { outgoing: 'anna', incoming: 'ben', reason: 'declared a conflict' })
      .decide('report', leader, { ...report, result: 'noFinding' });
    expect(audit.projection.marks).toEqual(['conflictDeclared', 'auditorReplaced', 'noComment']);
  });
});
