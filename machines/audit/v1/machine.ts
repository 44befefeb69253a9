/** The audit as a statechart: only composed here; decisions and rules stand in the files by subject. */
import { setup } from 'xstate';
import type { z } from 'zod';
import type { BaseContext } from '../../core/index.ts';
import { actions, guards, join } from '../../kit/v1/index.ts';
import * as comments from './comments.ts';
import type { Events } from './events.ts';
import * as findings from './findings.ts';
import * as leadership from './leadership.ts';
import { beginning, type opening } from './opening.ts';
import * as planning from './planning.ts';
import * as report from './report.ts';
import * as team from './team.ts';
import * as timers from './timers.ts';
import type { Context } from './types.ts';

export const machine = setup({
  types: {} as { context: Context; events: Events; input: z.output<typeof opening> & BaseContext },
  guards,
  actions,
}).createMachine({
  id: 'audit',
  context: ({ input }) => beginning(input),
  initial: 'live',
  states: {
    live: {
      initial: 'preparing',
      on: join(planning.on.live, leadership.on.live, findings.on.live, report.on.live, timers.on.live),
      states: {
        preparing: {
          initial: 'opened',
          on: team.on.preparing,
          states: { opened: { on: planning.on.opened }, planned: {}, assigned: {} },
        },
        active: {
          initial: 'fieldwork',
          on: join(team.on.active, findings.on.active),
          states: { fieldwork: { on: comments.on.fieldwork }, commenting: { on: comments.on.commenting } },
        },
      },
    },
    reported: { type: 'final' },
    cancelled: { type: 'final' },
  },
});
