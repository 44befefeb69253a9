/** Entries after the fact (domain.md 2, 9): corrected by their post, taken by a stand-in, entered from paper. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refold } from '../../machines/core/index.ts';
import { improvementV1 } from '../../machines/improvement/v1/index.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { newcomers, refused, start, taken } from './support.ts';

let stack: Stack;
const { ministry, agency } = cast;
const cycle = 'cycle/2026/demo-ministry';
const newCiso = 'p-rotation-ciso';
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry', 'demo-agency']);
  await newcomers(stack, newCiso);
});
afterAll(() => stack?.close());

/** An improvement of the ministry about a department. */
const improvement = (n: number, department: string) =>
  start(stack, `improvement/2026/demo-ministry/${n}`, {
    cycle,
    title: { ja: '権限の見直し', en: 'review of rights' },
    covers: [{ ref: `own-${n}`, source: 'own', clause: '3-16', department }],
    source: 'own',
    openedBy: ministry.headOfOfficers,
    needsAudit: false,
    minimumObservationDays: 0,
    maximumExtensions: 2,
    longestTermDays: 1095,
    longestExceptionDays: 730,
    department,
  });
const line = async (person: string, instance: string, seq: number) => {
  const { body } = await (await stack.as(person)).get(`/procedures/${instance}/journal?cursor=${seq - 1}&limit=1`);
  return body.items[0];
};
const topics = async (person: string, instance: string): Promise<string[]> => {
  const { body } = await (await stack.as(person)).get('/notices?limit=100');
  return body.items
    .filter((notice: { instance: string }) => notice.instance === instance)
    .map((notice: { topic: string }) => notice.topic);
};

describe('correct (domain.md 9)', () => {
  it('adds to an entry: shown beside it, marked for ever, told to the CISO and the decider, nothing moved', async () => {
    const instance = await improvement(1, ministry.departments.services);
    const post = {
      number: 1,
      title: '権限の見直し',
      role: 'officer',
      department: ministry.departments.services,
      planBy: '2027-03-31',
    };
    const seq = await taken(stack, ministry.headOfOfficers, instance, 'assignOwner', post);
    const correction = { seq, reason: '期限の転記誤り', statement: '計画の期限は正しくは3月30日' };
    expect(await refused(stack, ministry.staffOfPlanning, instance, 'correct', correction)).toEqual([
      403,
      'correctedByItsPost',
    ]);
    expect(await refused(stack, agency.headOfOfficers, instance, 'correct', correction)).toEqual([404]);
    expect(await refused(stack, ministry.headOfOfficers, instance, 'correct', { ...correction, seq: 1 })).toEqual([
      409,
      'onlyDecisionsCorrected',
    ]);
    expect(await refused(stack, ministry.headOfOfficers, instance, 'correct', { ...correction, seq: 77 })).toEqual([
      409,
      'noSuchEntry',
    ]);
    const before = (await (await stack.as(ministry.headOfOfficers)).show(instance)).body;
    const document = await (await stack.as(ministry.headOfOfficers)).document('the order as it was signed');
    const corrected = await taken(stack, ministry.headOfOfficers, instance, 'correct', { ...correction, document });
    const after = (await (await stack.as(ministry.headOfOfficers)).show(instance)).body;
    expect([after.state, after.due, after.phase]).toEqual([before.state, before.due, before.phase]);
    expect(after.marks.map(({ id }: { id: string }) => id)).toContain('corrected');
    expect((await line(ministry.headOfOfficers, instance, seq)).annotations).toEqual([
      expect.objectContaining({
        seq: corrected,
        kind: 'corrected',
        by: ministry.headOfOfficers,
        reason: correction.reason,
        statement: correction.statement,
        document,
      }),
    ]);
    const outlined = (await line(ministry.staffOfSystems, instance, seq)).annotations[0];
    expect([outlined.kind, outlined.statement, outlined.reason]).toEqual(['corrected', undefined, undefined]);
    expect((await (await stack.as(ministry.ciso)).get(`/documents/${document}`)).status).toBe(200);
    expect(await topics(ministry.ciso, instance)).toContain('entryCorrected');
    expect(await topics(ministry.headOfOfficers, instance)).toContain('yourEntryCorrected');
  });

  it('is taken after the end by the journal alone; everything else is over, and the same key answers the same', async () => {
    const instance = await improvement(2, ministry.departments.services);
    const evidence = [await (await stack.as(ministry.promotionLead)).document('new evidence')];
    const withdrawal = { reason: '指摘の対象が存在しない', evidence };
    await taken(stack, ministry.promotionLead, instance, 'proposeWithdrawal', withdrawal);
    const attest = { confirmed: true, statement: '台帳で確かめた' };
    await taken(stack, ministry.officerOfInformation, instance, 'attestWithdrawal', attest);
    const seq = await taken(stack, ministry.ciso, instance, 'withdrawJudgement');
    const later = await (await stack.as(ministry.ciso)).decide(instance, 'withdrawJudgement', {});
    expect([later.status, later.body.refusals[0].id]).toEqual([409, 'over']);
    const correction = { seq, reason: '決裁番号の誤り', statement: '第13号が正しい' };
    const key = 'after-the-end';
    const deputy = await stack.as(ministry.deputyCiso);
    const first = await deputy.decide(instance, 'correct', correction, { key });
    expect([first.status, first.body.seq]).toEqual([200, seq + 1]);
    expect((await deputy.decide(instance, 'correct', correction, { key })).body).toEqual(first.body);
    expect((await deputy.decide(instance, 'correct', { ...correction, reason: '別' }, { key })).status).toBe(422);
    const both = await Promise.all(
      ['a', 'b'].map((one) => deputy.decide(instance, 'correct', { ...correction, reason: one })),
    );
    expect(both.map(({ status }) => status).filter((status) => status !== 503)).toContain(200);
    const shown = (await deputy.show(instance)).body;
    expect(shown.ended.id).toBe('withdrawn');
    expect(shown.marks.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(['corrected', 'deputy']));
    expect((await line(ministry.ciso, instance, seq)).annotations.length).toBeGreaterThan(0);
    expect(await refused(stack, ministry.staffOfPlanning, instance, 'correct', correction)).toEqual([
      403,
      'correctedByItsPost',
    ]);
    expect(refold(improvementV1, await stack.records.journal.all(instance))).toBeUndefined();
    expect(await stack.records.journal.verifyChain(instance)).toBeUndefined();
  });
});
