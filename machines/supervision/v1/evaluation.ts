/** The minister evaluates, at the evaluation under the 通則法 or the supervision article of a corporation's own law (4-10, 4-12). */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import {
  adviceTell,
  dateThing,
  dayDecided,
  dueAsked,
  emptyFields,
  fields,
  met,
  organisationThing,
  personThing,
  postsHeld,
  toRoles,
  ways,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { articles, fitsEvaluation } from './articles.ts';
import { asksCompetent, competence, ministriesField, ofMinistries } from './competence.ts';
import { lastDay, withSoon } from './due-items.ts';
import type { EventOf } from './events.ts';
import { handlers, route, ruleTable } from './kit.ts';
import { changedParts, isEvaluated, isIncorporated, mustPublish, type Context, type Evaluation } from './types.ts';

const optional = (title: string, max = 2000) => fields.textIfNeeded(title, { max });

export const decisions = {
  evaluate: {
    input: z.strictObject({
      ministries: ministriesField,
      share: optional('所管する部分（共管の場合） / share, where several ministers are competent', 500),
      article: fields.oneOf('根拠条項 / article', articles),
      basis: optional('監督の根拠となる条項（指定法人） / supervision article (designated corporations)', 500),
      noBasis: optional('条項がない場合、その理由（指定法人） / why there is none'),
      document: fields.document('評価書 / the evaluation'),
      item: optional(
        '情報セキュリティに関する項目（独立行政法人） / the item on information security (incorporated agencies)',
        500,
      ),
      rating: optional('評定（独立行政法人） / rating (incorporated agencies)', 500),
      council: optional('審議会の意見（国立研究開発法人） / the council’s opinion (research agencies)', 500),
      withoutResult: optional('年度の結果がない場合、その理由 / why without a result'),
      points: z
        .array(fields.text('法人に求める事項 / what is asked of the agency', { max: 1000 }))
        .max(30)
        .default([])
        .meta(fields.titled('法人に求める事項 / what is asked of the agency')),
    }),
    facts: competence,
    asks: () => ({ ...asksCompetent(), ...dueAsked({ term: 'publication' }) }),
    by: ['minister', 'manager'],
    bodies: ofMinistries,
    clause: '4-10',
    room: 'reserved',
    rules: [
      'ministriesAreCompetent',
      'ministriesHaveParts',
      'actsForOwnMinistry',
      'ministerEvaluates',
      'evaluatorHoldsNoPost',
      'yearIsOver',
      'resultIsIn',
      'evaluationArticleFits',
      'ratingGiven',
      'councilHeard',
      'supervisionBasisNamed',
    ],
    label: { ja: '情報セキュリティ対策の実施状況を評価する', en: 'evaluate the information security measures' },
    why: {
      ja: '業務の実績等に関する評価の際に、情報セキュリティ対策の実施状況も評価します。',
      en: 'With the evaluation of the year’s performance, information security measures are evaluated.',
    },
    groups: [
      { ja: '誰が', en: 'who', fields: ['ministries', 'share'] },
      { ja: '根拠', en: 'basis', fields: ['article', 'basis', 'noBasis', 'withoutResult'] },
      { ja: '評価', en: 'evaluation', fields: ['document', 'item', 'rating', 'council', 'points'] },
    ],
  },
} as const satisfies Decisions;

type Evaluating = EventOf<'evaluate'>;

export const rules = ruleTable({
  ministerEvaluates: {
    clause: '4-10',
    basis: 'text',
    concerns: 'who',
    reads: ['state', 'input', 'who'],
    ja: '独立行政法人の評価は、主務大臣が行います。',
    en: 'An incorporated agency is evaluated by the competent minister.',
    met: { ja: '主務大臣が評価する', en: 'the minister evaluates' },
    test: ({ context, event }) =>
      !isIncorporated(context) ||
      event.standIn !== undefined ||
      event.input.ministries.some((one) => postsHeld(context, event, one).some(({ role }) => role === 'minister')),
    about: ({ event }) => [personThing(event.actor.person)],
  },
  evaluatorHoldsNoPost: {
    clause: '4-10',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: 'この法人に役職を持つ者は、この法人を評価できません。',
    en: 'Whoever holds a post in the agency does not evaluate it.',
    met: { ja: '評価する者はこの法人に役職を持たない', en: 'who evaluates holds no post in the agency' },
    test: ({ context, event }) => postsHeld(context, event).length === 0,
    about: ({ context, event }) => [personThing(event.actor.person, postsHeld(context, event))],
  },
  yearIsOver: {
    clause: '4-10',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'facts'],
    ja: '年度がまだ終わっていません。終わってから評価します。',
    en: 'The year is not over yet. It is evaluated once it is.',
    met: { ja: '年度が終わっている', en: 'the year is over' },
    test: ({ context, event }) => dayDecided(context, event) > lastDay(context.year, event.facts.competent.to),
    about: ({ context }) => [dateThing(`${context.year + 1}-04-01`, { bound: 'from' })],
  },
  resultIsIn: {
    clause: '4-10',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '法人から年度の結果が提出されていません（差戻し中を含みます）。結果なしに評価する場合は、その理由を書いてください。',
    en: 'The agency’s result is not in, or was returned. Say why it is evaluated without one.',
    met: { ja: '年度の結果が提出されている', en: 'the result is in' },
    test: ({ context, event }) => resultIn(context) !== undefined || fields.isFilled(event.input.withoutResult),
    paths: () => ['withoutResult'],
    remedies: () => ['submitResult'],
  },
  evaluationArticleFits: {
    clause: '4-10',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '評価の根拠条項が法人の区分に合いません。中期目標管理法人は第32条、国立研究開発法人は第35条の6、行政執行法人は第35条の11、指定法人は個別の根拠法です。',
    en: 'The article does not fit: 32 medium-term objectives, 35-6 research and development, 35-11 administrative execution, and of a designated corporation its own law.',
    met: { ja: '評価の根拠条項が法人の区分に合う', en: 'the article fits the agency' },
    test: ({ context, event }) => fitsEvaluation(context, event.input.article),
    about: ({ context }) => [organisationThing(context.organisation)],
    paths: () => ['article'],
  },
  ratingGiven: {
    clause: '4-10',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '情報セキュリティに関する項目と評定が書かれていません。',
    en: 'The item on information security and its rating are not given.',
    met: { ja: '項目と評定がある', en: 'item and rating are given' },
    test: ({ context, event }) => !isIncorporated(context) || emptyFields(event.input, 'item', 'rating').length === 0,
    paths: ({ event }) => emptyFields(event.input, 'item', 'rating'),
  },
  councilHeard: {
    clause: '4-10',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '国立研究開発法人の評価には、審議会の意見（通則法第35条の6）が必要です。',
    en: 'The evaluation of a research agency takes the council’s opinion (article 35-6).',
    met: { ja: '審議会の意見を聴いた', en: 'the council was heard' },
    test: ({ context, event }) =>
      context.competent.class !== 'national-research-and-development' || fields.isFilled(event.input.council),
    paths: () => ['council'],
  },
  supervisionBasisNamed: {
    clause: '4-12',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '個別の根拠法の監督の条項が示されていません。条項がない場合は、その理由を書いてください。',
    en: 'The supervision article of the corporation’s own law is not named. Where there is none, say why.',
    met: { ja: '監督の条項又はその理由が示されている', en: 'the article is named, or why there is none' },
    test: ({ context, event: { input } }) =>
      isIncorporated(context) || fields.isFilled(input.basis) || fields.isFilled(input.noBasis),
    paths: () => ['basis', 'noBasis'],
  },
});

/** The result that is in: one that was returned is not. */
function resultIn({ result }: Context): Context['result'] {
  return result?.returned === undefined ? result : undefined;
}

/** An evaluation as it is kept. What it asks of the agency is numbered by ministry and version. */
function evaluationOf(context: Context, event: Evaluating): Evaluation {
  const { ministries, points, withoutResult, ...said } = event.input;
  const [first = ''] = ministries;
  const version =
    Math.max(...context.parts.filter((one) => ministries.includes(one.ministry)).map((one) => one.evaluations), 0) + 1;
  const result = resultIn(context);
  return {
    version,
    ministries,
    ...said,
    ...(result === undefined ? { withoutResult } : { result: result.version }),
    on: dayDecided(context, event),
    by: event.actor.person,
    at: context.at,
    points: points.map((text, i) => ({ ref: `${context.instance}/${first}/${version}/${i + 1}`, text })),
  };
}

function partsWith(context: Context, evaluation: Evaluation): Context['parts'] {
  return changedParts(context, evaluation.ministries, () => ({ evaluation, evaluations: evaluation.version }));
}

function evaluated(context: Context, event: Evaluating): Change<Context> {
  const evaluation = evaluationOf(context, event);
  const { ministries, noBasis, document } = event.input;
  const corrected = evaluation.version > 1;
  const done = { ...context, dueItems: met(context, ...ministries.map((one) => `evaluation:${one}`)) };
  return {
    parts: partsWith(context, evaluation),
    dueItems: mustPublish(context) ? withSoon(done, 'publication', ministries, event.facts.due) : done.dueItems,
    documents: withAll(context.documents, document),
    marks: withAll(
      context.marks,
      evaluation.withoutResult === undefined ? undefined : 'withoutResult',
      !isIncorporated(context) && fields.isFilled(noBasis) ? 'noSupervisionBasis' : undefined,
      corrected ? 'correctedEvaluation' : undefined,
      isIncorporated(context) && context.competent.class === undefined ? 'classUnknown' : undefined,
    ),
  };
}

/**
 * What it asks of the agency comes as advice to the cycle that runs now: the CISO disposes of each, and no minister opens an
 * improvement (3-20, 4-14). Of an abolished agency its successors are told.
 */
function advised(after: Context, event: Evaluating): readonly Cause[] {
  const { to, successors } = event.facts.competent;
  const bodies = to !== undefined && successors.length > 0 ? successors : [after.organisation];
  const clause = isIncorporated(after) ? '4-10' : '4-12';
  const [first = ''] = event.input.ministries;
  const points = after.parts.find(({ ministry }) => ministry === first)?.evaluation?.points ?? [];
  return bodies.flatMap((body) =>
    points.map(({ ref }) => adviceTell(after.at, body, { ref, clause, by: 'minister', source: after.instance })),
  );
}

export const routes = {
  /** With this every minister has evaluated, which was not so before: no correction. */
  completesEvaluation: route({
    reads: ['state', 'input'],
    of: ['evaluate'],
    test: ({ context, event }) =>
      !isEvaluated(context) && isEvaluated({ parts: partsWith(context, evaluationOf(context, event)) }),
  }),
};

export const on = {
  evaluation: handlers(decisions, {
    evaluate: ways(
      {
        change: evaluated,
        causes: ({ after, event }) => [
          ...advised(after, event),
          toRoles(after, ['ciso', 'promotionOffice'], 'evaluated'),
          ...event.input.ministries.map((organisation) => toRoles({ organisation }, ['supervisingStaff'], 'evaluated')),
          ...after.centre.map((organisation) => toRoles({ organisation }, ['centreStaff'], 'evaluatedForCentre')),
        ],
      },
      { when: 'completesEvaluation', target: '.evaluated' },
      {},
    ),
  }),
};
