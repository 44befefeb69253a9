/** What only administrators of the whole installation do, by clicks: webhooks, and how the parts are. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_IDLE } from '../../contract/records/tokens.ts';
import { administratorOfDemonstration } from '../../demonstration/index.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { problemsOf, sideways } from './support/accessible.ts';
import { startBrowser, visitor, widths } from './support/browser.ts';

const browser: Browser | undefined = await startBrowser();
let stack: Stack;
/** How much later it is for the server. */
let shift = 0;
const now = (): number => Date.now() + shift;
const post = `/admin/posts/${cast.ministry.officerOfServices.replace('p-', 'a-')}-1`;

beforeAll(async () => {
  if (browser !== undefined) stack = await startStack({ privateDestinations: ['localhost'], clock: now });
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

const main = (page: Page): Promise<string> => page.locator('main').innerText();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Where one is led to choose whom to be. */
async function signInAgain(page: Page): Promise<void> {
  for (const more of await page.locator('summary').all()) await more.click();
  await page.locator(`button[value="${administratorOfDemonstration}"]`).click();
}

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

  it('leads who must sign in anew back to the page of the form, never to an address that only takes it', async () => {
    const page = await administrator(false);
    await page.goto(post);
    const person = administratorOfDemonstration;
    await stack.records.tokens.revokeAll(person, { by: person, at: now() });
    await button(page, '内容と影響を確かめる').first().click();
    const { pathname, searchParams } = new URL(page.url());
    expect([pathname, searchParams.get('to')]).toEqual(['/sign-in', post]);
    await page.context().close();
  });

  it.each([
    ['ja', widths.desktop],
    ['en', widths.phone],
  ] as const)(
    'keeps what was typed when the session has ended, and goes on from there (%s, %i)',
    async (language, width) => {
      if (browser === undefined) return;
      const page = await visitor(browser, stack.address, administratorOfDemonstration, { language, width });
      await page.goto(post);
      await page.locator('#replace input[name=order]').fill('人事第7号');
      await page.locator('#replace input[name=from]').fill('R9.4.1');
      await page.locator('#replace input[name=date]').fill('R9.3.25');
      shift += SESSION_IDLE + 1000;
      await page.locator('#replace button[value=check]').click();
      await signInAgain(page);
      await page.waitForURL((url) => url.pathname === post);
      expect(await page.locator('#kept').innerText()).toMatch(/まだ記録していません|has not been entered yet/);
      expect(await page.locator('#replace input[name=order]').inputValue()).toBe('人事第7号');
      expect([await problemsOf(page), await sideways(page)]).toEqual([[], 0]);
      await page.locator('#replace select[name=person]').selectOption({ index: 1 });
      await page.locator('#replace button[value=check]').click();
      // At the check the same once more.
      shift += SESSION_IDLE + 1000;
      await page.locator('main form button.button').first().click();
      await signInAgain(page);
      await page.waitForURL((url) => url.pathname === '/admin/changes');
      expect(await page.locator('#kept').innerText()).toMatch(/まだ記録していません|has not been entered yet/);
      expect([await problemsOf(page), await sideways(page)]).toEqual([[], 0]);
      await page.locator('main form button[value=again]').click();
      expect(await page.locator('#replace input[name=order]').inputValue()).toBe('人事第7号');
      await page.context().close();
    },
  );

  it('finds what was typed by the back button, where it was too large to be taken', async () => {
    const page = await administrator(true);
    await page.goto('/admin/people/new');
    await page.getByLabel('氏名', { exact: true }).fill('試験 花（架空）');
    await page.locator('input[name=nameEn]').fill('x'.repeat(300_000));
    await button(page, '内容と影響を確かめる').click();
    expect(await main(page)).toContain('ブラウザーの「戻る」');
    await page.goBack();
    expect(await page.locator('input[name=nameJa]').inputValue()).toBe('試験 花（架空）');
    await page.context().close();
  });

  it('says how the parts are, and has all records verified', async () => {
    const page = await administrator(false);
    await page.getByRole('link', { name: '動作状況', exact: true }).click();
    const row = (name: string) => page.locator('tr', { hasText: name }).first().innerText();
    expect(await row('データベース')).toContain('正常');
    expect(await row('JUNKAN_SMTP_URL')).toMatch(/メール[^]*要確認[^]*設定されていません[^]*設定してください/);
    expect(await row('worker')).toMatch(/正常[^]*1個が動いています/);
    // These schedules nobody made here.
    expect(await row('毎日の巡回')).toMatch(/異常[^]*予定がありません[^]*再起動/);
    expect(await row('記録の検証')).toMatch(/要確認[^]*まだ検証していません/);
    await button(page, 'いま検証する').click();
    expect(await main(page)).toContain('検証を始めます');
    expect(await stack.records.integrity.round('verification')).toMatchObject({ open: true });
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
