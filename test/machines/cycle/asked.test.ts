/** Editions and directives: asked of the standards from outside, with a date, and settled by an answer alone (3-4, 3-6). */
import { describe, expect, it } from 'vitest';
import { cycleV1 } from '../../../machines/cycle/v1/index.ts';
import { textOf } from '../../../machines/texts.ts';
import { startOfDate } from '../../../model/japan-time.ts';
import { askedOf, askedUnder } from '../../../records/look-ups/asked.ts';
import type { Driver } from '../support/drive.ts';
import { bodyOf, calendarOf, cast, doc } from './cast.ts';
import { cycle, inputs, open, planning, walk } from './honest-year.ts';
import {
  alreadyMet,
  asked,
  conformance,
  declaration,
  inOperation,
  newDirective,
  newEdition,
  notApplicable,
  withNew,
  word,
} from './rules-asked.ts';
import { before } from './trials.ts';

const edition = `edition:${newEdition.id}`;
const directive = `directive:${newDirective.id}`;
const owed = (driver: Driver) => driver.projection.counts['owed'];
/** Standards amended so that they answer both. */
const amendment = {
  ...inputs.submitStandards,
  version: '2.0',
  document: doc('standards-2'),
  edition: newEdition.id,
  conformance,
  directives: [
    { directive: 'dir-1', how: 'reflected' },
    { directive: newDirective.id, how: 'reflected' },
  ],
};
const amended = (driver: Driver, input: object = amendment): Driver =>
  driver
    .decide('submitStandardsAmendment', cast.office, input)
    .decide('approveStandardsAmendment', cast.ciso, { document: amendment.document });
const told = (driver: Driver, item: string) =>
  driver.entries.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'notify' && effect.dueItem === item ? [effect] : [])),
  );

describe('an edition or a directive in mid-year', () => {
  it('is owed with its apply-by date: reminded, overdue, told further up (3-4, 3-6)', () => {
    const driver = asked();
    expect(driver.topics()).toEqual(['directiveAsked']);
    expect(owed(driver)).toBe(2);
    // 30 September 2026 and 31 August 2026 are business days.
    expect(driver.dueItem(edition)).toMatchObject({ due: startOfDate('2026-10-01'), roles: ['promotionOffice'] });
    expect(driver.dueItem(directive)).toMatchObject({ due: startOfDate('2026-09-01') });
    expect(driver.projection.tasks).toEqual(
      expect.arrayContaining([
        { decision: 'declareConformity', roles: ['ciso'], dueItem: edition },
        { decision: 'settleDirective', roles: ['ciso'], dueItem: directive },
        { decision: 'submitStandardsAmendment', roles: ['promotionOffice'], dueItem: directive },
      ]),
    );
    driver.passTo('2026-08-25');
    expect(told(driver, directive).at(-1)).toMatchObject({ topic: 'reminder', to: { roles: ['promotionOffice'] } });
    expect(driver.projection.marks).not.toContain('oldEdition');
    driver.passTo('2026-10-20');
    expect(told(driver, directive).map(({ topic }) => topic)).toEqual(expect.arrayContaining(['overdue', 'escalated']));
    expect(driver.projection.counts['overdue']).toBeGreaterThanOrEqual(2);
    expect(driver.projection.marks).toContain('oldEdition');
    driver.decide('explainDelay', cast.office, { item: edition, reason: '改正の審議中', expectedOn: '2026-11-30' });
    amended(driver);
    expect(owed(driver)).toBe(0);
    expect(driver.dueItem(edition)).toBeUndefined();
    // That they rested on an old edition meanwhile stays.
    expect(driver.projection.marks).toContain('oldEdition');
  });
  it('is settled by no sentence: not declared unneeded, not named as carried out (3-4, 3-6)', () => {
    const driver = asked();
    for (const ref of [newEdition.id, newDirective.id]) {
      driver.expectRefused('amendmentWaivable', 'noAmendmentNeeded', cast.ciso, { ref, reason: '既に準拠している' });
      const naming = { ...inputs.submitStandards, directives: amendment.directives, settles: [ref] };
      driver.expectRefused('standardsSettleOwed', 'submitStandardsAmendment', cast.office, naming);
    }
    // The plan takes up what is owed, and that settles nothing.
    const carrying = { ...inputs.submitPlan, carries: [newEdition.id, newDirective.id] };
    driver
      .decide('submitPlanAmendment', cast.office, carrying)
      .decide('approvePlanAmendment', cast.ciso, inputs.approvePlan);
    expect(owed(driver)).toBe(2);
  });
  it('one that was taken out of its register may be declared not needed', () => {
    const driver = asked();
    driver.in(bodyOf('ministry'));
    driver.decide('noAmendmentNeeded', cast.ciso, { ref: newEdition.id, reason: '登録の誤り' });
    expect(owed(driver)).toBe(1);
    expect(driver.dueItem(edition)).toBeUndefined();
  });
  it('amended standards that still stand on the old edition owe the new one as before (3-4)', () => {
    const driver = asked();
    const first = driver.dueItem(edition)?.original;
    const still = { ...amendment, edition: 'ed-2016', conformance: inputs.submitStandards.conformance };
    amended(driver, still);
    expect(driver.dueItem(edition)).toMatchObject({ original: first });
    expect(driver.dueItem(directive)).toBeUndefined();
  });
  it('conforming is declared with a map against the new edition and a document: the register says so (3-4, 3-5)', () => {
    const driver = asked();
    driver.decide('declareConformity', cast.ciso, declaration);
    expect(owed(driver)).toBe(1);
    expect(driver.dueItem(edition)).toBeUndefined();
    expect(driver.effects).toContainEqual(
      expect.objectContaining({
        register: 'standards',
        value: expect.objectContaining({ edition: newEdition.id, document: doc('standards'), version: '1.0' }),
      }),
    );
    expect(driver.projection.documents).toContain(declaration.document);
    // Declared once, it is owed no more, and told again it is not asked for again.
    driver.expectRefused('editionOwed', 'declareConformity', cast.ciso, declaration);
    driver.told('amendmentRequired', word('edition', driver.now));
    expect(owed(driver)).toBe(1);
  });
  it.each([
    ['settled in operation: where', inOperation],
    ['not applicable: its subject is absent', notApplicable],
    ['not applicable: met already, with the document', alreadyMet],
    ['not applicable: superseded', { ...notApplicable, ground: 'superseded', text: '令和9年の決定による' }],
  ])('a directive is %s (3-6)', (_, input) => {
    const driver = asked();
    driver.decide('settleDirective', cast.ciso, input);
    expect(driver.dueItem(directive)).toBeUndefined();
    expect(owed(driver)).toBe(1);
    // What outlives the year is that it is answered.
    expect(driver.effects).toContainEqual(
      expect.objectContaining({ value: expect.objectContaining({ directives: ['dir-1', newDirective.id] }) }),
    );
  });
  it('standards that conform to the newest answer every older edition', () => {
    const driver = asked();
    const newest = { ...newEdition, id: 'ed-2026b', decidedOn: '2026-04-24', predecessor: newEdition.id };
    const { common } = withNew(bodyOf('ministry'));
    const editions = [...(Array.isArray(common['editions']) ? common['editions'] : []), newest];
    const { world } = before('recordTraining');
    driver.in({ ...withNew(world), common: { ...common, editions } });
    amended(driver, { ...amendment, edition: newest.id });
    expect(owed(driver)).toBe(0);
  });
});

describe('what the register says anew', () => {
  const later = { applyBy: '2026-11-30', nameJa: '統一基準群（改）' };
  it('moves the date of what is owed, beside the first one, under its new name, and is told to who must act', () => {
    const driver = asked();
    driver.told('amendmentRequired', { ...word('edition', driver.now, later), again: true });
    expect(driver.dueItem(edition)).toMatchObject({
      name: { ja: later.nameJa },
      due: startOfDate('2026-12-01'),
      original: startOfDate('2026-10-01'),
      basis: { moved: [{ from: '2026-09-30', to: '2026-11-30', reason: 'redecided' }] },
    });
    expect(driver.effects).toMatchObject([
      { topic: 'askedDateChanged', to: { roles: ['promotionOffice', 'ciso'] }, dueItem: edition },
    ]);
    expect(owed(driver)).toBe(2);
    // The same again is no news; reminders go by the new date.
    driver.told('amendmentRequired', { ...word('edition', driver.now, later), again: true });
    expect(driver.effects).toEqual([]);
    driver.passTo('2026-10-20');
    expect(told(driver, edition).map(({ topic }) => topic)).not.toContain('overdue');
    expect(driver.projection.marks).not.toContain('oldEdition');
    driver.passTo('2026-12-10');
    expect(told(driver, edition).map(({ topic }) => topic)).toContain('overdue');
  });
  it('owes nothing anew that was answered, or was never owed here', () => {
    const driver = asked();
    driver.decide('declareConformity', cast.ciso, declaration);
    driver.told('amendmentRequired', { ...word('edition', driver.now, later), again: true });
    expect([owed(driver), driver.dueItem(edition)]).toEqual([1, undefined]);
    const never = before('recordTraining').driver;
    never.passTo('2026-04-25').told('amendmentRequired', { ...word('edition', never.now, later), again: true });
    expect([owed(never), never.dueItem(edition)]).toEqual([0, undefined]);
  });
  it('does not take back that the standards stood on an old edition by the date there was', () => {
    const driver = asked().passTo('2026-10-20');
    driver.told('amendmentRequired', { ...word('edition', driver.now, later), again: true });
    expect(driver.dueItem(edition)).toMatchObject({ due: startOfDate('2026-12-01') });
    expect(driver.projection.marks).toContain('oldEdition');
  });
});

describe('over the years', () => {
  it.each([
    ['2027-03-23', ['reminder', 'overdue']],
    ['2027-04-20', []],
  ])(
    'is reminded of after the evaluation until the next year has begun, and does not count there: by %s',
    (applyBy, topics) => {
      const { driver, world } = before('evaluate');
      driver.in(withNew(world)).told('amendmentRequired', word('edition', driver.now, { applyBy }));
      driver.decide('evaluate', cast.ciso, inputs.evaluate);
      const overdue = driver.projection.counts['overdue'];
      const since = told(driver, edition).length;
      driver.passTo('2027-05-31');
      const reminded = told(driver, edition).slice(since);
      expect([...new Set(reminded.map(({ topic }) => topic))]).toEqual(topics);
      expect(driver.projection.counts['overdue']).toBe(overdue);
      expect(driver.dueItem(edition)).toBeUndefined();
    },
  );
  const next = 'cycle/2027/demo-body';
  it('what is still owed at the close goes over with its first date, and is owed there (3-4)', () => {
    const driver = asked('close');
    driver.decide('close', cast.ciso, inputs.close);
    const carried = driver.toldTo(next, 'amendmentRequired');
    expect(carried).toMatchObject([
      { source: 'edition', ref: newEdition.id, due: { date: '2026-09-30', original: startOfDate('2026-10-01') } },
      { source: 'directive', ref: newDirective.id },
    ]);
    expect(driver.projection).toMatchObject({ ended: 'closed', counts: { owed: 0 } });
    const after = open();
    for (const one of carried) after.driver.told('amendmentRequired', Object(one), cycle);
    expect(after.driver.dueItem(edition)).toMatchObject({ original: startOfDate('2026-10-01') });
  });
  it('an answer in one year is told to the others, which owe it no more – also when word of it comes later', () => {
    const driver = asked();
    driver.decide('settleDirective', cast.ciso, inOperation);
    const [answer] = driver.toldTo(next, 'askedAnswered');
    expect(answer).toMatchObject({ answers: [{ source: 'directive', ref: newDirective.id, how: 'inOperation' }] });
    const other = asked().told('askedAnswered', Object(answer), cycle);
    expect(other.dueItem(directive)).toBeUndefined();
    expect(other.dueItem(edition)).toBeDefined();
    const later = before('recordTraining').driver.told('askedAnswered', Object(answer), cycle);
    later.passTo('2026-04-25').told('amendmentRequired', word('directive', later.now));
    expect(owed(later)).toBe(0);
  });
  it('a year begins with what the standards in force owe, and answers it by its own standards', () => {
    const decided = { ...newEdition, decidedOn: '2025-12-10' };
    const at = startOfDate('2026-02-01');
    const [one = {}] = askedUnder(
      calendarOf('ministry'),
      askedOf({ editions: [decided], directives: [] }, at),
      undefined,
      at,
    );
    const base = bodyOf('ministry');
    const known = withNew(base).common['editions'];
    const editions = [...(Array.isArray(known) ? known.slice(0, 1) : []), decided];
    const world = { ...base, common: { ...base.common, editions } };
    const opened = open('ministry', { asked: [one] }, '2026-02-01', world);
    expect(owed(opened.driver)).toBe(1);
    expect(opened.driver.dueItem(edition)).toMatchObject({ due: startOfDate('2026-10-01') });
    const { driver: planned } = walk(opened, planning.slice(0, 8));
    // They stand on its predecessor: accepted until then, owed from now on, and taken up in the plan.
    expect(planned.projection.marks).not.toContain('oldEdition');
    planned.expectRefused('owedItemsInPlan', 'submitPlan', cast.office, inputs.submitPlan);
    expect(planned.projection.tasks.map(({ decision }) => decision)).toContain('declareConformity');
  });
});

describe('policy and standards', () => {
  it('fall due before the plan: overdue, reminded, and met by approval or by being unchanged (3-1, 3-4)', () => {
    const late = open();
    late.driver.passTo('2026-03-30');
    expect(late.driver.projection.counts['overdue']).toBeGreaterThanOrEqual(2);
    const topics = told(late.driver, 'standards').map(({ topic }) => topic);
    expect(topics).toEqual(expect.arrayContaining(['reminder', 'overdue']));
    late.driver.decide('explainDelay', cast.office, {
      item: 'standards',
      reason: '委員会の日程',
      expectedOn: '2026-04-10',
    });
    const inTime = before('recordRiskAssessment').driver;
    expect(['policy', 'standards'].map((id) => inTime.dueItem(id))).toEqual([undefined, undefined]);
    const inForce = {
      version: '1',
      document: doc('p'),
      since: '2022-04-01',
      edition: 'ed-2016',
      directives: ['dir-1'],
    };
    const unchanged = open(
      'ministry',
      {},
      '2026-02-01',
      bodyOf('ministry', { registers: { policy: inForce, standards: inForce } }),
    );
    unchanged.driver
      .decide('confirmPolicyUnchanged', cast.ciso, { reason: '変更なし' })
      .decide('confirmStandardsUnchanged', cast.ciso, { reason: '変更なし', directives: [] });
    expect(['policy', 'standards'].map((id) => unchanged.driver.dueItem(id))).toEqual([undefined, undefined]);
  });
});

describe('a due item of one among many', () => {
  it('shows nobody an id: without its registered name it is called what it is, and one of a date says its date anyway', () => {
    const { edition: of, measures } = cycleV1.dueItems;
    expect(textOf(cycleV1.dueItems, edition)).toEqual(of);
    expect(textOf(cycleV1.dueItems, 'measures:2026-09-30')).toEqual(measures);
  });
  it('is shown by its registered name, wherever it is shown: items, notices, lists, refusals, what is owed (3-4, 3-6)', () => {
    const driver = asked();
    const [name, title] = [
      { ja: newEdition.nameJa, en: newEdition.nameEn },
      { ja: newDirective.titleJa, en: newDirective.titleEn },
    ];
    expect([driver.dueItem(edition)?.name, driver.dueItem(directive)?.name]).toEqual([name, title]);
    expect(textOf(cycleV1.dueItems, edition, name).ja).toBe(`${cycleV1.dueItems['edition']?.ja}「${name.ja}」`);
    const [notice] = driver.effects.filter((effect) => effect.kind === 'notify');
    expect(notice).toMatchObject({ topic: 'directiveAsked', dueItem: directive, dueItemName: title });
    const { context } = driver.state.snapshot;
    const shown = [
      cycleV1.lists?.['owed']?.rows(context),
      cycleV1.choices?.['owedEditions']?.from(context, {}),
      cycleV1.choices?.['owedItems']?.from(context, {}),
    ];
    for (const rows of shown) {
      expect(JSON.stringify(rows)).toContain(name.ja);
      for (const row of rows ?? []) expect(`${row.ja} ${row.en}`).not.toMatch(/ed-2026|dir-2/);
    }
    const settled = { ref: newEdition.id, reason: '既に準拠' };
    const { about } = driver.expectRefused('amendmentWaivable', 'noAmendmentNeeded', cast.ciso, settled);
    expect(about).toMatchObject([
      { kind: 'owedItem', id: newEdition.id, label: { ja: `対策基準の改正（統一基準群の版「${name.ja}」）` } },
    ]);
  });
});
