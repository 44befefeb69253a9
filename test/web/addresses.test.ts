/** Mail addresses over HTTP: judged when they are entered as the mailer judges them, and who is not reached. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overHttp } from '../registry/over-http.ts';
import { makeWeb, type Reply, type TestWeb } from './support/web.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
});
afterAll(() => web?.close());
const { send, change } = overHttp(() => web);

const head = '人物ID,氏名,英語氏名,所属組織,メール\n';
const row = (id: string, mail: string, home = 'demo-ministry'): string =>
  `${id},${id}（架空）,${id} (fictional),${home},"${mail.replaceAll('"', '""')}"\n`;
const importPeople = (rows: string, query = ''): Promise<Reply> =>
  send('p-admin', 'POST', `/registry/import?kind=people${query}`, undefined, {
    raw: head + rows,
    headers: { 'content-type': 'text/csv' },
  });

describe('an address is judged when it is entered', () => {
  it.each([
    'yamada@mail.example',
    "o'brien+junkan=1@mail.example",
    'A.B_c-d@Mail.Example',
    '"a..b"@carrier.example',
    '"a."@carrier.example',
    'yamada@日本語.example',
    'yamada@ｍａｉｌ。example',
  ])('%s is taken', async (mail) => {
    const { status, text } = await importPeople(row('p-mail', mail));
    expect([status, text]).toEqual([200, expect.stringContaining('"status":"done"')]);
    expect((await web.records.registry.person('p-mail'))?.mail).toBe(mail);
  });

  it.each([
    ['a..b@carrier.example', /"\\"a..b\\"@carrier.example"|"a..b"@carrier.example と書いてください/],
    ['a.@carrier.example', /"a."@carrier.example と書いてください/],
    ['山田@mail.example', /半角の英数字/],
    ['ｙａｍａｄａ@mail.example', /全角の文字/],
    ['yamada＠mail.example', /全角の文字/],
    ['山田 <yamada@mail.example>', /アドレス一つだけ/],
    ['a@mail.example;b@mail.example', /アドレス一つだけ/],
    ['a@b@mail.example', /アドレス一つだけ/],
    ['yamada@mail', /ドメインが正しくありません/],
    ['yamada@192.0.2.1', /ドメインが正しくありません/],
    ['yamada@[192.0.2.1]', /ドメインが正しくありません/],
    ['yamada@-mail.example', /ドメインが正しくありません/],
    ['yamada@ma_il.example', /ドメインが正しくありません/],
    ['yamada@mail..example', /ドメインが正しくありません/],
    ['yamada@xn--a.example', /ドメインが正しくありません/],
    ['yamada@mail.example/x', /ドメインが正しくありません/],
    [`${'a'.repeat(65)}@mail.example`, /長すぎます/],
    [`a@${'a.'.repeat(130)}example`, /長すぎます|ドメイン/],
    ['"a b"@carrier.example', /アドレス一つだけ/],
    ['"a\\"b"@carrier.example', /半角の英数字/],
  ])('%s is refused at its line, with what to write', async (mail, expected) => {
    const { status, body } = await importPeople(row('p-good', 'good@mail.example') + row('p-mail', mail));
    expect([status, body.errors.length]).toEqual([400, 1]);
    expect(body.errors[0]).toMatchObject({ path: 'line 3: メール', ja: expect.stringMatching(expected) });
  });

  it('two people with one address are told, at the line, before and when it is done', async () => {
    const rows =
      row('p-one', 'box@日本語.example') +
      row('p-two', 'Box@xn--wgv71a119e.example') +
      row('p-three', 'p-staff@demo.example');
    const warned = [
      { path: 'line 2: メール', ja: expect.stringContaining('p-two のメールアドレスでもあります') },
      { path: 'line 3: メール', ja: expect.stringContaining('p-one のメールアドレスでもあります') },
      { path: 'line 4: メール', ja: expect.stringContaining('p-staff') },
    ];
    expect((await importPeople(rows, '&check=1')).body).toMatchObject({ status: 'wouldBeMade', warnings: warned });
    expect((await importPeople(rows)).body).toMatchObject({ status: 'done', added: 3, warnings: warned });
    // The same again says nothing, and who takes another address is warned of no more.
    expect((await importPeople(rows)).body).not.toHaveProperty('warnings');
    expect((await importPeople(row('p-two', 'own@mail.example'))).body).not.toHaveProperty('warnings');
    const swapped = row('p-one', 'own@mail.example') + row('p-two', 'other@mail.example');
    expect((await importPeople(swapped)).body).not.toHaveProperty('warnings');
  });

  it('an administrator of one body learns nothing of the addresses of another', async () => {
    const local = {
      id: 'a-local',
      person: 'p-agency-staff',
      role: 'administrator',
      organisation: 'demo-agency',
      from: '2026-10-01',
      kind: 'concurrent',
    };
    expect((await change('p-admin', { appointments: [local] })).status).toBe(200);
    const person = (mail: string) => ({
      people: [{ id: 'p-of-agency', nameJa: '甲（架空）', nameEn: 'A (fictional)', home: 'demo-agency', mail }],
    });
    const foreign = await change('p-agency-staff', person('p-ciso@demo.example'));
    expect([foreign.status, foreign.body.warnings]).toEqual([200, undefined]);
    const own = await change('p-agency-staff', person('p-agency-ciso@demo.example'));
    expect(own.body.warnings).toMatchObject([{ path: 'people[0].mail', ja: expect.stringContaining('p-agency-ciso') }]);
  });
});

describe('who is not reached by mail', () => {
  const list = async (person: string): Promise<Reply> => send(person, 'GET', '/unreachable-people?limit=500');
  const reasonOf = async (id: string): Promise<unknown> =>
    (await list('p-admin')).body.items.find(({ person }: { person: string }) => person === id)?.reason;
  /** One notice to a person, and what the mailer says became of it. */
  async function mailed(person: string, result: 'sent' | 'failed', reason?: string): Promise<void> {
    web.now += 1_000;
    await change('p-admin', {
      people: [
        {
          id: person,
          nameJa: `${person}${web.now}（架空）`,
          nameEn: `${person} (fictional)`,
          home: 'demo-ministry',
          mail: `${person}@demo.example`,
        },
      ],
    });
    web.now += 1_000;
    const at = Date.now() + 365 * 86_400_000;
    const taken = await web.records.mailQueue.take(at, { atMost: 1_000, lease: 1_000 });
    await web.records.mailQueue.settle(
      taken.flatMap(({ notices, address }) =>
        notices.map(({ id, claim }) =>
          address === `${person}@demo.example`
            ? { id, claim, result, ...(reason !== undefined && { reason }) }
            : { id, claim, result: 'sent' as const },
        ),
      ),
      web.now,
    );
  }

  it('is for administrators: who holds a post and has no address, or one that is refused, until it is mended', async () => {
    expect(await reasonOf('p-manager')).toBeUndefined();
    await change('p-admin', {
      people: [{ id: 'p-no-mail', nameJa: '無（架空）', nameEn: 'None (fictional)', home: 'demo-ministry' }],
    });
    expect(await reasonOf('p-no-mail')).toBeUndefined();
    const post = {
      id: 'a-no-mail',
      person: 'p-no-mail',
      role: 'staff',
      organisation: 'demo-ministry',
      from: '2027-04-01',
      kind: 'regular',
    };
    await change('p-admin', { appointments: [post] });
    expect(await reasonOf('p-no-mail')).toBe('none');
    await mailed('p-manager', 'failed', 'refused 550');
    const { status, body } = await list('p-admin');
    expect(status).toBe(200);
    expect(body.items.find(({ person }: { person: string }) => person === 'p-manager')).toMatchObject({
      organisations: ['demo-ministry'],
      reason: 'refused',
      code: 'refused 550',
      since: web.now,
      ja: '最後のメールが届かなかった',
    });
    await mailed('p-manager', 'sent');
    expect(await reasonOf('p-manager')).toBeUndefined();
    await mailed('p-manager', 'failed', 'refused 550');
    web.now += 1_000;
    await change('p-admin', {
      people: [
        {
          id: 'p-manager',
          nameJa: '管理（架空）',
          nameEn: 'Manager (fictional)',
          home: 'demo-ministry',
          mail: 'new@demo.example',
        },
      ],
    });
    expect(await reasonOf('p-manager')).toBeUndefined();
    const among = { of: 'all', now: web.now, reserved: true } as const;
    const reserved = await web.records.readModel.unreachablePeople(among, '', 1_000);
    expect(reserved.find(({ person }) => person === 'p-ciso')).toMatchObject({ reason: 'reserved' });
  });

  it('nobody else sees it, and an administrator of a body sees its own', async () => {
    expect((await list('p-ciso')).status).toBe(403);
    const local = await list('p-agency-staff');
    expect([local.status, local.body.items]).toEqual([200, []]);
    const post = {
      id: 'a-no-mail-2',
      person: 'p-no-mail',
      role: 'staff',
      organisation: 'demo-agency',
      from: '2026-10-01',
      kind: 'concurrent',
    };
    await change('p-admin', { appointments: [post] });
    expect((await list('p-agency-staff')).body.items).toMatchObject([
      { person: 'p-no-mail', organisations: ['demo-agency'] },
    ]);
  });

  it('comes in pages', async () => {
    const first = await send('p-admin', 'GET', '/unreachable-people?limit=1');
    expect(first.body.items).toHaveLength(1);
    expect(first.body.next === undefined || typeof first.body.next === 'string').toBe(true);
  });
});
