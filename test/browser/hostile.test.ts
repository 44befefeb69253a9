/** Whatever people write – markup, quotes, addresses that run, signs that turn the line, words without end – is text in every page. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorOfDemonstration } from '../../demonstration/index.ts';
import type { Role } from '../../model/roles.ts';
import { start, taken } from '../people/support.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { sideways } from './support/accessible.ts';
import { startBrowser, visitor, widths } from './support/browser.ts';

const YEAR = 2026;
const body = 'demo-hostile';
const hostile = `<script>alert(1)</script><img src=x onerror=alert(2)>"'\`&amp;${'{{'}javascript:alert(3)//</title></textarea>`;
const endless = 'W'.repeat(80);
const nameJa = `${hostile}（架空）`;
const nameEn = `${hostile}${endless} (fictional)`;
/** Names take no signs that turn the line, texts do. */
const text = `${hostile}\u202E逆\u202C${endless}`;

const browser: Browser | undefined = await startBrowser();
let stack: Stack;

beforeAll(async () => {
  if (browser === undefined) return;
  stack = await startStack();
  await fill();
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

const posts: readonly (readonly [string, Role])[] = [
  ['p-h-ciso', 'ciso'],
  ['p-h-chief', 'headOfOfficers'],
  ['p-h-office', 'promotionOffice'],
  ['p-h-officer', 'officer'],
  ['p-h-audit', 'auditOfficer'],
];
const cycle = `cycle/${YEAR}/${body}`;
const improvement = `improvement/${YEAR}/${body}/1`;

/** A body of which everything is called so. */
async function fill(): Promise<void> {
  const change = {
    organisations: [{ id: body, kind: 'ministry' as const, nameJa, nameEn, supervisors: [], fictional: true }],
    departments: [{ id: 'd-hostile', organisation: body, nameJa, nameEn, bureau: true }],
    people: posts.map(([id]) => ({ id, home: body, nameJa, nameEn })),
    appointments: posts.map(([person, role]) => ({
      id: `a-${person}`,
      person,
      role,
      organisation: body,
      from: `${YEAR}-04-01`,
      kind: 'regular' as const,
      ...(role === 'officer' && { department: 'd-hostile' }),
    })),
  };
  await stack.records.registry.change(change, administratorOfDemonstration, Date.now());
  await stack.openYear(YEAR, [body]);
  const ciso = await stack.as('p-h-ciso');
  const file = encodeURIComponent(`${hostile.replaceAll('/', '')}.pdf`);
  const kept = await ciso.send('POST', `/documents?organisation=${body}&name=${file}`, {
    type: 'application/pdf',
    content: 'x',
  });
  expect([kept.status, kept.text]).toEqual([201, expect.any(String)]);
  const direction = { direction: text, resourcePolicy: text, level: text, document: kept.body.hash };
  await taken(stack, 'p-h-ciso', cycle, 'setDirection', direction);
  await taken(stack, 'p-h-office', cycle, 'reportWorkability', { about: text, text });
  await start(stack, improvement, {
    cycle,
    title: { ja: text, en: text },
    covers: [{ ref: 'own-1', source: 'own', clause: '3-16' }],
    source: 'own',
    openedBy: 'p-h-chief',
    needsAudit: false,
    minimumObservationDays: 0,
    maximumExtensions: 2,
    longestTermDays: 1095,
    longestExceptionDays: 730,
    profile: 'ministry',
    supervisors: [],
  });
}

const query = encodeURIComponent(text);
const pages: readonly string[] = [
  '/',
  `/?cursor=${query}`,
  '/board',
  `/board?name=${query}`,
  '/notices',
  `/notices?cursor=${query}`,
  `/guideline?search=${query}`,
  `/guideline/3-7?year=${YEAR}`,
  `/guideline/${query.slice(0, 300)}`,
  `/${cycle}`,
  `/${cycle}/history`,
  `/${cycle}/entries/2`,
  `/${cycle}/decide/setDirection`,
  `/${cycle}/decide/openAudit`,
  `/${cycle}/decide/setDirection?entry=${query}`,
  `/${improvement}`,
  `/${improvement}/history`,
  `/${improvement}/decide/assignOwner`,
  `/${body}/${YEAR}`,
  '/settings/sessions',
  '/sign-out',
  '/sign-in',
  `/sign-in?to=${query}`,
];

/** What went wrong in a page, for as long as it is looked at. */
function watched(page: Page): string[] {
  const wrong: string[] = [];
  page.on('dialog', (dialog) => {
    wrong.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) wrong.push(message.text());
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== stack.address) wrong.push(`asked for ${request.url()}`);
  });
  return wrong;
}

/** Somebody at the form of the direction, who sends it with a file of that name. */
async function sentWith(at: Browser, name: string) {
  const page = await visitor(at, stack.address, 'p-h-ciso', { width: widths.phone });
  const wrong = watched(page);
  await page.goto(`/${cycle}/decide/setDirection`);
  const drop = page.locator('button[name="_do"][value="drop:document"]');
  if ((await drop.count()) > 0) await drop.click();
  for (const field of ['direction', 'resourcePolicy', 'level']) await page.locator(`[name="${field}"]`).fill('x');
  const buffer = Buffer.from(`content of ${name}`);
  await page.locator('input[name="document.file"]').setInputFiles({ name, mimeType: 'application/pdf', buffer });
  await page.locator('main .actions button[name="_do"]').last().click();
  await page.waitForLoadState();
  const look = async (where: string): Promise<string> => {
    const made = await page.locator('img, script:not([src^="/assets/"]), iframe, [onerror]').count();
    expect([where, await sideways(page), made, wrong]).toEqual([where, 0, 0, []]);
    return page.locator('main').innerText();
  };
  return { page, look };
}

describe.skipIf(browser === undefined)('hostile texts', () => {
  it.each(['ja', 'en'] as const)('are texts in every page, in %s', { timeout: 240_000 }, async (language) => {
    if (browser === undefined) return;
    const page = await visitor(browser, stack.address, 'p-h-ciso', { language, width: widths.phone });
    const wrong = watched(page);
    const found: string[] = [];
    for (const path of pages) {
      await page.goto(path);
      const wide = await sideways(page);
      // Nothing that people wrote became an element.
      const made = await page
        .locator('img, script:not([src^="/assets/"]), iframe, [onerror], a[href^="javascript"]')
        .count();
      if (wide !== 0 || made !== 0) found.push(`${path.slice(0, 60)} wide ${wide} made ${made}`);
    }
    expect([found, wrong]).toEqual([[], []]);
    await page.context().close();
  });

  it('stay texts when they are typed into a form, sent, refused and shown again', async () => {
    if (browser === undefined) return;
    const page = await visitor(browser, stack.address, 'p-h-office', { width: widths.phone });
    const wrong = watched(page);
    await page.goto(`/${cycle}/decide/reportWorkability`);
    for (const field of await page.locator('main textarea, main input[type=text]').all()) {
      if (await field.isVisible()) await field.fill(text);
    }
    await page.locator('main .actions button').first().click();
    await page.waitForLoadState();
    expect([await sideways(page), wrong]).toEqual([0, []]);
    expect(await page.locator('.banner').count()).toBe(1);
    await page.context().close();
  });

  it.each([
    { name: `${hostile.replaceAll('/', '')}.pdf` },
    { name: '..\\..\\etc\\passwd' },
    { name: '"; filename="other.html' },
    { name: `${'機密'.repeat(30)}𠮷${endless.repeat(2)}.pdf` },
    { name: `a${'𠮷'.repeat(110)}.xlsx` },
    { name: '.htaccess' },
    { name: "%2e%2e%2fetc%2fpasswd''.pdf" },
  ])('stay texts as names of files: $name', async ({ name }) => {
    if (browser === undefined) return;
    const { page, look } = await sentWith(browser, name);
    const hash = await page.locator('input[type="hidden"][name="document"]').inputValue();
    const known = (await (await stack.as('p-h-ciso')).send('GET', `/documents/${hash}/about`)).body;
    // As it was called, or the beginning of that with its ending.
    const ending = /\.[a-z]+$/.exec(name)?.[0] ?? '';
    const [beginning = ''] = String(known.name).split('…');
    expect([name.startsWith(beginning), String(known.name).endsWith(ending)]).toEqual([true, true]);
    expect(known.name.length).toBeLessThanOrEqual(200);
    const shown = known.name.replaceAll(/\s+/g, ' ');
    expect(await look('check')).toContain(shown);
    await page.locator('button[name="_do"][value="change"]').click();
    await page.waitForLoadState();
    expect(await look('form')).toContain(shown);
    await page.locator('main .actions button[name="_do"]').last().click();
    await page.locator('button[name="_do"][value="confirm"]').click();
    await page.waitForURL(/entries/);
    await look('done');
    await page.goto(`/${cycle}/history`);
    expect(await look('history')).toContain(shown);
    await page.goto('/documents');
    expect(await look('documents')).toContain(shown);
    await page.goto(`/documents/${hash}`);
    expect(await look('document')).toContain(shown);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(`a[href="/documents/${hash}/file"]`).click(),
    ]);
    const file = download.suggestedFilename();
    expect(file).not.toMatch(/[/\\\n\r]|^\./);
    expect(file).not.toBe('other.html');
    const sent = await (await stack.as('p-h-ciso')).send('GET', `/documents/${hash}`);
    expect(sent.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
    await page.context().close();
  });

  it.each([
    { name: '見積\u202Efdp.exe', why: '文字の並ぶ向きを変える制御文字' },
    { name: '見積\tの写し.pdf', why: '使えない文字' },
  ])('are refused as a name, and why is told: $why', async ({ name, why }) => {
    if (browser === undefined) return;
    const { page, look } = await sentWith(browser, name);
    expect(await look('refused')).toContain(why);
    await page.context().close();
  });
});
