/** The sheet of a year on a day is one page of A4, however much there is to tell, and says what it leaves out. */
import type { Browser } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { startOfDate } from '../../model/japan-time.ts';
import { figuresOf } from '../../web/procedures/figures.ts';
import { assets } from '../../web/pages/assets.ts';
import { textsOf, type View } from '../../web/pages/kit/view.ts';
import { StandingPage, type Standing } from '../../web/pages/papers/standing.tsx';
import { startBrowser } from './support/browser.ts';

const browser: Browser | undefined = await startBrowser();
afterAll(() => browser?.close());

const at = startOfDate('2027-02-01');
const text = (ja: string) => ({ ja, en: ja.slice(0, 19) });
const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

const dates: Standing['dates'] = many(18, (i) => ({
  id: `due-${i}`,
  ...text(`対策基準の承認又は変更なしの確認 ${i}`),
  due: at + (i - 4) * 86_400_000,
  original: i < 9 ? at - 20 * 86_400_000 : at + (i - 4) * 86_400_000,
  basis: undefined,
  met: undefined,
  department: undefined,
  roles: ['ciso'],
  overdue: i < 4,
  expected: i < 9,
  explained: i < 4 ? { by: 'p', at, reason: '担当者の異動により'.repeat(40), expectedOn: '2027-03-01' } : undefined,
}));
const lists: Standing['lists'] = many(9, (n) => ({
  id: n === 0 ? 'measures' : `list-${n}`,
  ...text(`監査の指摘 ${n}`),
  more: 40,
  rows: many(300, (i) => ({
    id: `row-${i}`,
    ...text(`退職者の利用権限の残存に係る措置 ${n}-${i}`),
    status: text('改善措置の対象'),
    done: i !== 299,
    due: '2027-03-31',
    post: text('情報システムセキュリティ責任者'),
    department: { id: 'd', ...text('星座局企画課') },
  })),
}));
const children: Standing['children'] = many(100, (i) => ({
  instance: `improvement/2026/demo-ministry/${i}`,
  procedure: 'improvement',
  ...text(`改善措置第${i}号`),
  title: text('退職者の利用権限の残存'),
  phase: { id: 'p', ...text('効果観察中') },
  overdue: i === 99 ? 3 : 0,
}));
const standing: Standing = {
  instance: 'cycle/2026/demo-ministry',
  procedure: { id: 'cycle', ...text('年度サイクル') },
  organisation: { id: 'demo-ministry', ...text('星空省（架空）') },
  on: '2027-01-31',
  last: { seq: 900, at, hash: 'f'.repeat(64) },
  reading: 'partial',
  phase: { id: 'operating', ...text('運用') },
  ended: undefined,
  phases: [],
  dates,
  marks: [
    { id: 'a', ...text('年度途中の開始') },
    { id: 'b', ...text('初年度') },
  ],
  lists,
  children,
  more: 20,
  figures: figuresOf({ dates, lists, children, entries: 900 }),
};

it.skipIf(browser === undefined).each(['ja', 'en'] as const)('in %s', async (language) => {
  if (browser === undefined) return;
  const view: View = {
    language,
    texts: textsOf[language],
    at,
    address: '/',
    request: 'test',
    demonstration: true,
    token: () => '',
    reader: {
      name: text('夕凪 薫（架空）'),
      posts: [text('最高情報セキュリティ責任者')],
      bodies: ['demo-ministry'],
      administers: 'nothing',
      ready: 0,
      unread: 0,
    },
  };
  const place = { organisation: 'demo-ministry', year: 2026 };
  const page = await browser.newPage();
  await page.setContent(`<!doctype html>${String(StandingPage({ view, place, typed: '2027-01-31', standing }))}`);
  await page.addStyleTag({ content: new TextDecoder().decode(assets.style.bytes) });
  const said = await page.locator('main').innerText();
  // What is late and not done is there; how much is not, is said.
  expect(said).toContain(
    language === 'ja' ? '退職者の利用権限の残存に係る措置 8-299' : '退職者の利用権限の残存に係る措置 8-',
  );
  expect(said).toContain(language === 'ja' ? '340件のうち1件' : '1 of 340');
  expect(said).toContain(language === 'ja' ? '改善措置第99号' : '第99号');
  expect(said).toContain(language === 'ja' ? 'ほか116件' : 'and 116 more');
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  expect(/\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]).toBe('1');
  await page.close();
});
