/** First introduction in the middle of a year, a body founded then, and an exception that expires (domain.md 4, 7). */
import { SPREAD_OVER } from '../../workflows/spread.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorOfDemonstration } from '../../demonstration/index.ts';
import { makeFastForward, type FastForward } from '../../client/fast-forward.ts';
import { endOfDate, fiscalYearDates, fiscalYearOf } from '../../model/japan-time.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { leaves, marksOf, newcomers, refused, taken, tasksOf, today } from './support.ts';

const { agency } = cast;
const year = fiscalYearOf(today());
const cycle = `cycle/${year}/${agency.organisation}`;
const DAY = 86_400_000;
let stack: Stack;
let time: FastForward;
/** How far the instance is ahead of us. */
let ahead = 0;
beforeAll(async () => {
  stack = await startStack({ engineClock: () => Date.now() + ahead });
  time = makeFastForward(stack.temporal);
});
afterAll(async () => {
  await time?.close();
  await stack?.close();
});

describe('a body founded in the middle of the year', () => {
  it('has its year opened late: nothing falls due earlier than 28 days after the opening, and it is marked', async () => {
    const ciso = 'p-founded-ciso';
    await newcomers(stack, ciso);
    await stack.records.registry.change(
      {
        organisations: [
          {
            id: 'demo-founded',
            kind: 'incorporated-administrative-agency',
            class: 'medium-term-objectives',
            nameJa: '独立行政法人新星機構（架空）',
            nameEn: 'Nova Agency (fictional)',
            supervisors: [cast.ministry.organisation],
            from: today(),
            fictional: true,
          },
        ],
        appointments: [
          { id: 'a-founded', person: ciso, role: 'ciso', organisation: 'demo-founded', from: today(), kind: 'regular' },
        ],
      },
      administratorOfDemonstration,
      Date.now(),
    );
    const opened = Date.now();
    await stack.openYear(year, ['demo-founded']);
    const founded = `cycle/${year}/demo-founded`;
    const { body } = await (await stack.as(ciso)).show(founded);
    const open: { id: string; due: number; met?: number }[] = body.due.filter(
      (item: { met?: number }) => item.met === undefined,
    );
    expect(open.length).toBeGreaterThan(3);
    for (const { id, due } of open) expect([id, due - opened >= 28 * DAY]).toEqual([id, true]);
    expect(await marksOf(stack, ciso, founded)).toContain('openedLate');
    expect(await tasksOf(stack, ciso, founded)).toContain('setDirection');
  });
});

describe('first introduction in the middle of the year', () => {
  const original = { decider: '理事長（架空）', decidedOn: `${year}-04-01` };

  it('adopts what the body already has, submitted by one and approved by another, marked for ever (3-19)', async () => {
    await stack.openYear(year, [agency.organisation]);
    const office = await stack.as(agency.promotionLead);
    const document = await office.document('導入時登録の一覧');
    const part = async (name: string) => ({ ...original, version: '0.9', document: await office.document(name) });
    const measure = (id: string, kind: string, owner: object) => ({
      id,
      kind,
      title: id,
      owner,
      due: fiscalYearDates(year).last,
      workability: '支障のない時期',
    });
    await taken(stack, agency.promotionLead, cycle, 'submitAdoption', {
      document,
      policy: await part('基本方針'),
      standards: { ...(await part('対策基準')), edition: 'demo-edition-1' },
      plan: { ...(await part('計画')), measures: [measure('m-training', 'training', { role: 'promotionOffice' })] },
      openImprovements: [],
      evaluation: { kind: 'none', reason: '記録がない' },
    });
    expect(await refused(stack, agency.promotionLead, cycle, 'approveAdoption', { document })).toEqual([
      403,
      'notYourRole',
      'adoptionApproverIsAnother',
    ]);
    await taken(stack, agency.ciso, cycle, 'approveAdoption', { document });
    expect(await marksOf(stack, agency.ciso, cycle)).toContain('adopted');
  });

  it('an exception the CISO applied for, the deputy being gone: the head decides in the CISO’s place, marked for ever (6-8)', async () => {
    await leaves(stack, agency.organisation, agency.deputyCiso, 'deputyCiso');
    const applied = {
      passage: 'ex-5.1 authentication and access',
      reason: '海外出張中の端末',
      substitute: '専用端末に限る',
      until: fiscalYearDates(year).last,
    };
    await taken(stack, agency.ciso, cycle, 'applyForException', applied);
    const decision = { exception: 1, granted: true, reason: '期間が短い' };
    const standIn = { reason: '申請者が最高情報セキュリティ責任者本人であるため' };
    expect(await refused(stack, agency.ciso, cycle, 'decideException', decision)).toEqual([
      403,
      'exceptionDeciderIsAnother',
    ]);
    expect(await refused(stack, agency.head, cycle, 'decideException', decision)).toEqual([403, 'exceptionDecider']);
    expect(
      await refused(stack, agency.officerOfServices, cycle, 'decideException', { ...decision, standIn }),
    ).toContain('notYourRole');
    await taken(stack, agency.head, cycle, 'decideException', { ...decision, standIn });
    expect(await marksOf(stack, agency.ciso, cycle)).toContain('standIn');
  });

  it('an exception ends with its day: overdue again, for whoever holds the posts then, until it is settled (3-11)', async () => {
    const applicant = agency.staffOfSystems;
    await taken(stack, applicant, cycle, 'applyForException', {
      passage: 'ex-5.2 logs and monitoring',
      reason: '古い計測機器が対応しない',
      substitute: '網を分離する',
      until: today(),
    });
    const decision = { exception: 2, granted: true, reason: '影響が限られる' };
    expect(await refused(stack, agency.officerOfServices, cycle, 'decideException', decision)).toContain(
      'exceptionDecider',
    );
    await taken(stack, agency.ciso, cycle, 'decideException', decision);
    expect(await tasksOf(stack, agency.headOfOfficers, cycle)).not.toContain('settleException');
    ahead = endOfDate(today()) + SPREAD_OVER + 60_000 - Date.now();
    await time.by(cycle, ahead);
    const expired = await eventually(async () => {
      const { body } = await (await stack.as(agency.headOfOfficers)).show(cycle);
      return body.due.find((item: { id: string; met?: number }) => item.id === 'exception' && item.met === undefined);
    });
    expect(expired).toMatchObject({ overdue: true });
    expect(await tasksOf(stack, agency.headOfOfficers, cycle)).toContain('settleException');
    await taken(stack, agency.headOfOfficers, cycle, 'settleException', {
      exception: 2,
      how: 'gone',
      reason: '機器を廃棄した',
      document: await (await stack.as(agency.headOfOfficers)).document('廃棄の記録'),
    });
    expect(await marksOf(stack, agency.ciso, cycle)).toContain('exceptionExpired');
  });
});
