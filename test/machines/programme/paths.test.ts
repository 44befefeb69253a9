/** Headquarters' year on its honest ways, and the ways out (domain-2.md 3). */
import { describe, expect, it } from 'vitest';
import { programmeV1 } from '../../../machines/programme/v1/index.ts';
import { expectRefolds } from '../support/drive.ts';
import { body } from '../support/people.ts';
import {
  adopted,
  agencyReport,
  audits,
  compiled,
  decided,
  direction,
  hash,
  head,
  here,
  hq,
  inspection,
  instance,
  issues,
  member,
  ministryReport,
  opened,
  order,
  outline,
  plan,
  proposed,
  published,
  reported,
  second,
  staff,
  withPolicy,
} from './cast.ts';

const starts = (driver: ReturnType<typeof opened>) =>
  driver.effects.flatMap((effect) => (effect.kind === 'startNext' ? [effect] : []));

describe('headquarters’ year (2-4, 5-3, 5-5)', () => {
  it('goes from the policy to the published outline, and refolds', () => {
    const driver = published();
    expect(driver.value).toBe('published');
    expect(driver.projection).toMatchObject({ ended: 'published', counts: { audits: 2, reports: 2 } });
    expect(driver.state.snapshot.context).toMatchObject({
      outline: {
        publication: { on: '2027-03-20', document: hash(6), extract: { original: direction.document, reason: '概要' } },
      },
    });
    expectRefolds(programmeV1, driver);
  });

  it('begins with the bodies that are headquarters and two dates; headquarters is asked for the policy in its body', () => {
    const driver = opened();
    expect(driver.projection.tasks).toEqual([
      { decision: 'recordAuditPolicy', roles: ['headquarters'], organisation: hq, dueItem: 'plan' },
    ]);
    expect(driver.dueItem('plan')?.basis).toMatchObject({ own: '2026-06-30' });
    expect(driver.dueItem('direction')?.basis).toMatchObject({ own: '2027-03-31' });
  });

  it('opened late, has a month for the plan', () => {
    const late = opened(here, '2026-12-01');
    expect(late.dueItem('plan')?.basis).toMatchObject({ own: '2026-12-31' });
    expect(late.projection.counts).toMatchObject({ overdue: 0 });
  });

  it('starts the audits of the adopted plan, each once; a revised plan starts what it adds (5-3)', () => {
    const driver = adopted();
    expect(starts(driver)).toMatchObject([
      {
        procedure: 'hqaudit',
        of: `hqaudit/2026/${body}`,
        input: { programme: instance, ref: 'plan/1/1', subject: 'demo-m1', kinds: ['management'] },
      },
      { input: { ref: 'plan/1/2', subject: 'demo-a1' } },
    ]);
    driver.told('hqauditOpened', { ref: 'plan/1/2', audit: agencyReport.audit }, agencyReport.audit);
    expect(driver.state.snapshot.context).toMatchObject({ audits: [{}, { instance: agencyReport.audit }] });
    const added = { subject: 'demo-m2', kinds: ['management'] };
    driver.decide('proposePlan', staff, { ...plan, audits: [...audits, added] }).decide('adoptPlan', head);
    expect(starts(driver)).toMatchObject([{ input: { ref: 'plan/2/3', subject: 'demo-m2' } }]);
  });

  it('an audit is ordered beside the plan at any time, with its mark and reason (5-3)', () => {
    const driver = opened().decide('orderAudit', member, order);
    expect(starts(driver)).toMatchObject([{ input: { ref: 'order/1', subject: 'demo-m2', reason: order.reason } }]);
    expect(driver.projection.marks).toContain('ordered');
  });

  it('a plan is returned with a reason to who proposed it', () => {
    const driver = proposed().decide('returnPlan', head, { reason: '対象が足りない' });
    expect(driver.effects).toMatchObject([{ to: { person: 'staff' }, topic: 'planReturned' }]);
    expect(driver.projection.tasks).toMatchObject([{ decision: 'proposePlan' }]);
    driver.decide('proposePlan', second, plan).decide('adoptPlan', head);
  });

  it('a plan proposed again before it is adopted takes the place of the one before', () => {
    const driver = proposed().decide('proposePlan', second, { ...plan, document: hash(20) });
    expect(driver.state.snapshot.context).toMatchObject({ plan: { version: 2, by: 'second' } });
  });

  it('an inspection is recorded with period, bodies and result (2-4)', () => {
    const driver = opened().decide('recordInspection', staff, inspection);
    expect(driver.projection.counts).toMatchObject({ inspections: 1 });
    expect(driver.projection.documents).toContain(inspection.document);
  });

  it('the policy may be amended', () => {
    const driver = withPolicy().decide('recordAuditPolicy', member, { document: hash(30) });
    expect(driver.state.snapshot.context).toMatchObject({ policy: { version: 2, document: hash(30) } });
  });

  it('reports issued by the cut-off count; later ones are listed, and told to the next year, which says so (5-5)', () => {
    const driver = reported()
      .passTo('2027-03-01')
      .told('hqauditReported', { ...agencyReport, audit: `hqaudit/2026/${body}/3`, issuedOn: '2027-03-01' })
      .decide('compileIssues', staff, issues);
    expect(driver.state.snapshot.context).toMatchObject({
      compilation: { included: [ministryReport.audit, agencyReport.audit], later: [`hqaudit/2026/${body}/3`] },
    });
    driver.passTo('2027-03-15').decide('decideDirection', member, direction);
    driver.passTo('2027-03-21').decide('publishOutline', staff, outline);
    const next = `programme/2027/${body}`;
    expect(driver.toldTo(next, 'hqauditReported')).toMatchObject([
      { audit: `hqaudit/2026/${body}/3`, carriedFrom: 2026 },
    ]);
    const [told = null] = driver.toldTo(next, 'hqauditReported');
    const received = opened().told('hqauditReported', { ...(told as object) }, instance);
    expect(received.projection.marks).toContain('carriedReport');
    expect(driver.projection.marks).toContain('countsNextYear');
    expect(driver.projection.marks).not.toContain('reportsToCome');
    const rows = programmeV1.lists?.['reports']?.rows(driver.state.snapshot.context) ?? [];
    expect(rows.map(({ status }) => status?.en)).toEqual(['counted', 'counted', 'counts next year']);
  });

  it('an audit of a year that has ended tells the next one: its report says of which year it is, its number is nobody else’s', () => {
    const before = `hqaudit/2025/${body}/1`;
    const driver = adopted()
      .told('hqauditOpened', { ref: 'plan/1/1', audit: before }, before)
      .told('hqauditOpened', { ref: 'plan/1/1', audit: ministryReport.audit }, ministryReport.audit)
      .told('hqauditOpened', { ref: 'plan/1/1', audit: before }, before);
    expect(driver.state.snapshot.context).toMatchObject({ audits: [{ instance: ministryReport.audit }, {}] });
    driver.told('hqauditReported', { ...ministryReport, audit: before }, before);
    expect(driver.state.snapshot.context).toMatchObject({ reports: [{ audit: before, carriedFrom: 2025 }] });
    expect(driver.projection.marks).toContain('carriedReport');
  });

  it('closed while its audits run, the year says that their reports are still to come (5-5)', () => {
    const driver = reported().decide('closeWithout', member, { reason: '事案対応のため' });
    expect(driver.projection.marks).toContain('countsNextYear');
    expect(driver.projection.marks).not.toContain('reportsToCome');
    const nothing = adopted().decide('closeWithout', member, { reason: '事案対応のため' });
    expect(nothing.projection.marks).toEqual(expect.arrayContaining(['reportsToCome', 'withoutDirection']));
    expect(nothing.projection.marks).not.toContain('countsNextYear');
  });

  it('the issues are compiled again before the decision, or returned and compiled anew', () => {
    const again = compiled().decide('compileIssues', second, { ...issues, document: hash(40) });
    expect(again.state.snapshot.context).toMatchObject({ compilation: { version: 2, document: hash(40) } });
    const returned = compiled().decide('returnIssues', member, { reason: '分析が足りない' });
    returned.expectRefused('issuesCompiled', 'decideDirection', member, direction);
    returned.decide('compileIssues', staff, issues).decide('decideDirection', member, direction);
  });

  it('without a stream the reason stands in the record with its mark', () => {
    const driver = adopted()
      .passTo('2026-12-02')
      .told('hqauditReported', ministryReport, ministryReport.audit)
      .decide('compileIssues', staff, { ...issues, noAgencies: '延期したため' });
    expect(driver.projection.marks).toContain('oneStream');
  });

  it('headquarters closes the year without a direction, with its reason; uncounted reports go to the next year', () => {
    const driver = reported().decide('closeWithout', member, { reason: '次年度に併せて取りまとめる' });
    expect(driver.value).toBe('withoutDirection');
    expect(driver.projection).toMatchObject({ ended: 'withoutDirection' });
    expect(driver.projection.marks).toContain('withoutDirection');
    expect(driver.toldTo(`programme/2027/${body}`, 'hqauditReported')).toHaveLength(2);
  });

  describe('acceptance stories', () => {
    it('publishOutline before decideDirection → 5-5', () => {
      const refusal = compiled()
        .passTo('2027-03-21')
        .expectRefused('directionDecided', 'publishOutline', staff, outline);
      expect(refusal).toMatchObject({ clause: '5-5', basis: 'text' });
    });
    it('compileIssues without agencies’ audits or reason → 5-5', () => {
      const driver = adopted().passTo('2026-12-02').told('hqauditReported', ministryReport, ministryReport.audit);
      const refusal = driver.expectRefused('bothStreamsCounted', 'compileIssues', staff, issues);
      expect(refusal).toMatchObject({ clause: '5-5', basis: 'text', paths: ['noAgencies'] });
    });
    it('centre staff decideDirection → 403, 5-5', () => {
      const refusal = compiled().expectRefused('notYourRole', 'decideDirection', staff, direction);
      expect(refusal).toMatchObject({ clause: '5-5', concerns: 'who', where: [hq] });
    });
  });

  it('is late with the plan, and says so to the centre’s staff', () => {
    const driver = withPolicy().passTo('2026-07-10');
    expect(driver.projection.counts).toMatchObject({ overdue: 1 });
    expect(driver.entries.flatMap(({ effects }) => effects)).toContainEqual(
      expect.objectContaining({ topic: 'overdue', to: { roles: ['centreStaff'], organisation: body } }),
    );
    expect(decided().projection.counts).toMatchObject({ overdue: 0 });
  });
});
