import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../machines/core/index.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';

let stack: Stack;
const { ministry, agency, centre } = cast;
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry', 'demo-agency']);
});
afterAll(() => stack?.close());

/** Starts an instance as its cycle would. */
async function start(procedure: string, organisation: string, number: number, input: Json): Promise<string> {
  const instance = `${procedure}/2026/${organisation}/${number}`;
  await stack.records.instances.claim({ instance, procedure, version: 1, input }, 'test');
  await stack.engine.start({ instance, procedure, version: 1, input });
  await stack.records.journal.waitFor(instance, 1, 20_000);
  return instance;
}

const readingOf = async (person: string, instance: string): Promise<string> => {
  const { status, body } = await (await stack.as(person)).show(instance);
  return status === 200 ? body.reading : String(status);
};
const decided = async (person: string, instance: string, type: string, input: object): Promise<void> => {
  const { status, text } = await (await stack.as(person)).decide(instance, type, input);
  expect([type, status, text]).toEqual([type, 200, expect.any(String)]);
};

describe('an audit (3-15; domain.md 8: unreported findings are for those acting on them and the CISO)', () => {
  it('shows findings and evidence to the audit side and the CISO; to the audited from the request for comments on', async () => {
    const audit = await start('audit', 'demo-ministry', 1, {
      cycle: 'cycle/2026/demo-ministry',
      planned: true,
      title: '星座局の監査',
      coolingOffDays: 0,
      yearExamined: 2026,
      profile: 'ministry',
    });
    const evidence = await (await stack.as(ministry.firstAuditor)).document('evidence of the finding');
    await decided(ministry.auditOfficer, audit, 'planAudit', {
      departments: [ministry.departments.servicesPlanning],
      period: { from: '2026-04-01', to: '2026-11-20' },
      yearExamined: 2026,
      criteriaSet: 'demo-criteria-2',
      reportBy: '2027-02-26',
    });
    await decided(ministry.auditOfficer, audit, 'assign', { auditors: [ministry.firstAuditor] });
    await decided(ministry.auditOfficer, audit, 'startFieldwork', {});
    await decided(ministry.firstAuditor, audit, 'recordFinding', {
      title: '権限の見直しの欠落',
      grade: 'nonconformity',
      criterion: 'ex-c2 access rights are reviewed twice a year',
      department: ministry.departments.servicesPlanning,
      statement: '見直しの記録なし',
      evidence: [evidence],
    });
    for (const person of [ministry.firstAuditor, ministry.auditOfficer, ministry.ciso, ministry.deputyCiso])
      expect([person, await readingOf(person, audit)]).toEqual([person, 'full']);
    const audited = await stack.as(ministry.divisionOfficerOfPlanning);
    expect(await readingOf(audited.person, audit)).toBe('state');
    for (const path of [`/procedures/${audit}`, `/procedures/${audit}/journal`])
      expect((await audited.get(path)).text).not.toContain('見直しの記録なし');
    expect((await audited.get(`/documents/${evidence}`)).status).toBe(404);
    expect((await (await stack.as(ministry.ciso)).get(`/documents/${evidence}`)).status).toBe(200);
    for (const person of [agency.ciso, centre.firstStaff, centre.administrator])
      expect([person, await readingOf(person, audit)]).toEqual([person, '404']);

    await decided(ministry.auditOfficer, audit, 'requestComments', { commentDate: '2027-01-15' });
    expect(await readingOf(audited.person, audit)).toBe('full');
    expect((await audited.get(`/documents/${evidence}`)).status).toBe(200);
    expect(await readingOf(ministry.staffOfSystems, audit)).toBe('state');
  });
});

describe('an improvement of an agency (3-16, 3-18)', () => {
  let improvement: string;
  beforeAll(async () => {
    improvement = await start('improvement', 'demo-agency', 1, {
      cycle: 'cycle/2026/demo-agency',
      title: { ja: '権限の見直し', en: 'review of rights' },
      covers: [{ ref: 'own-1', source: 'own', clause: '3-16' }],
      source: 'own',
      openedBy: agency.headOfOfficers,
      needsAudit: false,
      minimumObservationDays: 0,
      maximumExtensions: 2,
      longestTermDays: 1095,
      longestExceptionDays: 730,
      profile: 'incorporated-administrative-agency',
      supervisors: ['demo-ministry'],
    });
  });

  it('is not read by the supervising ministry, though its context names it as supervisor', async () => {
    for (const person of [ministry.supervisingStaff, ministry.manager, ministry.ciso])
      expect([person, await readingOf(person, improvement)]).toEqual([person, '404']);
    expect(await readingOf(agency.headOfOfficers, improvement)).toBe('full');
    expect(await readingOf(agency.staffOfPlanning, improvement)).toBe('state');
  });

  it('is read by the body asked to take it over, as long as it is asked, and every reading is shown to the agency', async () => {
    expect(await readingOf(cast.corporation.ciso, improvement)).toBe('404');
    await decided(agency.ciso, improvement, 'proposeTransfer', { successor: 'demo-corporation', reason: '業務の移管' });
    expect(await readingOf(cast.corporation.ciso, improvement)).toBe('full');
    expect(await readingOf(cast.corporation.staffOfPlanning, improvement)).toBe('404');
    await decided(cast.corporation.ciso, improvement, 'declineTransfer', { reason: '当方の業務ではない' });
    expect(await readingOf(cast.corporation.ciso, improvement)).toBe('404');
    const reads = await (await stack.as(agency.ciso)).get('/reads');
    expect(reads.body.items).toContainEqual(
      expect.objectContaining({ person: cast.corporation.ciso, what: `procedures ${improvement}` }),
    );
  });
});

describe('a cycle (domain.md 8: risk detail and evidence are for those acting on them and the CISO)', () => {
  const cycle = 'cycle/2026/demo-agency';
  const secret = '遠隔地の予備系が手動でしか切り替わらない';

  it('shows the risk assessment to the promotion office, the head of officers and the CISO, to nobody else of the body', async () => {
    const office = await stack.as(agency.promotionLead);
    const detail = await office.document(secret);
    const method = await office.document('the method');
    await decided(agency.promotionLead, cycle, 'recordRiskAssessment', {
      document: method,
      guideline: 'demo-guideline-1',
      important: [{ name: secret, assessment: detail }],
    });
    const sees = async (person: string) => {
      const caller = await stack.as(person);
      const shown = await caller.show(cycle);
      const journal = await caller.get(`/procedures/${cycle}/journal?limit=500`);
      const inside = shown.text.includes(method) || journal.text.includes(secret);
      return [person, shown.body.reading, inside, (await caller.get(`/documents/${detail}`)).status];
    };
    for (const person of [agency.ciso, agency.deputyCiso, agency.head])
      expect(await sees(person)).toEqual([person, 'full', true, 200]);
    for (const person of [agency.promotionMember, agency.headOfOfficers])
      expect((await sees(person)).slice(2)).toEqual([true, 200]);
    for (const person of [agency.auditOfficer, agency.divisionOfficerOfPlanning, agency.systemOfficer])
      expect(await sees(person)).toEqual([person, 'partial', false, 404]);
    expect(await sees(agency.staffOfPlanning)).toEqual([agency.staffOfPlanning, 'state', false, 404]);
    // Who may not read it cannot make it theirs by citing it either.
    const cited = await (
      await stack.as(agency.systemOfficer)
    ).decide(cycle, 'applyForException', {
      passage: 'ex-5.2 logs and monitoring',
      reason: '古い機器が対応しない',
      substitute: '網を分離する',
      until: '2027-03-31',
      document: detail,
    });
    expect(cited.status).toBe(400);
  });

  it('shows applicants for an exception their own application and not the cycle', async () => {
    const reason = '古い計測機器が対応しない';
    await decided(agency.staffOfSystems, cycle, 'applyForException', {
      passage: 'ex-5.2 logs and monitoring',
      reason,
      substitute: '網を分離する',
      until: '2027-03-31',
    });
    const journal = async (person: string) =>
      (await (await stack.as(person)).get(`/procedures/${cycle}/journal?limit=500`)).text;
    expect(await journal(agency.staffOfSystems)).toContain(reason);
    expect(await journal(agency.staffOfSystems)).not.toContain(secret);
    expect(await journal(agency.staffOfPlanning)).not.toContain(reason);
    expect(await readingOf(agency.staffOfSystems, cycle)).toBe('state');
  });

  it('does not show to others who reported what does not work (6-8)', async () => {
    const text = '手順書どおりでは夜間に対応できない';
    await decided(agency.staffOfPlanning, cycle, 'reportWorkability', { about: 'ex-5.2 logs and monitoring', text });
    const lines = async (person: string): Promise<{ decision?: string; by?: string }[]> =>
      (await (await stack.as(person)).get(`/procedures/${cycle}/journal?limit=500`)).body.items;
    const reported = async (person: string) => JSON.stringify((await lines(person)).at(-1));
    expect(await reported(agency.promotionLead)).toContain(agency.staffOfPlanning);
    for (const person of [agency.staffOfSystems, agency.divisionOfficerOfPlanning]) {
      expect(await reported(person)).not.toContain(agency.staffOfPlanning);
      expect(await reported(person)).not.toContain(text);
    }
  });
});

describe('a procedure that has ended', () => {
  it('is still shown, with every decision but a correction closed, and a decision is refused as over', async () => {
    const merged = await start('improvement', 'demo-agency', 2, {
      cycle: 'cycle/2026/demo-agency',
      title: { ja: '権限の見直し', en: 'review of rights' },
      covers: [{ ref: 'own-2', source: 'own', clause: '3-16' }],
      source: 'own',
      openedBy: agency.headOfOfficers,
      needsAudit: false,
      minimumObservationDays: 0,
      maximumExtensions: 2,
      longestTermDays: 1095,
      longestExceptionDays: 730,
      profile: 'incorporated-administrative-agency',
      supervisors: ['demo-ministry'],
    });
    await decided(agency.ciso, merged, 'proposeTransfer', { successor: 'demo-corporation', reason: '業務の移管' });
    await decided(cast.corporation.ciso, merged, 'acceptTransfer', {});
    const ciso = await stack.as(agency.ciso);
    const shown = await eventually(async () => {
      const answer = await ciso.show(merged);
      return answer.body.ended !== undefined && answer;
    });
    expect(shown.body.ended).toMatchObject({ id: 'transferred', ja: expect.any(String) });
    // Only a correction may still be added to an entry (domain.md 9).
    const open = shown.body.decisions.filter(({ status }: { status: string }) => status === 'open');
    expect(open.map(({ decision }: { decision: string }) => decision)).toEqual(['correct']);
    const late = await ciso.decide(merged, 'proposeTransfer', { successor: 'demo-ministry', reason: 'again' });
    expect([late.status, late.body.refusals?.[0]?.id]).toEqual([409, 'over']);
  });
});
