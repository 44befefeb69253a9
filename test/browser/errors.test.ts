/** When something is in the way – too large, too often, away, restarted – the page says what, and what was typed is not lost. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../client/engine.ts';
import { makeApp } from '../../web/app.ts';
import type { WebConfiguration } from '../../web/parts.ts';
import { startWeb, type WebServer } from '../../web/server.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { problemsOf } from './support/accessible.ts';
import { startBrowser, visitor } from './support/browser.ts';
import { testKeys } from '../support/keys.ts';

const { ministry } = cast;
const cycle = `/cycle/2026/${ministry.organisation}`;
const MEGABYTE = 1024 * 1024;

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

/** Another web over the same records; its engine may be one that is not there. */
const anotherWeb = (
  port: number,
  { engine = stack.engine, quotas }: { engine?: Stack['engine']; quotas?: WebConfiguration['quotas'] } = {},
): Promise<WebServer> => {
  const logger = { info: () => {}, warn: () => {}, error: () => {} };
  const configuration = { version: '0.0.0-test', ...(quotas && { quotas }) };
  const app = makeApp({ records: stack.records, engine, clock: Date.now, configuration, logger });
  return startWeb({ app, host: '127.0.0.1', port });
};
const at = async (address: string, person: string): Promise<Page> => {
  if (browser === undefined) throw new Error('no browser');
  return visitor(browser, address, person);
};
const main = (page: Page): Promise<string> => page.locator('main').innerText();
const send = (page: Page) => page.locator('main form .actions button.button').first().click();

async function fill(page: Page, text: string): Promise<void> {
  for (const field of await page.locator('main form select:visible').all()) await field.selectOption({ index: 1 });
  for (const field of await page.locator('main form textarea:visible, main form input[type=text]:visible').all()) {
    await field.fill(text);
  }
}

describe.skipIf(browser === undefined)('a page that cannot do what was asked', () => {
  it('says that a document is too large, by the size that is taken', async () => {
    const page = await at(stack.address, ministry.ciso);
    await page.goto(`${cycle}/decide/setDirection`);
    const buffer = Buffer.alloc(21 * MEGABYTE, 'x');
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: '大きい.pdf', mimeType: 'application/pdf', buffer });
    await send(page);
    await page.waitForLoadState('load');
    expect(await main(page)).toMatch(/20 MB/);
    expect(await problemsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('asks whoever sends too often to wait', async () => {
    const web = await anotherWeb(0, { quotas: { changesPerSecond: 0.2, uploadsPerMinute: 1, uncitedDocuments: 1 } });
    const page = await at(web.address, ministry.ciso);
    const saved = async (): Promise<number> => {
      await page.goto('/settings');
      const answer = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.getByRole('button', { name: '設定を保存する' }).click();
      return (await answer).status();
    };
    const statuses: number[] = [];
    while (statuses.length < 5 && statuses.at(-1) !== 429) statuses.push(await saved());
    expect(statuses.at(-1)).toBe(429);
    expect(await main(page)).toMatch(/\d+秒ほど待って/);
    expect(await problemsOf(page)).toEqual([]);
    await page.context().close();
    await web.close();
  });

  it('says that the engine is away, and keeps what was typed to be sent again', async () => {
    const away = createEngine({ address: '127.0.0.1:9', namespace: 'nowhere', keys: testKeys });
    const web = await anotherWeb(0);
    const page = await at(web.address, ministry.staffOfPlanning);
    await page.goto(`${cycle}/decide/reportWorkability`);
    await fill(page, '夜間に対応できない');
    const { port } = new URL(web.address);
    await web.close();
    const broken = await anotherWeb(Number(port), { engine: away });
    await send(page);
    await page.waitForLoadState('load');
    expect(await main(page)).toContain('手続を動かすサーバーにつながりません');
    expect(await problemsOf(page)).toEqual([]);
    await broken.close();
    // It is back: the button on the page of the problem sends the same form.
    const back = await anotherWeb(Number(port));
    await page.getByRole('button', { name: 'もう一度送る' }).click();
    await page.waitForURL(/\/entries\/\d+/);
    await page.context().close();
    await back.close();
  });

  it('is taken by the server that has started anew, once', async () => {
    const web = await anotherWeb(0);
    const page = await at(web.address, ministry.staffOfPlanning);
    await page.goto(`${cycle}/decide/reportWorkability`);
    await fill(page, '再起動の間に入力した');
    await web.close();
    const before = (await (await stack.as(ministry.ciso)).show(cycle.slice(1))).body.seq;
    const again = await anotherWeb(Number(new URL(web.address).port));
    await send(page);
    await page.waitForURL(/\/entries\/\d+/);
    expect((await (await stack.as(ministry.ciso)).show(cycle.slice(1))).body.seq).toBe(before + 1);
    await page.context().close();
    await again.close();
  });

  it('says what was entered meanwhile, by whom, with the form as it was typed', async () => {
    const page = await at(stack.address, ministry.deputyCiso);
    await page.goto(`${cycle}/decide/setDirection`);
    await fill(page, '遅れて送る');
    const file = { name: '案.txt', mimeType: 'text/plain', buffer: Buffer.from('案') };
    await page.locator('input[type=file]').first().setInputFiles(file);
    const ciso = await stack.as(ministry.ciso);
    const other = await ciso.decide(cycle.slice(1), 'setDirection', {
      direction: '方向性（架空）',
      resourcePolicy: '配分（架空）',
      level: '水準（架空）',
      document: await ciso.document('方向性の決裁（架空）'),
    });
    expect(other.status).toBe(200);
    await send(page);
    await page.waitForLoadState('load');
    const banner = await page.locator('.banner--error').innerText();
    expect(banner).toContain('この画面を開いた後の記録');
    expect(banner).toMatch(/最高情報セキュリティ責任者/);
    expect(await page.locator('main form textarea:visible').first().inputValue()).toBe('遅れて送る');
    expect(await problemsOf(page)).toEqual([]);
    await page.context().close();
  });
});
