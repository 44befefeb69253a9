/**
 * What time brings: reminders of dates; once of the contact that a ministry has not had (6-5, never overdue); and the end, at
 * once when nothing is left to do – which decision is the last nobody knows before.
 */
import type { Instant } from '../../../model/identifiers.ts';
import { nextReminder, onRung, rungTime, toRoles, type Times } from '../../kit/v1/index.ts';
import { remindersOf } from './due-items.ts';
import { handlers } from './kit.ts';
import { currentParts, isComplete, type Context } from './types.ts';

export const times = {
  rung: rungTime,
  contactReminder: { ja: '法人との連絡の確認', en: 'reminder of contacts' },
  concluded: { ja: '全て済んだことによる終了', en: 'everything is done' },
} as const satisfies Times;

/** When time will act: event → instant; absent means never. */
export function timers(context: Context): Readonly<Record<string, Instant>> {
  const { dueItems, lastRung, contactAt, concludedAt, at } = context;
  if (concludedAt !== undefined) return {};
  if (isComplete(context)) return { concluded: at };
  const rung = nextReminder(dueItems, lastRung);
  return {
    ...(rung !== undefined && { rung }),
    ...(contactAt !== undefined && { contactReminder: contactAt }),
  };
}

export const on = {
  live: handlers(times, {
    rung: onRung(remindersOf),
    concluded: { target: '#supervision.ended', change: ({ at }) => ({ concludedAt: at }) },
    contactReminder: {
      change: () => ({ contactAt: undefined }),
      causes: ({ before }) =>
        currentParts(before)
          .filter(({ contacts }) => contacts.length === 0)
          .map(({ ministry }) => toRoles({ organisation: ministry }, ['supervisingStaff'], 'contactMissing')),
    },
  }),
};
