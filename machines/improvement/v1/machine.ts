/** The improvement as a statechart: only composed here. Decisions stand on `live`, so that a refusal cites its rule in every state. */
import { setup } from 'xstate';
import type { BaseContext } from '../../core/index.ts';
import { actions, causing, guards, join, toRoles } from '../../kit/v1/index.ts';
import * as carryingOut from './carrying-out.ts';
import * as criterion from './criterion.ts';
import type { Events } from './events.ts';
import * as extension from './extension.ts';
import * as merging from './merging.ts';
import * as objectGone from './object-gone.ts';
import { beginning, type Opening } from './opening.ts';
import * as owner from './owner.ts';
import * as planning from './planning.ts';
import * as timers from './timers.ts';
import * as told from './told.ts';
import * as transfer from './transfer.ts';
import type { Context } from './types.ts';
import * as verification from './verification.ts';
import * as withdrawal from './withdrawal.ts';
import * as withoutIndependence from './without-independence.ts';

export const machine = setup({
  types: {} as { context: Context; events: Events; input: Opening & BaseContext },
  guards,
  actions,
}).createMachine({
  id: 'improvement',
  context: ({ input }) => beginning(input),
  initial: 'live',
  states: {
    live: {
      initial: 'unowned',
      on: join(
        owner.on.live,
        planning.on.live,
        carryingOut.on.live,
        extension.on.live,
        criterion.on.live,
        verification.on.live,
        withoutIndependence.on.live,
        withdrawal.on.live,
        objectGone.on.live,
        merging.on.live,
        transfer.on.live,
        told.on.live,
        timers.on.live,
      ),
      states: {
        unowned: { entry: [causing<Context, Events>(({ after }) => [toRoles(after, ['headOfOfficers'], 'opened')])] },
        planning: {},
        submitted: {},
        carryingOut: {},
        observing: { on: timers.on.observing },
        verifying: {},
      },
    },
    verified: { type: 'final' },
    confirmedWithoutIndependence: { type: 'final' },
    withdrawn: { type: 'final' },
    objectGone: { type: 'final' },
    merged: { type: 'final' },
    transferred: { type: 'final' },
  },
});
