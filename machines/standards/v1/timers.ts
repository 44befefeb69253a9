/** What time brings: reminders, and the end of a date for opinions. */
import type { Instant } from '../../../model/identifiers.ts';
import { nextReminder, onRung, rungTime, type Times } from '../../kit/v1/index.ts';
import { handlers } from './kit.ts';
import { silent, type Context } from './types.ts';

export const times = {
  rung: rungTime,
  opinionDatePassed: { ja: '意見の期限が過ぎた', en: 'the date for opinions has passed' },
} as const satisfies Times;

/** When time will act: event → instant; absent means never. */
export function timers(context: Context): Readonly<Record<string, Instant>> {
  const rung = nextReminder(context.dueItems, context.lastRung);
  const open = context.guidebook.decision === undefined ? silent(context) : [];
  const dates = open.filter(({ passed }) => passed !== true).map(({ due }) => due);
  // The date comes first: at its due instant it is met, and no reminder of it is left.
  return {
    ...(dates.length === 0 ? {} : { opinionDatePassed: Math.min(...dates) }),
    ...(rung === undefined ? {} : { rung }),
  };
}

export const on = {
  live: handlers(times, { rung: onRung<Context>() }),
};
