/** A body's year in a real browser: its course, what is missing, on a wide screen, a phone and paper – and who sees none of it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  administratorOfDemonstration,
  find,
  findingTitles,
  inspect,
  openAudit,
  operate,
  planTheYear,
  report,
  Teller,
} from '../../demonstration/index.ts';
import { fiscalYearOf } from '../../model/japan-time.ts';
import { today } from '../people/support.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { ja } from '../../web/pages/texts/japanese.ts';
import { problemsOf, sideways } from './support/accessible.ts';
import { startBrowser, visitor, widths } from './support/browser.ts';

const people = cast.ministry;
const year = fiscalYearOf(today());
const place = `/${people.organisation}/${year}`;
const cycle = `/cycle/${year}/${people.organisation}`;

const browser: Browser | undefined = await startBrowser();
let stack: Stack;

/** The year of a ministry up to the reported audit, with an observation nobody has answered. */
beforeAll(async () => {
  if (browser === undefined) return;
  stack = await startStack();
  await stack.openYear(year, [people.organisation, cast.agency.organisation]);
  const { secret } = await stack.records.tokens.issue({
    person: administratorOfDemonstration,
    issuedBy: administratorOfDemonstration,
    at: Date.now(),
    expires: Date.now() + 86_400_000,
    purpose: 'test',
  });
  const teller = new Teller({ address: stack.address, administrator: secret, language: 'en', write: () => {} });
  const scene = { teller, people, year, today: today(), committee: true };
  await planTheYear(scene);
  await operate(scene);
  const audit = await openAudit(scene, 1, [people.firstAuditor, people.secondAuditor]);
  await find(scene, audit, people.firstAuditor, 'nonconformity');
  await find(scene, audit, people.secondAuditor, 'observation');
  await inspect(scene);
  await report(scene, audit, 'findings');
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

/** Opens a page as somebody, uses it and closes it. */
async function as<T>(
  person: string,
  options: Parameters<typeof visitor>[3],
  use: (page: Page) => Promise<T>,
): Promise<T> {
  if (browser === undefined) throw new Error('no browser');
  const page = await visitor(browser, stack.address, person, options);
  try {
    return await use(page);
  } finally {
    await page.context().close();
  }
}

const boxes = z.array(
  z.object({ words: z.string(), x: z.number(), y: z.number(), right: z.number(), bottom: z.number() }),
);

describe.skipIf(browser === undefined)('a body’s year', () => {
  it.each(Object.entries(widths))('is readable by everybody on a %s', async (_, width) => {
    for (const language of ['ja', 'en'] as const) {
      await as(people.ciso, { width, language }, async (page) => {
        for (const path of [place, cycle]) {
          await page.goto(path);
          expect({ path, problems: await problemsOf(page), sideways: await sideways(page) }).toEqual({
            path,
            problems: [],
            sideways: 0,
          });
        }
      });
    }
  });

  it('says what is missing, whose it is, and leads to the form of what is one’s own', async () => {
    await as(people.ciso, {}, async (page) => {
      await page.goto(place);
      expect(await page.title()).toContain('令和');
      const close = page.getByRole('region', { name: '完結' });
      const observations = close.getByRole('listitem').filter({ hasText: '観察事項があります' });
      expect(await observations.getAttribute('class')).toBe('is-mine');
      expect(await observations.innerText()).toContain(findingTitles.observation);
      await observations.getByRole('link', { name: '観察事項への対応を決める', exact: true }).click();
      expect(new URL(page.url()).pathname).toBe(`${cycle}/decide/disposeObservation`);
      await page.goto(place);
      const next = page.getByRole('region', { name: '判断案提出済' });
      expect(await next.getByRole('listitem').last().innerText()).toMatch(
        /判断案を提出する[^]*統括情報セキュリティ責任者/,
      );
      const bureaus = page.getByRole('region', { name: ja.year.bureaus });
      expect(await bureaus.innerText()).toContain(ja.year.handedIn(1, 1));
    });
  });

  it('is drawn on a wide screen, where no two labels of dates meet; on a phone the table of dates stands alone', async () => {
    for (const language of ['ja', 'en'] as const) {
      await as(people.ciso, { language }, async (page) => {
        await page.goto(place);
        expect(await page.locator('svg.tl').isVisible()).toBe(true);
        const found = boxes.parse(
          await page.evaluate(`[...document.querySelectorAll('svg.tl .lead + path + text')].map((text) => {
            const { x, y, width, height } = text.getBBox();
            return { words: text.textContent, x, y, right: x + width, bottom: y + height };
          })`),
        );
        expect(found.length).toBeGreaterThan(4);
        const meeting = found.flatMap((a, i) =>
          found
            .slice(i + 1)
            .filter((b) => a.x < b.right && b.x < a.right && a.y < b.bottom - 4 && b.y < a.bottom - 4)
            .map((b) => `${a.words} / ${b.words}`),
        );
        expect(meeting).toEqual([]);
        const widest = Math.max(...found.map(({ right }) => right));
        const [, width = '0'] =
          /^0 0 ([\d.]+)/.exec((await page.locator('svg.tl').getAttribute('viewBox')) ?? '') ?? [];
        expect(widest).toBeLessThanOrEqual(Number(width));
      });
    }
    await as(people.ciso, { width: widths.phone }, async (page) => {
      await page.goto(place);
      expect(await page.locator('svg.tl').isVisible()).toBe(false);
      expect(await page.getByRole('region', { name: '期限', exact: true }).isVisible()).toBe(true);
    });
  });

  it('stands on A4 as on a wide screen, without what can only be pressed', async () => {
    await as(people.ciso, { width: 680 }, async (page) => {
      await page.goto(place);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('svg.tl').isVisible()).toBe(true);
      expect(await page.locator('thead').first().isVisible()).toBe(true);
      expect(await page.locator('header nav').isVisible()).toBe(false);
      // Of the demonstration it says so on paper, too.
      expect(await page.locator('.demo strong').first().isVisible()).toBe(true);
      await page.goto(cycle);
      expect(await page.getByText('現在の位置').isVisible()).toBe(true);
      expect(await page.getByText(/^いつでも行えること/).isVisible()).toBe(false);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      // 210 mm, in points.
      expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45]\./);
    });
  });

  it('has a picture that says the same by itself as on the page', async () => {
    await as(people.ciso, {}, async (page) => {
      await page.goto(cycle);
      const onPage = await page.locator('.lanes .step b').allInnerTexts();
      const reply = await page.goto(`${cycle}/picture.svg`);
      expect(reply?.headers()['content-type']).toBe('image/svg+xml; charset=utf-8');
      const svg = (await reply?.text()) ?? '';
      const words = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = '']) => text).join('');
      expect(onPage.length).toBeGreaterThan(5);
      for (const step of onPage) expect(words).toContain(step.replace(/^要対応/, '').trim());
    });
  });

  it('is reached from the board by those who read it; nobody else finds a link, or anything at its address', async () => {
    await as(people.ciso, {}, async (page) => {
      await page.goto(`/board?year=${year}`);
      await page.locator(`a[href="${place}"]`).click();
      expect(new URL(page.url()).pathname).toBe(place);
      await page.goto(`/audit/${year}/${people.organisation}/1`);
      await page.getByRole('navigation', { name: '現在の位置' }).locator(`a[href="${place}"]`).click();
      expect(new URL(page.url()).pathname).toBe(place);
      await page.goto('/');
      expect(await page.locator(`.tasks a[href="${place}"]`).count()).toBeGreaterThan(0);
    });
    await as(people.manager, {}, async (page) => {
      await page.goto(`/board?year=${year}`);
      expect(await page.locator('table.board th[scope=row]').count()).toBeGreaterThan(0);
      expect(await page.locator(`a[href="/${cast.agency.organisation}/${year}"]`).count()).toBe(0);
      const reply = await page.goto(`/${cast.agency.organisation}/${year}`);
      expect(reply?.status()).toBe(404);
    });
    await as(cast.agency.ciso, {}, async (page) => {
      for (const path of [place, `${cycle}/picture.svg`]) {
        const reply = await page.goto(path);
        expect(reply?.status()).toBe(404);
        expect(await page.content()).not.toContain('星空省');
      }
    });
    // Of the body, but with no part in audits: where the year stands, never what was found.
    await as(people.staffOfSystems, {}, async (page) => {
      const reply = await page.goto(place);
      expect(reply?.status()).toBe(200);
      const html = await page.content();
      for (const found of Object.values(findingTitles)) expect(html).not.toContain(found);
      expect(html).not.toContain(ja.year.bureaus);
      expect(html).toContain('観察事項があります');
    });
  });
});
