/** Findings that arrive after the evaluation: taken up by the CISO, and covered, before the close (3-19, 3-16). */
import { z } from 'zod';
import { all } from '../../../core/index.ts';
import { documentRef, reason, ref } from '../fields.ts';
import { isCovered, startEffects, started } from '../improvements.ts';
import { improvementsToOpen, listed } from '../inspect/judgement.ts';
import { act, cited, marked, notify, rule, type Decisions } from '../kit.ts';
import type { CycleContext, Finding } from '../types.ts';

export const supplementDecisions = {
  supplement: {
    input: z.strictObject({
      findings: z
        .array(ref('指摘の番号 / finding'))
        .min(1)
        .max(200)
        .meta({ description: '評価後の指摘 / findings after the evaluation' }),
      improvements: improvementsToOpen,
      reason,
      document: documentRef('補足の文書 / supplement'),
    }),
    by: ['ciso'],
    clause: '3-19',
    label: { ja: '評価を補足する', en: 'supplement the evaluation' },
  },
} as const satisfies Decisions;

/** Findings after the evaluation that no supplement has taken up. */
export function lateFindings(context: CycleContext): readonly Finding[] {
  return context.findings.filter(
    (finding) => finding.late && finding.grade !== 'goodPractice' && !context.supplemented.includes(finding.ref),
  );
}

export const supplementRules = {
  supplementsLateFindings: rule({
    clause: '3-19',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['supplement'],
    ja: '評価後に報告され、まだ補足されていない指摘だけを挙げてください。',
    en: 'Name only findings reported after the evaluation that no supplement has taken up yet.',
    test: ({ context, event }) => {
      const late = lateFindings(context).map((finding) => finding.ref);
      return event.input.findings.every((item) => late.includes(item));
    },
  }),
  supplementCovers: rule({
    clause: '3-16',
    basis: 'text',
    about: 'input',
    reads: ['state', 'input'],
    of: ['supplement'],
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
  }),
};

export const supplementOn = {
  supplement: act(
    'supplement',
    all('evaluatedFirst', 'supplementsLateFindings', 'supplementCovers', 'coverageKnown'),
    (context, event) => ({
      supplemented: [...context.supplemented, ...event.input.findings],
      improvements: started(context, listed(context, event.actor.person, event.input.improvements)),
      marks: marked(context, 'supplemented'),
      documents: cited(context, event.input.document),
    }),
    (context, event) => [
      ...startEffects(context, listed(context, event.actor.person, event.input.improvements)),
      notify(context, 'supplemented', 'headOfOfficers', 'promotionOffice'),
    ],
  ),
};
