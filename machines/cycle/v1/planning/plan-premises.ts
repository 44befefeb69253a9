/** What a plan rests on: what must stand before it, the evaluation it cites, what it takes up (3-7, 3-17, 3-19). They stand at `plan.ts`. */
import type { Remedy } from '../../../core/index.ts';
import { bareThing, criteriaSetThing, documentThing, documentThings, rowsAt } from '../../../kit/v1/index.ts';
import { ruleTable } from '../kit.ts';
import { isOwed, owedNow } from '../owing.ts';
import { dutyInWords } from '../texts.ts';
import { debtThing, lastCycle, lastYearThing, standardsFirst } from '../things.ts';
import type { Context, Debt } from '../types.ts';
import { isDeliberated } from './deliberation.ts';
import type { PlanInput } from './plan.ts';

/** True when the evaluation named is the one there is: the predecessor's where there is one, else an earlier one or none. */
export function citesTheEvaluation(context: Context, cited: PlanInput['evaluation'] | undefined): boolean {
  const { status, document } = context.predecessor;
  if (cited === undefined || status === 'running') return false;
  if (status === 'notEvaluable' || cited.kind === 'notEvaluable') return status === cited.kind;
  if (status === 'none' || status === 'withdrawn') return cited.kind !== 'predecessor';
  if (status === 'ended') return cited.kind !== 'predecessor' || cited.document === document;
  return cited.kind === 'predecessor' && cited.document === document;
}

/** The document of the evaluation that a plan cites. */
export function citedDocument(cited: PlanInput['evaluation']): string | undefined {
  return 'document' in cited ? cited.document : undefined;
}

/** What is owed and the plan neither takes up nor carries out. */
export function leftOut(context: Context, carries: readonly string[], settled: readonly string[]): readonly Debt[] {
  return owedNow(context).filter((item) => !carries.includes(item.ref) && !settled.includes(item.ref));
}

/** What leads to an evaluation of last year that a plan can rest on. */
function evaluationFirst(context: Context): readonly Remedy[] {
  if (context.predecessor.status !== 'running') return [];
  const instance = lastCycle(context);
  return ['evaluate', 'evaluateProvisionally', 'noEvaluationPossible'].map((decision) => ({ decision, instance }));
}

export const rules = ruleTable({
  riskAssessed: {
    clause: '3-7',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '計画はリスク評価の結果を踏まえて策定します。先にリスク評価を記録してください。',
    en: 'The plan rests on the result of the risk assessment. Record the risk assessment first.',
    met: { ja: 'リスク評価が記録されている', en: 'the risk assessment is recorded' },
    test: ({ context }) => context.riskAssessment !== undefined,
    remedies: () => ['recordRiskAssessment'],
  },
  structureConfirmed: {
    clause: '6-4',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: `推進体制が確認されていません。先に最高情報セキュリティ責任者が体制を確認してください。${dutyInWords.ja}`,
    en: `The structure is not confirmed. The CISO confirms it first. ${dutyInWords.en}`,
    met: { ja: '推進体制が確認されている', en: 'the structure is confirmed' },
    test: ({ context }) => context.structure !== undefined,
    remedies: () => ['confirmStructure'],
  },
  standardsApproved: {
    clause: '3-4',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '対策基準が承認されていません。先に対策基準を承認するか、変更しないことを確認してください。',
    en: 'There are no approved standards. Have them approved, or confirmed unchanged, first.',
    met: { ja: '対策基準が承認又は確認されている', en: 'the standards are approved, or confirmed unchanged' },
    test: ({ context }) => context.standards.approved !== undefined,
    remedies: ({ context }) => standardsFirst(context),
  },
  directionSet: {
    clause: '6-2',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '今年度の方向性と資源配分の方針が定められていません。先に最高情報セキュリティ責任者が定めてください。',
    en: 'Direction and resource policy for the year are not set. The CISO sets them first.',
    met: { ja: '方向性と資源配分の方針が定められている', en: 'direction and resource policy are set' },
    test: ({ context }) => context.direction !== undefined,
    remedies: () => ['setDirection'],
  },
  criteriaSetRegistered: {
    clause: '5-1',
    basis: 'design',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '点検の判断基準の指定がないか、登録されていないものです。登録されたものから選んでください。',
    en: 'No criteria of the inspection are named, or not a registered set. Choose one of the registered sets.',
    met: { ja: '点検の判断基準が登録されたものである', en: 'the criteria of the inspection are a registered set' },
    test: ({ event }) =>
      event.facts.common.criteriaSets.length === 0 ||
      event.facts.common.criteriaSets.some((known) => known.id === event.input.criteriaSet),
    about: ({ event: { input, facts } }) =>
      (input.criteriaSet === undefined ? facts.common.criteriaSets.map(({ id }) => id) : [input.criteriaSet]).map(
        criteriaSetThing,
      ),
    paths: () => ['criteriaSet'],
  },
  evaluationCited: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: '前年度の評価（暫定の評価を含む）を踏まえてください。前年度が未評価の場合は、先に評価か暫定評価を行うか、計画が承認されなかった年度として評価できないことを記録してください。前年度がない（取り下げられている）場合は以前の評価か、ない理由を記入してください。',
    en: 'Cite last year’s evaluation, or its provisional one. Where last year is not evaluated, evaluate it, provisionally at least, first – or record that a year without an approved plan cannot be evaluated. Where there is no last year here, or it was withdrawn, give the earlier evaluation or say why there is none.',
    met: { ja: '前年度の評価を踏まえている', en: 'the plan rests on last year’s evaluation' },
    test: ({ context, event }) => citesTheEvaluation(context, event.input.evaluation),
    about: ({ context, event: { input } }) => [
      lastYearThing(context),
      ...documentThings(citedDocument(input.evaluation), context.predecessor.document),
    ],
    paths: () => ['evaluation'],
    remedies: ({ context }) => evaluationFirst(context),
  },
  earlierEvaluationOnlyInFirstCycle: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: 'この機関の以前の年度が本システムにあります。以前の評価の持込みは初年度に限ります。前年度の評価を踏まえてください。',
    en: 'An earlier year of this body is kept here. Only the first year here may bring an earlier evaluation along. Cite last year’s evaluation.',
    met: {
      ja: '以前の評価の持込みは初年度に限っている',
      en: 'an earlier evaluation is cited only in the first year here',
    },
    test: ({ context, event }) => context.firstCycle || event.input.evaluation.kind !== 'earlier',
    about: ({ event: { input } }) => documentThings(citedDocument(input.evaluation)),
    paths: () => ['evaluation'],
  },
  owedItemsInPlan: {
    clause: '3-17',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: '改善措置等から求められた改正・教育のうち、計画に取り込まれていないものがあります。全て取り込んでください。',
    en: 'An amendment or education that improvements asked for is not taken up in the plan. Take up all of them.',
    met: { ja: '求められた改正・教育が全て取り込まれている', en: 'everything owed is taken up in the plan' },
    test: ({ context, event: { input } }) => leftOut(context, input.carries, input.settles).length === 0,
    about: ({ context, event: { input } }) => leftOut(context, input.carries, input.settles).map(debtThing),
    paths: () => ['carries'],
  },
  planSettlesOwed: {
    clause: '3-17',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '実施するとされた改正に、計画の未了事項でないものが含まれています。一覧から選び直してください。',
    en: 'An amendment named as carried out is not owed of the plan. Choose from the list of what is owed.',
    met: {
      ja: '実施する改正が全て計画の未了事項である',
      en: 'every amendment named as carried out is owed of the plan',
    },
    test: ({ context, event: { input } }) => input.settles.every((ref) => isOwed(context, 'plan', ref)),
    about: ({ context, event: { input } }) =>
      input.settles.filter((ref) => !isOwed(context, 'plan', ref)).map((ref) => bareThing('owedItem', ref)),
    paths: ({ context, event: { input } }) => rowsAt('settles', input.settles, (ref) => !isOwed(context, 'plan', ref)),
  },
  planDeliberated: {
    clause: '6-4',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input', 'facts'],
    ja: 'この機関の定めでは、計画の前に委員会の審議が必要です。提出する文書を挙げた審議を記録してから提出してください。',
    en: 'By this body’s rules the committee deliberates before the plan. Record a deliberation that names the document, then submit it.',
    met: { ja: '計画の文書が委員会で審議されている', en: 'the committee deliberated on the plan' },
    test: ({ context, event }) => !event.facts.registers.committeeRule || isDeliberated(context, event.input.document),
    about: ({ event }) => [documentThing(event.input.document)],
    remedies: () => ['recordDeliberation'],
  },
});
