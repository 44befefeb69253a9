/**
 * Transferred 移管: another body takes it on. Its own CISO says so; until then nothing changes here. When the body itself
 * ends, its first successor takes over by law, without being asked.
 */
import { assign, setup } from 'xstate';
import { z } from 'zod';
import { actions, all, guards, rulesOf, type Procedure } from '../../core/index.ts';
import { fiscalYearAt } from './dates.ts';
import { owner } from './due-items.ts';
import { coversOf, ended, notice, toRoles } from './effects.ts';
import { decidesAs } from './eligibility.ts';
import type { Event } from './events.ts';
import { organisation, text } from './inputs.ts';
import type { Context, Cover } from './types.ts';

export const decisions = {
  proposeTransfer: {
    input: z.strictObject({
      successor: organisation('移管先の機関 / the body that takes it on'),
      reason: text('移管の根拠と理由 / legal basis and reason'),
    }),
    by: ['ciso'],
    clause: '3-16',
    label: { ja: '他機関への移管を申し入れる', en: 'propose transfer to another body' },
  },
  acceptTransfer: {
    input: z.strictObject({}),
    by: ['ciso'],
    elsewhere: true,
    clause: '3-16',
    label: { ja: '移管を引き受ける', en: 'accept the transfer' },
    irreversible: true,
  },
  declineTransfer: {
    input: z.strictObject({ reason: text('引き受けない理由 / why it is declined') }),
    by: ['ciso'],
    elsewhere: true,
    clause: '3-16',
    label: { ja: '移管を断る', en: 'decline the transfer' },
  },
} as const satisfies Procedure['decisions'];

const rule = rulesOf<Context, Event>();

export const rules = {
  anotherBody: rule({
    clause: '3-16',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['proposeTransfer'],
    ja: '移管先には別の機関を指定してください。',
    en: 'Name another body.',
    test: ({ context, event }) => event.input.successor !== context.organisation,
  }),
  transferProposed: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['acceptTransfer', 'declineTransfer'],
    ja: '移管は申し入れられていません。',
    en: 'No transfer has been proposed.',
    test: ({ context }) => context.transferTo !== undefined,
  }),
  successorsCiso: rule({
    clause: '3-16',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['acceptTransfer', 'declineTransfer'],
    ja: '移管を引き受けるかどうかは、移管先の機関の最高情報セキュリティ責任者が決めます。',
    en: 'Taking it on is for the CISO of the body it would go to.',
    test: ({ context, event }) =>
      context.transferTo !== undefined && decidesAs(context, event, ['ciso', 'deputyCiso'], context.transferTo),
  }),
};

const chart = setup({
  types: {} as { context: Context; events: Event },
  guards: guards(rules, {}),
  actions,
});

export const on = chart.createStateConfig({
  on: {
    proposeTransfer: {
      guard: all('anotherBody'),
      actions: [
        assign(({ event }): Partial<Context> => ({ transferTo: event.input.successor })),
        { type: 'cause', params: ({ event }) => [toRoles('transferProposed', ['ciso'], event.input.successor)] },
      ],
    },
    acceptTransfer: {
      guard: all('transferProposed', 'successorsCiso'),
      target: '#improvement.transferred',
      actions: [
        assign(({ context, event }): Partial<Context> => ({
          end: {
            end: 'transferred',
            at: context.at,
            by: event.actor.person,
            ...(context.transferTo === undefined ? {} : { into: context.transferTo }),
          },
        })),
        {
          type: 'cause',
          params: ({ context }) => [...requested(context), notice('transferred', owner(context)), ...ended(context)],
        },
      ],
    },
    declineTransfer: {
      guard: all('transferProposed', 'successorsCiso'),
      actions: [
        assign({ transferTo: undefined }),
        { type: 'cause', params: ({ context }) => [toRoles('transferDeclined', ['ciso'], context.organisation)] },
      ],
    },
  },
}).on;

/** The successor's cycle of the present fiscal year opens its own improvement for what was taken over. */
export function requested(context: Pick<Context, 'instance' | 'transferTo' | 'covers' | 'needsAudit' | 'at'>) {
  const { instance: ref, transferTo, covers } = context;
  if (transferTo === undefined) return [];
  const to = `cycle/${fiscalYearAt(context.at)}/${transferTo}`;
  const input = { source: 'transfer', ref, clause: covers[0]?.clause ?? '3-16', covers: stillOwing(context) };
  return [{ kind: 'tell', to, type: 'improvementRequested', input } as const];
}

/** What only an audit verifies stays so however often it is transferred: the successor reads it off the source. */
function stillOwing(context: Pick<Context, 'covers' | 'needsAudit'>) {
  const { covers, needsAudit } = context;
  const said = !needsAudit || covers.some(({ source }) => source === 'noAudit');
  return coversOf({ covers: said ? covers : covers.map((cover): Cover => ({ ...cover, source: 'noAudit' })) });
}
