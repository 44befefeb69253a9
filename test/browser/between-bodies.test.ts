/**
 * What lies between bodies, by clicks alone – no address, id or hash is typed: the common standards from the first draft to
 * the edition and the guidance, an audit by headquarters, a minister's evaluation. One stack and one browser serve all.
 */
import type { Browser } from 'playwright-core';
import { newestOf } from '../../machines/procedures.ts';
import { addDays, dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { criteriaSet } from '../../demonstration/index.ts';
import { startOf } from '../../records/look-ups/start-facts.ts';
import { eventually } from '../support/eventually.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const { agency, centre, headquarters, ministry } = cast;
const today = dateInJapan(Date.now());
const year = fiscalYearOf(today);
const of = `standards/${year}/${centre.organisation}`;
const instance = `${of}/1`;

/** Pages as these people see them: nothing for a screen reader to stumble over, nothing to scroll sideways, at both widths. */
async function areRight(pages: readonly (readonly [person: string, places: readonly string[]])[]): Promise<void> {
  if (browser === undefined) return;
  for (const [person, places] of pages)
    for (const [name, width] of Object.entries(widths)) {
      const looks = await visitor(browser, stack.address, person, { width });
      for (const path of places) {
        await looks.goto(path);
        const found = { path, problems: await problemsOf(looks), sideways: await sideways(looks) };
        expect(found).toEqual({ path, problems: [], sideways: 0 });
        const pictures = process.env['JUNKAN_LOOK'];
        if (pictures !== undefined)
          await looks.screenshot({
            path: `${pictures}/${name}-${person}${path.replaceAll('/', '_')}.png`,
            fullPage: true,
          });
      }
      await looks.context().close();
    }
}

/** Begins what the calendar opens, as it does. */
async function begins(kind: string, ofYear: number, organisation: string): Promise<string> {
  const procedure = newestOf(kind);
  if (procedure === undefined) throw new Error(`${kind} is not published`);
  const begun = `${kind}/${ofYear}/${organisation}`;
  const start = await startOf(stack.records, procedure, { instance: begun, input: {}, at: Date.now() });
  await stack.records.instances.claim(start, 'calendar');
  await stack.engine.start(start);
  expect(await stack.records.journal.waitFor(begun, 1, 20_000)).toBe(true);
  return begun;
}

/** A decision beside the story, over HTTP. */
async function takes(person: string, on: string, type: string, input: object = {}): Promise<void> {
  const { status, text } = await (await stack.as(person)).decide(on, type, input);
  expect([type, status, text]).toEqual([type, 200, expect.any(String)]);
}

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
      await areRight([
        [firstStaff, ['/', `/${of}/decide/submitDraft`, `/${centre.organisation}/${year}`, `/${instance}`]],
        [director, [`/${instance}/decide/decideGuidebook`]],
        [headquarters.chair, ['/', `/${headquarters.organisation}/${year}`, `/${instance}`]],
        [ministry.promotionLead, [`/${instance}`, `/${instance}/history`]],
      ]);
      await teller.does(director, instance, 'decideGuidebook', { draft: guide });
      await page.goto(`/${instance}`);
      expect(await page.locator('.strip-facts').innerText()).toContain('完了');
    },
  );
});

describe.skipIf(browser === undefined)('an audit by headquarters by clicks', () => {
  it(
    '5-3: goes from the plan to the report, its facts confirmed by the body audited',
    { timeout: 300_000 },
    async () => {
      if (browser === undefined) return;
      const { firstStaff, director, hqAuditLeader: leader, firstHqAuditor: auditor } = centre;
      const { promotionLead: office, ciso } = agency;
      const programme = await begins('programme', year, centre.organisation);
      const paper = async (person: string, name: string) => (await stack.as(person)).document(name);
      await takes(headquarters.chair, programme, 'recordAuditPolicy', {
        document: await paper(headquarters.chair, '基本方針'),
      });
      await takes(firstStaff, programme, 'proposePlan', {
        document: await paper(firstStaff, '年度計画'),
        audits: [{ subject: agency.organisation, kinds: ['management'] }],
        restReason: '初年度のため',
      });
      await takes(director, programme, 'adoptPlan');
      const audit = `hqaudit/${year}/${centre.organisation}/1`;
      await eventually(async () => (await (await stack.as(leader)).show(audit)).status === 200);

      const teller = new ClickingTeller(browser, stack.address, '', new Map());
      await teller.does(leader, audit, 'plan', {
        kinds: ['management'],
        areas: ['rules', 'implementation', 'management'],
        period: { from: `${year}-04-01`, to: `${year + 1}-03-31` },
        criteriaSet,
        edition: 'demo-edition-1',
        document: await teller.document(leader, '監査計画書'),
        reportBy: addDays(today, 60),
      });
      await teller.does(leader, audit, 'assign', { auditors: [auditor] });
      await teller.does(auditor, audit, 'requestMaterials', { what: '関係規程一式', by: addDays(today, 14) });
      await teller.isRefused(leader, audit, 'startFieldwork', {}, 'materialsInOrPassed');
      await areRight([[office, [`/${audit}/decide/giveMaterials`]]]);
      const documents = [await teller.document(office, '関係規程一式')];
      await teller.does(office, audit, 'giveMaterials', { request: 1, documents });
      await teller.does(leader, audit, 'startFieldwork');
      await teller.does(auditor, audit, 'recordFinding', {
        title: '権限の見直しの遅れ',
        area: 'implementation',
        grade: 'nonconformity',
        statement: '退職した者の権限が残っていた',
        evidence: [await teller.document(auditor, '監査調書')],
      });
      await teller.does(leader, audit, 'askConfirmation');
      await areRight([[ciso, [`/${audit}`]]]);
      const asked = await teller.page(ciso);
      await asked.goto(`/${audit}`);
      // What is expected of somebody stands open at the top, with what it is about below.
      expect(await asked.locator(`.box > ul a[href="/${audit}/decide/confirmFacts"]`).count()).toBe(1);
      expect(await asked.locator('main').innerText()).toContain('退職した者の権限が残っていた');
      await teller.does(ciso, audit, 'confirmFacts', { agrees: true });
      const report = { document: await teller.document(leader, '監査報告書'), results: '指摘1件' };
      const advice = [{ title: '権限の見直し', text: '定期に見直すこと', finding: 1 }];
      await teller.does(leader, audit, 'report', { ...report, advice });
      await areRight([
        [leader, [`/${audit}`]],
        [firstStaff, [`/${programme}`]],
      ]);
      const page = await teller.page(office);
      await page.goto(`/${audit}`);
      expect(await page.locator('main').innerText()).toContain('権限の見直し');
      await page.goto(`/${audit}/decide/reportToSupervisor`);
      const ministries = page.locator('input[type="checkbox"][name="ministries"]');
      expect(await ministries.evaluateAll((boxes) => boxes.map((box) => box.getAttribute('value')))).toEqual([
        ministry.organisation,
      ]);
      expect(await ministries.isChecked()).toBe(true);
    },
  );
});

describe.skipIf(browser === undefined)('a minister’s evaluation by clicks', () => {
  it('4-10 to 4-13: the result is submitted, evaluated, published and checked', { timeout: 300_000 }, async () => {
    if (browser === undefined) return;
    const { promotionLead: office, ciso } = agency;
    const { head: minister, supervisingStaff: staff } = ministry;
    const { firstStaff } = centre;
    const last = year - 1;
    const supervision = await begins('supervision', last, agency.organisation);
    const cycle = `cycle/${last}/${agency.organisation}`;
    await stack.openYear(last, [agency.organisation]);
    await takes(ciso, cycle, 'openImprovement', {
      title: '受信の設定の誤り',
      source: 'incident',
      covers: [{ ref: 'incident-1', clause: '3-16' }],
      needsAudit: false,
    });
    const improvement = `improvement/${last}/${agency.organisation}/1`;
    expect(await stack.records.journal.waitFor(improvement, 1, 20_000)).toBe(true);
    const teller = new ClickingTeller(browser, stack.address, '', new Map());
    const of = { ministries: [ministry.organisation] };
    await teller.does(office, supervision, 'submitResult', { document: await teller.document(office, '業務の実績') });
    await areRight([[minister, [`/${supervision}`, `/${supervision}/decide/evaluate`]]]);
    // A party to the supervision knows nothing of what the agency's own year has started (6-5).
    const party = await stack.as(staff);
    expect((await party.show(supervision)).body.children).toEqual([]);
    expect((await party.get(`/procedures/${supervision}/timeline`)).body.children).toEqual([]);
    expect((await party.show(supervision)).text).not.toContain(improvement);
    expect((await (await stack.as(ciso)).show(cycle)).body.children).toMatchObject([{ instance: improvement }]);
    const document = await teller.document(minister, '評価書');
    await teller.does(minister, supervision, 'evaluate', {
      ...of,
      article: 'article32',
      document,
      item: '情報セキュリティ',
      rating: 'B',
      points: ['情報の格付を見直すこと'],
    });
    await areRight([
      [staff, [`/board?year=${last}`]],
      [ciso, [`/${supervision}`]],
    ]);
    const published = {
      on: today,
      place: 'https://www.example.go.jp/evaluation',
      document: await teller.document(staff, '評価書（公表版）'),
    };
    const publication = { ...published, extractReason: '個人に関する情報を除いたため' };
    await teller.isRefused(staff, supervision, 'publish', { ...of, publication: published }, 'extractIsExplained');
    await teller.does(staff, supervision, 'publish', { ...of, publication });
    await teller.does(firstStaff, supervision, 'check');
    await teller.does(firstStaff, supervision, 'needNoAdvice', { reason: '評価は妥当である' });

    const page = await teller.page(staff);
    await page.goto(`/board?year=${last}`);
    expect(await page.locator('table.board').innerText()).toContain('公表済み 1／1');
    await page.goto(`/${supervision}`);
    // Of what each ministry owes it says which, by its name.
    expect(await page.locator('main').innerText()).toContain('主務大臣の評価「星空省');
    expect(await page.locator('main').innerText()).not.toContain(ministry.organisation);
  });
});
