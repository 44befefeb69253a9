import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invitation } from '../../machines/core/index.ts';
import { newestOf } from '../../machines/procedures.ts';
import { dueItem, entryOf, projectionOf } from '../support/records.ts';
import { ask, makeWeb, morning, type TestWeb } from './support/web.ts';

/** 24:00 JST of 2026-11-20, three days before the morning of the tests. */
const late = Date.parse('2026-11-20T15:00:00Z');
const reason = '=HYPERLINK("https://example.invalid/","人手不足（架空）")';
const explained = { by: 'p-agency-staff', at: morning, reason, expectedOn: '2026-12-10' };

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
  const { registry, journal } = web.records;
  await registry.change(
    {
      people: [
        {
          id: 'p-agency-office',
          home: 'demo-agency',
          nameJa: '推進 係（架空）',
          nameEn: 'office (fictional)',
          mail: 'office@demo.example',
        },
      ],
      appointments: [
        {
          id: 'a-agency-office',
          person: 'p-agency-office',
          role: 'promotionOffice',
          organisation: 'demo-agency',
          from: '2026-04-01',
          kind: 'regular',
        },
      ],
    },
    'p-admin',
    morning,
  );
  const projection = projectionOf({
    phase: 'planning',
    due: [{ ...dueItem('plan', late), explained }],
    tasks: [{ decision: 'approvePlan', roles: ['ciso'], dueItem: 'plan' }],
    counts: { openImprovements: 1, openAudits: 1 },
  });
  await journal.append([
    { entry: entryOf('cycle/2026/demo-agency', 1, { projection }) },
    { entry: entryOf('cycle/2026/demo-ministry', 1, { projection: projectionOf({ phase: 'operating' }) }) },
    { entry: entryOf('improvement/2026/demo-agency/1', 1, { projection: projectionOf({ counts: { rounds: 2 } }) }) },
    { entry: entryOf('audit/2026/demo-agency/1', 1, { projection: projectionOf({ phase: 'fieldwork' }) }) },
  ]);
});
afterAll(() => web?.close());

const get = async (person: string, path: string) =>
  ask(web.app, 'GET', `/api/v1${path}`, { token: await web.token(person) });
const lineFor = async (person: string) => {
  const { body } = await get(person, '/board?year=2026');
  return body.items.find(({ organisation }: { organisation: string }) => organisation === 'demo-agency');
};
const visible = async (sees: 'board' | 'state') => {
  const token = await web.token('p-agency-ciso');
  const value = { opened: [{ to: 'demo-centre', sees }] };
  web.now += 1000;
  const { status } = await ask(web.app, 'PUT', '/api/v1/registers/demo-agency/visibility', { token, body: { value } });
  expect(status).toBe(200);
};

describe('what stands in a common register', () => {
  it('is called by its name there, on the line and among what is late (3-4, 3-6)', async () => {
    const name = { ja: '統一基準群 次版（架空）', en: 'next edition (fictional)' };
    const title = { ja: '緊急の決定（架空）', en: 'an urgent decision (fictional)' };
    const due = [
      { ...dueItem('directive:d-9', late), name: title },
      { ...dueItem('edition:ed-9', morning + 1), name },
    ];
    const entry = entryOf('cycle/2027/demo-agency', 1, { projection: projectionOf({ phase: 'planning', due }) });
    await web.records.journal.append([{ entry }]);
    const { body } = await get('p-agency-ciso', '/board?year=2027');
    const [line] = body.items;
    expect(line.nextDue).toMatchObject({ id: 'edition:ed-9', ja: expect.stringContaining(`「${name.ja}」`) });
    expect(line.late).toMatchObject([{ id: 'directive:d-9', en: expect.stringContaining(title.en) }]);
    expect(line.nextDue.ja).not.toContain('ed-9');
  });
});

describe('the supervisor’s board (6-5)', () => {
  it('says how late a body is, why and until when, whom it waits for, and whom to ask', async () => {
    expect(await lineFor('p-manager')).toMatchObject({
      overdue: 1,
      daysOverdue: 3,
      improvementsByRound: [{ round: 2, count: 1 }],
      auditsByPhase: [{ phase: 'fieldwork', count: 1, ja: '実地監査中', en: 'fieldwork' }],
      late: [
        {
          instance: 'cycle/2026/demo-agency',
          id: 'plan',
          ja: '対策推進計画の承認',
          due: late,
          original: late,
          explained: { reason, expectedOn: '2026-12-10' },
        },
      ],
      waitsFor: [
        {
          decision: 'approvePlan',
          ja: '対策推進計画を承認する',
          roles: [{ role: 'ciso', ja: '最高情報セキュリティ責任者' }],
          due: late,
        },
      ],
      contacts: [{ person: 'p-agency-office', ja: '推進 係（架空）', mail: 'office@demo.example' }],
    });
  });

  it('tells the body itself the same, but for addresses, which colleagues do not read', async () => {
    const { late: overdue, waitsFor, contacts } = await lineFor('p-agency-staff');
    expect([overdue, waitsFor, contacts]).toEqual([
      [expect.objectContaining({ id: 'plan' })],
      [expect.objectContaining({ decision: 'approvePlan' })],
      [{ person: 'p-agency-office', ja: '推進 係（架空）', en: 'office (fictional)' }],
    ]);
  });

  it('tells administrators, and whom the line alone was opened to, nothing of it; with the states, all but contacts', async () => {
    const administrator = await lineFor('p-admin');
    expect(administrator).toMatchObject({ daysOverdue: 3 });
    await visible('board');
    for (const line of [administrator, await lineFor('p-centre')])
      expect([line.late, line.waitsFor, line.contacts]).toEqual([undefined, undefined, undefined]);
    await visible('state');
    const line = await lineFor('p-centre');
    expect(line).toMatchObject({ late: [{ explained: { reason } }], waitsFor: [{ decision: 'approvePlan' }] });
    expect(line.contacts).toBeUndefined();
  });

  it('is sorted as asked, days overdue from the most on, with totals by round and phase', async () => {
    const order = async (query: string) =>
      (await get('p-manager', `/board?year=2026&${query}`)).body.items.map(
        ({ organisation }: { organisation: string }) => organisation,
      );
    expect(await order('sort=overdue')).toEqual(['demo-agency', 'demo-ministry']);
    expect(await order('sort=overdue&order=asc')).toEqual(['demo-ministry', 'demo-agency']);
    expect(await order('sort=phase')).toEqual(['demo-agency', 'demo-ministry']);
    expect(await order('sort=body')).toEqual(['demo-ministry', 'demo-agency']);
    const { body } = await get('p-manager', '/board?year=2026');
    expect(body.totals).toMatchObject({
      improvementsByRound: [{ round: 2, count: 1 }],
      auditsByPhase: [{ phase: 'fieldwork', count: 1, ja: '実地監査中' }],
    });
    expect((await get('p-manager', '/board?sort=size')).body.errors[0].path).toBe('query.sort');
  });
});

describe('procedures between bodies on the board (4-10 to 4-13)', () => {
  const found = async (person: string) => {
    const { body } = await get(person, '/board?year=2028');
    return Object.fromEntries(body.items.map((line: { organisation: string }) => [line.organisation, line]));
  };
  const supervision = async (counts: Readonly<Record<string, number>>, invited: readonly Invitation[], seq = 1) => {
    const tasks = [{ decision: 'answerAdvice', roles: ['manager' as const], organisation: 'demo-ministry' }];
    const projection = projectionOf({ phase: 'concluding', counts, tasks, invited });
    await web.records.journal.append([{ entry: entryOf('supervision/2028/demo-agency', seq, { projection }) }]);
  };
  const ministry: Invitation = { organisation: 'demo-ministry', roles: ['manager'] };

  it('says to a ministry that is a party how far evaluation and publication are, and what it owes itself', async () => {
    await web.records.journal.append([{ entry: entryOf('cycle/2028/demo-agency', 1) }]);
    await supervision({ ministries: 2, evaluated: 2, toPublish: 2, published: 1 }, [ministry]);
    const lines = await found('p-manager');
    expect(lines['demo-ministry']).toMatchObject({ owedElsewhere: 1, owedElsewhereOverdue: 0, shared: {} });
    expect(lines['demo-agency']).toMatchObject({
      owedElsewhere: 0,
      shared: {
        supervision: {
          instance: 'supervision/2028/demo-agency',
          phase: { id: 'concluding', ...newestOf('supervision')?.phases['concluding'] },
          columns: {
            evaluation: { done: 2, of: 2, ja: '評価済み', en: 'evaluated' },
            publication: { done: 1, of: 2, ja: '一部公表', en: 'published in part' },
          },
        },
      },
    });
    const { text } = await get('p-manager', '/board.csv?year=2028');
    expect(rowsOf(text)).toMatchObject([
      { 機関ID: 'demo-ministry', 他の機関の手続で求められている決定: '1', 評価結果の公表: '' },
      { 主務大臣の評価: '評価済み', 評価結果の公表: '一部公表', '評価結果の公表（済んだ件数）': '1' },
    ]);
    const page = await get('p-manager', '/board.csv?year=2026');
    expect(rowsOf(page.text)[0]).toMatchObject({ 評価結果の公表: '' });
  });

  it('says 未公表 as long as nothing is published, and nothing where nothing is to be', async () => {
    await supervision({ ministries: 1, evaluated: 1, toPublish: 1, published: 0 }, [ministry], 2);
    const { supervision: shown } = (await found('p-manager'))['demo-agency'].shared;
    expect(shown.columns.publication).toMatchObject({ ja: '未公表', done: 0, of: 1 });
    await supervision({ ministries: 1, evaluated: 1 }, [ministry], 3);
    expect((await found('p-manager'))['demo-agency'].shared.supervision.columns.publication).toBeUndefined();
  });

  it('shows nothing of it to a supervisor who is no party, nor to administrators; to the body itself it does', async () => {
    await supervision({ ministries: 1, evaluated: 1 }, [], 4);
    for (const person of ['p-manager', 'p-admin'])
      expect(Object.values(await found(person))).toMatchObject([
        ...(person === 'p-admin' ? [{ shared: {}, owedElsewhere: 0 }] : []),
        { shared: {}, owedElsewhere: 0 },
        { shared: {}, owedElsewhere: 0 },
      ]);
    expect((await found('p-agency-ciso'))['demo-agency'].shared.supervision.phase.id).toBe('concluding');
  });
});

const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });

describe('the board as a file', () => {
  it('opens in a spreadsheet: BOM, CR LF, Japanese heads, plain dates, no cell that is computed', async () => {
    const answer = await get('p-manager', '/board.csv?year=2026&sort=overdue');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('board-2026.csv');
    const bytes = await (
      await web.app.fetch(
        new Request('http://junkan.example/api/v1/board.csv?year=2026', {
          headers: { authorization: `Bearer ${await web.token('p-manager')}` },
        }),
      )
    ).arrayBuffer();
    expect([...new Uint8Array(bytes).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(answer.text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const rows = rowsOf(answer.text);
    expect(rows.map((row) => row['機関ID'])).toEqual(['demo-agency', 'demo-ministry']);
    expect(rows[0]).toMatchObject({
      段階: '導入・計画',
      超過日数: '3',
      最も遅れている事項: '対策推進計画の承認',
      当初の期限: '2026-11-20',
      見込みの日: '2026-12-10',
      待っている役職: '最高情報セキュリティ責任者',
      '再改善（2回目）': '1',
      監査の段階: '実地監査中 1',
      推進体制の連絡先: '推進 係（架空）',
    });
    expect(rows[0]?.['遅延の理由']).toBe(`'${reason}`);
  });

  it('holds only the lines and details that its reader may see', async () => {
    const idsOf = (text: string) => rowsOf(text).map((row) => row['機関ID']);
    expect(idsOf((await get('p-agency-staff', '/board.csv?year=2026')).text)).toEqual(['demo-agency']);
    const { text } = await get('p-admin', '/board.csv?year=2026');
    expect(idsOf(text)).toEqual(['demo-ministry', 'demo-unrelated', 'demo-agency']);
    expect(text).not.toContain('HYPERLINK');
    expect(text).not.toContain('office@demo.example');
  });
});
