/**
 * The body ends 廃止 (domain.md 2): its successor takes the improvement over by law – the one to which a transfer was
 * proposed already, else the first. Without a successor it goes on until someone confirms that its object is gone.
 */
import { assign, setup } from 'xstate';
import { actions, all, guards, routesOf } from '../../core/index.ts';
import { owner } from './due-items.ts';
import { ended, notice, toRoles } from './effects.ts';
import type { Event } from './events.ts';
import { requested } from './transfer.ts';
import { withAll, type Context } from './types.ts';

type Ending = Extract<Event, { readonly type: 'organisationEnding' }>;

export const routes = {
  bodySucceeded: routesOf<Context, Event>()({
    reads: ['input'],
    of: ['organisationEnding'],
    test: ({ event }) => event.input.successors.length > 0,
  }),
};

const chart = setup({
  types: {} as { context: Context; events: Event },
  guards: guards({}, routes),
  actions,
});

/** Who takes it over. */
function heirOf({ transferTo }: Pick<Context, 'transferTo'>, { input: { successors } }: Ending): string | undefined {
  return transferTo !== undefined && successors.includes(transferTo) ? transferTo : successors[0];
}

export const on = chart.createStateConfig({
  on: {
    organisationEnding: [
      {
        guard: all('bodySucceeded'),
        target: '#improvement.transferred',
        actions: [
          assign(({ context, event }): Partial<Context> => {
            const heir = heirOf(context, event);
            return {
              ...(heir === undefined ? {} : { transferTo: heir }),
              end: { end: 'transferred', at: context.at, ...(heir === undefined ? {} : { into: heir }) },
              marks: withAll(context.marks, 'organisationEnded'),
            };
          }),
          {
            type: 'cause',
            params: ({ context }) => [
              ...requested(context),
              notice('transferred', owner(context)),
              ...(context.transferTo === undefined ? [] : [toRoles('transferred', ['ciso'], context.transferTo)]),
              ...ended(context),
            ],
          },
        ],
      },
      {
        guard: all('!bodySucceeded'),
        actions: [assign(({ context }): Partial<Context> => ({ marks: withAll(context.marks, 'organisationEnded') }))],
      },
    ],
  },
}).on;
