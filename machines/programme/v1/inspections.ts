/** Inspections of how bodies operate 点検 (2-4, 5-3): drafts of the common standards rest on them. */
import { z } from 'zod';
import { dateInJapan, dateThing, fields, isPastOrToday, withAll, type Decisions } from '../../kit/v1/index.ts';
import { handlers, ruleTable } from './kit.ts';

export const decisions = {
  recordInspection: {
    input: z.strictObject({
      period: fields.period('点検の対象期間 / period inspected'),
      bodies: z
        .array(fields.organisation('点検した機関 / body inspected'))
        .min(1)
        .max(300)
        .meta(fields.titled('点検した機関 / bodies inspected')),
      document: fields.document('点検結果 / result'),
    }),
    by: ['centreStaff'],
    clause: '2-4',
    room: 'late',
    rules: ['periodInspectedIsOver'],
    label: { ja: '運用の点検結果を記録する', en: 'record an inspection' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  periodInspectedIsOver: {
    clause: '2-4',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '点検の対象期間が、初日より前に終わっているか、まだ終わっていません。終わった期間を指定してください。',
    en: 'The period inspected ends before it begins, or is not over yet. Give a period that is over.',
    met: { ja: '点検の対象期間は終わっている', en: 'the period inspected is over' },
    test: ({ context, event: { input } }) =>
      input.period.from <= input.period.to && isPastOrToday(input.period.to, context.at),
    about: ({ context }) => [dateThing(dateInJapan(context.at), { bound: 'until' })],
    paths: () => ['period.to'],
  },
});

export const on = {
  live: handlers(decisions, {
    recordInspection: {
      change: (context, { actor, input: { period, bodies, document } }) => ({
        inspections: [
          ...context.inspections,
          {
            number: context.inspections.length + 1,
            period,
            bodies: withAll([], ...bodies),
            document,
            by: actor.person,
            at: context.at,
          },
        ],
        documents: withAll(context.documents, document),
      }),
    },
  }),
};
