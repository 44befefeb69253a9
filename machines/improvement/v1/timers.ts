/** What time brings. */
import type { Instant } from '../../../model/identifiers.ts';
import { nextReminder, rungTime, type Times } from '../../kit/v1/index.ts';
import { toOwner, toVerifier } from './audiences.ts';
import { remindersOf } from './due-items.ts';
import { handlers } from './kit.ts';
import { observationEnds } from './rounds.ts';
import type { Context } from './types.ts';

export const times = {
  rung: rungTime,
  observationEnds: { ja: '観察期間の終了', en: 'end of the observation period' },
} as const satisfies Times;

/** When time will act. */
export function timers(context: Context): Record<string, Instant> {
  const rung = nextReminder(context.dueItems, context.lastRung);
  const ends = context.observed ? undefined : observationEnds(context);
  return { ...(rung === undefined ? {} : { rung }), ...(ends === undefined ? {} : { observationEnds: ends }) };
}

export const on = {
  live: handlers(times, {
    // The reminders are read off before their clock moves on.
    rung: {
      change: (context) => ({ lastRung: context.at }),
      causes: ({ before }) => remindersOf(before),
    },
  }),
  /** The verifier's turn comes. */
  observing: handlers(times, {
    observationEnds: {
      target: 'verifying',
      change: () => ({ observed: true }),
      causes: ({ after }) => [toOwner(after, 'observationOver'), ...toVerifier(after, 'verifyNow')],
    },
  }),
};
