/** A new edition and directives in mid-year, as people live through them: over HTTP, on the real server (issue 10 A5). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFastForward, type FastForward } from '../../client/fast-forward.ts';
import { CalendarTeller, planTheYear, standardsInput, type People } from '../../demonstration/index.ts';
import type { Json } from '../../machines/core/index.ts';
import { movedReasons } from '../../model/calendar/texts.ts';
import { addDays, dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Caller, type Reply, type Stack } from '../support/stack.ts';

const DAY = 24 * 60 * 60 * 1000;
const today = dateInJapan(Date.now());
const year = fiscalYearOf(today);
const edition = {
  id: 'ed-next',
  nameJa: '統一基準群 次版（架空）',
  nameEn: 'Common standards, next edition (fictional)',
  decidedOn: today,
  applyBy: addDays(today, 45),
  predecessor: 'demo-edition-1',
  requirements: [...standardsInput.conformance.map(({ requirement }) => requirement), '9.9 新しい遵守事項（架空）'],
};
const directives = ['dir-reflected', 'dir-operation', 'dir-absent', 'dir-met', 'dir-superseded'].map((id) => ({
  id,
  decidedOn: today,
  applyBy: addDays(today, 40),
  titleJa: `${id}（架空の個別決定）`,
  titleEn: `${id} (fictional directive)`,
}));
const conformance = edition.requirements.map((requirement) => ({ requirement, by: 'measure', text: '第1条' }));

let stack: Stack;
let time: FastForward;
let ahead = 0;
const { agency, corporation } = cast;
const cycleOf = ({ organisation }: People): string => `cycle/${year}/${organisation}`;

beforeAll(async () => {
  stack = await startStack({ clock: () => Date.now() + ahead });
  time = makeFastForward(stack.temporal);
  await stack.openYear(year, [agency.organisation, corporation.organisation]);
  for (const people of [agency, corporation]) {
    const { address, records } = stack;
    const stage = { address, records, clock: Date.now, tokensUntil: Date.now() + DAY, purpose: 'test' };
    const teller = new CalendarTeller({ ...stage, pass: async () => {} }, { before: {}, after: {} });
    await planTheYear({ teller, people, year, today, committee: false });
  }
  for (const value of directives) await register('directives', value);
  await register('editions', edition);
  for (const people of [agency, corporation]) {
    await eventually(async () => (await stateOf(people)).counts.owed === directives.length + 1, { within: 60_000 });
  }
}, 180_000);
afterAll(async () => {
  await time?.close();
  await stack?.close();
});

/** Registers something for all bodies, as centre staff and a second administrator do. */
async function register(name: string, value: { readonly id: string; readonly [key: string]: Json }): Promise<void> {
  const asked = await (await stack.administrator()).put(`/registers/common/${name}`, { key: value.id, value });
  expect(asked.body).toMatchObject({ status: 'pending' });
  const second = await stack.as(cast.centre.secondAdministrator);
  expect((await second.post(`/registry/changes/${asked.body.change}/approve`, {})).status).toBe(200);
}

async function stateOf(people: People): Promise<Reply['body']> {
  const shown = await (await stack.as(people.ciso)).show(cycleOf(people));
  return shown.body;
}
const dueOf = async (people: People, item: string) =>
  (await stateOf(people)).due.find(({ id }: { id: string }) => id === item);
async function noticesOf(person: string): Promise<{ topic: string; dueItem?: { id: string } }[]> {
  const { body } = await (await stack.as(person)).get('/notices?limit=100');
  return body.items.flatMap(({ items }: { items: object[] }) => items);
}
/** Topics of the notices about a due item in somebody's inbox. */
async function toldOf(person: string, item: string): Promise<string[]> {
  return (await noticesOf(person)).filter(({ dueItem }) => dueItem?.id === item).map(({ topic }) => topic);
}
async function pass(days: number): Promise<void> {
  for (const people of [agency, corporation]) await time.by(cycleOf(people), days * DAY);
  ahead += days * DAY;
}
const refusedBy = ({ status, body }: Reply): readonly string[] =>
  [`${status}`].concat((body.refusals ?? []).map(({ id }: { id: string }) => id));
const decide = async (who: Caller, people: People, type: string, input: object) =>
  who.decide(cycleOf(people), type, input);

describe.sequential('an edition and directives registered in mid-year', () => {
  test('neither may be applied before it was decided, and a directive has its date (3-4, 3-6)', async () => {
    const administrator = await stack.administrator();
    for (const [name, value] of [
      ['editions', { ...edition, id: 'ed-wrong', applyBy: addDays(today, -1) }],
      ['directives', { ...directives[0], id: 'dir-wrong', applyBy: addDays(today, -1) }],
      ['directives', { ...directives[0], id: 'dir-wrong', applyBy: undefined }],
    ] as const) {
      const { status, text } = await administrator.put(`/registers/common/${name}`, { key: value.id, value });
      expect(status).toBe(400);
      expect(text).toContain('applyBy');
    }
    const { body } = await administrator.get('/registers/common/directives');
    expect(JSON.stringify(body)).toContain(`"applyBy":"${addDays(today, 40)}"`);
  });

  test('a changed apply-by date reaches the years that run, beside the first one, under the name as it is now', async () => {
    const item = `edition:${edition.id}`;
    const first = await dueOf(agency, item);
    expect(first.ja).toContain(`「${edition.nameJa}」`);
    await register('editions', { ...edition, nameJa: `${edition.nameJa} 改`, applyBy: addDays(today, 52) });
    const moved = await eventually(async () => {
      const now = await dueOf(agency, item);
      return now.due > first.due && now;
    });
    expect(moved.original).toBe(first.due);
    expect(moved.ja).toContain(`「${edition.nameJa} 改」`);
    expect(moved.basis.ja).toContain(movedReasons.redecided.ja);
    for (const person of [agency.promotionLead, agency.ciso])
      await eventually(async () => (await toldOf(person, item)).includes('askedDateChanged'));
    expect((await stateOf(agency)).counts.owed).toBe(directives.length + 1);
    // As it was, for what follows: told again, once for each change.
    await register('editions', edition);
    await eventually(async () => (await dueOf(agency, item)).due === first.due);
    expect((await toldOf(agency.promotionLead, item)).filter((topic) => topic === 'askedDateChanged')).toHaveLength(2);
  }, 120_000);

  test('are owed with their dates: told, reminded, overdue (3-4, 3-6)', async () => {
    const item = `edition:${edition.id}`;
    const due = await dueOf(agency, item);
    expect(due).toMatchObject({ overdue: false });
    expect(due.due).toBeGreaterThanOrEqual(Date.parse(`${addDays(edition.applyBy, 1)}T00:00:00+09:00`));
    const topics = (await noticesOf(agency.promotionLead)).map(({ topic }) => topic);
    expect(topics).toEqual(expect.arrayContaining(['editionAsked', 'directiveAsked']));
    await pass(42);
    await eventually(async () => (await toldOf(agency.promotionLead, item)).includes('reminder'));
    await pass(14);
    await eventually(async () => (await toldOf(agency.promotionLead, item)).includes('overdue'));
    expect(await dueOf(agency, item)).toMatchObject({ overdue: true });
    expect((await stateOf(agency)).marks.map(({ id }: { id: string }) => id)).toContain('oldEdition');
  }, 180_000);

  test('an edition is settled by no sentence; by declaring conformity with a map and a document (3-4, 3-5)', async () => {
    const ciso = await stack.as(corporation.ciso);
    const document = await ciso.document('準拠の確認（架空）');
    const declaration = { edition: edition.id, conformance, document };
    const trying = (change: object) => decide(ciso, corporation, 'declareConformity', { ...declaration, ...change });
    const waived = await decide(ciso, corporation, 'noAmendmentNeeded', { ref: edition.id, reason: '準拠済み' });
    expect(refusedBy(waived)).toContain('amendmentWaivable');
    expect(refusedBy(await trying({ conformance: conformance.slice(1) }))).toContain('conformanceComplete');
    expect(refusedBy(await trying({ conformance: conformance.map((one) => ({ ...one, text: ' ' })) }))).toContain(
      'conformanceExplained',
    );
    const departing = conformance.map((one) => ({ ...one, departs: { equalEffect: ' ' } }));
    expect(refusedBy(await trying({ conformance: departing }))).toContain('departureHasEqualEffect');
    const old = await trying({ edition: 'demo-edition-1' });
    expect(refusedBy(old)).toContain('editionOwed');
    const { ja, about } = old.body.refusals.find(({ id }: { id: string }) => id === 'editionOwed');
    expect(ja).toContain('「統一基準群 例示版（架空）」');
    expect(ja).not.toContain('demo-edition-1');
    expect(about[0].id).toBe('demo-edition-1');
    expect(refusedBy(await trying({ edition: 'ed-nowhere' }))).toContain('editionKnown');
    expect((await trying({ document: undefined })).status).toBe(400);
    expect((await trying({ document: '0'.repeat(64) })).status).toBe(400);
    const promotion = await stack.as(corporation.promotionLead);
    const own = { ...declaration, document: await promotion.document('事務局の確認（架空）') };
    expect((await decide(promotion, corporation, 'declareConformity', own)).status).toBe(403);
    expect((await trying({})).status).toBe(200);
    await eventually(async () => (await dueOf(corporation, `edition:${edition.id}`)) === undefined);
    const { body } = await ciso.get(`/registers/${corporation.organisation}/standards`);
    expect(body.items.at(-1).value).toMatchObject({ edition: edition.id });
  }, 120_000);

  test('a directive is settled in operation: where; or is not applicable: ground, reason, document (3-6)', async () => {
    const ciso = await stack.as(corporation.ciso);
    const document = await ciso.document('実施済みの記録（架空）');
    const settle = (directive: string, input: object) =>
      decide(ciso, corporation, 'settleDirective', { directive, ...input });
    const waived = await decide(ciso, corporation, 'noAmendmentNeeded', { ref: 'dir-absent', reason: '該当しない' });
    expect(refusedBy(waived)).toContain('amendmentWaivable');
    expect(refusedBy(await settle('dir-operation', { how: 'inOperation' }))).toContain('operationSaysWhere');
    const bare = { how: 'notApplicable', text: '該当機器がない' };
    expect(refusedBy(await settle('dir-absent', bare))).toContain('notApplicableSaysWhy');
    expect(refusedBy(await settle('dir-absent', { ...bare, ground: 'noSubject', text: ' ' }))).toContain(
      'notApplicableSaysWhy',
    );
    expect(refusedBy(await settle('dir-met', { ...bare, ground: 'alreadyMet' }))).toContain('alreadyMetShowsDocument');
    expect(refusedBy(await settle('demo-directive-1', { ...bare, ground: 'noSubject' }))).toContain('directiveOwed');
    for (const [directive, input] of [
      ['dir-operation', { how: 'inOperation', where: '運用手順書 第4章' }],
      ['dir-absent', { ...bare, ground: 'noSubject' }],
      ['dir-met', { ...bare, ground: 'alreadyMet', document }],
      ['dir-superseded', { ...bare, ground: 'superseded', text: '後の決定に置き換えられた' }],
    ] as const) {
      expect((await settle(directive, input)).status).toBe(200);
      await eventually(async () => (await dueOf(corporation, `directive:${directive}`)) === undefined);
    }
    expect((await stateOf(corporation)).counts.owed).toBe(1);
  }, 120_000);

  test('an amendment reflects the directive and conforms to the edition, and nothing is owed (3-4, 3-6)', async () => {
    for (const people of [agency, corporation]) {
      const promotion = await stack.as(people.promotionLead);
      const ciso = await stack.as(people.ciso);
      const document = await promotion.document(`対策基準 第2版（架空）${people.organisation}`);
      const answers = ['demo-directive-1', ...directives.map(({ id }) => id)].map((directive) => ({
        directive,
        how: 'reflected',
      }));
      const amendment = {
        ...standardsInput,
        version: '2.0',
        document,
        edition: edition.id,
        conformance,
        directives: answers,
      };
      const submit = (change: object) =>
        decide(promotion, people, 'submitStandardsAmendment', { ...amendment, ...change });
      expect(refusedBy(await submit({ settles: ['dir-reflected'] }))).toContain('standardsSettleOwed');
      expect(refusedBy(await submit({ directives: answers.slice(1) }))).toContain('directivesReflected');
      expect((await submit({})).status).toBe(200);
      expect((await decide(ciso, people, 'approveStandardsAmendment', { document })).status).toBe(200);
      await eventually(async () => (await stateOf(people)).counts.owed === 0);
      expect(await dueOf(people, `edition:${edition.id}`)).toBeUndefined();
    }
  }, 120_000);
});
