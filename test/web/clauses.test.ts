import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';

let stack: Stack;
let ciso: Caller;
beforeAll(async () => {
  stack = await startStack({ database: 'PostgreSQL' });
  await stack.openYear(2026, ['demo-ministry', 'demo-agency']);
  ciso = await stack.as(cast.ministry.ciso);
});
afterAll(() => stack?.close());

interface Named {
  readonly id: string;
}
const idsOf = (items: readonly Named[]) => items.map(({ id }) => id);

describe('the clauses over HTTP', () => {
  it('are all 75, the section first and our number after it, with the guideline’s words', async () => {
    const { body } = await ciso.get('/clauses');
    expect(body.items).toHaveLength(75);
    expect(body.items.find(({ id }: Named) => id === '3-7')).toMatchObject({
      section: '3(1)③',
      ja: '指針3(1)③〔3-7〕',
      en: 'guideline 3(1)③ [3-7]',
      title: { ja: '対策推進計画の策定' },
      modality: { id: 'M', ja: '義務', en: 'obligation' },
      text: { ja: expect.stringContaining('最高情報セキュリティ責任者の指揮の下') },
    });
  });

  it.each([
    ['section=3(1)', ['3-1', '3-2', '3-3', '3-4', '3-5', '3-6', '3-7', '3-8']],
    ['section=3(1)③', ['3-7', '3-8']],
    ['section=附則', ['S-1']],
    ['section=7', []],
    ['search=リスク評価', ['3-7']],
    ['search=ＣＹＭＡＴ', ['6-26', '6-27']],
    ['search=constantly', []],
    ['section=4&search=publishes', ['4-10', '4-11']],
  ])('are found by %s', async (query, expected) => {
    expect(idsOf((await ciso.get(`/clauses?${query}`)).body.items)).toEqual(expected);
  });

  it('each say which rules cite them, on which basis, and at which decisions (3-8)', async () => {
    const { body } = await ciso.get('/clauses/3-8');
    const rule = body.rules.find(({ id }: Named) => id === 'planHasTrainingAndTechnical');
    expect(rule).toMatchObject({ in: { id: 'cycle' }, clause: { id: '3-8', ja: '指針3(1)③〔3-8〕' }, basis: 'text' });
    expect(rule.at).toContainEqual(expect.objectContaining({ decision: 'submitPlan' }));
    expect(body.agencies).toMatchObject({ id: '4-2', ja: '指針4(1)〔4-2〕' });
    expect(body.standing).toBeUndefined();
  });

  it('of an agency’s own also carry the rules of section 3 that it reads so, by design (4-2)', async () => {
    const { body } = await ciso.get('/clauses/4-2');
    expect(idsOf(body.ministries)).toEqual(['3-1', '3-2', '3-3', '3-4', '3-5', '3-6', '3-7', '3-8']);
    const rule = body.rules.find(({ id }: Named) => id === 'planHasTrainingAndTechnical');
    expect(rule).toMatchObject({ clause: { id: '3-8' }, basis: 'design' });
  });

  it('that are none are 404', async () => {
    for (const id of ['3-99', 'x', '3-7%20', 'toString']) expect((await ciso.get(`/clauses/${id}`)).status).toBe(404);
  });
});

describe('where a year stands by a clause', () => {
  const instance = 'cycle/2026/demo-ministry';

  it('says what is expected and due, and once it is decided, that it was: how often and when last (6-2)', async () => {
    const before = (await ciso.get('/clauses/6-2?organisation=demo-ministry&year=2026')).body.standing;
    expect(before).toMatchObject({ organisation: { id: 'demo-ministry' }, year: 2026, taken: [], more: false });
    expect(before.open).toContainEqual(
      expect.objectContaining({
        instance,
        decision: 'setDirection',
        ready: true,
        roles: [expect.objectContaining({ role: 'ciso' })],
      }),
    );
    expect(idsOf(before.due)).toContain('direction');
    const document = await ciso.document('direction');
    const direction = { direction: '方向性（架空）', resourcePolicy: '配分（架空）', level: '水準（架空）', document };
    const { body } = await ciso.decide(instance, 'setDirection', direction);
    const after = await eventually(async () => {
      const { standing } = (await ciso.get('/clauses/6-2?year=2026')).body;
      return standing.taken.length > 0 && standing;
    });
    expect(after.taken).toContainEqual(
      expect.objectContaining({
        procedure: 'cycle',
        decision: 'setDirection',
        times: 1,
        last: { instance, seq: body.seq, at: expect.any(Number) },
      }),
    );
    expect(idsOf(after.due)).not.toContain('direction');
  });

  it('of an agency stands at its own clause, not at the one that addresses ministries (4-2)', async () => {
    const agency = await stack.as(cast.agency.ciso);
    const standingBy = async (clause: string) =>
      (await agency.get(`/clauses/${clause}?organisation=demo-agency&year=2026`)).body.standing;
    expect((await standingBy('3-4')).open).toEqual([]);
    expect((await standingBy('4-2')).open).toContainEqual(expect.objectContaining({ decision: 'submitPolicy' }));
  });

  it('is shown to an agency as its own, with the one of ministries beside it: at tasks, and at rules that are met', async () => {
    const agency = await stack.as(cast.agency.ciso);
    const { items } = (await agency.get('/tasks')).body;
    const task = items.find(({ decision }: { decision: string }) => decision === 'confirmPolicyUnchanged');
    expect(task).toMatchObject({
      clause: '4-2',
      section: '4(1)',
      ministries: { clause: expect.stringMatching(/^3-[1-8]$/), section: expect.stringMatching(/^3\(1\)[①-③]$/) },
    });
    const { decisions } = (await agency.show('cycle/2026/demo-agency')).body;
    const met = decisions.flatMap((decision: { met: { clause: string }[] }) => decision.met);
    expect(met).toContainEqual(expect.objectContaining({ ministries: expect.anything() }));
    for (const { clause } of met) expect(clause).not.toMatch(/^3-/);
    const [own] = (await ciso.get('/tasks')).body.items;
    expect(own.ministries).toBeUndefined();
  });

  it('answers alike whether another’s body has a year, has none, or does not exist', async () => {
    const other = await stack.as(cast.agency.staffOfPlanning);
    const answers = ['demo-ministry', 'demo-corporation', 'demo-nowhere'].map(async (body) => {
      const { status, body: problem } = await other.get(`/clauses/3-7?organisation=${body}&year=2026`);
      return { status, ...problem, request: '' };
    });
    const [opened, notOpened, none] = await Promise.all(answers);
    expect(opened).toMatchObject({ status: 404 });
    expect([notOpened, none]).toEqual([opened, opened]);
  });

  it('asks for the body of whoever belongs to none', async () => {
    const administrator = await stack.administrator();
    const { status, body } = await administrator.get('/clauses/3-7?year=2026');
    expect([status, body.errors[0].path]).toEqual([400, 'query.organisation']);
  });
});
