/** The CISO's evaluation of the year against the plan, provisional and final (3-19, 3-13). It fixes the year's result. */
import { z } from 'zod';
import type { Cause } from '../../../core/index.ts';
import {
  dateInJapan,
  dateThing,
  documentThing,
  documentThings,
  fields,
  met,
  personThing,
  tell,
  toRoles,
  withAll,
  type Decisions,
} from '../../../kit/v1/index.ts';
import { nextCycle, openImprovements, uncovered } from '../improvements.ts';
import { beforePlan } from '../inspect/begin.ts';
import { reason } from '../inputs.ts';
import { handlers, ruleTable } from '../kit.ts';
import { dutyInWords } from '../texts.ts';
import { findingThing, judgementFirst, yearBeginsThing } from '../things.ts';
import type { Context } from '../types.ts';

const achievement = {
  achieved: '達成 / achieved',
  partlyAchieved: '一部達成 / partly achieved',
  notAchieved: '未達成 / not achieved',
};
const result = fields.oneOf('年度の結果 / the year’s result', achievement);
/** A measure that was not yet due at the judgement is 期限未到来: neither achieved nor not. */
const ofMeasure = fields.oneOf('対策の結果 / result of the measure', {
  ...achievement,
  notYetDue: '期限未到来 / not yet due',
});
/** While the year still runs nothing is achieved yet: this is how it stands so far. */
const soFar = fields.oneOf('これまでのところ / so far', {
  soFarOnTrack: 'おおむね順調 / on track',
  soFarPartly: '一部に遅れ / partly behind',
  soFarBehind: '遅れ / behind',
});
const review = (description: string) =>
  z
    .strictObject({
      revise: fields.yes('見直すか / revise'),
      reason: fields.ruledText('理由 / reason'),
    })
    .meta(fields.titled(description));

export const decisions = {
  evaluateProvisionally: {
    input: z.strictObject({
      result: soFar,
      missing: z
        .array(fields.line('欠けているもの / what is missing'))
        .max(50)
        .default([])
        .meta(fields.titled('欠けているもの / what is missing')),
      document: fields.document('暫定評価 / provisional evaluation'),
    }),
    by: ['ciso'],
    clause: '3-19',
    room: 'late',
    rules: ['planStandsForInspection', 'inspectionBegun', 'notYetEvaluated', 'missingNamed'],
    label: { ja: '暫定的に評価する', en: 'evaluate provisionally' },
  },
  noEvaluationPossible: {
    input: z.strictObject({
      reason,
      document: fields.document('経緯の記録 / record of how it came about').optional(),
    }),
    by: ['ciso'],
    clause: '3-19',
    room: 'always',
    rules: ['neverPlanned', 'begunWithoutPlan', 'notYetRecordedAsImpossible'],
    label: { ja: '評価できないことを記録する', en: 'record that the year cannot be evaluated' },
  },
  evaluate: {
    input: z.strictObject({
      result,
      measures: z
        .array(
          z.strictObject({
            id: fields.ref('対策 / measure', { choices: 'measures' }),
            result: ofMeasure,
            note: fields.ruledText('備考 / note').optional(),
          }),
        )
        .max(300)
        .default([])
        .meta(fields.titled('対策ごとの評価 / evaluation of each measure')),
      overall: fields.text('総合評価 / overall evaluation'),
      direction: fields.ruledText('今後の方向性 / future direction'),
      resources: fields.ruledText('資源配分の見直し / review of resource allocation'),
      standards: review('対策基準の見直し / review of the standards'),
      plan: review('計画の見直し / review of the plan'),
      structure: review('体制の見直し / review of the structure'),
      openImprovements: z
        .array(fields.instance('改善措置 / improvement', { choices: 'openImprovements' }))
        .max(500)
        .optional()
        .meta(
          fields.titled('継続中の改善措置 / improvements still open', {
            help: '全てを挙げます。省けば記録のとおりに挙げられます / all of them; left out, they are named as recorded',
          }),
        ),
      document: fields.document('評価の文書 / evaluation'),
    }),
    groups: [
      { ja: '結果', en: 'result', fields: ['result', 'overall', 'document'] },
      { ja: '対策ごとの評価', en: 'each measure', fields: ['measures'] },
      { ja: '見直し', en: 'review', fields: ['direction', 'resources', 'standards', 'plan', 'structure'] },
      { ja: '改善措置', en: 'improvements', fields: ['openImprovements'] },
    ],
    by: ['ciso'],
    clause: '3-19',
    room: 'always',
    rules: [
      'planStandsForInspection',
      'judgedFirst',
      'notYetEvaluated',
      'nothingUncovered',
      'everyMeasureEvaluated',
      'notYetDueIsNot',
      'directionAndResourcesReviewed',
      'reviewedWithReason',
      'resultFollowsJudgement',
      'openImprovementsNamed',
    ],
    label: { ja: '情報セキュリティマネジメントを総合的に評価する', en: 'evaluate the year as a whole' },
    why: {
      ja: '判断の後、CISOが計画に照らして年度を総合的に評価します。',
      en: 'After the judgement the CISO evaluates the year against the plan.',
    },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  notYetEvaluated: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '今年度は評価済みで、結果は確定しています。新たな指摘は補足で扱ってください。',
    en: 'The year is evaluated and its result fixed. Deal with new findings by a supplement.',
    met: { ja: '年度がまだ評価されていない', en: 'the year is not yet evaluated' },
    test: ({ context }) => context.evaluation === undefined,
    about: ({ context: { evaluation } }) =>
      evaluation === undefined ? [] : [dateThing(dateInJapan(evaluation.at)), documentThing(evaluation.document)],
  },
  judgedFirst: {
    clause: '3-19',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '評価は点検の結果を踏まえて行います。先に点検の結果を判断してください。間に合わない場合は暫定的に評価できます。',
    en: 'The evaluation rests on the result of the inspection. Judge it first. Where that cannot be in time, evaluate provisionally.',
    met: { ja: '点検の結果が判断されている', en: 'the inspection is judged' },
    test: ({ context }) => context.judgement !== undefined,
    remedies: ({ context }) => [...judgementFirst(context), 'evaluateProvisionally'],
  },
  neverPlanned: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '評価は対策推進計画に照らして行います。今年度の計画は承認されているので、評価又は暫定評価を行ってください。',
    en: 'The evaluation is against the plan. This year’s plan is approved: evaluate the year, provisionally at least.',
    met: { ja: '今年度の計画が承認されていない', en: 'no plan of this year is approved' },
    test: ({ context }) => context.plan.approved === undefined,
    about: ({ context }) => documentThings(context.plan.approved?.document),
    remedies: () => ['evaluate', 'evaluateProvisionally'],
  },
  begunWithoutPlan: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '年度がまだ始まっていません。評価できないと記録できるのは、計画のないまま年度が始まってからです。',
    en: 'The fiscal year has not begun. That it cannot be evaluated is recorded once it has begun without a plan.',
    met: { ja: '年度が始まっている', en: 'the fiscal year has begun' },
    test: ({ context }) => context.at >= context.yearBegins,
    about: ({ context }) => [yearBeginsThing(context)],
  },
  notYetRecordedAsImpossible: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '評価できないことは既に記録されています。改めて記録する必要はありません。',
    en: 'That the year cannot be evaluated is recorded already, and need not be again.',
    met: { ja: '評価できないことがまだ記録されていない', en: 'that it cannot be evaluated is not yet recorded' },
    test: ({ context }) => context.notEvaluable === undefined,
    about: ({ context: { notEvaluable } }) =>
      notEvaluable === undefined ? [] : [dateThing(dateInJapan(notEvaluable.at)), personThing(notEvaluable.by)],
  },
  nothingUncovered: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: `改善措置の対象となっていない不適合の指摘又は不十分な事項があります。改善措置を開始してください。${dutyInWords.ja}`,
    en: `A nonconformity or an insufficiency is covered by no improvement. Open one. ${dutyInWords.en}`,
    met: {
      ja: '不適合の指摘と不十分な事項が全て改善措置の対象となっている',
      en: 'every nonconformity and insufficiency is covered by an improvement',
    },
    test: ({ context }) => uncovered(context).length === 0,
    about: ({ context }) => uncovered(context).map(({ ref }) => findingThing(context, ref)),
    remedies: () => ['openImprovement'],
  },
});

interface Result {
  readonly result: string;
  readonly document: string;
}

/** What the next cycle is told. */
export function resultTell(
  context: Context,
  { result: found, document }: Result,
  state: 'provisional' | 'final' | 'closed',
): Cause {
  return tell(nextCycle(context), 'predecessorEvaluated', {
    cycle: context.instance,
    provisional: state === 'provisional',
    result: found,
    document,
    evaluatedOn: dateInJapan(context.evaluation?.at ?? context.at),
    openImprovements: openImprovements(context).map((known) => known.instance),
    ...(state === 'closed' ? { closed: true } : {}),
  });
}

export const on = {
  live: handlers(decisions, {
    evaluateProvisionally: {
      change: (context, event) => ({
        provisional: { document: event.input.document, at: context.at },
        marks: withAll(context.marks, 'provisional'),
        documents: withAll(context.documents, event.input.document),
      }),
      causes: ({ before, event }) => [
        resultTell(before, event.input, 'provisional'),
        toRoles(before, ['promotionOffice', 'headOfOfficers'], 'evaluatedProvisionally'),
      ],
    },
    noEvaluationPossible: {
      change: (context, event) => ({
        notEvaluable: { at: context.at, by: event.actor.person },
        marks: withAll(context.marks, 'noEvaluationPossible'),
        documents: withAll(context.documents, event.input.document),
      }),
      causes: ({ before }) => [
        tell(nextCycle(before), 'predecessorNotEvaluable', { cycle: before.instance, on: dateInJapan(before.at) }),
        toRoles(before, ['headOfOrganisation', 'promotionOffice', 'headOfOfficers'], 'noEvaluationPossible'),
      ],
    },
  }),
  planning: handlers(decisions, { evaluate: beforePlan }),
  check: handlers(decisions, {
    evaluate: {
      target: '.evaluated',
      change: (context, event) => ({
        evaluation: {
          document: event.input.document,
          at: context.at,
          by: event.actor.person,
          result: event.input.result,
          openImprovements: openImprovements(context).map((known) => known.instance),
        },
        dueItems: met(context, 'evaluation'),
        documents: withAll(context.documents, event.input.document),
      }),
      causes: ({ before, event }) => [
        resultTell(before, event.input, 'final'),
        toRoles(before, ['promotionOffice', 'headOfOfficers', 'auditOfficer'], 'evaluated'),
      ],
    },
  }),
};
