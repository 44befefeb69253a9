/** A body is recorded, renamed and put below another by a form, checked before anything is requested. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signIn, type SignedIn } from '../support/signed-in.ts';
import { makeWeb, type TestWeb } from './support/web.ts';

let web: TestWeb;
let administrator: SignedIn;

beforeAll(async () => {
  web = await makeWeb();
  administrator = await signIn(web.app, web.records, 'p-admin', web.now);
});
afterAll(() => web?.close());

/** The form is checked, and what the check offers is sent. */
async function changes(path: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const { status, html } = await administrator.post(path, { ...fields, _do: 'check' });
  expect(status).toBe(200);
  const [, change = ''] = /name="change" value="([^"]*)"/.exec(html) ?? [];
  const [, to = ''] = /name="_to" value="([^"]*)"/.exec(html) ?? [];
  const asked = await administrator.post('/admin/changes', { change: unescaped(change), _to: unescaped(to) });
  expect(asked.status).toBe(303);
  return html;
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
