/** Every page, in a real browser: once per width, valid, readable by everybody, nothing to be scrolled sideways, no error in it. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorOfDemonstration } from '../../demonstration/index.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { problemsOf, sideways } from './support/accessible.ts';
import { startBrowser, visitor, widths } from './support/browser.ts';
import { faultsIn } from './support/valid.ts';

const YEAR = 2026;
const cycle = `/cycle/${YEAR}/${cast.ministry.organisation}`;

const browser: Browser | undefined = await startBrowser();
let stack: Stack;

beforeAll(async () => {
  if (browser === undefined) return;
  stack = await startStack();
  await stack.openYear(YEAR, [cast.ministry.organisation, cast.agency.organisation]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

const pages: readonly string[] = [
  '/',
  '/board',
  '/notices',
  '/calendar',
  '/calendar?month=2027-03',
  '/documents',
  '/handover',
  `/registers/${cast.ministry.organisation}`,
  `/registers/${cast.ministry.organisation}/calendarOverrides`,
  `/registers/${cast.ministry.organisation}/visibility`,
  '/registers/common',
  `/standing/${cast.ministry.organisation}/${YEAR}`,
  `/record/${cast.ministry.organisation}/${YEAR}`,
  '/help',
  '/help/rules',
  '/guideline',
  '/guideline/3-7',
  `/${cast.ministry.organisation}/${YEAR}`,
  cycle,
  `${cycle}/history`,
  `${cycle}/decide/setDirection`,
  `${cycle}/decide/submitPlan`,
  '/settings',
  '/settings/sessions',
  '/sign-out',
  '/sign-in',
  '/nothing-here',
];

/** Of the administration; in front of an administrator alone, who sees these where not everybody looks at everything. */
const officer = cast.ministry.officerOfServices;
const administration: readonly string[] = [
  '/admin',
  '/admin/organisations',
  `/admin/organisations/${cast.ministry.organisation}`,
  '/admin/bodies/new',
  `/admin/bodies/${cast.ministry.organisation}`,
  `/admin/departments/${cast.ministry.organisation}/new`,
  `/admin/people?organisation=${cast.ministry.organisation}`,
  '/admin/people/new',
  `/admin/people/${officer}`,
  `/admin/people/${officer}/change`,
  `/admin/posts/${officer.replace('p-', 'a-')}-1`,
  `/admin/appoint?organisation=${cast.ministry.organisation}`,
  '/admin/changes',
  '/admin/imports',
  '/admin/registers',
  '/registers/common/editions',
  '/registers/common/governmentDates',
  '/registers/common/criteriaSets/demo-criteria-2',
  '/admin/calendar',
  '/admin/webhooks',
  '/admin/operation',
];

/** Who looks: the CISO and an administrator at each width in Japanese; `npm run pages`: each of these, in both languages. */
const everybody = process.env['JUNKAN_PAGES'] !== undefined;
const { ministry } = cast;
const readers = everybody
  ? {
      ciso: ministry.ciso,
      promotionOffice: ministry.promotionLead,
      auditOfficer: ministry.auditOfficer,
      officer: ministry.officerOfServices,
      staff: ministry.staffOfPlanning,
      supervisingStaff: ministry.supervisingStaff,
      agency: cast.agency.ciso,
      outside: ministry.outsideVerifier,
      administrator: administratorOfDemonstration,
    }
  : { ciso: ministry.ciso, administrator: administratorOfDemonstration };
const pagesOf = (role: string): readonly string[] => {
  if (everybody) return [...pages, ...administration];
  return role === 'administrator' ? administration : pages;
};
const languages = everybody ? (['ja', 'en'] as const) : (['ja'] as const);

const looks = Object.entries(readers).flatMap(([role, person]) =>
  languages.flatMap((language) =>
    Object.entries(widths).map(([name, width]) => ({ role, person, language, name, width })),
  ),
);

describe.skipIf(browser === undefined)('every page', () => {
  it.each(looks)('is readable by $role, in $language, on a $name', async ({ role, person, language, width }) => {
    if (browser === undefined) return;
    const page = await visitor(browser, stack.address, person, { language, width });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      // What a reader may not see is answered with 403 or 404, which browsers note.
      if (message.type() === 'error' && !/40[34]/.test(message.text())) errors.push(message.text());
    });
    for (const path of pagesOf(role)) {
      const answer = await page.goto(path);
      // What is sent is the same at every width.
      const faults = width === widths.phone ? await faultsIn((await answer?.text()) ?? '') : [];
      const found = { path, faults, problems: await problemsOf(page), sideways: await sideways(page) };
      expect(found).toEqual({ path, faults: [], problems: [], sideways: 0 });
      expect(await page.locator('h1').count()).toBe(1);
    }
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
