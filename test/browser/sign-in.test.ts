/** Signing in by a provider and out again, in a real browser: policies, cookies and redirects as browsers hold them. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWeb, type WebServer } from '../../web/server.ts';
import { junkan, startProvider, type TestProvider } from '../web/sign-in/provider.ts';
import { ask, makeWeb, type TestWeb } from '../web/support/web.ts';
import { problemsOf, sideways } from './support/accessible.ts';
import { startBrowser, widths } from './support/browser.ts';

const browser: Browser | undefined = await startBrowser();
let web: TestWeb;
let server: WebServer;
let provider: TestProvider;

beforeAll(async () => {
  if (browser === undefined) return;
  server = await startWeb({ app: { fetch: (...asked) => web.app.fetch(...asked) }, host: '127.0.0.1', port: 0 });
  provider = await startProvider(server.address);
  web = await makeWeb({ url: server.address, oidc: { issuer: provider.issuer, ...junkan } });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await provider?.close();
  await web?.close();
});

async function readable(page: Page): Promise<void> {
  const found = { at: new URL(page.url()).pathname, problems: await problemsOf(page), sideways: await sideways(page) };
  expect(found).toEqual({ at: expect.any(String), problems: [], sideways: 0 });
}

async function link(): Promise<string> {
  const body = { person: 'p-staff', days: 5, purpose: 'test' };
  const issued = await ask(web.app, 'POST', '/api/v1/claims', { token: await web.token('p-admin'), body });
  return issued.body.path;
}

describe.skipIf(browser === undefined)('signing in by a provider', () => {
  it.each(
    Object.entries(widths).flatMap(([name, width]) => [true, false].map((javaScript) => ({ name, width, javaScript }))),
  )(
    'on a $name, scripts $javaScript: from the link to the sign-out at both ends',
    async ({ name, width, javaScript }) => {
      if (browser === undefined) return;
      const context = await browser.newContext({
        baseURL: server.address,
        viewport: { width, height: 900 },
        javaScriptEnabled: javaScript,
      });
      const page = await context.newPage();
      // Looked at where scripts run: the examination is one.
      const look = async (): Promise<void> => (javaScript ? readable(page) : undefined);
      const subject = `${name}-${javaScript}`;
      provider.account = subject;
      await page.goto('/sign-in?to=%2Fnotices');
      await look();
      await page.locator('a[href^="/sign-in/provider"]').click();
      await page.locator('code', { hasText: subject }).waitFor();
      await look();

      await page.goto(await link());
      await look();
      await page.locator('a[href$="/sign-in"]').click();
      await page.waitForURL((url) => url.pathname === '/settings/sessions');
      await look();
      await page.goto('/notices');
      expect(await page.title()).toContain('通知');

      await page.goto('/sign-out');
      await page.locator('main button').click();
      // The page goes on by itself, although no form may lead there.
      await page.waitForURL((url) => url.origin === provider.issuer);
      await page.locator('button[value="yes"]').click();
      await page.waitForURL((url) => url.pathname === '/sign-in');
      expect(await page.locator('main').innerText()).toContain('サインアウトしました');
      await page.goto('/notices');
      expect(new URL(page.url()).pathname).toBe('/sign-in');

      await page.goto(await link());
      await page.locator('form button').click();
      await look();
      await page.locator('form button').click();
      await page.waitForURL((url) => url.pathname === '/');
      await context.close();
    },
  );
});
