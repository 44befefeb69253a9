/** What a judgement says: of each dimension, of departments without a record, and what it has improved (3-12, 3-14, 3-15, 3-16). */
import type { z } from 'zod';
import type { DepartmentId } from '../../../../model/identifiers.ts';
import { asTyped, documentThings, fields, type Cover } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { auditReported, coverable, uncovered, type ToStart } from '../improvements.ts';
import type { improvementsToOpen } from '../inputs.ts';
import { ruleTable } from '../kit.ts';
import { dutyInWords } from '../texts.ts';
import { auditFirst, dimensionThing, findingThing } from '../things.ts';
import {
  dimensions,
  type Context,
  type Dimension,
  type DimensionJudgement,
  type NotInspected,
  type ProposedJudgement,
} from '../types.ts';
import { asThings, expectedNow, missing } from './departments.ts';

type Outcome = Readonly<Record<Dimension, DimensionJudgement>>;

function outcome(input: EventOf<'judge' | 'proposeJudgement'>['input']): Outcome {
  const kept = ({ levelAchieved, sufficient }: DimensionJudgement): DimensionJudgement => ({
    levelAchieved,
    sufficient,
  });
  return {
    implementation: kept(input.implementation),
    effect: kept(input.effect),
    resultingState: kept(input.resultingState),
    overall: kept(input.overall),
  };
}

/** What the proposal says, as whoever judges finds it. */
export function proposedIn({ input }: EventOf<'proposeJudgement'>): ProposedJudgement {
  const { implementation, effect, resultingState, overall, partlyInsufficient } = input;
  const judged = { implementation, effect, resultingState, overall };
  return partlyInsufficient === undefined ? judged : { ...judged, partlyInsufficient };
}

const isInsufficient = (judgedAs: DimensionJudgement): boolean => !judgedAs.levelAchieved || !judgedAs.sufficient;

/** The dimensions than which the whole is judged better: 一部不十分. 3-16 knows no overall verdict. */
function worseThanTheWhole(found: Outcome): readonly Dimension[] {
  const { overall } = found;
  return dimensions.filter(
    (dimension) =>
      (overall.levelAchieved && !found[dimension].levelAchieved) ||
      (overall.sufficient && !found[dimension].sufficient),
  );
}

/** True when the whole is judged better than one of its dimensions. */
export function isPartlyInsufficient(input: Judging['input']): boolean {
  return worseThanTheWhole(outcome(input)).length > 0;
}

type Judging = EventOf<'judge' | 'proposeJudgement'>;

/** Departments judged without their record; what the proposal said holds unless the judgement says otherwise. */
function notInspectedIn(context: Context, { type, input }: Judging): readonly NotInspected[] {
  return input.notInspected ?? (type === 'judge' ? context.proposal?.notInspected : undefined) ?? [];
}

export function withoutRecord(context: Context, event: Judging): readonly DepartmentId[] {
  return notInspectedIn(context, event).flatMap(({ departments }) => departments);
}

interface JudgingCase {
  readonly context: Context;
  readonly event: Judging;
}

/** Whose record is missing without a reason. */
function unexplained({ context, event }: JudgingCase): readonly DepartmentId[] {
  const named = withoutRecord(context, event);
  return missing(context, expectedNow(context, event.facts.inspection)).filter((one) => !named.includes(one));
}

/** Who is named as not inspected and has handed in, or was not asked to. */
function notMissing({ context, event }: JudgingCase): readonly DepartmentId[] {
  const late = missing(context, expectedNow(context, event.facts.inspection));
  return withoutRecord(context, event).filter((one) => !late.includes(one));
}

/** As it is kept: nothing where nobody is without a record. */
export function keptNotInspected(
  context: Context,
  event: Judging,
): { readonly notInspected?: readonly NotInspected[] } {
  const notInspected = notInspectedIn(context, event);
  return notInspected.length === 0 ? {} : { notInspected };
}

/** The context as if judged so: what would then have to be covered. */
export function asJudged(context: Context, event: EventOf<'judge'>): Context {
  const { actor, input } = event;
  const judgement = {
    document: input.document,
    at: context.at,
    by: actor.person,
    dimensions: outcome(input),
    audited: auditReported(context),
    ...keptNotInspected(context, event),
  };
  return { ...context, judgement };
}

/** The improvements a decision lists, with their coverage resolved; unknown refs are left to `coverageKnown`. */
export function listed(
  context: Context,
  openedBy: string,
  list: z.output<typeof improvementsToOpen>,
): readonly ToStart[] {
  return list.map(({ title, covers, department, needsAudit }) => {
    const resolved = covers.map((item) => coverable(context, item)).filter((item) => item !== undefined);
    return {
      title: asTyped(title),
      covers: resolved,
      source: resolved[0]?.source ?? 'judgement',
      openedBy,
      ...(needsAudit === undefined ? {} : { needsAudit }),
      ...(department === undefined ? {} : { department }),
    };
  });
}

/** What would have to be covered if judged so, and is not. */
function leftUncovered(context: Context, event: EventOf<'judge'>): readonly Cover[] {
  const covers = event.input.improvements.flatMap((item) => item.covers);
  return uncovered(asJudged(context, event)).filter((item) => !covers.includes(item.ref));
}

/** What improvements are to cover and this year does not know, each with its place. */
function unknownCovers(
  context: Context,
  list: z.output<typeof improvementsToOpen>,
): readonly { readonly ref: string; readonly path: string }[] {
  return list.flatMap(({ covers }, index) =>
    covers.flatMap((ref, place) =>
      coverable(context, ref) === undefined ? [{ ref, path: `improvements[${index}].covers[${place}]` }] : [],
    ),
  );
}

export const rules = ruleTable({
  selfInspectionsHandedIn: {
    clause: '3-12',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input', 'facts'],
    ja: '自己点検を提出していない部署があります。提出を待つか督促し、提出されないまま判断する部署は、その理由とともに挙げてください。',
    en: 'A department has not handed in its self-inspection. Wait for it or remind it; name those that are judged without theirs, each with the reason.',
    met: {
      ja: '自己点検が全て提出済みか、未提出の理由が示されている',
      en: 'every self-inspection is there, or the reason why not',
    },
    test: (of) => unexplained(of).length === 0,
    about: (of) => asThings(unexplained(of)),
    paths: () => ['notInspected'],
    remedies: () => ['remindSelfInspection', 'recordSelfInspection', 'enterSelfInspections'],
  },
  notInspectedIsMissing: {
    clause: '3-14',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input', 'facts'],
    ja: '自己点検を提出済みの部署、又は計画の対象でない部署が、未提出として挙げられています。未提出の部署の一覧を確かめてください。',
    en: 'A department is named as not inspected that has handed in its record, or of which the plan asks for none. Look at the list of what is missing.',
    met: { ja: '未提出として挙げた部署が全て未提出である', en: 'every department named as not inspected is missing' },
    test: (of) => notMissing(of).length === 0,
    about: (of) => asThings(notMissing(of)),
    paths: () => ['notInspected'],
  },
  judgesTheProposal: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '判断の対象とした案が、提出されている案と異なります。提出されている案を確認してください。',
    en: 'The proposal judged on is not the one submitted. Look at the submitted one.',
    met: { ja: '提出されている判断案について判断している', en: 'the judgement is on the proposal submitted' },
    test: ({ context, event }) => context.proposal === undefined || event.input.proposal === context.proposal.document,
    about: ({ context, event }) => documentThings(event.input.proposal, context.proposal?.document),
    paths: () => ['proposal'],
  },
  insufficientWithoutAudit: {
    clause: '3-15',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: `独立した監査が報告されていないため、総合の判断は「不十分」以外にできません。${dutyInWords.ja}`,
    en: `Without a reported independent audit the overall judgement can only be insufficient. ${dutyInWords.en}`,
    met: {
      ja: '独立した監査が報告されているか、総合の判断が「不十分」である',
      en: 'an independent audit is reported, or the whole is judged insufficient',
    },
    test: ({ context, event }) => auditReported(context) || isInsufficient(event.input.overall),
    about: () => [dimensionThing('overall')],
    paths: () => ['overall'],
    remedies: ({ context }) => auditFirst(context),
  },
  betterOverallExplained: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '総合の判断が、実施状況・効果・結果としての状態のいずれかの判断より良くなっています。その理由を記入するか、総合の判断を改めてください。',
    en: 'The whole is judged better than implementation, effect or the resulting state. Say why, or judge the whole otherwise.',
    met: {
      ja: '総合の判断が観点別の判断に沿うか、その理由がある',
      en: 'the whole is judged no better than its parts, or it is said why',
    },
    test: ({ event }) => !isPartlyInsufficient(event.input) || fields.isFilled(event.input.partlyInsufficient),
    about: ({ event }) => worseThanTheWhole(outcome(event.input)).map(dimensionThing),
    paths: () => ['overall', 'partlyInsufficient'],
  },
  everythingCovered: {
    clause: '3-16',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '不適合の指摘又は不十分とされた事項のうち、改善措置の対象となっていないものがあります。改善措置を加えてください。',
    en: 'A nonconformity or an insufficiency is covered by no improvement. Add one that covers it.',
    met: {
      ja: '不適合の指摘と不十分な事項が全て改善措置の対象となっている',
      en: 'every nonconformity and insufficiency is covered by an improvement',
    },
    test: ({ context, event }) => leftUncovered(context, event).length === 0,
    about: ({ context, event }) => leftUncovered(context, event).map(({ ref }) => findingThing(context, ref)),
    paths: () => ['improvements'],
  },
  coverageKnown: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '改善措置の対象に、この年度にない番号が含まれています。指摘の番号を確認してください。',
    en: 'An improvement is to cover something this year does not know. Check the references.',
    met: { ja: '改善措置の対象が全てこの年度にある', en: 'this year knows all that improvements are to cover' },
    test: ({ context, event }) => unknownCovers(context, event.input.improvements).length === 0,
    about: ({ context, event }) =>
      unknownCovers(context, event.input.improvements).map(({ ref }) => findingThing(context, ref)),
    paths: ({ context, event }) => unknownCovers(context, event.input.improvements).map(({ path }) => path),
  },
});
