/** Carrying out the plan: reports on its measures, from 1 April and the plan's approval on (3-11). */
import { z } from 'zod';
import type { LocalDate } from '../../../../model/identifiers.ts';
import {
  bareThing,
  dateInJapan,
  dateThing,
  fields,
  registersFact,
  withAll,
  type Change,
  type Decisions,
} from '../../../kit/v1/index.ts';
import type { Thing } from '../../../core/index.ts';
import type { EventOf } from '../events.ts';
import { handlers, route, ruleTable } from '../kit.ts';
import { actsForPost } from '../officers.ts';
import { ownedThing, planFirst } from '../things.ts';
import { withMeasuresMet } from './measure-dates.ts';
import type { Context } from '../types.ts';

export const decisions = {
  reportMeasure: {
    input: z.strictObject({
      measure: fields.ref('対策 / measure', { choices: 'measuresToReport' }),
      status: fields.oneOf('実施状況 / status', {
        underway: '実施中 / under way',
        done: '実施済み / done',
        notDone: '未実施 / not done',
      }),
      evidence: z.array(fields.document('証跡 / evidence')).min(1).max(20).meta(fields.titled('証跡 / evidence')),
      note: fields.ruledText('備考 / note').optional(),
    }),
    facts: z.object({ registers: registersFact.pick({ plan: true }) }),
    by: ['anyone'],
    clause: '3-11',
    rules: [
      { rule: 'measureInPlan', only: 'operating' },
      { rule: 'ownsMeasure', only: 'operating' },
      { rule: 'measureInLastPlan', only: '!operating' },
      { rule: 'ownsInterimMeasure', only: '!operating' },
    ],
    label: { ja: '対策の実施状況を報告する', en: 'report a measure' },
    why: {
      ja: '計画の対策の担当職として、実施状況を報告します。',
      en: 'The post that owns a measure of the plan reports how far it is carried out.',
    },
  },
} as const satisfies Decisions;

/** True from the later of 1 April and the approval of the plan: from then on work counts (3-9, 3-11). */
export function isOperating(context: Context): boolean {
  return context.plan.approved !== undefined && context.at >= context.yearBegins;
}

/** True when a day lies in the year and its plan already stood: what was done before does not rest on the plan. */
export function isUnderPlan(context: Context, date: LocalDate): boolean {
  const since = context.plan.approved?.since;
  return since !== undefined && date >= since && date >= dateInJapan(context.yearBegins);
}

/** The first day of which work counts as done under the plan. */
export function underPlanSince({ plan, yearBegins }: Context): Thing {
  const begins = dateInJapan(yearBegins);
  const since = plan.approved?.since ?? begins;
  return dateThing(since > begins ? since : begins, { bound: 'from' });
}

const measureOf = (context: Context, id: string) => context.plan.approved?.measures.find((known) => known.id === id);
const interimOf = (event: EventOf<'reportMeasure'>) =>
  event.facts.registers.plan?.measures.find((known) => known.id === event.input.measure);

export const rules = ruleTable({
  measureInPlan: {
    clause: '3-11',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '取組は計画に基づいて実施します。その番号の対策は承認済みの計画にありません。番号を確認するか、計画を変更してください。',
    en: 'Work is carried out under the plan. The approved plan has no measure with that number. Check the number, or amend the plan.',
    met: { ja: '承認済みの計画にある対策である', en: 'the measure is one of the approved plan' },
    test: ({ context, event }) => measureOf(context, event.input.measure) !== undefined,
    about: ({ event }) => [bareThing('measure', event.input.measure)],
    paths: () => ['measure'],
    remedies: () => ['submitPlanAmendment'],
  },
  measureInLastPlan: {
    clause: '3-11',
    basis: 'text',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '今年度の計画が未承認か、年度が始まっていません。それまでは直近に承認された計画の対策だけを報告できますが、その番号の対策はありません。',
    en: 'This year’s plan is not approved, or the year has not begun. Until then only measures of the last approved plan may be reported, and it has none with that number.',
    met: { ja: '直近に承認された計画にある対策である', en: 'the measure is one of the last approved plan' },
    test: ({ event }) => interimOf(event) !== undefined,
    about: ({ event }) => [bareThing('measure', event.input.measure)],
    paths: () => ['measure'],
    remedies: ({ context }) => (context.plan.approved === undefined ? planFirst(context) : []),
  },
  ownsMeasure: {
    clause: '3-11',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input'],
    ja: '対策を担当する役職にある者か、その上位の責任者が報告します。その役職者に依頼してください。',
    en: 'Whoever holds the post that owns the measure reports it, or an officer above. Ask that person.',
    met: {
      ja: '対策の担当の役職にある者又はその上位の責任者である',
      en: 'the post that owns the measure, or an officer above, reports it',
    },
    test: ({ context, event }) => {
      const measure = measureOf(context, event.input.measure);
      return measure === undefined || actsForPost(context, event, measure.owner);
    },
    about: ({ context, event }) => {
      const measure = measureOf(context, event.input.measure);
      return measure === undefined ? [] : [ownedThing(measure)];
    },
  },
  ownsInterimMeasure: {
    clause: '3-11',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input', 'facts'],
    ja: '直近の計画でその対策を担当する役職にある者か、その上位の責任者が報告します。その役職者に依頼してください。',
    en: 'Whoever holds the post that owns the measure in the last plan reports it, or an officer above. Ask that person.',
    met: {
      ja: '直近の計画で対策を担当する役職にある者又はその上位の責任者である',
      en: 'the post that owns the measure in the last plan, or an officer above, reports it',
    },
    test: ({ context, event }) => {
      const measure = interimOf(event);
      return measure === undefined || actsForPost(context, event, measure.owner);
    },
    about: ({ event }) => {
      const measure = interimOf(event);
      return measure === undefined ? [] : [ownedThing(measure)];
    },
  },
});
export const routes = {
  operating: route({ reads: ['state'], of: ['reportMeasure'], test: ({ context }) => isOperating(context) }),
};

function reportChange(context: Context, event: EventOf<'reportMeasure'>, interim: boolean): Change<Context> {
  const { measure, status, evidence } = event.input;
  const key = interim ? `interim:${measure}` : measure;
  return withMeasuresMet(context, {
    measureReports: { ...context.measureReports, [key]: { status, at: context.at, interim } },
    documents: withAll(context.documents, ...evidence),
    marks: interim ? withAll(context.marks, 'interim') : context.marks,
  });
}

export const on = {
  live: handlers(decisions, {
    reportMeasure: [
      { routes: ['operating'], change: (context, event) => reportChange(context, event, false) },
      { routes: ['!operating'], change: (context, event) => reportChange(context, event, true) },
    ],
  }),
};
