/** A year's supervision as a statechart, its tracks side by side: only composed here; decisions and rules stand in the files by subject. */
import { setup } from 'xstate';
import type { z } from 'zod';
import type { BaseContext } from '../../core/index.ts';
import { actions, causing, guards, join, tell, toRoles } from '../../kit/v1/index.ts';
import * as auditResults from './audit-results.ts';
import * as checking from './checking.ts';
import * as evaluation from './evaluation.ts';
import type { Events } from './events.ts';
import * as guidance from './guidance.ts';
import * as objectives from './objectives.ts';
import { beginning, type opening } from './opening.ts';
import * as publishing from './publishing.ts';
import * as result from './result.ts';
import * as timers from './timers.ts';
import * as told from './told.ts';
import { ministriesNow, type Context } from './types.ts';

export const machine = setup({
  types: {} as { context: Context; events: Events; input: z.output<typeof opening> & BaseContext },
  guards,
  actions,
}).createMachine({
  id: 'supervision',
  context: ({ input }) => beginning(input),
  initial: 'live',
  states: {
    live: {
      entry: [
        causing<Context, Events>(({ after }) => [
          // The cycle of the same year is asked for its result: what the agency submits rests on that.
          tell(`cycle/${after.year}/${after.organisation}`, 'resultRequested', { by: after.instance }),
          ...ministriesNow(after).map((organisation) => toRoles({ organisation }, ['supervisingStaff'], 'opened')),
        ]),
      ],
      type: 'parallel',
      on: join(told.on.live, timers.on.live),
      states: {
        objectives: {
          initial: 'waiting',
          on: join(objectives.on.objectives, guidance.on.objectives),
          states: { waiting: {}, recorded: {} },
        },
        result: { initial: 'waiting', on: result.on.result, states: { waiting: {}, returned: {}, submitted: {} } },
        evaluation: {
          initial: 'running',
          on: join(evaluation.on.evaluation, checking.on.evaluation, told.on.evaluation, timers.on.evaluation),
          states: { running: {}, awaited: {}, evaluated: {}, checked: {}, advised: {}, settled: {} },
        },
        publication: {
          initial: 'none',
          on: join(publishing.on.publication, timers.on.publication),
          states: { none: {}, partly: {}, overdue: {}, whole: {} },
        },
        audits: {
          initial: 'none',
          on: join(auditResults.on.audits, told.on.audits),
          states: { none: {}, reported: {}, received: {} },
        },
      },
    },
    ended: { type: 'final' },
  },
});
