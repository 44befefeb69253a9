/** The statechart: it only composes. Decisions stand on `live`, so that a refusal cites its rule in every state. */
import { setup } from 'xstate';
import { actions, guards, merge, type BaseContext } from '../../core/index.ts';
import * as bodyEnds from './body-ends.ts';
import * as carryingOut from './carrying-out.ts';
import * as criterion from './criterion.ts';
import { dateInJapan } from './dates.ts';
import { datesFor, opened } from './due-items.ts';
import { toRoles } from './effects.ts';
import type { Event } from './events.ts';
import * as extension from './extension.ts';
import * as merging from './merging.ts';
import * as objectGone from './object-gone.ts';
import * as owner from './owner.ts';
import * as planning from './planning.ts';
import * as shared from './shared-rules.ts';
import * as time from './time.ts';
import * as told from './told.ts';
import * as transfer from './transfer.ts';
import type { Context, Opening } from './types.ts';
import * as verification from './verification.ts';
import * as withdrawal from './withdrawal.ts';

export const decisions = merge(
  owner.decisions,
  planning.decisions,
  carryingOut.decisions,
  extension.decisions,
  criterion.decisions,
  verification.decisions,
  withdrawal.decisions,
  objectGone.decisions,
  merging.decisions,
  transfer.decisions,
);

export const rules = merge(
  shared.rules,
  owner.rules,
  planning.rules,
  carryingOut.rules,
  extension.rules,
  criterion.rules,
  verification.rules,
  withdrawal.rules,
  objectGone.rules,
  merging.rules,
  transfer.rules,
  told.rules,
);

export const routes = merge(criterion.routes, verification.routes, withdrawal.routes, merging.routes, bodyEnds.routes);

const chart = setup({
  types: {} as { context: Context; events: Event; input: BaseContext & Opening },
  guards: guards(rules, routes),
  actions,
});

export const machine = chart.createMachine({
  id: 'improvement',
  context: ({ input }) => beginning(input),
  initial: 'live',
  states: {
    live: {
      initial: 'unowned',
      on: merge(
        owner.on,
        planning.on,
        carryingOut.on,
        extension.on,
        criterion.on,
        verification.on,
        withdrawal.on,
        objectGone.on,
        merging.on,
        transfer.on,
        told.on,
        bodyEnds.on,
        time.on,
      ),
      states: {
        unowned: {
          entry: [
            {
              type: 'cause',
              params: ({ context }) => [toRoles('opened', ['headOfOfficers'], context.organisation)],
            },
          ],
        },
        planning: {},
        submitted: {},
        carryingOut: {},
        observing: time.observing,
        verifying: {},
      },
    },
    verified: { type: 'final' },
    withdrawn: { type: 'final' },
    objectGone: { type: 'final' },
    merged: { type: 'final' },
    transferred: { type: 'final' },
  },
});

function beginning(input: BaseContext & Opening): Context {
  const { facts, ...given } = input;
  const dates = datesFor(facts?.due, 'owner');
  return {
    ...given,
    ...opened({ dueItems: [], originals: {} }, 'owner', dates, { roles: ['headOfOfficers'] }),
    needsAudit: input.needsAudit || input.covers.some(({ source }) => source === 'noAudit'),
    since: dateInJapan(input.at),
    owners: [],
    formerOwners: [],
    round: 1,
    observed: false,
    measurements: [],
    attempts: [],
    doers: [],
    extensions: [],
    lastRung: input.at,
    marks: [],
    documents: input.adopted === undefined ? [] : [input.adopted.document],
  };
}
