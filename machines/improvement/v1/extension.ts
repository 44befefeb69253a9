/** More time 期限の延長: asked for with a reason, granted by the plan's approver; the first date stays visible for ever. */
import { assign, setup } from 'xstate';
import { z } from 'zod';
import { actions, all, guards, merge, rulesOf, type Json, type Procedure } from '../../core/index.ts';
import { addDays, daysBetween } from './dates.ts';
import { approvers, datesFor, extended, openItem, notBefore } from './due-items.ts';
import { notice, toPerson } from './effects.ts';
import { holdsOwnersPost, decidesAs } from './eligibility.ts';
import type { Event } from './events.ts';
import { dueFact } from './facts.ts';
import { date, text } from './inputs.ts';
import { extendable, withAll, type Context } from './types.ts';

export const decisions = {
  requestExtension: {
    input: z.strictObject({
      item: z.enum(extendable).describe('延長するもの / what is extended'),
      date: date('新しい期限 / the new due date'),
      reason: text('延長の理由 / why more time is needed'),
    }),
    facts: z.object({ due: dueFact }),
    asks: ({ context, input }) => {
      const named = z.object({ item: z.string(), date: z.string() }).parse(input);
      return { due: { items: [{ id: named.item, date: named.date }, ...verifyLater(context, named)] } };
    },
    by: ['anyone'],
    elsewhere: true,
    clause: '3-16',
    label: { ja: '期限の延長を申請する', en: 'request more time' },
  },
  grantExtension: {
    input: z.strictObject({}),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-16',
    label: { ja: '期限の延長を認める', en: 'grant more time' },
  },
  refuseExtension: {
    input: z.strictObject({ reason: text('認めない理由 / why it is refused') }),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-16',
    label: { ja: '期限の延長を認めない', en: 'refuse more time' },
  },
} as const satisfies Procedure['decisions'];

const planned = z.object({
  approved: z.object({ due: z.array(z.object({ id: z.string(), date: z.string() })) }),
});

/** The verification, as many days after the action's new date as it was planned to be. */
function verifyLater(
  context: Json,
  { item, date: to }: { item: string; date: string },
): { id: string; date: string }[] {
  const { data } = planned.safeParse(context);
  const dateOf = (id: string) => data?.approved.due.find((fact) => fact.id === id)?.date;
  const done = dateOf('done');
  const verification = dateOf('verification');
  if (item !== 'done' || done === undefined || verification === undefined) return [];
  return [{ id: 'verification', date: addDays(to, Math.max(daysBetween(done, verification), 1)) }];
}

const rule = rulesOf<Context, Event>();

export const rules = {
  mayAskForTime: rule({
    clause: '3-16',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['requestExtension'],
    ja: '延長は、担当、実施者又は確認者が申請します。',
    en: 'More time is requested by the owner, the implementer or the verifier.',
    test: ({ context, event }) =>
      holdsOwnersPost(context, event) ||
      event.actor.person === context.approved?.implementer ||
      event.actor.person === context.approved?.verifier,
  }),
  itemOpen: rule({
    clause: '3-16',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['requestExtension'],
    ja: 'その期限は現在ありません（未設定又は達成済み）。',
    en: 'That item is not due now: it has no date yet, or it is met.',
    test: ({ context, event }) => openItem(context, event.input.item) !== undefined,
  }),
  laterThanBefore: rule({
    clause: '3-16',
    basis: 'design',
    about: 'facts',
    reads: ['state', 'input', 'facts'],
    of: ['requestExtension'],
    ja: '新しい期限は、現在の期限及び今日より後にしてください。',
    en: 'The new date must be later than the present one, and than today.',
    test: ({ context, event }) => {
      const { item } = event.input;
      const now = openItem(context, item)?.due ?? Infinity;
      return event.facts.due.some(({ id, due }) => id === item && due > now && due > context.at);
    },
  }),
  noExtensionPending: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['requestExtension'],
    ja: '別の延長申請が判断を待っています。先にその判断を受けてください。',
    en: 'Another request waits for its decision. Have that decided first.',
    test: ({ context }) => context.extension === undefined,
  }),
  extensionPending: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['grantExtension', 'refuseExtension'],
    ja: '判断を待つ延長申請がありません。',
    en: 'No request for more time waits for a decision.',
    test: ({ context }) => context.extension !== undefined,
  }),
  notOwnRequest: rule({
    clause: '3-16',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['grantExtension', 'refuseExtension'],
    ja: '自ら申請した延長を自ら判断することはできません。もう一方の承認者に依頼してください。',
    en: 'Nobody decides on his own request. Ask the other approver.',
    test: ({ context, event }) => context.extension?.by !== event.actor.person,
  }),
  approverOfThePlan: rule({
    clause: '3-16',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['grantExtension', 'refuseExtension'],
    ja: 'この計画は最高情報セキュリティ責任者が承認したため、延長も最高情報セキュリティ責任者が判断します。',
    en: 'The CISO approved this plan, so more time is the CISO’s to grant.',
    test: ({ context, event }) =>
      context.approved?.approvedAs !== 'ciso' ||
      !decidesAs(context, event, ['headOfOfficers']) ||
      decidesAs(context, event, ['ciso', 'deputyCiso']),
  }),
};

const chart = setup({
  types: {} as { context: Context; events: Event },
  guards: guards(merge(rules), {}),
  actions,
});

export const on = chart.createStateConfig({
  on: {
    requestExtension: {
      guard: all('noExtensionPending', 'itemOpen', 'mayAskForTime', 'laterThanBefore'),
      actions: [
        assign(({ context, event }): Partial<Context> => {
          const { item, date: newDate, reason } = event.input;
          const { due } = event.facts;
          return { extension: { item, date: newDate, reason, due, by: event.actor.person, at: context.at } };
        }),
        { type: 'cause', params: ({ context }) => [notice('extensionRequested', approvers(context))] },
      ],
    },
    grantExtension: {
      guard: all('extensionPending', 'notOwnRequest', 'approverOfThePlan'),
      actions: [
        { type: 'cause', params: ({ context }) => requester(context, 'extensionGranted') },
        assign(({ context, event }) => granted(context, event.actor.person)),
      ],
    },
    refuseExtension: {
      guard: all('extensionPending', 'notOwnRequest', 'approverOfThePlan'),
      actions: [
        { type: 'cause', params: ({ context }) => requester(context, 'extensionRefused') },
        assign(({ context, event }): Partial<Context> => {
          if (context.extension === undefined) return {};
          const decided = { granted: false, decidedBy: event.actor.person, reasonAgainst: event.input.reason };
          return { extension: undefined, extensions: [...context.extensions, { ...context.extension, ...decided }] };
        }),
      ],
    },
  },
}).on;

function requester(context: Context, topic: string) {
  return context.extension === undefined ? [] : [toPerson(topic, context.extension.by)];
}

/** Moves the item; the verification moves along with the action, so that the observation keeps its length. */
function granted(context: Context, by: string): Partial<Context> {
  const { extension } = context;
  const dates = datesFor(extension?.due, extension?.item ?? '');
  if (extension === undefined || dates === undefined) return {};
  const moved = extended(context.dueItems, extension.item, dates, context.at);
  const dueItems =
    extension.item === 'done' ? notBefore(moved, 'verification', datesFor(extension.due, 'verification')) : moved;
  return {
    dueItems,
    extension: undefined,
    extensions: [...context.extensions, { ...extension, granted: true, decidedBy: by }],
    marks: withAll(context.marks, 'extended'),
  };
}
