/**
 * Pages for everybody: in forced colours, at 200 % and in 320 px, by the keyboard alone, and as a screen reader is given them.
 */
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorOfDemonstration, planTheYear, Teller } from '../../demonstration/index.ts';
import { fiscalYearOf } from '../../model/japan-time.ts';
import { today } from '../people/support.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { eventually } from '../support/eventually.ts';
import { sideways } from './support/accessible.ts';
import { startBrowser, visitor, widths } from './support/browser.ts';

const browser: Browser | undefined = await startBrowser();
const { ministry, agency } = cast;
const year = fiscalYearOf(today());
const cycle = `/cycle/${year}/${ministry.organisation}`;
let stack: Stack;

beforeAll(async () => {
  if (browser === undefined) return;
  stack = await startStack();
  await stack.openYear(year, [ministry.organisation, agency.organisation]);
  const at = Date.now();
  const { secret } = await stack.records.tokens.issue({
    person: administratorOfDemonstration,
    issuedBy: administratorOfDemonstration,
    at,
    expires: at + 86_400_000,
    purpose: 'test',
  });
  const teller = new Teller({ address: stack.address, administrator: secret, language: 'en', write: () => {} });
  await planTheYear({ teller, people: ministry, year, today: today(), committee: true });
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

/** Beside those that stand at one address each, whatever the routers know. */
const pages: readonly string[] = [
  '/guideline/3-7',
  `/${ministry.organisation}/${year}`,
  cycle,
  `${cycle}/history`,
  `${cycle}/decide/submitPlan`,
  '/nothing-here',
];
const administration: readonly string[] = [`/admin/people?organisation=${ministry.organisation}`];

/** One of each make; `npm run pages` looks at them all. */
const main: readonly string[] = ['/', '/board', '/calendar', '/settings', '/help', '/admin', '/admin/organisations'];

/** Pages at one address each: of the administration, or of everybody. */
function fixed(ofAdministration: boolean): readonly string[] {
  const all = process.env['JUNKAN_PAGES'] !== undefined;
  return stack.pages
    .flatMap((page) => (/^GET (\/[^:.]*)$/.exec(page) ?? []).slice(1))
    .filter((path) => path.startsWith('/admin') === ofAdministration && (all || main.includes(path)));
}

const lines = z.array(z.string());
const found = async (page: Page, script: string): Promise<string[]> => lines.parse(await page.evaluate(script));

/** What is wrong in somebody's pages, each in turn. */
async function each(
  as: { readonly width: number; readonly tune?: (page: Page) => Promise<void> },
  look: (page: Page) => Promise<readonly string[]>,
): Promise<string[]> {
  const wrong: string[] = [];
  if (browser === undefined) return wrong;
  for (const [person, theirs] of [
    [ministry.ciso, [...fixed(false), ...pages]],
    [administratorOfDemonstration, [...fixed(true), ...administration]],
  ] as const) {
    const page = await visitor(browser, stack.address, person, { width: as.width });
    await as.tune?.(page);
    for (const path of theirs) {
      await page.goto(path);
      wrong.push(...(await look(page)).map((what) => `${path} ${what}`));
    }
    await page.context().close();
  }
  return wrong;
}

/** What is no more than its colour: nothing around it, nothing under it. */
const colourAlone = `[...document.querySelectorAll('.button, button, .chip, .badge, input, select, textarea, .banner, .notice')]
  .filter((one) => one.checkVisibility() && !['hidden', 'checkbox', 'radio', 'file'].includes(one.type) && !one.matches('.sr'))
  .filter((one) => {
    const style = getComputedStyle(one);
    const isBounded = ['Top', 'Bottom', 'Left'].some((side) => parseFloat(style['border' + side + 'Width']) > 0 && style['border' + side + 'Style'] !== 'none');
    return !isBounded && !style.textDecorationLine.includes('underline');
  })
  .map((one) => one.className + ' ' + one.textContent.trim().slice(0, 20))`;

/** Which place in the navigation looks like this one, by more than weight. */
const current = `[...document.querySelectorAll('.nav a')].filter((one) => {
  const style = getComputedStyle(one);
  return style.borderBottomColor !== getComputedStyle(document.body).backgroundColor;
}).map((one) => one.getAttribute('aria-current') ?? 'not here')`;

/** Text that is cut off by the box it stands in. */
const cutOff = `[...document.querySelectorAll('main *, header *, footer *')]
  .filter((one) => one.checkVisibility() && !one.closest('.sr') && !one.closest('svg') && getComputedStyle(one).clipPath === 'none')
  .filter((one) => {
    const { overflowX, overflowY } = getComputedStyle(one);
    return (overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1) || (overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 1);
  })
  .map((one) => one.tagName + '.' + one.className + ' ' + one.textContent.trim().slice(0, 30))`;

describe.skipIf(browser === undefined)('every page', () => {
  it('in forced colours: what one presses, fills in or is warned by has an edge, and the place is marked', async () => {
    const tune = (page: Page) => page.emulateMedia({ forcedColors: 'active' });
    const wrong = await each({ width: widths.desktop, tune }, async (page) => {
      const places = await found(page, current);
      return [...(await found(page, colourAlone)), ...places.filter((place) => place !== 'page')];
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    { what: '200 %', width: 640 },
    { what: '320 px', width: 320 },
  ])('at $what: nothing is to be scrolled sideways, nothing cut off', async ({ width }) => {
    const wrong = await each({ width }, async (page) => {
      const wide = await sideways(page);
      return [...(await found(page, cutOff)), ...(wide === 0 ? [] : [`${wide} px wider`])];
    });
    expect(wrong).toEqual([]);
  });

  it('on a wide screen: no table is to be scrolled within itself', async () => {
    const script = `[...document.querySelectorAll('.scroll')].filter((one) => one.scrollWidth > one.clientWidth)
      .map((one) => one.getAttribute('aria-label') + ' ' + (one.scrollWidth - one.clientWidth) + ' px')`;
    expect(await each({ width: widths.desktop }, (page) => found(page, script))).toEqual([]);
  });

  it('by the keyboard: every control is reached, in the order it stands, is seen when it is, and left again', async () => {
    const tune = (page: Page) => page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await each({ width: widths.desktop, tune }, walk)).toEqual([]);
    expect(await each({ width: widths.phone, tune }, walk)).toEqual([]);
  });

  it.each(Object.entries(widths))(
    'to a screen reader, on a %s: landmarks, headings, names, tables',
    async (_, width) => {
      const wrong = await each({ width }, async (page) => faultsOf(await page.locator('body').ariaSnapshot()));
      expect(wrong).toEqual([]);
    },
  );
});

/** Goes through a page by the tab key; what is wrong on the way. */
async function walk(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  const where = z.object({ at: z.number(), seen: z.boolean(), ring: z.boolean(), name: z.string() });
  const look = `(() => {
    const one = document.activeElement;
    const all = [...document.querySelectorAll('*')];
    if (one === null || one === document.body || one === document.documentElement) return { at: -1, seen: true, ring: true, name: '' };
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    return {
      at: all.indexOf(one),
      seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      name: one.tagName + ' ' + (one.textContent || one.name || '').trim().slice(0, 30),
    };
  })()`;
  const controls = z
    .number()
    .parse(
      await page.evaluate(
        `[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((one) => one.checkVisibility() && one.tabIndex >= 0 && one.type !== 'hidden').length`,
      ),
    );
  let before = -1;
  let steps = 0;
  for (; steps <= controls + 5; steps += 1) {
    await page.keyboard.press('Tab');
    const { at, seen, ring, name } = where.parse(await page.evaluate(look));
    if (at === -1) break;
    if (at <= before) wrong.push(`${name} comes before what was there`);
    if (!seen) wrong.push(`${name} is not in sight`);
    if (!ring) wrong.push(`${name} has no ring`);
    before = at;
  }
  // A group of radio buttons is one stop.
  if (steps > controls) wrong.push('it goes round and round');
  return wrong;
}

/** What is wrong with a page as it is read out. */
function faultsOf(tree: string): string[] {
  const wrong: string[] = [];
  const roles = tree.split('\n').map((line) => /^(\s*)- '?(\w+)(?: "((?:[^"\\]|\\.)*)")?(.*)$/.exec(line));
  const count = (role: string): number => roles.filter((one) => one?.[2] === role).length;
  for (const role of ['banner', 'main', 'contentinfo']) if (count(role) !== 1) wrong.push(`${count(role)} × ${role}`);
  const levels = roles.flatMap((one) => (one?.[2] === 'heading' ? [Number(/level=(\d)/.exec(one[4] ?? '')?.[1])] : []));
  if (levels.filter((level) => level === 1).length !== 1) wrong.push('not one first heading');
  levels.forEach((level, i) => {
    if (level > (levels[i - 1] ?? 0) + 1) wrong.push(`heading ${level} after ${levels[i - 1]}`);
  });
  const named = ['link', 'button', 'textbox', 'combobox', 'checkbox', 'radio', 'navigation', 'table', 'heading', 'img'];
  for (const one of roles) {
    if (one === null) continue;
    const [, , role = '', name, rest = ''] = one;
    if (named.includes(role) && (name ?? '').trim() === '' && !/:\s*\S/.test(rest))
      wrong.push(`${role} without a name`);
  }
  const rows = count('row');
  const heads = count('columnheader') + count('rowheader');
  if (count('table') > 0 && (rows === 0 || heads === 0 || count('cell') === 0)) {
    wrong.push(`tables with ${rows} rows, ${heads} heads, ${count('cell')} cells`);
  }
  return wrong;
}

describe.skipIf(browser === undefined)('a decision', () => {
  it('is taken by the keyboard alone, from the first page to the entry', async () => {
    if (browser === undefined) return;
    const page = await visitor(browser, stack.address, agency.ciso);
    await page.goto('/');
    const { keyboard } = page;
    const focused = async (): Promise<string> =>
      z
        .string()
        .parse(
          await page.evaluate(
            `document.activeElement?.getAttribute('name') ?? document.activeElement?.getAttribute('href') ?? ''`,
          ),
        );
    const to = async (wanted: (name: string) => boolean): Promise<void> => {
      for (let i = 0; i < 200; i += 1) {
        await keyboard.press('Tab');
        if (wanted(await focused())) return;
      }
      throw new Error(`it is not reached in ${page.url()}`);
    };
    // Past the navigation.
    await keyboard.press('Tab');
    expect(await focused()).toBe('#main');
    expect(await page.locator('.skip').isVisible()).toBe(true);
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    expect(await page.evaluate(`document.activeElement.closest('main') !== null`)).toBe(true);
    const form = `/cycle/${year}/${agency.organisation}/decide/setDirection`;
    if ((await focused()) !== form) await to((name) => name === form);
    await keyboard.press('Enter');
    await page.waitForURL(`**${form}`);
    for (const field of ['direction', 'resourcePolicy', 'level']) {
      await to((name) => name === field);
      await keyboard.type(`${field} by hand`);
    }
    await to((name) => name === 'document.file');
    const chooser = await eventually(async () => {
      // On a busy machine the browser now and then does not hear the first press.
      const [opened] = await Promise.allSettled([
        page.waitForEvent('filechooser', { timeout: 5_000 }),
        keyboard.press('Enter'),
      ]);
      return opened.status === 'fulfilled' && opened.value;
    });
    await chooser.setFiles({ name: 'direction.pdf', mimeType: 'application/pdf', buffer: Buffer.from('by hand') });
    await to((name) => name === '_do');
    await keyboard.press('Enter');
    const confirm = page.locator('button[name="_do"][value="confirm"]');
    await confirm.waitFor();
    await to((name) => name === '_do');
    expect(await page.evaluate(`document.activeElement.value`)).toBe('confirm');
    await keyboard.press('Enter');
    await page.waitForURL(/\/entries\/\d+/);
    // What was done is what is read out first.
    expect(await page.evaluate(`document.activeElement.matches('.banner')`)).toBe(true);
    await page.context().close();
  });

  it('that is refused puts the focus on why, and each reason leads to its field', async () => {
    if (browser === undefined) return;
    const page = await visitor(browser, stack.address, agency.ciso);
    await page.goto(`/cycle/${year}/${agency.organisation}/decide/setDirection`);
    await page.locator('[name="direction"]').fill('');
    await page.locator('[name="direction"]').press('Tab');
    await page.locator('main .actions button[name="_do"]').last().press('Enter');
    await page.locator('.banner').first().waitFor();
    expect(await page.evaluate(`document.activeElement.matches('.banner')`)).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(`document.activeElement.matches('[aria-invalid="true"]')`)).toBe(true);
    await page.context().close();
  });
});
