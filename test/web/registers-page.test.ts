/** The rules of a body that outlive its procedures: read by whoever holds a post in it, changed by their keeper, with a history. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signIn, type SignedIn } from '../support/signed-in.ts';
import { makeWeb, type TestWeb } from './support/web.ts';

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
  expect((await chair.get('/registers/demo-headquarters')).html).toContain('はい（記録がないときの設定値）');
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
