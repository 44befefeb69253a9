/** What the information security committee said before standards and plan, where the body's rules ask for it (6-4). */
import { z } from 'zod';
import { fields, isPastOrToday, withAll, type Decisions } from '../../../kit/v1/index.ts';
import { handlers, ruleTable } from '../kit.ts';
import type { Context } from '../types.ts';

export const decisions = {
  recordDeliberation: {
    input: z.strictObject({
      subjects: z
        .array(z.enum(['standards', 'plan']))
        .min(1)
        .max(2)
        .describe('対象（対策基準・対策推進計画） / what was deliberated'),
      form: z.enum(['meeting', 'circulation']).describe('会議又は持ち回り / meeting or circulation'),
      heldOn: fields.date('開催日 / date'),
      attended: fields.count('出席者数 / attendance'),
      opinion: fields.text('意見 / opinion'),
      document: fields.document('議事録等 / minutes'),
    }),
    by: ['promotionOffice'],
    clause: '6-4',
    room: 'reserved',
    rules: ['deliberationHeld'],
    label: { ja: '委員会の審議を記録する', en: 'record the committee’s deliberation' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  deliberationHeld: {
    clause: '6-4',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    ja: '開催日が将来又は存在しない日付です。開催後に記録してください。',
    en: 'The date lies in the future or does not exist. Record the deliberation after it was held.',
    test: ({ context, event }) => isPastOrToday(event.input.heldOn, context.at),
  },
});

/** True when the committee has deliberated on the subject since its last approval. */
export function deliberatedOn(context: Context, subject: 'standards' | 'plan'): boolean {
  const approved = context[subject].approved?.at ?? 0;
  return context.deliberations.some((held) => held.subject === subject && held.at > approved);
}

export const on = {
  live: handlers(decisions, {
    recordDeliberation: {
      change: (context, { input: { subjects, document } }) => ({
        deliberations: [
          ...context.deliberations,
          ...subjects.map((subject) => ({ subject, document, at: context.at })),
        ].slice(-20),
        documents: withAll(context.documents, document),
      }),
    },
  }),
};
