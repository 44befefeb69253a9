/** What holds beyond the years, by clicks: a body's own calendar, to whom it is opened, and what is common to all. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorOfDemonstration } from '../../demonstration/index.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { problemsOf, sideways } from './support/accessible.ts';
import { startBrowser, visitor } from './support/browser.ts';

const browser: Browser | undefined = await startBrowser();
let stack: Stack;
const { ministry, agency, centre } = cast;

beforeAll(async () => {
  if (browser !== undefined) stack = await startStack();
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

const main = (page: Page): Promise<string> => page.locator('main').innerText();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const save = 'この内容で登録する';

async function somebody(person: string, javaScript = true): Promise<Page> {
  if (browser === undefined) throw new Error('no browser');
  const page = await visitor(browser, stack.address, person, { javaScript });
  page.setDefaultTimeout(15_000);
  return page;
}
const holds = (register: string): Promise<unknown> =>
  stack.records.registers.inForce(ministry.organisation, register, Date.now() + 1_000);
const standing = async (page: Page): Promise<void> =>
  expect([await problemsOf(page), await sideways(page)]).toEqual([[], 0]);

describe.skipIf(browser === undefined)('registers', () => {
  it('records of a calendar what differs from the standard one, and returns to it', async () => {
    const page = await somebody(ministry.ciso);
    await page.goto(`/registers/${ministry.organisation}`);
    const calendar = page.locator('#calendarOverrides');
    expect(await calendar.innerText()).toContain('標準の日程のとおり');
    await calendar.getByRole('link', { name: /変更する/ }).click();
    const plan = page.locator('fieldset', { hasText: /^対策推進計画の承認/ }).last();
    expect(await plan.getByLabel('月日', { exact: true }).inputValue()).toBe('3月31日');
    await standing(page);

    // A plan before its risk assessment: told at its place, in the words of the form.
    await plan.getByLabel('月日', { exact: true }).fill('２月末日');
    await button(page, save).click();
    expect(await page.locator('.banner--error').innerText()).toMatch(/「対策推進計画の承認」[^]*より前/);
    expect(await plan.locator('.err').innerText()).toContain('より前');
    expect(await plan.getByLabel('月日', { exact: true }).inputValue()).toBe('２月末日');
    expect(await holds('calendarOverrides')).toBeUndefined();

    await plan.getByLabel('月日', { exact: true }).fill('4月15日');
    const training = page.locator('fieldset', { hasText: /^教育訓練/ }).last();
    await training.getByLabel('ほかの事項の後とする').check();
    await training.getByLabel('先に行う事項').selectOption({ label: '対策推進計画の承認' });
    await training.getByLabel('その何開庁日後か').fill('１０');
    const told = page.locator('fieldset', { hasText: /^所管府省庁に知らせる/ }).last();
    await told.getByLabel('知らせない').check();
    await page.getByRole('button', { name: '期限前の通知に1件追加する' }).click();
    await page.getByRole('button', { name: '期限前の通知 4件目を削除する' }).click();
    await button(page, save).click();
    expect(await page.locator('.banner--ok').innerText()).toContain('「日程の独自設定」を変更しました');
    expect(await holds('calendarOverrides')).toEqual({
      dueDays: { plan: { day: '04-15', year: 0 }, training: { after: 'plan', businessDays: 10 } },
      escalation: { supervisors: null },
    });
    const said = await page.locator('#calendarOverrides').innerText();
    expect(said).toMatch(/対策推進計画の承認：4月15日[^]*教育訓練：対策推進計画の承認[^]*所管府省庁[^]*知らせない/);

    await page
      .locator('#calendarOverrides')
      .getByRole('link', { name: /変更する/ })
      .click();
    await standing(page);
    await button(page, '独自の設定をやめる').click();
    expect(await page.locator('#calendarOverrides').innerText()).toContain('標準の日程のとおり');
    expect(await holds('calendarOverrides')).toBeUndefined();
    await page.context().close();
  });

  it('opens a body to others by their names, from a day on; others of the body read it and change nothing', async () => {
    const page = await somebody(ministry.ciso, false);
    await page.goto(`/registers/${ministry.organisation}/visibility`);
    await button(page, '公開先に1件追加する').click();
    const second = page.locator('li', { hasText: '公開先 2件目' }).first();
    await second.getByLabel('公開する相手の機関').selectOption({ label: '独立行政法人流星観測機構（架空）' });
    await button(page, save).click();
    // What is missing is told at its field, and what was chosen is kept.
    expect(await page.locator('.err').count()).toBe(1);
    await second.getByLabel('公開する内容').selectOption({ label: '手続の状態' });
    await page.getByLabel('適用を始める日').fill('きのう');
    await button(page, save).click();
    expect(await page.locator('.banner--error').innerText()).toContain('きのう');
    await page.getByLabel('適用を始める日').fill('2099年4月1日');
    await button(page, save).click();
    expect(await page.locator('.banner--ok').innerText()).toContain('外部への公開範囲');
    // It is to come.
    expect(await holds('visibility')).toEqual({ opened: [{ to: centre.organisation, sees: 'board' }] });
    const facts = await stack.records.registers.history(ministry.organisation, 'visibility');
    expect(facts.at(-1)?.value).toEqual({
      opened: [
        { to: centre.organisation, sees: 'board' },
        { to: agency.organisation, sees: 'state' },
      ],
    });

    const officer = await somebody(ministry.officerOfServices);
    await officer.goto(`/registers/${ministry.organisation}`);
    expect(await officer.locator('#visibility').innerText()).toContain('一覧の行');
    expect(await officer.getByRole('link', { name: /変更する/ }).count()).toBe(0);
    const answer = await officer.goto(`/registers/${ministry.organisation}/visibility`);
    expect(answer?.status()).toBe(404);
    for (const one of [page, officer]) await one.context().close();
  });

  it('takes an edition of the common standards from the centre, and waits for a second person who sees what it is', async () => {
    const page = await somebody(centre.firstStaff);
    await page.goto('/registers/common');
    await page.getByRole('link', { name: /統一基準群の版に新しく登録する/ }).click();
    await page.getByLabel('名称（日本語）').fill('統一基準群 第2版<b>（架空）');
    await page.getByLabel('名称（英語）').fill('Common standards, second edition (fictional)');
    await page.getByLabel('決定日').fill('令和8年10月1日');
    await page.getByLabel('適用期限').fill('2026/9/1');
    await page.getByLabel('前の版').selectOption({ label: '統一基準群 例示版（架空）' });
    await page.getByLabel('遵守事項').fill('x-1 体制\n\nx-2 運用\n');
    await button(page, /この版での役割の名称に1件追加する/).click();
    await page.getByLabel('役割', { exact: true }).selectOption({ label: '最高情報セキュリティ責任者' });
    await page.getByLabel('日本語の名称').fill('最高サイバー責任者');
    await page.getByLabel('英語の名称').fill('chief cyber officer');
    await standing(page);
    await button(page, save).click();
    expect(await page.locator('.banner--error').innerText()).toContain('適用期限が決定日より前');
    await page.getByLabel('適用期限').fill('2027/9/1');
    await button(page, save).click();
    expect(await main(page)).toMatch(/承認待ちです[^]*二人目/);
    expect(await stack.records.registers.common('editions', Date.now() + 1_000)).toHaveLength(1);

    const other = await somebody(administratorOfDemonstration);
    await other.goto('/admin');
    await other.locator('main table a', { hasText: '登録簿' }).first().click();
    expect(await main(other)).toMatch(/統一基準群 第2版<b>（架空）[^]*統一基準群 例示版（架空）/);
    await standing(other);
    await button(other, '承認して実施する').click();
    expect(await stack.records.registers.common('editions', Date.now() + 1_000)).toContainEqual(
      expect.objectContaining({
        predecessor: 'demo-edition-1',
        decidedOn: '2026-10-01',
        requirements: ['x-1 体制', 'x-2 運用'],
        roleTerms: { ciso: { ja: '最高サイバー責任者', en: 'chief cyber officer' } },
      }),
    );
    for (const one of [page, other]) await one.context().close();
  });

  it('changes and ends an item that nobody is told of at once, with its history', async () => {
    const page = await somebody(administratorOfDemonstration);
    await page.goto('/admin/registers');
    await page.getByRole('link', { name: '点検基準 第2版（架空）' }).click();
    await page.getByLabel('名称（日本語）').fill('点検基準 第2版・改（架空）');
    await button(page, save).click();
    expect(await page.locator('.banner--ok').innerText()).toContain('共通の点検基準');
    await page.getByRole('link', { name: '点検基準 第2版・改（架空）' }).first().click();
    expect(await page.locator('h2', { hasText: 'これまでの記録' }).innerText()).toContain('2件');
    await standing(page);
    await button(page, '適用を終わらせる').click();
    expect(await stack.records.registers.common('criteriaSets', Date.now() + 1_000)).toHaveLength(1);
    await page.context().close();
  });
});
