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
