/** Guidance to designated corporations (4-4), and the day-to-day contact with every agency (6-5, a recommendation). */
import { z } from 'zod';
import {
  emptyFields,
  fields,
  happenedByToday,
  organisationThing,
  toRoles,
  withAll,
  type Decisions,
} from '../../kit/v1/index.ts';
import { ministriesField, ofMinistries } from './competence.ts';
import type { JudgedBy } from './events.ts';
import { handlers, ruleTable } from './kit.ts';
import { changedParts, isIncorporated } from './types.ts';

const ofStaff = { by: ['supervisingStaff', 'manager'], bodies: ofMinistries } as const;

export const decisions = {
  recordGuidance: {
    input: z.strictObject({
      ministries: ministriesField,
      on: fields.date('指導等を行った日 / day of the guidance'),
      basis: fields.ruledText('個別の根拠法とその条項 / the law it rests on, with its article', { max: 500 }),
      document: fields.document('指導等の文書 / document'),
    }),
    ...ofStaff,
    clause: '4-4',
    room: 'late',
    rules: ['ministriesHaveParts', 'actsForOwnMinistry', 'isDesignated', 'guidanceHasBasis', 'hasHappened'],
    label: { ja: '指定法人への指導等を記録する', en: 'record guidance' },
    why: {
      ja: '指定法人には、個別の根拠法に基づいて必要な指導等を行います。',
      en: 'A designated corporation is guided on the basis of the law of its own.',
    },
  },
  needNoGuidance: {
    input: z.strictObject({
      ministries: ministriesField,
      reason: fields.text('指導等を要しない理由 / why none is needed', { max: 2000 }),
    }),
    ...ofStaff,
    clause: '4-4',
    room: 'late',
    rules: ['ministriesHaveParts', 'actsForOwnMinistry', 'isDesignated'],
    insteadOf: ['recordGuidance'],
    label: { ja: '指導等を要しないことを記録する', en: 'record that no guidance is needed' },
  },
  recordContact: {
    input: z.strictObject({
      ministries: ministriesField,
      on: fields.date('連絡した日 / day of the contact'),
      matter: fields.text('連絡の内容 / what about', { max: 2000 }),
    }),
    ...ofStaff,
    clause: '6-5',
    rules: ['ministriesHaveParts', 'actsForOwnMinistry', 'hasHappened'],
    label: { ja: '法人との連絡を記録する', en: 'record a contact' },
    why: {
      ja: '情報の重要性の認識を、日頃から所管の法人と共有します。',
      en: 'What the public expects of the information held is shared with the agency day by day.',
    },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  isDesignated: {
    clause: '4-4',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '個別の根拠法に基づく指導等は、指定法人に対して行うものです。独立行政法人には目標で示します。',
    en: 'Guidance on the basis of a law of its own is for designated corporations. An incorporated agency is set objectives.',
    met: { ja: '指定法人である', en: 'it is a designated corporation' },
    test: ({ context }) => !isIncorporated(context),
    about: ({ context }) => [organisationThing(context.organisation)],
    remedies: () => ['recordObjective'],
  },
  guidanceHasBasis: {
    clause: '4-4',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '指導等の根拠となる個別の根拠法が示されていません。',
    en: 'The law on which the guidance rests is not named.',
    met: { ja: '個別の根拠法に基づいている', en: 'the guidance rests on a law' },
    test: ({ event }) => fields.isFilled(event.input.basis),
    paths: ({ event }) => emptyFields(event.input, 'basis'),
  },
  hasHappened: happenedByToday<JudgedBy<'hasHappened'>>('6-5', ['on', ({ input }) => input.on], {
    ja: '日付が将来です。行ってから記録してください。',
    en: 'The day is still to come. Record it once it has happened.',
    met: { ja: '既に行われた', en: 'it has happened' },
  }),
});

export const on = {
  objectives: handlers(decisions, {
    recordGuidance: {
      target: '.recorded',
      change: (context, { actor, input: { ministries, ...guidance } }) => ({
        parts: changedParts(context, ministries, ({ guidances }) => ({
          guidances: [...guidances, { by: actor.person, at: context.at, ...guidance }],
        })),
        documents: withAll(context.documents, guidance.document),
      }),
      causes: ({ after }) => [toRoles(after, ['ciso', 'promotionOffice'], 'guided')],
    },
    needNoGuidance: {
      target: '.recorded',
      change: (context, { actor, input: { ministries, reason } }) => ({
        parts: changedParts(context, ministries, () => ({ noGuidance: { by: actor.person, at: context.at, reason } })),
        marks: withAll(context.marks, 'noGuidance'),
      }),
    },
    recordContact: {
      change: (context, { actor, input: { ministries, on: day, matter } }) => ({
        parts: changedParts(context, ministries, ({ contacts }) => ({
          contacts: [...contacts, { by: actor.person, at: context.at, on: day, matter }],
        })),
      }),
    },
  }),
};
