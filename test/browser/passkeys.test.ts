/** Passkeys in a real browser with its virtual authenticator: enrolled by a link, signing in, and each way they come to nothing. */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHALLENGE_LIFE, CHALLENGES, PASSKEYS_EACH } from '../../contract/records/passkeys.ts';
import { startWeb, type WebServer } from '../../web/server.ts';
import { ask, makeWeb, morning, type App, type TestWeb } from '../web/support/web.ts';
import { problemsOf, sideways } from './support/accessible.ts';
import { startBrowser, widths } from './support/browser.ts';
import { faultsIn } from './support/valid.ts';

const browser: Browser | undefined = await startBrowser();
let web: TestWeb;
let server: WebServer;
let address: string;
/** What answers at the second port: another address of the same machine. */
let elsewhere: WebServer;
let app: App;

beforeAll(async () => {
  if (browser === undefined) return;
  server = await startWeb({ app: { fetch: (...asked) => web.app.fetch(...asked) }, host: '127.0.0.1', port: 0 });
  elsewhere = await startWeb({ app: { fetch: (...asked) => app.fetch(...asked) }, host: '127.0.0.1', port: 0 });
  address = server.address.replace('127.0.0.1', 'localhost');
  web = await makeWeb({ url: address }, { kind: 'real' });
  ({ app } = web);
  const local = { id: 'p-local', home: 'demo-ministry', nameJa: '地元（架空）', nameEn: 'Local (fictional)' };
  const post = { organisation: 'demo-ministry', from: '2026-04-01', kind: 'regular' } as const;
  await web.records.registry.change(
    { people: [local], appointments: [{ id: 'a-local', person: 'p-local', role: 'administrator', ...post }] },
    'p-admin',
    morning,
  );
});
beforeEach(() => {
  if (web !== undefined) web.now = morning;
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await elsewhere?.close();
  await web?.close();
});

/** Somebody at a machine of their own, with an authenticator that knows them. */
class Desk {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly #cdp: CDPSession;
  #authenticator = '';

  private constructor(context: BrowserContext, page: Page, cdp: CDPSession) {
    [this.context, this.page, this.#cdp] = [context, page, cdp];
  }

  static async at(base = address, width: number = widths.desktop): Promise<Desk> {
    if (browser === undefined) throw new Error('no browser runs here');
    const context = await browser.newContext({ baseURL: base, viewport: { width, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const desk = new Desk(context, page, cdp);
    await desk.another();
    return desk;
  }

  /** In place of the authenticator that was there. */
  async another(isUserVerified = true): Promise<void> {
    if (this.#authenticator !== '') {
      await this.#cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: this.#authenticator });
    }
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    } as const;
    const { authenticatorId } = await this.#cdp.send('WebAuthn.addVirtualAuthenticator', { options });
    this.#authenticator = authenticatorId;
  }

  /** Its key as it stood when it had been used so often: a copy. */
  async wind(signCount: number): Promise<void> {
    const authenticatorId = this.#authenticator;
    const { credentials } = await this.#cdp.send('WebAuthn.getCredentials', { authenticatorId });
    const [credential] = credentials;
    if (credential === undefined) throw new Error('it has no key');
    const { credentialId } = credential;
    await this.#cdp.send('WebAuthn.removeCredential', { authenticatorId, credentialId });
    await this.#cdp.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount } });
  }

  /** Whether it finds out who is there. */
  async verifies(isUserVerified: boolean): Promise<void> {
    await this.#cdp.send('WebAuthn.setUserVerified', { authenticatorId: this.#authenticator, isUserVerified });
  }

  async press(): Promise<void> {
    await this.page.locator('form[data-passkey] button').click();
  }

  async enrol(link: string): Promise<void> {
    await this.page.goto(link);
    await this.press();
    await this.page.waitForURL((url) => url.pathname === '/settings/passkeys');
  }

  /** Signs in, and waits for what comes of it. */
  async signIn(to = '/notices'): Promise<void> {
    await this.page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
    await this.press();
    await this.page.waitForURL((url) => url.pathname !== '/sign-in');
  }

  async signOut(): Promise<void> {
    await this.page.goto('/sign-out');
    await this.page.locator('main button').click();
    await this.page.waitForURL((url) => url.pathname === '/sign-in');
  }

  get at(): string {
    return new URL(this.page.url()).pathname;
  }

  async said(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  async secret(): Promise<string | undefined> {
    const cookies = await this.context.cookies();
    return cookies.find(({ name }) => name === 'junkan_session')?.value;
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

const send = async (person: string, method: string, path: string, body?: object) =>
  ask(web.app, method, `/api/v1${path}`, { token: await web.token(person), ...(body && { body }) });

async function linkFor(person: string): Promise<string> {
  const wanted = { person, days: 5, purpose: 'sign-in' };
  const asked = await send('p-admin', 'POST', '/claims', wanted);
  if (asked.body.status === 'issued') return asked.body.path;
  await send('p-local', 'POST', `/registry/changes/${asked.body.change}/approve`, {});
  return (await send('p-admin', 'POST', '/claims', wanted)).body.path;
}

const isGood = async (link: string): Promise<boolean> =>
  (await web.records.claims.open(link.replace('/claim/', ''), web.now)) !== undefined;
const passkeysOf = async (person: string) => (await web.records.passkeys.page(person, undefined, 50)).items;
const sessionsOf = async (person: string) => web.records.tokens.sessions(person, web.now);
const topicsOf = async (person: string): Promise<string> =>
  JSON.stringify((await send(person, 'GET', '/notices')).body.items);

describe.skipIf(browser === undefined)('a passkey', () => {
  it.each(Object.entries(widths))('is enrolled by the link, and signs in, on a %s', async (name, width) => {
    const desk = await Desk.at(address, width);
    const { page } = desk;
    const look = async (): Promise<void> => {
      const faults = await faultsIn(await page.content());
      const found = { at: desk.at, faults, problems: await problemsOf(page), sideways: await sideways(page) };
      expect(found).toEqual({ at: expect.any(String), faults: [], problems: [], sideways: 0 });
    };
    const person = name === 'phone' ? 'p-staff' : 'p-manager';
    const link = await linkFor(person);
    // As it is printed on this machine: numbers have no passkeys.
    await page.goto(`${server.address}${link}`);
    expect(new URL(page.url()).origin).toBe(address);
    await look();
    await desk.press();
    await page.waitForURL((url) => url.pathname === '/settings/passkeys');
    expect(await desk.said()).toContain('パスキーを登録し、サインインしました');
    await look();
    const [session] = await sessionsOf(person);
    expect(session).toMatchObject({ purpose: 'passkey', issuedBy: 'p-admin', alone: ['p-admin'], plain: true });
    expect(await isGood(link)).toBe(false);
    for (const who of [person, 'p-admin']) expect(await topicsOf(who)).toContain('passkeyEnrolled');
    const rows = (await web.records.governance.lines(0, 1000)).at(-1)?.rows ?? [];
    expect(rows.map(({ kind, act }) => [kind, act])).toEqual([
      ['claim', 'claimed'],
      ['passkey', 'enrolled'],
    ]);

    await page.goto('/settings/sessions');
    await look();
    await desk.signOut();
    await look();
    await desk.signIn();
    expect(desk.at).toBe('/notices');
    // Each sign-in has the lineage of the link.
    expect((await sessionsOf(person))[0]).toMatchObject({ issuedBy: 'p-admin', alone: ['p-admin'], plain: true });
    expect((await web.records.governance.verify()).whole).toBe(true);
    await desk.close();
  });

  it('by a link that two approved carries the guarded post; one more has the same lineage and is told of', async () => {
    const desk = await Desk.at();
    await desk.enrol(await linkFor('p-ciso'));
    expect((await sessionsOf('p-ciso'))[0]).toMatchObject({ issuedBy: 'p-admin' });
    expect((await sessionsOf('p-ciso'))[0]?.plain).toBeUndefined();
    // The same authenticator makes no second one.
    await desk.press();
    await desk.page.locator('[data-told="known"]').waitFor();
    await desk.another();
    await desk.press();
    await desk.page.locator('.banner', { hasText: 'パスキーを追加しました' }).waitFor();
    const [second, first] = await passkeysOf('p-ciso');
    expect([first?.how, second?.how, second?.issuedBy].sort()).toEqual(['link', 'p-admin', 'passkey']);
    await desk.signOut();
    await desk.signIn();
    expect(desk.at).toBe('/notices');
    const [session] = await sessionsOf('p-ciso');
    expect([session?.issuedBy, session?.plain]).toEqual(['p-admin', undefined]);

    // By the one it was signed in by.
    await desk.page.goto('/settings/passkeys');
    await desk.page.locator('li', { hasText: 'この画面' }).locator('button').click();
    await desk.page.waitForURL((url) => url.pathname === '/sign-in');
    expect(await sessionsOf('p-ciso')).toEqual([]);
    await desk.close();
  });

  it('is added within a quarter of an hour of signing in by one, never by a session that a token opened', async () => {
    const desk = await Desk.at();
    await desk.enrol(await linkFor('p-office'));
    await desk.another();
    web.now = morning + 15 * 60_000;
    await desk.press();
    await desk.page.locator('[data-told="failed"]').waitFor();
    await desk.page.reload();
    expect(await desk.said()).toContain('15分の間');
    expect(await passkeysOf('p-office')).toHaveLength(1);
    await desk.signOut();
    web.now = morning;
    await desk.page.locator('#token').fill(await web.token('p-office'));
    await desk.page.locator('form[action="/sign-in"] button').click();
    await desk.page.goto('/settings/passkeys');
    expect(await desk.said()).toContain('最初のパスキーは、システム管理者が発行する受け取りリンクで登録します');
    await desk.close();
  });

  it('of another page address is refused', async () => {
    const desk = await Desk.at(elsewhere.address.replace('127.0.0.1', 'localhost'));
    const link = await linkFor('p-officer');
    await desk.page.goto(link);
    await desk.press();
    await desk.page.locator('.banner', { hasText: 'パスキーの確認に失敗しました' }).waitFor();
    expect([await isGood(link), await passkeysOf('p-officer')]).toEqual([true, []]);
    expect(web.log).toContainEqual(
      expect.objectContaining({ why: 'passkeyUnfit', reason: 'Unexpected registration response origin ' }),
    );
    const right = await Desk.at();
    await right.enrol(link);
    await right.signOut();
    // The authenticator has the key for this machine's name, whatever the port.
    await right.page.goto(`${elsewhere.address.replace('127.0.0.1', 'localhost')}/sign-in`);
    await right.press();
    await right.page.locator('.banner', { hasText: 'パスキーの確認に失敗しました' }).waitFor();
    expect(await sessionsOf('p-officer')).toEqual([]);
    await desk.close();
    await right.close();
  });

  it('answers a challenge once, in its own browser, within five minutes, and for its own link', async () => {
    const desk = await Desk.at();
    const { page } = desk;
    const [own, other] = [await linkFor('p-audit'), await linkFor('p-centre')];
    await page.goto(own);
    await page.evaluate(`document.querySelector('form[data-passkey]').action = '${other}/passkey'`);
    await desk.press();
    await page.locator('.banner', { hasText: 'この確認は、続けられません' }).waitFor();
    expect([await isGood(own), await isGood(other)]).toEqual([true, true]);
    await desk.another();
    await desk.enrol(own);
    expect(await passkeysOf('p-centre')).toEqual([]);
    await desk.signOut();

    let sent = '';
    let cookie = '';
    page.on('request', (request) => {
      if (new URL(request.url()).pathname !== '/sign-in/passkey') return;
      sent = request.postData() ?? '';
    });
    await page.route('**/sign-in/passkey/begin', async (route) => {
      const response = await route.fetch();
      cookie = response.headers()['set-cookie']?.split(';')[0] ?? '';
      await route.fulfill({ response });
    });
    await desk.signIn();
    expect([desk.at, sent.includes('answer='), cookie.startsWith('junkan_passkey=')]).toEqual(['/notices', true, true]);
    const again = async (headers: Record<string, string>) => {
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      const response = await fetch(`${address}/sign-in/passkey`, {
        method: 'POST',
        redirect: 'manual',
        body: sent,
        headers: { ...type, ...headers },
      });
      return [response.status, (await response.text()).includes('この確認は、続けられません')];
    };
    expect(await again({ cookie })).toEqual([400, true]);
    expect(await again({})).toEqual([400, true]);
    expect(await sessionsOf('p-audit')).toHaveLength(1);

    await desk.signOut();
    await page.unroute('**/sign-in/passkey/begin');
    await page.route('**/sign-in/passkey/begin', async (route) => {
      const response = await route.fetch();
      web.now = morning + CHALLENGE_LIFE;
      await route.fulfill({ response });
    });
    await desk.signIn();
    expect(await desk.said()).toContain('この確認は、続けられません');
    expect(await sessionsOf('p-audit')).toEqual([]);
    await desk.close();
  });

  it('asks the authenticator who it is, and takes no answer without', async () => {
    const desk = await Desk.at();
    const link = await linkFor('p-agency-staff');
    await desk.another(false);
    await desk.page.goto(link);
    await desk.press();
    await desk.page.locator('[data-told="declined"]').waitFor();
    expect(await isGood(link)).toBe(true);
    await desk.another();
    await desk.enrol(link);
    await desk.signOut();
    // A page that asks for less than it was told to.
    await desk.page.route('**/passkey/begin', async (route) => {
      const response = await route.fetch();
      const asked = await response.text();
      expect(asked).toContain('"userVerification":"required"');
      await route.fulfill({ response, body: asked.replace('"required"', '"discouraged"') });
    });
    await desk.verifies(false);
    await desk.signIn();
    expect(await desk.said()).toContain('パスキーの確認に失敗しました');
    const why = { why: 'passkeyUnfit', reason: expect.stringContaining('User verification') };
    expect(web.log).toContainEqual(expect.objectContaining(why));
    expect(await sessionsOf('p-agency-staff')).toEqual([]);
    await desk.close();
  });

  it('that was copied is noticed by its counter: refused, and its holder told', async () => {
    const desk = await Desk.at();
    await desk.enrol(await linkFor('p-head'));
    await desk.signOut();
    await desk.signIn();
    await desk.signOut();
    await desk.wind(1);
    await desk.signIn();
    expect(await desk.said()).toContain('複製されたおそれ');
    expect([await sessionsOf('p-head'), (await passkeysOf('p-head'))[0]?.wentBack]).toEqual([[], morning]);
    expect(await topicsOf('p-head')).toContain('passkeyWentBack');
    await desk.close();
  });

  it('that was removed signs nobody in, nor one whose appointments ended; all of one’s access has them in it', async () => {
    const desk = await Desk.at();
    await desk.enrol(await linkFor('p-agency-ciso'));
    const [passkey] = await passkeysOf('p-agency-ciso');
    expect((await send('p-staff', 'DELETE', `/passkeys/${passkey?.id}`)).status).toBe(404);
    expect((await send('p-staff', 'GET', '/passkeys?person=p-agency-ciso')).status).toBe(404);
    expect((await send('p-admin', 'DELETE', `/passkeys/${passkey?.id}`)).body).toMatchObject({ removed: true });
    await desk.page.goto('/notices');
    expect(desk.at).toBe('/sign-in');
    await desk.signIn();
    expect(await desk.said()).toContain('このパスキーは登録されていません');

    await desk.another();
    await desk.enrol(await linkFor('p-agency-ciso'));
    const admin = await Desk.at();
    await admin.page.goto('/sign-in');
    await admin.page.locator('#token').fill(await web.token('p-admin'));
    await admin.page.locator('form[action="/sign-in"] button').click();
    await admin.page.goto('/admin/people/p-agency-ciso');
    expect([await problemsOf(admin.page), await sideways(admin.page)]).toEqual([[], 0]);
    await admin.page.locator('#passkeys button').click();
    await admin.page.waitForURL(/told=passkeyRemoved/);
    expect(await admin.said()).toContain('パスキーを外しました');
    await admin.close();
    await desk.page.goto('/notices');
    expect(desk.at).toBe('/sign-in');

    await desk.another();
    await desk.enrol(await linkFor('p-agency-ciso'));
    expect((await send('p-admin', 'POST', '/tokens/revoke-all', { person: 'p-agency-ciso' })).body.passkeys).toBe(1);
    await desk.signIn();
    expect(await desk.said()).toContain('このパスキーは登録されていません');

    await desk.another();
    await desk.enrol(await linkFor('p-unrelated'));
    await web.records.registry.change(
      {
        appointments: [
          {
            id: 'a-p-unrelated',
            person: 'p-unrelated',
            role: 'ciso',
            organisation: 'demo-unrelated',
            from: '2026-04-01',
            to: '2026-11-22',
            kind: 'regular',
          },
        ],
      },
      'p-admin',
      morning,
    );
    await desk.page.goto('/notices');
    expect(desk.at).toBe('/sign-in');
    await desk.signIn();
    expect(await desk.said()).toContain('今、発令されている役職がない');
    // The one that it was enrolled in, which lets nobody in.
    expect(await sessionsOf('p-unrelated')).toHaveLength(1);
    await desk.close();
  });

  it('has a bound: of challenges of one source, and of keys of one person', async () => {
    const { passkeys } = web.records;
    const challenge = (n: number, source: string) =>
      passkeys.challenge({
        act: 'signIn',
        about: '',
        browser: `b-${source}-${n}`,
        challenge: 'c',
        source,
        at: web.now,
      });
    const opened = await Promise.all(
      Array.from({ length: CHALLENGES.ofSource + 5 }, (_, n) => challenge(n, '127.0.0.1')),
    );
    expect(opened.filter(Boolean).length).toBeLessThanOrEqual(CHALLENGES.ofSource);
    expect(await challenge(0, '192.0.2.1')).toBe(true);
    const desk = await Desk.at();
    await desk.page.goto('/sign-in');
    await desk.press();
    await desk.page.locator('[data-told="many"]').waitFor();
    web.now = morning + CHALLENGE_LIFE;
    const key = (n: number) => ({
      credential: `cred-${n}`,
      publicKey: new Uint8Array([1]),
      counter: 0,
      transports: [],
      synced: false,
    });
    const link = async () => (await linkFor('p-local')).replace('/claim/', '');
    for (let n = 0; n < PASSKEYS_EACH; n += 1) {
      expect(await passkeys.enrolByLink(await link(), key(n), web.now)).toMatchObject({ person: 'p-local' });
    }
    const last = await link();
    expect(await passkeys.enrolByLink(last, key(PASSKEYS_EACH), web.now)).toBe('tooMany');
    expect(await passkeys.enrolByLink(last, key(0), web.now)).toBe('taken');
    expect(await web.records.claims.open(last, web.now)).toBeDefined();
    // However many were removed since, the list of those in use is whole.
    const [oldest] = (await passkeys.page('p-local', undefined, 50, 'inUse')).items.slice(-1);
    for (let n = 0; n < 3; n += 1) {
      const [newest] = (await passkeys.page('p-local', undefined, 1, 'inUse')).items;
      await passkeys.remove(newest?.id ?? '', { by: 'p-local', at: web.now });
      await passkeys.enrolByLink(await link(), key(100 + n), web.now);
    }
    const inUse = (await send('p-local', 'GET', '/passkeys?inUse=true&limit=10')).body.items;
    expect([inUse.length, inUse.some(({ id }: { id: string }) => id === oldest?.id)]).toEqual([PASSKEYS_EACH, true]);
    await desk.close();
  });

  it('is not offered where scripts are off: the page says so, and has the token', async () => {
    if (browser === undefined) return;
    const context = await browser.newContext({ baseURL: address, javaScriptEnabled: false });
    const page = await context.newPage();
    for (const path of ['/sign-in', await linkFor('p-staff')]) {
      await page.goto(path);
      const text = await page.locator('main').innerText();
      expect([path, text.includes('JavaScript を有効に')]).toEqual([path, true]);
      expect(await page.locator('form[data-passkey] button').isVisible()).toBe(false);
      expect(await page.locator('form:not([data-passkey]) button').isVisible()).toBe(true);
    }
    await context.close();
  });

  it('leaves no session behind when it is removed at the moment of a sign-in', async () => {
    const { passkeys } = web.records;
    const key = (n: number) => ({
      credential: `raced-${n}`,
      publicKey: new Uint8Array([1]),
      counter: 0,
      transports: [],
      synced: true,
    });
    for (let round = 0; round < 5; round += 1) {
      const link = (await linkFor('p-manager')).replace('/claim/', '');
      await passkeys.enrolByLink(link, key(round), morning);
      const id = z.string().parse((await passkeys.find(`raced-${round}`))?.id);
      await Promise.all([
        passkeys.signIn(id, 0, morning),
        passkeys.remove(id, { by: 'p-manager', at: morning }),
        passkeys.signIn(id, 0, morning),
      ]);
      const left = (await sessionsOf('p-manager')).filter(({ purpose }) => purpose === 'passkey');
      const own = await passkeysOf('p-manager');
      expect(left.length).toBeLessThanOrEqual(own.filter(({ removed }) => removed === undefined).length);
    }
  });
});
