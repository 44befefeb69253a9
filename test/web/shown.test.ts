/** What a reading shows to people: phases, lanes of steps, due items with the next notice, sentences of the journal. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';

let stack: Stack;
let ciso: Caller;
let office: Caller;
const cycle = 'cycle/2026/demo-ministry';

beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry']);
  ciso = await stack.as(cast.ministry.ciso);
  office = await stack.as(cast.ministry.promotionLead);
});
afterAll(() => stack?.close());

interface Step {
  readonly decision: string;
  readonly status: string;
  readonly instead: { readonly decision: string }[];
}
const stepsOf = (body: { tracks: { id: string; steps: Step[] }[] }, lane: string): Step[] =>
  body.tracks.find(({ id }) => id === `live.planning.${lane}`)?.steps ?? [];

describe('a year being planned', () => {
  it('shows its phases in order, and every lane with its steps: mine, another’s, later', async () => {
    const { body } = await ciso.show(cycle);
    expect(body.phases.map(({ id, status }: { id: string; status: string }) => `${id} ${status}`)).toEqual([
      'planning now',
      'planned later',
      'operating later',
      'inspecting later',
      'judgementProposed later',
      'judged later',
      'evaluated later',
      'closed later',
    ]);
    expect(stepsOf(body, 'direction')).toMatchObject([{ decision: 'setDirection', status: 'mine' }]);
    expect(stepsOf(body, 'policy')).toMatchObject([
      { decision: 'submitPolicy', status: 'others', instead: [{ decision: 'confirmPolicyUnchanged' }] },
      {
        decision: 'approvePolicy',
        status: 'later',
        instead: [{ decision: 'returnPolicy' }, { decision: 'takeBackPolicy' }],
      },
    ]);
    const { body: ofOffice } = await office.show(cycle);
    expect(stepsOf(ofOffice, 'policy')[0]?.status).toBe('mine');
    expect(stepsOf(ofOffice, 'direction')[0]?.status).toBe('others');
  });

  it('shows what is missing to come further and to the end: rule by rule, who could, whether the reader could (3-18)', async () => {
    const { body } = await ciso.show(cycle);
    const [next, close] = body.goals;
    expect(next).toMatchObject({ id: 'nextPhase', phase: { id: 'operating', ja: '運用' } });
    expect(next.steps.map(({ id, mine }: { id: string; mine: boolean }) => [id, mine])).toEqual([
      ['submitPlan', false],
      ['approvePlan', false],
    ]);
    expect(next.steps[0].due).toEqual(expect.any(Number));
    const rule = (goal: { rules: { id: string }[] }, name: string) => goal.rules.find(({ id }) => id === name);
    expect(rule(next, 'directionSet')).toMatchObject({ met: false, mine: true, basis: expect.any(String) });
    expect(rule(next, 'riskAssessed')).toMatchObject({
      met: false,
      mine: false,
      remedies: [{ decision: 'recordRiskAssessment', whoCould: [{ role: 'promotionOffice' }] }],
    });
    expect(close).toMatchObject({ id: 'close', steps: [{ id: 'close', kind: 'decision' }] });
    expect(rule(close, 'nothingOwed')).toMatchObject({ met: true, mine: false, ja: '未了の改正又は教育がない' });
    const { body: ofOffice } = await office.show(cycle);
    expect(rule(ofOffice.goals[0], 'riskAssessed')).toMatchObject({ mine: true });
  });

  it('shows its course: since when it is in which phase, and that it goes on', async () => {
    const { status, body } = await ciso.get(`/procedures/${cycle}/timeline`);
    expect(status).toBe(200);
    const [begun] = await stack.records.journal.page(cycle, 0, 1);
    const from = begun?.entry.at;
    expect(body).toMatchObject({ year: 2026, from, phases: [{ id: 'planning', from }], children: [] });
    expect([body.to, body.phases[0].to]).toEqual([undefined, undefined]);
    const dates: { id: string; expected: boolean; due: number; businessDays?: number }[] = body.dates;
    expect(dates.map(({ due }) => due)).toEqual(dates.map(({ due }) => due).sort((a, b) => a - b));
    // The close is a date of the year although nothing asks for it yet.
    expect(dates.find(({ id }) => id === 'close')).toMatchObject({ expected: false, overdue: false });
    expect(dates.find(({ id }) => id === 'plan')).toMatchObject({ expected: true, businessDays: expect.any(Number) });
  });

  it('shows of each due item how many business days are left, and who is told next (6-2)', async () => {
    const { body } = await ciso.show(cycle);
    expect(body.due.length).toBeGreaterThan(0);
    for (const item of body.due) {
      expect(Number.isInteger(item.businessDays)).toBe(true);
      expect(item.overdue ? item.businessDays < 0 : item.businessDays >= 0).toBe(true);
    }
    const told = body.due.filter(({ next }: { next?: object }) => next !== undefined);
    expect(told[0].next).toMatchObject({
      at: expect.any(Number),
      to: expect.arrayContaining([expect.objectContaining({ ja: expect.any(String) })]),
    });
  });

  it('shows a decision taken as done, by whom, and the journal says it in a sentence', async () => {
    const document = await ciso.document('direction');
    const input = { direction: 'x', resourcePolicy: 'y', level: 'z', document };
    const taken = await ciso.decide(cycle, 'setDirection', input);
    expect(taken.status).toBe(200);
    const { body } = await ciso.show(cycle);
    expect(stepsOf(body, 'direction')).toMatchObject([
      { decision: 'setDirection', status: 'done', seq: taken.body.seq, by: { person: cast.ministry.ciso } },
    ]);
    const journal = await ciso.get(`/procedures/${cycle}/journal`);
    const [first] = journal.body.items;
    expect(first.summary).toMatchObject({ ja: '手続の開始' });
    const last = journal.body.items.at(-1);
    expect(last.summary.decider.person).toBe(cast.ministry.ciso);
    expect(last.summary.ja).toBe(`${last.summary.decider.ja}（最高情報セキュリティ責任者）：${last.summary.label.ja}`);
  });

  it('a notice says what is expected of its reader in the matter', async () => {
    const plan = await office.document('policy');
    const policy = {
      version: '1.0',
      document: plan,
      purpose: 'p',
      basicThinking: 'b',
      scope: { information: 'i', systems: 's', people: 'p', places: 'p', outsourcing: 'o' },
      outOfScope: [],
      settles: [],
    };
    const submitted = await office.decide(cycle, 'submitPolicy', policy);
    expect([submitted.status, submitted.text]).toEqual([200, expect.any(String)]);
    const { body } = await ciso.get('/notices');
    const told = body.items.find(({ topic }: { topic: string }) => topic === 'policySubmitted');
    expect(told.items[0].acts.length).toBeGreaterThan(0);
    const { body: tasks } = await ciso.get('/tasks');
    const approval = tasks.items.find(({ decision }: { decision: string }) => decision === 'approvePolicy');
    expect(approval).toMatchObject({
      ready: true,
      why: { ja: expect.stringContaining('承認を待って') },
      section: expect.any(String),
    });
    const waiting = await office.get('/tasks/waiting-for-me');
    expect(waiting.status).toBe(200);
  });

  it('a refusal names what comes first, and who holds the post that could do it', async () => {
    const document = await office.document('plan');
    const { body } = await office.decide(cycle, 'approvePlan', { document });
    const notNow = body.refusals.find(({ id }: { id: string }) => id === 'notNow');
    expect(notNow).toMatchObject({
      about: [{ kind: 'state', id: 'live.planning.plan.submitted', ja: '計画の承認待ち' }],
      remedies: [
        {
          decision: 'submitPlan',
          whoCould: [
            { role: 'promotionOffice', holders: expect.arrayContaining([expect.objectContaining({ acting: false })]) },
          ],
        },
      ],
    });
    expect(notNow.ja).toContain('行える段階');
  });
});
