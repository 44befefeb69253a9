/**
 * The common standards while the bodies they concern change: over HTTP, on the real server (2-1 to 2-3). Ministries are
 * merged and founded in mid-consultation, and an edition meets years that have ended, run, or are not opened yet.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { isObject } from '../../model/json.ts';
import { eventually } from '../support/eventually.ts';
import { bodies, post } from '../support/records.ts';
import { cast, startStack, type Caller, type Reply, type Stack } from '../support/stack.ts';

const { centre, headquarters, ministry } = cast;
const today = dateInJapan(Date.now());
const year = fiscalYearOf(today);
const of = `standards/${year}/${centre.organisation}`;
const old = 'demo-old';
const heir = 'demo-heir';
const founded = 'demo-founded';
const cisoOf = (body: string): string => (body === ministry.organisation ? ministry.ciso : `p-${body}-ciso`);

let stack: Stack;
let staff: Caller;
let director: Caller;
beforeAll(async () => {
  stack = await startStack();
  await exist(old, heir);
  await stack.openYear(year, [old, heir]);
  staff = await stack.as(centre.firstStaff);
  director = await stack.as(centre.director);
}, 120_000);
afterAll(() => stack?.close());

/** Ministries with a CISO come into being. */
async function exist(...ids: string[]): Promise<void> {
  await stack.records.registry.change(bodies(...ids), 'p-admin', Date.now());
  for (const id of ids) await stack.records.registry.change(post(id, cisoOf(id), 'ciso'), 'p-admin', Date.now());
}

/** One is merged into another: as its administrator imports it, and the second one approves. */
async function mergedInto(body: string, successor: string): Promise<void> {
  const [row] = bodies(body).organisations ?? [];
  const ending = { to: addDays(today, -1), abolitionBasis: '個別法附則第2条', successors: [successor] };
  const asked = await (
    await stack.administrator()
  ).post('/registry/import', { organisations: [{ ...row, ...ending }] });
  const second = await stack.as(centre.secondAdministrator);
  const approved = await second.post(`/registry/changes/${asked.body.id}/approve`, {});
  expect([asked.status, approved.status]).toEqual([200, 200]);
}

async function basis(): Promise<object> {
  return {
    title: '統一基準群の改定',
    threats: '供給網を経由した攻撃',
    inspection: await staff.document('the inspection'),
    inspectionPeriod: { from: `${year - 1}-04-01`, to: `${year - 1}-09-30` },
    inspectedBodies: [ministry.organisation],
  };
}

const taken = (reply: Reply): number => {
  expect([reply.status, reply.status === 200 ? '' : reply.text]).toEqual([200, '']);
  return reply.body.seq;
};
/** By which rules, and about whom. */
const refusals = ({ status, body }: Reply): unknown =>
  status === 409
    ? (body.refusals ?? []).map(({ id, about }: { id: string; about: { id: string }[] }) => [
        id,
        ...about.map((one) => one.id).filter((one) => one.startsWith('demo-')),
      ])
    : `${status}`;
const opinion = async (instance: string, body: string): Promise<Reply> =>
  (await stack.as(cisoOf(body))).decide(instance, 'giveOpinion', { ministry: body, kind: 'noObjection', opinion: '' });

describe.sequential('ministries merged and founded in mid-consultation (2-3)', () => {
  let instance: string;
  let draft: string;
  const decide = () => director.decide(instance, 'decideGuidebook', { draft });
  const dueOf = async (body: string): Promise<number | undefined> => {
    const row = await stack.records.instances.get(instance);
    return row?.projection.due.find(({ id }) => id === `opinion:${body}`)?.due;
  };

  test('every ministry that exists is asked', async () => {
    draft = await staff.document('the guidance');
    const sent = { ...(await basis()), document: draft, examples: 'e', thinking: 't' };
    const opened = await staff.decide(of, 'submitGuidebook', sent);
    taken(opened);
    instance = opened.body.instance;
    taken(await staff.decide(instance, 'consult', { draft, ministries: [ministry.organisation, old, heir] }));
    for (const body of [ministry.organisation, heir]) taken(await opinion(instance, body));
    expect(refusals(await decide())).toEqual([['opinionsInOrDatePassed', old]]);
  });

  test('nobody waits for one that is gone, nor asks it; its people decide nothing any more', async () => {
    await mergedInto(old, heir);
    // By a post it still has: the registry ends a body, its people's appointments are ended one by one.
    expect(refusals(await opinion(instance, old))).toEqual([['ministriesExist', old]]);
    const asked = await staff.decide(instance, 'consult', { draft, ministries: [old] });
    expect(refusals(asked)).toEqual(expect.arrayContaining([['ministriesExist', old]]));
    const { body } = await director.post(`/procedures/${instance}/decisions?check=1`, {
      type: 'decideGuidebook',
      draft,
    });
    expect(body).toMatchObject({ wouldBeTaken: true });
  });

  test('one founded meanwhile is asked before the decision, with the days as they are configured when it is asked', async () => {
    await exist(founded);
    const refused = await decide();
    expect(refused.body.refusals).toMatchObject([
      { id: 'everyMinistryAsked', clause: '2-3', basis: 'text', about: [{ id: founded }] },
    ]);
    const before = await dueOf(heir);
    const set = { value: { opinionDays: 5 } };
    expect((await (await stack.administrator()).put('/registers/common/governmentDates', set)).status).toBe(200);
    const seq = taken(await staff.decide(instance, 'consult', { draft, ministries: [founded] }));
    await stack.records.journal.waitFor(instance, seq, 20_000);
    expect(await dueOf(heir)).toBe(before);
    expect(await dueOf(founded)).toBeLessThan(before ?? 0);
    expect(refusals(await decide())).toEqual([['opinionsInOrDatePassed', founded]]);
    taken(await opinion(instance, founded));
    const seqOfDecision = taken(await decide());
    await stack.records.journal.waitFor(instance, seqOfDecision, 20_000);
    // Who was asked and said nothing is recorded as silent, gone or not.
    const row = await stack.records.instances.get(instance);
    expect(row?.projection).toMatchObject({ ended: 'completed', marks: expect.arrayContaining(['noOpinion']) });
  });
});

describe.sequential('an edition and the years it meets (2-1, 2-2)', () => {
  const late = 'demo-late';
  const told = async (cycle: string): Promise<unknown[]> =>
    (await stack.records.journal.all(cycle)).flatMap(({ event }) =>
      isObject(event) && event['type'] === 'amendmentRequired' ? [event['input']] : [],
    );
  /** Whether the standards submitted in a cycle may name it. */
  const isOffered = async (cycle: string, body: string): Promise<boolean> => {
    const office = await stack.as(`p-${body}-office`);
    const { status, text } = await office.get(`/procedures/${cycle}/decisions/submitStandards/draft`);
    expect([cycle, status]).toEqual([cycle, 200]);
    return text.includes('brought');
  };

  test('what runs is told once, what has ended is not, and what is opened later begins with it', async () => {
    // Its year ended with the ministry itself.
    await eventually(async () => (await stack.records.instances.get(`cycle/${year}/${old}`))?.projection.ended);
    await exist(late);
    for (const body of [late, heir])
      await stack.records.registry.change(post(body, `p-${body}-office`, 'promotionOffice'), 'p-admin', Date.now());
    const draft = await staff.document('the draft');
    const sent = { ...(await basis()), document: draft, covers: ['standards'] };
    const checks = { comprehensive: 'c', conformable: 'c', international: 'c' };
    const opened = await staff.decide(of, 'submitDraft', { ...sent, ...checks });
    taken(opened);
    const { instance } = opened.body;
    const document = await staff.document('minutes');
    taken(await staff.decide(instance, 'recordCouncil', { draft, heldOn: today, outcome: 'passed', document }));
    taken(await (await stack.as(headquarters.chair)).decide(instance, 'decide', { draft }));
    const edition = { id: 'brought', nameJa: '新版', nameEn: 'new', applyBy: addDays(today, 200), requirements: ['r'] };
    const { body } = await staff.get('/registers/common/editions');
    const all: { key: string; value: { predecessor?: string } }[] = body.items;
    const last = all.find(({ key }) => !all.some(({ value }) => value.predecessor === key))?.key;
    taken(await staff.decide(instance, 'promulgate', { ...edition, predecessor: last }));
    const cycle = `cycle/${year}/${heir}`;
    await eventually(async () => (await told(cycle)).length > 0, { within: 60_000 });
    expect(await told(cycle)).toMatchObject([{ source: 'edition', ref: 'brought' }]);
    await stack.openYear(year, [late]);
    await stack.openYear(year + 1, [heir]);
    for (const later of [`cycle/${year}/${late}`, `cycle/${year + 1}/${heir}`]) {
      expect([later, await isOffered(later, later.endsWith(late) ? late : heir)]).toEqual([later, true]);
      expect(await told(later)).toEqual([]);
    }
    expect(await told(`cycle/${year}/${old}`)).toEqual([]);
    expect(await stack.records.instances.inbox(old)).toEqual([]);
  }, 120_000);
});
