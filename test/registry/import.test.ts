import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { RegistryFile } from '../../contract/records/registry.ts';
import { makeRegistry } from '../../records/registry/registry.ts';
import { agency, errorsOf, notOnce, now, onEachDatabase, world } from './support.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const csv = (rows: RegistryFile['rows'], text: string): RegistryFile => ({ form: 'csv', rows, bytes: utf8(text) });
const json = (value: unknown): RegistryFile => ({ form: 'json', bytes: utf8(JSON.stringify(value, null, 1)) });
const real = readFileSync(new URL('../../data/organisations.json', import.meta.url));

/** 人物ID,氏名,英語氏名\r\np-jis,①髙橋～葛城（架空）,Takahashi (fictional)\r\n in CP932 (with NEC and IBM extensions). */
const cp932 = Uint8Array.from([
  0x90,
  0x6c,
  0x95,
  0xa8,
  0x49,
  0x44,
  0x2c,
  0x8e,
  0x81,
  0x96,
  0xbc,
  0x2c,
  0x89,
  0x70,
  0x8c,
  0xea,
  0x8e,
  0x81,
  0x96,
  0xbc,
  0x0d,
  0x0a,
  ...utf8('p-jis,'),
  0x87,
  0x40,
  0xfb,
  0xfc,
  0x8b,
  0xb4,
  0x81,
  0x60,
  0x81,
  0x69,
  0x89,
  0xcb,
  0x8b,
  0xf3,
  0x81,
  0x6a,
  ...utf8(',Takahashi (fictional)\r\n'),
]);

onEachDatabase('importing into the registry: the whole file or nothing', (database) => {
  it('takes the real registry: 123 bodies, 121 of which run a year; the same file twice changes nothing', async () => {
    const registry = makeRegistry(database());
    const file: RegistryFile = { form: 'json', bytes: real };
    expect(await registry.importFile(file, 'p-1', now)).toEqual({ added: 123, changed: 0, unchanged: 0 });
    expect(await registry.importFile(file, 'p-1', now)).toEqual({ added: 0, changed: 0, unchanged: 123 });
    const bodies = await registry.organisations();
    expect(bodies.filter((body) => !['centre', 'headquarters'].includes(body.kind))).toHaveLength(121);
    expect(await registry.organisation('jaea')).toMatchObject({
      nameJa: '国立研究開発法人日本原子力研究開発機構',
      supervisors: ['mext', 'meti', 'moe'],
      fictional: false,
    });
  });

  it('takes what it hands out', async () => {
    const registry = makeRegistry(database());
    await registry.importFile(json(world), 'p-1', now);
    const out = {
      organisations: await registry.organisations(),
      departments: await registry.departments('demo-m'),
      people: await registry.people('demo-m'),
      appointments: await registry.appointments('demo-m'),
    };
    expect(await registry.importFile(json(out), 'p-1', now)).toMatchObject({ added: 0, changed: 0 });
  });

  it('keeps what a file says nothing of or leaves empty, and clears what it says to clear', async () => {
    const registry = makeRegistry(database());
    await registry.importFile(json({ organisations: [{ id: 'demo-a', from: '2020-04-01' }] }), 'p-1', now);
    expect(await registry.organisation('demo-a')).toEqual({ ...agency, from: '2020-04-01' });
    expect(await registry.importFile(json({ organisations: [agency] }), 'p-1', now)).toMatchObject({ unchanged: 1 });
    await registry.importFile(csv('organisations', '組織ID,設置日\ndemo-a,\n'), 'p-1', now);
    expect(await registry.organisation('demo-a')).toEqual({ ...agency, from: '2020-04-01' });
    const cleared = await registry.importFile(csv('organisations', '組織ID,設置日\ndemo-a,-\n'), 'p-1', now);
    expect(cleared).toMatchObject({ cleared: 1, clearings: [{ kind: 'organisation', id: 'demo-a', field: 'from' }] });
    expect(await registry.organisation('demo-a')).toEqual(agency);
  });

  it.each([
    [
      'UTF-8',
      csv('people', '人物ID,氏名,英語氏名\np-a,葛\u{e0100}城ｶﾅ（架空）,Katsuragi (fictional)\n'),
      'p-a',
      '葛\u{e0100}城ｶﾅ（架空）',
    ],
    [
      'UTF-8 with BOM and CR LF',
      csv('people', '\ufeffid,name_ja,NameEn\r\np-b,甲（架空）,A (fictional)\r\n'),
      'p-b',
      '甲（架空）',
    ],
    [
      'CP932 with characters beyond JIS',
      { form: 'csv', rows: 'people', bytes: cp932 } as const,
      'p-jis',
      '①髙橋～（架空）',
    ],
  ])('reads CSV in %s, columns in either language', async (_, file, id, name) => {
    const registry = makeRegistry(database());
    expect(await registry.importFile(file, 'p-1', now)).toEqual({ added: 1, changed: 0, unchanged: 0 });
    expect((await registry.person(id))?.nameJa).toBe(name);
    expect(await registry.importFile(file, 'p-1', now)).toEqual({ added: 0, changed: 0, unchanged: 1 });
  });

  it('reads every kind of CSV, with the words people use', async () => {
    const registry = makeRegistry(database());
    const files: RegistryFile[] = [
      csv(
        'organisations',
        '組織ID,種別,分類,名称,英語名称,所管府省庁\ndemo-c,独立行政法人,中期目標管理法人,法人（架空）,Agency (fictional),demo-m\n',
      ),
      csv(
        'departments',
        '組織ID,部署ID,名称,英語名称,上位部署,局\ndemo-c,hq,本部,Headquarters,,○\ndemo-c,hq-a,"甲,課",Division A,hq,\n',
      ),
      csv(
        'people',
        '人物ID,氏名,英語氏名,外部の所属,契約,契約開始日,契約終了日,申告書\np-c,乙（架空）,B (fictional),監査法人（架空）,契約1,2026/4/1,2027/3/31,申告1\n',
      ),
      csv(
        'appointments',
        '任命ID,人物ID,役割,組織ID,部署ID,開始日,終了日,種類,辞令番号,辞令日\na-c,p-c,情報セキュリティ責任者,demo-c,hq-a,2026/4/1,,併任,人事第1号,2026/3/25\n',
      ),
    ];
    for (const file of files) await registry.importFile(file, 'p-1', now);
    expect(await registry.organisation('demo-c')).toMatchObject({
      kind: 'incorporated-administrative-agency',
      class: 'medium-term-objectives',
    });
    expect(await registry.departments('demo-c')).toEqual([
      { id: 'hq', organisation: 'demo-c', nameJa: '本部', nameEn: 'Headquarters', bureau: true },
      { id: 'hq-a', organisation: 'demo-c', nameJa: '甲,課', nameEn: 'Division A', parent: 'hq', bureau: false },
    ]);
    expect((await registry.person('p-c'))?.outside).toMatchObject({ from: '2026-04-01', declaration: '申告1' });
    expect(await registry.appointments('demo-c')).toMatchObject([
      { role: 'officer', kind: 'concurrent', from: '2026-04-01', scope: ['hq-a', 'hq'] },
    ]);
    for (const file of files)
      expect(await registry.importFile(file, 'p-1', now)).toMatchObject({ added: 0, changed: 0 });
  });

  it('keeps several competent ministries in the order of the file, and the law of its own of a designated corporation', async () => {
    const registry = makeRegistry(database());
    const head = '組織ID,種別,分類,個別の根拠法,中期目標の根拠条項,評価の公表の根拠条項,名称,英語名称,所管府省庁';
    const rows = (...lines: string[]) => csv('organisations', [head, ...lines, ''].join('\n'));
    await registry.importFile(rows('demo-n,府省庁,,,,,乙省（架空）,Other (fictional),'), 'p-1', now);
    const kept = 'demo-k,指定法人,,共済法（架空）,第3条,,共済（架空）,Aid (fictional),demo-n;demo-m';
    await registry.importFile(rows(kept), 'p-1', now);
    const recorded = await registry.organisation('demo-k');
    expect(recorded).toMatchObject({
      supervisors: ['demo-n', 'demo-m'],
      legalBasis: '共済法（架空）',
      objectivesBasis: '第3条',
    });
    expect(recorded).not.toHaveProperty('publicationBasis');
    expect(await registry.importFile(rows(kept), 'p-1', now)).toMatchObject({ added: 0, changed: 0 });
    await registry.importFile(rows('demo-k,指定法人,,-,-,,共済（架空）,Aid (fictional),demo-m;demo-n'), 'p-1', now);
    const emptied = await registry.organisation('demo-k');
    expect(emptied?.supervisors).toEqual(['demo-m', 'demo-n']);
    expect(emptied).not.toHaveProperty('legalBasis');
    expect(
      await errorsOf(
        registry.importFile(
          rows(
            'demo-k,指定法人,行政執行法人,,第3条,,共済（架空）,Aid (fictional),demo-m',
            'demo-n,府省庁,,国の法（架空）,,,乙省（架空）,Other (fictional),',
          ),
          'p-1',
          now,
        ),
      ),
    ).toEqual([
      expect.stringContaining('line 2: 分類: only this kind of body has it: incorporated administrative agency'),
      expect.stringContaining('line 2: 個別の根拠法: there is an article but no law'),
      expect.stringContaining('line 3: 個別の根拠法: only this kind of body has it: designated corporation'),
    ]);
  });

  it('says every error of a CSV at its line, in the order of the file, and imports nothing', async () => {
    const registry = makeRegistry(database());
    const file = csv(
      'appointments',
      [
        '任命ID,人物ID,役割,組織ID,開始日,終了日,色',
        'a-x1,p-1,仙人,demo-m,2026-04-01,,', // 2
        'a-x2,p-1,committeeMember,demo-m,2026-02-30,,', // 3
        ',,,,,,', // 4: left empty by a spreadsheet
        'a-x3,p-404,committeeMember,nowhere,"2026-04-01",,"two', // 5, 6
        'lines"',
        'a-x4,p-1,committeeMember,demo-m', // 7
        'a-x5,p-1,bad "quote,demo-m,2026-04-01,,', // 8
        'a-x1,p-2,committeeMember,demo-m,2026-04-01,2026-03-01,', // 9
        'a-x6,p-1,committeeMember,demo-m,2026-04-01,,"open', // 10
      ].join('\n'),
    );
    const errors = await errorsOf(registry.importFile(file, 'p-1', now));
    expect(
      notOnce(errors, [
        /^line 1: there is no column "色"; the columns are: 任命ID \(id\)/,
        /^line 2: 役割: there is no role "仙人"/,
        /^line 3: 開始日: "2026-02-30" is not a date/,
        /^line 5: 人物ID: there is no person "p-404"/,
        /^line 5: 組織ID: there is no organisation "nowhere"/,
        /^line 7: there are 4 cells; the first line names 7/,
        /^line 8: a quotation mark " is out of place/,
        /^line 9: 任命ID: "a-x1" is there twice \(first at line 2\)/,
        /^line 9: 終了日: the last day 2026-03-01 is before the first/,
        /^line 10: a quotation mark " opened here is never closed/,
      ]),
    ).toEqual([]);
    const lines = errors.map((error) => Number(/^line (\d+)/.exec(error)?.[1]));
    expect([...lines].sort((a, b) => a - b)).toEqual(lines);
    expect((await registry.appointments('demo-m')).some((held) => held.id.startsWith('a-x'))).toBe(false);
  });

  it('says every error of a JSON file at its line, also keys given twice', async () => {
    const registry = makeRegistry(database());
    const text = `{ "asOf": "2026-09",
 "people": [
  { "id": "p-q1", "nameJa": "甲（架空）", "nameEn": "A (fictional)" },
  { "id": "p-q2", "nameJa": "乙（架空）",
    "nameEn": "B (fictional)", "colour": "red", "mail": 7 },
  "p-q3",
  { "id": "p-q4", "id": "p-q5", "nameJa": "丁\\u202e（架空）", "nameEn": "D (fictional)", "outside": { "firm": "社" } } ],
 "appointments": [
  { "id": "a-q1", "person": "p-q2", "role": "ciso", "organisation": "gone", "from": "2026-04-01", "kind": "regular" } ],
 "surprise": true }`;
    const errors = await errorsOf(registry.importFile({ form: 'json', bytes: utf8(text) }, 'p-1', now));
    expect(
      notOnce(errors, [
        /^line 1: "surprise": there is no such key/,
        /^line 4: people\[1\]\."colour": there is no such key/,
        /^line 4: people\[1\]\.mail: it must be a text/,
        /^line 6: people\[2\]: it must be an object/,
        /^line 7: the key "id" is there twice/,
        /^line 7: people\[3\]\.nameJa: it contains an invisible character that changes the direction/,
        /^line 7: people\[3\]\.outside\.contract: an outside person needs/,
        /^line 9: appointments\[0\]\.organisation: there is no organisation "gone"/,
      ]),
    ).toEqual([]);
    // The person of line 4 could not be read in full, but is there: no second error about that person.
    expect(errors.some((error) => error.includes('no person'))).toBe(false);
    expect(await registry.person('p-q1')).toBeUndefined();
  });

  it.each([
    [
      'not JSON',
      { form: 'json', bytes: utf8('{\n "people": [\n  { "id": }\n]}') } as const,
      /^line 3: this is not JSON/m,
    ],
    ['cut off', { form: 'json', bytes: utf8('{\n "people": [\n') } as const, /^line 3: this is not JSON/m],
    ['a list', { form: 'json', bytes: utf8('[]') } as const, /^line 1: this is not the form/m],
    [
      '10,000 deep',
      { form: 'json', bytes: utf8(`{"people":${'['.repeat(10_000)}${']'.repeat(10_000)}}`) } as const,
      /^line 1: this is not the form/m,
    ],
    [
      '__proto__',
      {
        form: 'json',
        bytes: utf8('{"people":[{"__proto__":{"id":"p"},"id":"p-z","nameJa":"甲","nameEn":"A"}]}'),
      } as const,
      /__proto__/,
    ],
    ['empty', csv('people', ''), /^line 1: the file is empty/m],
    [
      'UTF-16',
      { form: 'csv', rows: 'people', bytes: Uint8Array.from([0xff, 0xfe, 0x41, 0]) } as const,
      /^line 1: the file is UTF-16/m,
    ],
    [
      'no encoding',
      { form: 'csv', rows: 'people', bytes: Uint8Array.from([...utf8('id\na\n'), 0x81, 0x20, 0xff]) } as const,
      /^line 3: the file is neither/m,
    ],
    ['no id column', csv('people', '氏名\n甲\n'), /^line 1: the column "id" is missing/m],
    ['twice the column', csv('people', 'id,人物ID\np-y,p-y\n'), /^line 1: the column "人物ID" is there twice/m],
    [
      'U+0000',
      csv('people', 'id,nameJa,nameEn\np-y,甲\u0000,A\n'),
      /^line 2: nameJa: it contains a control character/m,
    ],
    [
      'half a character',
      { form: 'json', bytes: utf8('{"people":[{"id":"p-y","nameJa":"\\ud800","nameEn":"A"}]}') } as const,
      /half a character/,
    ],
    ['what rows', { form: 'csv', bytes: utf8('id\n') } as const, /^line 1: say what the rows/m],
  ])('refuses a file that is %s', async (_, file, expected) => {
    const errors = await errorsOf(makeRegistry(database()).importFile(file, 'p-1', now));
    expect(errors.join('\n')).toMatch(expected);
  });
});
