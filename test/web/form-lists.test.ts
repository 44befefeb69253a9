/** What forms offer beyond the procedure's own lists: documents with what is known of them, other procedures, entries. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';

let stack: Stack;
let ciso: Caller;
let office: Caller;
let headOfOfficers: Caller;
let staff: Caller;
const { ministry } = cast;
const cycle = 'cycle/2026/demo-ministry';
const audit = 'audit/2026/demo-ministry/1';
const improvements: string[] = [];

const form = async (who: Caller, instance: string, decision: string) => {
  const { status, body } = await who.get(`/procedures/${instance}/decisions/${decision}/draft`);
  expect([decision, status]).toEqual([decision, 200]);
  return body;
};
const decided = async (who: Caller, instance: string, type: string, input: object): Promise<number> => {
  const { status, body, text } = await who.decide(instance, type, input);
  expect([type, status, text]).toEqual([type, 200, expect.any(String)]);
  return body.seq;
};
const sent = async (who: Caller, name: string): Promise<string> => {
  const address = `/documents?name=${encodeURIComponent(name)}&confidentiality=2`;
  return (await who.send('POST', address, { type: 'text/plain', content: name })).body.hash;
};
const ids = ({ items }: { items: { id: string }[] }): string[] => items.map(({ id }) => id);

beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry']);
  ciso = await stack.as(ministry.ciso);
  office = await stack.as(ministry.promotionLead);
  headOfOfficers = await stack.as(ministry.headOfOfficers);
  staff = await stack.as(ministry.staffOfPlanning);
  for (const ref of ['I-1', 'I-2']) {
    const covers = [{ ref, clause: '3-9' }];
    await decided(ciso, cycle, 'openImprovement', { source: 'own', title: `改善${ref}`, covers, needsAudit: false });
  }
  await eventually(async () => {
    const { body } = await ciso.get('/procedures?kind=improvement&year=2026&organisation=demo-ministry');
    return body.items.length === 2 ? body.items : undefined;
  }).then((rows) => improvements.push(...rows.map(({ instance }: { instance: string }) => instance)));
});
afterAll(() => stack?.close());

describe('a field that names another procedure', () => {
  it('offers the body’s other improvements that run', async () => {
    const [first = '', second = ''] = improvements;
    const { choices, schema } = await form(headOfOfficers, first, 'merge');
    const list = choices[schema.properties.into['x-field'].choices];
    expect(list.items).toEqual([
      {
        id: second,
        ja: expect.stringMatching(/^令和8年度の改善措置第2号「改善I-2」（.+）$/),
        en: expect.stringMatching(/^improvement no\. 2 of .*2026.* “改善I-2” \(.+\)$/),
      },
    ]);
  });

  it('offers the audits that were reported, and their documents as evidence', async () => {
    const input = { cycle, planned: true, title: '監査（架空）', coolingOffDays: 0, yearExamined: 2026 };
    const start = { instance: audit, procedure: 'audit', version: 1, input: { ...input, profile: 'ministry' } };
    await stack.records.instances.claim(start, 'test');
    await stack.engine.start(start);
    await stack.records.journal.waitFor(audit, 1, 20_000);
    const [auditOfficer, auditor] = await Promise.all([
      stack.as(ministry.auditOfficer),
      stack.as(ministry.firstAuditor),
    ]);
    await decided(auditOfficer, audit, 'planAudit', {
      departments: [ministry.departments.servicesPlanning],
      period: { from: '2026-04-01', to: '2026-11-20' },
      yearExamined: 2026,
      criteriaSet: 'demo-criteria-2',
      reportBy: '2027-02-26',
    });
    await decided(auditOfficer, audit, 'assign', { auditors: [auditor.person] });
    await decided(auditOfficer, audit, 'startFieldwork', {});
    const [first = ''] = improvements;
    // The promotion office may enter what another decides on paper: it has every form.
    const offered = async () => (await form(office, first, 'verify')).choices;
    const before = await offered();
    expect([before['documents:audit,cycle'].items, before['instances:audit:reported'].items]).toEqual([[], []]);
    await decided(auditOfficer, audit, 'requestComments', { commentDate: '2027-01-15' });
    const division = await stack.as(ministry.divisionOfficerOfPlanning);
    await decided(division, audit, 'comment', {
      department: ministry.departments.servicesPlanning,
      comment: '意見なし',
    });
    const document = await sent(auditOfficer, '監査報告書（架空）.txt');
    await decided(auditOfficer, audit, 'report', { result: 'noFinding', document });
    const after = await offered();
    expect(ids(after['instances:audit:reported'])).toEqual([audit]);
    expect(after['documents:audit,cycle'].items).toContainEqual({
      id: document,
      ja: '監査報告書（架空）.txt',
      en: '監査報告書（架空）.txt',
      group: { ja: expect.stringContaining('監査第1号'), en: expect.any(String) },
      size: Buffer.byteLength('監査報告書（架空）.txt'),
      mediaType: 'text/plain',
      confidentiality: 2,
      by: { id: auditOfficer.person, ja: expect.stringContaining('（架空）'), en: expect.any(String) },
      at: expect.any(Number),
    });
  });
});

describe('a field that names a document', () => {
  it('offers first what its reader has sent and nobody cites yet', async () => {
    const hash = await sent(office, '基本方針案（架空）.txt');
    const { choices } = await form(office, cycle, 'submitPolicy');
    expect(choices.documents.items[0]).toMatchObject({
      id: hash,
      ja: '基本方針案（架空）.txt',
      group: { ja: '登録済みで、まだ引用していない文書' },
      confidentiality: 2,
      size: expect.any(Number),
    });
    // Nobody else's: what was sent is its sender's until it is cited.
    expect(ids((await form(ciso, cycle, 'setDirection')).choices.documents)).not.toContain(hash);
  });
});

describe('a decision on what was submitted', () => {
  it('shows the document submitted with name, size, class and who sent it, in its form and in the procedure’s state', async () => {
    const document = await sent(office, '基本方針（架空）.txt');
    const scope = { information: 'x', systems: 'x', people: 'x', places: 'x', outsourcing: 'x' };
    const policy = { version: '1.0', document, purpose: 'p', basicThinking: 'b', scope };
    const seq = await decided(office, cycle, 'submitPolicy', policy);
    const submitted = {
      hash: document,
      name: '基本方針（架空）.txt',
      size: Buffer.byteLength('基本方針（架空）.txt'),
      mediaType: 'text/plain',
      confidentiality: 2,
      by: { id: office.person, ja: expect.any(String), en: expect.any(String) },
      at: expect.any(Number),
      cited: [{ seq, decision: 'submitPolicy', ja: '基本方針を提出する', en: 'submit the policy' }],
    };
    expect((await form(ciso, cycle, 'approvePolicy')).documents).toEqual([submitted]);
    const { decisions } = (await ciso.show(cycle)).body;
    const named = (name: string) => decisions.find(({ decision }: { decision: string }) => decision === name);
    expect(named('approvePolicy').documents).toEqual([submitted]);
    expect(named('setDirection')).not.toHaveProperty('documents');
  });
});

describe('a field that names an entry', () => {
  it('offers the decisions that the reader reads, or those entered in the reader’s name', async () => {
    const { choices } = await form(ciso, cycle, 'correct');
    expect(choices.entries.items.length).toBeGreaterThan(0);
    expect(choices.entries.items[0]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      ja: expect.stringMatching(/^\d+：.+（.+）$/),
      en: expect.stringMatching(/^\d+: .+ \(.+\)$/),
    });
    const direction = { direction: '方向（架空）', resourcePolicy: '方針（架空）', level: '水準（架空）' };
    expect((await ciso.put('/registers/demo-ministry/enteredFor', { value: true })).status).toBe(200);
    const document = await sent(office, '決裁文書（架空）.txt');
    const enteredFor = { decider: ciso.person, decidedOn: '2026-11-20', number: '第12号', document };
    const seq = await decided(office, cycle, 'setDirection', { ...direction, document, enteredFor });
    const mine = (await form(ciso, cycle, 'confirm')).choices.entriesInMyName;
    expect(ids(mine)).toEqual([String(seq)]);
    expect((await office.get(`/procedures/${cycle}/decisions/confirm/draft`)).status).toBe(404);
  });
});

describe('a decider on paper', () => {
  it('is chosen from the holders of the posts that decide', async () => {
    const { choices, schema } = await form(office, cycle, 'approvePolicy');
    const decider = schema.properties.enteredFor.properties.decider['x-field'].choices;
    expect(decider).toBe('people:ciso,deputyCiso');
    expect(ids(choices[decider])).toContain(ministry.ciso);
  });
});

describe('a 400', () => {
  it('names the list from which the wrong field is chosen, and has it', async () => {
    const input = { passage: 'x', reason: 'x', substitute: 'x', until: '2027-01-31', department: 'd-nowhere' };
    const { status, body } = await staff.decide(cycle, 'applyForException', input);
    expect([status, body.errors]).toEqual([
      400,
      [expect.objectContaining({ path: 'department', choices: 'departments' })],
    ]);
    expect(ids(body.choices.departments)).toContain(ministry.departments.servicesPlanning);
    expect(Object.keys(body.choices)).toEqual(['departments']);
    const absent = await ciso.decide(cycle, 'openImprovement', { source: 'own', covers: [{}] });
    expect(absent.body.errors).toContainEqual(expect.objectContaining({ path: 'covers[0].ref', choices: 'toCover' }));
    expect(Object.keys(absent.body.choices)).toEqual(['clauses', 'toCover']);
  });
});
