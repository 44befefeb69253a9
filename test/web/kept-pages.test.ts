/** What is typed into a page of the administration or of the settings outlasts the session: every such form, and each that is none. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_IDLE } from '../../contract/records/tokens.ts';
import { ask, signIn, withSession, type Shown, type SignedIn } from '../support/signed-in.ts';
import { pageRequests } from './access/page-requests.ts';
import { ask as asked, makeWeb, type TestWeb } from './support/web.ts';

const typed = '<b>打ちかけ</b>';
const escaped = '&lt;b&gt;打ちかけ&lt;/b&gt;';
const isThere = new RegExp(escaped);
const [admin, ciso] = ['p-admin', 'p-ciso'];
const department = {
  departments: [{ id: 'd-new', organisation: 'demo-ministry', nameJa: typed, nameEn: 'New', bureau: true }],
};
const csv = 'id,nameJa,nameEn,home\np-file,打ちかけ（架空）,File (fictional),demo-ministry\n';

interface Case {
  /** Where it is sent, and where it stands. */
  readonly path: string;
  readonly on?: string;
  readonly fields: Readonly<Record<string, string>>;
  /** What its page shows. */
  readonly shows?: RegExp;
  readonly by?: string;
}

/** By the form as its address stands among the routes. */
const forms: Readonly<Record<string, Case>> = {
  '/settings': { path: '/settings', fields: { digest: 'yes', wanted: 'due' }, shows: /id="digest"[^>]*checked/ },
  '/registers/:organisation': {
    path: '/registers/demo-ministry',
    fields: { register: 'coolingOffDays', value: typed },
    by: ciso,
  },
  '/registers/:organisation/:register': {
    path: '/registers/demo-ministry/visibility',
    fields: { _do: 'save', 'opened.#': '1', 'opened.0.to': 'demo-centre', _from: typed },
    by: ciso,
  },
  '/registers/common/:register/:key': {
    path: '/registers/common/guidelines/g-1',
    fields: { _do: 'save', titleJa: typed },
  },
  '/admin/people/new': { path: '/admin/people/new', fields: { _do: 'check', nameJa: typed, home: 'demo-ministry' } },
  '/admin/people/:person/change': { path: '/admin/people/p-staff/change', fields: { _do: 'check', nameJa: typed } },
  '/admin/people/:person/links': {
    path: '/admin/people/p-staff/links',
    on: '/admin/people/p-staff',
    fields: { purpose: typed },
  },
  // The field stands there where there is a provider.
  '/admin/people/:person/accounts': {
    path: '/admin/people/p-staff/accounts',
    on: '/admin/people/p-staff',
    fields: { subject: typed },
    shows: /p-staff（架空）/,
  },
  '/admin/departments/:organisation/new': { path: '/admin/departments/demo-ministry/new', fields: { nameJa: typed } },
  '/admin/departments/:organisation/:department': {
    path: '/admin/departments/demo-ministry/d-policy',
    fields: { _do: 'check', nameJa: typed },
  },
  '/admin/bodies/new': { path: '/admin/bodies/new', fields: { _do: 'check', nameJa: typed } },
  '/admin/bodies/:organisation': { path: '/admin/bodies/demo-ministry', fields: { _do: 'check', nameJa: typed } },
  '/admin/posts/:appointment/replace': {
    path: '/admin/posts/a-p-staff/replace',
    on: '/admin/posts/a-p-staff',
    fields: { _do: 'check', from: 'R9.4.1', order: typed },
  },
  '/admin/posts/:appointment/end': {
    path: '/admin/posts/a-p-staff/end',
    on: '/admin/posts/a-p-staff',
    fields: { _do: 'check', to: typed },
  },
  '/admin/posts/:appointment/void': {
    path: '/admin/posts/a-p-staff/void',
    on: '/admin/posts/a-p-staff',
    fields: { _do: 'check', reason: typed },
  },
  '/admin/appoint': { path: '/admin/appoint', fields: { _do: 'check', organisation: 'demo-ministry', order: typed } },
  '/admin/changes': {
    path: '/admin/changes',
    fields: {
      change: JSON.stringify(department),
      _to: '/admin/organisations/demo-ministry',
      _back: JSON.stringify({ action: '/admin/departments/demo-ministry/new', fields: { nameJa: typed } }),
    },
  },
  '/admin/changes/:change/reject': {
    path: '/admin/changes/{waiting}/reject',
    on: '/admin/changes/{waiting}',
    fields: { reason: typed },
  },
  // The field stands there where the end of a post may be objected to.
  '/admin/changes/:change/object': {
    path: '/admin/changes/{waiting}/object',
    on: '/admin/changes/{waiting}',
    fields: { reason: typed },
    shows: /承認待ち/,
  },
  '/admin/imports': {
    path: '/admin/imports',
    fields: { kind: 'people', content: Buffer.from(csv).toString('base64') },
    shows: /打ちかけ（架空）/,
  },
  '/admin/webhooks': { path: '/admin/webhooks', fields: { purpose: typed, url: 'https://example.org/' } },
};

/** Buttons: nothing is typed. Where they stand. */
const buttons: Readonly<Record<string, string>> = {
  '/sign-out': '/',
  '/settings/sessions/end': '/settings/sessions',
  '/settings/sessions/end-others': '/settings/sessions',
  '/settings/sessions/remove': '/settings/sessions',
  '/settings/passkeys/begin': '/settings/passkeys',
  '/settings/passkeys': '/settings/passkeys',
  '/settings/passkeys/remove': '/settings/passkeys',
  '/notices/1/read': '/notices',
  '/calendar': '/calendar',
  '/admin/people/p-staff/links/withdraw': '/admin/people/p-staff',
  '/admin/people/p-staff/accounts/remove': '/admin/people/p-staff',
  '/admin/people/p-staff/passkeys/remove': '/admin/people/p-staff',
  '/admin/people/p-staff/revoke': '/admin/people/p-staff',
  '/admin/changes/x/approve': '/admin/changes/x',
  '/admin/changes/x/withdraw': '/admin/changes/x',
  '/admin/webhooks/x': '/admin/webhooks/x',
  '/admin/operation': '/admin/operation',
};

let web: TestWeb;
let waiting: string;

beforeAll(async () => {
  web = await makeWeb();
  const second = { id: 'a-second', person: 'p-centre', role: 'administrator' as const, organisation: 'demo-centre' };
  const post = { ...second, from: '2026-04-01', kind: 'regular' as const };
  await web.records.registry.change({ appointments: [post] }, admin, web.now);
  const guarded = { id: 'a-guarded', person: 'p-staff', role: 'ciso', organisation: 'demo-unrelated' };
  const body = { appointments: [{ ...guarded, from: '2027-04-01', to: '2027-04-02', kind: 'regular' }] };
  const guide = { id: 'g-1', titleJa: '手引（架空）', titleEn: 'Guide (fictional)' };
  await web.records.registers.set('common', 'guidelines', 'g-1', guide, web.now, admin);
  const token = await web.token('p-centre');
  const change = await asked(web.app, 'POST', '/api/v1/registry/changes', { token, body });
  if (change.body.status !== 'pending') throw new Error(`the change does not wait: ${change.text}`);
  waiting = change.body.id;
});
afterAll(() => web?.close());

const enter = (person: string): Promise<SignedIn> => signIn(web.app, web.records, person, web.now);
const placed = (path: string): string => path.replace('{waiting}', waiting);
const recorded = async (): Promise<readonly unknown[]> => {
  const token = await web.token('p-centre');
  return (await asked(web.app, 'GET', '/api/v1/registry/journal?limit=500', { token })).body.items;
};

/** Sends a form when its session has ended: the answer, and the cookie by which it is found again. */
async function sentTooLate(person: string, path: string, fields: Case['fields']) {
  const visitor = await enter(person);
  const token = await visitor.token();
  web.now += SESSION_IDLE + 1000;
  const answer = await visitor.post(path, fields, { token });
  const [cookie = ''] = /junkan_kept=[^;]+/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
  return { answer, cookie };
}

/** Signs in anew at that browser, and is led on. */
async function back(person: string, path: string, cookie: string): Promise<Shown> {
  const { cookie: session } = await enter(person);
  return ask(web.app, 'GET', path, { headers: { cookie: `${session}; ${cookie}` } });
}

describe('a form in which something is typed', () => {
  it.each(Object.entries(forms))('%s is shown again after signing in, and sends nothing by itself', async (_, one) => {
    const { by = admin, fields, shows = isThere } = one;
    const [path, on] = [placed(one.path), placed(one.on ?? one.path)];
    const before = await recorded();
    const { answer, cookie } = await sentTooLate(by, path, fields);
    expect([answer.status, answer.to]).toEqual([303, `/sign-in?to=${encodeURIComponent(`${on}?kept=1`)}&sent=kept`]);
    const { status, html } = await back(by, `${on}?kept=1`, cookie);
    expect(status).toBe(200);
    expect(html).toContain('サインインの前に送った内容です。まだ記録していません');
    expect(html).toMatch(shows);
    expect(html).not.toContain(typed);
    // The page as it is otherwise, and to somebody else, has none of it.
    const other = await back(by === admin ? 'p-centre' : 'p-office', `${on}?kept=1`, cookie);
    expect(other.html).not.toContain('打ちかけ');
    expect((await back(by, on, cookie)).html).not.toContain(escaped);
    expect(await recorded()).toEqual(before);
  });

  it('is every one that is not a button', () => {
    const asPatterns = Object.keys(buttons).map((path) =>
      path
        .replace('/p-staff', '/:person')
        .replace(/changes\/x/, 'changes/:change')
        .replace(/hooks\/x/, 'hooks/:webhook'),
    );
    const known = [...Object.keys(forms), ...asPatterns.map((path) => path.replace('/1/', '/:notice/'))];
    const all = Object.keys(pageRequests).flatMap((page) => {
      const [, path = ''] = /^POST (.*)$/.exec(page) ?? [];
      const isOpen = path === '' || path.startsWith('/sign-in') || path.startsWith('/claim/');
      return isOpen || path.includes('/decide/') ? [] : [path];
    });
    expect(all.toSorted()).toEqual(known.toSorted());
  });

  it('is shown to nobody who administers no more', async () => {
    const { cookie } = await sentTooLate(admin, '/admin/people/new', { _do: 'check', nameJa: typed });
    const { html } = await back(admin, '/admin/people/new?kept=1', cookie);
    expect(html).toContain(escaped);
    const post = { person: admin, from: '2026-04-01', kind: 'regular' as const };
    const office = { ...post, id: 'a-p-admin', role: 'administrator' as const, organisation: 'demo-centre' };
    const staff = { ...post, id: 'a-stays', role: 'staff' as const, organisation: 'demo-ministry' };
    const appointments = [{ ...office, to: '2026-11-01' }, staff];
    await web.records.registry.change({ appointments }, 'p-centre', web.now);
    const { status, html: after } = await back(admin, '/admin/people/new?kept=1', cookie);
    expect(status).toBe(404);
    expect(after).not.toContain('打ちかけ');
    const again = { ...office, id: 'a-again', from: '2026-11-23' };
    await web.records.registry.change({ appointments: [again] }, 'p-centre', web.now);
  });

  it('is kept no more once it was done', async () => {
    const { cookie } = await sentTooLate('p-centre', '/settings', { digest: 'yes' });
    const { id, secret, cookie: session } = await enter('p-centre');
    const both = { headers: { cookie: `${session}; ${cookie}` } };
    const visitor = withSession(web.app, 'p-centre', id, secret);
    // Another form leaves it.
    await visitor.post('/admin/people/new', { _do: 'check' }, both);
    expect((await visitor.get('/settings?kept=1', both)).html).toContain('サインインの前に送った内容です');
    expect((await visitor.post('/settings', { digest: 'yes' }, both)).to).toBe('/settings?saved=1');
    expect((await visitor.get('/settings?kept=1', both)).html).toContain('お預かりした内容はありません');
  });

  it('leads back to where it stands, without what was typed, when its session was ended by somebody', async () => {
    const visitor = await enter(admin);
    const token = await visitor.token();
    await web.records.tokens.revoke(visitor.id, 'p-centre', web.now);
    const { to } = await visitor.post('/admin/posts/a-p-staff/end', { _do: 'check', to: typed }, { token });
    expect(to).toBe(`/sign-in?to=${encodeURIComponent('/admin/posts/a-p-staff')}&sent=lost`);
  });
});

it.each(Object.entries(buttons))('the button %s leads back to the page on which it stands', async (path, on) => {
  const { answer } = await sentTooLate(admin, path, {});
  expect(answer.to).toBe(on === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(on)}`);
});

describe('sent too often', () => {
  it.each(['/settings', '/admin/people/new'])('%s keeps what was typed, to be sent once more', async (path) => {
    const quotas = { changesPerSecond: 0.01, uploadsPerMinute: 1, uncitedDocuments: 1 };
    const slow = await makeWeb({ quotas });
    const visitor = await signIn(slow.app, slow.records, admin, slow.now);
    const fields = { _do: 'check', nameJa: typed, nameEn: 'E', home: 'demo-ministry', digest: 'yes' };
    let answer = await visitor.post(path, fields);
    for (let n = 0; n < 100 && answer.status !== 429; n += 1) answer = await visitor.post(path, fields);
    expect(answer.status).toBe(429);
    expect(answer.html).toContain('入力した内容は、この画面に残っています');
    expect(answer.html).toContain(`<input type="hidden" name="nameJa" value="${escaped}"/>`);
    expect(answer.html).toContain(`action="${path}"`);
    await slow.close();
  });
});
