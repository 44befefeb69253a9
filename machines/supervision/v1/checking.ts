/** The centre checks the evaluations and, as needed, advises the ministries, which answer (4-13); it does not await publication. */
import { z } from 'zod';
import type { OrganisationId } from '../../../model/identifiers.ts';
import {
  dueAsked,
  dueFact,
  fields,
  met,
  organisationThing,
  toRoles,
  ways,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { ministriesField, ofCentre, ofMinistries } from './competence.ts';
import { withSoon } from './due-items.ts';
import type { EventOf, JudgedBy } from './events.ts';
import { handlers, route, ruleTable } from './kit.ts';
import { currentParts, holdersOf, isEvaluated, isSettled, unanswered, type Context } from './types.ts';

const byCentre = { by: ['centreStaff'], bodies: ofCentre } as const;

export const decisions = {
  check: {
    input: z.strictObject({}),
    ...byCentre,
    clause: '4-13',
    room: 'reserved',
    rules: ['everyPartEvaluated'],
    label: { ja: '評価結果を確認する', en: 'check the evaluation' },
    why: {
      ja: '主務大臣の評価が出そろいました。国家サイバー統括室でも確認します。',
      en: 'Every minister has evaluated: the centre checks the results.',
    },
  },
  advise: {
    input: z.strictObject({
      ministries: ministriesField,
      document: fields.document('助言の文書 / the advice'),
    }),
    facts: z.object({ due: dueFact }),
    asks: () => dueAsked({ term: 'answer' }),
    ...byCentre,
    clause: '4-13',
    room: 'reserved',
    rules: ['checkedFirst', 'notAdvisedYet', 'ministriesHaveParts'],
    label: { ja: '所管府省庁に助言する', en: 'advise the ministries' },
    why: {
      ja: '確認した結果、必要に応じて所管府省庁に助言します。',
      en: 'After the check the ministries are advised as needed.',
    },
  },
  needNoAdvice: {
    input: z.strictObject({ reason: fields.text('助言を要しない理由 / why none is needed', { max: 2000 }) }),
    ...byCentre,
    clause: '4-13',
    room: 'always',
    rules: ['checkedFirst', 'notAdvisedYet'],
    insteadOf: ['advise'],
    label: { ja: '助言を要しないと判断する', en: 'decide that no advice is needed' },
  },
  answerAdvice: {
    input: z.strictObject({
      ministries: ministriesField,
      answer: fields.text('助言への回答 / answer', { max: 4000 }),
    }),
    by: ['manager'],
    bodies: ofMinistries,
    clause: '4-13',
    room: 'always',
    rules: ['ministriesHaveParts', 'actsForOwnMinistry', 'advisedThem'],
    label: { ja: '助言に回答する', en: 'answer the advice' },
    why: { ja: '国家サイバー統括室から助言がありました。', en: 'The centre has advised the ministry.' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  everyPartEvaluated: {
    clause: '4-13',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: 'まだ評価していない所管府省庁があります。評価の後に確認します。',
    en: 'A minister has not evaluated yet. The results are checked after the evaluation.',
    met: { ja: '全ての主務大臣が評価している', en: 'every minister has evaluated' },
    test: ({ context }) => isEvaluated(context),
    about: ({ context }) =>
      currentParts(context).flatMap(({ ministry, evaluation }) =>
        evaluation === undefined ? [organisationThing(ministry)] : [],
      ),
    remedies: () => ['evaluate'],
  },
  checkedFirst: {
    clause: '4-13',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '評価結果がまだ確認されていません。確認してから助言の要否を判断します。',
    en: 'The evaluation is not checked yet. Whether advice is needed is decided after that.',
    met: { ja: '評価結果が確認されている', en: 'the evaluation is checked' },
    test: ({ context }) => context.check !== undefined,
    remedies: () => ['check'],
  },
  notAdvisedYet: {
    clause: '4-13',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '助言又は助言を要しないことが、既に記録されています。',
    en: 'Advice was given already, or none was needed.',
    met: { ja: '助言の要否がまだ判断されていない', en: 'it is not decided yet whether advice is needed' },
    test: ({ context }) => context.advice === undefined && context.noAdvice === undefined,
    remedies: () => ['answerAdvice'],
  },
  advisedThem: {
    clause: '4-13',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '回答を待っている助言が、その府省庁にはありません。',
    en: 'No advice waits for an answer of that ministry.',
    met: { ja: '回答を待つ助言がある', en: 'advice waits for an answer' },
    test: ({ context, event }) => notAdvised(context, event).length === 0,
    about: ({ context, event }) => notAdvised(context, event).map(organisationThing),
    paths: () => ['ministries'],
  },
});

function notAdvised(context: Context, { input }: JudgedBy<'advisedThem'>): readonly OrganisationId[] {
  return input.ministries.filter((ministry) => !unanswered(context).includes(ministry));
}

function answered(context: Context, { actor, input }: EventOf<'answerAdvice'>): Change<Context> {
  const { advice } = context;
  const answer = { by: actor.person, at: context.at, ministries: input.ministries, answer: input.answer };
  return {
    ...(advice !== undefined && { advice: { ...advice, answers: [...advice.answers, answer] } }),
    dueItems: met(context, ...input.ministries.map((ministry) => `answer:${ministry}`)),
  };
}

export const routes = {
  /** Nothing more is to come of the advice: none was needed, or this was the last answer and the check stands. */
  adviceSettled: route({
    reads: ['state', 'input'],
    of: ['check', 'answerAdvice'],
    test: ({ context, event }) =>
      event.type === 'check'
        ? isSettled(context)
        : context.check !== undefined && isSettled({ ...context, ...answered(context, event) }),
  }),
  /** Advice stands from before a ministry became competent. */
  adviceStands: route({ reads: ['state'], of: ['check'], test: ({ context }) => context.advice !== undefined }),
};

export const on = {
  evaluation: handlers(decisions, {
    check: ways(
      { change: ({ at }, { actor }) => ({ check: { by: actor.person, at } }) },
      { when: 'adviceSettled', target: '.settled' },
      { when: 'adviceStands', target: '.advised' },
      { target: '.checked' },
    ),
    advise: {
      target: '.advised',
      change: (context, { actor, input: { ministries, document }, facts }) => ({
        advice: { ministries, document, answers: [], by: actor.person, at: context.at },
        dueItems: withSoon(context, 'answer', ministries, facts.due),
        documents: withAll(context.documents, document),
      }),
      causes: ({ after, event }) =>
        holdersOf(after, event.input.ministries).map((organisation) =>
          toRoles({ organisation }, ['manager', 'supervisingStaff'], 'advised'),
        ),
    },
    needNoAdvice: {
      target: '.settled',
      change: ({ at }, { actor, input: { reason } }) => ({ noAdvice: { by: actor.person, at, reason } }),
    },
    answerAdvice: ways(
      {
        change: answered,
        causes: ({ after }) =>
          after.centre.map((organisation) => toRoles({ organisation }, ['centreStaff'], 'adviceAnswered')),
      },
      { when: 'adviceSettled', target: '.settled' },
      {},
    ),
  }),
};
