/** The end of an administrator's post that nobody else approved: who may object to it does so on its page, others find no form there. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signIn, type SignedIn } from '../support/signed-in.ts';
import { ask, makeWeb, type TestWeb } from './support/web.ts';

let web: TestWeb;
let path: string;

beforeAll(async () => {
  web = await makeWeb();
  const post = { organisation: 'demo-centre', from: '2026-04-01', kind: 'regular' as const };
  const names = { nameJa: '長 一（架空）', nameEn: 'Hajime Osa (fictional)' };
  await web.records.registry.change(
    {
      people: ['p-second', 'p-centre-head'].map((id) => ({ id, home: 'demo-centre', ...names })),
      appointments: [
        { ...post, id: 'a-second', person: 'p-second', role: 'administrator' },
        { ...post, id: 'a-centre-head', person: 'p-centre-head', role: 'headOfOrganisation' },
      ],
    },
    'p-admin',
    web.now,
  );
  const body = { ends: [{ appointment: 'a-second', to: '2026-11-24' }] };
  const token = await web.token('p-admin');
  const asked = await ask(web.app, 'POST', '/api/v1/registry/changes', { token, body });
  if (asked.body.objectionUntil === undefined) throw new Error(asked.text);
  path = `/admin/changes/${asked.body.id}`;
});
afterAll(() => web?.close());

const enter = (person: string): Promise<SignedIn> => signIn(web.app, web.records, person, web.now);
const form = (html: string): boolean => html.includes(`action="${path}/object"`);

it('leads those who may object from their notice to its page, and to nothing else of the administration', async () => {
  for (const person of ['p-second', 'p-centre-head']) {
    const visitor = await enter(person);
    expect((await visitor.get('/notices')).html).toContain(`href="${path}"`);
    const { status, html } = await visitor.get(path);
    expect([person, status, form(html)]).toEqual([person, 200, true]);
    expect(html).toMatch(/長 一（架空）、システム管理者[^]*最終日：2026年11月30日（月）/);
    expect(html.includes('href="/admin/people"')).toBe(person === 'p-second');
  }
  expect((await (await enter('p-centre-head')).get('/admin/changes')).status).toBe(404);
});

it('shows its page without a form to whoever asked for it, and to others none', async () => {
  const asker = await enter('p-admin');
  const { status, html } = await asker.get(path);
  expect([status, form(html), html.includes('異議の期限')]).toEqual([200, false, true]);
  expect((await asker.get('/admin/changes')).html).toContain('異議は2026年12月1日（火）00:00まで');
  expect((await asker.post(`${path}/object`, { reason: 'x' })).status).toBe(403);
  for (const person of ['p-centre', 'p-ciso', 'p-staff']) {
    const visitor = await enter(person);
    expect([(await visitor.get(path)).status, (await visitor.post(`${path}/object`, { reason: 'x' })).status]).toEqual([
      404, 404,
    ]);
  }
});

it('takes the end back with a reason, and not without; what was typed is not lost', async () => {
  const head = await enter('p-centre-head');
  const without = await head.post(`${path}/object`, { reason: ' ' });
  expect([without.status, form(without.html)]).toEqual([409, true]);
  expect((await web.records.registry.appointmentsById(['a-second']))[0]).toMatchObject({ to: '2026-11-30' });
  const { to } = await head.post(`${path}/object`, { reason: '本人に確認中' });
  expect(to).toBe(`${path}?told=objected`);
  const { html } = await head.get(to ?? '');
  expect(html).toContain('異議を申し立て、離任を取り消しました。');
  expect([form(html), html.includes('本人に確認中')]).toEqual([false, true]);
  expect((await web.records.registry.appointmentsById(['a-second']))[0]).not.toHaveProperty('to');
});
