/**
 * What a notice says over HTTP, on a real Temporal server: the reason of what was decided to whoever reads it, where it
 * stands to others; the decision expected of the reader with its date; and nothing to those who may not take it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../machines/core/index.ts';
import { addDays, dateInJapan, endOfDate } from '../../model/japan-time.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';

let stack: Stack;
const { ministry } = cast;
const cycle = 'cycle/2026/demo-ministry';
const improvement = 'improvement/2026/demo-ministry/1';
const audit = 'audit/2026/demo-ministry/1';
const today = dateInJapan(Date.now());

const start = async (instance: string, procedure: string, input: Json): Promise<void> => {
  const begun = { instance, procedure, version: 1, input };
  await stack.records.instances.claim(begun, 'test');
  await stack.engine.start(begun);
  await stack.records.journal.waitFor(instance, 1, 20_000);
};
const decided = async (person: string, instance: string, type: string, input: object): Promise<void> => {
  const { status, text } = await (await stack.as(person)).decide(instance, type, input);
  expect([type, status, text]).toEqual([type, 200, expect.any(String)]);
};

interface Item {
  readonly topic: string;
  readonly instance?: string;
  readonly reason?: { ja: string; en: string; said?: string; withheld?: { ja: string; en: string } };
  readonly acts?: readonly { decision: string; ja: string; ready: boolean; due?: number }[];
}
const itemsOf = async (person: string): Promise<Item[]> => {
  const { body } = await (await stack.as(person)).get('/notices?limit=200');
  return body.items.flatMap(({ items }: { items: Item[] }) => items);
};
/** The newest notice of a topic, once it is there. */
const told = (person: string, topic: string, instance: string): Promise<Item> =>
  eventually(async () => (await itemsOf(person)).find((item) => item.topic === topic && item.instance === instance));

beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry']);
});
afterAll(() => stack?.close());

describe('notices of an improvement', () => {
  const plan = {
    cause: '見直しの担当が決まっていなかった',
    recurrencePrevention: '見直しを定例とする',
    actions: [{ kind: 'awareness', what: '周知' }],
    implementer: ministry.staffOfPlanning,
    dueDate: addDays(today, 60),
    verifier: ministry.outsideVerifier,
    criterion: '残っている権限がないこと',
    method: '名簿との突合',
    observationDays: 30,
  };
  const planBy = addDays(today, 30);
  beforeAll(async () => {
    await start(improvement, 'improvement', {
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
    });
    const owner = {
      number: 1,
      title: '権限の見直し',
      role: 'officer',
      department: ministry.departments.services,
      planBy,
    };
    await decided(ministry.headOfOfficers, improvement, 'assignOwner', owner);
  });

  it('say why a plan was returned, what is to be done and until when', async () => {
    await decided(ministry.officerOfServices, improvement, 'plan', plan);
    const asked = await told(ministry.headOfOfficers, 'planSubmitted', improvement);
    expect(asked.reason).toBeUndefined();
    expect(asked.acts).toMatchObject([{ decision: 'approve', ja: '改善計画を承認する', ready: true }]);
    await decided(ministry.headOfOfficers, improvement, 'return', { reason: '原因の分析が足りない' });
    const returned = await told(ministry.officerOfServices, 'planReturned', improvement);
    expect(returned.reason).toEqual({ ja: '差し戻す理由', en: 'why it is returned', said: '原因の分析が足りない' });
    const [act, ...others] = returned.acts ?? [];
    expect([act?.decision, act?.ja, act?.ready, others]).toEqual(['plan', '改善計画を提出する', true, []]);
    expect(act?.due).toBeGreaterThanOrEqual(endOfDate(planBy));
    // What was asked for is done, or is nobody's any more.
    expect((await told(ministry.headOfOfficers, 'planSubmitted', improvement)).acts).toBeUndefined();
  });

  it('say why more time was asked for and refused, each to whom it concerns', async () => {
    await decided(ministry.officerOfServices, improvement, 'plan', plan);
    await decided(ministry.headOfOfficers, improvement, 'approve', {});
    const more = { item: 'done', date: addDays(today, 90), reason: '調達が遅れている' };
    await decided(ministry.staffOfPlanning, improvement, 'requestExtension', more);
    const asked = await told(ministry.headOfOfficers, 'extensionRequested', improvement);
    expect(asked.reason?.said).toBe('調達が遅れている');
    expect(asked.acts?.map(({ decision }) => decision)).toEqual(['grantExtension']);
    await decided(ministry.headOfOfficers, improvement, 'refuseExtension', { reason: '代わりの手段がある' });
    const refused = await told(ministry.staffOfPlanning, 'extensionRefused', improvement);
    expect(refused.reason).toMatchObject({ ja: '認めない理由', said: '代わりの手段がある' });
  });
});

describe('notices of an audit', () => {
  it('tell whoever may not read the reason that there is one, and where it stands', async () => {
    await start(audit, 'audit', {
      cycle,
      planned: true,
      title: '監査',
      coolingOffDays: 0,
      yearExamined: 2026,
      profile: 'ministry',
    });
    await decided(ministry.auditOfficer, audit, 'planAudit', {
      departments: [ministry.departments.servicesPlanning],
      period: { from: '2026-04-01', to: '2026-11-20' },
      yearExamined: 2026,
      criteriaSet: 'demo-criteria-2',
      reportBy: '2027-02-26',
    });
    await decided(ministry.auditOfficer, audit, 'assign', {
      auditors: [ministry.firstAuditor, ministry.secondAuditor],
    });
    await decided(ministry.auditOfficer, audit, 'startFieldwork', {});
    await decided(ministry.auditOfficer, audit, 'replaceAuditor', {
      outgoing: ministry.secondAuditor,
      incoming: ministry.thirdAuditor,
      reason: '家族が対象部署にいるため',
    });
    const incoming = await told(ministry.thirdAuditor, 'auditorReplaced', audit);
    expect(incoming.reason?.said).toBe('家族が対象部署にいるため');
    const outgoing = await told(ministry.secondAuditor, 'auditorReplaced', audit);
    expect(outgoing.reason).toMatchObject({ ja: '理由', en: 'reason' });
    expect(outgoing.reason?.withheld?.ja).toMatch(/記録\d+番/);
    expect(JSON.stringify(await itemsOf(ministry.secondAuditor))).not.toContain('家族');
  });
});
