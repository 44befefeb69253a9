/** What pages stand on: a decision's fields in words, what may be chosen, what is known already, what would happen. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';

let stack: Stack;
let ciso: Caller;
let office: Caller;
let staff: Caller;
let outsider: Caller;
const cycle = 'cycle/2026/demo-ministry';
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry']);
  ciso = await stack.as(cast.ministry.ciso);
  office = await stack.as(cast.ministry.promotionLead);
  staff = await stack.as(cast.ministry.staffOfPlanning);
  outsider = await stack.as(cast.corporation.ciso);
});
afterAll(() => stack?.close());

describe('the schema of a decision', () => {
  it('has for every field its title, its place and its heading, and for every choice its label', async () => {
    const { body } = await office.get('/openapi.json');
    expect(body.components.schemas['cycle-v1-submitPlan'].properties.measures).toMatchObject({
      title: '対策の一覧 / measures',
      'x-field': { title: { ja: '対策の一覧', en: 'measures' }, order: 6, group: { ja: '対策', en: 'measures' } },
      items: {
        properties: {
          kind: { 'x-field': { labels: { training: { ja: '教育・訓練', en: 'education and training' } } } },
          due: { 'x-field': { title: { ja: '期限' }, example: '2026-11-23' } },
        },
      },
    });
  });
});

describe('wrong input', () => {
  const errors = async (who: Caller, name: string, input: object) => {
    const { status, body } = await who.decide(cycle, name, input);
    expect(status).toBe(400);
    return (path: string) => body.errors.find((error: { path: string }) => error.path === path);
  };
  it('is told by the title of its field, rows by their number, with the path beside it', async () => {
    const at = await errors(office, 'submitPlan', { measures: [{}, { due: 'never' }] });
    expect(at('measures[1].due')).toMatchObject({
      field: { ja: '「対策の一覧」2件目の「期限」', en: '“measures”, row 2, “due date”' },
      ja: expect.stringMatching(/^「対策の一覧」2件目の「期限」（measures\[1\]\.due）：/),
      en: expect.stringMatching(/^“measures”, row 2, “due date” \(measures\[1\]\.due\): /),
    });
  });
  it('names the choices by their labels, of a choice that tells what is meant as well', async () => {
    const at = await errors(office, 'submitPlan', {
      measures: [{ kind: 'party' }],
      evaluation: { kind: 'none of these' },
    });
    expect(at('measures[0].kind').ja).toContain('教育・訓練（training）');
    expect(at('measures[0].kind').en).toContain('training (education and training)');
    expect(at('evaluation.kind').en).toContain('predecessor (last year’s evaluation)');
  });
  it('names the field of a reference to what is not there', async () => {
    const input = { requirement: '1.1.1', reason: 'x', substitute: 'x', until: '2027-01-31', department: 'd-nowhere' };
    const at = await errors(ciso, 'applyForException', input);
    expect(at('department').ja).toMatch(/^「部署」（department）：この部署は/);
  });
});

describe('the form of a decision', () => {
  const form = (who: Caller, decision: string) => who.get(`/procedures/${cycle}/decisions/${decision}/draft`);
  it('has what is known filled in, and the lists from which the rest is chosen, by name', async () => {
    const { status, body } = await form(office, 'recordTraining');
    expect([status, body.draft]).toEqual([200, { type: 'recordTraining', taught: [] }]);
    expect(body.schema.properties.measure['x-field'].choices).toBe('trainingMeasures');
    expect(body.choices).toMatchObject({ trainingMeasures: { items: [] }, documents: { items: [] } });
    const { choices } = (await form(staff, 'applyForException')).body;
    expect(choices.departments.items).toContainEqual({
      id: expect.any(String),
      ja: expect.stringMatching(/\p{Script=Han}/u),
      en: expect.any(String),
      group: { ja: expect.any(String), en: expect.any(String) },
    });
    expect(choices.requirements.items.length).toBeGreaterThan(0);
  });
  it('is for those who could take the decision, or enter it; the refusal is not noted', async () => {
    const noted = async () => (await ciso.get('/refusals?organisation=demo-ministry')).body.items.length;
    const before = await noted();
    const refused = await form(staff, 'approvePlan');
    expect([refused.status, refused.body.refusals[0].id]).toEqual([403, 'notYourRole']);
    expect((await form(ciso, 'approvePlan')).status).toBe(200);
    expect((await form(office, 'approvePlan')).status).toBe(200);
    expect((await form(outsider, 'approvePlan')).status).toBe(404);
    expect((await form(ciso, 'approveEverything')).status).toBe(404);
    expect(await noted()).toBe(before);
  });
  it('shows who may not read a part nothing of it', async () => {
    // Plain staff read no contents, and hence no list that is made from them.
    const { choices } = (await form(staff, 'reportMeasure')).body;
    expect(choices).not.toHaveProperty('measuresToReport');
    expect((await form(ciso, 'reportMeasure')).body.choices).toHaveProperty('measuresToReport');
  });
  it('is in the state as well, for all that is open', async () => {
    const { choices } = (await office.show(cycle)).body;
    expect(Object.keys(choices)).toEqual(expect.arrayContaining(['departments', 'requirements', 'owedOfPolicy']));
  });
});

describe('a decision that is only tried', () => {
  const tried = (who: Caller, type: string, input: object, headers = {}) =>
    who.post(`/procedures/${cycle}/decisions?check=1`, { type, ...input }, { key: '', headers });
  const standing = async () => {
    const { seq } = (await ciso.show(cycle)).body;
    const refusals = await ciso.get('/refusals?organisation=demo-ministry');
    expect(refusals.status).toBe(200);
    return { seq, refusals: refusals.body.items.length };
  };
  const direction = async () => ({
    direction: '重要情報の持出しを減らす',
    resourcePolicy: '監査要員を増やす',
    level: '統一基準の全項目を満たす',
    document: await ciso.document('tried direction'),
  });
  it('says what would come of it, needs no key, and leaves nothing', async () => {
    const input = await direction();
    const before = await standing();
    const { status, body } = await tried(ciso, 'setDirection', input);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        wouldBeTaken: true,
        refusals: [],
        phaseAfter: { id: 'planning', ja: expect.any(String), en: expect.any(String) },
        starts: [],
        dueAfter: expect.arrayContaining([expect.objectContaining({ id: 'plan' })]),
      }),
    ]);
    expect(body.tells).toEqual([]);
    expect(await standing()).toEqual(before);
  });
  it('says who is told what, by name', async () => {
    const policy = {
      version: '1.0',
      document: await office.document('tried policy'),
      purpose: '重要情報を守る',
      basicThinking: 'リスクに応じた対策を講じる',
      scope: { information: '全て', systems: '全て', people: '全て', places: '全て', outsourcing: '全て' },
    };
    const { status, body } = await tried(office, 'submitPolicy', policy);
    expect([status, body.refusals]).toEqual([200, []]);
    expect(body.tells).toMatchObject([
      {
        topic: { id: 'policySubmitted', ja: expect.any(String) },
        roles: [{ role: 'ciso', ja: '最高情報セキュリティ責任者' }],
        people: expect.arrayContaining([
          expect.objectContaining({ person: cast.ministry.ciso, ja: expect.stringMatching(/\p{Script=Han}/u) }),
        ]),
        vacant: false,
      },
    ]);
  });
  it('says by which rules it would be refused, and no refusal is noted', async () => {
    const before = await standing();
    const { status, body } = await tried(
      staff,
      'setDirection',
      await direction().then(({ document: _, ...rest }) => rest),
    );
    expect([status, body.errors?.[0]?.path]).toEqual([400, 'document']);
    const refused = await tried(ciso, 'approvePlan', { document: await ciso.document('tried direction') });
    expect([refused.status, refused.body.wouldBeTaken]).toEqual([200, false]);
    expect(refused.body.refusals.length).toBeGreaterThan(0);
    const notTheirs = await tried(staff, 'returnPlan', { reason: 'x' });
    expect(notTheirs.body.refusals.map(({ id }: { id: string }) => id)).toContain('notYourRole');
    expect(await standing()).toEqual(before);
  });
  it('is 404 to strangers and 412 on a state that never was; a key sent with it is not spent', async () => {
    const input = await direction();
    expect((await tried(outsider, 'setDirection', input)).status).toBe(404);
    expect((await tried(ciso, 'setDirection', input, { 'if-match': '"999"' })).status).toBe(412);
    const key = 'only-tried';
    await tried(ciso, 'setDirection', { ...input, level: 'another' }, { 'idempotency-key': key });
    expect((await ciso.decide(cycle, 'setDirection', input, { key })).status).toBe(200);
  });
});

describe('the form of an approval', () => {
  it('has the document that was submitted', async () => {
    const document = await office.document('the policy');
    const policy = { version: '1.0', document, purpose: 'p', basicThinking: 'b' };
    const scope = { information: 'x', systems: 'x', people: 'x', places: 'x', outsourcing: 'x' };
    expect((await office.decide(cycle, 'submitPolicy', { ...policy, scope })).status).toBe(200);
    expect((await ciso.get(`/procedures/${cycle}/decisions/approvePolicy/draft`)).body).toMatchObject({
      draft: { type: 'approvePolicy', document },
      choices: {
        documents: {
          items: expect.arrayContaining([expect.objectContaining({ id: document, ja: 'test.txt', en: 'test.txt' })]),
        },
      },
    });
  });
});
