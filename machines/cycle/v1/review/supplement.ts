/** Findings that arrive after the evaluation: taken up by the CISO, and covered, before the close (3-19, 3-16). */
import { z } from 'zod';
import { fields, toRoles, withAll, type Decisions } from '../../../kit/v1/index.ts';
import { isCovered, startEffects, started } from '../improvements.ts';
import { improvementsToOpen, reason } from '../inputs.ts';
import { listed } from '../inspect/judgement.ts';
import { handlers, ruleTable } from '../kit.ts';
import { lateFindings } from '../outstanding.ts';

export const decisions = {
  supplement: {
    input: z.strictObject({
      findings: z
        .array(fields.ref('指摘の番号 / finding'))
        .min(1)
        .max(200)
        .meta(fields.titled('評価後の指摘 / findings after the evaluation')),
      improvements: improvementsToOpen,
      reason,
      document: fields.document('補足の文書 / supplement'),
    }),
    by: ['ciso'],
    clause: '3-19',
    room: 'late',
    rules: ['evaluatedFirst', 'supplementsLateFindings', 'supplementCovers', 'coverageKnown'],
    label: { ja: '評価を補足する', en: 'supplement the evaluation' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  supplementsLateFindings: {
    clause: '3-19',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '評価後に報告され、まだ補足されていない指摘だけを挙げてください。',
    en: 'Name only findings reported after the evaluation that no supplement has taken up yet.',
    test: ({ context, event }) => {
      const late = lateFindings(context).map((finding) => finding.ref);
      return event.input.findings.every((item) => late.includes(item));
    },
  },
  supplementCovers: {
    clause: '3-16',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '挙げられた不適合の指摘のうち、改善措置の対象となっていないものがあります。',
    en: 'A nonconformity named here is covered by no improvement.',
    test: ({ context, event }) => {
      const covers = event.input.improvements.flatMap((item) => item.covers);
      return context.findings.every(
        (finding) =>
          finding.grade !== 'nonconformity' ||
          !event.input.findings.includes(finding.ref) ||
          covers.includes(finding.ref) ||
          isCovered(context, finding.ref),
      );
    },
  },
});

export const on = {
  live: handlers(decisions, {
    supplement: {
      change: (context, event) => ({
        supplemented: [...context.supplemented, ...event.input.findings],
        improvements: started(context, listed(context, event.actor.person, event.input.improvements)),
        marks: withAll(context.marks, 'supplemented'),
        documents: withAll(context.documents, event.input.document),
      }),
      causes: ({ before, event }) => [
        ...startEffects(before, listed(before, event.actor.person, event.input.improvements)),
        toRoles(before, ['headOfOfficers', 'promotionOffice'], 'supplemented'),
      ],
    },
  }),
};
