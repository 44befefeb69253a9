/** What an evaluation of the year must say (3-19, 3-13). The decisions stand in `evaluation.ts`. */
import type { Thing } from '../../../core/index.ts';
import { bareThing, dateInJapan, emptyFields, fields, rowsAt } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { openImprovements } from '../improvements.ts';
import { ruleTable } from '../kit.ts';
import { isCarriedOut } from '../operate/measure-dates.ts';
import { dutyInWords } from '../texts.ts';
import { dimensionThing, improvementThing, measureThing } from '../things.ts';
import { dimensions, type Context, type Dimension, type Measure } from '../types.ts';

type Input = EventOf<'evaluate'>['input'];

/** The measures of the plan that are not evaluated; one that was not yet due at the judgement is 期限未到来 without a word. */
function notEvaluated(context: Context, { measures }: Input): readonly Measure[] {
  return (context.plan.approved?.measures ?? []).filter(
    (known) => !measures.some((item) => item.id === known.id) && !isNotYetDue(context, known),
  );
}

/** True for a measure whose date had not come when the year was judged. */
export function isNotYetDue(context: Context, measure: Measure): boolean {
  return measure.due > dateInJapan(context.judgement?.at ?? context.at) && !isCarriedOut(context, measure);
}

/** True for a result "not yet due" of a measure that was due at the judgement. */
function wasDue(context: Context, { id, result }: Input['measures'][number]): boolean {
  const known = context.plan.approved?.measures.find((measure) => measure.id === id);
  if (result !== 'notYetDue' || known === undefined) return false;
  const judgedOn = dateInJapan(context.judgement?.at ?? context.at);
  const { due, completes } = known;
  return !(due > judgedOn || (completes !== undefined && completes > judgedOn && isCarriedOut(context, known)));
}

/** The reviews that give no reason. */
function withoutReason(input: Input): ('standards' | 'plan' | 'structure')[] {
  return (['standards', 'plan', 'structure'] as const).filter((part) => !fields.isFilled(input[part].reason));
}

/** The dimensions that were judged insufficient. */
function insufficient({ judgement }: Context): readonly Dimension[] {
  if (judgement === undefined) return [];
  return dimensions.filter((dimension) => {
    const { levelAchieved, sufficient } = judgement.dimensions[dimension];
    return !levelAchieved || !sufficient;
  });
}

/** Open improvements that are not named, and what is named and is none. */
function misnamed(context: Context, input: Input): readonly string[] {
  const open = openImprovements(context).map((known) => known.instance);
  const named = input.openImprovements ?? open;
  return [...open.filter((item) => !named.includes(item)), ...named.filter((item) => !open.includes(item))];
}

export const rules = ruleTable({
  missingNamed: {
    clause: '3-19',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '暫定評価では、まだ欠けているものを記入してください。欠けていなければ評価を行ってください。',
    en: 'A provisional evaluation names what is still missing. Where nothing is missing, evaluate.',
    met: { ja: '欠けているものが記入されている', en: 'what is missing is named' },
    test: ({ event }) => event.input.missing.length > 0,
    paths: () => ['missing'],
    remedies: () => ['evaluate'],
  },
  everyMeasureEvaluated: {
    clause: '3-19',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: `計画に照らして評価します。評価されていない対策があります。全ての対策の結果を記入してください。${dutyInWords.ja}`,
    en: `The evaluation is against the plan. A measure of the plan is not evaluated. Give the result of each. ${dutyInWords.en}`,
    met: { ja: '計画の全ての対策が評価されている', en: 'every measure of the plan is evaluated' },
    test: ({ context, event }) => notEvaluated(context, event.input).length === 0,
    about: ({ context, event }) => notEvaluated(context, event.input).map(measureThing),
    paths: () => ['measures'],
  },
  notYetDueIsNot: {
    clause: '3-19',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '「期限未到来」とできるのは、判断の時に期限が来ていなかった対策と、今年度の中間目標を果たし、完了の期限がその後にある対策だけです。',
    en: 'Only a measure that was not due at the judgement is "not yet due", and one that met this year’s milestone and is complete later.',
    met: { ja: '「期限未到来」とした対策は全て期限が来ていない', en: 'every measure called “not yet due” was not due' },
    test: ({ context, event }) => !event.input.measures.some((item) => wasDue(context, item)),
    about: ({ context, event }): Thing[] =>
      event.input.measures
        .filter((item) => wasDue(context, item))
        .map(
          ({ id }) =>
            context.plan.approved?.measures.filter((known) => known.id === id).map(measureThing)[0] ??
            bareThing('measure', id),
        ),
    paths: ({ context, event }) => rowsAt('measures', event.input.measures, (item) => wasDue(context, item), 'result'),
  },
  directionAndResourcesReviewed: {
    clause: '3-19',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '今後の方向性と資源配分の見直しの両方を記入してください。',
    en: 'Write down both the future direction and the review of resource allocation.',
    met: { ja: '今後の方向性と資源配分の見直しが記入されている', en: 'future direction and resources are reviewed' },
    test: ({ event }) => emptyFields(event.input, 'direction', 'resources').length === 0,
    paths: ({ event }) => emptyFields(event.input, 'direction', 'resources'),
  },
  reviewedWithReason: {
    clause: '3-13',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '対策基準、計画、体制のそれぞれについて、見直すか否かとその理由を記入してください。',
    en: 'Say for standards, plan and structure whether each is revised, with the reason – also when none is needed.',
    met: {
      ja: '対策基準、計画、体制を見直すか否かと理由が記入されている',
      en: 'standards, plan and structure are reviewed, with reasons',
    },
    test: ({ event }) => withoutReason(event.input).length === 0,
    paths: ({ event }) => withoutReason(event.input).map((part) => `${part}.reason`),
  },
  resultFollowsJudgement: {
    clause: '3-19',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '総合又はいずれかの観点が「不十分」又は「水準未達成」と判断された年度を「達成」と評価することはできません。',
    en: 'A year of which the whole or a dimension was judged insufficient cannot be evaluated as achieved.',
    met: { ja: '年度の結果が点検の結果の判断に沿っている', en: 'the result follows the judgement' },
    test: ({ context, event }) => event.input.result !== 'achieved' || insufficient(context).length === 0,
    about: ({ context }) => insufficient(context).map(dimensionThing),
    paths: () => ['result'],
  },
  openImprovementsNamed: {
    clause: '3-19',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '挙げるなら、継続中の改善措置の全てを過不足なく挙げてください。省けば記録のとおりに挙げられます。',
    en: 'Name every improvement that is still open, and no other; or leave the list out, and they are named as recorded.',
    met: { ja: '継続中の改善措置が過不足なく挙げられている', en: 'every open improvement is named, and no other' },
    test: ({ context, event }) => misnamed(context, event.input).length === 0,
    about: ({ context, event }) => misnamed(context, event.input).map((item) => improvementThing(context, item)),
    paths: ({ context, event }) => {
      const wrong = misnamed(context, event.input);
      const rows = rowsAt('openImprovements', event.input.openImprovements ?? [], (item) => wrong.includes(item));
      return rows.length > 0 ? rows : ['openImprovements'];
    },
  },
});
