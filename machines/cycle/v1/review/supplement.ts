/** Findings that arrive after the evaluation: taken up by the CISO, and covered, before the close (3-19, 3-16). */
import { z } from 'zod';
import { fields, rowsAt, toRoles, withAll, type Decisions } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { isCovered, startEffects, started } from '../improvements.ts';
import { improvementsToOpen, reason } from '../inputs.ts';
import { listed } from '../inspect/judgement-content.ts';
import { handlers, ruleTable } from '../kit.ts';
import { lateFindings } from '../outstanding.ts';
import { findingThing } from '../things.ts';
import type { Context, Finding } from '../types.ts';

export const decisions = {
  supplement: {
    input: z.strictObject({
      findings: z
        .array(fields.ref('指摘 / finding', { choices: 'lateFindings' }))
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
    why: {
      ja: '評価の後に判明した指摘を、評価に補足します。',
      en: 'Findings that came after the evaluation are added to it.',
    },
  },
} as const satisfies Decisions;

const isLate = (context: Context, ref: string): boolean => lateFindings(context).some((finding) => finding.ref === ref);

/** The nonconformities named that neither these improvements nor earlier ones cover. */
function leftOut(context: Context, { findings, improvements }: EventOf<'supplement'>['input']): readonly Finding[] {
  const covers = improvements.flatMap((item) => item.covers);
  return context.findings.filter(
    ({ grade, ref }) =>
      grade === 'nonconformity' && findings.includes(ref) && !covers.includes(ref) && !isCovered(context, ref),
  );
}

export const rules = ruleTable({
  supplementsLateFindings: {
    clause: '3-19',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '評価後に報告され、まだ補足されていない指摘だけを挙げてください。',
    en: 'Name only findings reported after the evaluation that no supplement has taken up yet.',
    met: {
      ja: '挙げた指摘は全て評価後に報告され、補足されていない',
      en: 'every finding named came after the evaluation and waits',
    },
    test: ({ context, event }) => event.input.findings.every((item) => isLate(context, item)),
    about: ({ context, event }) =>
      event.input.findings.filter((item) => !isLate(context, item)).map((ref) => findingThing(context, ref)),
    paths: ({ context, event }) => rowsAt('findings', event.input.findings, (item) => !isLate(context, item)),
  },
  supplementCovers: {
    clause: '3-16',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '挙げられた不適合の指摘のうち、改善措置の対象となっていないものがあります。改善措置を加えてください。',
    en: 'A nonconformity named here is covered by no improvement. Add one that covers it.',
    met: {
      ja: '挙げた不適合の指摘が全て改善措置の対象となっている',
      en: 'every nonconformity named is covered by an improvement',
    },
    test: ({ context, event }) => leftOut(context, event.input).length === 0,
    about: ({ context, event }) => leftOut(context, event.input).map(({ ref }) => findingThing(context, ref)),
    paths: () => ['improvements'],
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
