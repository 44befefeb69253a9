/** 導入時登録: taking over what existed before the body's first year here, as found (domain.md 4; 3-19): once, before the first
 * judgement. The transitions are in `adoption-track.ts`. */
import { z } from 'zod';
import {
  askedFact,
  commonFact,
  dueFact,
  fields,
  inspectionFact,
  isPastOrToday,
  type Decisions,
} from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { clause, earlierEvaluation, improvementSource, measure, needsAudit, reason } from '../inputs.ts';
import { departmentsOfSubmittedAsked } from '../inspect/departments.ts';
import { ruleTable } from '../kit.ts';
import { measureDatesAsked } from '../operate/measure-dates.ts';
import type { Adoption, Context } from '../types.ts';

const original = {
  decider: fields.line('決裁者 / original decider'),
  decidedOn: fields.date('決裁日 / date of the decision'),
  document: fields.document('文書 / document'),
};
const part = { ...original, version: fields.line('版 / version') };

export const decisions = {
  submitAdoption: {
    input: z.strictObject({
      document: fields.document('登録の一覧 / the list of what is adopted'),
      policy: z.strictObject(part).optional().meta(fields.titled('基本方針 / policy')),
      standards: z
        .strictObject({ ...part, edition: fields.ref('準拠する版 / edition', { choices: 'editions' }) })
        .optional()
        .meta(fields.titled('対策基準 / standards')),
      plan: z
        .strictObject({
          ...part,
          measures: z.array(measure).max(300).default([]).meta(fields.titled('対策の一覧 / measures')),
          riskAssessment: fields.document('リスク評価の結果 / risk assessment').optional(),
          criteriaSet: fields.ref('点検の判断基準 / criteria set', { choices: 'criteriaSets' }).optional(),
        })
        .optional()
        .meta(fields.titled('対策推進計画 / plan')),
      openImprovements: z
        .array(
          z.strictObject({
            ...original,
            ref: fields.ref('番号 / reference'),
            source: improvementSource,
            clause,
            department: fields.department('部署 / department').optional(),
            needsAudit,
          }),
        )
        .max(100)
        .default([])
        .meta(fields.titled('継続中の改善 / open improvements')),
      evaluation: z
        .discriminatedUnion('kind', [...earlierEvaluation])
        .meta(fields.titled('直近の評価 / last evaluation')),
    }),
    by: ['promotionOffice'],
    clause: '3-19',
    room: 'reserved',
    rules: [
      'adoptionInFirstYear',
      'adoptionOnce',
      'adoptionBeforeJudgement',
      'adoptionNotEmpty',
      'adoptsNothingTwice',
      'adoptionDatesPast',
    ],
    label: { ja: '導入時登録を提出する', en: 'submit the adoption' },
  },
  approveAdoption: {
    input: z.strictObject({ document: fields.document('承認する文書 / document approved') }),
    facts: z.object({
      common: commonFact.pick({ editions: true }),
      asked: askedFact,
      due: dueFact,
      inspection: inspectionFact,
    }),
    asks: ({ context }) => ({
      due: { items: measureDatesAsked(context) },
      inspection: departmentsOfSubmittedAsked(context),
    }),
    by: ['ciso'],
    clause: '3-19',
    room: 'always',
    rules: ['adoptionBeforeJudgement', 'adoptionStillMissing', 'adoptionHashSubmitted', 'adoptionApproverIsAnother'],
    label: { ja: '導入時登録を承認する', en: 'approve the adoption' },
    why: {
      ja: '導入時に登録する既存の決定が承認を待っています。',
      en: 'What was decided before junkan waits to be taken over.',
    },
  },
  takeBackAdoption: {
    input: z.strictObject({ reason }),
    by: ['promotionOffice'],
    clause: '3-19',
    room: 'always',
    rules: [],
    insteadOf: ['approveAdoption'],
    label: { ja: '提出した導入時登録を取り戻す', en: 'take the submitted adoption back' },
  },
  returnAdoption: {
    input: z.strictObject({ reason }),
    by: ['ciso'],
    clause: '3-19',
    room: 'always',
    rules: [],
    insteadOf: ['approveAdoption'],
    label: { ja: '導入時登録を差し戻す', en: 'return the adoption' },
  },
} as const satisfies Decisions;

type Input = EventOf<'submitAdoption'>['input'];
type Parts = Pick<Adoption, 'policy' | 'standards' | 'plan'>;

function nothingTwice(context: Context, parts: Parts): boolean {
  return (
    (parts.policy === undefined || context.policy.approved === undefined) &&
    (parts.standards === undefined || context.standards.approved === undefined) &&
    (parts.plan === undefined || context.plan.approved === undefined)
  );
}

function dates(input: Input): readonly string[] {
  const parts = [input.policy, input.standards, input.plan, ...input.openImprovements];
  return [
    ...parts.flatMap((item) => (item === undefined ? [] : [item.decidedOn])),
    ...(input.evaluation.kind === 'earlier' ? [input.evaluation.evaluatedOn] : []),
  ];
}

export const rules = ruleTable({
  adoptionInFirstYear: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: 'この機関の以前の年度が本システムにあります。導入時登録は初年度に限ります。',
    en: 'An earlier year of this body is kept here. Only the first year here may adopt what existed before.',
    test: ({ context }) => context.firstCycle,
  },
  adoptionOnce: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '導入時登録は一度限りで、既に承認されています。以後は計画や基準の改正を提出してください。',
    en: 'An adoption is made once and has been approved. Submit amendments from now on.',
    test: ({ context }) => context.adoption.approved === undefined,
  },
  adoptionBeforeJudgement: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '今年度の判断が既に行われました。導入時登録は最初の判断の前に限ります。',
    en: 'The year has been judged. An adoption comes before the first judgement.',
    test: ({ context }) => context.judgement === undefined,
  },
  adoptionNotEmpty: {
    clause: '3-19',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '登録するものがありません。基本方針、対策基準、計画又は継続中の改善を記入してください。',
    en: 'There is nothing to adopt. Give the policy, the standards, the plan or an open improvement.',
    test: ({ event }) =>
      [event.input.policy, event.input.standards, event.input.plan].some((item) => item !== undefined) ||
      event.input.openImprovements.length > 0,
  },
  adoptsNothingTwice: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: '本システムで既に承認されたものは登録できません。一覧から除いてください。',
    en: 'What was approved here already cannot be adopted. Leave it out.',
    test: ({ context, event }) => nothingTwice(context, event.input),
  },
  adoptionDatesPast: {
    clause: '3-19',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '決裁日又は評価日が将来又は存在しない日付です。実際の日付を記入してください。',
    en: 'A date of decision or evaluation lies in the future or does not exist. Give the real date.',
    test: ({ context, event }) => dates(event.input).every((date) => isPastOrToday(date, context.at)),
  },
  adoptionStillMissing: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '提出後に、登録しようとするものが本システムで承認されたか、承認待ちになっています。差し戻すか、先に処理してください。',
    en: 'Since the submission something in it was approved here, or is waiting for approval. Return the adoption, or deal with that first.',
    test: ({ context }) =>
      context.adoption.submitted === undefined ||
      (nothingTwice(context, context.adoption.submitted) &&
        context.policy.submitted === undefined &&
        context.standards.submitted === undefined &&
        context.plan.submitted === undefined),
  },
  adoptionHashSubmitted: {
    clause: '3-19',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '承認しようとする文書が提出された文書と異なります。提出された文書を確認してください。',
    en: 'The document approved is not the one submitted. Look at the submitted document again.',
    test: ({ context, event }) => event.input.document === context.adoption.submitted?.document,
  },
  adoptionApproverIsAnother: {
    clause: '3-19',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '提出した本人は承認できません。別の人が承認してください。',
    en: 'Whoever submitted it cannot approve it. Someone else must approve.',
    test: ({ context, event }) => event.actor.person !== context.adoption.submitted?.by,
  },
});
