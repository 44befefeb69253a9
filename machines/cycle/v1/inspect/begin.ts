/** The inspection begins: by the head of information security officers, or by the calendar (3-12). */
import { z } from 'zod';
import { join, notYet, toRoles, type Decisions } from '../../../kit/v1/index.ts';
import { handlers, ruleTable } from '../kit.ts';
import { planFirst, yearBeginsThing } from '../things.ts';
import { times } from '../timers.ts';
import type { Context } from '../types.ts';

export const decisions = {
  beginInspection: {
    input: z.strictObject({}),
    by: ['headOfOfficers'],
    clause: '3-12',
    room: 'reserved',
    rules: ['planStandsForInspection', 'yearHasBegun'],
    label: { ja: '点検を開始する', en: 'begin the inspection' },
    why: {
      ja: '点検の時期に、統括情報セキュリティ責任者が点検を開始します。',
      en: 'The inspection is begun when its time has come.',
    },
  },
} as const satisfies Decisions;

/** Where the inspection is recorded; whatever comes after a proposal leads back there. */
export const recording = '#cycle.live.year.check.inspecting.recording';

/** In planning, whatever inspects or evaluates the year is too early: refused by the clause, not by absence. */
export const beforePlan = notYet('planStandsForInspection');

export const rules = ruleTable({
  planStandsForInspection: {
    clause: '3-12',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '点検と評価は、対策推進計画に基づく取組について行います。先に計画の承認を受けてください。',
    en: 'Inspection and evaluation are of the work under the plan. Have the plan approved first.',
    met: { ja: '対策推進計画が承認されている', en: 'the plan is approved' },
    test: ({ context }) => context.plan.approved !== undefined,
    remedies: ({ context }) => planFirst(context),
  },
  yearHasBegun: {
    clause: '3-12',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '年度がまだ始まっていません。4月1日以降に点検を開始してください。',
    en: 'The fiscal year has not begun. Begin the inspection on or after 1 April.',
    met: { ja: '年度が始まっている', en: 'the fiscal year has begun' },
    test: ({ context }) => context.at >= context.yearBegins,
    about: ({ context }) => [yearBeginsThing(context)],
  },
});

const begun = {
  target: 'inspecting',
  change: (context: Context) => ({ inspection: { ...context.inspection, begun: context.at } }),
  causes: ({ after }: { after: Context }) => [
    toRoles(after, ['officer', 'divisionOfficer', 'promotionOffice'], 'inspectionBegun'),
  ],
} as const;

export const on = {
  planning: handlers(decisions, { beginInspection: beforePlan }),
  running: join(handlers(decisions, { beginInspection: begun }), handlers(times, { inspectionBegins: begun })),
};
