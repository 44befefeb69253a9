/** Offices keep their plans in spreadsheets: rows are pasted, looked at, and only then sent (pages.md 5). */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { problemsOf, sideways } from './support/accessible.ts';
import { startBrowser, visitor } from './support/browser.ts';

const { ministry } = cast;
const form = `/cycle/2026/${ministry.organisation}/decide/submitPlan`;

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

const values = async (page: Page, name: string): Promise<string[]> =>
  Promise.all((await page.locator(`[name^="measures."][name$=".${name}"]`).all()).map(async (one) => one.inputValue()));

describe.skipIf(browser === undefined).each([true, false])('with JavaScript %s', (javaScript) => {
  const lead = async (): Promise<Page> => {
    if (browser === undefined) throw new Error('no browser');
    const page = await visitor(browser, stack.address, ministry.promotionLead, { javaScript });
    await page.goto(form);
    await page.locator('summary', { hasText: '表計算から貼り付ける' }).first().click();
    return page;
  };

  it('takes rows with headings in an order of their own, by the words people see', async () => {
    const page = await lead();
    await page
      .locator('textarea[name="measures.paste"]')
      .fill(
        [
          '件名\t対策の番号\t種別\t期限\t担当：役職\t担当：部署\t業務への配慮',
          '全職員研修\tm-1\t教育・訓練\t令和9年3月31日\t情報セキュリティ対策推進体制（事務局）\t\t閑散期に行う',
          '"端末の\n更新"\tm-2\t情報システムに対する技術的な対策\tR9.3.31\t情報システムセキュリティ責任者\t天球情報局システム課\t夜間に行う',
        ].join('\n'),
      );
    await page.locator('button[value="paste:measures"]').click();
    await page.waitForSelector('.banner');
    expect(await page.locator('.banner').innerText()).toContain('2行を加えました');
    expect(await values(page, 'id')).toEqual(['m-1', 'm-2']);
    expect((await values(page, 'kind')).every((kind) => kind !== '')).toBe(true);
    expect(await values(page, 'owner.role')).toEqual(['promotionOffice', 'systemOfficer']);
    expect(await values(page, 'owner.department')).toEqual(['', 'systems']);
    const found = javaScript ? [...(await problemsOf(page)), await sideways(page)] : [0];
    expect(found).toEqual([0]);
    await page.context().close();
  });

  it('adds what was pasted also when the form is sent right away, and tells what stands in no list', async () => {
    const page = await lead();
    await page.locator('textarea[name="measures.paste"]').fill('m-1\t教育\t研修\t情報局\t\t2027-03-31\t\t配慮');
    await page.locator('main form > .actions button.button').click();
    await page.waitForSelector('.banner');
    expect(await page.locator('.banner').innerText()).toContain('1行を加えました');
    expect(await page.locator('.err').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('「情報局」に当たるものがありません')]),
    );
    expect(await page.locator('textarea[name="measures.paste"]').inputValue()).toBe('');
    await page.context().close();
  });
});
