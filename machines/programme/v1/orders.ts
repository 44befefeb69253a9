/** Headquarters orders an audit beside the plan, as needed 必要に応じて (5-3). */
import { z } from 'zod';
import { kindsField, byHeadquarters, bodyKinds, fields, toRoles, withAll, type Decisions } from '../../kit/v1/index.ts';
import { started, startOf } from './audits.ts';
import { handlers } from './kit.ts';
import { bodiesAsked } from './planning.ts';

export const decisions = {
  orderAudit: {
    input: z.strictObject({
      subject: fields.organisation('監査の対象機関 / body to be audited'),
      kinds: kindsField,
      reason: fields.text('命じる理由 / reason'),
      document: fields.document('決裁文書 / document of the decision').optional(),
    }),
    facts: z.object({ bodies: bodyKinds }),
    asks: bodiesAsked,
    ...byHeadquarters,
    clause: '5-3',
    room: 'late',
    rules: ['subjectsExist'],
    label: { ja: '本部監査を命じる', en: 'order an audit' },
  },
} as const satisfies Decisions;

export const on = {
  live: handlers(decisions, {
    orderAudit: {
      change: (context, { input: { subject, kinds, reason, document } }) => {
        const number = context.audits.filter(({ origin }) => origin === 'order').length + 1;
        const audit = { ref: `order/${number}`, subject, kinds, origin: 'order' as const, reason };
        return {
          audits: [...context.audits, started(context, audit)],
          marks: withAll(context.marks, 'ordered'),
          documents: withAll(context.documents, document),
        };
      },
      causes: ({ before, after }) => [
        ...after.audits.slice(before.audits.length).map((audit) => startOf(after, audit)),
        toRoles(after, ['centreHead', 'hqAuditLeader'], 'auditOrdered'),
      ],
    },
  }),
};
