/** A body's year from opening to close by clicks alone, refusals on the way included: no id and no hash is ever typed. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ministry } from '../../demonstration/index.ts';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { ClickingTeller } from './support/clicking-teller.ts';
import { PicturingTeller } from './support/picturing-teller.ts';
import { startBrowser } from './support/browser.ts';

const browser: Browser | undefined = await startBrowser();
let stack: Stack;

beforeAll(async () => {
  if (browser === undefined) return;
  stack = await startStack();
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

describe.skipIf(browser === undefined)('a whole year by clicks', () => {
  it('goes from the opening to the close', { timeout: 600_000 }, async () => {
    if (browser === undefined) return;
    const people = cast.ministry;
    const today = dateInJapan(Date.now());
    const year = fiscalYearOf(today);
    await stack.openYear(year, [people.organisation, cast.agency.organisation, cast.corporation.organisation]);
    const inBody = await stack.records.registry.people(people.organisation);
    const names = new Map(inBody.map(({ id, nameJa }) => [id, nameJa]));
    const { secret } = await stack.records.tokens.issue({
      person: (await stack.administrator()).person,
      issuedBy: (await stack.administrator()).person,
      at: Date.now(),
      expires: Date.now() + 3_600_000,
      purpose: 'test',
    });
    // `npm run pictures` takes pictures on the way.
    const kind = process.env['JUNKAN_PICTURES'] === undefined ? ClickingTeller : PicturingTeller;
    const teller = new kind(browser, stack.address, secret, names);
    await ministry({ teller, people, year, today, committee: true }, people.outsideVerifier);
    const cycle = `/cycle/${year}/${people.organisation}`;
    const page = await teller.page(people.ciso);
    await page.goto(cycle);
    expect(await page.locator('.strip-facts').innerText()).toContain('完結');
    expect(teller.clicked.taken).toBeGreaterThan(30);
    expect(teller.clicked.refused).toBeGreaterThan(5);
  });
});
