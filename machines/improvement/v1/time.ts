/** What time brings. */
import { assign, setup } from 'xstate';
import { actions, nextReminder } from '../../core/index.ts';
import type { Instant } from '../../../model/identifiers.ts';
import { owner, reminders } from './due-items.ts';
import { notice, toPerson } from './effects.ts';
import type { Event } from './events.ts';
import { observationEnds } from './rounds.ts';
import type { Context } from './types.ts';

export const times = {
  rung: { ja: '期限の通知', en: 'reminder of a due date' },
  observationEnds: { ja: '観察期間の終了', en: 'end of the observation period' },
} as const;

/** When time will act: derived from the context, so that a moved date never leaves a stale timer. */
export function timers(context: Context): Record<string, Instant> {
  const rung = nextReminder(context.dueItems, context.lastRung);
  const ends = context.observed ? undefined : observationEnds(context);
  return { ...(rung === undefined ? {} : { rung }), ...(ends === undefined ? {} : { observationEnds: ends }) };
}

const chart = setup({
  types: {} as { context: Context; events: Event },
  actions,
});

/** Open from beginning to end: reminders. */
export const on = chart.createStateConfig({
  on: {
    rung: {
      actions: [
        { type: 'cause', params: ({ context }) => reminders(context) },
        assign({ lastRung: ({ context }) => context.at }),
      ],
    },
  },
}).on;

/** Open while observing: the verifier's turn comes. */
export const observing = chart.createStateConfig({
  on: {
    observationEnds: {
      target: 'verifying',
      actions: [
        assign({ observed: true }),
        {
          type: 'cause',
          params: ({ context }) => [
            notice('observationOver', owner(context)),
            ...(context.approved === undefined ? [] : [toPerson('verifyNow', context.approved.verifier)]),
          ],
        },
      ],
    },
  },
});
