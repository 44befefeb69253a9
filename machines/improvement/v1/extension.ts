/** More time 期限の延長: asked for with a reason, granted by the plan's approver; the first date stays visible for ever. */
import { z } from 'zod';
import type { Cause, Json } from '../../core/index.ts';
import type { LocalDate, PersonId } from '../../../model/identifiers.ts';
import {
  addDays,
  dateInJapan,
  datesFor,
  dateThing,
  daysBetween,
  dueFact,
  fields,
  figureThing,
  holdsRole,
  openItem,
  personThing,
  roleThing,
  standsIn,
  toPerson,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { toApprovers } from './audiences.ts';
import { extended, notBefore } from './due-items.ts';
import type { EventOf, JudgedBy } from './events.ts';
import { holdsOwnersPost } from './independence.ts';
import { handlers, ruleTable } from './kit.ts';
import { dueItems } from './texts.ts';
import { concernedThings } from './things.ts';
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
    why: {
      ja: '期限の延長の申請が決定を待っています。',
      en: 'A request for more time waits for a decision.',
    },
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
    met: { ja: '担当、実施者又は確認者が申請する', en: 'owner, implementer or verifier requests it' },
    test: ({ context, event }) =>
      holdsOwnersPost(context, event) ||
      event.actor.person === context.approved?.implementer ||
      event.actor.person === context.approved?.verifier,
    about: ({ context }) => concernedThings(context),
  },
  itemOpen: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その期限は現在ありません（未設定又は達成済み）。',
    en: 'That item is not due now: it has no date yet, or it is met.',
    met: { ja: '延長する期限がある', en: 'the item is due' },
    test: ({ context, event }) => openItem(context, event.input.item) !== undefined,
    about: ({ event: { input } }) => [{ kind: 'dueItem', id: input.item, label: dueItems[input.item] }],
    paths: () => ['item'],
  },
  laterThanBefore: {
    clause: '3-16',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '新しい期限が、現在の期限又は今日より後になっていません。これらより後の日を指定してください。',
    en: 'The new date is not later than the present one and than today. Give a later one.',
    met: {
      ja: '新しい期限は現在の期限及び今日より後である',
      en: 'the new date is later than the present one and than today',
    },
    test: ({ context, event }) => {
      const { item } = event.input;
      const now = openItem(context, item)?.due ?? Infinity;
      const isLater = event.facts.due.some(({ id, due }) => id === item && due > now);
      return isLater && event.input.date > dateInJapan(context.at);
    },
    about: ({ context, event }) => [dateThing(earliestOf(context, event), { bound: 'from' })],
    paths: () => ['date'],
  },
  noExtensionPending: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '判断を待つ延長申請が既にあります。先にその判断を受けてください。',
    en: 'Another request waits for its decision. Have that decided first.',
    met: { ja: '判断を待つ延長申請はない', en: 'no request for more time is pending' },
    test: ({ context }) => context.extension === undefined,
    about: ({ context: { extension } }) =>
      extension === undefined
        ? []
        : [personThing(extension.by), dateThing(extension.date, { of: dueItems[extension.item] })],
    remedies: () => ['grantExtension', 'refuseExtension'],
  },
  extensionPending: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '判断を待つ延長申請がありません。必要なときは、担当、実施者又は確認者が申請します。',
    en: 'No request for more time waits for a decision. Owner, implementer or verifier requests it where it is needed.',
    met: { ja: '延長申請が判断を待っている', en: 'a request for more time is pending' },
    test: ({ context }) => context.extension !== undefined,
    remedies: () => ['requestExtension'],
  },
  notOwnRequest: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '自ら申請した延長を自ら判断することはできません。もう一方の承認者に依頼してください。',
    en: 'Nobody decides on their own request. Ask the other approver.',
    met: { ja: '申請した本人でない者が判断する', en: 'somebody other than the requester decides' },
    test: ({ context, event }) => context.extension?.by !== event.actor.person,
    about: ({ event }) => [personThing(event.actor.person)],
    bars: ({ extension }) => withAll([], extension?.by),
  },
  notOwnWork: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '計画した者又は実施する者は、その期限の延長を判断できません。もう一方の承認者に依頼してください。',
    en: 'Whoever planned it or carries it out does not decide on more time for it. Ask the other approver.',
    met: { ja: '計画した者でも実施する者でもない者が判断する', en: 'neither planner nor implementer decides' },
    test: ({ context, event }) => !doersNow(context).includes(event.actor.person),
    about: ({ event }) => [personThing(event.actor.person)],
    bars: (context) => doersNow(context),
  },
  furtherTimeIsTheCisos: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '延長を認めた回数がこの機関の定める上限に達しています。これより後の延長は最高情報セキュリティ責任者が判断します。',
    en: 'As many extensions as this body allows have been granted. Any further one is the CISO’s to grant.',
    met: {
      ja: '延長の回数は上限に達していないか、最高情報セキュリティ責任者が判断する',
      en: 'extensions are fewer than allowed, or the CISO decides',
    },
    test: ({ context, event }) =>
      !isLastSpent(context) ||
      holdsRole(context, event, 'ciso', 'deputyCiso') ||
      standsIn(context, event, 'ciso', 'deputyCiso'),
    about: ({ context: { maximumExtensions: most } }) => [
      figureThing(most, `上限${most}回`, `at most ${most}`),
      roleThing('ciso'),
    ],
  },
  approverOfThePlan: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: 'この計画は最高情報セキュリティ責任者が承認したため、延長も最高情報セキュリティ責任者が判断します。',
    en: 'The CISO approved this plan, so more time is the CISO’s to grant.',
    met: { ja: '計画を承認した者が判断する', en: 'whoever approved the plan decides' },
    test: ({ context, event }) =>
      context.approved?.approvedAs !== 'ciso' ||
      !holdsRole(context, event, 'headOfOfficers') ||
      holdsRole(context, event, 'ciso', 'deputyCiso'),
    about: () => [roleThing('ciso')],
  },
});

/** Who planned what waits or is in force, or carries it out. */
function doersNow({ submitted, approved }: Context): readonly PersonId[] {
  return withAll([], submitted?.by, approved?.by, approved?.implementer);
}

/** The first day that is later than the present date, and than today. */
function earliestOf(context: Context, { input }: JudgedBy<'laterThanBefore'>): LocalDate {
  const due = openItem(context, input.item)?.due ?? 0;
  return addDays(dateInJapan(Math.max(due - 1, context.at)), 1);
}

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
