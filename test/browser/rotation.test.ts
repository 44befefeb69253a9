/**
 * 人事異動 by clicks: with nothing but the browser, no id typed, administrators end a CISO's appointment and appoint a
 * successor; the effect is seen before, a second one approves, and who comes after signs in by a one-time link.
 */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorOfDemonstration } from '../../demonstration/index.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { problemsOf, sideways } from './support/accessible.ts';
import { startBrowser, visitor } from './support/browser.ts';

const { ministry } = cast;
const second = cast.centre.secondAdministrator;
const ask = '方向性と資源配分方針を定める';

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

const main = (page: Page): Promise<string> => page.locator('main').innerText();
const link = (page: Page, name: string | RegExp) =>
  page.getByRole('link', typeof name === 'string' ? { name, exact: true } : { name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function somebody(person: string, javaScript = true): Promise<Page> {
  if (browser === undefined) throw new Error('no browser');
  const page = await visitor(browser, stack.address, person, { javaScript });
  page.setDefaultTimeout(15_000);
  return page;
}

/** Today, as an official writes it. */
function today(): string {
  const [year = '', month = '', day = ''] = dateInJapan(Date.now()).split('-');
  return `令和${Number(year) - 2018}年${Number(month)}月${Number(day)}日`;
}

/** To the ministry's page, by the navigation. */
async function toMinistry(page: Page): Promise<void> {
  await link(page, '管理').first().click();
  await page.getByRole('navigation', { name: '管理' }).getByRole('link', { name: '機関', exact: true }).click();
  await page.getByLabel('名称').fill('星空省');
  await button(page, '表示する').click();
  await page.locator('main table a').first().click();
  expect(await page.locator('h1').innerText()).toBe('星空省（架空）');
}

describe.skipIf(browser === undefined)('a rotation by clicks', () => {
  it('ends an appointment, appoints a successor, and hands over by a one-time link', async () => {
    const [first, other, predecessor] = [
      await somebody(administratorOfDemonstration),
      await somebody(second),
      await somebody(ministry.ciso),
    ];
    expect(await main(predecessor)).toContain(ask);

    await toMinistry(first);
    await link(first, '人を登録する').click();
    await first.getByLabel('氏名', { exact: true }).fill('朝比奈 歩（架空）');
    await first.getByLabel('氏名（英語）').fill('Ayumu Asahina (fictional)');
    await button(first, '内容と影響を確かめる').click();
    await button(first, 'この変更を登録する').click();
    expect(await first.locator('h1').innerText()).toBe('朝比奈 歩（架空）');

    await toMinistry(first);
    await link(first, '最高情報セキュリティ責任者').click();
    await first.getByLabel('後任').selectOption({ label: '朝比奈 歩（架空）' });
    await first.getByLabel('発令日').fill('あした');
    await button(first, '内容と影響を確かめる').first().click();
    // A slip is told at its field, and what was chosen is kept.
    expect(await first.locator('.banner--error').innerText()).toContain('あした');
    await first.getByLabel('発令日').fill('2020年4月1日');
    await button(first, '内容と影響を確かめる').first().click();
    // So is what the registry finds wrong with it.
    expect(await first.locator('.banner--error').innerText()).toMatch(/より前/);
    await first.getByLabel('発令日').fill(today());
    await button(first, '内容と影響を確かめる').first().click();

    const before = await main(first);
    expect(before).toContain('二人目のシステム管理者が承認するまで登録されません');
    const row = first.locator('#effects tr', { hasText: ask });
    expect(await row.innerText()).toMatch(/夕凪 薫（架空）[^]*朝比奈 歩（架空）　引き続き1人/);
    expect([await problemsOf(first), await sideways(first)]).toEqual([[], 0]);
    // Nothing is recorded by looking.
    await predecessor.goto('/');
    expect(await main(predecessor)).toContain(ask);

    await button(first, 'この変更を求める').click();
    expect(await main(first)).toContain('変更を求めました');
    expect(await button(first, '承認して実施する').count()).toBe(0);

    await link(other, '管理').first().click();
    await other.locator('main table a', { hasText: '任命 2件' }).click();
    expect(await other.locator('#effects').innerText()).toContain('朝比奈 歩（架空）');
    expect([await problemsOf(other), await sideways(other)]).toEqual([[], 0]);
    await button(other, '承認して実施する').click();
    expect(await main(other)).toContain('変更を承認し、登録しました。');

    // Who has no post any more is signed out at once.
    await predecessor.goto('/');
    expect(new URL(predecessor.url()).pathname).toBe('/sign-in');

    await toMinistry(first);
    await link(first, '朝比奈 歩（架空）').click();
    await button(first, '受け取りリンクを発行する').click();
    expect(await main(first)).toContain('承認待ち');
    expect(await first.locator('#link').count()).toBe(0);
    await link(other, '管理').first().click();
    await other.locator('main table a', { hasText: '受け取りリンク' }).click();
    expect(await main(other)).toContain('朝比奈 歩（架空）への受け取りリンクの発行');
    await button(other, '承認して実施する').click();
    await link(first, /の画面へ戻る/).click();
    await button(first, '受け取りリンクを発行する').click();
    const address = await first.locator('#link').innerText();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/claim\/[\w-]{43}$/);
    // Shown once.
    await link(first, /の画面へ戻る/).click();
    expect(await first.content()).not.toContain(address.split('/').at(-1));

    const context = await browser?.newContext({ baseURL: stack.address });
    if (context === undefined) throw new Error('no browser');
    const successor = await context.newPage();
    await successor.goto(address);
    await successor.getByRole('button', { name: /受け取る/ }).click();
    await successor.getByRole('button', { name: /サインインして続ける/ }).click();
    expect(await main(successor)).toContain(ask);
    await link(successor, ask).click();
    expect(await successor.locator('h1').innerText()).toContain(ask);

    // What is taken over: from the notice to the sheet of one's own post, and to the predecessor's.
    await link(successor, '通知').first().click();
    await link(successor, '引継書').click();
    expect(await successor.locator('h1').innerText()).toBe('引継書　最高情報セキュリティ責任者');
    expect(await main(successor)).toContain(ask);
    await link(successor, '夕凪 薫（架空）').click();
    expect(await main(successor)).toMatch(/在任者\s+夕凪 薫（架空）[^]*後任\s+朝比奈 歩（架空）/);
    expect([await problemsOf(successor), await sideways(successor)]).toEqual([[], 0]);
    // Who appoints is led there from the body's page, and reads no reasons.
    await toMinistry(first);
    await first
      .getByRole('row', { name: /^最高情報セキュリティ責任者/ })
      .getByRole('link', { name: '引継書' })
      .click();
    expect(await main(first)).toContain(ask);
    expect(await main(first)).not.toContain('これまでの決定の理由');
    for (const page of [first, other, predecessor, successor]) await page.context().close();
  });

  it('takes many at once from a file that was saved, changed and looked at', async () => {
    const first = await somebody(administratorOfDemonstration);
    await link(first, '管理').first().click();
    await link(first, '取り込み').click();
    await first.locator('#organisation').selectOption({ label: '星空省（架空）' });
    const saving = first.waitForEvent('download');
    await button(first, 'CSVで保存').click();
    const saved = readFileSync(await (await saving).path(), 'utf8');
    // In a spreadsheet: a last day in the row of an officer, and a row for who comes after.
    const lines = saved.split('\r\n');
    const at = lines.findIndex((line) => line.includes(`${ministry.officerOfServices},情報セキュリティ責任者`));
    const [id = '', , role = '', body = '', department = '', from = ''] = (lines[at] ?? '').split(',');
    lines[at] = [id, ministry.officerOfServices, role, body, department, from, '令和9年3月31日', '本務', '', ''].join();
    const next = [
      'a-next-officer',
      ministry.staffOfPlanning,
      role,
      body,
      department,
      'R9.4.1',
      '',
      '本務',
      '',
      '',
    ].join();
    const file = (rows: readonly string[]) => ({
      name: '人事異動.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(rows.join('\r\n')),
    });
    await first
      .locator('input[type=file]')
      .setInputFiles(file([...lines, next.replace(ministry.staffOfPlanning, 'p-x')]));
    await button(first, '内容と影響を確かめる').click();
    expect(await first.locator('.banner--error').innerText()).toMatch(/行目[^]*p-x/);
    await first.locator('input[type=file]').setInputFiles(file([...lines, next]));
    await button(first, '内容と影響を確かめる').click();
    const seen = await main(first);
    expect(seen).toMatch(/潮見 響（架空）（星空省（架空）　星座局　情報セキュリティ責任者）[^]*2027年3月31日（水）/);
    expect(seen).toMatch(/花房 望（架空）（星空省（架空）　星座局　情報セキュリティ責任者）[^]*2027年4月1日（木）/);
    expect([await problemsOf(first), await sideways(first)]).toEqual([[], 0]);
    await button(first, 'この変更を登録する').click();
    expect(await main(first)).toContain('変更を登録しました。');
    const posts = await stack.records.registry.appointments(ministry.organisation);
    expect(posts.find((post) => post.id === id)?.to).toBe('2027-03-31');
    expect(posts.find((post) => post.id === 'a-next-officer')?.person).toBe(ministry.staffOfPlanning);
    await first.context().close();
  });

  it('is refused to who asked for it, and there is no administration for others; a slip is recorded in error', async () => {
    const [first, other, staff] = [
      await somebody(administratorOfDemonstration, false),
      await somebody(second, false),
      await somebody(ministry.officerOfServices, false),
    ];
    expect(await link(staff, '管理').count()).toBe(0);
    const answer = await staff.goto('/admin');
    expect([answer?.status(), await main(staff)]).toEqual([404, expect.stringContaining('閲覧する権限がありません')]);

    // An audit officer's post, which is guarded, was recorded in error.
    await toMinistry(first);
    await link(first, '情報セキュリティ監査責任者').click();
    await first.locator('summary', { hasText: '誤登録・発令取消' }).click();
    await first.getByLabel('理由').fill('別の人の任命を取り違えて登録した');
    await button(first, '内容と影響を確かめる').last().click();
    expect(await main(first)).toContain('承認が必要');
    await button(first, 'この変更を求める').click();
    const change = new URL(first.url()).pathname;
    // The form of the page sent to where the other one's would be.
    const forged = await first.locator('form[action$="/withdraw"]').getAttribute('action');
    expect(forged).toBe(`${change}/withdraw`);
    const token = await first.locator('form[action$="/withdraw"] input[name="_form"]').inputValue();
    const refused = await first.request.post(`${change}/approve`, {
      form: { _form: token },
      headers: { origin: stack.address, 'sec-fetch-site': 'same-origin' },
    });
    expect([refused.status(), await refused.text()]).toEqual([
      403,
      expect.stringContaining('自分が求めた変更は自分では承認・却下できません'),
    ]);

    await other.goto(change);
    await other.locator('summary', { hasText: '却下する' }).click();
    await button(other, '却下する').click();
    // A rejection says why.
    expect(await main(other)).toContain('理由を書いてください');
    await other.getByLabel('却下の理由').fill('取り違えではない');
    await button(other, '却下する').click();
    expect(await main(other)).toContain('変更を却下しました。');

    // What was a slip is approved, and stays on record.
    await toMinistry(first);
    await link(first, '情報システムセキュリティ責任者').click();
    await first.locator('summary', { hasText: '誤登録・発令取消' }).click();
    await first.getByLabel('理由').fill('別の人の任命を取り違えて登録した');
    await button(first, '内容と影響を確かめる').last().click();
    await button(first, 'この変更を求める').click();
    await other.goto(new URL(first.url()).pathname);
    expect(await main(other)).toContain('理由：別の人の任命を取り違えて登録した');
    await button(other, '承認して実施する').click();
    await toMinistry(other);
    await other.locator('summary', { hasText: '終わった任命・取り消した任命' }).click();
    await link(other, '情報システムセキュリティ責任者').click();
    expect(await main(other)).toMatch(/誤登録[^]*理由：別の人の任命を取り違えて登録した/);
    for (const page of [first, other, staff]) await page.context().close();
  });
});
