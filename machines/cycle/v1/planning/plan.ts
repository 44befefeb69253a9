/** 対策推進計画: what may be submitted and approved (3-7, 3-8, 3-19). The transitions are in `plan-track.ts`, the rules about its measures in `plan-measures.ts`. */
import { z } from 'zod';
import type { LookUpRequest } from '../../../core/index.ts';
import {
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
import { ruleTable } from '../kit.ts';
import { measureDatesAsked } from '../operate/measure-dates.ts';
import { owedNow, settlesOnlyOwed } from '../owing.ts';
import { dutyInWords } from '../texts.ts';
import type { Context } from '../types.ts';
import { isDeliberated } from './deliberation.ts';
import { departmentsOfInputAsked, inspects } from './plan-inspection.ts';
import { rolesAreFilled } from './structure.ts';

const planInput = z.strictObject({
  version: fields.line('版 / version'),
  document: fields.document('計画の文書 / the plan'),
  measures: z.array(measure).min(1).max(300).meta(fields.titled('対策の一覧 / measures')),
  evaluation: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: fields.kind('predecessor', '前年度の評価 / last year’s evaluation'),
        document: fields.document('前年度の評価（暫定を含む） / last year’s evaluation, or its provisional one'),
      }),
      z.strictObject({
        kind: fields.kind('notEvaluable', '前年度は計画がなく評価できない / last year had no plan to evaluate'),
      }),
      ...earlierEvaluation,
    ])
    .meta(fields.titled('踏まえた評価 / the evaluation it rests on')),
  carries: z
    .array(fields.ref('未了事項の番号 / owed item'))
    .max(200)
    .default([])
    .meta(fields.titled('計画に取り込む改正・教育（未了事項） / owed amendments and educations taken up')),
  ...method,
  settles,
  criteriaSet: fields.ref('点検の判断基準 / criteria set').optional(),
  inspects: inspects.optional(),
  dropped: z
    .array(z.strictObject({ id: fields.ref('対策の番号 / measure'), reason }))
    .max(300)
    .default([])
    .meta(fields.titled('取りやめる対策とその理由 / measures dropped, each with its reason')),
});
const planFacts = z.object({
  registers: registersFact,
  common: commonFact.pick({ criteriaSets: true, guidelines: true }),
  structure: structureFact.pick({ holders: true }),
  inspection: inspectionFact,
});
const planAsks = ({ input }: LookUpRequest) => ({ inspection: departmentsOfInputAsked(input) });
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
    facts: planFacts,
    asks: planAsks,
    by: ['promotionOffice'],
    clause: '3-7',
    room: 'reserved',
    rules: [...submissionRules],
    label: { ja: '対策推進計画を提出する', en: 'submit the plan' },
  },
  approvePlan: {
    input: approvalInput,
    ...approvalLookUps,
    by: ['ciso'],
    clause: '6-2',
    room: 'always',
    rules: [...approvalRules, 'nothingElsePending'],
    label: { ja: '対策推進計画を承認する', en: 'approve the plan' },
  },
  returnPlan: {
    input: z.strictObject({ reason }),
    by: ['ciso'],
    clause: '6-2',
    room: 'always',
    rules: [],
    label: { ja: '対策推進計画を差し戻す', en: 'return the plan' },
  },
  takeBackPlan: {
    input: z.strictObject({ reason }),
    by: ['promotionOffice'],
    clause: '3-7',
    room: 'always',
    rules: [],
    label: { ja: '提出した対策推進計画を取り戻す', en: 'take the submitted plan back' },
  },
  submitPlanAmendment: {
    input: planInput,
    facts: planFacts,
    asks: planAsks,
    by: ['promotionOffice'],
    clause: '3-7',
    room: 'reserved',
    rules: [...submissionRules, 'droppedMeasuresExplained'],
    label: { ja: '計画の変更を提出する', en: 'submit an amendment of the plan' },
  },
  approvePlanAmendment: {
    input: approvalInput,
    ...approvalLookUps,
    by: ['ciso'],
    clause: '6-2',
    room: 'always',
    rules: [...approvalRules],
    label: { ja: '計画の変更を承認する', en: 'approve the amendment of the plan' },
  },
  returnPlanAmendment: {
    input: z.strictObject({ reason }),
    by: ['ciso'],
    clause: '6-2',
    room: 'always',
    rules: [],
    label: { ja: '計画の変更を差し戻す', en: 'return the amendment of the plan' },
  },
} as const satisfies Decisions;

/** The parsed input of a plan or an amendment of it. */
export type PlanInput = z.output<typeof planInput>;

/** True when the evaluation named is the one there is: the predecessor's where there is one, else an earlier one or none. */
function citesTheEvaluation(context: Context, cited: PlanInput['evaluation'] | undefined): boolean {
  const { status, document } = context.predecessor;
  if (cited === undefined || status === 'running') return false;
  if (status === 'notEvaluable' || cited.kind === 'notEvaluable') return status === cited.kind;
  if (status === 'none' || status === 'withdrawn') return cited.kind !== 'predecessor';
  if (status === 'ended') return cited.kind !== 'predecessor' || cited.document === document;
  return cited.kind === 'predecessor' && cited.document === document;
}

function carriesAllOwed(context: Context, carries: readonly string[], settled: readonly string[]): boolean {
  return owedNow(context).every((item) => carries.includes(item.ref) || settled.includes(item.ref));
}

export const rules = ruleTable({
  riskAssessed: {
    clause: '3-7',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '計画はリスク評価の結果を踏まえて策定します。先にリスク評価を記録してください。',
    en: 'The plan rests on the result of the risk assessment. Record the risk assessment first.',
    test: ({ context }) => context.riskAssessment !== undefined,
  },
  structureConfirmed: {
    clause: '6-4',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: `推進体制が確認されていません。先に最高情報セキュリティ責任者が体制を確認してください。${dutyInWords.ja}`,
    en: `The structure is not confirmed. The CISO confirms it first. ${dutyInWords.en}`,
    test: ({ context }) => context.structure !== undefined,
  },
  standardsApproved: {
    clause: '3-4',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '対策基準が承認されていません。先に対策基準を承認するか、変更しないことを確認してください。',
    en: 'There are no approved standards. Have them approved, or confirmed unchanged, first.',
    test: ({ context }) => context.standards.approved !== undefined,
  },
  directionSet: {
    clause: '6-2',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '今年度の方向性と資源配分方針が定められていません。先に最高情報セキュリティ責任者が定めてください。',
    en: 'Direction and resource policy for the year are not set. The CISO sets them first.',
    test: ({ context }) => context.direction !== undefined,
  },
  criteriaSetRegistered: {
    clause: '5-1',
    basis: 'design',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '点検の判断基準は登録されたものから選んでください。',
    en: 'Choose the criteria of the inspection from the registered sets.',
    test: ({ event }) =>
      event.facts.common.criteriaSets.length === 0 ||
      event.facts.common.criteriaSets.some((known) => known.id === event.input.criteriaSet),
  },
  evaluationCited: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: '前年度の評価（暫定の評価を含む）を踏まえてください。前年度が未評価の場合は、先に評価か暫定評価を行うか、計画が承認されなかった年度として評価できないことを記録してください。前年度がない（取り下げられている）場合は以前の評価か、ない理由を記入してください。',
    en: 'Cite last year’s evaluation, or its provisional one. Where last year is not evaluated, evaluate it, provisionally at least, first – or record that a year without an approved plan cannot be evaluated. Where there is no last year here, or it was withdrawn, give the earlier evaluation or say why there is none.',
    test: ({ context, event }) => citesTheEvaluation(context, event.input.evaluation),
  },
  earlierEvaluationOnlyInFirstCycle: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: 'この機関の以前の年度が本システムにあります。以前の評価の持込みは初年度に限ります。',
    en: 'An earlier year of this body is kept here. Only the first year here may bring an earlier evaluation along.',
    test: ({ context, event }) => context.firstCycle || event.input.evaluation.kind !== 'earlier',
  },
  owedItemsInPlan: {
    clause: '3-17',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: '改善措置等から求められた改正・教育のうち、計画に取り込まれていないものがあります。全て取り込んでください。',
    en: 'An amendment or education that improvements asked for is not taken up in the plan. Take up all of them.',
    test: ({ context, event }) => carriesAllOwed(context, event.input.carries, event.input.settles),
  },
  planSettlesOwed: {
    clause: '3-17',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '実施するとされた改正に、計画の未了事項でないものが含まれています。一覧から選び直してください。',
    en: 'An amendment named as carried out is not owed of the plan. Choose from the list of what is owed.',
    test: ({ context, event }) => settlesOnlyOwed(context, 'plan', event.input.settles),
  },
  planDeliberated: {
    clause: '6-4',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input', 'facts'],
    ja: 'この機関の定めでは、計画の前に委員会の審議が必要です。提出する文書を挙げた審議を記録してから提出してください。',
    en: 'By this body’s rules the committee deliberates before the plan. Record a deliberation that names the document, then submit it.',
    test: ({ context, event }) => !event.facts.registers.committeeRule || isDeliberated(context, event.input.document),
  },
  planHashSubmitted: {
    clause: '3-7',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '承認しようとする文書が提出された文書と異なります。提出された文書を確認してください。',
    en: 'The document approved is not the one submitted. Look at the submitted document again.',
    test: ({ context, event }) => event.input.document === context.plan.submitted?.document,
  },
  planApproverIsAnother: {
    clause: '6-2',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '提出した本人は承認できません。別の人が承認してください。',
    en: 'Whoever submitted it cannot approve it. Someone else must approve.',
    test: ({ context, event }) => event.actor.person !== context.plan.submitted?.by,
  },
  rolesStillFilled: {
    clause: '6-4',
    basis: 'design',
    concerns: 'facts',
    reads: ['facts'],
    ja: '体制の確認後に空席となった必要な役職があります。発令を登録してください。',
    en: 'A required post has fallen vacant since the structure was confirmed. Have its appointment registered.',
    test: ({ event }) => rolesAreFilled(event.facts.structure),
  },
  owedItemsStillInPlan: {
    clause: '3-17',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '提出後に、改善措置等から改正・教育が求められました。差し戻して取り込んでください。',
    en: 'Since the submission an amendment or education was asked for. Return the plan, so that it takes it up.',
    test: ({ context }) => {
      const put = context.plan.submitted;
      return put === undefined || carriesAllOwed(context, put.carries, put.settles);
    },
  },
  evaluationStillCited: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '提出後に前年度の評価が変わりました。差し戻して新しい評価を踏まえてください。',
    en: 'Last year’s evaluation has changed since the submission. Return the plan, so that it rests on the new one.',
    test: ({ context }) =>
      context.plan.submitted === undefined || citesTheEvaluation(context, context.plan.submitted.evaluation),
  },
  nothingElsePending: {
    clause: '3-7',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '基本方針、対策基準又は導入時登録が承認待ちです。先に承認するか差し戻してください。',
    en: 'The policy, the standards or an adoption is waiting for approval. Approve or return it first.',
    test: ({ context }) =>
      context.policy.submitted === undefined &&
      context.standards.submitted === undefined &&
      context.adoption.submitted === undefined,
  },
});
