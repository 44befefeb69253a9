/** The pages of every day, by clicks: the calendar and its link, documents. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { problemsOf, sideways } from './support/accessible.ts';
import { startBrowser, visitor } from './support/browser.ts';

const { ministry } = cast;

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

/** Somebody's browser. */
const visit = async (person: string, options: Parameters<typeof visitor>[3] = {}) => {
  if (browser === undefined) throw new Error('no browser');
  return visitor(browser, stack.address, person, options);
};

describe.skipIf(browser === undefined)('the calendar', () => {
  it('leads from month to month, and from a date to what falls due on it', async () => {
    const page = await visit(ministry.ciso, { javaScript: false });
    await page.goto('/calendar');
    const title = await page.locator('h1').innerText();
    await page.locator('.months [rel=next]').click();
    expect(await page.locator('h1').innerText()).not.toBe(title);
    // Some month of the year has something due for the CISO.
    for (let i = 0; i < 18 && (await page.locator('.month .day a').count()) === 0; i += 1) {
      await page.locator('.months [rel=next]').click();
    }
    await page.locator('.month .day a').first().click();
    expect(new URL(page.url()).hash).toMatch(/^#d-\d{4}-\d\d-\d\d$/);
    expect(await page.locator(`[id="${new URL(page.url()).hash.slice(1)}"] p`).count()).toBeGreaterThan(0);
    await page.context().close();
  });

  it('gives a link that is shown once, reads what falls due, and can be withdrawn', async () => {
    const page = await visit(ministry.ciso);
    await page.goto('/calendar');
    await page.getByRole('button', { name: 'リンクを作る' }).click();
    const link = await page.locator('.banner code').innerText();
    const read = async () => (await fetch(link)).status;
    expect(await (await fetch(link)).text()).toMatch(/BEGIN:VEVENT[^]*令和8年度/);
    await page.goto('/calendar');
    expect(await page.content()).not.toContain(link.slice(-40));
    await page.getByRole('button', { name: 'リンクを無効にする' }).click();
    await page.waitForURL(/withdrawn/);
    expect([await page.locator('.banner').innerText(), await read()]).toEqual([
      expect.stringContaining('無効にしました'),
      404,
    ]);
    await page.context().close();
  });
});

describe.skipIf(browser === undefined)('documents', () => {
  it('are found by their names, looked at and saved, by clicks alone', async () => {
    const hash = await (await stack.as(ministry.promotionLead)).document('会議の記録（架空）');
    const page = await visit(ministry.promotionLead);
    await page.getByRole('link', { name: '文書', exact: true }).first().click();
    await page.locator('main table a').first().click();
    expect(new URL(page.url()).pathname).toBe(`/documents/${hash}`);
    expect([await problemsOf(page), await sideways(page)]).toEqual([[], 0]);
    await page.getByRole('link', { name: '保存せずに照合する' }).click();
    expect(await page.locator('.banner').innerText()).toContain('一致しています');
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'この文書を保存する' }).click();
    expect(await (await saving).failure()).toBeNull();
    await page.goto('/documents?search=zzz');
    expect(await page.locator('main .notice').innerText()).toContain('該当する文書はありません');
    await page.context().close();
  });
});
