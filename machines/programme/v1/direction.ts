/** Headquarters decides the direction 方向性 of measures for all bodies (5-5) – or that this year has none. */
import { z } from 'zod';
import {
  byHeadquarters,
  dayDecided,
  documentThings,
  fields,
  met,
  toRoles,
  withAll,
  type Decisions,
} from '../../kit/v1/index.ts';
import { marksAtTheEnd, passedOn } from './carried.ts';
import { handlers, ruleTable } from './kit.ts';

export const decisions = {
  decideDirection: {
    input: z.strictObject({
      issues: fields.document('踏まえた課題の取りまとめ / the issues it rests on'),
      document: fields.document('方向性 / the direction'),
    }),
    ...byHeadquarters,
    clause: '5-5',
    room: 'reserved',
    rules: ['issuesCompiled', 'namesPresentIssues', 'directionNotDecided'],
    label: { ja: '方向性を決定する', en: 'decide the direction' },
    why: {
      ja: '課題が取りまとめられました。政府機関等全体の方向性を決定します。',
      en: 'The issues are compiled: the direction for all bodies is decided.',
    },
    irreversible: true,
  },
  closeWithout: {
    input: z.strictObject({
      reason: fields.text('方向性を取りまとめない理由 / why there is no direction'),
      document: fields.document('決裁文書 / document of the decision').optional(),
    }),
    ...byHeadquarters,
    clause: '5-5',
    room: 'always',
    rules: ['directionNotDecided'],
    label: { ja: '方向性を取りまとめずに終える', en: 'close without a direction' },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  issuesCompiled: {
    clause: '5-5',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '監査結果からの課題がまだ取りまとめられていません。課題を把握してから方向性を決定します。',
    en: 'The issues are not compiled from the audits yet. They are grasped before the direction is decided.',
    met: { ja: '課題が取りまとめられている', en: 'the issues are compiled' },
    test: ({ context }) => context.compilation !== undefined,
    remedies: () => ['compileIssues'],
  },
  namesPresentIssues: {
    clause: '5-5',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '示された課題の取りまとめは、現在のものではありません。現在の文書を示してください。',
    en: 'The issues named are not the present ones. Name the document as it stands.',
    met: { ja: '現在の課題の取りまとめを示している', en: 'the present issues are named' },
    test: ({ context, event }) => context.compilation?.document === event.input.issues,
    about: ({ context, event }) => documentThings(context.compilation?.document, event.input.issues),
    paths: () => ['issues'],
  },
  directionNotDecided: {
    clause: '5-5',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '方向性は既に決定されており、改めることはできません。概要を公表して終えます。',
    en: 'The direction is decided already. The year ends with the publication of its outline.',
    met: { ja: '方向性はまだ決定されていない', en: 'the direction is not decided yet' },
    test: ({ context }) => context.direction === undefined,
    about: ({ context }) => documentThings(context.direction?.document),
    remedies: () => ['publishOutline'],
  },
});

export const on = {
  live: handlers(decisions, {
    closeWithout: {
      target: '#programme.withoutDirection',
      change: (context, { actor, input: { reason, document } }) => ({
        withoutDirection: { by: actor.person, at: context.at, reason },
        dueItems: met(context, 'plan', 'direction'),
        marks: withAll(marksAtTheEnd(context), 'withoutDirection'),
        documents: withAll(context.documents, document),
      }),
      causes: ({ after }) => [
        ...passedOn(after),
        toRoles(after, ['centreHead', 'centreStaff', 'hqAuditLeader'], 'closedWithout'),
      ],
    },
  }),
  direction: handlers(decisions, {
    decideDirection: {
      target: '.decided',
      change: (context, event) => ({
        direction: {
          document: event.input.document,
          on: dayDecided(context, event),
          by: event.actor.person,
          at: context.at,
          ...(event.enteredFor !== undefined && { enteredBy: event.enteredFor.by }),
        },
        dueItems: met(context, 'direction'),
        documents: withAll(context.documents, event.input.document),
      }),
      causes: ({ after }) => [toRoles(after, ['centreHead', 'centreStaff'], 'directionDecided')],
    },
  }),
};
