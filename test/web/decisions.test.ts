import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { refold } from '../../machines/core/index.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { procedureOf } from '../../machines/procedures.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Reply, type Caller, type Stack } from '../support/stack.ts';

let stack: Stack;
let ciso: Caller;
let office: Caller;
let staff: Caller;
let outsider: Caller;
let direction: object;

const cycle = 'cycle/2026/demo-ministry';
const agencyCycle = 'cycle/2026/demo-agency';
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry', 'demo-agency']);
  ciso = await stack.as(cast.ministry.ciso);
  office = await stack.as(cast.ministry.promotionLead);
  staff = await stack.as(cast.ministry.staffOfPlanning);
  outsider = await stack.as(cast.corporation.ciso);
  direction = {
    direction: '重要情報の持出しを減らす',
    resourcePolicy: '監査要員を増やす',
    level: '統一基準の全項目を満たす',
    document: await ciso.document('direction'),
  };
});
afterAll(() => stack?.close());

const seqOf = async (instance: string): Promise<number> => (await stack.engine.view(instance)).state.seq;
/** As a client does: a 503 is sent again under the same key, which takes nothing twice. */
async function insistently(instance: string, type: string, input: object, key: string): Promise<Reply> {
  return eventually(
    async () => {
      const answer = await ciso.decide(instance, type, input, { key });
      return answer.status !== 503 && answer;
    },
    { within: 60_000 },
  );
}
const rulesOf = ({ body }: Reply): string[] => body.refusals.map(({ id }: { id: string }) => id);

describe('a decision over HTTP', () => {
  it('is taken, journaled before the answer, and visible to the next reading', async () => {
    const before = await ciso.show(cycle);
    expect(before.body.decisions.find((d: { decision: string }) => d.decision === 'setDirection')).toMatchObject({
      status: 'open',
      ja: expect.any(String),
      schema: { properties: { type: { const: 'setDirection' }, direction: { type: 'string' } } },
    });
    const answer = await ciso.decide(cycle, 'setDirection', direction);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    expect(answer.body).toMatchObject({ instance: cycle, seq: before.body.seq + 1 });
    expect(answer.headers.get('etag')).toBe(`"${answer.body.seq}"`);
    const { body } = await ciso.get(`/procedures/${cycle}/journal?cursor=${answer.body.seq - 1}`);
    expect(body.items[0]).toMatchObject({
      seq: answer.body.seq,
      event: { type: 'setDirection', actor: { person: cast.ministry.ciso }, input: direction },
      redacted: false,
    });
    const entries = await stack.records.journal.all(cycle);
    expect(refold(procedureOf('cycle', 1), entries)).toBeUndefined();
  });

  it('of someone who does not hold the post is 403 with the rule, its clause and section, its basis, and who holds the post that could', async () => {
    const answer = await staff.decide(cycle, 'setDirection', { ...direction, document: await staff.document('own') });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body.refusals).toMatchObject([
      {
        id: 'notYourRole',
        clause: '6-2',
        basis: 'design',
        section: expect.stringMatching(/^6/),
        whoCould: [
          {
            role: 'ciso',
            ja: '最高情報セキュリティ責任者',
            en: expect.stringContaining('CISO'),
            holders: expect.arrayContaining([expect.objectContaining({ person: cast.ministry.ciso, acting: false })]),
          },
        ],
      },
    ]);
    expect(answer.body.refusals[0].ja).not.toContain('設計による');
    expect(answer.body.guideline.decidedOn).toBe('2016-08-31');
    const seen = await ciso.get('/refusals');
    expect(seen.body.items[0]).toMatchObject({ person: cast.ministry.staffOfPlanning, decision: 'setDirection' });
    const counts = await (await stack.administrator()).get('/refusals');
    expect(counts.body.items).toContainEqual({ organisation: 'demo-ministry', rule: 'notYourRole', count: 1 });
  });

  it('that the state or the input does not allow is 409, with every failed rule; text rules do not claim to be design', async () => {
    const answer = await ciso.decide(cycle, 'setDirection', { ...direction, direction: ' ', resourcePolicy: ' ' });
    expect(answer.status).toBe(409);
    expect(rulesOf(answer).sort()).toEqual(['directionStated', 'resourcePolicyStated']);
    for (const refused of answer.body.refusals) {
      expect(refused.basis).toBe('text');
    }
  });

  it('without an Idempotency-Key is 428; with one of 300 characters 400', async () => {
    const without = await ciso.decide(cycle, 'setDirection', direction, { key: '' });
    expect([without.status, without.body.header]).toEqual([428, 'Idempotency-Key']);
    expect((await ciso.decide(cycle, 'setDirection', direction, { key: 'k'.repeat(300) })).status).toBe(400);
  });
});

describe('the same decision again', () => {
  it('20 times at once with one key: accepted once, all get the same answer, also much later', async () => {
    const before = await seqOf(cycle);
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => insistently(cycle, 'setDirection', direction, key)),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(await seqOf(cycle)).toBe(before + 1);
    await stack.restartWorker();
    expect((await ciso.decide(cycle, 'setDirection', direction, { key })).text).toBe(answers[0]?.text);
  });

  it('rests on the journal where it can: the engine is asked where an instance stands once, and when it is ahead', async () => {
    await ciso.decide(cycle, 'setDirection', direction);
    const asked = vi.spyOn(stack.engine, 'view');
    expect((await ciso.decide(cycle, 'setDirection', direction)).status).toBe(200);
    expect(asked).not.toHaveBeenCalled();
    // Something is decided at this moment that no journal holds yet: the facts are looked up once more.
    const { decide } = stack.engine;
    const overtaken = vi.spyOn(stack.engine, 'decide').mockImplementationOnce(async (message) => {
      await decide({ ...message, updateId: randomUUID() });
      return decide(message);
    });
    const { status, body } = await ciso.decide(cycle, 'setDirection', direction);
    expect(status).toBe(200);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(overtaken).toHaveBeenCalledTimes(2);
    asked.mockRestore();
    overtaken.mockRestore();
    expect(await stack.records.journal.head(cycle)).toBe(body.seq);
  });

  it('20 times with keys of their own: each one is a decision of its own, accepted = journaled', async () => {
    const before = await seqOf(cycle);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => insistently(cycle, 'setDirection', direction, randomUUID())),
    );
    const seqs = answers.filter(({ status }) => status === 200).map(({ body }) => body.seq);
    expect(seqs).toHaveLength(20);
    expect([...seqs].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => before + 1 + i));
    expect(await stack.records.journal.verifyChain(cycle)).toBeUndefined();
  });

  it('with another body, or on another procedure, under the same key is 422', async () => {
    const key = randomUUID();
    expect((await ciso.decide(cycle, 'setDirection', direction, { key })).status).toBe(200);
    expect((await ciso.decide(cycle, 'setDirection', { ...direction, level: 'x' }, { key })).status).toBe(422);
    expect((await ciso.decide('cycle/2026/demo-agency', 'setDirection', direction, { key })).status).toBe(422);
  });

  it('a key belongs to one act: a decision’s is 422 for a token or a document, theirs for a decision', async () => {
    const key = randomUUID();
    expect((await ciso.decide(cycle, 'setDirection', direction, { key })).status).toBe(200);
    const token = { person: cast.ministry.ciso, days: 1, purpose: 'test' };
    const document = { type: 'text/plain', content: 'under a used key' };
    expect((await ciso.post('/tokens', token, { key })).status).toBe(422);
    expect((await ciso.send('POST', '/documents?name=a.txt', document, { key })).status).toBe(422);
    for (const send of [
      (other: string) => ciso.post('/tokens', token, { key: other }),
      (other: string) => ciso.send('POST', '/documents?name=a.txt', document, { key: other }),
    ]) {
      const other = randomUUID();
      expect((await send(other)).status).toBe(201);
      const before = await seqOf(cycle);
      expect((await ciso.decide(cycle, 'setDirection', direction, { key: other })).status).toBe(422);
      expect(await seqOf(cycle)).toBe(before);
    }
  });

  it('a refusal does not spend its key', async () => {
    const key = randomUUID();
    expect((await ciso.decide(cycle, 'setDirection', { ...direction, direction: ' ' }, { key })).status).toBe(409);
    expect((await ciso.decide(cycle, 'setDirection', direction, { key })).status).toBe(200);
  });
});

describe('If-Match', () => {
  it('of the state seen is taken; of an earlier one, or of none that ever was, 412, changing nothing; of nonsense 400', async () => {
    const { headers, body } = await ciso.show(cycle);
    const etag = headers.get('etag') ?? '';
    expect(etag).toBe(`"${body.lastChange}"`);
    const when = (value: string) => ciso.decide(cycle, 'setDirection', direction, { headers: { 'if-match': value } });
    expect((await when(etag)).status).toBe(200);
    const stale = await when(etag);
    expect([stale.status, stale.body.type]).toEqual([412, 'urn:junkan:problem:stale']);
    expect(await seqOf(cycle)).toBe(body.seq + 1);
    expect((await when('*')).status).toBe(200);
    const now = await seqOf(cycle);
    for (const never of ['"x"', 'W/"x"', '""', '"0"', '"-1"', '"999999999"', '"99999999999999999999"', `"${now + 1}"`])
      expect([never, (await when(never)).status]).toEqual([never, 412]);
    expect(await seqOf(cycle)).toBe(now);
    for (const nonsense of ['x', '12', '"12', '"1" "2"']) {
      expect([nonsense, (await when(nonsense)).status]).toEqual([nonsense, 400]);
    }
    expect((await when(`"x", "${now}"`)).status).toBe(200);
  });
});

describe('hostile decisions', () => {
  it.each([2_147_483_648, 9_007_199_254_740_991])(
    'the correction of an entry %d is refused: there is none',
    async (seq) => {
      const corrected = { seq, reason: '誤記', statement: '正しくは' };
      const answer = await ciso.decide(cycle, 'correct', corrected);
      expect([answer.status, rulesOf(answer)]).toEqual([409, ['noSuchEntry']]);
      const contradicted = await ciso.decide(cycle, 'contradict', { seq, reason: '異なる' });
      expect([contradicted.status, rulesOf(contradicted)]).toEqual([403, ['notYourEntry']]);
    },
  );

  it.each(['abc', '99999999999', '1e9', '-1'])('a journal is not read at the made-up cursor %j', async (cursor) => {
    const answer = await ciso.get(`/procedures/${cycle}/journal?limit=1&cursor=${cursor}`);
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'query.cursor']);
  });

  it('a text with a terminal escape is 400, and changes nothing', async () => {
    const before = await seqOf(cycle);
    const answer = await ciso.decide(cycle, 'setDirection', { ...direction, direction: '持出しを\u001b[31m減らす' });
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'direction']);
    expect(await seqOf(cycle)).toBe(before);
  });

  it.each([
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'xstate.after.1000.cycle',
    'xstate.init',
    'begin',
    'rung',
    'auditReported',
    '',
  ])('the decision %j is 400 naming what there is, and changes nothing', async (type) => {
    const before = await seqOf(cycle);
    const answer = await ciso.decide(cycle, type);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0]).toMatchObject({ path: 'type', en: expect.stringContaining('setDirection') });
    expect(await seqOf(cycle)).toBe(before);
  });

  it('facts, actor, time and nomination sent by the caller are refused as unknown fields', async () => {
    const forged = { actor: { person: 'x' }, facts: {}, at: 1, holders: [], event: {} };
    const answer = await ciso.decide(cycle, 'setDirection', { ...direction, ...forged });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(Object.keys(forged).sort());
  });

  it('every error of the input is listed at once, those of standIn and enteredFor too', async () => {
    const answer = await ciso.decide(cycle, 'setDirection', {
      direction: 5,
      standIn: { nomination: 'x' },
      enteredFor: {},
    });
    expect(answer.status).toBe(400);
    const paths = answer.body.errors.map(({ path }: { path: string }) => path);
    for (const path of ['direction', 'level', 'document', 'standIn.reason', 'standIn.nomination', 'enteredFor.decider'])
      expect(paths).toContain(path);
  });

  it('a document that is not there, or that the caller may not read, cannot be cited', async () => {
    const hidden = await outsider.document('a secret of the corporation');
    for (const document of ['0'.repeat(64), hidden]) {
      const answer = await ciso.decide(cycle, 'setDirection', { ...direction, document });
      expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, 'document']);
    }
    expect((await ciso.get(`/documents/${hidden}`)).status).toBe(404);
  });

  it('characters that turn the direction of writing are taken in texts, with a warning', async () => {
    const answer = await ciso.decide(cycle, 'setDirection', { ...direction, direction: 'a\u202Eb 葛󠄀城 ﾊﾝｶｸ' });
    expect(answer.status).toBe(200);
    expect(answer.body.warnings).toMatchObject([{ path: 'direction' }]);
  });
});

describe('who reads a procedure', () => {
  it('plain staff of the body: where it stands, no contents; the journal without what was said', async () => {
    const { status, body, text } = await staff.show(cycle);
    expect([status, body.reading, body.context, body.documents]).toEqual([200, 'state', undefined, undefined]);
    expect(text).not.toContain('重要情報の持出し');
    const journal = await staff.get(`/procedures/${cycle}/journal`);
    expect(journal.body.items.every((line: { redacted: boolean }) => line.redacted)).toBe(true);
    expect(journal.text).not.toContain('重要情報の持出し');
    expect((await ciso.get(`/procedures/${cycle}/journal`)).text).toContain('重要情報の持出し');
    expect((await ciso.show(cycle)).body).toMatchObject({
      reading: 'full',
      context: { organisation: 'demo-ministry' },
    });
  });

  it('other bodies, administrator, centre and supervising ministry: 404, for reading and deciding alike', async () => {
    for (const person of [cast.corporation.ciso, cast.centre.administrator, cast.centre.firstStaff, cast.agency.ciso]) {
      const caller = await stack.as(person);
      expect((await caller.show(cycle)).status).toBe(404);
      expect((await caller.get(`/procedures/${cycle}/journal`)).status).toBe(404);
      const decided = await caller.decide(cycle, 'setDirection', direction);
      expect([decided.status, decided.body.type]).toEqual([404, 'urn:junkan:problem:notFound']);
    }
    for (const person of [cast.ministry.manager, cast.ministry.supervisingStaff, cast.ministry.ciso]) {
      const caller = await stack.as(person);
      expect((await caller.show(agencyCycle)).status).toBe(404);
      const board = await caller.get('/board?year=2026');
      expect(board.body.items.map((line: { organisation: string }) => line.organisation)).toContain('demo-agency');
    }
    expect((await outsider.show('cycle/2031/demo-ministry')).status).toBe(404);
  });

  it('a document: through the procedure that cites it, for who reads its contents', async () => {
    const document = await office.document('risk assessment of the ministry');
    expect((await ciso.get(`/documents/${document}`)).status).toBe(404);
    const own = await ciso.document('cited by the cycle');
    expect((await ciso.decide(cycle, 'setDirection', { ...direction, document: own })).status).toBe(200);
    expect((await office.get(`/documents/${own}`)).status).toBe(200);
    expect((await staff.get(`/documents/${own}`)).status).toBe(404);
    expect((await outsider.get(`/documents/${own}`)).status).toBe(404);
  });

  it('what a body opened as state is read by the other, and the reading is shown to it', async () => {
    const agencyCiso = await stack.as(cast.agency.ciso);
    const value = { opened: [{ to: 'demo-centre', sees: 'state' }] };
    expect((await agencyCiso.put('/registers/demo-agency/visibility', { value })).status).toBe(200);
    const centre = await stack.as(cast.centre.firstStaff);
    const shown = await centre.show(agencyCycle);
    expect([shown.status, shown.body.reading, shown.body.context]).toEqual([200, 'state', undefined]);
    const reads = await agencyCiso.get('/reads');
    expect(reads.body.items).toContainEqual(
      expect.objectContaining({ person: cast.centre.firstStaff, what: `procedures ${agencyCycle}` }),
    );
  });
});

describe('stand-in and paper (domain.md 2)', () => {
  it('the head may not decide while the CISO is there; the refusal says so', async () => {
    const head = await stack.as(cast.ministry.head);
    const document = await head.document('direction by the head');
    const answer = await head.decide(cycle, 'setDirection', {
      ...direction,
      document,
      standIn: { reason: '急ぐため' },
    });
    expect([answer.status, rulesOf(answer)]).toEqual([403, ['deciderIsThere']]);
  });

  it('entering from paper: only the promotion office, only where the body allows it; the decider is told, has it among their tasks, and may confirm or contradict', async () => {
    const document = await office.document('decision on paper');
    const enteredFor = { decider: cast.ministry.ciso, decidedOn: '2026-11-20', number: '第12号', document };
    const entered = { ...direction, document, enteredFor };
    const byStaff = await staff.decide(cycle, 'setDirection', {
      ...entered,
      document: await staff.document('x'),
      enteredFor: { ...enteredFor, document: await staff.document('x') },
    });
    expect([byStaff.status, rulesOf(byStaff)]).toEqual([403, ['paperEntryByOffice']]);
    const off = await office.decide(cycle, 'setDirection', entered);
    expect([off.status, rulesOf(off)]).toEqual([409, ['paperEntryOff']]);
    expect((await ciso.put('/registers/demo-ministry/enteredFor', { value: true })).status).toBe(200);
    const taken = await office.decide(cycle, 'setDirection', entered);
    expect(taken.status).toBe(200);
    const { body } = await ciso.get(`/procedures/${cycle}/journal?cursor=${taken.body.seq - 1}`);
    expect(body.items[0]).toMatchObject({
      marks: ['enteredFor'],
      event: { actor: { person: cast.ministry.ciso }, enteredFor: { by: cast.ministry.promotionLead } },
    });
    const notices = await ciso.get('/notices');
    expect(notices.body.items[0]).toMatchObject({
      topic: 'enteredForYou',
      ja: expect.stringContaining('登録されました'),
    });
    const { seq } = taken.body;
    const ofEntry = async (caller: Caller) =>
      (await caller.get('/tasks')).body.items.filter((task: { entry?: number }) => task.entry === seq);
    expect(await ofEntry(ciso)).toMatchObject([{ decision: 'confirm', ready: true, instance: cycle }]);
    expect(await ofEntry(office)).toEqual([]);
    expect((await office.decide(cycle, 'confirm', { seq })).body.refusals).toMatchObject([{ id: 'notYourEntry' }]);
    expect((await ciso.decide(cycle, 'confirm', { seq })).status).toBe(200);
    expect(await ofEntry(ciso)).toEqual([]);
    expect((await ciso.show(cycle)).body.marks.map(({ id }: { id: string }) => id)).not.toContain('contradicted');
    const contradiction = { seq, reason: '決裁していない' };
    expect((await staff.decide(cycle, 'contradict', contradiction)).status).toBe(403);
    expect((await ciso.decide(cycle, 'contradict', contradiction)).status).toBe(200);
    expect((await ciso.show(cycle)).body.marks.map(({ id }: { id: string }) => id)).toContain('contradicted');
  });
});

describe('a token claimed before its holder got a guarded post', () => {
  it('does not decide as that post: the refusal says why, and a token of a later link does (6-4)', async () => {
    const administrator = await stack.administrator();
    const person = cast.ministry.staffOfPlanning;
    const claimed = async (): Promise<Caller> => {
      const link = await administrator.post('/claims', { person, days: 5, purpose: 'first token' });
      const claim = await fetch(`${stack.address}${link.body.path}`, {
        method: 'POST',
        headers: { accept: 'application/json' },
      });
      const { secret } = z.object({ secret: z.string() }).parse(await claim.json());
      return stack.with(person, secret);
    };
    const held = await claimed();
    const row = { id: 'a-office', person, role: 'promotionOffice', organisation: 'demo-ministry' } as const;
    const from = dateInJapan(Date.now());
    const { registry } = stack.records;
    await registry.change({ appointments: [{ ...row, kind: 'regular', from }] }, administrator.person, Date.now());
    const refused = await held.decide(cycle, 'withdrawYear', { reason: '架空の誤り' });
    expect([refused.status, ...rulesOf(refused).slice(0, 2)]).toEqual([403, 'tokenCarriesPost', 'notYourRole']);
    expect(refused.body.ja.detail).toContain('推進体制');
    expect((await held.show(cycle)).body.reading).not.toBe('full');
    // Whose token comes through nobody's hands is known by the post.
    const own = await stack.as(person);
    expect(rulesOf(await own.decide(cycle, 'withdrawYear', { reason: '架空の誤り' }))).toEqual(['nothingDecided']);
  });
});
