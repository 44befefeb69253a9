/** What time brings: reminders, and the end of the date for comments. */
import type { Instant } from '../../../model/identifiers.ts';
import { nextReminder, onRung, rungTime, type Times } from '../../kit/v1/index.ts';
import { remindersOf } from './due-items.ts';
import { handlers } from './kit.ts';
import type { Context } from './types.ts';

export const times = {
  rung: rungTime,
  commentDatePassed: { ja: '意見の期限が過ぎた', en: 'the comment date has passed' },
} as const satisfies Times;

/** When time will act: event → instant; absent means never. */
export function timers(context: Context): Readonly<Record<string, Instant>> {
  const rung = nextReminder(context.dueItems, context.lastRung);
  // The comment date comes first: at its due instant it is met, and no reminder of it is left.
  return {
    ...(context.commentDue === undefined || context.commentDatePassed ? {} : { commentDatePassed: context.commentDue }),
    ...(rung === undefined ? {} : { rung }),
  };
}

export const on = {
  live: handlers(times, {
    rung: onRung(remindersOf),
  }),
};
