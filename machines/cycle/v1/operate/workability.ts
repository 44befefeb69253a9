/** What anyone of the body says about measures that get in the way of work, and the answer (6-8). */
import { z } from 'zod';
import { all } from '../../../core/index.ts';
import { documentRef, prose, ref } from '../fields.ts';
import { act, cited, notify, rule, type Decisions } from '../kit.ts';

export const workabilityDecisions = {
  reportWorkability: {
    input: z.strictObject({
      about: ref('対策・遵守事項 / measure or requirement'),
      text: prose('支障の内容 / what gets in the way'),
      document: documentRef('資料 / document').optional(),
    }),
    by: ['anyone'],
    clause: '6-8',
    label: { ja: '業務への支障を報告する', en: 'report on workability' },
  },
  answerWorkability: {
    input: z.strictObject({
      report: z.int().min(1).max(100_000).meta({ description: '報告の番号 / number of the report' }),
      answer: prose('対応 / answer'),
    }),
    by: ['promotionOffice', 'headOfOfficers'],
    clause: '6-8',
    label: { ja: '業務への支障の報告に回答する', en: 'answer a report on workability' },
  },
} as const satisfies Decisions;

export const workabilityRules = {
  workabilityUnanswered: rule({
    clause: '6-8',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['answerWorkability'],
    ja: 'その番号の未回答の報告はありません。',
    en: 'There is no unanswered report with that number.',
    test: ({ context, event }) =>
      context.workability.some((known) => known.number === event.input.report && known.answered === undefined),
  }),
};

export const workabilityOn = {
  reportWorkability: act(
    'reportWorkability',
    undefined,
    (context, event) => ({
      workability: [...context.workability, { number: context.workability.length + 1 }],
      documents: cited(context, event.input.document),
    }),
    (context) => [notify(context, 'workabilityReported', 'promotionOffice')],
  ),
  answerWorkability: act('answerWorkability', all('workabilityUnanswered'), (context, event) => ({
    workability: context.workability.map((known) =>
      known.number === event.input.report ? { ...known, answered: context.at } : known,
    ),
  })),
};
