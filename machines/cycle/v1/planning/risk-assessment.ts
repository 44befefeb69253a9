/** The risk assessment on which the plan rests (3-7, 6-7, 6-9). */
import { z } from 'zod';
import { all } from '../../../core/index.ts';
import { commonFact } from '../facts.ts';
import { documentRef, line, optionalProse } from '../fields.ts';
import { act, cited, met, rule, type Decisions } from '../kit.ts';

export const riskDecisions = {
  recordRiskAssessment: {
    input: z.strictObject({
      document: documentRef('リスク評価の結果 / result of the risk assessment'),
      guideline: line('沿ったガイドライン等の番号 / id of the guideline followed').optional(),
      otherMethod: optionalProse('他の手法による理由 / reason for another method').optional(),
      important: z
        .array(
          z.strictObject({
            name: line('重要な業務・情報 / important business or information'),
            assessment: documentRef('詳細なリスク評価 / its detailed assessment').optional(),
          }),
        )
        .max(200)
        .meta({ description: '重要な業務・情報の一覧 / list of important business and information' }),
      noneImportant: optionalProse('重要なものがない場合の理由 / reason when there is none').optional(),
    }),
    facts: z.object({ common: commonFact.pick({ guidelines: true }) }),
    by: ['promotionOffice'],
    clause: '3-7',
    label: { ja: 'リスク評価を記録する', en: 'record the risk assessment' },
  },
} as const satisfies Decisions;

export const riskRules = {
  methodFollowsGuideline: rule({
    clause: '6-9',
    basis: 'text',
    about: 'input',
    reads: ['input', 'facts'],
    of: ['recordRiskAssessment'],
    ja: '適用されているガイドライン等に沿ってください。登録されたガイドラインの番号か、他の手法による理由を記入してください。',
    en: 'Follow an applicable guideline: give the id of a registered one, or the reason for another method.',
    test: ({ event }) =>
      event.facts.common.guidelines.some((guideline) => guideline.id === event.input.guideline) ||
      (event.input.guideline === undefined && (event.input.otherMethod ?? '').trim().length > 0),
  }),
  importantListed: rule({
    clause: '6-7',
    basis: 'design',
    about: 'input',
    reads: ['input'],
    of: ['recordRiskAssessment'],
    ja: '重要な業務・情報を列挙するか、ない場合はその理由を記入してください。',
    en: 'List the important business and information, or say why there is none.',
    test: ({ event }) => event.input.important.length > 0 || (event.input.noneImportant ?? '').trim().length > 0,
  }),
  importantAssessedInDetail: rule({
    clause: '6-7',
    basis: 'text',
    about: 'input',
    reads: ['input'],
    of: ['recordRiskAssessment'],
    ja: '重要な業務・情報については詳細にリスクを把握します。それぞれに詳細なリスク評価の文書を添えてください。',
    en: 'For important business and information the risk is grasped in detail. Attach the detailed assessment to each.',
    test: ({ event }) => event.input.important.every((item) => item.assessment !== undefined),
  }),
};

const recordRiskAssessment = act(
  'recordRiskAssessment',
  all('methodFollowsGuideline', 'importantListed', 'importantAssessedInDetail'),
  (context, event) => ({
    riskAssessment: { at: context.at, by: event.actor.person, document: event.input.document },
    dueItems: met(context, 'riskAssessment'),
    documents: cited(context, event.input.document, ...event.input.important.map((item) => item.assessment)),
  }),
);

export const riskOn = { recordRiskAssessment };
export const riskTrack = {
  initial: 'missing',
  states: {
    missing: { on: { recordRiskAssessment: { ...recordRiskAssessment, target: 'recorded' } } },
    recorded: { on: { recordRiskAssessment } },
  },
} as const;
export const riskStates = {
  '': { ja: 'リスク評価', en: 'risk assessment' },
  missing: { ja: 'リスク評価が未記録', en: 'risk assessment not yet recorded' },
  recorded: { ja: 'リスク評価を記録済み', en: 'risk assessment recorded' },
};
