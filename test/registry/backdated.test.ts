/** An appointment back-dated after a decision that rested on it (domain.md 2): shown, and both sides told. Over HTTP. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { entryOf } from '../support/records.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';

const { ministry } = cast;
const today = dateInJapan(Date.now());
const year = fiscalYearOf(today);
const cycle = `cycle/${year}/${ministry.organisation}`;
let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(year, [ministry.organisation]);
});
afterAll(async () => {
  const whole = (await stack?.records.governance.verify())?.whole;
  await stack?.close();
  if (whole === false) throw new Error("the registry's chain is broken");
});

/** A change as it is made where guarded posts wait for a second administrator. */
const change = async (body: object) => {
  const asked = await (await stack.administrator()).post('/registry/changes', body);
  if (asked.body?.status !== 'pending') return asked;
  return (await stack.as(cast.centre.secondAdministrator)).post(`/registry/changes/${asked.body.id}/approve`, {});
};
const postOf = async (person: string, role: string) => {
  const all = await stack.records.registry.appointments(ministry.organisation);
  return all.find((held) => held.person === person && held.role === role)?.id ?? '';
};
const toldOf = async (person: string) => {
  const { body } = await (await stack.as(person)).get('/notices');
  return JSON.stringify(body.items).includes('backdatedAppointment');
};

it('shows a decision whose decider had, as is now recorded, no longer held the post, and tells both sides (6-4)', async () => {
  const ciso = await stack.as(ministry.ciso);
  const document = await ciso.document('direction');
  const input = { direction: 'more drills', resourcePolicy: 'people first', level: 'nine in ten', document };
  const taken = await ciso.decide(cycle, 'setDirection', input);
  expect([taken.status, taken.text]).toEqual([200, expect.stringContaining('"seq"')]);
  const seq: number = taken.body.seq;
  const appointment = await postOf(ministry.ciso, 'ciso');
  const before = await (await stack.as(ministry.promotionLead)).show(cycle);
  expect(before.text).not.toContain('appointmentChangedAfterwards');

  const yesterday = addDays(today, -1);
  const ended = await change({ ends: [{ appointment, to: yesterday }] });
  expect(ended.body).toMatchObject({ status: 'done' });

  const journal = await (await stack.as(ministry.promotionLead)).get(`/procedures/${cycle}/journal`);
  const line = journal.body.items.find((item: { seq: number }) => item.seq === seq);
  expect(line.restedOn).toMatchObject([
    { appointment, why: 'notHeld', changed: appointment, registrySeq: ended.body.seq },
  ]);
  expect(line.reliedOn).toEqual([appointment]);
  const after = await (await stack.as(ministry.promotionLead)).show(cycle);
  expect(after.body.marks).toContainEqual(expect.objectContaining({ id: 'appointmentChangedAfterwards' }));
  const board = await (await stack.administrator()).get(`/board?year=${year}&search=${ministry.organisation}`);
  expect(board.body.items[0].marks).toContainEqual(expect.objectContaining({ id: 'appointmentChangedAfterwards' }));
  for (const person of [ministry.ciso, ministry.promotionLead, ministry.deputyCiso]) {
    expect([person, await toldOf(person)]).toEqual([person, true]);
  }
  expect(await toldOf(ministry.auditOfficer)).toBe(false);
  expect(await stack.records.journal.verifyChain(cycle)).toBeUndefined();
});

it('shows a decision on a day on which, as is now recorded, somebody else held the post', async () => {
  const lead = await stack.as(ministry.headOfOfficers);
  const appointment = await postOf(ministry.headOfOfficers, 'headOfOfficers');
  const instance = `cycle/${year - 1}/${ministry.organisation}`;
  const actor = { person: lead.person, appointments: [] };
  const event = { type: 'proposeJudgement', at: Date.now(), actor, input: {}, facts: {} };
  await stack.records.journal.append([
    { entry: entryOf(instance, 1, { at: Date.now() }) },
    { entry: entryOf(instance, 2, { at: Date.now(), event, reliedOn: [appointment] }) },
  ]);
  const department = (await stack.records.registry.appointments(ministry.organisation)).find(
    ({ id }) => id === appointment,
  )?.department;
  const post = { organisation: ministry.organisation, role: 'headOfOfficers', kind: 'regular', department };
  const later = { id: 'a-later', person: ministry.adviser, from: addDays(today, 1), ...post };
  await change({ appointments: [later] });
  expect(await stack.records.governance.restedOn(instance)).toEqual([]);
  const added = await change({
    appointments: [{ id: 'a-earlier', person: ministry.liaison, from: addDays(today, -3), to: today, ...post }],
  });
  expect(await stack.records.governance.restedOn(instance)).toMatchObject([
    { seq: 2, appointment, why: 'heldByAnother', changed: 'a-earlier', registrySeq: added.body.seq },
  ]);
  expect(await toldOf(ministry.headOfOfficers)).toBe(true);
  const listed = await (
    await stack.administrator()
  ).get(`/appointments?organisation=${ministry.organisation}&limit=500`);
  const shown = (id: string) => listed.body.items.find((item: { id: string }) => item.id === id);
  expect(shown('a-earlier')).toMatchObject({ backdated: true, recordedAt: expect.any(Number) });
  expect(shown('a-later')).toMatchObject({ backdated: false });
});

it('shows it too when the entry comes to the journal only after the appointment was ended', async () => {
  const appointment = await postOf(ministry.systemOfficer, 'systemOfficer');
  const decided = Date.now();
  await change({ ends: [{ appointment, to: addDays(today, -2) }] });
  const instance = `cycle/${year - 2}/${ministry.organisation}`;
  const actor = { person: ministry.systemOfficer, appointments: [] };
  const event = { type: 'reportMeasure', at: decided, actor, input: {}, facts: {} };
  await stack.records.journal.append([
    { entry: entryOf(instance, 1, { at: decided }) },
    { entry: entryOf(instance, 2, { at: decided, event, reliedOn: [appointment] }) },
  ]);
  expect(await stack.records.governance.restedOn(instance)).toMatchObject([{ seq: 2, appointment, why: 'notHeld' }]);
});

it('marks nothing that was decided while the post was held', async () => {
  const appointment = await postOf(ministry.auditOfficer, 'auditOfficer');
  const instance = `cycle/${year - 3}/${ministry.organisation}`;
  const actor = { person: ministry.auditOfficer, appointments: [] };
  const event = { type: 'openAudit', at: Date.now(), actor, input: {}, facts: {} };
  await stack.records.journal.append([
    { entry: entryOf(instance, 1, { at: Date.now() }) },
    { entry: entryOf(instance, 2, { at: Date.now(), event, reliedOn: [appointment] }) },
  ]);
  await change({ ends: [{ appointment, to: today }] });
  expect(await stack.records.governance.restedOn(instance)).toEqual([]);
});

it('shows a decision that rested on an appointment recorded in error: in the list of entries and where the procedure stands (6-4)', async () => {
  const appointment = await postOf(ministry.ciso, 'ciso');
  const reason = '別人の辞令を登録した';
  expect((await change({ voids: [{ appointment, reason }] })).body).toMatchObject({ status: 'done' });
  const lead = await stack.as(ministry.promotionLead);
  const { body } = await lead.get(`/procedures/${cycle}/journal`);
  const line = body.items.find(({ reliedOn }: { reliedOn: string[] }) => reliedOn.includes(appointment));
  expect(line.restedOn).toContainEqual(expect.objectContaining({ appointment, why: 'recordedInError' }));
  expect((await lead.show(cycle)).body.marks).toContainEqual(
    expect.objectContaining({ id: 'appointmentChangedAfterwards' }),
  );
  const all = await lead.get(`/appointments?organisation=${ministry.organisation}&limit=500`);
  const shown = all.body.items.find(({ id }: { id: string }) => id === appointment);
  expect(shown.voided).toMatchObject({ reason, begun: true });
});
