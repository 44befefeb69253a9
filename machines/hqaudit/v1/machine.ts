/** The audit by headquarters as a statechart: only composed here; decisions and rules stand in the files by subject. */
import { setup } from 'xstate';
import type { z } from 'zod';
import type { BaseContext } from '../../core/index.ts';
import { actions, causing, guards, join, tell, toRoles } from '../../kit/v1/index.ts';
import * as cancelling from './cancelling.ts';
import * as confirmation from './confirmation.ts';
import * as ending from './ending.ts';
import type { Events } from './events.ts';
import * as findings from './findings.ts';
import * as followUp from './follow-up.ts';
import * as materials from './materials.ts';
import { beginning, type opening } from './opening.ts';
import * as planning from './planning.ts';
import * as report from './report.ts';
import * as supervisors from './supervisors.ts';
import * as team from './team.ts';
import * as timers from './timers.ts';
import * as told from './told.ts';
import type { Context } from './types.ts';

/** Headquarters' year is told which audit this is: the records gave its number. */
const opened = causing<Context, Events>(({ after }) => [
  tell(after.programme, 'hqauditOpened', { ref: after.ref, audit: after.instance }),
  toRoles(after, ['hqAuditLeader'], 'opened'),
]);

export const machine = setup({
  types: {} as { context: Context; events: Events; input: z.output<typeof opening> & BaseContext },
  guards,
  actions,
}).createMachine({
  id: 'hqaudit',
  context: ({ input }) => beginning(input),
  initial: 'live',
  states: {
    live: {
      initial: 'preparing',
      entry: [opened],
      on: join(team.on.live, materials.on.live, report.on.live, cancelling.on.live, told.on.live, timers.on.live),
      states: {
        preparing: {
          initial: 'opened',
          on: join(planning.on.preparing, team.on.preparing, materials.on.preparing),
          states: { opened: {}, planned: {}, materials: {} },
        },
        active: {
          initial: 'fieldwork',
          on: findings.on.active,
          states: {
            fieldwork: { on: join(findings.on.fieldwork, confirmation.on.fieldwork) },
            confirming: { on: confirmation.on.confirming },
          },
        },
      },
    },
    after: {
      initial: 'reported',
      on: join(supervisors.on.after, followUp.on.after, ending.on.after, told.on.after, timers.on.live),
      states: { reported: {}, following: {} },
    },
    ended: { type: 'final' },
    cancelled: { type: 'final' },
  },
});
