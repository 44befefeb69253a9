/** Back, twice, in two tabs, too late: nothing is done twice, and a sentence says what happened – with JavaScript and without. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { startBrowser, visitor } from './support/browser.ts';

const { ministry } = cast;
const cycle = `/cycle/2026/${ministry.organisation}`;
const form = `${cycle}/decide/reportWorkability`;

const browser: Browser | undefined = await startBrowser();
let stack: Stack;

beforeAll(async () => {
  if (browser === undefined) return;
  stack = await startStack();
  await stack.openYear(2026, [ministry.organisation]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

const seq = async (): Promise<number> => (await (await stack.as(ministry.ciso)).show(cycle.slice(1))).body.seq;
const button = (page: Page) => page.locator('main form .actions button.button').first();
const main = (page: Page): Promise<string> => page.locator('main').innerText();

async function fill(page: Page, text: string): Promise<void> {
  for (const field of await page.locator('main form select:visible').all()) await field.selectOption({ index: 1 });
  for (const field of await page.locator('main form textarea:visible, main form input[type=text]:visible').all()) {
    await field.fill(text);
  }
}

describe.skipIf(browser === undefined).each([true, false])('a form, JavaScript %s', (javaScript) => {
  const somebody = async (): Promise<Page> => {
    if (browser === undefined) throw new Error('no browser');
    return visitor(browser, stack.address, ministry.staffOfPlanning, { javaScript });
  };

  it('that is sent again by the back button is done once, and says so', async () => {
    const page = await somebody();
    await page.goto(form);
    await fill(page, '夜間に対応できない');
    await button(page).click();
    await page.waitForURL(/\/entries\/\d+(#|$)/);
    const done = await seq();
    await page.goBack();
    await page.waitForURL(/\/decide\//);
    await fill(page, '夜間に対応できない');
    await button(page).click();
    await page.waitForURL(/\/entries\/\d+/);
    expect([await seq(), await main(page)]).toEqual([done, expect.stringContaining('二重には記録していません')]);
    await page.context().close();
  });

  it('whose text was changed after going back is not done, and keeps what was typed', async () => {
    const page = await somebody();
    await page.goto(form);
    await fill(page, '一つ目');
    await button(page).click();
    await page.waitForURL(/\/entries\/\d+(#|$)/);
    const done = await seq();
    await page.goBack();
    await page.waitForURL(/\/decide\//);
    await fill(page, '書き直した内容');
    await button(page).click();
    await page.waitForSelector('.banner');
    expect([await seq(), await main(page)]).toEqual([
      done,
      expect.stringMatching(/この画面は古くなりました|新しい決定がありました/),
    ]);
    expect(await page.locator('main textarea').first().inputValue()).toBe('書き直した内容');
    // From there it is sent, as another one.
    await button(page).click();
    await page.waitForURL(/\/entries\/\d+(#|$)/);
    expect(await seq()).toBe(done + 1);
    await page.context().close();
  });

  it('that is sent by a double click is done once', async () => {
    const page = await somebody();
    await page.goto(form);
    await fill(page, '二度押した');
    const before = await seq();
    await button(page).dblclick();
    await page.waitForURL(/\/entries\/\d+/);
    expect(await seq()).toBe(before + 1);
    await page.context().close();
  });

  it('that stands open in two tabs is done in one; the other says what happened and keeps what was typed', async () => {
    const page = await somebody();
    const other = await page.context().newPage();
    await page.goto(form);
    await other.goto(form);
    await fill(page, '一つ目の画面');
    await fill(other, '二つ目の画面');
    await button(page).click();
    await page.waitForURL(/\/entries\/\d+(#|$)/);
    const done = await seq();
    await button(other).click();
    await other.waitForSelector('.banner');
    expect([await seq(), await main(other)]).toEqual([done, expect.stringContaining('新しい決定がありました')]);
    expect(await other.locator('main textarea').first().inputValue()).toBe('二つ目の画面');
    await page.context().close();
  });
});
