/**
 * Who an instance lets in is declared by its definition, field by field: no text – a reason, a description, a name –
 * invites anybody, whatever it says. Driven over HTTP as an insider would.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateInJapan } from '../../model/japan-time.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';

let stack: Stack;
const { ministry } = cast;
/** From outside, under contract: whoever of the kind is named may verify. */
const named = ministry.outsideVerifier;
const outsider = cast.corporation.outsideVerifier;
const improvement = 'improvement/2026/demo-ministry/1';
const today = dateInJapan(Date.now());
let evidence = '';

beforeAll(async () => {
  stack = await startStack();
  const input = {
    cycle: 'cycle/2026/demo-ministry',
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
  await decided(ministry.officerOfServices, 'plan', {
    cause: '見直しの担当が決まっていなかった',
    recurrencePrevention: '見直しを定例とする',
    actions: [{ kind: 'awareness', what: '周知' }],
    implementer: ministry.staffOfPlanning,
    dueDate: addDays(today, 30),
    verifier: named,
    criterion: '残っている権限がないこと',
    method: '名簿との突合',
    observationDays: 30,
  });
  await decided(ministry.headOfOfficers, 'approve', {});
  evidence = await (await stack.as(ministry.staffOfPlanning)).document('evidence that it was done');
  await decided(ministry.staffOfPlanning, 'reportDone', { doneOn: today, summary: '周知した', evidence: [evidence] });
});
afterAll(() => stack?.close());

async function decided(person: string, type: string, input: object): Promise<void> {
  const { status, text } = await (await stack.as(person)).decide(improvement, type, input);
  expect([type, status, text]).toEqual([type, 200, expect.any(String)]);
}

/** What a person reads: state, journal, a document cited. */
async function reads(person: string) {
  const caller = await stack.as(person);
  const state = await caller.show(improvement);
  const journal = await caller.get(`/procedures/${improvement}/journal`);
  const document = await caller.get(`/documents/${evidence}`);
  return [state.status === 200 ? state.body.reading : state.status, journal.status, document.status];
}

describe('who is invited', () => {
  it('are those whom fields for people name, as long as they stand there', async () => {
    expect(await reads(named)).toEqual(['full', 200, 200]);
    expect(await reads(outsider)).toEqual([404, 404, 404]);
  });

  it('is nobody because a text says an id: the outsider neither reads nor decides', async () => {
    const observed = { observedOn: today, evidence: [] };
    await decided(ministry.staffOfSystems, 'reportRecurrence', { ...observed, what: outsider });
    expect(await reads(outsider)).toEqual([404, 404, 404]);
    const ended = await (
      await stack.as(outsider)
    ).decide(improvement, 'confirmObjectGone', {
      abolishedOn: today,
      abolition: '廃止',
      noSuccessor: '確かめた',
      evidence: [],
    });
    expect(ended.status).toBe(404);
  });

  it('is nobody of the body either: who reads a part of it reads no more by writing their own id', async () => {
    const before = await reads(ministry.systemOfficer);
    expect(before).toEqual(['partial', 200, 404]);
    await decided(ministry.officerOfServices, 'plan', {
      cause: `別の原因 ${ministry.systemOfficer}`,
      recurrencePrevention: ministry.systemOfficer,
      actions: [{ kind: 'awareness', what: ministry.systemOfficer }],
      implementer: ministry.staffOfPlanning,
      dueDate: addDays(today, 30),
      verifier: named,
      // It recurred: criterion, method and period stay.
      criterion: '残っている権限がないこと',
      method: '名簿との突合',
      observationDays: 30,
    });
    expect(await reads(ministry.systemOfficer)).toEqual(before);
    // Named in the plan that waits for approval; nobody else is.
    const rows = await stack.records.instances.invitedTo(named, [improvement], Date.now());
    expect(rows).toEqual([improvement]);
    for (const person of [outsider, ministry.systemOfficer])
      expect(await stack.records.instances.invitedTo(person, [improvement], Date.now())).toEqual([]);
  });

  it('are nobody any more once a plan with another verifier has taken the place', async () => {
    await decided(ministry.headOfOfficers, 'return', { reason: named });
    expect(await reads(named)).toEqual([404, 404, 404]);
  });
});
