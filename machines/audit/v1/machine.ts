/** The audit as a statechart: only composed here; decisions and rules stand in the files by subject. */
import { setup } from 'xstate';
import { actions, guards, merge, nextReminder } from '../../core/index.ts';
import * as comments from './comments.ts';
import { reminders } from './due-items.ts';
import type { Events } from './events.ts';
import * as findings from './findings.ts';
import { independenceRules } from './independence.ts';
import { act } from './kit.ts';
import * as leadership from './leadership.ts';
import * as planning from './planning.ts';
import * as report from './report.ts';
import * as team from './team.ts';
import type { Context, Opening } from './types.ts';

/** Every decision of an audit. */
export const decisions = merge(
  planning.decisions,
  leadership.decisions,
  team.decisions,
  findings.decisions,
  comments.decisions,
  report.decisions,
);

/** Every event time brings. */
export const times = { rung: { ja: 'リマインド', en: 'reminder' }, ...comments.times } as const;

/** Every rule of an audit. */
export const rules = merge(
  planning.rules,
  leadership.rules,
  independenceRules,
  team.rules,
  findings.rules,
  comments.rules,
  report.rules,
);

type Input = Opening & Pick<Context, 'instance' | 'organisation' | 'year' | 'at' | 'seq'>;

/** The statechart. */
export const machine = setup({
  types: {} as { context: Context; events: Events; input: Input },
  guards: guards(rules, {}),
  actions,
}).createMachine({
  id: 'audit',
  context: ({ input }) => ({
    ...input,
    departments: [],
    planRevision: 0,
    planComments: [],
    ordered: [],
    declared: [],
    substitutes: [],
    auditors: [],
    findings: [],
    commentRound: 0,
    commentDatePassed: false,
    comments: [],
    dueItems: [],
    lastRung: input.at,
    marks: [],
    documents: [],
  }),
  initial: 'live',
  states: {
    live: {
      initial: 'preparing',
      on: merge(planning.on, leadership.on, findings.on, report.on, {
        // The reminders are read off before their clock moves on.
        rung: {
          actions: [
            { type: 'cause' as const, params: ({ context }: { context: Context }) => reminders(context) },
            ...act('rung', undefined, (context) => ({ lastRung: context.at })).actions,
          ],
        },
      }),
      states: {
        preparing: {
          initial: 'opened',
          on: team.preparing,
          states: { opened: planning.opened, planned: {}, assigned: {} },
        },
        active: {
          initial: 'fieldwork',
          on: merge(team.active, findings.active),
          states: { fieldwork: comments.fieldwork, commenting: comments.commenting },
        },
      },
    },
    reported: { type: 'final' },
    cancelled: { type: 'final' },
  },
});

/** When time will act. */
export function timers(context: Context): Record<string, number> {
  const rung = nextReminder(context.dueItems, context.lastRung);
  // The comment date comes first: at its due instant it is met, and no reminder of it is left.
  return {
    ...(context.commentDue === undefined || context.commentDatePassed ? {} : { commentDatePassed: context.commentDue }),
    ...(rung === undefined ? {} : { rung }),
  };
}
