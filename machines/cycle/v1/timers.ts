/** What time brings: reminders, 1 April, the inspection, expiring exceptions. Instants only; dates are the server's. */
import type { Instant } from '../../../model/identifiers.ts';
import { nextReminder, onRung, rungTime, toRoles, type Times } from '../../kit/v1/index.ts';
import { remindedDue, remindersOf } from './due-items.ts';
import { handlers } from './kit.ts';
import { nextExpiry } from './outstanding.ts';
import type { Context } from './types.ts';

export const times = {
  rung: rungTime,
  yearBegins: { ja: '年度の開始', en: 'the fiscal year begins' },
  inspectionBegins: { ja: '点検の開始', en: 'the inspection begins' },
  exceptionExpires: { ja: '例外措置の終了', en: 'an exception expires' },
} as const satisfies Times;

/** When time will act: event → instant; absent means never. */
export function timers(context: Context): Readonly<Record<string, Instant>> {
  if (context.end !== undefined) return {};
  if (context.withdrawn !== undefined) return context.yearBegun ? {} : { yearBegins: context.yearBegins };
  const rung = nextReminder(remindedDue(context), context.lastRung);
  const expiry = nextExpiry(context);
  const inspects = context.plan.approved !== undefined && context.inspection.begun === undefined;
  return {
    ...(rung === undefined ? {} : { rung }),
    ...(context.yearBegun ? {} : { yearBegins: context.yearBegins }),
    ...(inspects ? { inspectionBegins: Math.max(context.inspectionBegins, context.yearBegins) } : {}),
    ...(expiry === undefined ? {} : { exceptionExpires: expiry }),
  };
}

export const on = {
  /** A year that begins while it rests: whoever can reopen it is told. */
  withdrawn: handlers(times, {
    yearBegins: {
      change: () => ({ yearBegun: true }),
      causes: ({ after }) => [toRoles(after, ['ciso', 'promotionOffice'], 'yearBegunWithdrawn')],
    },
  }),
  live: handlers(times, {
    rung: onRung(remindersOf),
    yearBegins: {
      change: () => ({ yearBegun: true }),
      causes: ({ after }) => [toRoles(after, ['ciso', 'headOfOfficers', 'promotionOffice'], 'yearBegun')],
    },
  }),
};
