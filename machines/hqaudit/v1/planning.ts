/** The leader plans the audit 監査計画: of which kinds, what it looks at, by which criteria and which edition (5-1 to 5-3). */
import { z } from 'zod';
import {
  aheadThing,
  auditKinds,
  bareThing,
  commonFact,
  criteriaSetThing,
  dateThing,
  dueFact,
  fallsAhead,
  fields,
  figureThing,
  kindsField,
  reopenedOn,
  toRoles,
  ways,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import type { EventOf } from './events.ts';
import { areaField, areas } from './inputs.ts';
import { handlers, route, ruleTable } from './kit.ts';
import type { Context } from './types.ts';

const planInput = z.object({ reportBy: z.string() });

export const decisions = {
  plan: {
    input: z.strictObject({
      kinds: kindsField,
      areas: fields.some(areaField, 3, '監査の対象 / what it looks at'),
      fewer: fields.textIfNeeded('三つの対象の全てとしない場合、その理由 / where not all three: why', {
        max: 2000,
        reason: true,
      }),
      period: fields.period('監査の対象期間 / period audited'),
      criteriaSet: fields.line('判断基準 / criteria', { choices: 'criteriaSets' }),
      edition: fields.line('統一基準群の版 / edition of the Common Standards series', { choices: 'editions' }),
      document: fields.document('監査計画書 / the plan'),
      reportBy: fields.date('報告の予定日 / the report is due on'),
    }),
    facts: z.object({ common: commonFact.pick({ criteriaSets: true, editions: true }), due: dueFact }),
    asks: ({ input }) => ({ due: { items: [{ id: 'report', date: planInput.parse(input).reportBy }] } }),
    by: ['hqAuditLeader'],
    clause: '5-3',
    room: 'reserved',
    rules: [
      'kindsAsOrdered',
      'allAreasOrWhy',
      'periodInOrder',
      'criteriaRegistered',
      'editionRegistered',
      'reportDateAhead',
    ],
    label: { ja: '本部監査の計画を定める', en: 'plan the audit' },
    groups: [
      { ja: '対象', en: 'what is audited', fields: ['kinds', 'areas', 'fewer', 'period'] },
      { ja: '基準と期日', en: 'criteria and date', fields: ['criteriaSet', 'edition', 'document', 'reportBy'] },
    ],
    why: {
      ja: '本部監査が始まりました。種別、対象及び判断基準を定めます。',
      en: 'The audit has begun: its kinds, what it looks at and its criteria are laid down.',
    },
  },
} as const satisfies Decisions;

export const routes = {
  planned: route({ reads: ['state'], of: ['plan'], test: ({ context }) => context.plan !== undefined }),
};

export const rules = ruleTable({
  kindsAsOrdered: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '年度の計画又は戦略本部の指示にある種別が含まれていません。その種別を全て加えてください。',
    en: 'A kind that the year’s plan or headquarters’ order names is missing. Add every one of them.',
    met: { ja: '命じられた種別を全て含む', en: 'all kinds ordered are in it' },
    test: ({ context, event }) => missingKinds(context, event).length === 0,
    about: ({ context, event }) =>
      missingKinds(context, event).map((kind) => figureThing(0, auditKinds[kind].ja, auditKinds[kind].en)),
    paths: () => ['kinds'],
  },
  allAreasOrWhy: {
    clause: '5-3',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '関係規程等の整備状況、対策の実施状況及びマネジメントの状況のうち、対象としないものがあります。加えるか、理由を書いてください。',
    en: 'Of the rules, their implementation and management not all are looked at. Add what is missing, or say why not.',
    met: { ja: '三つの対象の全て、又は理由がある', en: 'it looks at all three, or says why not' },
    test: ({ event }) => missingAreas(event).length === 0 || fields.isFilled(event.input.fewer),
    about: ({ event }) => missingAreas(event).map((area) => figureThing(0, areas[area].ja, areas[area].en)),
    paths: () => ['areas', 'fewer'],
  },
  periodInOrder: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '監査の対象期間の末日が初日より前です。期間を確かめてください。',
    en: 'The period audited ends before it begins. Check the period.',
    met: { ja: '対象期間の初日は末日より後でない', en: 'the period begins before it ends' },
    test: ({ event: { input } }) => input.period.from <= input.period.to,
    about: ({ event: { input } }) => [dateThing(input.period.from, { bound: 'from' })],
    paths: () => ['period.to'],
  },
  criteriaRegistered: {
    clause: '5-1',
    basis: 'design',
    concerns: 'input',
    reads: ['input', 'facts'],
    ja: '判断基準が登録されていません。比較することのできる、登録された判断基準を選んでください。',
    en: 'The criteria are not registered. Choose registered ones, so that results can be compared.',
    met: { ja: '判断基準が登録されている', en: 'the criteria are registered' },
    test: ({ event: { input, facts } }) => facts.common.criteriaSets.some(({ id }) => id === input.criteriaSet),
    about: ({ event }) => [criteriaSetThing(event.input.criteriaSet)],
    paths: () => ['criteriaSet'],
  },
  editionRegistered: {
    clause: '5-2',
    basis: 'design',
    concerns: 'input',
    reads: ['input', 'facts'],
    ja: '統一基準群の版が登録されていません。登録された版を選んでください。',
    en: 'The edition of the Common Standards series is not registered. Choose a registered one.',
    met: { ja: '統一基準群の版が登録されている', en: 'the edition is registered' },
    test: ({ event: { input, facts } }) => facts.common.editions.some(({ id }) => id === input.edition),
    about: ({ event }) => [bareThing('edition', event.input.edition)],
    paths: () => ['edition'],
  },
  reportDateAhead: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input', 'facts'],
    ja: '報告の予定日が過去の日です。これから来る日にしてください。',
    en: 'The day on which the report is due has passed. It must still lie ahead.',
    met: { ja: '報告の予定日はこれから来る', en: 'the report is due on a day ahead' },
    test: ({ context, event }) => fallsAhead(context, event.facts.due, 'report'),
    about: ({ context }) => [aheadThing(context)],
    paths: () => ['reportBy'],
  },
});

function missingKinds({ kinds }: Context, { input }: EventOf<'plan'>) {
  return kinds.filter((kind) => !input.kinds.includes(kind));
}

function missingAreas({ input }: EventOf<'plan'>) {
  return (['rules', 'implementation', 'management'] as const).filter((area) => !input.areas.includes(area));
}

function planned(context: Context, { actor, input, facts }: EventOf<'plan'>): Change<Context> {
  const { kinds, areas: looked, fewer, period, criteriaSet, edition, document } = input;
  return {
    plan: {
      revision: (context.plan?.revision ?? 0) + 1,
      kinds: withAll([], ...kinds),
      areas: withAll([], ...looked),
      ...(fields.isFilled(fewer) && { fewer }),
      period,
      criteriaSet,
      edition,
      document,
      by: actor.person,
      at: context.at,
    },
    dueItems: reopenedOn(context, facts.due, 'report', { roles: ['hqAuditLeader'] }),
    marks: new Set(looked).size < 3 ? withAll(context.marks, 'fewerAreas') : context.marks,
    documents: withAll(context.documents, document),
  };
}

export const on = {
  /** Until fieldwork begins; a plan may be revised. */
  preparing: handlers(decisions, {
    plan: ways(
      { change: planned, causes: ({ after }) => [toRoles(after, ['centreHead'], 'planned')] },
      { when: 'planned' },
      { target: '.planned' },
    ),
  }),
};
