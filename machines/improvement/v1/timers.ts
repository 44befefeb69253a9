/** What time brings: reminders, and the end of the observation. */
import type { Instant } from '../../../model/identifiers.ts';
import { nextReminder, onRung, rungTime, type Times } from '../../kit/v1/index.ts';
import { toOwner, toVerifier } from './audiences.ts';
import { remindersOf } from './due-items.ts';
import { handlers } from './kit.ts';
import { observationEnds } from './rounds.ts';
import type { Context } from './types.ts';

export const times = {
  rung: rungTime,
  observationEnds: { ja: '観察期間の終了', en: 'end of the observation period' },
} as const satisfies Times;

/** When time will act: event → instant; absent means never. */
export function timers(context: Context): Readonly<Record<string, Instant>> {
  const rung = nextReminder(context.dueItems, context.lastRung);
  const ends = context.observed ? undefined : observationEnds(context);
  return { ...(rung === undefined ? {} : { rung }), ...(ends === undefined ? {} : { observationEnds: ends }) };
}

export const on = {
  live: handlers(times, {
    rung: onRung(remindersOf),
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
