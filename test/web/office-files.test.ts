/** Files as real offices have them, imported over HTTP: what is taken, and what is refused rather than guessed at. */
import { parse } from 'content-disposition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encode } from '../support/encode.ts';
import { ask, makeWeb, type Raw, type Reply, type TestWeb } from './support/web.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
});
afterAll(() => web?.close());

const send = async (kind: string, raw: Raw, type = 'text/csv'): Promise<Reply> =>
  ask(web.app, 'POST', `/api/v1/registry/import?kind=${kind}`, {
    token: await web.token('p-admin'),
    raw,
    headers: { 'content-type': type },
  });
const told = ({ status, body }: Reply): string[] => [
  String(status),
  ...(body.errors ?? []).map(({ path, ja, en }: { path: string; ja: string; en: string }) => `${path}: ${ja} / ${en}`),
];
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((p) => [...p]));
const nameOf = async (id: string): Promise<string | undefined> => (await web.records.registry.person(id))?.nameJa;

const table = '人物ID,氏名,英語氏名,所属組織\r\np-x,髙橋 花子（架空）,Takahashi Hanako (fictional),demo-ministry\r\n';

describe('the encoding of a file is known, or the file is refused', () => {
  it.each([
    ['UTF-8', utf8(table)],
    ['UTF-8 with its mark', utf8(`\ufeff${table}`)],
    ['Shift_JIS', encode('shift_jis', table)],
  ])('%s is taken undeclared', async (_, bytes) => {
    expect(told(await send('people', bytes))).toEqual(['200']);
    expect(await nameOf('p-x')).toBe('髙橋 花子（架空）');
  });

  it.each([
    ['shift_jis', encode('shift_jis', table)],
    ['"Windows-31J"', encode('shift_jis', table)],
    ['EUC-JP', encode('euc-jp', table.replace('髙', '高'))],
    ['utf-8', utf8(table)],
  ])('charset=%s is honoured', async (charset, bytes) => {
    expect(told(await send('people', bytes, `text/csv; charset=${charset}`))).toEqual(['200']);
    expect(await nameOf('p-x')).toMatch(/^[高髙]橋 花子（架空）$/);
  });

  const kana = 'id,nameJa,nameEn\np-kana,ﾔﾏﾀﾞ,Yamada\n';
  it.each([
    ['EUC-JP', encode('euc-jp', table.replace('髙', '高')), /^line 1: EUC-JP のファイルです/],
    // In pairs, half-width kana are EUC-JP, too.
    [
      'Shift_JIS or EUC-JP',
      encode('shift_jis', 'id,nameJa,nameEn\np-kana,ｱｲｱｲ,A\n'),
      /^line 2: .*とも EUC-JP とも読め/,
    ],
    ['mostly half-width kana', encode('shift_jis', kana.replace('ﾔﾏﾀﾞ', 'ﾔﾏﾀﾞｱ')), /^line 2: .*半角カナか外字/],
    [
      'private characters',
      joined(utf8('id,nameJa,nameEn\np-a,'), Uint8Array.from([0xf0, 0x40, 0xf0, 0x41]), utf8(',A\n')),
      /^line 2: .*半角カナか外字/,
    ],
    [
      'UTF-8 or Shift_JIS',
      encode('shift_jis', 'id,nameJa,nameEn\np-a,ﾃｱ,A\n'),
      /^line 2: .*UTF-8 とも Shift_JIS とも読め/,
    ],
    [
      'UTF-8 but for one byte',
      joined(utf8(table), Uint8Array.from([0x82]), utf8('p-y,乙（架空）,B (fictional),demo-ministry\r\n')),
      /^line 3: ファイルは UTF-8 ですが、この行に/,
    ],
    [
      'UTF-8 and a line of Shift_JIS',
      joined(utf8(table), utf8(table), encode('shift_jis', '山田,x\r\n')),
      /^line 5: ファイルは UTF-8 ですが/,
    ],
    [
      'marked UTF-8 and is not',
      joined(utf8('\ufeffid,nameJa\n'), encode('shift_jis', 'p-a,山田太郎\n')),
      /^line 2: ファイルは UTF-8 ですが/,
    ],
    ['JIS', joined(utf8('id,nameJa\np-a,'), utf8('\u001b$B;3ED\u001b(B\n')), /^line 1: JIS（ISO-2022-JP）/],
    ['UTF-16 without a mark', Uint8Array.from(Buffer.from(table, 'utf16le')), /^line 1: UTF-16/],
    ['neither', joined(utf8('id\na\n'), Uint8Array.from([0x81, 0x20, 0xff])), /^line 3: 文字コードが UTF-8 でも/],
  ])('%s is refused at its line, with what to do', async (_, bytes, expected) => {
    const [status, error, ...others] = told(await send('people', bytes));
    expect([status, ...others]).toEqual(['400']);
    expect(error).toMatch(expected);
    expect(error).toMatch(/保存し直してください.*save it again as "CSV UTF-8"/);
  });

  it('a declaration that the bytes contradict is refused, and one that cannot be honoured', async () => {
    const errors = async (bytes: Uint8Array<ArrayBuffer>, charset: string): Promise<string> =>
      told(await send('people', bytes, `text/csv; charset=${charset}`)).join('\n');
    expect(await errors(utf8(table), 'shift_jis')).toMatch(/^400\nline 1: .*ファイルは UTF-8 です/);
    expect(await errors(encode('shift_jis', table), 'utf-8')).toMatch(/^400\nline 1: .*UTF-8 として読めません/);
    expect(await errors(utf8(table), 'big5')).toMatch(/^400\nline 1: .*"big5" は読めません。使えるもの：utf-8/);
    expect(await errors(utf8(table), '(any)')).toMatch(/^400\nline 1: .*読めません/);
  });

  it('half-width kana are taken where the charset says so', async () => {
    const file = 'id,nameJa,nameEn,home\np-kana,ｱｲｱｲ（架空）,A (fictional),demo-ministry\n';
    expect(told(await send('people', encode('shift_jis', file), 'text/csv; charset=shift_jis'))).toEqual(['200']);
    expect(await nameOf('p-kana')).toBe('ｱｲｱｲ（架空）');
  });
});

describe('a CSV as spreadsheets leave it is taken', () => {
  const head = '任命ID,人物ID,役割,組織ID,部署ID,開始日,種類';
  it.each([
    [
      'mixed line ends',
      `${head}\r\na-1,p-staff,職員,demo-ministry,d-policy,2026-12-01,併任\ra-2,p-office,職員,demo-ministry,d-systems,2026-12-01,併任\n`,
      2,
    ],
    [
      'trailing empty columns',
      `${head},,\na-3,p-staff,staff,demo-agency,,2026-12-01,concurrent,,\na-4,p-manager,staff,demo-agency,,2026-12-01,concurrent\n`,
      2,
    ],
    ['sep=;', `sep=;\r\n${head.replaceAll(',', ';')}\r\na-5;p-officer;staff;demo-agency;;2026-12-01;concurrent\r\n`, 1],
    [
      'sep= and a tab',
      `sep=\t\n${head.replaceAll(',', '\t')}\na-6\tp-head\tstaff\tdemo-agency\t\t2026-12-01\tconcurrent\n`,
      1,
    ],
    [
      'line breaks in headers',
      `任命\nID,"人物\r\nID",役割,組織ID,"開始日\n（発令日）",種類\n`
        .replace('任命\nID', '"任命\nID"')
        .replace('\n（発令日）', '') + 'a-7,p-ciso,職員,demo-agency,2026-12-01,併任\n',
      1,
    ],
    [
      'words in either width',
      `${head}\na-8,p-agency-ciso,ＣＩＳＯ,demo-unrelated,,2027-01-01,兼務\na-9,p-agency-ciso,ｃｉｓｏ,demo-ministry,,2027-01-01,事務代理\n`,
      2,
    ],
    ['lines that begin with #', `${head}\n# 例,p-x,職員,demo-ministry,,2026-12-01,併任,余分,な,セル\n＃ 説明\n`, 0],
  ])('%s', async (_, file, added) => {
    const answer = await send('appointments', file);
    expect(told(answer)).toEqual(['200']);
    // Posts of a CISO wait for nobody here: there is one administrator.
    expect(answer.body).toMatchObject({ added });
  });

  it('keeps the words by their meaning', async () => {
    const held = await web.records.registry.appointments('demo-ministry');
    expect(held.find(({ id }) => id === 'a-9')).toMatchObject({ role: 'ciso', kind: 'acting' });
    const other = await web.records.registry.appointments('demo-unrelated');
    expect(other.find(({ id }) => id === 'a-8')).toMatchObject({ role: 'ciso', kind: 'concurrent' });
  });

  it.each([
    '2026-12-01',
    '2026/12/1',
    '2026年12月1日',
    '２０２６/１２/１',
    '２０２６．１２．０１',
    '20261201',
    '令和8年12月1日',
    '令和８年１２月１日（火）',
    'R8.12.1',
    'r08/12/01',
    '㋿8年12月1日',
    '2026/12/1 0:00',
    '2026-12-01T00:00:00',
    '令和8年12月1日 00:00:00.000',
  ])('the date %s', async (date) => {
    const id = `demo-${Buffer.from(date).toString('hex')}`.slice(0, 60);
    const answer = await send(
      'organisations',
      `組織ID,種別,名称,英語名称,設置日\n${id},府省庁,${id}（架空）,${id} (fictional),${date}\n`,
    );
    expect(told(answer)).toEqual(['200']);
    expect((await web.records.registry.organisation(id))?.from).toBe('2026-12-01');
  });

  it.each([
    ['平成元年1月8日', '1989-01-08'],
    ['平成31年4月30日', '2019-04-30'],
    ['令和元年5月1日', '2019-05-01'],
    ['S64.1.7', '1989-01-07'],
    ['大正15年12月24日', '1926-12-24'],
    ['明治18年12月22日', '1885-12-22'],
  ])('%s is %s', async (date, iso) => {
    const id = `demo-${iso}`;
    await send(
      'organisations',
      `組織ID,種別,名称,英語名称,設置日\n${id},府省庁,${id}（架空）,${id} (fictional),${date}\n`,
    );
    expect((await web.records.registry.organisation(id))?.from).toBe(iso);
  });

  it.each([
    ['平成31年5月1日', /平成は 1989-01-08 から 2019-04-30 まで/],
    ['令和元年4月30日', /令和は 2019-05-01 から/],
    ['8/12/1', /日付として読めません。2026-12-01、2026\/12\/1、令和8年12月1日/],
    ['12/1/2026', /日付として読めません/],
    ['46357', /通し番号/],
    ['2026/2/30', /存在しない日付/],
    ['2026/12/1 9:30', /時刻が付いています/],
    ['令和8年12月1日（水）', /曜日が合いません（火曜日です）/],
  ])('%s is refused, with what to write', async (date, expected) => {
    const [status, error] = told(await send('organisations', `組織ID,設置日\ndemo-agency,${date}\n`));
    expect([status, error]).toEqual(['400', expect.stringMatching(expected)]);
    expect(error).toMatch(/^line 2: 設置日: /);
  });
});

describe('a fixed list names the words allowed', () => {
  it.each([
    [
      'appointments',
      '任命ID,役割\na-1,仙人\n',
      /^line 2: 役割: 役割に "仙人" という語はありません。使える語：組織の長（headOfOrganisation）、最高情報セキュリティ責任者（ciso）、.* \/ there is no role "仙人"; the words are:/,
    ],
    ['appointments', '任命ID,種類\na-1,出向\n', /本務（regular）、併任（concurrent）、代理（acting）/],
    ['organisations', '組織ID,種別\ndemo-agency,会社\n', /府省庁（ministry）、独立行政法人/],
    ['organisations', '組織ID,分類\ndemo-agency,その他\n', /中期目標管理法人（medium-term-objectives）/],
    ['organisations', '組織ID,架空\ndemo-agency,たぶん\n', /使える語：はい（○、1、true）、いいえ/],
  ])('%s: %j', async (kind, file, expected) => {
    const [status, error] = told(await send(kind, file));
    expect([status, error]).toEqual(['400', expect.stringMatching(expected)]);
  });

  it.each([
    [
      'a cell too many with something in it',
      '人物ID,氏名\np-staff,甲,乙\n',
      /^line 2: 3番目のセル "乙" の列に名前がありません/,
    ],
    ['a column without a name and something in it', '人物ID,,氏名\np-staff,甲,乙\n', /^line 2: 2番目のセル "甲"/],
    ['a name that begins with # and is no remark', '氏名,人物ID\n#\u200b,p-staff\n', /^line 2: 氏名: .*見えない文字/],
    ['a separator that is none', 'sep=x\n人物IDx氏名\n', /^line 1: 区切り文字 "x" は使えません/],
    [
      'an error behind mixed line ends',
      '人物ID,"氏\r\n名"\rp-staff,"甲\r\n乙"\r\np-404,\n',
      /^line 3: 氏 名: .*制御文字/,
    ],
  ])('%s', async (_, file, expected) => {
    const [status, error] = told(await send('people', file));
    expect([status, error]).toEqual(['400', expect.stringMatching(expected)]);
  });
});

describe('a template and a preview come before the import', () => {
  const template = async (kind: string): Promise<Reply> =>
    ask(web.app, 'GET', `/api/v1/registry/templates/${kind}`, { token: await web.token('p-staff') });
  const check = async (kind: string, raw: Raw, key?: string): Promise<Reply> =>
    ask(web.app, 'POST', `/api/v1/registry/import?kind=${kind}&check=1`, {
      token: await web.token('p-admin'),
      raw,
      headers: { 'content-type': 'text/csv' },
      ...(key !== undefined && { key }),
    });

  it.each([
    ['organisations', 'junkan-組織.csv'],
    ['departments', 'junkan-部署.csv'],
    ['people', 'junkan-人物.csv'],
    ['appointments', 'junkan-任命.csv'],
  ])(
    'the template of %s explains every column, changes nothing as it is, and its example is taken',
    async (kind, name) => {
      const { status, headers, text } = await template(kind);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
      const disposition = headers.get('content-disposition') ?? '';
      expect(parse(disposition)).toMatchObject({ type: 'attachment', parameters: { filename: name } });
      expect(disposition).toContain(`filename=junkan-${kind}.csv;`);
      const bytes = text.startsWith('\ufeff') ? utf8(text) : utf8(`\ufeff${text}`);
      expect((await send(kind, bytes)).body).toMatchObject({ added: 0, changed: 0, unchanged: 0 });
      const [, help = ''] = text.split('\r\n');
      const columns = (text.split('\r\n')[0] ?? '').split(',').length;
      expect(help).toMatch(/^"?# .*【必須】/);
      expect(columns).toBeGreaterThan(8);
      const filled = text.replace(/^# ((?:demo-|d-|p-|a-)\S*,)/m, '$1');
      expect(filled).not.toBe(text);
      const shown = await check(kind, filled);
      expect(told(shown)).toEqual(['200']);
      expect(shown.body).toMatchObject({ status: 'wouldBeMade', added: 1 });
      expect((await send(kind, filled)).body).toMatchObject({ status: 'done', added: 1 });
    },
  );

  it('shows each field that would change, in words, and records nothing', async () => {
    const head = '人物ID,氏名,英語氏名,メール,所属組織\n';
    const key = 'only-looked-at';
    const file = `${head}p-staff,職員 一（架空）,,-,\np-new,新人（架空）,New (fictional),new@demo.example,demo-ministry\np-manager,,,,\n`;
    const lines = async (): Promise<number> => (await web.records.governance.verify()).lines;
    const before = [await web.records.registry.person('p-staff'), await lines()];
    const shown = await check('people', file, key);
    expect([shown.status, shown.body]).toMatchObject([
      200,
      {
        status: 'wouldBeMade',
        added: 1,
        changed: 1,
        unchanged: 1,
        cleared: 1,
        clearings: [{ kind: 'person', id: 'p-staff', field: 'mail' }],
        moreRows: 0,
        rows: [
          {
            kind: 'person',
            id: 'p-staff',
            act: 'changed',
            ja: '人物 p-staff を変更',
            fields: [
              {
                field: 'nameJa',
                ja: '氏名：p-staff（架空） → 職員 一（架空）',
                before: 'p-staff（架空）',
                after: '職員 一（架空）',
              },
              { field: 'mail', ja: 'メールアドレス：p-staff@demo.example → （空）', before: 'p-staff@demo.example' },
            ],
          },
          { id: 'p-new', ja: '人物 p-new を追加' },
        ],
      },
    ]);
    expect([await web.records.registry.person('p-staff'), await lines()]).toEqual(before);
    expect(await web.records.registry.person('p-new')).toBeUndefined();
    // The key was not spent: it imports the same file, and after that nothing would change.
    const token = await web.token('p-admin');
    const path = '/api/v1/registry/import?kind=people';
    const done = await ask(web.app, 'POST', path, { token, raw: file, headers: { 'content-type': 'text/csv' }, key });
    expect(done.body).toMatchObject({ status: 'done', added: 1, changed: 1 });
    expect((await check('people', file)).body).toMatchObject({ status: 'nothing', rows: [] });
  });

  it('says that it would wait for a second administrator, and what would be refused, as the import itself', async () => {
    const appoint = (id: string) =>
      `任命ID,人物ID,役割,組織ID,開始日,種類\n${id},p-office,システム管理者,demo-centre,2026-12-01,併任\n`;
    const alone = await check('appointments', appoint('a-admin-2'));
    expect(alone.body).toMatchObject({ status: 'wouldBeMade', soleAdministrator: true });
    await send('appointments', appoint('a-admin-2').replace('2026-12-01', '2026-04-01'));
    const waits = await check('appointments', appoint('a-admin-3').replace('p-office', 'p-audit'));
    expect(waits.body).toMatchObject({ status: 'wouldWait', guarded: ['a-admin-3'], added: 1 });
    const token = await web.token('p-admin');
    const { body } = await ask(web.app, 'GET', '/api/v1/registry/changes?status=pending', { token });
    expect(body.items).toEqual([]);
    const wrong = 'ID,氏名\np-staff,\u200b\n'.replace('ID', '人物ID');
    expect(told(await check('people', wrong))).toEqual(told(await send('people', wrong)));
    const nobody = await ask(web.app, 'POST', '/api/v1/registry/import?kind=people&check=1', {
      token: await web.token('p-staff'),
      raw: '人物ID\n',
      headers: { 'content-type': 'text/csv' },
    });
    expect(nobody.status).toBe(403);
  });

  it('a change that is asked for has a preview, too', async () => {
    const token = await web.token('p-admin');
    const people = [{ id: 'p-manager', nameJa: '管理（架空）', nameEn: 'Manager (fictional)', home: 'demo-ministry' }];
    const key = 'change-looked-at';
    const shown = await ask(web.app, 'POST', '/api/v1/registry/changes?check=1', { token, body: { people }, key });
    expect(shown.body).toMatchObject({ status: 'wouldBeMade', changed: 1, rows: [{ id: 'p-manager' }] });
    const done = await ask(web.app, 'POST', '/api/v1/registry/changes', { token, body: { people }, key });
    expect(done.body).toMatchObject({ status: 'done', changed: 1 });
    const again = await ask(web.app, 'POST', '/api/v1/registry/changes', { token, body: { people }, key });
    expect(again.body).toEqual(done.body);
  });
});

describe('a file made to keep the reader busy', () => {
  const blanks = ' '.repeat(200_000);
  it.each([
    ['a head of blanks', 'people', `人物ID,"x${blanks}y"\np-staff,1\n`],
    ['a date of blanks', 'organisations', `組織ID,設置日\ndemo-agency,"1${blanks}x"\n`],
    ['a word of blanks', 'appointments', `任命ID,役割\na-1,"x${blanks}y"\n`],
    ['an address of blanks', 'people', `人物ID,メール\np-staff,"x${blanks}@y"\n`],
    ['a name of blanks', 'people', `人物ID,氏名\np-staff,"x${blanks}y"\n`],
    ['a separator of blanks', 'people', `sep=${blanks}x\n人物ID\n`],
  ])('%s is refused within a second of processor time', async (_, kind, file) => {
    const before = process.cpuUsage();
    expect((await send(kind, file)).status).toBe(400);
    const { user } = process.cpuUsage(before);
    expect(user).toBeLessThan(1_000_000);
  });
});

describe('nobody succeeds in a circle', () => {
  const told400 = async (kind: string, file: string): Promise<string[]> => told(await send(kind, file));

  it('of departments, however long it is and whichever closes it', async () => {
    const head = '組織ID,部署ID,名称,英語名称,廃止日,承継部署\n';
    const row = (id: string, successor: string): string => `demo-ministry,${id},${id},${id},2026-03-31,${successor}\n`;
    const circle = `${head}${row('c-1', 'c-2')}${row('c-2', 'c-3')}${row('c-3', 'c-1')}`;
    const [status, ...errors] = await told400('departments', circle);
    expect([status, errors.length]).toEqual(['400', 3]);
    expect(errors[0]).toMatch(/^line 2: 承継部署: 承継をたどると自分に戻ります（c-1 → c-2 → c-3 → c-1）/);
    expect(await told400('departments', `${head}${row('c-1', 'c-2')}${row('c-2', 'c-3')}${row('c-3', '')}`)).toEqual([
      '200',
    ]);
    expect(await told400('departments', `組織ID,部署ID,承継部署\ndemo-ministry,c-3,c-1\n`)).toEqual([
      '400',
      expect.stringContaining('c-3 → c-1 → c-2 → c-3'),
    ]);
    // Two ways to one successor are no circle.
    expect(await told400('departments', `組織ID,部署ID,承継部署\ndemo-ministry,c-1,c-3\n`)).toEqual(['200']);
  });

  it('nor of bodies', async () => {
    const head = '組織ID,種別,名称,英語名称,廃止日,根拠法令,承継組織\n';
    const row = (id: string, successor: string): string =>
      `${id},府省庁,${id}（架空）,${id} (fictional),2026-03-31,架空法,${successor}\n`;
    const [status, ...errors] = await told400(
      'organisations',
      `${head}${row('demo-c-1', 'demo-c-2')}${row('demo-c-2', 'demo-c-1')}`,
    );
    expect([status, errors]).toEqual([
      '400',
      [expect.stringContaining('demo-c-1 → demo-c-2 → demo-c-1'), expect.stringContaining('line 3')],
    ]);
  });
});
