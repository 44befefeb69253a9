/** The rules of a body that outlive its procedures: read by whoever holds a post in it, changed by their keeper, with a history. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signIn, type SignedIn } from '../support/signed-in.ts';
import { entryOf } from '../support/records.ts';
import { ask, makeWeb, type TestWeb } from './support/web.ts';

const path = '/registers/demo-ministry';
let web: TestWeb;
let ciso: SignedIn;

beforeAll(async () => {
  web = await makeWeb();
  ciso = await signIn(web.app, web.records, 'p-ciso', web.now);
});
afterAll(() => web?.close());

const coolingOff = async (): Promise<unknown> =>
  web.records.registers.inForce('demo-ministry', 'coolingOffDays', web.now + 60_000);

it('says of each register what holds, and what holds where nothing is recorded', async () => {
  const { status, html } = await ciso.get(path);
  expect(status).toBe(200);
  expect(html).toContain('効果確認の最短の観察日数');
  expect(html).toContain('30（記録がないときの設定値）');
});

it('allows decisions on paper of headquarters, elsewhere of ministers alone, where nothing is recorded', async () => {
  expect((await ciso.get(path)).html).toContain(
    'いいえ（記録がないときの設定値）　府省庁では、主務大臣の決定は登録できます。',
  );
  const names = { nameJa: '本部（架空）', nameEn: 'Headquarters (fictional)' };
  await web.records.registry.change(
    {
      organisations: [{ id: 'demo-headquarters', kind: 'headquarters', supervisors: [], fictional: true, ...names }],
      people: [{ id: 'p-chair', home: 'demo-headquarters', ...names }],
      appointments: [
        {
          id: 'a-chair',
          person: 'p-chair',
          role: 'headquarters',
          organisation: 'demo-headquarters',
          from: '2026-04-01',
          kind: 'regular',
        },
      ],
    },
    'p-admin',
    web.now,
  );
  const chair = await signIn(web.app, web.records, 'p-chair', web.now);
  const own = '/registers/demo-headquarters';
  expect((await chair.get(own)).html).toContain('はい（記録がないときの設定値）');
  // Headquarters have no CISO: they turn it off themselves.
  expect((await chair.post(own, { register: 'enteredFor', value: 'no' })).status).toBe(303);
  const { html } = await chair.get(own);
  expect(html).not.toContain('はい（記録がないときの設定値）');
  expect(await web.records.registers.inForce('demo-headquarters', 'enteredFor', web.now + 60_000)).toBe(false);
});

it('is changed by its keeper, whatever digits are typed, and shows who did', async () => {
  const { status, to } = await ciso.post(path, { register: 'coolingOffDays', value: '３６５' });
  expect([status, to]).toEqual([303, `${path}?saved=coolingOffDays`]);
  expect(await coolingOff()).toBe(365);
  const { html } = await ciso.get(`${path}?saved=coolingOffDays`);
  expect(html).toContain('を変更しました');
  expect(html).toMatch(/これまでの記録　1件/);
});

it('keeps what holds where the value is none, and says what is wrong', async () => {
  const { status, html } = await ciso.post(path, { register: 'coolingOffDays', value: '一年' });
  expect(status).toBe(400);
  expect(html).toContain('変更していません');
  expect(await coolingOff()).toBe(365);
});

it('shows others of the body no field, takes nothing of theirs, and is not there for other bodies', async () => {
  const staff = await signIn(web.app, web.records, 'p-staff', web.now);
  const { status, html } = await staff.get(path);
  expect(status).toBe(200);
  expect(html).not.toContain('name="value"');
  await staff.post(path, { register: 'coolingOffDays', value: '1' });
  expect(await coolingOff()).toBe(365);
  const other = await signIn(web.app, web.records, 'p-unrelated', web.now);
  expect((await other.get(path)).status).toBe(404);
});

it('shows objectives that procedures recorded: of several ministers beside each other, past ones among what was; nobody writes them here', async () => {
  const at = '/registers/demo-agency';
  const agency = await signIn(web.app, web.records, 'p-agency-ciso', web.now);
  expect((await agency.get(at)).html).not.toContain('主務大臣が指示した目標');
  const instance = 'supervision/2026/demo-agency';
  const objective = (ministry: string, from: string, to: string) => ({
    ministries: [ministry],
    article: 'article29',
    from,
    to,
    document: 'b'.repeat(64),
    place: '第5章',
    passage: `${ministry}の記載`,
  });
  const effects = [
    objective('demo-ministry', '2021-04-01', '2026-03-31'),
    objective('demo-ministry', '2026-04-01', '2031-03-31'),
    objective('demo-unrelated', '2026-04-01', '2031-03-31'),
  ].map((value, index) => ({ id: `1.${index}`, kind: 'register' as const, register: 'objectives', value }));
  await web.records.journal.append([{ entry: entryOf(instance, 1, { at: web.now - 1000, effects }) }]);
  const { html } = await agency.get(at);
  const [shown = '', past = ''] = html.slice(html.indexOf('id="objectives"')).split('<details');
  expect(shown).toContain('主務大臣が指示した目標');
  for (const words of ['demo-ministry（架空）', 'demo-unrelated（架空）', '第29条（中期目標）', 'demo-ministryの記載'])
    expect(shown).toContain(words);
  expect(shown).not.toMatch(/2021|令和3年/);
  expect(past).toMatch(/2021|令和3年/);
  const token = await web.token('p-agency-ciso');
  const written = await ask(web.app, 'PUT', '/api/v1/registers/demo-agency/objectives', {
    token,
    body: { value: null },
  });
  expect([written.status, written.text]).toEqual([409, expect.stringContaining('手続での決定によってだけ')]);
});
