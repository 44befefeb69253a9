/** Rule cases of editions and directives: what is asked of the standards, and how it is answered. */
import type { Json } from '../../../machines/core/index.ts';
import { askedOf, datedUnder } from '../../../records/look-ups/asked.ts';
import type { Driver } from '../support/drive.ts';
import type { RuleCase, RuleCases, RuleUses, Trial } from '../support/rule-case.ts';
import type { World } from '../support/world.ts';
import { bodyOf, calendarOf, cast, doc } from './cast.ts';
import { inputs } from './honest-year.ts';
import { before } from './trials.ts';

const old = bodyOf('ministry').common;
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
/** Registered in mid-year: a new edition to be applied by the end of September, and a directive by the end of August. */
export const newEdition = {
  id: 'ed-2026',
  nameJa: '統一基準群（令和8年度版）',
  nameEn: 'edition of 2026',
  decidedOn: '2026-04-20',
  applyBy: '2026-09-30',
  predecessor: 'ed-2016',
  requirements: ['r1', 'r2', 'r3', 'r4'],
  requiredRoles: { ministry: ['ciso', 'headOfOfficers', 'auditOfficer'] },
};
export const newDirective = {
  id: 'dir-2',
  decidedOn: '2026-04-20',
  applyBy: '2026-08-31',
  titleJa: '緊急の個別決定',
  titleEn: 'an urgent directive',
};
export const withNew = (world: World): World => ({
  ...world,
  common: {
    ...world.common,
    editions: [...list(old['editions']), newEdition],
    directives: [...list(old['directives']), newDirective],
  },
});

const both = { edition: newEdition, directive: newDirective };

/** What the registry tells a cycle of them, with the dates under the body's calendar. */
export function word(source: 'edition' | 'directive', at: number, registered: object = {}): object {
  const items = { ...both, [source]: { ...both[source], ...registered } };
  const all = askedOf({ editions: [items.edition], directives: [items.directive] }, at);
  const one = all.find((asked) => asked.source === source);
  if (one === undefined) throw new Error(`no ${source} is decided yet`);
  const { source: from, ref, what, whatEn, ...due } = datedUnder(calendarOf('ministry'), one, at);
  return { source: from, ref, subject: 'standards', what, whatEn, due };
}

/** In the year, some days after they were decided and told. */
export function asked(decision = 'recordTraining'): Driver {
  const { driver, world } = before(decision);
  driver.passTo('2026-04-25').in(withNew(world));
  return driver
    .told('amendmentRequired', word('edition', driver.now))
    .told('amendmentRequired', word('directive', driver.now));
}

/** A map against the new edition. */
export const conformance = [
  ...inputs.submitStandards.conformance,
  { requirement: 'r4', by: 'measure', text: '第6条' } as const,
];
export const declaration = { edition: newEdition.id, conformance, document: doc('conformity') };
export const inOperation = { directive: newDirective.id, how: 'inOperation', where: '運用手順書 第4章' };
export const notApplicable = {
  directive: newDirective.id,
  how: 'notApplicable',
  ground: 'noSubject',
  text: '該当機器がない',
};
export const alreadyMet = { ...notApplicable, ground: 'alreadyMet', text: '既に実施済み', document: doc('evidence') };

const declaring = (input: object = {}): Trial =>
  asked().trial('declareConformity', cast.ciso, { ...declaration, ...input });
const settling = (input: object): Trial => asked().trial('settleDirective', cast.ciso, input);

/** What each rule about an answer refuses. */
const wrong = {
  operationSaysWhere: { directive: newDirective.id, how: 'inOperation', where: ' ' },
  notApplicableSaysWhy: { directive: newDirective.id, how: 'notApplicable', text: '該当機器がない' },
  alreadyMetShowsDocument: { ...alreadyMet, document: undefined },
} as const;
const answer = (rule: keyof typeof wrong): RuleCase => ({
  refuse: () => settling(wrong[rule]),
  pass: () => settling(alreadyMet),
});

export const askedRules: RuleCases = {
  editionOwed: { refuse: () => declaring({ edition: 'ed-2016' }), pass: () => declaring() },
  directiveOwed: { refuse: () => settling({ ...inOperation, directive: 'dir-1' }), pass: () => settling(inOperation) },
  operationSaysWhere: answer('operationSaysWhere'),
  notApplicableSaysWhy: answer('notApplicableSaysWhy'),
  alreadyMetShowsDocument: answer('alreadyMetShowsDocument'),
};

/** The same at the standards themselves, and the rules about a map at the declaration. */
export function askedElsewhere(): RuleUses {
  const [first] = inputs.submitStandards.conformance;
  const answered = (one: object) => ({ directives: [{ ...one, directive: 'dir-1' }] });
  const rules = ['operationSaysWhere', 'notApplicableSaysWhy', 'alreadyMetShowsDocument'] as const;
  const ofStandards = (rule: keyof typeof wrong): readonly (() => Trial)[] => [
    () => {
      const { driver } = before('submitStandards');
      return driver.trial('submitStandards', cast.office, { ...inputs.submitStandards, ...answered(wrong[rule]) });
    },
    () => {
      const { driver } = before('submitStandards');
      return driver.trial('confirmStandardsUnchanged', cast.ciso, { reason: 'r', ...answered(wrong[rule]) });
    },
    () => {
      const { driver } = before('recordTraining');
      const input = { ...inputs.submitStandards, ...answered(wrong[rule]) };
      return driver.trial('submitStandardsAmendment', cast.office, input);
    },
  ];
  const noneInForce = (decision: string, input: object) => (): Trial => {
    const { driver, world } = before('setDirection');
    driver.in({ ...withNew(world), registers: {} });
    return driver.trial(decision, cast.ciso, input);
  };
  return {
    ...Object.fromEntries(rules.map((rule) => [rule, ofStandards(rule)])),
    standardsInForce: [noneInForce('declareConformity', declaration), noneInForce('settleDirective', inOperation)],
    editionKnown: [() => declaring({ edition: 'ed-1999' })],
    conformanceComplete: [() => declaring({ conformance: inputs.submitStandards.conformance })],
    conformanceExplained: [() => declaring({ conformance: conformance.map((one) => ({ ...one, text: ' ' })) })],
    departureHasEqualEffect: [
      () => declaring({ conformance: [...conformance.slice(1), { ...first, departs: { equalEffect: ' ' } }] }),
    ],
  };
}
