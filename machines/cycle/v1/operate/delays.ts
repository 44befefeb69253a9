/** Why something is late 遅延の理由: said by the post that owes it. It stays overdue, and whoever sees that sees why. */
import { z } from 'zod';
import { dateInJapan, fields, openItem, postsHeld, standsIn, toRoles, type Decisions } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { handlers, ruleTable } from '../kit.ts';
import { actsForPost, isAboveAll, isOfficerOf } from '../officers.ts';
import type { Context } from '../types.ts';
import { isOfMeasures, missingAt, openMeasures } from './measure-dates.ts';

export const decisions = {
  explainDelay: {
    input: z.strictObject({
      item: fields.ref('期限の過ぎた事項 / what is overdue'),
      reason: fields.line('遅れている理由 / why it is late'),
      expectedOn: fields.date('見込みの日 / day on which it is expected'),
    }),
    by: ['anyone'],
    clause: '3-11',
    room: 'reserved',
    rules: ['itemIsOverdue', 'owesTheItem', 'expectedAhead'],
    label: { ja: '遅延の理由を述べる', en: 'explain a delay' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  itemIsOverdue: {
    clause: '3-11',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その事項は期限を過ぎていないか、既に済んでいます。期限を過ぎた事項の一覧から選んでください。',
    en: 'That is not overdue, or it has been done. Choose from the list of what is overdue.',
    test: ({ context, event }) => (openItem(context, event.input.item)?.due ?? Infinity) <= context.at,
  },
  owesTheItem: {
    clause: '3-11',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input'],
    ja: '遅延の理由は、その事項を担当する役職にある人か、その上位の責任者が述べます。',
    en: 'Whoever holds the post that owes it explains the delay, or an officer above.',
    test: ({ context, event }) => owes(context, event),
  },
  expectedAhead: {
    clause: '3-11',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '見込みの日には今日以後の日を記入してください。',
    en: 'The day on which it is expected is today or later.',
    test: ({ context, event }) => event.input.expectedOn >= dateInJapan(context.at),
  },
});

function owes(context: Context, event: EventOf<'explainDelay'>): boolean {
  const item = openItem(context, event.input.item);
  if (item === undefined) return isAboveAll(context, event);
  if (missingAt(context, item).some((department) => isOfficerOf(context, event, department))) return true;
  if (isOfMeasures(item)) return openMeasures(context, item).some(({ owner }) => actsForPost(context, event, owner));
  const { roles, department } = item;
  const holds = postsHeld(context, event).some(
    (held) => roles.includes(held.role) && (department === undefined || held.department === department),
  );
  return holds || isAboveAll(context, event) || standsIn(context, event, ...roles);
}

export const on = {
  live: handlers(decisions, {
    explainDelay: {
      change: (context, { actor, input: { item, reason, expectedOn } }) => ({
        dueItems: context.dueItems.map((known) =>
          known.id === item && known.met === undefined
            ? { ...known, explained: { by: actor.person, at: context.at, reason, expectedOn } }
            : known,
        ),
      }),
      causes: ({ after }) => [toRoles(after, ['ciso', 'headOfOfficers'], 'delayExplained')],
    },
  }),
};
