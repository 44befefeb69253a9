/** Headquarters' year as a statechart: only composed here; decisions and rules stand in the files by subject. */
import { setup } from 'xstate';
import type { z } from 'zod';
import type { BaseContext } from '../../core/index.ts';
import { actions, guards, join } from '../../kit/v1/index.ts';
import * as direction from './direction.ts';
import type { Events } from './events.ts';
import * as inspections from './inspections.ts';
import * as issues from './issues.ts';
import { beginning, type opening } from './opening.ts';
import * as orders from './orders.ts';
import * as outline from './outline.ts';
import * as planning from './planning.ts';
import * as policy from './policy.ts';
import * as timers from './timers.ts';
import * as told from './told.ts';
import type { Context } from './types.ts';

export const machine = setup({
  types: {} as { context: Context; events: Events; input: z.output<typeof opening> & BaseContext },
  guards,
  actions,
}).createMachine({
  id: 'programme',
  context: ({ input }) => beginning(input),
  initial: 'live',
  states: {
    live: {
      type: 'parallel',
      on: join(orders.on.live, inspections.on.live, direction.on.live, told.on.live, timers.on.live),
      states: {
        plan: {
          initial: 'proposing',
          on: join(policy.on.plan, planning.on.plan),
          states: { proposing: {}, proposed: { on: planning.on.proposed }, adopted: {} },
        },
        direction: {
          initial: 'gathering',
          on: join(issues.on.direction, direction.on.direction, outline.on.direction),
          states: { gathering: {}, compiled: { on: issues.on.compiled }, decided: {} },
        },
      },
    },
    published: { type: 'final' },
    withoutDirection: { type: 'final' },
  },
});
