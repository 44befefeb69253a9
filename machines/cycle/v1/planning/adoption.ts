/** 導入時登録: taking over what existed before the body's first year here, as found (domain.md 4; 3-19): once, before the first
 * judgement. The transitions are in `adoption-track.ts`. */
import { z } from 'zod';
import type { LocalDate } from '../../../../model/identifiers.ts';
import {
  askedFact,
  commonFact,
  dateInJapan,
  dateThing,
  documentThing,
  documentThings,
  dueFact,
  fields,
  inspectionFact,
  isPastOrToday,
  personThing,
  type Decisions,
} from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import {
  clause,
  earlierEvaluation,
  improvementSource,
  improvementTitle,
  measure,
  needsAudit,
  reason,
} from '../inputs.ts';
import { departmentsOfSubmittedAsked } from '../inspect/departments.ts';
import { ruleTable } from '../kit.ts';
import { approverIsAnother, documentSubmitted } from './approving.ts';
import { measureDatesAsked } from '../operate/measure-dates.ts';
import { lastYearThing } from '../things.ts';
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
            title: improvementTitle,
            ref: fields.line('番号 / reference'),
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
    groups: [
      { ja: '登録の一覧', en: 'the list', fields: ['document'] },
      { ja: '施行中の文書', en: 'documents in force', fields: ['policy', 'standards', 'plan'] },
      {
        ja: 'これまでの評価と改善',
        en: 'evaluation and improvements so far',
        fields: ['evaluation', 'openImprovements'],
      },
    ],
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

const partNames = ['policy', 'standards', 'plan'] as const;

/** The parts that were approved here already. */
function twice(context: Context, parts: Parts): readonly (keyof Parts)[] {
  return partNames.filter((part) => parts[part] !== undefined && context[part].approved !== undefined);
}

/** What of the adoption submitted was approved here since, and what waits for approval beside it. */
function since(context: Context): {
  readonly approved: readonly (keyof Parts)[];
  readonly waiting: readonly (keyof Parts)[];
} {
  const { submitted } = context.adoption;
  if (submitted === undefined) return { approved: [], waiting: [] };
  return {
    approved: twice(context, submitted),
    waiting: partNames.filter((part) => context[part].submitted !== undefined),
  };
}

/** The decision on a part that waits for approval; under a plan it is an amendment. */
function approving({ plan }: Context, part: keyof Parts): string {
  const suffix = plan.approved === undefined ? '' : 'Amendment';
  return { policy: 'approvePolicy', standards: `approveStandards${suffix}`, plan: `approvePlan${suffix}` }[part];
}

/** Every date of a decision or an evaluation, with its place. */
function dates(input: Input): readonly { readonly date: LocalDate; readonly path: string }[] {
  return [
    ...partNames.flatMap((part) => {
      const date = input[part]?.decidedOn;
      return date === undefined ? [] : [{ date, path: `${part}.decidedOn` }];
    }),
    ...input.openImprovements.map(({ decidedOn: date }, index) => ({
      date,
      path: `openImprovements[${index}].decidedOn`,
    })),
    ...(input.evaluation.kind === 'earlier'
      ? [{ date: input.evaluation.evaluatedOn, path: 'evaluation.evaluatedOn' }]
      : []),
  ];
}

function datesToCome(context: Context, input: Input): ReturnType<typeof dates> {
  return dates(input).filter(({ date }) => !isPastOrToday(date, context.at));
}

export const rules = ruleTable({
  adoptionInFirstYear: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: 'この機関の以前の年度が本システムにあります。導入時登録は初年度に限ります。',
    en: 'An earlier year of this body is kept here. Only the first year here may adopt what existed before.',
    met: { ja: 'この機関の初年度である', en: 'it is the body’s first year here' },
    test: ({ context }) => context.firstCycle,
    about: ({ context }) => [lastYearThing(context)],
  },
  adoptionOnce: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '導入時登録は一度限りで、既に承認されています。以後は計画や基準の改正を提出してください。',
    en: 'An adoption is made once and has been approved. Submit amendments from now on.',
    met: { ja: '導入時登録がまだ承認されていない', en: 'no adoption was approved yet' },
    test: ({ context }) => context.adoption.approved === undefined,
    about: ({ context: { adoption } }) =>
      adoption.approved === undefined
        ? []
        : [dateThing(dateInJapan(adoption.approved.at)), personThing(adoption.approved.by)],
  },
  adoptionBeforeJudgement: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '今年度の判断が既に行われました。導入時登録は最初の判断の前に限ります。以後は計画や基準の改正を提出してください。',
    en: 'The year has been judged. An adoption comes before the first judgement. Submit amendments from now on.',
    met: { ja: '今年度の判断がまだ行われていない', en: 'the year is not yet judged' },
    test: ({ context }) => context.judgement === undefined,
    about: ({ context: { judgement } }) =>
      judgement === undefined ? [] : [dateThing(dateInJapan(judgement.at)), documentThing(judgement.document)],
  },
  adoptionNotEmpty: {
    clause: '3-19',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '登録するものがありません。基本方針、対策基準、計画又は継続中の改善を記入してください。',
    en: 'There is nothing to adopt. Give the policy, the standards, the plan or an open improvement.',
    met: { ja: '登録するものがある', en: 'there is something to adopt' },
    test: ({ event }) =>
      [event.input.policy, event.input.standards, event.input.plan].some((item) => item !== undefined) ||
      event.input.openImprovements.length > 0,
    paths: () => [...partNames, 'openImprovements'],
  },
  adoptsNothingTwice: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: '本システムで既に承認されたものは登録できません。一覧から除いてください。',
    en: 'What was approved here already cannot be adopted. Leave it out.',
    met: { ja: '登録するものが本システムでまだ承認されていない', en: 'nothing to be adopted was approved here' },
    test: ({ context, event }) => twice(context, event.input).length === 0,
    about: ({ context, event }) =>
      documentThings(...twice(context, event.input).map((part) => context[part].approved?.document)),
    paths: ({ context, event }) => twice(context, event.input),
  },
  adoptionDatesPast: {
    clause: '3-19',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '決裁日又は評価日が将来又は存在しない日付です。実際の日付を記入してください。',
    en: 'A date of decision or evaluation lies in the future or does not exist. Give the real date.',
    met: { ja: '決裁日と評価日が全て今日以前である', en: 'every date of decision or evaluation has come' },
    test: ({ context, event }) => datesToCome(context, event.input).length === 0,
    about: ({ context, event }) => [
      ...datesToCome(context, event.input).map(({ date }) => dateThing(date)),
      dateThing(dateInJapan(context.at), { bound: 'until' }),
    ],
    paths: ({ context, event }) => datesToCome(context, event.input).map(({ path }) => path),
  },
  adoptionStillMissing: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '提出後に、登録しようとするものが本システムで承認されたか、承認待ちになっています。差し戻すか、先に処理してください。',
    en: 'Since the submission something in it was approved here, or is waiting for approval. Return the adoption, or deal with that first.',
    met: {
      ja: '登録するものが、承認されても承認待ちにもなっていない',
      en: 'nothing in it was approved here since, or waits for approval',
    },
    test: ({ context }) => {
      const { approved, waiting } = since(context);
      return approved.length === 0 && waiting.length === 0;
    },
    about: ({ context }) => {
      const { approved, waiting } = since(context);
      return documentThings(
        ...approved.map((part) => context[part].approved?.document),
        ...waiting.map((part) => context[part].submitted?.document),
      );
    },
    remedies: ({ context }) => ['returnAdoption', ...since(context).waiting.map((part) => approving(context, part))],
  },
  adoptionHashSubmitted: documentSubmitted('3-19', ({ adoption }) => adoption.submitted),
  adoptionApproverIsAnother: approverIsAnother('3-19', ({ adoption }) => adoption.submitted),
});
