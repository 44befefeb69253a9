/** The common standards from the first draft to the edition and the guidance, by clicks alone: no address, id or hash is typed. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { problemsOf, sideways } from './support/accessible.ts';
import { startBrowser, visitor, widths } from './support/browser.ts';
import { ClickingTeller } from './support/clicking-teller.ts';

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

const { centre, headquarters, ministry } = cast;
const today = dateInJapan(Date.now());
const year = fiscalYearOf(today);
const of = `standards/${year}/${centre.organisation}`;
const instance = `${of}/1`;

describe.skipIf(browser === undefined)('a revision of the common standards by clicks', () => {
  it(
    '2-2, 2-3: is found, opened, decided by headquarters and put to the ministries',
    { timeout: 600_000 },
    async () => {
      if (browser === undefined) return;
      const teller = new ClickingTeller(browser, stack.address, '', new Map());
      const { firstStaff, director } = centre;
      const page = await teller.page(firstStaff);
      expect(await page.locator(`main a[href="/${of}/decide/submitDraft"]`).count()).toBe(1);
      const document = (name: string) => teller.document(firstStaff, name);
      const [draft, guide] = [await document('原案'), await document('ガイドライン案')];
      const rests = {
        threats: '供給網を経由した攻撃',
        inspection: await document('点検結果'),
        inspectionPeriod: { from: `${year - 1}-04-01`, to: `${year - 1}-09-30` },
        inspectedBodies: [ministry.organisation],
      };
      const checks = { comprehensive: '確認', conformable: '確認', international: '確認' };
      const first = { title: '統一基準群の改定', covers: ['standards'], document: draft, ...checks };
      await teller.isRefused(firstStaff, of, 'submitDraft', { ...first, threats: 'x' }, 'inspectionCited');
      expect(await teller.does(firstStaff, of, 'submitDraft', { ...first, ...rests })).toBe(2);
      const council = { draft, heldOn: today, outcome: 'passed', document: await document('推進会議の記録') };
      await teller.does(firstStaff, instance, 'recordCouncil', council);
      await teller.does(headquarters.chair, instance, 'decide', { draft });
      const guidance = { title: '統一基準群の改定', document: guide, ...rests, examples: '例示', thinking: '解説' };
      await teller.does(firstStaff, instance, 'submitGuidebook', guidance);
      await teller.does(firstStaff, instance, 'promulgate', {
        id: 'demo-edition-2',
        nameJa: '例示版2',
        nameEn: 'Example 2',
        applyBy: `${year + 1}-03-31`,
        predecessor: 'demo-edition-1',
        requirements: ['ex-1.1', 'ex-1.2'],
      });
      await teller.does(firstStaff, instance, 'consult', { draft: guide, ministries: [ministry.organisation] });
      await teller.does(ministry.promotionLead, instance, 'giveOpinion', {
        ministry: ministry.organisation,
        kind: 'comment',
        opinion: '例を加えるべき',
      });
      await teller.does(firstStaff, instance, 'answerOpinions', {
        answers: [{ opinion: 1, disposition: 'notAdopted', reason: '解説に含まれている' }],
      });
      for (const [person, places] of [
        [firstStaff, ['/', `/${of}/decide/submitDraft`, `/${centre.organisation}/${year}`, `/${instance}`]],
        [director, [`/${instance}/decide/decideGuidebook`]],
        [headquarters.chair, ['/', `/${headquarters.organisation}/${year}`, `/${instance}`]],
        [ministry.promotionLead, [`/${instance}`, `/${instance}/history`]],
      ] as const)
        for (const [name, width] of Object.entries(widths)) {
          const looks = await visitor(browser, stack.address, person, { width });
          for (const path of places) {
            await looks.goto(path);
            const found = { path, problems: await problemsOf(looks), sideways: await sideways(looks) };
            expect(found).toEqual({ path, problems: [], sideways: 0 });
            const pictures = process.env['JUNKAN_LOOK'];
            if (pictures !== undefined)
              await looks.screenshot({ path: `${pictures}/${name}${path.replaceAll('/', '_')}.png`, fullPage: true });
          }
          await looks.context().close();
        }
      await teller.does(director, instance, 'decideGuidebook', { draft: guide });
      await page.goto(`/${instance}`);
      expect(await page.locator('.strip-facts').innerText()).toContain('完了');
    },
  );
});
