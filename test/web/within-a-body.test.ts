/** What those of one body read of it: what concerns their own department, and the answer to what they reported (domain.md 8). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../machines/core/index.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';

let stack: Stack;
const { ministry } = cast;
const audit = 'audit/2026/demo-ministry/1';
const cycle = 'cycle/2026/demo-ministry';
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry']);
});
afterAll(() => stack?.close());

const decided = async (person: string, instance: string, type: string, input: object): Promise<void> => {
  const { status, text } = await (await stack.as(person)).decide(instance, type, input);
  expect([type, status, text]).toEqual([type, 200, expect.any(String)]);
};
/** All that a person is shown of the audit: state and journal. */
const shownTo = async (person: string): Promise<string> => {
  const caller = await stack.as(person);
  const texts = [await caller.show(audit), await caller.get(`/procedures/${audit}/journal?limit=500`)];
  return texts.map(({ text }) => text).join('\n');
};

describe('an audit of two departments (3-15)', () => {
  const private_ = '配偶者が対象部署にいるため';
  const theirs = {
    department: ministry.departments.servicesPlanning,
    title: '企画の題名',
    statement: '企画の指摘',
    evidence: '',
  };
  const others = {
    department: ministry.departments.systems,
    title: '基盤の題名',
    statement: '基盤の指摘',
    evidence: '',
  };
  let report = '';
  beforeAll(async () => {
    const input: Json = {
      cycle,
      planned: true,
      title: '二部署の監査',
      coolingOffDays: 0,
      yearExamined: 2026,
      profile: 'ministry',
    };
    await stack.records.instances.claim({ instance: audit, procedure: 'audit', version: 1, input }, 'test');
    await stack.engine.start({ instance: audit, procedure: 'audit', version: 1, input });
    await stack.records.journal.waitFor(audit, 1, 20_000);
    await decided(ministry.auditOfficer, audit, 'planAudit', {
      departments: [theirs.department, others.department],
      period: { from: '2026-04-01', to: '2026-11-20' },
      yearExamined: 2026,
      criteriaSet: 'demo-criteria-2',
      reportBy: '2027-02-26',
    });
    await decided(ministry.auditOfficer, audit, 'assign', {
      auditors: [ministry.firstAuditor, ministry.secondAuditor],
    });
    await decided(ministry.auditOfficer, audit, 'startFieldwork', {});
    await decided(ministry.secondAuditor, audit, 'declareConflict', { reason: private_ });
    await decided(ministry.auditOfficer, audit, 'replaceAuditor', {
      outgoing: ministry.secondAuditor,
      incoming: ministry.thirdAuditor,
      reason: private_,
    });
    for (const found of [theirs, others]) {
      found.evidence = await (await stack.as(ministry.firstAuditor)).document(`evidence ${found.department}`);
      await decided(ministry.firstAuditor, audit, 'recordFinding', {
        title: found.title,
        grade: 'nonconformity',
        criterion: 'ex-c2 access rights are reviewed twice a year',
        department: found.department,
        statement: found.statement,
        evidence: [found.evidence],
      });
    }
    await decided(ministry.auditOfficer, audit, 'requestComments', { commentDate: '2027-01-15' });
    for (const [officer, { department }] of [
      [ministry.divisionOfficerOfPlanning, theirs],
      [ministry.divisionOfficerOfSystems, others],
    ] as const)
      await decided(officer, audit, 'comment', { department, comment: `意見 ${department}` });
    report = await (await stack.as(ministry.auditOfficer)).document('the whole report');
    await decided(ministry.auditOfficer, audit, 'report', { result: 'findings', document: report });
  });

  it.each([
    [ministry.divisionOfficerOfPlanning, theirs, others],
    [ministry.divisionOfficerOfSystems, others, theirs],
  ])(
    'shows an officer what was found in their own department, not in another, with its evidence: %s',
    async (officer, own, foreign) => {
      const caller = await stack.as(officer);
      const text = await shownTo(officer);
      for (const said of [own.statement, `意見 ${own.department}`, own.evidence]) expect(text).toContain(said);
      for (const said of [foreign.statement, `意見 ${foreign.department}`, foreign.evidence, report])
        expect(text).not.toContain(said);
      const status = async (hash: string) => (await caller.get(`/documents/${hash}`)).status;
      expect([await status(own.evidence), await status(foreign.evidence), await status(report)]).toEqual([
        200, 404, 404,
      ]);
      expect((await caller.show(audit)).body.reading).toBe('partial');
    },
  );

  it('never shows why somebody could not audit but to the audit side and the CISO', async () => {
    for (const person of [
      ministry.divisionOfficerOfPlanning,
      ministry.officerOfServices,
      ministry.promotionLead,
      ministry.headOfOfficers,
      ministry.staffOfPlanning,
    ])
      expect([person, (await shownTo(person)).includes(private_)]).toEqual([person, false]);
    for (const person of [ministry.auditOfficer, ministry.ciso, ministry.secondAuditor])
      expect([person, (await shownTo(person)).includes(private_)]).toEqual([person, true]);
  });

  it('shows everything found to those who act on it, and the report', async () => {
    for (const person of [
      ministry.headOfOfficers,
      ministry.promotionLead,
      ministry.auditOfficer,
      ministry.firstAuditor,
    ]) {
      const text = await shownTo(person);
      expect([person, text.includes(theirs.statement), text.includes(others.statement)]).toEqual([person, true, true]);
      expect((await (await stack.as(person)).get(`/documents/${report}`)).status).toBe(200);
    }
  });
});

describe('a report on workability (6-8)', () => {
  it('is answered to whoever made it: they are told, and read the answer; others learn neither', async () => {
    const [reporter, other] = [ministry.staffOfPlanning, ministry.staffOfSystems];
    await decided(reporter, cycle, 'reportWorkability', { about: 'ex-5.2', text: '夜間に対応できない' });
    await decided(ministry.promotionLead, cycle, 'answerWorkability', { report: 1, answer: '当番表を改める' });
    const read = async (person: string) =>
      (await (await stack.as(person)).get(`/procedures/${cycle}/journal?limit=500`)).text;
    expect(await read(reporter)).toContain('当番表を改める');
    expect(await read(other)).not.toContain('当番表を改める');
    const told = async (person: string): Promise<boolean> => {
      const { body } = await (await stack.as(person)).get('/notices?limit=200');
      return JSON.stringify(body.items).includes('workabilityAnswered');
    };
    await eventually(async () => told(reporter));
    expect(await told(other)).toBe(false);
    // Who reads the cycle but not this part does not learn who reported.
    for (const person of [ministry.divisionOfficerOfSystems, ministry.auditOfficer]) {
      const state = await (await stack.as(person)).show(cycle);
      expect([person, state.text.includes(reporter)]).toEqual([person, false]);
    }
  });
});
