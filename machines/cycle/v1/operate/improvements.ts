/** Opening an improvement at any time of the year, whatever it comes from (3-16). */
import { z } from 'zod';
import { asTyped, fields, rowsAt, toRoles, type Cover, type Decisions } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { coverable, startEffects, started, type ToStart } from '../improvements.ts';
import { clause, improvementSource, improvementTitle, needsAudit } from '../inputs.ts';
import { handlers, ruleTable } from '../kit.ts';
import { findingThing } from '../things.ts';
import type { Context } from '../types.ts';

export const decisions = {
  openImprovement: {
    input: z.strictObject({
      title: improvementTitle,
      source: improvementSource,
      covers: z
        .array(
          z.strictObject({ ref: fields.ref('指摘等 / finding or other reference', { choices: 'toCover' }), clause }),
        )
        .min(1)
        .max(100)
        .meta(fields.titled('対象とする指摘等 / what it covers')),
      department: fields.department('部署 / department').optional(),
      needsAudit,
    }),
    by: ['headOfOfficers', 'ciso', 'auditOfficer', 'promotionOffice'],
    clause: '3-16',
    room: 'reserved',
    rules: ['coversKnown'],
    label: { ja: '改善措置を開始する', en: 'open an improvement' },
  },
} as const satisfies Decisions;

/** What is said to come from an audit or the judgement, and this year does not know. */
function unknownCovers(context: Context, { input }: EventOf<'openImprovement'>): typeof input.covers {
  if (!['audit', 'judgement'].includes(input.source)) return [];
  return input.covers.filter(({ ref }) => coverable(context, ref) === undefined);
}

export const rules = ruleTable({
  coversKnown: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の監査の指摘又は判断はこの年度にありません。番号を確認してください。',
    en: 'This year knows no audit finding or judgement with that reference. Check it.',
    met: {
      ja: '対象とする指摘又は判断が全てこの年度にある',
      en: 'this year knows every finding or judgement to be covered',
    },
    test: ({ context, event }) => unknownCovers(context, event).length === 0,
    about: ({ context, event }) => unknownCovers(context, event).map(({ ref }) => findingThing(context, ref)),
    paths: ({ context, event }) => {
      const unknown = unknownCovers(context, event);
      return rowsAt('covers', event.input.covers, (item) => unknown.includes(item), 'ref');
    },
  },
});

function toStart(context: Context, event: EventOf<'openImprovement'>): readonly ToStart[] {
  const { title, source, covers, department, needsAudit } = event.input;
  return [
    {
      title: asTyped(title),
      source,
      openedBy: event.actor.person,
      needsAudit,
      ...(department === undefined ? {} : { department }),
      covers: covers.map(
        (item): Cover =>
          coverable(context, item.ref) ?? {
            ref: item.ref,
            source,
            clause: item.clause,
            ...(department === undefined ? {} : { department }),
          },
      ),
    },
  ];
}

export const on = {
  live: handlers(decisions, {
    openImprovement: {
      change: (context, event) => ({ improvements: started(context, toStart(context, event)) }),
      causes: ({ before, event }) => [
        ...startEffects(before, toStart(before, event)),
        toRoles(before, ['headOfOfficers'], 'improvementOpened'),
      ],
    },
  }),
};
