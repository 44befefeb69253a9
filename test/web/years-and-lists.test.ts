import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';

let stack: Stack;
let administrator: Caller;
beforeAll(async () => {
  stack = await startStack({ database: 'PostgreSQL' });
  administrator = await stack.administrator();
});
afterAll(() => stack?.close());

const opened = async (caller: Caller, progress: string) =>
  eventually(async () => {
    const { body } = await caller.get(`${progress.replace('/api/v1', '')}&wait=1`);
    return body.done === true && body;
  });

describe('opening a year over HTTP (3-12: every fiscal year)', () => {
  it('answers at once with a link to the progress; again it changes nothing; the same key gives the same answer', async () => {
    const request = { year: 2026, organisations: ['demo-ministry', 'demo-agency', 'demo-corporation'] };
    const answer = await administrator.post('/years', request, { key: 'open-1' });
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe(answer.body.progress);
    const first = await opened(administrator, answer.body.progress);
    expect(first).toMatchObject({ year: 2026, total: 3, opened: 3, existed: 0, failed: 0, done: true });
    expect((await administrator.post('/years', request, { key: 'open-1' })).text).toBe(answer.text);
    const again = await administrator.post('/years', request);
    expect(await opened(administrator, again.body.progress)).toMatchObject({ opened: 0, existed: 3, failed: 0 });
    await stack.openYear(2026, request.organisations);
    expect((await administrator.get('/years')).body.items).toMatchObject([{ year: 2026, cycles: 3 }]);
    const corporation = await stack.as(cast.corporation.ciso);
    expect((await corporation.get('/years')).body.items).toMatchObject([{ year: 2026, cycles: 1 }]);
  });

  it('is for the administrator, or for the own body of a CISO or promotion office; unknown bodies are named', async () => {
    const ciso = await stack.as(cast.agency.ciso);
    const staff = await stack.as(cast.agency.staffOfPlanning);
    expect((await ciso.post('/years', { year: 2026, organisations: ['demo-agency'] })).status).toBe(202);
    for (const request of [{ year: 2026 }, { year: 2026, organisations: ['demo-agency', 'demo-ministry'] }])
      expect((await ciso.post('/years', request)).status).toBe(403);
    expect((await staff.post('/years', { year: 2026, organisations: ['demo-agency'] })).status).toBe(403);
    const unknown = await administrator.post('/years', { year: 2026, organisations: ['demo-ministry', 'nowhere'] });
    expect([unknown.status, unknown.body.errors[0].path]).toEqual([400, 'organisations[1]']);
    expect((await administrator.get('/years/2031/opening?id=0123456789abcdef')).status).toBe(404);
  });
});

const predecessorOf = async (caller: Caller, instance: string) =>
  (await caller.show(instance)).body.context.predecessor;

describe('a year opened by mistake', () => {
  it('is withdrawn, opening it says that it rests, and it is reopened under its id with dates of its own', async () => {
    const instance = 'cycle/2026/demo-corporation';
    const ciso = await stack.as(cast.corporation.ciso);
    const outsider = await stack.as(cast.agency.ciso);
    const next = 'cycle/2027/demo-corporation';
    await stack.openYear(2027, ['demo-corporation']);
    expect(await predecessorOf(ciso, next)).toMatchObject({ status: 'running', cycle: instance });
    expect((await outsider.decide(instance, 'withdrawYear', { reason: '架空の誤り' })).status).toBe(404);
    const answer = await ciso.decide(instance, 'withdrawYear', { reason: '架空の誤り' });
    expect([answer.status, answer.body.to]).toEqual([200, 'withdrawn']);
    const tasks: { instance: string; decision: string }[] = (await ciso.get('/tasks')).body.items;
    const left = tasks.filter((task) => task.instance === instance).map(({ decision }) => decision);
    expect(left).not.toContain('setDirection');
    const again = await ciso.post('/years', { year: 2026, organisations: ['demo-corporation'] });
    expect([again.status, again.body.refusals[0].id]).toEqual([409, 'yearNotWithdrawn']);
    expect(again.body.refusals[0].ja).toContain('reopenYear');
    await eventually(async () => (await predecessorOf(ciso, next)).status === 'withdrawn');
    const reopened = await ciso.decide(instance, 'reopenYear', { reason: '必要になった（架空）' });
    expect(reopened.status).toBe(200);
    const { body } = await ciso.show(instance);
    expect(body.due.length).toBeGreaterThan(3);
    for (const { due } of body.due) expect(due).toBeGreaterThan(Date.now());
    const refused = await ciso.decide(instance, 'withdrawYear', { reason: '架空の誤り' });
    expect([refused.status, refused.body.refusals[0].id]).toEqual([409, 'nothingDecided']);
    await eventually(async () => (await predecessorOf(ciso, next)).status === 'running');
  });

  it('is no predecessor of a year that is opened afterwards, which is the first one then (3-19)', async () => {
    const ciso = await stack.as(cast.agency.ciso);
    const answer = await ciso.decide('cycle/2026/demo-agency', 'withdrawYear', { reason: '架空の誤り' });
    expect(answer.status).toBe(200);
    await stack.openYear(2027, ['demo-agency']);
    const { body } = await ciso.show('cycle/2027/demo-agency');
    expect(body.context).toMatchObject({ firstCycle: true, predecessor: { status: 'withdrawn' } });
    await ciso.decide('cycle/2026/demo-agency', 'reopenYear', { reason: '必要になった（架空）' });
  });
});

describe('lists after a decision', () => {
  it('the board, the tasks and the list of procedures show it with the answer', async () => {
    const ciso = await stack.as(cast.ministry.ciso);
    const before = await ciso.get('/tasks');
    expect(before.body.items).toContainEqual(
      expect.objectContaining({
        instance: 'cycle/2026/demo-ministry',
        decision: 'setDirection',
        ja: expect.any(String),
      }),
    );
    const document = await ciso.document('direction');
    const input = { direction: 'x', resourcePolicy: 'y', level: 'z', document };
    const answer = await ciso.decide('cycle/2026/demo-ministry', 'setDirection', input);
    expect(answer.status).toBe(200);
    const after = await ciso.get('/tasks');
    expect(after.body.items.map(({ decision }: { decision: string }) => decision)).not.toContain('setDirection');
    const board = await ciso.get('/board?year=2026');
    expect(
      board.body.items.find((line: { organisation: string }) => line.organisation === 'demo-ministry'),
    ).toMatchObject({
      phase: 'planning',
      lastMovement: answer.body.at,
      nextDue: { ja: expect.any(String) },
    });
    const list = await ciso.get('/procedures?kind=cycle&year=2026');
    expect(list.body.items).toMatchObject([
      { instance: 'cycle/2026/demo-ministry', seq: answer.body.seq, phase: { id: 'planning' } },
    ]);
  });
});

describe('registers', () => {
  it('are written by their owner, read with their history, and those of cycles by nobody', async () => {
    const ciso = await stack.as(cast.ministry.ciso);
    const office = await stack.as(cast.ministry.promotionLead);
    const path = '/registers/demo-ministry/minimumObservationDays';
    expect((await office.put(path, { value: 10 })).status).toBe(403);
    expect((await ciso.put(path, { value: 10 })).status).toBe(200);
    expect((await ciso.put(path, { value: -1 })).status).toBe(400);
    expect((await ciso.put(path, {})).status).toBe(400);
    const history = await office.get(path);
    expect(history.body.items.at(-1)).toMatchObject({ value: 10, by: cast.ministry.ciso });
    expect((await ciso.put('/registers/demo-ministry/policy', { value: { version: '1' } })).status).toBe(409);
    expect((await ciso.put('/registers/demo-ministry/constructor', { value: 1 })).status).toBe(404);
    expect((await administrator.put(path, { value: 1 })).status).toBe(404);
  });

  it('that are common are kept by the centre, on a stand-alone installation by the administrator, and read by all', async () => {
    const value = { id: 'demo-guideline-9', titleJa: '例（架空）', titleEn: 'example (fictional)' };
    const body = { key: value.id, value };
    const centre = await stack.as(cast.centre.firstStaff);
    const ciso = await stack.as(cast.ministry.ciso);
    expect((await ciso.put('/registers/common/guidelines', body)).status).toBe(403);
    expect((await centre.put('/registers/common/guidelines', body)).status).toBe(200);
    expect((await administrator.put('/registers/common/guidelines', { ...body, value: null })).status).toBe(200);
    const { body: all } = await ciso.get('/registers/common/guidelines');
    expect(all.items.map(({ key }: { key: string }) => key)).toContain('demo-guideline-9');
  });
});

describe('importing into the registry', () => {
  const send = async (
    caller: Caller,
    path: string,
    type: string,
    raw: string | Uint8Array<ArrayBuffer>,
    key?: string,
  ) => caller.send('POST', path, { type, content: raw }, key === undefined ? {} : { key });
  const people = (...names: string[]) => ({
    people: names.map((name) => ({
      id: `p-${name}`,
      nameJa: `${name}（架空）`,
      nameEn: `${name} (fictional)`,
      home: cast.ministry.organisation,
    })),
  });

  it('takes JSON whole or not at all, every error at its place; the same file twice changes nothing', async () => {
    const file = JSON.stringify(people('one', 'two'));
    const first = await send(administrator, '/registry/import', 'application/json', file);
    expect([first.status, first.body]).toMatchObject([200, { status: 'done', added: 2, changed: 0, unchanged: 0 }]);
    const again = await send(administrator, '/registry/import', 'application/json', file);
    expect(again.body).toEqual({ status: 'done', added: 0, changed: 0, unchanged: 2 });
    const wrong = JSON.stringify({
      people: [...people('three').people, { id: 'p-four', nameJa: 5 }, { id: '', nameJa: 'x', nameEn: 'x' }],
    });
    const refused = await send(administrator, '/registry/import', 'application/json', wrong);
    expect(refused.status).toBe(400);
    expect(refused.body.errors.length).toBeGreaterThan(1);
    expect((await administrator.get('/people/p-three')).status).toBe(404);
  });

  it('takes CSV in UTF-8 with BOM, and says when it is not told what the rows are', async () => {
    const csv = `\ufeffid,nameJa,nameEn,home\np-csv,葛󠄀城ｶﾅ（架空）,csv (fictional),${cast.ministry.organisation}\n`;
    expect((await send(administrator, '/registry/import', 'text/csv', csv)).status).toBe(400);
    const taken = await send(administrator, '/registry/import?kind=people', 'text/csv', csv);
    expect([taken.status, taken.body]).toMatchObject([200, { added: 1, changed: 0, unchanged: 0 }]);
    expect((await administrator.get('/people/p-csv')).body.nameJa).toBe('葛󠄀城ｶﾅ（架空）');
  });

  it('is the administrator’s alone; hostile files are 400 or 415', async () => {
    const ciso = await stack.as(cast.ministry.ciso);
    const import_ = (type: string, raw: string | Uint8Array<ArrayBuffer>) =>
      send(administrator, '/registry/import', type, raw);
    expect((await send(ciso, '/registry/import', 'application/json', '{}')).status).toBe(403);
    expect((await import_('application/json', '['.repeat(10_000))).status).toBe(400);
    expect((await import_('application/json', '{"people":[{"__proto__":{"id":"x"}}]}')).status).toBe(400);
    expect((await import_('application/json', new Uint8Array([0xff, 0xfe, 0x00]))).status).toBe(400);
    expect((await import_('application/zip', 'PK')).status).toBe(415);
  });

  it('names that turn the direction of writing are refused', async () => {
    const { status } = await send(
      administrator,
      '/registry/import',
      'application/json',
      JSON.stringify(people('a\u202Eb')),
    );
    expect(status).toBe(400);
  });
});
