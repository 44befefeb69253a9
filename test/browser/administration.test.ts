/** What only administrators of the whole installation do, by clicks: webhooks, and how the parts are. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorOfDemonstration } from '../../demonstration/index.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { problemsOf, sideways } from './support/accessible.ts';
import { startBrowser, visitor } from './support/browser.ts';

const browser: Browser | undefined = await startBrowser();
let stack: Stack;

beforeAll(async () => {
  if (browser !== undefined) stack = await startStack({ privateDestinations: ['localhost'] });
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

const main = (page: Page): Promise<string> => page.locator('main').innerText();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function administrator(javaScript: boolean): Promise<Page> {
  if (browser === undefined) throw new Error('no browser');
  const page = await visitor(browser, stack.address, administratorOfDemonstration, { javaScript });
  page.setDefaultTimeout(15_000);
  await page.getByRole('link', { name: '管理', exact: true }).first().click();
  return page;
}

describe.skipIf(browser === undefined)('the administration', () => {
  it('registers a webhook whose secret is shown once, stops it and deletes it', async () => {
    const page = await administrator(true);
    await page.getByRole('link', { name: 'Webhook', exact: true }).click();
    await page.getByLabel('用途').fill('統計');
    await page.getByLabel('送り先のアドレス').fill('http://198.51.100.7/hook');
    await button(page, 'Webhook を登録する').click();
    // Why it is not taken stands at the form, and what was typed is kept.
    expect(await page.locator('.banner--error').innerText()).toMatch(/https/);
    expect(await page.getByLabel('用途').inputValue()).toBe('統計');
    await page.getByLabel('送り先のアドレス').fill('https://localhost/hook');
    await page.getByLabel('期限を過ぎた').check();
    await button(page, 'Webhook を登録する').click();
    const secret = await page.locator('main code').innerText();
    expect(secret).toMatch(/^whsec_/);
    expect([await problemsOf(page), await sideways(page)]).toEqual([[], 0]);
    await page.getByRole('link', { name: 'Webhook', exact: true }).first().click();
    await page.getByRole('link', { name: '統計', exact: true }).click();
    expect(await main(page)).toMatch(/知らせる事象\s+期限を過ぎた\s/);
    expect(await page.content()).not.toContain(secret);
    await button(page, '停止する').click();
    expect(await main(page)).toContain('停止しました。');
    await button(page, '秘密鍵を新しくする').click();
    expect(await page.locator('main code').innerText()).not.toBe(secret);
    await button(page, '削除する').click();
    expect(await main(page)).toMatch(/Webhook を削除しました。[^]*登録されている Webhook はありません。/);
    expect(await stack.records.webhooks.list()).toEqual([]);
    await page.context().close();
  });

  it('cuts somebody off whose device was lost', async () => {
    if (browser === undefined) return;
    const person = cast.ministry.officerOfServices;
    const lost = await visitor(browser, stack.address, person);
    const page = await administrator(false);
    await page.goto(`/admin/people/${person}`);
    await page.locator('summary', { hasText: 'サインインの手段を全て無効にする' }).click();
    await button(page, 'サインインの手段を全て無効にする').click();
    expect(await main(page)).toContain('全て無効にしました');
    await lost.goto('/');
    expect(new URL(lost.url()).pathname).toBe('/sign-in');
    await page.context().close();
    await lost.context().close();
  });

  it('leads who must sign in anew to no address that only takes forms', async () => {
    const page = await administrator(false);
    await page.goto(`/admin/posts/${cast.ministry.officerOfServices.replace('p-', 'a-')}-1`);
    const person = administratorOfDemonstration;
    await stack.records.tokens.revokeAll(person, { by: person, at: Date.now() });
    await button(page, '内容と影響を確かめる').first().click();
    const { pathname, searchParams } = new URL(page.url());
    expect([pathname, searchParams.get('to')]).toEqual(['/sign-in', null]);
    await page.context().close();
  });

  it('says how the parts are, and verifies the registry’s journal', async () => {
    const page = await administrator(false);
    await page.getByRole('link', { name: '動作状況', exact: true }).click();
    expect(await page.locator('tr', { hasText: 'データベース' }).innerText()).toContain('正常');
    expect(await page.locator('tr', { hasText: 'メール' }).innerText()).toContain('要確認');
    await button(page, '検証する').click();
    expect(await main(page)).toContain('鎖は完全です');
    await page.context().close();
  });

  it('shows the calendar of a kind of body and of a body', async () => {
    const page = await administrator(false);
    await page.goto('/admin/calendar');
    await page.locator('#of').selectOption(`body:${cast.agency.organisation}`);
    await button(page, '表示する').click();
    expect(await page.locator('#of').inputValue()).toBe(`body:${cast.agency.organisation}`);
    expect(await main(page)).toMatch(/対策推進計画の承認/);
    await page.context().close();
  });
});
