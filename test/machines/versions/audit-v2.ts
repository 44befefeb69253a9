/**
 * What `machines/audit/v2/index.ts` would be if one rule of the audit were amended: departments get at least five days to
 * comment. Everything else is version 1's, which stays as it is for the audits that began with it.
 */
import { auditV1 } from '../../../machines/audit/v1/index.ts';
import { ruleTable } from '../../../machines/audit/v1/kit.ts';
import type { Procedure } from '../../../machines/core/index.ts';
import { amended, dateInJapan, daysBetween } from '../../../machines/kit/v1/index.ts';

const LEAST = 5;

export const auditV2: Procedure = amended(auditV1, {
  version: 2,
  rules: ruleTable({
    commentDateAhead: {
      clause: '3-15',
      basis: 'design',
      concerns: 'input',
      reads: ['state', 'input'],
      ja: '意見の期限は、今日から五日以上先の日にしてください。',
      en: 'The comment date must lie at least five days ahead.',
      met: { ja: '意見の期限まで五日以上ある', en: 'the comment date lies at least five days ahead' },
      test: ({ context, event }) => daysBetween(dateInJapan(context.at), event.input.commentDate) >= LEAST,
    },
  }),
});
