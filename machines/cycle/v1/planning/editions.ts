/**
 * 統一基準群の版: which edition the standards conform to (3-4, 3-5, 4-1). A new one is answered by standards that conform
 * to it, or by declaring that those in force do: with a map against it and a document, never by a sentence.
 */
import { z } from 'zod';
import type { Cause, Thing } from '../../../core/index.ts';
import {
  bareThing,
  commonFact,
  dateInJapan,
  fields,
  registersFact,
  rowsAt,
  toRoles,
  withAll,
  type AskedFact,
  type Change,
  type CommonFact,
  type Decisions,
  type StepContext,
} from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { handlers, ruleTable } from '../kit.ts';
import type { Context, Debt } from '../types.ts';
import { answeredTells, askedNow, withAnswers, withAsked } from './asked.ts';

/** What a map against an edition is. */
export const conformance = {
  edition: fields.ref('準拠する統一基準群の版 / edition of the common standards', { choices: 'editions' }),
  conformance: z
    .array(
      z.strictObject({
        requirement: fields.ref('遵守事項 / requirement', { choices: 'requirements' }),
        by: fields.oneOf('対応 / how it is met', {
          measure: '対策を定める / by a measure',
          noSubject: '対象がない / there is nothing it applies to',
          exception: '例外措置 / by an exception',
        }),
        text: z.string().max(500).meta(fields.titled('対策事項又は理由 / measure, or reason')),
        departs: z
          .strictObject({ equalEffect: z.string().max(500).meta(fields.titled('同等の効果 / its equal effect')) })
          .optional()
          .meta(fields.titled('例示と異なる対策 / departure from the Guideline’s example')),
      }),
    )
    .max(1000)
    .default([])
    .meta(fields.titled('遵守事項との対応表 / conformance map')),
};

/** What such a map must be, wherever it is handed in. */
export const conformanceRules = [
  'editionKnown',
  'conformanceComplete',
  'conformanceExplained',
  'departureHasEqualEffect',
] as const;

export const decisions = {
  declareConformity: {
    input: z.strictObject({
      ...conformance,
      edition: fields.ref('準拠する統一基準群の版 / edition of the common standards', { choices: 'owedEditions' }),
      document: fields.document('準拠を確認した記録 / record of the confirmation'),
    }),
    facts: z.object({ registers: registersFact, common: commonFact.pick({ editions: true }) }),
    by: ['ciso'],
    clause: '3-4',
    room: 'reserved',
    rules: ['standardsInForce', 'editionOwed', ...conformanceRules],
    label: {
      ja: '施行中の対策基準が新しい版に準拠していることを宣言する',
      en: 'declare that the standards in force conform to a new edition',
    },
    why: {
      ja: '統一基準群の新しい版への対応が済んでいません。対策基準を改めない場合は、準拠を宣言します。',
      en: 'A new edition of the common standards is not answered yet. Where the standards are not amended, their conformity is declared.',
    },
  },
} as const satisfies Decisions;

/**
 * How an edition stands on a day: the newest, its predecessor (accepted until the newest is to be applied), older, or
 * not registered. Older and overdue ones are marked and owed, never blocking (4-1, design).
 */
export function editionStanding(
  common: Pick<CommonFact, 'editions'>,
  edition: string,
  today: string,
): 'unknown' | 'accepted' | 'overdue' {
  const decided = common.editions.filter((known) => known.decidedOn <= today);
  const newest = [...decided].sort((a, b) => b.decidedOn.localeCompare(a.decidedOn))[0];
  if (newest === undefined || !decided.some((known) => known.id === edition)) return 'unknown';
  if (newest.id === edition) return 'accepted';
  return newest.predecessor === edition && today <= newest.applyBy ? 'accepted' : 'overdue';
}

type Line = z.output<(typeof conformance)['conformance']>[number];

/** Requirements of the edition that the map leaves out. */
function unmapped({
  input,
  facts,
}: EventOf<'declareConformity' | 'submitStandards' | 'submitStandardsAmendment'>): string[] {
  const edition = facts.common.editions.find(({ id }) => id === input.edition);
  const mapped = new Set(input.conformance.map(({ requirement }) => requirement));
  return (edition?.requirements ?? []).filter((requirement) => !mapped.has(requirement));
}

const isExplained = ({ text }: Line): boolean => fields.isFilled(text);
const isEqual = ({ departs }: Line): boolean => departs === undefined || fields.isFilled(departs.equalEffect);

/** The requirements of the lines that are not as they should be. */
function linesOf(lines: readonly Line[], isRight: (line: Line) => boolean): readonly Thing[] {
  return lines.filter((line) => !isRight(line)).map(({ requirement }) => bareThing('requirement', requirement));
}

export const rules = ruleTable({
  editionKnown: {
    clause: '4-1',
    basis: 'design',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '統一基準群のその版は登録されていません。登録されている版の番号を指定してください。',
    en: 'That edition of the common standards is not registered. Give the id of a registered one.',
    test: ({ context, event }) =>
      editionStanding(event.facts.common, event.input.edition, dateInJapan(context.at)) !== 'unknown',
    met: { ja: '登録されている版である', en: 'the edition is registered' },
    about: ({ event }) => [bareThing('edition', event.input.edition)],
    paths: () => ['edition'],
  },
  editionOwed: {
    clause: '3-4',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その版への対応は未了事項にありません。未了事項の一覧にある版を指定してください。',
    en: 'That edition is not owed. Give one that stands in the list of what is owed.',
    met: { ja: 'その版への対応が未了事項にある', en: 'that edition is owed' },
    test: ({ context, event }) => askedNow(context, 'edition').some(({ ref }) => ref === event.input.edition),
    about: ({ event }) => [bareThing('edition', event.input.edition)],
    paths: () => ['edition'],
  },
  conformanceComplete: {
    clause: '3-5',
    basis: 'text',
    concerns: 'input',
    reads: ['input', 'facts'],
    ja: '統一基準の全ての遵守事項について、対策事項、対象がない旨、又は例外措置を記載してください。足りない遵守事項があります。',
    en: 'Every requirement of the edition needs a measure, or “its subject does not exist here”, or an exception. Some are missing.',
    met: { ja: '全ての遵守事項に対応が記載されている', en: 'every requirement is answered in the map' },
    test: ({ event }) => unmapped(event).length === 0,
    about: ({ event }) => unmapped(event).map((requirement) => bareThing('requirement', requirement)),
    paths: () => ['conformance'],
  },
  conformanceExplained: {
    clause: '3-5',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '対応表に、対策事項又は理由が空欄の行があります。記入してください。',
    en: 'A line of the conformance map states neither measure nor reason. Fill it in.',
    met: { ja: '対応表の全ての行に対策事項又は理由がある', en: 'every line of the map states its measure or reason' },
    test: ({ event }) => event.input.conformance.every(isExplained),
    about: ({ event }) => linesOf(event.input.conformance, isExplained),
    paths: ({ event }) => rowsAt('conformance', event.input.conformance, (line) => !isExplained(line), 'text'),
  },
  departureHasEqualEffect: {
    clause: '3-5',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: 'ガイドラインの例示と異なる対策には、同等の効果があることを記入してください。',
    en: 'A measure that departs from the Guideline’s example needs equal effect. Say what it is.',
    met: { ja: '例示と異なる対策に同等の効果が示されている', en: 'every departure says its equal effect' },
    test: ({ event }) => event.input.conformance.every(isEqual),
    about: ({ event }) => linesOf(event.input.conformance, isEqual),
    paths: ({ event }) =>
      rowsAt('conformance', event.input.conformance, (line) => !isEqual(line), 'departs.equalEffect'),
  },
});

/** True for an edition owed that conforming to another answers: itself, one before it, one that is registered no more. */
function isAnsweredBy({ editions }: Pick<CommonFact, 'editions'>, edition: string, owed: Debt): boolean {
  if (owed.source !== 'edition') return false;
  const decided = (id: string): string | undefined => editions.find((known) => known.id === id)?.decidedOn;
  const [then, now] = [decided(owed.ref), decided(edition)];
  return owed.ref === edition || then === undefined || (now !== undefined && then <= now);
}

/** What conforming to an edition answers. */
export function conforming(
  context: Context,
  common: Pick<CommonFact, 'editions'>,
  edition: string,
  how: 'amended' | 'conforms',
): Context {
  return { ...context, ...withAnswers(context, (item) => (isAnsweredBy(common, edition, item) ? how : undefined)) };
}

/**
 * What standards owe that stand on an edition: the newest, where it is another, with the date by which that is to be
 * applied. Standing on one that is no longer accepted is marked.
 */
export function editionDebt(
  context: Context,
  { common, asked }: { readonly common: Pick<CommonFact, 'editions'>; readonly asked: AskedFact },
  edition: string,
): Change<Context> {
  const newest = asked.find(({ source }) => source === 'edition');
  if (newest === undefined || newest.ref === edition) return {};
  return {
    ...withAsked(context, { ...newest, due: newest }),
    ...(editionStanding(common, edition, dateInJapan(context.at)) === 'accepted'
      ? {}
      : { marks: withAll(context.marks, 'oldEdition') }),
  };
}

type Declaration = EventOf<'declareConformity'>;

function declareChange(context: Context, { input, facts }: Declaration): Change<Context> {
  const { edition, document } = input;
  const { approved } = context.standards;
  const after = conforming(context, facts.common, edition, 'conforms');
  return {
    owed: after.owed,
    dueItems: after.dueItems,
    // What this year approved may not be what is in force any more.
    ...(approved === undefined || approved.document !== facts.registers.standards?.document
      ? {}
      : { standards: { ...context.standards, approved: { ...approved, edition } } }),
    documents: withAll(context.documents, document),
  };
}

function declareCauses({ before, after, event }: StepContext<Context, Declaration>): readonly Cause[] {
  const { standards } = event.facts.registers;
  if (standards === undefined) return [];
  return [
    { kind: 'register', register: 'standards', value: { ...standards, edition: event.input.edition } },
    ...answeredTells(before, after),
    toRoles(before, ['promotionOffice', 'headOfOfficers'], 'conformityDeclared'),
  ];
}

export const on = {
  live: handlers(decisions, { declareConformity: { change: declareChange, causes: declareCauses } }),
};
