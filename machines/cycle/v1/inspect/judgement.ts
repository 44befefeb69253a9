/** The judgement: whether the level is achieved, and status and effect suffice; what falls short is improved (3-14, 3-15, 3-16). */
import { z } from 'zod';
import type { Cause, LookUpRequest } from '../../../core/index.ts';
import type { DepartmentId } from '../../../../model/identifiers.ts';
import { fields, inspectionFact, met, toRoles, withAll, type Change, type Decisions } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { auditReported, coverable, startEffects, started, uncovered, type ToStart } from '../improvements.ts';
import { improvementsToOpen, reason } from '../inputs.ts';
import { handlers, ruleTable } from '../kit.ts';
import { dutyInWords } from '../texts.ts';
import { takenBack } from '../taking-back.ts';
import { withMeasuresMet } from '../operate/measure-dates.ts';
import type { Context, Dimension, DimensionJudgement, NotInspected } from '../types.ts';
import { beforePlan } from './begin.ts';
import { asThings, expectedAsked, expectedNow, missing } from './departments.ts';
import { whileInspecting } from './records.ts';

const judged = (description: string) =>
  z
    .strictObject({
      levelAchieved: fields.yes('求める水準が達成されている / the level sought is achieved'),
      sufficient: fields.yes('実施状況や効果が十分である / status and effect suffice'),
      reason: fields.text('理由 / reason'),
    })
    .meta(fields.titled(description));
const dimensionFields = {
  implementation: judged('実施状況 / implementation'),
  effect: judged('効果 / effect'),
  resultingState: judged('結果としての状態 / resulting state'),
  overall: judged('総合 / overall'),
  partlyInsufficient: fields
    .text('一部不十分とする理由 / why the whole is judged better than a dimension', {
      help: '総合の判断が観点別の判断より良い場合に限ります / only where the whole is judged better than one of its dimensions',
    })
    .optional(),
  notInspected: z
    .array(
      z.strictObject({
        departments: z
          .array(fields.department('部署 / department'))
          .min(1)
          .max(300)
          .meta(fields.titled('部署 / departments')),
        reason: fields.line('自己点検の結果がないまま判断する理由 / why it is judged without their self-inspection'),
      }),
    )
    .max(300)
    .optional()
    .meta(
      fields.titled('自己点検が未提出の部署とその理由 / departments judged without their record, and why', {
        help: '一つの理由で複数の部署を挙げられます。 / One reason may serve several departments.',
      }),
    ),
};

/** What is looked up of the departments whose self-inspection is expected. */
const lookUps = {
  facts: z.object({ inspection: inspectionFact }),
  asks: ({ context }: LookUpRequest) => ({ inspection: expectedAsked(context) }),
};

export const decisions = {
  proposeJudgement: {
    input: z.strictObject({ ...dimensionFields, document: fields.document('判断案 / proposed judgement') }),
    ...lookUps,
    by: ['headOfOfficers'],
    clause: '3-16',
    room: 'late',
    rules: [
      ...whileInspecting,
      'threeDimensionsInspected',
      'selfInspectionsHandedIn',
      'notInspectedIsMissing',
      'independentAuditReported',
      'betterOverallExplained',
    ],
    label: { ja: '判断案を提出する', en: 'propose the judgement' },
  },
  returnJudgement: {
    input: z.strictObject({ reason }),
    by: ['ciso'],
    clause: '3-16',
    room: 'always',
    rules: ['notYetJudged', 'judgementProposed'],
    insteadOf: ['judge'],
    label: { ja: '判断案を差し戻す', en: 'return the proposed judgement' },
  },
  takeBackJudgement: {
    input: z.strictObject({ reason }),
    by: ['headOfOfficers'],
    clause: '3-16',
    room: 'always',
    rules: ['notYetJudged', 'judgementProposed'],
    insteadOf: ['judge'],
    label: { ja: '提出した判断案を取り戻す', en: 'take the proposed judgement back' },
  },
  judge: {
    input: z.strictObject({
      ...dimensionFields,
      proposal: fields.document('提出された判断案 / the proposal judged on'),
      document: fields.document('判断の文書 / judgement'),
      improvements: improvementsToOpen,
    }),
    ...lookUps,
    by: ['ciso'],
    clause: '3-16',
    room: 'always',
    rules: [
      'planStandsForInspection',
      'notYetJudged',
      'judgementProposed',
      'threeDimensionsInspected',
      'selfInspectionsHandedIn',
      'notInspectedIsMissing',
      'independentAuditReported',
      'judgesTheProposal',
      'insufficientWithoutAudit',
      'betterOverallExplained',
      'everythingCovered',
      'coverageKnown',
    ],
    label: { ja: '点検の結果を判断する', en: 'judge the result of the inspection' },
    irreversible: true,
  },
} as const satisfies Decisions;

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

const isInsufficient = (judgedAs: DimensionJudgement): boolean => !judgedAs.levelAchieved || !judgedAs.sufficient;

/** True when the whole is judged better than one of its dimensions: 一部不十分. 3-16 knows no overall verdict. */
function isBetterThanItsParts({ overall, ...parts }: Outcome): boolean {
  return Object.values(parts).some(
    (part) => (overall.levelAchieved && !part.levelAchieved) || (overall.sufficient && !part.sufficient),
  );
}

type Judging = EventOf<'judge' | 'proposeJudgement'>;

/** Departments judged without their record; what the proposal said holds unless the judgement says otherwise. */
function notInspectedIn(context: Context, { type, input }: Judging): readonly NotInspected[] {
  return input.notInspected ?? (type === 'judge' ? context.proposal?.notInspected : undefined) ?? [];
}

function withoutRecord(context: Context, event: Judging): readonly DepartmentId[] {
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
function keptNotInspected(context: Context, event: Judging): { readonly notInspected?: readonly NotInspected[] } {
  const notInspected = notInspectedIn(context, event);
  return notInspected.length === 0 ? {} : { notInspected };
}

/** The context as if judged so: what would then have to be covered. */
function asJudged(context: Context, event: EventOf<'judge'>): Context {
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
  return list.map(({ covers, department, needsAudit }) => {
    const resolved = covers.map((item) => coverable(context, item)).filter((item) => item !== undefined);
    return {
      covers: resolved,
      source: resolved[0]?.source ?? 'judgement',
      openedBy,
      ...(needsAudit === undefined ? {} : { needsAudit }),
      ...(department === undefined ? {} : { department }),
    };
  });
}

export const rules = ruleTable({
  threeDimensionsInspected: {
    clause: '3-14',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '実施状況、効果、結果としての状態の三つを点検する必要があります。足りない点検を記録してください。',
    en: 'Implementation, effect and the resulting state must all be inspected. Record what is missing.',
    test: ({ context }) =>
      Object.keys(context.inspection.selfInspections).length > 0 &&
      context.inspection.effect !== undefined &&
      context.inspection.resultingState !== undefined,
  },
  selfInspectionsHandedIn: {
    clause: '3-12',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input', 'facts'],
    ja: '自己点検を提出していない部署があります。提出を待つか督促し、提出されないまま判断する部署は、その理由とともに挙げてください。',
    en: 'A department has not handed in its self-inspection. Wait for it or remind it; name those that are judged without theirs, each with the reason.',
    met: {
      ja: '自己点検は、提出済みか、未提出の理由が示されています。',
      en: 'Every self-inspection is there, or the reason why not.',
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
    test: (of) => notMissing(of).length === 0,
    about: (of) => asThings(notMissing(of)),
    paths: () => ['notInspected'],
  },
  independentAuditReported: {
    clause: '3-15',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '点検には独立した監査を含めることが必要です。今年度を対象とする監査の報告を待つか、監査がないことを記録してください。',
    en: 'The inspection must include an independent audit. Wait for the report of an audit of this year, or record that there is none.',
    test: ({ context }) => auditReported(context) || context.noAudit !== undefined,
  },
  judgementProposed: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '提出された判断案がありません。統括情報セキュリティ責任者の提出を待ってください。',
    en: 'There is no proposed judgement. Wait for the head of information security officers to submit one.',
    test: ({ context }) => context.proposal !== undefined,
  },
  judgesTheProposal: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '判断の対象とした案が、提出されている案と異なります。提出されている案を確認してください。',
    en: 'The proposal judged on is not the one submitted. Look at the submitted one.',
    test: ({ context, event }) => context.proposal === undefined || event.input.proposal === context.proposal.document,
  },
  insufficientWithoutAudit: {
    clause: '3-15',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: `独立した監査が報告されていないため、総合の判断は「不十分」以外にできません。${dutyInWords.ja}`,
    en: `Without a reported independent audit the overall judgement can only be insufficient. ${dutyInWords.en}`,
    test: ({ context, event }) => auditReported(context) || isInsufficient(event.input.overall),
  },
  betterOverallExplained: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '総合の判断が、実施状況・効果・結果としての状態のいずれかの判断より良くなっています。その理由を記入するか、総合の判断を改めてください。',
    en: 'The whole is judged better than implementation, effect or the resulting state. Say why, or judge the whole otherwise.',
    test: ({ event }) => !isBetterThanItsParts(outcome(event.input)) || fields.isFilled(event.input.partlyInsufficient),
  },
  everythingCovered: {
    clause: '3-16',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '不適合の指摘又は不十分とされた事項のうち、改善措置の対象となっていないものがあります。改善措置を加えてください。',
    en: 'A nonconformity or an insufficiency is covered by no improvement. Add one that covers it.',
    test: ({ context, event }) => {
      const covers = event.input.improvements.flatMap((item) => item.covers);
      return uncovered(asJudged(context, event)).every((item) => covers.includes(item.ref));
    },
  },
  coverageKnown: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '改善措置の対象に、この年度にない番号が含まれています。指摘の番号を確認してください。',
    en: 'An improvement is to cover something this year does not know. Check the references.',
    test: ({ context, event }) =>
      event.input.improvements.every((item) => item.covers.every((found) => coverable(context, found) !== undefined)),
  },
});

function judgeCauses(context: Context, event: EventOf<'judge'>): readonly Cause[] {
  return [
    ...startEffects(context, listed(context, event.actor.person, event.input.improvements)),
    toRoles(context, ['headOfOfficers', 'auditOfficer', 'promotionOffice'], 'judged'),
  ];
}

function judgeChange(context: Context, event: EventOf<'judge'>): Change<Context> {
  const { actor, input } = event;
  const better = isBetterThanItsParts(outcome(input)) ? 'partlyInsufficient' : undefined;
  const unrecorded = withoutRecord(context, event).length > 0 ? 'notInspected' : undefined;
  return withMeasuresMet(context, {
    judgement: asJudged(context, event).judgement,
    inspection: { ...context.inspection, expected: expectedNow(context, event.facts.inspection) },
    proposal: undefined,
    improvements: started(context, listed(context, actor.person, input.improvements)),
    // No record is taken any more: what is missing is said in the judgement.
    dueItems: met(context, 'judgement', 'selfInspection'),
    documents: withAll(context.documents, input.document),
    marks: withAll(context.marks, better, unrecorded),
  });
}

export const on = {
  planning: handlers(decisions, { proposeJudgement: beforePlan, judge: beforePlan }),
  check: handlers(decisions, {
    proposeJudgement: {
      target: '.inspecting.proposed',
      change: (context, event) => ({
        proposal: {
          document: event.input.document,
          at: context.at,
          by: event.actor.person,
          ...keptNotInspected(context, event),
        },
        documents: withAll(context.documents, event.input.document),
      }),
      causes: ({ after }) => [toRoles(after, ['ciso'], 'judgementProposed')],
    },
    returnJudgement: {
      target: '.inspecting.recording',
      change: () => ({ proposal: undefined }),
      causes: ({ after }) => [toRoles(after, ['headOfOfficers'], 'judgementReturned')],
    },
    takeBackJudgement: {
      target: '.inspecting.recording',
      change: () => ({ proposal: undefined }),
      ...takenBack,
    },
    judge: {
      target: '.judged',
      change: judgeChange,
      causes: ({ before, event }) => judgeCauses(before, event),
    },
  }),
};
