/** What somebody sets for themselves, by the API and by the page. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signIn } from '../support/signed-in.ts';
import { ask, makeWeb, type Reply, type TestWeb } from './support/web.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
});
afterAll(() => web?.close());

const settings = async (person: string, body?: object): Promise<Reply> =>
  ask(web.app, body === undefined ? 'GET' : 'PUT', '/api/v1/settings', {
    token: await web.token(person),
    ...(body && { body }),
  });

it('is each person’s own, and says what cannot be switched off', async () => {
  expect((await settings('p-ciso', { language: 'en', digest: true, muted: ['told'] })).status).toBe(200);
  expect((await settings('p-ciso')).body).toMatchObject({ language: 'en', digest: true, muted: ['told'] });
  const { body } = await settings('p-office');
  expect(body).toMatchObject({ digest: false, muted: [] });
  expect(body).not.toHaveProperty('language');
  const always = body.kinds.filter((kind: { always: boolean }) => kind.always);
  expect(always.map(({ id }: { id: string }) => id)).toEqual(['escalated', 'account']);
});

it('takes no kind that always goes, and nothing unknown', async () => {
  const statuses = [];
  for (const body of [
    { digest: false, muted: ['escalated'] },
    { digest: false, muted: ['account'] },
    { digest: false, muted: [], language: 'fr' },
    { digest: false, muted: [], other: 1 },
    { muted: [] },
  ])
    statuses.push((await settings('p-staff', body)).status);
  expect(statuses).toEqual([400, 400, 400, 400, 400]);
  expect((await settings('p-staff')).body).toMatchObject({ digest: false, muted: [] });
});

it('is shown and changed by the page, in the language chosen', async () => {
  const reader = await signIn(web.app, web.records, 'p-audit', web.now);
  expect((await reader.get('/settings')).html).toContain('必ず、直ちにメールで送ります');
  const saved = await reader.post('/settings', { language: 'en', digest: 'yes', wanted: 'overdue' });
  expect([saved.status, saved.to]).toEqual([303, '/settings?saved=1']);
  expect(saved.headers.get('set-cookie')).toContain('junkan_language=en');
  expect((await settings('p-audit')).body).toMatchObject({
    language: 'en',
    digest: true,
    muted: ['due', 'asked', 'told'],
  });
  // At another browser, where no language was chosen.
  const { html } = await reader.get('/settings');
  expect(html).toContain('<html lang="en">');
  expect(html).toMatch(/id="mail-overdue"[^>]*checked/);
  expect(html).not.toMatch(/id="mail-due"[^>]*checked/);
  expect(
    (await reader.get('/settings', { headers: { cookie: `${reader.cookie}; junkan_language=ja` } })).html,
  ).toContain('<html lang="ja">');
});
