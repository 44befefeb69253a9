/** Names over HTTP: what they may hold, how they are found, and what a renamed body was called when. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overHttp } from '../registry/over-http.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { makeWeb, type Reply, type TestWeb } from './support/web.ts';

const errorsOf = ({ status, body }: Reply): string[] => [
  String(status),
  ...(body.errors ?? []).map(({ path, ja }: { path: string; ja: string }) => `${path}: ${ja}`),
];

describe('a name is what it looks like', () => {
  let web: TestWeb;
  beforeAll(async () => {
    web = await makeWeb();
  });
  afterAll(() => web?.close());
  const { send, change } = overHttp(() => web);
  const named = (nameJa: string) =>
    change('p-admin', { people: [{ id: 'p-staff', nameJa, nameEn: 'Staff (fictional)', home: 'demo-ministry' }] });

  it.each([
    ['a zero-width space', '山\u200b田（架空）', /見えない文字/],
    ['a soft hyphen', '山\u00ad田（架空）', /見えない文字/],
    ['a Hangul filler', '山\u3164田（架空）', /見えない文字/],
    ['a blank of Braille', '山\u2800田（架空）', /見えない文字/],
    ['a tag character', '山\u{e0041}田（架空）', /見えない文字/],
    ['a selector that selects nothing', '\u{e0100}山田（架空）', /見えない文字/],
    ['a selector on a selector', '葛\u{e0100}\u{e0101}城（架空）', /見えない文字/],
    ['an annotation', '山\ufff9田（架空）', /見えない文字/],
    ['a turn of direction', '山\u202e田（架空）', /文字の向き/],
    ['a private-use character', '山\ue000田（架空）', /外字/],
    ['a private-use character of another plane', '山\u{f0000}田（架空）', /外字/],
    ['a noncharacter', '山\ufdd0田（架空）', /文字ではないコード/],
    ['a noncharacter of another plane', '山\u{1ffff}田（架空）', /文字ではないコード/],
    ['U+FFFD', '山\ufffd田（架空）', /置換文字/],
    ['a line separator', '山\u2028田（架空）', /制御文字/],
    ['a control character of eight bits', '山\u0085田（架空）', /制御文字/],
  ])('%s is refused at its field', async (_, name, expected) => {
    const [status, error = ''] = errorsOf(await named(name));
    expect([status, error]).toEqual(['400', expect.stringMatching(expected)]);
  });

  it('one visible letter at least: signs and digits alone are no name', async () => {
    const bureau = (nameJa: string) =>
      change('p-admin', {
        departments: [{ id: 'd-x', organisation: 'demo-ministry', nameJa, nameEn: 'X', bureau: true }],
      });
    for (const name of ['－', '…', '　・　', '123', '\u0301']) {
      expect([name, (await bureau(name)).status]).toEqual([name, 400]);
    }
    expect(errorsOf(await bureau('・・・'))[1]).toMatch(/文字が一つもありません/);
    expect((await bureau('第1課')).status).toBe(200);
  });

  it('is kept composed, but a compatibility ideograph and a selected glyph as typed; other texts as typed', async () => {
    const typed = 'か\u3099葛\u{e0100} 神\ufa19 ﾊﾟ\u0041\u030a（架空）';
    expect((await named(typed)).status).toBe(200);
    expect((await web.records.registry.person('p-staff'))?.nameJa).toBe('が葛\u{e0100} 神\ufa19 ﾊﾟÅ（架空）');
    const order = '人事か\u3099号';
    const appointment = {
      id: 'a-nfc',
      person: 'p-staff',
      role: 'staff',
      organisation: 'demo-agency',
      from: '2026-11-01',
      kind: 'concurrent',
      instrument: { order, date: '2026-11-01' },
    };
    expect((await change('p-admin', { appointments: [appointment] })).status).toBe(200);
    const { body } = await send('p-admin', 'GET', '/registry/journal?limit=500');
    expect(JSON.stringify(body)).toContain(order);
  });

  it('is found whatever the width, the blanks and the wave dash', async () => {
    await change('p-admin', {
      people: [
        {
          id: 'p-manager',
          nameJa: '山田 太郎～ＡＢ（架空）',
          nameEn: 'Yamada Taro (fictional)',
          home: 'demo-ministry',
        },
      ],
      departments: [
        {
          id: 'd-find',
          organisation: 'demo-ministry',
          nameJa: 'ｼｽﾃﾑ－企画〜室',
          nameEn: 'System Planning',
          bureau: true,
        },
      ],
    });
    const found = async (path: string, search: string): Promise<string[]> => {
      const { body } = await send(
        'p-admin',
        'GET',
        `${path}${path.includes('?') ? '&' : '?'}search=${encodeURIComponent(search)}`,
      );
      return body.items.map(({ id }: { id: string }) => id);
    };
    const people = '/people?organisation=demo-ministry';
    for (const search of ['山田太郎', '山田　太郎', '太郎〜ab', '太郎~ＡＢ', 'YAMADA taro', 'p-manager'])
      expect([search, await found(people, search)]).toEqual([search, ['p-manager']]);
    const departments = '/departments?organisation=demo-ministry';
    for (const search of ['システム−企画', 'システム-企画～室', 'ｼｽﾃﾑ'])
      expect([search, await found(departments, search)]).toEqual([search, ['d-find']]);
    expect(await found('/organisations', 'demo-unrelated （架空）')).toEqual(['demo-unrelated']);
    expect(await found(people, '山本')).toEqual([]);
    const board = await send(
      'p-admin',
      'GET',
      `/board?year=2026&search=${encodeURIComponent('ＤＥＭＯ－ministry　(架空)')}`,
    );
    expect(board.body.items.map(({ organisation }: { organisation: string }) => organisation)).toEqual([
      'demo-ministry',
    ]);
  });
});

describe('a renamed body keeps its former names', () => {
  let now = Date.parse('2026-12-01T01:00:00Z');
  let stack: Stack;
  const { organisation: id } = cast.ministry;
  beforeAll(async () => {
    stack = await startStack({ clock: () => now });
    await stack.openYear(2026, [id]);
  });
  afterAll(() => stack?.close());

  const body = async () => (await (await stack.administrator()).get(`/organisations/${id}`)).body;
  const rename = async (row: object): Promise<Reply> => {
    const {
      status,
      headers,
      text,
      body: answer,
    } = await (
      await stack.administrator()
    ).post('/registry/import', {
      organisations: [{ id, ...row }],
    });
    return { status, headers, text, body: answer };
  };
  const shownAs = async (year: number): Promise<unknown> => {
    const me = await stack.as(cast.ministry.ciso);
    const board = (await me.get(`/board?year=${year}`)).body as { items: { organisation: string; nameJa: string }[] };
    return board.items.find(({ organisation }) => organisation === id)?.nameJa;
  };

  it('asks whether a new name is a renaming, and since when, or a slip put right', async () => {
    const { nameJa } = (await body()) as { nameJa: string };
    const unclear = await rename({ nameJa: '新観測省（架空）' });
    expect(errorsOf(unclear)).toEqual([
      '400',
      expect.stringContaining(`名称が "${nameJa}" から変わります。改称なら改称日に`),
    ]);
    const early = await rename({ nameJa: '新観測省（架空）', renamedOn: '2026-12-02' });
    expect(errorsOf(early)).toEqual(['400', expect.stringContaining('まだ来ていません')]);
    expect((await rename({ nameJa: '天文観測省々（架空）', renamedOn: '訂正' })).status).toBe(200);
    expect(await body()).not.toHaveProperty('formerNames');
    expect((await rename({ nameJa, renamedOn: 'correction' })).status).toBe(200);
  });

  it('old years show the name of then on the board, in lists and where the procedure is shown; later ones the new one', async () => {
    const { nameJa: old, nameEn } = (await body()) as { nameJa: string; nameEn: string };
    now = Date.parse('2027-11-15T01:00:00Z');
    const renamed = await rename({
      nameJa: '新観測省（架空）',
      nameEn: 'Ministry of New (fictional)',
      renamedOn: '令和9年7月1日',
    });
    expect([renamed.status, renamed.text]).toEqual([200, expect.stringContaining('"changed":1')]);
    expect(await body()).toMatchObject({
      nameJa: '新観測省（架空）',
      formerNames: [{ nameJa: old, nameEn, to: '2027-06-30' }],
    });
    expect([await shownAs(2026), await shownAs(2027), await shownAs(2028)]).toEqual([
      old,
      '新観測省（架空）',
      '新観測省（架空）',
    ]);
    const me = await stack.as(cast.ministry.ciso);
    expect((await me.show(`cycle/2026/${id}`)).body).toMatchObject({ organisation: { id, ja: old, en: nameEn } });
    const list = (await me.get('/procedures?year=2026')).body as { items: object[] };
    expect(list.items[0]).toMatchObject({ organisation: id, organisationName: { ja: old } });
    const wrong = await (await stack.administrator()).post('/years', { year: 2026, organisations: ['demo-centre'] });
    expect(wrong.status).toBe(400);
  });

  it('a search finds both names, on the board and among the bodies', async () => {
    const { formerNames } = (await body()) as { formerNames: { nameJa: string }[] };
    const me = await stack.administrator();
    for (const name of [formerNames[0]?.nameJa ?? '', '新観測']) {
      const search = encodeURIComponent(name);
      const bodies = (await me.get(`/organisations?search=${search}`)).body as { items: { id: string }[] };
      const board = (await me.get(`/board?year=2026&search=${search}`)).body as { items: { organisation: string }[] };
      expect([name, bodies.items.map((one) => one.id), board.items.map((one) => one.organisation)]).toEqual([
        name,
        [id],
        [id],
      ]);
    }
  });

  it('an old file does not rename it back in silence, and what was handed out is taken', async () => {
    const { formerNames, nameJa } = (await body()) as { formerNames: { nameJa: string }[]; nameJa: string };
    const back = await rename({ nameJa: formerNames[0]?.nameJa });
    expect(errorsOf(back)).toEqual(['400', expect.stringContaining('は 2027-06-30 までの名称です')]);
    expect((await rename((await body()) as object)).body).toMatchObject({ changed: 0, unchanged: 1 });
    const second = await rename({ nameJa: '再観測省（架空）', renamedOn: '2027-11-01' });
    expect(second.body).toMatchObject({ changed: 1 });
    expect(((await body()) as { formerNames: object[] }).formerNames).toMatchObject([
      { to: '2027-06-30' },
      { nameJa, to: '2027-10-31' },
    ]);
    expect([await shownAs(2026), await shownAs(2027)]).toEqual([formerNames[0]?.nameJa, '再観測省（架空）']);
  });

  it('a file may say the names before; they are in order, and before today', async () => {
    const before = { nameJa: '古観測庁（架空）', nameEn: 'Old (fictional)', to: '2020-03-31' };
    expect((await rename({ formerNames: [before] })).body).toMatchObject({ changed: 1 });
    expect(((await body()) as { formerNames: { to: string }[] }).formerNames.map(({ to }) => to)).toEqual([
      '2020-03-31',
      '2027-06-30',
      '2027-10-31',
    ]);
    for (const wrong of [
      { ...before, to: '2027-12-01' },
      { ...before, to: '2019-02-30' },
      { ...before, nameJa: '実在庁', to: '2018-03-31' },
    ])
      expect((await rename({ formerNames: [wrong] })).status).toBe(400);
    const shown = await (
      await stack.administrator()
    ).post('/registry/changes?check=1', {
      organisations: [{ ...((await body()) as object), formerNames: [before] }],
    });
    expect(JSON.stringify(shown.body)).toContain('旧名称：');
  });
});
