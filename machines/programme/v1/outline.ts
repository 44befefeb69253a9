/** The outline 概要 of the direction is published (5-5); it names no body that did not agree to that (D). */
import { z } from 'zod';
import {
  fields,
  personThing,
  publicationField,
  publicationOf,
  publishedByToday,
  toRoles,
  withAll,
  type Decisions,
} from '../../kit/v1/index.ts';
import { marksAtTheEnd, passedOn } from './carried.ts';
import { handlers, ruleTable } from './kit.ts';

export const decisions = {
  publishOutline: {
    input: z.strictObject({
      publication: publicationField,
      named: z
        .array(
          z.strictObject({
            organisation: fields.organisation('名称を示した機関 / body named'),
            agreement: fields.document('同意を示す文書 / where it agreed'),
          }),
        )
        .max(300)
        .default([])
        .meta(
          fields.titled('概要で名称を示した機関 / bodies named in the outline', {
            help: '名称を示すのは、同意した機関だけです / only bodies that agreed are named',
          }),
        ),
    }),
    by: ['centreStaff'],
    clause: '5-5',
    room: 'reserved',
    rules: ['directionDecided', 'publisherDidNotEnter', 'publishedByToday', 'extractExplained'],
    label: { ja: '方向性の概要を公表する', en: 'publish the outline of the direction' },
    why: {
      ja: '方向性が決定されました。その概要を公表します。',
      en: 'The direction is decided: its outline is published.',
    },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  directionDecided: {
    clause: '5-5',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '方向性がまだ決定されていません。戦略本部が決定してから、その概要を公表します。',
    en: 'The direction is not decided yet. Its outline is published after headquarters has decided it.',
    met: { ja: '方向性が決定されている', en: 'the direction is decided' },
    test: ({ context }) => context.direction !== undefined,
    remedies: () => ['decideDirection'],
  },
  publisherDidNotEnter: {
    clause: '5-5',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '方向性の決定を決裁から登録した者は、その概要を公表することができません。他の職員が、決裁を確かめて公表します。',
    en: 'Whoever entered the decision of the direction from paper does not publish its outline. Another of the staff looks at the paper and does.',
    met: {
      ja: '決裁の登録とは別の者が概要を公表する',
      en: 'another than who entered the decision publishes the outline',
    },
    test: ({ context: { direction }, event }) =>
      direction?.enteredBy === undefined || ![event.actor.person, event.enteredFor?.by].includes(direction.enteredBy),
    about: ({ context: { direction } }) => [personThing(direction?.enteredBy ?? '')],
    bars: ({ direction }) => (direction?.enteredBy === undefined ? [] : [direction.enteredBy]),
  },
  publishedByToday: publishedByToday('5-5'),
  extractExplained: {
    clause: '5-5',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '公表した文書は、決定された方向性そのものではありません。一部とした理由（概要であること等）を書いてください。',
    en: 'What was published is not the direction itself. Say why only a part of it (that it is the outline, for instance).',
    met: { ja: '一部である理由がある', en: 'it is said why it is a part' },
    test: ({ context, event: { input } }) =>
      input.publication.document === context.direction?.document || fields.isFilled(input.publication.extractReason),
    paths: () => ['publication.extractReason'],
  },
});

export const on = {
  direction: handlers(decisions, {
    publishOutline: {
      target: '#programme.published',
      change: (context, { actor, input: { publication, named } }) => ({
        outline: {
          publication: publicationOf(publication, context.direction?.document ?? ''),
          named,
          by: actor.person,
          at: context.at,
        },
        marks: marksAtTheEnd(context),
        documents: withAll(context.documents, publication.document, ...named.map(({ agreement }) => agreement)),
      }),
      causes: ({ after }) => [
        ...passedOn(after),
        toRoles(after, ['centreHead', 'centreStaff', 'hqAuditLeader'], 'outlinePublished'),
      ],
    },
  }),
};
