/** What time brings: reminders of the plan and of the direction. */
import type { Instant } from '../../../model/identifiers.ts';
import { nextReminder, onRung, rungTime, type Times } from '../../kit/v1/index.ts';
import { handlers } from './kit.ts';
import type { Context } from './types.ts';

export const times = { rung: rungTime } as const satisfies Times;

/** When time will act: event → instant; absent means never. */
export function timers({ dueItems, lastRung }: Context): Readonly<Record<string, Instant>> {
  const rung = nextReminder(dueItems, lastRung);
  return rung === undefined ? {} : { rung };
}

export const on = { live: handlers(times, { rung: onRung<Context>() }) };
