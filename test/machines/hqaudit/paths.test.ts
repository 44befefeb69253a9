/** Audits by headquarters on their honest ways, and the ways out (domain-2.md 4). */
import { describe, expect, it } from 'vitest';
import { hqauditV1 } from '../../../machines/hqaudit/v1/index.ts';
import { expectRefolds } from '../support/drive.ts';
import {
  advice,
  afterTheMove,
  agency,
  agencyCiso,
  agencyOffice,
  asked,
  assigned,
  auditor,
  carriedOut,
  confirmed,
  delegate,
  delegated,
  disposed,
  ended,
  fieldwork,
  finding,
  following,
  followUp,
  found,
  hash,
  here,
  hq,
  instance,
  leader,
  member,
  merged,
  ministry,
  office,
  opened,
  other,
  planned,
  plan,
  programme,
  ref,
  report,
  reported,
  request,
  requested,
  settled,
  toMinistries,
  urgent,
} from './cast.ts';

const cycle = `cycle/2026/${ministry}`;

describe('an audit by headquarters (3-20, 4-14, 5-1 to 5-4)', () => {
  it('goes from its opening to its end, and refolds', () => {
    const driver = ended();
    expect(driver.value).toBe('ended');
    expect(driver.projection).toMatchObject({ ended: 'ended', counts: { findings: 1, advice: 2, openAdvice: 0 } });
    expectRefolds(hqauditV1, driver);
  });

  it('tells headquarters’ year at its beginning which audit it is, and its leader', () => {
    const driver = opened();
    expect(driver.toldTo(programme, 'hqauditOpened')).toEqual([{ ref: 'plan/1/1', audit: instance }]);
    expect(driver.topics()).toContain('opened');
    expect(driver.state.snapshot.context).toMatchObject({
      headquarters: [hq],
      profile: 'ministry',
      addressee: ministry,
    });
  });

  it('asks the body’s promotion office for materials, in its own body; not given by the date they are marked (5-3)', () => {
    const driver = requested();
    expect(driver.projection.tasks).toContainEqual(
      expect.objectContaining({ decision: 'giveMaterials', roles: ['promotionOffice'], organisation: ministry }),
    );
    expect(driver.dueItem('materials:1')).toMatchObject({ organisation: ministry, roles: ['promotionOffice'] });
    driver.expectRefused('notYourRole', 'giveMaterials', agencyOffice, { request: 1, documents: [hash(2)] });
    driver.passTo('2026-06-15');
    expect(driver.projection.marks).toContain('materialsNotGiven');
    driver.decide('giveMaterials', office, { request: 1, documents: [hash(2)] });
    expect(driver.projection.documents).toContain(hash(2));
  });

  it('puts what stands to the body and takes its answer; more rounds after more fieldwork', () => {
    const driver = asked().decide('resumeFieldwork', leader, { reason: '追加' });
    expect(driver.projection.marks).toContain('fieldworkResumed');
    driver.decide('recordFinding', auditor, { ...finding, title: '別の指摘' }).decide('askConfirmation', leader);
    driver.decide('confirmFacts', office, { agrees: false, comments: '二件目は解消済み' });
    expect(driver.state.snapshot.context).toMatchObject({
      confirmations: [{ findings: [{ number: 1 }, { number: 2 }], answer: { agrees: false } }],
    });
    driver.decide('report', leader, report);
  });

  it('silence past the date is marked, and the report names whose facts nobody confirmed', () => {
    const driver = asked().passTo('2026-07-01').decide('report', leader, report);
    expect(driver.projection.marks).toContain('factsUnconfirmed');
    expect(driver.state.snapshot.context).toMatchObject({ report: { unconfirmed: [1] } });
  });

  it('the report tells each item of advice to the body’s cycle, itself to headquarters’ year, and the register (5-3, 3-20)', () => {
    const driver = reported();
    expect(driver.toldTo(cycle, 'adviceGiven')).toEqual([
      { ref: ref(1), clause: '3-20', by: 'headquarters' },
      { ref: ref(2), clause: '3-20', by: 'headquarters' },
    ]);
    expect(driver.toldTo(programme, 'hqauditReported')).toMatchObject([
      { audit: instance, subject: ministry, stream: 'ministries', document: report.document },
    ]);
    expect(driver.effects).toContainEqual(
      expect.objectContaining({ register: 'headquartersAudited', value: { organisation: ministry, year: 2026 } }),
    );
    expect(driver.dueItem('disposition')).toMatchObject({ organisation: ministry, roles: ['ciso'] });
    expect(driver.dueItem('supervisors')).toBeUndefined();
  });

  it('an agency’s is of its stream and its clause, and it reports to its ministries within ten business days (4-14, 5-4)', () => {
    const driver = reported(here, agency);
    expect(driver.toldTo(`cycle/2026/${agency}`, 'adviceGiven')).toMatchObject([
      { clause: '4-14' },
      { clause: '4-14' },
    ]);
    expect(driver.toldTo(programme, 'hqauditReported')).toMatchObject([{ stream: 'agencies' }]);
    expect(driver.dueItem('supervisors')).toMatchObject({ organisation: agency });
    driver.decide('reportToSupervisor', agencyOffice, toMinistries(ministry, 'demo-m2'));
    // With the date by which the ministries are to receive it.
    expect(driver.toldTo(`supervision/2026/${agency}`, 'auditResultReported')).toEqual([
      {
        audit: instance,
        ministries: [ministry, 'demo-m2'],
        document: hash(6),
        due: expect.objectContaining({ due: expect.any(Number), basis: expect.any(Object) }),
      },
    ]);
    expect(driver.dueItem('supervisors')?.met).toBeDefined();
  });

  it('what is urgent is told at once, and stands in the report’s numbering (5-3)', () => {
    const driver = fieldwork().decide('urgentFinding', auditor, urgent);
    expect(driver.toldTo(cycle, 'adviceGiven')).toMatchObject([{ ref: ref(1) }]);
    expect(driver.topics()).toContain('urgent');
    driver.told('adviceDisposed', disposed(1, 'now'), cycle).told('adviceSettled', settled(1), cycle);
    driver.decide('askConfirmation', leader).decide('confirmFacts', office, { agrees: true, comments: '' });
    driver.decide('report', leader, { ...report, advice: [{ ...advice[1] }] });
    expect(driver.toldTo(cycle, 'adviceGiven')).toMatchObject([{ ref: ref(1) }, { ref: ref(2) }]);
  });

  it('goes on to be followed once every item has its disposition', () => {
    const driver = reported().told('adviceDisposed', disposed(1, 'now'), cycle);
    expect(driver.projection.phase).toBe('reported');
    driver.told('adviceDisposed', disposed(2, 'not'), cycle);
    expect(driver.projection.phase).toBe('following');
    expect(driver.dueItem('disposition')?.met).toBeDefined();
  });

  it('an item acted on ends with its improvement, or when it is found done – never when found partly done', () => {
    const driver = following().decide('followUp', auditor, { ...followUp, result: 'partly' });
    driver.expectRefused('nowCarriedOut', 'endAudit', leader);
    driver.decide('followUp', auditor, followUp).decide('endAudit', leader);
    expect(carriedOut().decide('endAudit', leader).value).toBe('ended');
  });

  it('later is no end, over years: told again it takes the place of what was decided before (3-20)', () => {
    const driver = reported()
      .told('adviceDisposed', disposed(1, 'later'), cycle)
      .told('adviceDisposed', disposed(2, 'not'), cycle);
    driver.expectRefused('nothingPutOff', 'endAudit', leader);
    driver.passTo('2027-09-01').told('adviceDisposed', disposed(1, 'later', 2027), `cycle/2027/${ministry}`);
    expect(driver.state.snapshot.context).toMatchObject({
      items: [{ disposition: { what: 'later', until: '2028-09-30' } }, {}],
    });
    driver.expectRefused('nothingPutOff', 'endAudit', leader);
    driver.passTo('2028-09-01').told('adviceDisposed', disposed(1, 'not', 2028), `cycle/2028/${ministry}`);
    expect(driver.decide('endAudit', leader).value).toBe('ended');
  });

  it('a ministry that became competent meanwhile has the result before the end (5-4)', () => {
    const driver = carriedOut(here, agency)
      .decide('reportToSupervisor', agencyCiso, toMinistries(ministry, 'demo-m2'))
      .in({ ...here, supervisorsOf: { [agency]: ['demo-m2', 'demo-ipa'] } });
    driver.expectRefused('reportedToEverySupervisor', 'endAudit', leader);
    driver.decide('reportToSupervisor', agencyCiso, toMinistries('demo-ipa')).decide('endAudit', leader);
    expect(driver.value).toBe('ended');
  });

  it('delegated, its auditors are of the body it is delegated to – never of the one audited', () => {
    const driver = planned().decide('assign', leader, { auditors: [delegated.person], delegatedTo: delegate });
    expect(driver.projection.marks).toContain('delegated');
    driver.decide('requestMaterials', delegated, request);
    planned().expectRefused('notDelegatedToTheSubject', 'assign', leader, {
      auditors: [auditor.person],
      delegatedTo: ministry,
    });
  });

  it('the plan may be revised, its date moved', () => {
    const driver = assigned().decide('plan', leader, { ...plan, reportBy: '2027-01-29' });
    expect(driver.state.snapshot.context).toMatchObject({ plan: { revision: 2 } });
    expect(driver.dueItem('report')?.basis?.moved).toHaveLength(1);
  });

  it('a finding withdrawn is neither put to the body nor advised on', () => {
    const driver = found().decide('withdrawFinding', auditor, { finding: 1, reason: '誤り' });
    driver.expectRefused('findingsToConfirm', 'askConfirmation', leader);
    driver.expectRefused('adviceRestsOnFindings', 'report', leader, report);
    expect(driver.decide('report', leader, { ...report, advice: [] }).projection.counts).toMatchObject({ findings: 0 });
  });

  describe('ways out', () => {
    it('access impossible: a report with its limits, and the body stays unaudited', () => {
      const driver = assigned().decide('report', leader, { ...report, advice: [], limits: '立入りができない' });
      expect(driver.projection.marks).toContain('limited');
      expect(driver.effects.filter(({ kind }) => kind === 'register')).toEqual([]);
      expect(driver.toldTo(programme, 'hqauditReported')).toHaveLength(1);
      expect(driver.decide('endAudit', leader).value).toBe('ended');
    });

    it('headquarters cancels with a reason before the report, and nobody else', () => {
      const driver = fieldwork();
      const refusal = driver.expectRefused('notYourRole', 'cancel', leader, { reason: 'r' });
      expect(refusal).toMatchObject({ clause: '5-3', concerns: 'who', where: [hq] });
      driver.decide('cancel', member, { reason: '所掌の変更' });
      expect(driver.projection).toMatchObject({ ended: 'cancelled', tasks: [] });
      expect(reported().attempt('cancel', member, { reason: 'r' })).not.toEqual([]);
    });

    it('the body was merged before the report: its successor is named, receives the advice and answers', () => {
      const driver = confirmed()
        .in(merged)
        .decide('report', leader, { ...report, successor: 'demo-m2' });
      expect(driver.projection.marks).toContain('successor');
      expect(driver.toldTo('cycle/2026/demo-m2', 'adviceGiven')).toHaveLength(2);
      expect(driver.toldTo(cycle, 'adviceGiven')).toEqual([]);
      expect(driver.dueItem('disposition')).toMatchObject({ organisation: 'demo-m2' });
    });

    it('the body was abolished after the report: whoever took over answers, or the item ends with its mark', () => {
      const driver = reported()
        .in(merged)
        .told('adviceDisposed', disposed(1, 'not', 2026, 'demo-m2'), 'cycle/2026/demo-m2');
      driver.decide('followUp', auditor, { item: 2, result: 'gone', note: '廃止', evidence: [] });
      expect(driver.projection.marks).toContain('bodyGone');
      expect(driver.decide('endAudit', leader).value).toBe('ended');
    });

    it('the body was merged between report and decision: its cycle says who answers, whose people read and decide (3-20, 5-4)', () => {
      const driver = reported().told('successorAnswers', { cycle, successor: 'demo-m2' }, cycle);
      expect(driver.projection.marks).toContain('successor');
      expect(driver.topics()).toContain('succeeded');
      expect(driver.state.snapshot.context).toMatchObject({ addressee: 'demo-m2', subject: ministry });
      expect(driver.dueItem('disposition')).toMatchObject({ organisation: 'demo-m2' });
      driver.told('adviceDisposed', disposed(1, 'not', 2026, 'demo-m2'), 'cycle/2026/demo-m2');
      driver.told('adviceDisposed', disposed(2, 'not', 2026, 'demo-m2'), 'cycle/2026/demo-m2');
      expect(driver.decide('endAudit', leader).value).toBe('ended');
    });

    it('what an earlier audit was told too late is no matter of this one', () => {
      const driver = reported(here, ministry);
      const foreign = { ...disposed(1, 'now'), ref: `hqaudit/2025/${here.organisation}/1#1` };
      driver.told('adviceDisposed', foreign, cycle).told('adviceSettled', { ...settled(1), ref: foreign.ref }, cycle);
      expect(driver.effects).toEqual([]);
      expect(driver.projection).toMatchObject({ phase: 'reported', counts: { openAdvice: 2 } });
    });

    it('an auditor who was appointed there is replaced', () => {
      const driver = confirmed().in(afterTheMove).passTo('2026-07-02');
      driver.decide('replaceAuditor', leader, { outgoing: auditor.person, incoming: other.person, reason: '異動' });
      expect(driver.decide('report', leader, report).projection.marks).toContain('auditorReplaced');
    });
  });

  describe('acceptance stories', () => {
    it('advice undisposed: the audit does not end → 3-20, an agency 4-14', () => {
      const ofMinistry = reported().expectRefused('everyItemDisposed', 'endAudit', leader);
      expect(ofMinistry).toMatchObject({ clause: '3-20', basis: 'text' });
      const ofAgency = reported(here, agency).expectRefused('everyItemDisposed', 'endAudit', leader);
      expect(ofAgency).toMatchObject({ clause: '4-14', ministries: '3-20' });
    });
    it('an agency with two ministries reports to one → stays overdue, 5-4', () => {
      const driver = carriedOut(here, agency).decide('reportToSupervisor', agencyCiso, toMinistries(ministry));
      expect(driver.dueItem('supervisors')?.met).toBeUndefined();
      expect(driver.passTo('2026-08-01').projection.counts).toMatchObject({ overdue: 1 });
      const refusal = driver.expectRefused('reportedToEverySupervisor', 'endAudit', leader);
      expect(refusal).toMatchObject({ clause: '5-4', basis: 'text', about: [{ id: 'demo-m2' }] });
    });
    it('an auditor appointed to the subject after assign → report refused, 5-3', () => {
      const driver = confirmed().in(afterTheMove).passTo('2026-07-02');
      const refusal = driver.expectRefused('noPostInTheSubject', 'report', leader, report);
      expect(refusal.clause).toBe('5-3');
      expect(refusal.about?.[0]).toMatchObject({ kind: 'person', id: auditor.person });
    });
  });
});
