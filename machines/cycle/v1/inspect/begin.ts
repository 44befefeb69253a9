/** The inspection begins: by the head of information security officers, or by the calendar (3-12). */
import { z } from 'zod';
import { all } from '../../../core/index.ts';
import { act, notify, rule, type Decisions } from '../kit.ts';

export const beginDecisions = {
  beginInspection: {
    input: z.strictObject({}),
    by: ['headOfOfficers'],
    clause: '3-12',
    label: { ja: '点検を開始する', en: 'begin the inspection' },
  },
} as const satisfies Decisions;

/** What inspects or evaluates the year: refused in planning by the clause, not by absence. */
export const restingOnPlan = [
  'beginInspection',
  'recordSelfInspection',
  'recordEffect',
  'recordResultingState',
  'recordNoAudit',
  'proposeJudgement',
  'judge',
  'evaluate',
] as const;

export const beginRules = {
  planStandsForInspection: rule({
    clause: '3-12',
    basis: 'text',
    about: 'state',
    reads: ['state'],
    of: [...restingOnPlan],
    ja: '点検と評価は、対策推進計画に基づく取組について行います。先に計画の承認を受けてください。',
    en: 'Inspection and evaluation are of the work under the plan. Have the plan approved first.',
    test: ({ context }) => context.plan.approved !== undefined,
  }),
  yearHasBegun: rule({
    clause: '3-12',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['beginInspection'],
    ja: '年度がまだ始まっていません。4月1日以降に点検を開始してください。',
    en: 'The fiscal year has not begun. Begin the inspection on or after 1 April.',
    test: ({ context }) => context.at >= context.yearBegins,
  }),
};

export const beginOn = {
  beginInspection: act(
    'beginInspection',
    all('planStandsForInspection', 'yearHasBegun'),
    (context) => ({ inspection: { ...context.inspection, begun: context.at } }),
    (context) => [notify(context, 'inspectionBegun', 'officer', 'divisionOfficer', 'promotionOffice')],
  ),
  inspectionBegins: act(
    'inspectionBegins',
    undefined,
    (context) => ({ inspection: { ...context.inspection, begun: context.at } }),
    (context) => [notify(context, 'inspectionBegun', 'officer', 'divisionOfficer', 'promotionOffice')],
  ),
};
