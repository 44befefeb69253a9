/** What the information security committee said before standards and plan, where the body's rules ask for it (6-4). */
import { z } from 'zod';
import { all } from '../../../core/index.ts';
import { isPastOrToday } from '../calendar.ts';
import { count, dateRef, documentRef, prose } from '../fields.ts';
import { act, cited, rule, type Decisions } from '../kit.ts';
import type { CycleContext } from '../types.ts';

export const deliberationDecisions = {
  recordDeliberation: {
    input: z.strictObject({
      subjects: z
        .array(z.enum(['standards', 'plan']))
        .min(1)
        .max(2)
        .meta({ description: '対象（対策基準・対策推進計画） / what was deliberated' }),
      form: z.enum(['meeting', 'circulation']).meta({ description: '会議又は持ち回り / meeting or circulation' }),
      heldOn: dateRef('開催日 / date'),
      attended: count('出席者数 / attendance'),
      opinion: prose('意見 / opinion'),
      document: documentRef('議事録等 / minutes'),
    }),
    by: ['promotionOffice'],
    clause: '6-4',
    label: { ja: '委員会の審議を記録する', en: 'record the committee’s deliberation' },
  },
} as const satisfies Decisions;

export const deliberationRules = {
  deliberationHeld: rule({
    clause: '6-4',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['recordDeliberation'],
    ja: '開催日が将来又は存在しない日付です。開催後に記録してください。',
    en: 'The date lies in the future or does not exist. Record the deliberation after it was held.',
    test: ({ context, event }) => isPastOrToday(event.input.heldOn, context.at),
  }),
};

/** True when the committee has deliberated on the subject since its last approval. */
export function deliberatedOn(context: CycleContext, subject: 'standards' | 'plan'): boolean {
  const approved = context[subject].approved?.at ?? 0;
  return context.deliberations.some((held) => held.subject === subject && held.at > approved);
}

export const deliberationOn = {
  recordDeliberation: act('recordDeliberation', all('deliberationHeld'), (context, event) => ({
    deliberations: [
      ...context.deliberations,
      ...event.input.subjects.map((subject) => ({ subject, document: event.input.document, at: context.at })),
    ].slice(-20),
    documents: cited(context, event.input.document),
  })),
};
