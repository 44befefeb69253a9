/**
 * Transferred 移管: another body takes it on. Its own CISO says so; until then nothing changes here. When the body itself
 * ends, its first successor takes over by law, without being asked.
 */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import {
  coversAsJson,
  fields,
  fiscalYearAt,
  organisationThing,
  postsHeld,
  roleThing,
  tell,
  toRoles,
  type Cover,
  type Decisions,
} from '../../kit/v1/index.ts';
import { toOwner } from './audiences.ts';
import { endCauses } from './ending.ts';
import { handlers, ruleTable } from './kit.ts';
import type { Context } from './types.ts';

export const decisions = {
  proposeTransfer: {
    input: z.strictObject({
      successor: fields.organisation('移管先の機関 / the body that takes it on'),
      reason: fields.text('移管の根拠と理由 / legal basis and reason'),
    }),
    by: ['ciso'],
    clause: '3-16',
    room: 'late',
    rules: ['anotherBody'],
    label: { ja: '他機関への移管を申し入れる', en: 'propose transfer to another body' },
  },
  acceptTransfer: {
    input: z.strictObject({}),
    by: ['ciso'],
    elsewhere: true,
    clause: '3-16',
    room: 'always',
    rules: ['transferProposed', 'successorsCiso'],
    label: { ja: '移管を引き受ける', en: 'accept the transfer' },
    irreversible: true,
  },
  declineTransfer: {
    input: z.strictObject({ reason: fields.text('引き受けない理由 / why it is declined') }),
    by: ['ciso'],
    elsewhere: true,
    clause: '3-16',
    room: 'always',
    rules: ['transferProposed', 'successorsCiso'],
    insteadOf: ['acceptTransfer'],
    label: { ja: '移管を断る', en: 'decline the transfer' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  anotherBody: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '移管先がこの機関自身です。別の機関を指定してください。',
    en: 'That is this body itself. Name another.',
    met: { ja: '移管先は別の機関である', en: 'it goes to another body' },
    test: ({ context, event }) => event.input.successor !== context.organisation,
    about: ({ event }) => [organisationThing(event.input.successor)],
    paths: () => ['successor'],
  },
  transferProposed: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '移管は申し入れられていません。移管するには、最高情報セキュリティ責任者が移管先に申し入れます。',
    en: 'No transfer has been proposed. The CISO proposes one to the other body first.',
    met: { ja: '移管が申し入れられている', en: 'a transfer has been proposed' },
    test: ({ context }) => context.transferTo !== undefined,
    remedies: () => ['proposeTransfer'],
  },
  successorsCiso: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '移管を引き受けるかどうかは、移管先の機関の最高情報セキュリティ責任者が決めます。',
    en: 'Taking it on is for the CISO of the body it would go to.',
    met: { ja: '移管先の機関の最高情報セキュリティ責任者が決める', en: 'the CISO of the body it would go to decides' },
    test: ({ context, event }) =>
      context.transferTo !== undefined &&
      postsHeld(context, event, context.transferTo).some(({ role }) => role === 'ciso' || role === 'deputyCiso'),
    about: ({ context: { transferTo } }) => [
      ...(transferTo === undefined ? [] : [organisationThing(transferTo)]),
      roleThing('ciso'),
    ],
  },
});

/** The successor's cycle of the present fiscal year opens its own improvement for what was taken over. */
export function requestCauses(context: Context): readonly Cause[] {
  const { instance: ref, transferTo, covers, title } = context;
  if (transferTo === undefined) return [];
  const to = `cycle/${fiscalYearAt(context.at)}/${transferTo}`;
  const input = { source: 'transfer', ref, clause: covers[0]?.clause ?? '3-16', title, covers: stillOwing(context) };
  return [tell(to, 'improvementRequested', input)];
}

/** What only an audit verifies stays so however often it is transferred: the successor reads it off the source. */
function stillOwing({ covers, needsAudit }: Context) {
  const said = !needsAudit || covers.some(({ source }) => source === 'noAudit');
  return coversAsJson(said ? covers : covers.map((one): Cover => ({ ...one, source: 'noAudit' })));
}

export const on = {
  live: handlers(decisions, {
    proposeTransfer: {
      change: (_, { input }) => ({ transferTo: input.successor }),
      causes: ({ event: { input } }) => [toRoles({ organisation: input.successor }, ['ciso'], 'transferProposed')],
    },
    acceptTransfer: {
      target: '#improvement.transferred',
      change: ({ at, transferTo }, { actor }) => ({
        end: { end: 'transferred', at, by: actor.person, ...(transferTo === undefined ? {} : { into: transferTo }) },
      }),
      causes: ({ after }) => [...requestCauses(after), toOwner(after, 'transferred'), ...endCauses(after)],
    },
    declineTransfer: {
      change: () => ({ transferTo: undefined }),
      causes: ({ after }) => [toRoles(after, ['ciso'], 'transferDeclined')],
    },
  }),
};
