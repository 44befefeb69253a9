/** Why something is late 遅延の理由: said by the post that owes it. It stays overdue, and whoever sees that sees why. */
import { z } from 'zod';
import type { Thing } from '../../../core/index.ts';
import {
  dateInJapan,
  dateThing,
  departmentThing,
  fields,
  openItem,
  postsHeld,
  standsIn,
  toRoles,
  type Decisions,
} from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { handlers, ruleTable } from '../kit.ts';
import { actsForPost, isAboveAll, isOfficerOf } from '../officers.ts';
import { dueItemThing, ownedThing } from '../things.ts';
import type { Context } from '../types.ts';
import { isOfMeasures, missingAt, openMeasures } from './measure-dates.ts';

export const decisions = {
  explainDelay: {
    input: z.strictObject({
      item: fields.ref('期限の過ぎた事項 / what is overdue', { choices: 'overdueItems' }),
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
    met: { ja: '期限を過ぎ、まだ済んでいない', en: 'it is overdue and not done' },
    test: ({ context, event }) => (openItem(context, event.input.item)?.due ?? Infinity) <= context.at,
    about: ({ context, event }) => [dueItemThing(context, event.input.item)],
    paths: () => ['item'],
  },
  owesTheItem: {
    clause: '3-11',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input'],
    ja: '遅延の理由は、その事項を担当する役職にある者か、その上位の責任者が述べます。その役職者に依頼してください。',
    en: 'Whoever holds the post that owes it explains the delay, or an officer above. Ask that person.',
    met: {
      ja: 'その事項を担当する役職にある者又はその上位の責任者である',
      en: 'the post that owes it, or an officer above, explains the delay',
    },
    test: ({ context, event }) => owes(context, event),
    about: ({ context, event }) => owedBy(context, event.input.item),
  },
  expectedAhead: {
    clause: '3-11',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '見込みの日には今日以後の日を記入してください。',
    en: 'The day on which it is expected is today or later.',
    met: { ja: '見込みの日が今日以後である', en: 'the day on which it is expected lies ahead' },
    test: ({ context, event }) => event.input.expectedOn >= dateInJapan(context.at),
    about: ({ context }) => [dateThing(dateInJapan(context.at), { bound: 'from' })],
    paths: () => ['expectedOn'],
  },
});

/** What is overdue, with the posts that owe it – of measures of one date, each – and departments that still owe their part. */
function owedBy(context: Context, id: string): readonly Thing[] {
  const item = openItem(context, id);
  if (item === undefined) return [dueItemThing(context, id)];
  const departments = missingAt(context, item).map(departmentThing);
  if (isOfMeasures(item)) return [...openMeasures(context, item).map(ownedThing), ...departments];
  const { roles, department } = item;
  return [
    {
      ...dueItemThing(context, id),
      posts: roles.map((role) => ({ role, ...(department === undefined ? {} : { department }) })),
    },
    ...departments,
  ];
}

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
