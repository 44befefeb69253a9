/** The judgement: whether the level is achieved, and status and effect suffice; what falls short is improved (3-14, 3-15, 3-16). */
import { z } from 'zod';
import type { Cause, LookUpRequest } from '../../../core/index.ts';
import { fields, inspectionFact, met, toRoles, withAll, type Change, type Decisions } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { auditReported, startEffects, started } from '../improvements.ts';
import { improvementsToOpen, reason } from '../inputs.ts';
import { handlers, ruleTable } from '../kit.ts';
import { takenBack } from '../taking-back.ts';
import { withMeasuresMet } from '../operate/measure-dates.ts';
import { auditFirst, dimensionThing } from '../things.ts';
import type { Context, Dimension } from '../types.ts';
import { beforePlan } from './begin.ts';
import { expectedAsked, expectedNow } from './departments.ts';
import {
  asJudged,
  isPartlyInsufficient,
  keptNotInspected,
  listed,
  proposedIn,
  withoutRecord,
} from './judgement-content.ts';
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

/** The heading below which the dimensions are judged. */
const byDimension = {
  ja: '観点別の判断',
  en: 'by dimension',
  fields: ['implementation', 'effect', 'resultingState', 'notInspected'],
};

/** What is looked up of the departments whose self-inspection is expected. */
const lookUps = {
  facts: z.object({ inspection: inspectionFact }),
  asks: ({ context }: LookUpRequest) => ({ inspection: expectedAsked(context) }),
};

export const decisions = {
  proposeJudgement: {
    input: z.strictObject({ ...dimensionFields, document: fields.document('判断案 / proposed judgement') }),
    groups: [
      byDimension,
      { ja: '総合の判断', en: 'the whole', fields: ['overall', 'partlyInsufficient'] },
      { ja: '判断案', en: 'the proposal', fields: ['document'] },
    ],
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
    why: {
      ja: '点検の記録がそろったため、判断の案をCISOに提出します。',
      en: 'The records of the inspection are complete: a judgement is proposed to the CISO.',
    },
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
    groups: [
      { ja: '判断案', en: 'the proposal', fields: ['proposal'] },
      byDimension,
      { ja: '総合の判断', en: 'the whole', fields: ['overall', 'partlyInsufficient', 'document'] },
      { ja: '改善措置', en: 'improvements', fields: ['improvements'] },
    ],
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
    why: {
      ja: '点検の結果についての判断の案が、CISOの判断を待っています。',
      en: 'The proposed judgement waits for the CISO.',
    },
    irreversible: true,
  },
} as const satisfies Decisions;

/** The dimensions that nobody has inspected yet, each with the decision that records it. */
function uninspected({ inspection }: Context): readonly { readonly dimension: Dimension; readonly decision: string }[] {
  const { selfInspections, effect, resultingState } = inspection;
  return [
    ...(Object.keys(selfInspections).length > 0
      ? []
      : [{ dimension: 'implementation' as const, decision: 'recordSelfInspection' }]),
    ...(effect === undefined ? [{ dimension: 'effect' as const, decision: 'recordEffect' }] : []),
    ...(resultingState === undefined
      ? [{ dimension: 'resultingState' as const, decision: 'recordResultingState' }]
      : []),
  ];
}

export const rules = ruleTable({
  threeDimensionsInspected: {
    clause: '3-14',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '実施状況、効果、結果としての状態の三つを点検する必要があります。足りない点検を記録してください。',
    en: 'Implementation, effect and the resulting state must all be inspected. Record what is missing.',
    met: {
      ja: '実施状況、効果、結果としての状態が全て点検されている',
      en: 'implementation, effect and the resulting state are inspected',
    },
    test: ({ context }) => uninspected(context).length === 0,
    about: ({ context }) => uninspected(context).map(({ dimension }) => dimensionThing(dimension)),
    remedies: ({ context }) => uninspected(context).map(({ decision }) => decision),
  },
  independentAuditReported: {
    clause: '3-15',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '点検には独立した監査を含めることが必要です。今年度を対象とする監査の報告を待つか、監査がないことを記録してください。',
    en: 'The inspection must include an independent audit. Wait for the report of an audit of this year, or record that there is none.',
    met: {
      ja: '独立した監査が報告されたか、監査がないことが記録されている',
      en: 'an independent audit is reported, or its absence recorded',
    },
    test: ({ context }) => auditReported(context) || context.noAudit !== undefined,
    remedies: ({ context }) => [...auditFirst(context), 'recordNoAudit'],
  },
  judgementProposed: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '提出された判断案がありません。統括情報セキュリティ責任者の提出を待ってください。',
    en: 'There is no proposed judgement. Wait for the head of information security officers to submit one.',
    met: { ja: '判断案が提出されている', en: 'the judgement is proposed' },
    test: ({ context }) => context.proposal !== undefined,
    remedies: () => ['proposeJudgement'],
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
  const better = isPartlyInsufficient(input) ? 'partlyInsufficient' : undefined;
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
          judged: proposedIn(event),
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
