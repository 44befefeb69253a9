/** 対策推進計画: what may be submitted and approved (3-7, 3-8, 3-19). The transitions are in `plan-track.ts`, the rules in
 * `plan-premises.ts`, `plan-measures.ts` and `plan-approval.ts`. */
import { z } from 'zod';
import type { LookUpRequest } from '../../../core/index.ts';
import {
  auditIntervalFact,
  commonFact,
  dueFact,
  fields,
  inspectionFact,
  registersFact,
  structureFact,
  type Decisions,
} from '../../../kit/v1/index.ts';
import { earlierEvaluation, measure, method, reason, settles } from '../inputs.ts';
import { departmentsOfSubmittedAsked } from '../inspect/departments.ts';
import { measureDatesAsked } from '../operate/measure-dates.ts';
import { departmentsOfInputAsked, inspects } from './plan-inspection.ts';
import { yearAsked } from './unaudited.ts';

const planInput = z.strictObject({
  version: fields.line('版 / version'),
  document: fields.document('計画の文書 / the plan'),
  measures: z.array(measure).min(1).max(300).meta(fields.titled('対策の一覧 / measures')),
  evaluation: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: fields.kind('predecessor', '前年度の評価 / last year’s evaluation'),
        document: fields.document('前年度の評価 / last year’s evaluation', {
          choices: 'documents:cycle',
          help: '暫定の評価を含みます / or its provisional one',
        }),
      }),
      z.strictObject({
        kind: fields.kind('notEvaluable', '前年度は計画がなく評価できない / last year had no plan to evaluate'),
      }),
      ...earlierEvaluation,
    ])
    .meta(fields.titled('踏まえた評価 / the evaluation it rests on')),
  carries: z
    .array(fields.ref('未了事項 / owed item', { choices: 'owedItems' }))
    .max(200)
    .default([])
    .meta(fields.titled('計画に取り込む改正・教育 / owed amendments and educations taken up')),
  ...method,
  settles: settles('owedOfPlan'),
  criteriaSet: fields.ref('点検の判断基準 / criteria set', { choices: 'criteriaSets' }).optional(),
  inspects: inspects.optional(),
  dropped: z
    .array(z.strictObject({ id: fields.ref('対策 / measure', { choices: 'measures' }), reason }))
    .max(300)
    .default([])
    .meta(fields.titled('中止する対策 / measures dropped')),
});
/** The headings of its form. */
const planGroups = [
  { ja: '計画', en: 'the plan', fields: ['version', 'document'] },
  { ja: '踏まえたもの', en: 'what it rests on', fields: ['evaluation', 'guideline', 'otherMethod'] },
  { ja: '対策', en: 'measures', fields: ['measures', 'dropped'] },
  { ja: '点検', en: 'inspection', fields: ['criteriaSet', 'inspects'] },
  { ja: '改正と教育', en: 'amendments and education', fields: ['carries', 'settles'] },
];
const planFacts = z.object({
  registers: registersFact,
  common: commonFact.pick({ criteriaSets: true, guidelines: true }),
  structure: structureFact.pick({ holders: true }),
  inspection: inspectionFact,
  auditInterval: auditIntervalFact,
});
const planAsks = ({ context, input }: LookUpRequest) => ({
  inspection: departmentsOfInputAsked(input),
  auditInterval: yearAsked(context),
});
const approvalLookUps = {
  facts: z.object({ structure: structureFact, due: dueFact, inspection: inspectionFact }),
  asks: ({ context }: LookUpRequest) => ({
    due: { items: measureDatesAsked(context) },
    inspection: departmentsOfSubmittedAsked(context),
  }),
};
const approvalInput = z.strictObject({ document: fields.document('承認する文書 / document approved') });

/** What every plan submitted must be, the first and each amendment. */
const submissionRules = [
  'riskAssessed',
  'structureConfirmed',
  'standardsApproved',
  'directionSet',
  'planHasTrainingAndTechnical',
  'planHasInspectionAndAudit',
  'leavingOutExplained',
  'measuresWorkable',
  'measuresDistinct',
  'measuresDueInYear',
  'measuresDueAhead',
  'criteriaSetRegistered',
  'evaluationCited',
  'earlierEvaluationOnlyInFirstCycle',
  'owedItemsInPlan',
  'planSettlesOwed',
  'planDeliberated',
  'methodFollowsGuideline',
] as const;
/** What is judged again when it is approved. */
const approvalRules = [
  'planHashSubmitted',
  'planApproverIsAnother',

  'rolesStillFilled',
  'owedItemsStillInPlan',
  'evaluationStillCited',
] as const;

export const decisions = {
  submitPlan: {
    input: planInput,
    groups: planGroups,
    facts: planFacts,
    asks: planAsks,
    by: ['promotionOffice'],
    clause: '3-7',
    room: 'reserved',
    rules: [...submissionRules],
    label: { ja: '対策推進計画を提出する', en: 'submit the plan' },
    why: {
      ja: '対策推進計画は、年度の始まる前にCISOの承認を受ける必要があります。',
      en: 'The plan is to be approved by the CISO before the year begins.',
    },
  },
  approvePlan: {
    input: approvalInput,
    ...approvalLookUps,
    by: ['ciso'],
    clause: '6-2',
    room: 'always',
    rules: [...approvalRules, 'nothingElsePending'],
    label: { ja: '対策推進計画を承認する', en: 'approve the plan' },
    why: {
      ja: '提出された対策推進計画が承認を待っています。',
      en: 'The plan submitted waits for approval.',
    },
  },
  returnPlan: {
    input: z.strictObject({ reason }),
    by: ['ciso'],
    clause: '6-2',
    room: 'always',
    rules: [],
    insteadOf: ['approvePlan'],
    label: { ja: '対策推進計画を差し戻す', en: 'return the plan' },
  },
  takeBackPlan: {
    input: z.strictObject({ reason }),
    by: ['promotionOffice'],
    clause: '3-7',
    room: 'always',
    rules: [],
    insteadOf: ['approvePlan', 'approvePlanAmendment'],
    label: { ja: '提出した対策推進計画を取り戻す', en: 'take the submitted plan back' },
  },
  submitPlanAmendment: {
    input: planInput,
    groups: planGroups,
    facts: planFacts,
    asks: planAsks,
    by: ['promotionOffice'],
    clause: '3-7',
    room: 'reserved',
    rules: [...submissionRules, 'droppedMeasuresExplained'],
    label: { ja: '計画の変更を提出する', en: 'submit an amendment of the plan' },
    why: {
      ja: '計画の変更を要する事項が残っています。',
      en: 'Something is owed that asks for an amended plan.',
    },
  },
  approvePlanAmendment: {
    input: approvalInput,
    ...approvalLookUps,
    by: ['ciso'],
    clause: '6-2',
    room: 'always',
    rules: [...approvalRules],
    label: { ja: '計画の変更を承認する', en: 'approve the amendment of the plan' },
    why: {
      ja: '提出された計画の変更が承認を待っています。',
      en: 'The amended plan submitted waits for approval.',
    },
  },
  returnPlanAmendment: {
    input: z.strictObject({ reason }),
    by: ['ciso'],
    clause: '6-2',
    room: 'always',
    rules: [],
    insteadOf: ['approvePlanAmendment'],
    label: { ja: '計画の変更を差し戻す', en: 'return the amendment of the plan' },
  },
} as const satisfies Decisions;

/** The parsed input of a plan or an amendment of it. */
export type PlanInput = z.output<typeof planInput>;
