/**
 * Nobody stops an instance by growing it, over HTTP on a real Temporal server: what one person may have waiting is bounded,
 * the whole is bounded, and what ends, returns or decides is still taken.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { treeBytes } from '../../model/tree-digest.ts';
import { addDays, dateInJapan } from '../../model/japan-time.ts';
import { cast, startStack, type Reply, type Stack } from '../support/stack.ts';

let stack: Stack;
const { ministry } = cast;
const cycle = 'cycle/2026/demo-ministry';
const improvement = 'improvement/2026/demo-ministry/1';
const today = dateInJapan(Date.now());
/** 12 kB in UTF-8. */
const long = '循'.repeat(4_000);

beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry']);
  const input = {
    cycle,
    title: { ja: '権限の見直し', en: 'review of rights' },
    covers: [{ ref: 'own-1', source: 'own', clause: '3-16' }],
    source: 'own',
    openedBy: ministry.headOfOfficers,
    needsAudit: false,
    minimumObservationDays: 0,
    maximumExtensions: 2,
    longestTermDays: 1095,
    longestExceptionDays: 730,
    profile: 'ministry',
    supervisors: [],
  };
  const start = { instance: improvement, procedure: 'improvement', version: 1, input };
  await stack.records.instances.claim(start, 'test');
  await stack.engine.start(start);
  await stack.records.journal.waitFor(improvement, 1, 20_000);
  await decided(ministry.headOfOfficers, 'assignOwner', {
    number: 1,
    title: '権限の見直し',
    role: 'officer',
    department: ministry.departments.services,
    planBy: addDays(today, 30),
  });
  await decided(ministry.officerOfServices, 'plan', plan('見直しの担当が決まっていなかった'));
  await decided(ministry.headOfOfficers, 'approve', {});
  const evidence = await (await stack.as(ministry.staffOfPlanning)).document('evidence that it was done');
  await decided(ministry.staffOfPlanning, 'reportDone', { doneOn: today, summary: '周知した', evidence: [evidence] });
});
afterAll(() => stack?.close());

const plan = (cause: string) => ({
  cause,
  recurrencePrevention: '見直しを定例とする',
  actions: [{ kind: 'awareness', what: '周知' }],
  implementer: ministry.staffOfPlanning,
  dueDate: addDays(today, 30),
  verifier: ministry.outsideVerifier,
  criterion: '残っている権限がないこと',
  method: '名簿との突合',
  observationDays: 30,
});

async function decides(person: string, type: string, input: object, instance = improvement): Promise<Reply> {
  return (await stack.as(person)).decide(instance, type, input);
}

async function decided(person: string, type: string, input: object): Promise<void> {
  const { status, text } = await decides(person, type, input);
  expect([type, status, text]).toEqual([type, 200, expect.any(String)]);
}

/** Decides until it is refused, at most so often; how often it was taken, and what refused it. */
async function untilRefused(most: number, act: () => Promise<Reply>): Promise<[number, unknown]> {
  for (let taken = 0; taken < most; taken += 1) {
    const { status, body } = await act();
    if (status !== 200) return [taken, body.refusals.map(({ id }: { id: string }) => id)];
  }
  return [most, undefined];
}

describe('one person', () => {
  it('has at most 20 applications and 20 reports waiting, and is told who decides on them (6-8)', async () => {
    const staff = await stack.as(ministry.staffOfPlanning);
    const application = { passage: 'x'.repeat(200), reason: 'r', substitute: 's', until: addDays(today, 60) };
    expect(await untilRefused(30, () => staff.decide(cycle, 'applyForException', application))).toEqual([
      20,
      ['applicationsOpenBounded'],
    ]);
    const report = { about: 'm', text: '支障がある' };
    expect(await untilRefused(30, () => staff.decide(cycle, 'reportWorkability', report))).toEqual([
      20,
      ['reportsOpenBounded'],
    ]);
    const another = await stack.as(ministry.staffOfSystems);
    expect((await another.decide(cycle, 'reportWorkability', report)).status).toBe(200);
    const office = await stack.as(ministry.promotionLead);
    expect((await office.decide(cycle, 'answerWorkability', { report: 1, answer: 'a' })).status).toBe(200);
    expect((await staff.decide(cycle, 'reportWorkability', report)).status).toBe(200);
  }, 120_000);
});

describe('an improvement grown by those who act on it', () => {
  const measure = (person: string) =>
    untilRefused(40, () => decides(person, 'recordMeasurement', { measuredOn: today, result: long, evidence: [] }));

  it('takes 30 measurements of each, then no more than there is room for, in words', async () => {
    expect(await measure(ministry.staffOfPlanning)).toEqual([30, ['measurementsBounded']]);
    const [taken, rules] = await measure(ministry.officerOfServices);
    expect([taken > 10 && taken < 30, rules]).toEqual([true, ['noRoom']]);
    const { status, body } = await decides(ministry.staffOfSystems, 'reportRecurrence', {
      observedOn: today,
      what: long,
      evidence: [],
    });
    expect([status, body.refusals]).toMatchObject([409, [{ id: 'noRoom', concerns: 'state', basis: 'design' }]]);
  }, 120_000);

  it('is still read, verified as not achieved, planned anew, returned', async () => {
    const verifier = await stack.as(ministry.outsideVerifier);
    const shown = await verifier.show(improvement);
    expect([shown.status, shown.text.length > 180_000]).toEqual([200, true]);
    const seen = { type: 'text/plain', content: 'what the verifier saw' };
    const { body } = await verifier.send('POST', '/documents?name=seen.txt&organisation=demo-ministry', seen);
    await decided(ministry.outsideVerifier, 'verify', { achieved: false, result: long, evidence: [body.hash] });
    await decided(ministry.officerOfServices, 'plan', plan('別の原因'));
    await decided(ministry.headOfOfficers, 'return', { reason: 'r' });
  }, 60_000);
});

describe('an improvement as large as it may be', () => {
  it('takes no more proposals to withdraw it, whatever documents they bring, and is still withdrawn', async () => {
    const { departments, promotionLead, officerOfInformation, ciso, headOfOfficers } = ministry;
    const instance = 'improvement/2026/demo-ministry/2';
    const covers = Array.from({ length: 8_750 }, (_, i) => ({
      ref: `own-${i}-${'x'.repeat(60)}`,
      source: 'own',
      clause: '3-16',
      department: departments.services,
    }));
    const input = {
      cycle,
      title: { ja: '権限の見直し', en: 'review of rights' },
      covers,
      source: 'own',
      openedBy: headOfOfficers,
      needsAudit: false,
      minimumObservationDays: 0,
    };
    const start = { instance, procedure: 'improvement', version: 1, input };
    await stack.records.instances.claim(start, 'test');
    await stack.engine.start(start);
    expect(await stack.records.journal.waitFor(instance, 1, 30_000)).toBe(true);
    const size = treeBytes((await stack.engine.view(instance)).state);
    expect([size > 1_170_000, size < 1_190_000]).toEqual([true, true]);
    const office = await stack.as(promotionLead);
    const propose = async (i: number): Promise<Reply> =>
      office.decide(instance, 'proposeWithdrawal', {
        reason: long,
        evidence: [await office.document(`evidence ${i}`)],
      });
    let proposals = 0;
    const [taken, rules] = await untilRefused(40, () => propose((proposals += 1)));
    expect([taken > 0 && taken < 40, rules]).toEqual([true, ['noRoom']]);
    const attested = { confirmed: true, statement: '台帳で確かめた' };
    const answers = [
      await decides(officerOfInformation, 'attestWithdrawal', attested, instance),
      await decides(ciso, 'withdrawJudgement', {}, instance),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await (await stack.as(ciso)).show(instance)).body.ended).toMatchObject({ id: 'withdrawn' });
  }, 180_000);
});
