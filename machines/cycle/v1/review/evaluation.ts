/** The CISO's evaluation of the year against the plan, provisional and final (3-19, 3-13). It fixes the year's result. */
import { z } from 'zod';
import type { Cause } from '../../../core/index.ts';
import { dateInJapan, fields, met, tell, toRoles, withAll, type Decisions } from '../../../kit/v1/index.ts';
import { nextCycle, openImprovements, uncovered } from '../improvements.ts';
import { beforePlan } from '../inspect/begin.ts';
import { handlers, ruleTable } from '../kit.ts';
import { dutyInWords } from '../texts.ts';
import type { Context } from '../types.ts';

const result = z.enum(['achieved', 'partlyAchieved', 'notAchieved']).describe('年度の結果 / the year’s result');
const review = (description: string) =>
  z
    .strictObject({
      revise: fields.yes('見直すか / revise'),
      reason: fields.ruledText('理由 / reason'),
    })
    .describe(description);

export const decisions = {
  evaluateProvisionally: {
    input: z.strictObject({
      result,
      missing: z
        .array(fields.line('欠けているもの / what is missing'))
        .max(50)
        .describe('欠けているもの / what is missing'),
      document: fields.document('暫定評価 / provisional evaluation'),
    }),
    by: ['ciso'],
    clause: '3-19',
    room: 'late',
    rules: ['notYetEvaluated', 'missingNamed'],
    label: { ja: '暫定的に評価する', en: 'evaluate provisionally' },
  },
  evaluate: {
    input: z.strictObject({
      result,
      measures: z
        .array(
          z.strictObject({
            id: fields.ref('対策の番号 / measure'),
            result,
            note: fields.ruledText('備考 / note').optional(),
          }),
        )
        .max(300)
        .describe('対策ごとの評価 / evaluation of each measure'),
      overall: fields.text('総合評価 / overall evaluation'),
      direction: fields.ruledText('今後の方向性 / future direction'),
      resources: fields.ruledText('資源配分の見直し / review of resource allocation'),
      standards: review('対策基準の見直し / review of the standards'),
      plan: review('計画の見直し / review of the plan'),
      structure: review('体制の見直し / review of the structure'),
      openImprovements: z
        .array(fields.instance('改善措置 / improvement'))
        .max(500)
        .describe('継続中の改善措置の全て / every improvement still open'),
      document: fields.document('評価の文書 / evaluation'),
    }),
    by: ['ciso'],
    clause: '3-19',
    room: 'always',
    rules: [
      'planStandsForInspection',
      'judgedFirst',
      'notYetEvaluated',
      'nothingUncovered',
      'everyMeasureEvaluated',
      'directionAndResourcesReviewed',
      'reviewedWithReason',
      'resultFollowsJudgement',
      'openImprovementsNamed',
    ],
    label: { ja: '年度を評価する', en: 'evaluate the year' },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  missingNamed: {
    clause: '3-19',
    basis: 'design',
    about: 'input',
    reads: ['input'],
    ja: '暫定評価では、まだ欠けているものを記入してください。欠けていなければ評価を行ってください。',
    en: 'A provisional evaluation names what is still missing. Where nothing is missing, evaluate.',
    test: ({ event }) => event.input.missing.length > 0,
  },
  notYetEvaluated: {
    clause: '3-19',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    ja: '今年度は評価済みで、結果は確定しています。新たな指摘は補足で扱ってください。',
    en: 'The year is evaluated and its result fixed. Deal with new findings by a supplement.',
    test: ({ context }) => context.evaluation === undefined,
  },
  judgedFirst: {
    clause: '3-19',
    basis: 'text',
    about: 'state',
    reads: ['state'],
    ja: '評価は点検の結果を踏まえて行います。先に点検の結果を判断してください。間に合わない場合は暫定的に評価できます。',
    en: 'The evaluation rests on the result of the inspection. Judge it first. Where that cannot be in time, evaluate provisionally.',
    test: ({ context }) => context.judgement !== undefined,
  },
  everyMeasureEvaluated: {
    clause: '3-19',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    ja: `計画に照らして評価します。評価されていない対策があります。${dutyInWords.ja}`,
    en: `The evaluation is against the plan. A measure of the plan is not evaluated. ${dutyInWords.en}`,
    test: ({ context, event }) =>
      (context.plan.approved?.measures ?? []).every((known) =>
        event.input.measures.some((item) => item.id === known.id),
      ),
  },
  directionAndResourcesReviewed: {
    clause: '3-19',
    basis: 'text',
    about: 'input',
    reads: ['input'],
    ja: '今後の方向性と資源配分の見直しの両方を記入してください。',
    en: 'Write down both the future direction and the review of resource allocation.',
    test: ({ event }) => fields.isFilled(event.input.direction) && fields.isFilled(event.input.resources),
  },
  reviewedWithReason: {
    clause: '3-13',
    basis: 'text',
    about: 'input',
    reads: ['input'],
    ja: '対策基準、計画、体制のそれぞれについて、見直すか否かとその理由を記入してください。',
    en: 'Say for standards, plan and structure whether each is revised, with the reason – also when none is needed.',
    test: ({ event }) =>
      fields.isFilled(event.input.standards.reason) &&
      fields.isFilled(event.input.plan.reason) &&
      fields.isFilled(event.input.structure.reason),
  },
  resultFollowsJudgement: {
    clause: '3-19',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    ja: '総合の判断が「不十分」の年度を「達成」と評価することはできません。',
    en: 'A year judged insufficient overall cannot be evaluated as achieved.',
    test: ({ context, event }) => {
      const overall = context.judgement?.dimensions.overall;
      const sufficient = overall === undefined || (overall.levelAchieved && overall.sufficient);
      return sufficient || event.input.result !== 'achieved';
    },
  },
  openImprovementsNamed: {
    clause: '3-19',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    ja: '継続中の改善措置の全てを、過不足なく挙げてください。',
    en: 'Name every improvement that is still open, and no other.',
    test: ({ context, event }) => {
      const open = openImprovements(context).map((known) => known.instance);
      const named = event.input.openImprovements;
      return open.every((item) => named.includes(item)) && named.every((item) => open.includes(item));
    },
  },
  nothingUncovered: {
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    ja: `改善措置の対象となっていない不適合の指摘又は不十分な事項があります。改善措置を開始してください。${dutyInWords.ja}`,
    en: `A nonconformity or an insufficiency is covered by no improvement. Open one. ${dutyInWords.en}`,
    test: ({ context }) => uncovered(context).length === 0,
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
