/** Approve or return: one page with one question, from whichever of the two one comes (pages.md 2). */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { problemsOf, sideways } from './support/accessible.ts';
import { startBrowser, visitor } from './support/browser.ts';

const { ministry } = cast;
const cycle = `cycle/2026/${ministry.organisation}`;

const browser: Browser | undefined = await startBrowser();
let stack: Stack;
let document: string;

beforeAll(async () => {
  if (browser === undefined) return;
  stack = await startStack();
  await stack.openYear(2026, [ministry.organisation]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});
beforeEach(async () => {
  if (browser === undefined) return;
  const lead = await stack.as(ministry.promotionLead);
  document = await lead.document('基本方針');
  const scope = { information: 'x', systems: 'x', people: 'x', places: 'x', outsourcing: 'x' };
  const policy = { version: '1.0', document, purpose: 'x', basicThinking: 'x', scope, outOfScope: [], settles: [] };
  const { status } = await lead.decide(cycle, 'submitPolicy', policy);
  if (status !== 200) throw new Error(`the policy was answered ${status}`);
});

const last = async (): Promise<unknown> => {
  const { body } = await (await stack.as(ministry.ciso)).show(cycle);
  const journal = await (
    await stack.as(ministry.ciso)
  ).get(`/procedures/${cycle}/journal?cursor=${body.seq - 1}&limit=1`);
  return journal.body.items[0].event.type;
};

describe.skipIf(browser === undefined).each([true, false])('with JavaScript %s', (javaScript) => {
  const ciso = async (): Promise<Page> => {
    if (browser === undefined) throw new Error('no browser');
    return visitor(browser, stack.address, ministry.ciso, { javaScript });
  };

  it('returns from the page of the approval, and keeps the answer while something is amiss', async () => {
    const page = await ciso();
    await page.goto(`/${cycle}/decide/approvePolicy`);
    expect(await page.locator('input[name="_which"]').evaluateAll((all) => all.map((one) => one.id))).toEqual([
      'which-approvePolicy',
      'which-returnPolicy',
    ]);
    // What looks for them is a script itself.
    const found = javaScript ? [...(await problemsOf(page)), await sideways(page)] : [0];
    expect(found).toEqual([0]);
    await page.getByLabel('差し戻す', { exact: false }).first().check();
    await page.locator('main form .actions button.button').first().click();
    // A reason is missing: the form again, of the return.
    await page.waitForSelector('.banner');
    expect(await page.locator('#which-returnPolicy').isChecked()).toBe(true);
    await page.locator('main form textarea:visible').first().fill('適用範囲が狭い');
    await page.locator('main form .actions button.button').first().click();
    await page.locator('main button[value="confirm"]').click();
    await page.waitForURL(/\/entries\/\d+(#|$)/);
    expect(await last()).toBe('returnPolicy');
    await page.context().close();
  });

  it('approves from the page of the return', async () => {
    const page = await ciso();
    await page.goto(`/${cycle}/decide/returnPolicy`);
    await page.locator('#which-approvePolicy').check();
    expect(await page.locator('main').innerText()).toContain('基本方針');
    await page.locator('main form input[type=text]:visible, main form textarea:visible').first().fill('大臣（架空）');
    await page.locator('main form .actions button.button').first().click();
    await page.locator('main button[value="confirm"]').click();
    await page.waitForURL(/\/entries\/\d+(#|$)/);
    expect(await last()).toBe('approvePolicy');
    await page.context().close();
  });
});
