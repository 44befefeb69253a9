/** A body is recorded, renamed and put below another by a form, checked before anything is requested. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signIn, type SignedIn } from '../support/signed-in.ts';
import { makeWeb, type TestWeb } from './support/web.ts';

let web: TestWeb;
let administrator: SignedIn;

beforeAll(async () => {
  web = await makeWeb({ quotas: { changesPerSecond: 2, uploadsPerMinute: 8, uncitedDocuments: 3 } });
  administrator = await signIn(web.app, web.records, 'p-admin', web.now);
});
afterAll(() => web?.close());

/** The form is checked, and what the check offers is sent. */
async function changes(path: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const asked = await administrator.post('/admin/changes', await checked(path, fields));
  expect(asked.status).toBe(303);
}

/** What the page of the check would send. */
async function checked(path: string, fields: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const { status, html } = await administrator.post(path, { ...fields, _do: 'check' });
  expect(status).toBe(200);
  const names = ['change', '_to', '_back'];
  return Object.fromEntries(
    names.map((name) => [name, unescaped(new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '')]),
  );
}

const unescaped = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

it('records a body below its ministry', async () => {
  await changes('/admin/bodies/new', {
    id: 'demo-new-body',
    kind: 'incorporated-administrative-agency',
    nameJa: '新機構（架空）',
    nameEn: 'New Agency (fictional)',
    supervisors: 'demo-ministry',
    from: 'R8.4.1',
  });
  const body = await web.records.registry.organisation('demo-new-body');
  expect(body).toMatchObject({ nameJa: '新機構（架空）', supervisors: ['demo-ministry'], from: '2026-04-01' });
});

it('gives it a new name from a day on, and keeps what it was called', async () => {
  await changes('/admin/bodies/demo-new-body', {
    nameJa: '改新機構（架空）',
    nameEn: 'Renewed Agency (fictional)',
    renamedOn: '2026-10-01',
    supervisors: 'demo-ministry',
    from: '2026-04-01',
  });
  const body = await web.records.registry.organisation('demo-new-body');
  expect(body?.nameJa).toBe('改新機構（架空）');
  expect(body?.formerNames).toMatchObject([{ nameJa: '新機構（架空）' }]);
});

it('keeps several competent ministries in their order, the main one first, and says the class that is not known', async () => {
  const agency = async () => web.records.registry.organisation('demo-new-body');
  const names = { nameJa: '改新機構（架空）', nameEn: 'Renewed Agency (fictional)', from: '2026-04-01' };
  const page = async () => (await administrator.get('/admin/organisations/demo-new-body')).html;
  expect(await page()).toContain('<dt>分類</dt><dd>未登録</dd>');
  const joint = { ...names, supervisors: 'demo-unrelated', joint1: 'demo-ministry' };
  // Who supervises waits for the second administrator, or is made alone by the only one.
  await changes('/admin/bodies/demo-new-body', { ...joint, class: 'administrative-execution' });
  expect(await agency()).toMatchObject({
    supervisors: ['demo-unrelated', 'demo-ministry'],
    class: 'administrative-execution',
  });
  expect(await page()).toContain('<dt>分類</dt><dd>行政執行法人</dd>');
  expect(await page()).toMatch(/demo-unrelated（架空）（主たる所管）.*demo-ministry（架空）/);
  expect((await administrator.get('/admin/bodies/demo-new-body')).html).toMatch(
    /name="joint1"[^]*?value="demo-ministry" selected/,
  );
  const { html } = await administrator.post('/admin/bodies/demo-new-body', {
    ...joint,
    supervisors: '',
    _do: 'check',
  });
  expect(html).toContain('id="f-supervisors-err"');
});

it('records the law of its own of a designated corporation, and refuses it elsewhere', async () => {
  const law = { legalBasis: '共済法（架空）', objectivesBasis: '第3条', publicationBasis: '' };
  const names = { nameJa: '新共済（架空）', nameEn: 'New Aid (fictional)', supervisors: 'demo-ministry' };
  await changes('/admin/bodies/new', { id: 'demo-aid', kind: 'designated-corporation', ...names, ...law });
  const recorded = await web.records.registry.organisation('demo-aid');
  expect(recorded).toMatchObject({ legalBasis: '共済法（架空）', objectivesBasis: '第3条' });
  expect(recorded).not.toHaveProperty('publicationBasis');
  const { html } = await administrator.get('/admin/organisations/demo-aid');
  expect(html).toContain('<dt>個別の根拠法</dt><dd>共済法（架空）</dd>');
  expect(html).toContain('<dt>評価の公表の根拠条項</dt><dd>定めの登録なし</dd>');
  const wrong = {
    ...names,
    id: 'demo-wrong',
    kind: 'ministry',
    supervisors: '',
    objectivesBasis: '第3条',
    _do: 'check',
  };
  const refused = await administrator.post('/admin/bodies/new', wrong);
  expect(refused.html).toContain('これがあるのは指定法人だけです');
  expect(refused.html).toContain('id="f-legalBasis-err"');
});

it('says at the field what is missing, and requests nothing', async () => {
  const { html } = await administrator.post('/admin/bodies/new', { nameJa: '名だけ（架空）', _do: 'check' });
  expect(html).toContain('id="f-id-err"');
  expect(html).not.toContain('name="change"');
});

it('shows the form again, with what was entered and why, where what was checked is refused by then', async () => {
  const person = { id: 'p-two-posts', home: 'demo-ministry', nameJa: '二重（架空）', nameEn: 'Twice (fictional)' };
  await web.records.registry.change({ people: [person] }, 'p-admin', web.now);
  const appoint = (from: string) => ({
    organisation: 'demo-ministry',
    role: 'officer',
    person: person.id,
    from,
    kind: 'regular',
    order: '人事発令第99号',
    date: from,
  });
  const [first, second] = [
    await checked('/admin/appoint', appoint('2026-12-01')),
    await checked('/admin/appoint', appoint('2026-12-02')),
  ];
  expect((await administrator.post('/admin/changes', first)).status).toBe(303);
  const { status, html } = await administrator.post('/admin/changes', second);
  expect(status).toBe(400);
  expect(html).toContain('id="problem"');
  expect(html).toContain('value="人事発令第99号"');
});

it('does so also where too much is sent at once, and says when to come back', async () => {
  const fields = { nameJa: '多忙（架空）', nameEn: 'Busy (fictional)', mail: 'busy@ministry.example' };
  const person = await checked('/admin/people/new', { home: 'demo-ministry', ...fields });
  let answer = await administrator.post('/admin/changes', person);
  for (let sent = 0; answer.status === 303 && sent < 40; sent += 1)
    answer = await administrator.post('/admin/changes', person);
  expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true]);
  for (const shown of ['id="problem"', 'value="多忙（架空）"', 'action="/admin/people/new']) {
    expect(answer.html).toContain(shown);
  }
});
