/** The risk assessment on which the plan rests (3-7, 6-7, 6-9). */
import { z } from 'zod';
import {
  bareThing,
  commonFact,
  fields,
  leadingTo,
  met,
  rowsAt,
  withAll,
  type Decisions,
} from '../../../kit/v1/index.ts';
import { method } from '../inputs.ts';
import { handlers, ruleTable } from '../kit.ts';

export const decisions = {
  recordRiskAssessment: {
    input: z.strictObject({
      document: fields.document('リスク評価の結果 / result of the risk assessment'),
      ...method,
      important: z
        .array(
          z.strictObject({
            name: fields.line('重要な業務・情報 / important business or information'),
            assessment: fields.document('詳細なリスク評価 / its detailed assessment').optional(),
          }),
        )
        .max(200)
        .default([])
        .meta(fields.titled('重要な業務・情報の一覧 / list of important business and information')),
      noneImportant: fields.ruledText('重要なものがない場合の理由 / reason when there is none').optional(),
    }),
    facts: z.object({ common: commonFact.pick({ guidelines: true }) }),
    by: ['promotionOffice'],
    clause: '3-7',
    room: 'reserved',
    rules: ['methodFollowsGuideline', 'importantListed', 'importantAssessedInDetail'],
    label: { ja: 'リスク評価を記録する', en: 'record the risk assessment' },
    why: {
      ja: '計画は、リスク評価の結果に基づいて作られます。',
      en: 'The plan rests on the result of the risk assessment.',
    },
  },
} as const satisfies Decisions;

const isUnassessed = ({ assessment }: { readonly assessment?: string | undefined }): boolean =>
  assessment === undefined;

export const rules = ruleTable({
  methodFollowsGuideline: {
    clause: '6-9',
    basis: 'text',
    concerns: 'input',
    reads: ['input', 'facts'],
    ja: 'リスク評価及び対策の手法は、適用されているガイドライン等に沿ってください。登録されたガイドラインの番号か、他の手法による理由を記入してください。',
    en: 'The methods of risk assessment and measures follow an applicable guideline: give the id of a registered one, or the reason for another method.',
    met: {
      ja: '手法が登録されたガイドライン等に沿うか、他の手法による理由がある',
      en: 'the methods follow a registered guideline, or say why not',
    },
    test: ({ event }) =>
      event.facts.common.guidelines.some((guideline) => guideline.id === event.input.guideline) ||
      (event.input.guideline === undefined && fields.isFilled(event.input.otherMethod)),
    about: ({ event: { input, facts } }) =>
      (input.guideline === undefined ? facts.common.guidelines.map(({ id }) => id) : [input.guideline]).map((id) =>
        bareThing('guideline', id),
      ),
    paths: ({ event: { input } }) => (input.guideline === undefined ? ['guideline', 'otherMethod'] : ['guideline']),
  },
  importantListed: {
    clause: '6-7',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '重要な業務・情報を列挙するか、ない場合はその理由を記入してください。',
    en: 'List the important business and information, or say why there is none.',
    met: {
      ja: '重要な業務・情報が列挙されているか、ない理由がある',
      en: 'important business and information is listed, or why there is none',
    },
    test: ({ event }) => event.input.important.length > 0 || fields.isFilled(event.input.noneImportant),
    paths: () => ['important', 'noneImportant'],
  },
  importantAssessedInDetail: {
    clause: '6-7',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '重要な業務・情報については詳細にリスクを把握します。それぞれに詳細なリスク評価の文書を添えてください。',
    en: 'For important business and information the risk is grasped in detail. Attach the detailed assessment to each.',
    met: { ja: '重要な業務・情報の全てに詳細なリスク評価の文書がある', en: 'each has its detailed assessment' },
    test: ({ event }) => !event.input.important.some(isUnassessed),
    about: ({ event }) =>
      event.input.important
        .filter(isUnassessed)
        .map(({ name }) => ({ kind: 'subject', id: name, label: { ja: name, en: name } })),
    paths: ({ event }) => rowsAt('important', event.input.important, isUnassessed, 'assessment'),
  },
});

const recorded = handlers(decisions, {
  recordRiskAssessment: {
    change: (context, { actor, input }) => ({
      riskAssessment: { at: context.at, by: actor.person, document: input.document },
      dueItems: met(context, 'riskAssessment'),
      documents: withAll(context.documents, input.document, ...input.important.map((item) => item.assessment)),
    }),
  },
});

/** Recorded at any time of the year, again when risks change. */
export const on = { year: recorded };

/** In planning it shows whether the assessment is still missing. */
export const track = {
  initial: 'missing',
  states: {
    missing: { on: { recordRiskAssessment: leadingTo('recorded', recorded.recordRiskAssessment) } },
    recorded: { on: recorded },
  },
} as const;
