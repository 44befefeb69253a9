/** A field of a form of the administration that is emptied takes away what is recorded, or says why that is not possible. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signIn, type SignedIn } from '../support/signed-in.ts';
import { ask, makeWeb, type TestWeb } from './support/web.ts';

const names = { nameJa: '名（架空）', nameEn: 'Name (fictional)' };
let web: TestWeb;
let administrator: SignedIn;

beforeAll(async () => {
  web = await makeWeb();
  administrator = await signIn(web.app, web.records, 'p-admin', web.now);
  const department = { organisation: 'demo-ministry', bureau: true, ...names };
  await web.records.registry.change(
    {
      departments: [
        { ...department, id: 'd-above' },
        {
          ...department,
          id: 'd-below',
          parent: 'd-above',
          from: '2026-04-01',
          to: '2027-03-31',
          successors: ['d-above'],
        },
      ],
    },
    'p-admin',
    web.now,
  );
});
afterAll(() => web?.close());

const unescaped = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'");

/** What the form shows, filled in as it is recorded, with these of its fields changed. */
async function filled(path: string, changed: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const { html } = await administrator.get(path);
  const inputs = [...html.matchAll(/<input type="text"[^>]*name="(\w+)"[^>]*value="([^"]*)"/g)];
  const chosen = [...html.matchAll(/<select[^>]*name="(\w+)"[^]*?<\/select>/g)].map(([select, name = '']) => {
    return [name, /<option value="([^"]*)" selected/.exec(select)?.[1] ?? ''] as const;
  });
  const ticked = [...html.matchAll(/<input type="checkbox"[^>]*name="(\w+)"[^>]*checked/g)];
  const recorded = [...inputs.map(([, name = '', value = '']) => [name, value] as const), ...chosen];
  return {
    ...Object.fromEntries([...recorded, ...ticked.map(([, name = '']) => [name, 'yes'] as const)]),
    ...changed,
    _do: 'check',
  };
}

/** Sends the form and what its check offers: the check's page. */
async function changes(path: string, changed: Readonly<Record<string, string>>): Promise<string> {
  const { status, html } = await administrator.post(path, await filled(path, changed));
  expect([status, /<div class="banner banner--error"[^]*?<\/div>/.exec(html)?.[0]]).toEqual([200, undefined]);
  const [, change = ''] = /name="change" value="([^"]*)"/.exec(html) ?? [];
  const asked = await administrator.post('/admin/changes', { change: unescaped(change), _to: '/admin' });
  expect([asked.status, asked.to]).toEqual([303, '/admin?told=done']);
  return html;
}

it('a mail address', async () => {
  expect((await web.records.registry.person('p-staff'))?.mail).toBe('p-staff@demo.example');
  const html = await changes('/admin/people/p-staff/change', { mail: '' });
  expect(html).toContain('p-staff@demo.example');
  expect(await web.records.registry.person('p-staff')).not.toHaveProperty('mail');
});

it('what a department lies below, its days, and who succeeds it; what is left as it is stays', async () => {
  const path = '/admin/departments/demo-ministry/d-below';
  const recorded = async () =>
    (await web.records.registry.departments('demo-ministry')).find(({ id }) => id === 'd-below');
  await changes(path, { parent: '' });
  expect(await recorded()).toMatchObject({ from: '2026-04-01', to: '2027-03-31', successors: ['d-above'] });
  expect(await recorded()).not.toHaveProperty('parent');
  await changes(path, { to: '', successors: '' });
  expect(await recorded()).toMatchObject({ from: '2026-04-01', ...names, bureau: true });
  expect(await recorded()).not.toHaveProperty('to');
  await changes(path, { from: '' });
  expect(await recorded()).not.toHaveProperty('from');
});

it('what lies above a body, and the end of one that goes on', async () => {
  const path = '/admin/bodies/demo-agency';
  const to = '2027-03-31';
  await changes(path, { to, abolitionBasis: '廃止法（架空）', successors: 'demo-unrelated' });
  expect(await web.records.registry.organisation('demo-agency')).toMatchObject({ to, successors: ['demo-unrelated'] });
  await changes(path, { to: '', abolitionBasis: '', successors: '' });
  const kept = await web.records.registry.organisation('demo-agency');
  expect(kept).toMatchObject({ supervisors: ['demo-ministry'] });
  for (const field of ['to', 'abolitionBasis']) expect(kept).not.toHaveProperty(field);
});

it('what cannot be without: its field says so, and nothing is requested', async () => {
  for (const [path, field, status] of [
    ['/admin/people/p-staff/change', 'home', 400],
    ['/admin/people/p-staff/change', 'nameJa', 400],
    ['/admin/bodies/demo-agency', 'nameEn', 400],
  ] as const) {
    const answer = await administrator.post(path, await filled(path, { [field]: '' }));
    expect([path, field, answer.status]).toEqual([path, field, status]);
    expect(answer.html).toMatch(new RegExp(`id="f-${field}-err"[^>]*>[^<]*入力してください`));
    expect(answer.html).not.toContain('name="change"');
  }
});

it('a day that is past: the registry says that it can be taken back no more', async () => {
  const path = '/admin/bodies/demo-unrelated';
  await web.records.registry.change(
    {
      organisations: [
        {
          id: 'demo-unrelated',
          kind: 'ministry',
          ...names,
          renamedOn: 'correction',
          supervisors: [],
          fictional: true,
          to: '2026-11-01',
          abolitionBasis: '廃止法（架空）',
        },
      ],
    },
    'p-admin',
    web.now,
  );
  const { status, html } = await administrator.post(path, await filled(path, { to: '', abolitionBasis: '' }));
  expect([status, html.includes('name="change"')]).toEqual([400, false]);
  expect(html).toContain('廃止日（2026-11-01）を過ぎたため、変更も取りやめもできません');
});

it('over HTTP: null takes away, what is absent stays', async () => {
  const token = await web.token('p-admin');
  const person = { id: 'p-manager', ...names };
  const send = (more: object) =>
    ask(web.app, 'POST', '/api/v1/registry/changes', { token, body: { people: [{ ...person, ...more }] } });
  expect((await send({})).status).toBe(200);
  expect((await web.records.registry.person('p-manager'))?.mail).toBe('p-manager@demo.example');
  expect((await send({ mail: null })).status).toBe(200);
  expect(await web.records.registry.person('p-manager')).not.toHaveProperty('mail');
});
