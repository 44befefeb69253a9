/** Headquarters decides the year's basic policy of its audits (5-3); it names no bodies. */
import { z } from 'zod';
import { byHeadquarters, fields, toRoles, withAll, type Decisions } from '../../kit/v1/index.ts';
import { handlers } from './kit.ts';

export const decisions = {
  recordAuditPolicy: {
    input: z.strictObject({ document: fields.document('本部監査の基本方針 / basic policy of the audits') }),
    ...byHeadquarters,
    clause: '5-3',
    room: 'late',
    rules: [],
    label: { ja: '本部監査の基本方針を決定する', en: 'decide the basic policy of headquarters’ audits' },
    why: {
      ja: '年度の監査計画は、戦略本部の基本方針に基づいて作ります。',
      en: 'The year’s plan of audits rests on headquarters’ basic policy.',
    },
  },
} as const satisfies Decisions;

export const on = {
  /** At any time: it may be amended, and a plan made before stays as it is. */
  plan: handlers(decisions, {
    recordAuditPolicy: {
      change: (context, { actor, input: { document } }) => ({
        policy: { version: (context.policy?.version ?? 0) + 1, document, by: actor.person, at: context.at },
        documents: withAll(context.documents, document),
      }),
      causes: ({ after }) => [toRoles(after, ['centreHead', 'centreStaff'], 'policyDecided')],
    },
  }),
};
