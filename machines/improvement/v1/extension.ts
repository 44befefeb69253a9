/** More time 期限の延長: asked for with a reason, granted by the plan's approver; the first date stays visible for ever. */
import { z } from 'zod';
import type { Cause, Json } from '../../core/index.ts';
import {
  addDays,
  dateInJapan,
  datesFor,
  daysBetween,
  dueFact,
  fields,
  holdsRole,
  openItem,
  standsIn,
  toPerson,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { toApprovers } from './audiences.ts';
import { extended, notBefore } from './due-items.ts';
import type { EventOf } from './events.ts';
import { holdsOwnersPost } from './independence.ts';
import { handlers, ruleTable } from './kit.ts';
import type { Context } from './types.ts';

const requested = z.object({ item: z.string(), date: z.string() });

/** Who decides on more time. */
const byOtherApprover = ['extensionPending', 'notOwnRequest', 'notOwnWork', 'approverOfThePlan'] as const;

export const decisions = {
  requestExtension: {
    input: z.strictObject({
      item: fields.oneOf('延長するもの / what is extended', {
        plan: '改善計画の提出 / handing in the plan',
        done: '措置の完了 / carrying out the action',
        verification: '効果の確認 / the verification',
      }),
      date: fields.date('新しい期限 / the new due date'),
      reason: fields.text('延長の理由 / why more time is needed'),
    }),
    facts: z.object({ due: dueFact }),
    asks: ({ context, input }) => {
      const named = requested.parse(input);
      return { due: { items: [{ id: named.item, date: named.date }, ...verifyLater(context, named)] } };
    },
    by: ['anyone'],
    elsewhere: true,
    clause: '3-16',
    rules: ['noExtensionPending', 'itemOpen', 'mayAskForTime', 'laterThanBefore', 'dueWithinReason'],
    label: { ja: '期限の延長を申請する', en: 'request more time' },
  },
  grantExtension: {
    input: z.strictObject({}),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-16',
    room: 'always',
    rules: [...byOtherApprover, 'furtherTimeIsTheCisos'],
    label: { ja: '期限の延長を認める', en: 'grant more time' },
  },
  refuseExtension: {
    input: z.strictObject({ reason: fields.text('認めない理由 / why it is refused') }),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-16',
    room: 'always',
    rules: [...byOtherApprover],
    insteadOf: ['grantExtension'],
    label: { ja: '期限の延長を認めない', en: 'refuse more time' },
  },
} as const satisfies Decisions;

const contextPart = z.object({
  approved: z.object({ due: z.array(z.object({ id: z.string(), date: z.string() })) }),
});

/** The verification, as many days after the action's new date as it was planned to be. */
function verifyLater(
  context: Json,
  { item, date: to }: { item: string; date: string },
): { id: string; date: string }[] {
  const { data } = contextPart.safeParse(context);
  const dateOf = (id: string) => data?.approved.due.find((fact) => fact.id === id)?.date;
  const done = dateOf('done');
  const verification = dateOf('verification');
  if (item !== 'done' || done === undefined || verification === undefined) return [];
  return [{ id: 'verification', date: addDays(to, Math.max(daysBetween(done, verification), 1)) }];
}

export const rules = ruleTable({
  mayAskForTime: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '延長は、担当、実施者又は確認者が申請します。',
    en: 'More time is requested by the owner, the implementer or the verifier.',
    test: ({ context, event }) =>
      holdsOwnersPost(context, event) ||
      event.actor.person === context.approved?.implementer ||
      event.actor.person === context.approved?.verifier,
  },
  itemOpen: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その期限は現在ありません（未設定又は達成済み）。',
    en: 'That item is not due now: it has no date yet, or it is met.',
    test: ({ context, event }) => openItem(context, event.input.item) !== undefined,
  },
  laterThanBefore: {
    clause: '3-16',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '新しい期限は、現在の期限及び今日より後にしてください。',
    en: 'The new date must be later than the present one, and than today.',
    test: ({ context, event }) => {
      const { item } = event.input;
      const now = openItem(context, item)?.due ?? Infinity;
      const isLater = event.facts.due.some(({ id, due }) => id === item && due > now);
      return isLater && event.input.date > dateInJapan(context.at);
    },
  },
  noExtensionPending: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '別の延長申請が判断を待っています。先にその判断を受けてください。',
    en: 'Another request waits for its decision. Have that decided first.',
    test: ({ context }) => context.extension === undefined,
  },
  extensionPending: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '判断を待つ延長申請がありません。',
    en: 'No request for more time waits for a decision.',
    test: ({ context }) => context.extension !== undefined,
  },
  notOwnRequest: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '自ら申請した延長を自ら判断することはできません。もう一方の承認者に依頼してください。',
    en: 'Nobody decides on their own request. Ask the other approver.',
    test: ({ context, event }) => context.extension?.by !== event.actor.person,
  },
  notOwnWork: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '計画した者又は実施する者は、その期限の延長を判断できません。もう一方の承認者に依頼してください。',
    en: 'Whoever planned it or carries it out does not decide on more time for it. Ask the other approver.',
    test: ({ context: { submitted, approved }, event }) =>
      ![submitted?.by, approved?.by, approved?.implementer].includes(event.actor.person),
  },
  furtherTimeIsTheCisos: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '延長を認めた回数がこの機関の定める上限に達しています。これより後の延長は最高情報セキュリティ責任者が判断します。',
    en: 'As many extensions as this body allows have been granted. Any further one is the CISO’s to grant.',
    test: ({ context, event }) =>
      !isLastSpent(context) ||
      holdsRole(context, event, 'ciso', 'deputyCiso') ||
      standsIn(context, event, 'ciso', 'deputyCiso'),
  },
  approverOfThePlan: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: 'この計画は最高情報セキュリティ責任者が承認したため、延長も最高情報セキュリティ責任者が判断します。',
    en: 'The CISO approved this plan, so more time is the CISO’s to grant.',
    test: ({ context, event }) =>
      context.approved?.approvedAs !== 'ciso' ||
      !holdsRole(context, event, 'headOfOfficers') ||
      holdsRole(context, event, 'ciso', 'deputyCiso'),
  },
});

/** True when as many extensions were granted as the head of officers may grant. */
export function isLastSpent({ extensions, maximumExtensions }: Context): boolean {
  return extensions.filter(({ granted }) => granted).length >= maximumExtensions;
}

/** Moves the item; the verification moves along with the action, so that the observation keeps its length. */
function grantChange(context: Context, { actor }: EventOf<'grantExtension'>): Change<Context> {
  const { extension } = context;
  const dates = datesFor(extension?.due, extension?.item ?? '');
  if (extension === undefined || dates === undefined) return {};
  const dueItems = extended(context, extension.item, dates);
  const later = extension.item === 'done' ? datesFor(extension.due, 'verification') : undefined;
  return {
    dueItems: notBefore({ dueItems }, 'verification', later),
    extension: undefined,
    extensions: [...context.extensions, { ...extension, granted: true, decidedBy: actor.person }],
    marks: withAll(context.marks, 'extended'),
  };
}

function refuseChange(context: Context, { actor, input }: EventOf<'refuseExtension'>): Change<Context> {
  if (context.extension === undefined) return {};
  const decided = { granted: false, decidedBy: actor.person, reasonAgainst: input.reason };
  return { extension: undefined, extensions: [...context.extensions, { ...context.extension, ...decided }] };
}

/** A notice to whoever asked for more time. */
function toRequester({ extension }: Context, topic: string): readonly Cause[] {
  return extension === undefined ? [] : [toPerson(extension.by, topic)];
}

export const on = {
  live: handlers(decisions, {
    requestExtension: {
      change: (context, { actor, input, facts }) => ({
        extension: { ...input, due: facts.due, by: actor.person, at: context.at },
      }),
      causes: ({ after }) => [toApprovers(after, 'extensionRequested')],
    },
    grantExtension: { change: grantChange, causes: ({ before }) => toRequester(before, 'extensionGranted') },
    refuseExtension: { change: refuseChange, causes: ({ before }) => toRequester(before, 'extensionRefused') },
  }),
};
