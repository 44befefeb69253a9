/** A form that is sent when its session has ended is kept for an hour, and shown again to the same person; it sends nothing by itself. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FORM_KEPT, FORMS_KEPT } from '../../contract/records/kept-forms.ts';
import { SESSION_IDLE } from '../../contract/records/tokens.ts';
import { decisionLabel } from '../../web/texts.ts';
import { ask, formBody, signIn, type Shown, type SignedIn } from '../support/signed-in.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';

const { ciso, deputyCiso } = cast.ministry;
const cycle = `/cycle/2026/${cast.ministry.organisation}`;
const path = `${cycle}/decide/setDirection`;
const typed = '<b>打ちかけの方向性</b>';

let stack: Stack;
let shift = 0;
const now = () => Date.now() + shift;
beforeAll(async () => {
  stack = await startStack({ clock: now });
  await stack.openYear(2026, [cast.ministry.organisation]);
});
afterAll(() => stack?.close());
beforeEach(() => {
  shift = 0;
});

const enter = (person: string): Promise<SignedIn> => signIn(stack.address, stack.records, person, now());

/** The form as a browser sends it, with a file. */
async function send({ cookie }: Pick<SignedIn, 'cookie'>, token: string, direction = typed): Promise<Shown> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ _form: token, _seen: '1', _do: 'confirm', direction })) {
    body.set(name, value);
  }
  body.set('document.file', new File(['x'], '方向性.pdf', { type: 'application/pdf' }));
  return ask(stack.address, 'POST', path, { headers: { cookie }, body });
}

/** Types into a form until the session has ended, and sends it: the answer, and the cookie by which it is found again. */
async function sentTooLate(
  person = ciso,
  direction = typed,
): Promise<{ readonly answer: Shown; readonly kept: string }> {
  const visitor = await enter(person);
  const token = await visitor.token();
  shift += SESSION_IDLE + 1000;
  const answer = await send(visitor, token, direction);
  return { answer, kept: /junkan_kept=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? '' };
}

/** What the form shows to somebody at the browser with that cookie. */
async function shownTo(person: string, kept: string): Promise<string> {
  const { cookie } = await enter(person);
  const { html } = await ask(stack.address, 'GET', `${path}?kept=1`, { headers: { cookie: `${cookie}; ${kept}` } });
  return html;
}

const entries = async (): Promise<number> => (await (await stack.as(ciso)).show(cycle.slice(1))).body.seq;
const gone = 'お預かりした内容はありません';
const escaped = '&lt;b&gt;打ちかけの方向性&lt;/b&gt;';

describe('a form that is sent too late', () => {
  it('is shown again to the same person after signing in, says so, and does nothing by itself', async () => {
    const before = await entries();
    const { answer, kept } = await sentTooLate();
    expect([answer.status, answer.to]).toEqual([303, `/sign-in?to=${encodeURIComponent(`${path}?kept=1`)}&sent=kept`]);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^junkan_kept=[0-9a-f-]{36}\.[\w-]{43}; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect((await ask(stack.address, 'GET', answer.to ?? '')).html).toContain('1時間お預かりします');
    const html = await shownTo(ciso, kept);
    expect(html).toContain('サインインの前に送った内容です。まだ記録していません');
    expect(html).toContain('文書は選び直してください：方向性.pdf');
    expect(html).toContain(escaped);
    expect(html).not.toContain(typed);
    expect(await entries()).toBe(before);
  });

  it('is shown to nobody else, nor at another browser, nor at another address', async () => {
    const { kept } = await sentTooLate();
    for (const [person, cookie] of [
      [deputyCiso, kept],
      [ciso, ''],
      [ciso, `${kept.slice(0, -4)}AAAA`],
    ] as const) {
      const html = await shownTo(person, cookie);
      expect(html).not.toContain('打ちかけ');
    }
    expect(await shownTo(ciso, '')).toContain(gone);
    const { cookie } = await enter(ciso);
    const other = await ask(stack.address, 'GET', `${cycle}/decide/close?kept=1`, {
      headers: { cookie: `${cookie}; ${kept}` },
    });
    expect(other.html).not.toContain('打ちかけ');
    expect(await shownTo(ciso, kept)).toContain(escaped);
  });

  it('is gone after an hour, and unreadable until then for whoever has the database', async () => {
    const { kept } = await sentTooLate();
    const id = kept.slice('junkan_kept='.length).split('.')[0] ?? '';
    const sealed = await stack.records.keptForms.get(id, ciso, now());
    expect(Buffer.from(sealed ?? []).toString()).not.toContain('打ちかけ');
    expect(sealed?.length).toBeGreaterThan(100);
    shift += FORM_KEPT - 5000;
    expect(await shownTo(ciso, kept)).toContain(escaped);
    shift += 10_000;
    expect(await shownTo(ciso, kept)).toContain(gone);
  });

  it('is one of a few of each person: the oldest go', async () => {
    const all: string[] = [];
    for (let n = 0; n <= FORMS_KEPT; n += 1) {
      all.push((await sentTooLate(ciso, `${n}番目の方向性`)).kept);
      shift -= SESSION_IDLE;
    }
    const found: boolean[] = [];
    for (const kept of all) found.push((await shownTo(ciso, kept)).includes('番目の方向性'));
    expect(found).toEqual([false, ...Array.from({ length: FORMS_KEPT }, () => true)]);
  });

  it('is not kept without the token of that session, after it was revoked, or when it is too long; the page says so', async () => {
    const lost = `/sign-in?to=${encodeURIComponent(path)}&sent=lost`;
    const stranger = await enter(deputyCiso);
    const foreign = await stranger.token();
    const visitor = await enter(ciso);
    const token = await visitor.token();
    shift += SESSION_IDLE + 1000;
    for (const [cookie, used] of [
      [visitor.cookie, 'x'],
      [visitor.cookie, foreign],
      ['', token],
    ] as const) {
      const { to, headers } = await send({ cookie }, used);
      expect([to, headers.get('set-cookie')]).toEqual([lost, null]);
    }
    expect((await send(visitor, token, 'x'.repeat(300_000))).to).toBe(lost);
    expect((await ask(stack.address, 'GET', lost)).html).toContain('記録もお預かりもしていません');
    await stack.records.tokens.revoke(visitor.id, ciso, now());
    expect((await send(visitor, token)).to).toBe(lost);
  });

  it('from a page of before signing in anew is shown again under the new session', async () => {
    const before = await entries();
    // After all that the other tests kept.
    shift = 3 * FORM_KEPT;
    const visitor = await enter(ciso);
    const token = await visitor.token();
    shift += SESSION_IDLE + 1000;
    // In another tab of the same browser.
    const anew = await ask(stack.address, 'POST', '/sign-in/as', {
      headers: { cookie: visitor.cookie },
      ...formBody({ person: ciso }),
    });
    const cookies = anew.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
    expect(cookies).toContainEqual(visitor.cookie.replace('junkan_session', 'junkan_before'));
    const answer = await send({ cookie: cookies.join('; ') }, token);
    expect([answer.status, answer.to]).toEqual([303, `${path}?kept=1`]);
    const kept = /junkan_kept=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? '';
    const { html } = await ask(stack.address, 'GET', `${path}?kept=1`, {
      headers: { cookie: [...cookies, kept].join('; ') },
    });
    expect(html).toContain(escaped);
    expect(await entries()).toBe(before);
  });
});

describe('the same form twice', () => {
  it('is done once: the second time the page says that it had been entered', async () => {
    const visitor = await enter(cast.ministry.staffOfPlanning);
    const token = await visitor.token();
    const form = `${cycle}/decide/reportWorkability`;
    const { body } = await (await stack.as(ciso)).show(cycle.slice(1));
    const fields = {
      _seen: String(body.lastChange),
      _do: 'confirm',
      about: 'ex-5.2 logs and monitoring',
      text: '夜間に対応できない',
    };
    const first = await visitor.post(form, fields, { token });
    expect([first.status, first.to]).toEqual([303, expect.stringMatching(/\/entries\/\d+$/)]);
    const second = await visitor.post(form, fields, { token });
    expect(second.to).toBe(`${first.to}?again=1`);
    expect((await visitor.get(second.to ?? '')).html).toContain('二重には記録していません');
    expect((await visitor.get(first.to ?? '')).html).not.toContain('二重には記録していません');
    expect((await visitor.post(form, { ...fields, text: '別の内容' }, { token })).html).toContain(
      'この画面は古くなりました',
    );
    const other = await visitor.post(form, fields);
    expect([other.status, other.html.includes('新しい決定がありました')]).toEqual([412, true]);
    // What was decided meanwhile, and by whom.
    const [banner = ''] = /class="banner[^]*?<\/div>/.exec(other.html) ?? [];
    expect(banner).toContain(decisionLabel('cycle', 'reportWorkability').ja);
    expect(banner).toMatch(/（架空）（[^）]+）：/);
  });
});
