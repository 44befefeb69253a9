/** Objectives that the minister sets the agency, and where they speak of information security (4-3). */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import {
  dateInJapan,
  dateThing,
  fields,
  fiscalYearDates,
  met,
  objectivesFact,
  organisationThing,
  toRoles,
  withAll,
  yearThing,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { fitsObjectives, objectiveArticles } from './articles.ts';
import { asksCompetent, competentNow, ministriesField, ofMinistries } from './competence.ts';
import type { EventOf } from './events.ts';
import { handlers, ruleTable } from './kit.ts';
import { covers, standing } from './opening.ts';
import { changedParts, hasObjectives, isIncorporated, type Context, type Objective } from './types.ts';

export const decisions = {
  recordObjective: {
    input: z.strictObject({
      ministries: ministriesField,
      article: fields.oneOf('根拠条項 / article', objectiveArticles),
      period: fields.period('目標の期間 / period of the objectives'),
      document: fields.document('目標の文書 / document'),
      place: fields.text('該当箇所（頁・節） / where in it (page, section)', { max: 201 }),
      passage: fields.ruledText('情報セキュリティ対策を講ずる旨の記載 / what it says of information security', {
        max: 2000,
      }),
    }),
    facts: competentNow,
    asks: asksCompetent,
    by: ['minister'],
    bodies: ofMinistries,
    clause: '4-3',
    room: 'reserved',
    rules: [
      'ministriesAreCompetent',
      'ministriesHaveParts',
      'actsForOwnMinistry',
      'objectivesAreSet',
      'articleFitsClass',
      'periodCoversYear',
      'securityIsInIt',
    ],
    label: { ja: '中期目標等を記録する', en: 'record the objectives' },
    why: {
      ja: '主務大臣の目標に、情報セキュリティ対策を講ずる旨を盛り込みます。',
      en: 'The minister’s objectives say that information security measures are taken.',
    },
    groups: [
      { ja: '誰が、何に基づいて', en: 'who, and on what basis', fields: ['ministries', 'article', 'period'] },
      { ja: '目標', en: 'the objectives', fields: ['document', 'place', 'passage'] },
    ],
  },
  confirmObjective: {
    input: z.strictObject({ ministries: ministriesField }),
    facts: z.object({ objectives: objectivesFact }),
    asks: () => ({ objectives: {} }),
    by: ['supervisingStaff'],
    bodies: ofMinistries,
    clause: '4-3',
    room: 'reserved',
    rules: ['ministriesHaveParts', 'actsForOwnMinistry', 'objectiveStands'],
    label: { ja: '目標が現に有効であることを確認する', en: 'confirm that the objectives stand' },
    why: {
      ja: '目標に情報セキュリティ対策の記載があることを、年度ごとに確認します。',
      en: 'Each year it is confirmed that the objectives stand and speak of information security.',
    },
  },
  objectiveLacks: {
    input: z.strictObject({
      ministries: ministriesField,
      reason: fields.text('記載がない理由 / why it is not in them', { max: 2000 }),
      changeBy: fields.date('目標を改める予定日 / when they are to be changed').optional(),
    }),
    by: ['manager'],
    bodies: ofMinistries,
    clause: '4-3',
    room: 'late',
    rules: ['ministriesHaveParts', 'actsForOwnMinistry'],
    label: { ja: '目標に記載がないことを記録する', en: 'record that the objectives say nothing of it' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  objectivesAreSet: {
    clause: '4-3',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: 'この指定法人の根拠法には、目標の定めがありません。必要な指導等を記録してください。',
    en: 'The law of this designated corporation knows no objectives. Record guidance instead.',
    met: { ja: '目標が定められる法人である', en: 'it is an agency that is set objectives' },
    test: ({ context }) => hasObjectives(context),
    about: ({ context }) => [organisationThing(context.organisation)],
    remedies: () => ['recordGuidance'],
  },
  articleFitsClass: {
    clause: '4-3',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '根拠条項が法人の区分に合いません。中期目標管理法人は第29条、国立研究開発法人は第35条の4、行政執行法人は第35条の9です。',
    en: 'The article does not fit the agency’s class: article 29(1) medium-term objectives, 35-4(1) national research and development, 35-9(1) administrative execution.',
    met: { ja: '根拠条項が法人の区分に合う', en: 'the article fits the class' },
    test: ({ context, event }) => fitsObjectives(context, event.input.article),
    about: ({ context }) => [organisationThing(context.organisation)],
    paths: () => ['article'],
  },
  periodCoversYear: {
    clause: '4-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '目標の期間が、この年度を含んでいません。',
    en: 'The period of the objectives does not cover this year.',
    met: { ja: '目標の期間がこの年度を含む', en: 'the period covers this year' },
    test: ({ context, event: { input } }) => covers(input.period, context.year),
    about: ({ context }) => [
      yearThing(context.year),
      dateThing(fiscalYearDates(context.year).first, { bound: 'from' }),
    ],
    paths: () => ['period'],
  },
  securityIsInIt: {
    clause: '4-3',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '目標に情報セキュリティ対策を講ずる旨の記載が示されていません。記載がない場合は、その理由を記録してください。',
    en: 'No passage on information security is named. Where there is none, record why.',
    met: { ja: '情報セキュリティ対策を講ずる旨が盛り込まれている', en: 'the objectives speak of information security' },
    test: ({ event }) => fields.isFilled(event.input.passage),
    paths: () => ['passage'],
    remedies: () => ['objectiveLacks'],
  },
  objectiveStands: {
    clause: '4-3',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: 'この年度の目標で、法人の区分に合うものが、その府省庁について記録されていません。',
    en: 'No objectives of that ministry, by an article that fits, are recorded for this year.',
    met: { ja: 'この年度の目標が記録されている', en: 'objectives are recorded for this year' },
    test: ({ context, event: { input, facts } }) =>
      input.ministries.every((ministry) => standing(context, ministry, facts.objectives) !== undefined),
    about: ({ event }) => event.input.ministries.map(organisationThing),
    paths: () => ['ministries'],
    remedies: () => ['recordObjective'],
  },
});

function objectiveSet({ period, ...said }: EventOf<'recordObjective'>['input']): Objective {
  return { ...said, ...period };
}

function recorded(context: Context, { input }: EventOf<'recordObjective'>): Change<Context> {
  const { ministries, document } = input;
  const objective = objectiveSet(input);
  return {
    parts: changedParts(context, ministries, () => ({ objective })),
    dueItems: met(context, ...ministries.map((ministry) => `objective:${ministry}`)),
    documents: withAll(context.documents, document),
    marks:
      isIncorporated(context) && context.competent.class === undefined
        ? withAll(context.marks, 'classUnknown')
        : context.marks,
  };
}

/** The register keeps them: they outlive the year. */
function registered(objective: Objective): Cause {
  return { kind: 'register', register: 'objectives', value: { ...objective } };
}

export const on = {
  objectives: handlers(decisions, {
    recordObjective: {
      target: '.recorded',
      change: recorded,
      causes: ({ after, event: { input } }) => [
        registered(objectiveSet(input)),
        toRoles(after, ['ciso', 'promotionOffice'], 'objectiveRecorded'),
        ...input.ministries.map((organisation) => toRoles({ organisation }, ['supervisingStaff'], 'objectiveRecorded')),
      ],
    },
    confirmObjective: {
      target: '.recorded',
      change: (context, { actor, input: { ministries }, facts }) => ({
        parts: changedParts(context, ministries, ({ ministry }) => {
          const found = standing(context, ministry, facts.objectives);
          const confirmed = { by: actor.person, at: context.at };
          if (found === undefined) return { confirmed };
          return { confirmed, objective: { ...found, confirmedOn: dateInJapan(context.at) } };
        }),
        dueItems: met(context, ...ministries.map((ministry) => `objective:${ministry}`)),
      }),
      causes: ({ after, event }) => {
        const objectives = after.parts.flatMap(({ ministry, objective }) =>
          event.input.ministries.includes(ministry) && objective !== undefined ? [objective] : [],
        );
        // A joint one stands once.
        const once = new Map(objectives.map((one) => [`${one.ministries.join('+')}/${one.from}`, one]));
        return [...once.values()].map(registered);
      },
    },
    objectiveLacks: {
      change: (context, { actor, input: { ministries, reason, changeBy } }) => ({
        parts: changedParts(context, ministries, () => ({
          lack: { by: actor.person, at: context.at, reason, ...(changeBy !== undefined && { changeBy }) },
        })),
        marks: withAll(context.marks, 'objectiveLacks'),
      }),
      causes: ({ after }) => [toRoles(after, ['ciso', 'promotionOffice'], 'objectiveLacks')],
    },
  }),
};
