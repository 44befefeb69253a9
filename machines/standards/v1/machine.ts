/** The revision as a statechart, its two tracks side by side: only composed here; decisions and rules stand in the files by subject. */
import { setup } from 'xstate';
import type { z } from 'zod';
import type { BaseContext } from '../../core/index.ts';
import { actions, guards, join } from '../../kit/v1/index.ts';
import * as abandoning from './abandoning.ts';
import * as answers from './answers.ts';
import * as consultation from './consultation.ts';
import * as council from './council.ts';
import * as drafting from './drafting.ts';
import type { Events } from './events.ts';
import * as headquarters from './headquarters.ts';
import { beginning, type opening } from './opening.ts';
import * as promulgation from './promulgation.ts';
import * as timers from './timers.ts';
import type { Context } from './types.ts';

export const machine = setup({
  types: {} as { context: Context; events: Events; input: z.output<typeof opening> & BaseContext },
  guards,
  actions,
}).createMachine({
  id: 'standards',
  context: ({ input }) => beginning(input),
  initial: 'live',
  states: {
    live: {
      type: 'parallel',
      on: join(abandoning.on.live, consultation.on.live, timers.on.live),
      states: {
        norms: {
          initial: 'none',
          on: join(drafting.on.norms, council.on.norms, headquarters.on.norms, promulgation.on.norms),
          states: { none: {}, drafted: {}, returned: {}, passed: {}, decided: {}, promulgated: {} },
        },
        guidebook: {
          initial: 'none',
          on: join(drafting.on.guidebook, consultation.on.guidebook, answers.on.guidebook),
          states: { none: {}, drafted: {}, consulting: {}, settled: {} },
        },
      },
    },
    completed: { type: 'final' },
    abandoned: { type: 'final' },
  },
});
