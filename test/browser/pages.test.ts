/** Every page, in a real browser: once per width, readable by everybody, nothing to be scrolled sideways, no error in it. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { problemsOf, sideways } from './support/accessible.ts';
import { startBrowser, visitor, widths } from './support/browser.ts';

const YEAR = 2026;
const cycle = `/cycle/${YEAR}/${cast.ministry.organisation}`;

const browser: Browser | undefined = await startBrowser();
let stack: Stack;

beforeAll(async () => {
  if (browser === undefined) return;
  stack = await startStack();
  await stack.openYear(YEAR, [cast.ministry.organisation, cast.agency.organisation]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

const pages: readonly (readonly [string, string])[] = [
  ['/', '自分の仕事'],
  ['/board', '機関の状況'],
  ['/notices', '通知'],
  ['/guideline', '指針の条項'],
  ['/guideline/3-7', '3-7'],
  [cycle, '令和8年度'],
  [`${cycle}/history`, '令和8年度'],
  [`${cycle}/decide/setDirection`, '方向性と資源配分方針を定める'],
  ['/settings/sessions', 'サインインの管理'],
  ['/sign-out', 'サインアウト'],
  ['/sign-in', 'サインイン'],
  ['/nothing-here', '見つかりません'],
];

describe.skipIf(browser === undefined)('every page', () => {
  it.each(Object.entries(widths))('is readable by everybody on a %s', async (_, width) => {
    if (browser === undefined) return;
    const page = await visitor(browser, stack.address, cast.ministry.ciso, { width });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404')) errors.push(message.text());
    });
    for (const [path, title] of pages) {
      await page.goto(path);
      const found = {
        path,
        title: await page.title(),
        problems: await problemsOf(page),
        sideways: await sideways(page),
      };
      expect(found).toEqual({ path, title: expect.stringContaining(title), problems: [], sideways: 0 });
    }
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
