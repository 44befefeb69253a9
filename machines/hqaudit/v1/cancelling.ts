/** Headquarters cancels an audit 中止, with its reason, before it is reported (5-3). */
import { z } from 'zod';
import { byHeadquarters, fields, toRoles, withAll, type Decisions } from '../../kit/v1/index.ts';
import { handlers } from './kit.ts';
import { subjectPosts } from './subject.ts';

export const decisions = {
  cancel: {
    input: z.strictObject({
      reason: fields.text('中止の理由 / reason'),
      document: fields.document('決裁文書 / document of the decision').optional(),
    }),
    ...byHeadquarters,
    clause: '5-3',
    room: 'always',
    rules: [],
    label: { ja: '本部監査を中止する', en: 'cancel the audit' },
    irreversible: true,
  },
} as const satisfies Decisions;

export const on = {
  live: handlers(decisions, {
    cancel: {
      target: '#hqaudit.cancelled',
      change: (context, { actor, input: { reason, document } }) => ({
        cancelled: { by: actor.person, at: context.at, reason },
        marks: withAll(context.marks, 'cancelled'),
        documents: withAll(context.documents, document),
      }),
      causes: ({ after }) => [
        toRoles(after, ['centreHead', 'centreStaff', 'hqAuditLeader'], 'cancelled'),
        toRoles({ organisation: after.addressee }, subjectPosts, 'cancelled'),
      ],
    },
  }),
};
