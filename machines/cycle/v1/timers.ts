/** What time brings: reminders, 1 April, the inspection, expiring exceptions. Instants only; dates are the server's. */
import type { Cause, DueItem } from '../../core.ts';
import type { Instant } from '../../../model/identifiers.ts';
import { nextExpiry } from './operate/exceptions.ts';
import { act, notify } from './kit.ts';
import { isClosable } from './review/close.ts';
import type { CycleContext } from './types.ts';

export const times = {
  rung: { ja: '期限の通知', en: 'a reminder of what is due' },
  yearBegins: { ja: '年度の開始', en: 'the fiscal year begins' },
  inspectionBegins: { ja: '点検の開始', en: 'the inspection begins' },
  exceptionExpires: { ja: '例外措置の終了', en: 'an exception expires' },
};

/**
 * What is still due. After the evaluation the year is not overdue (評価済（改善継続中）): only expired exceptions, and
 * the close once nothing but the CISO's act is missing.
 */
export function openDue(context: CycleContext): readonly DueItem[] {
  if (context.end !== undefined) return [];
  const open = context.dueItems.filter((item) => item.met === undefined);
  if (context.evaluation === undefined) return open.filter((item) => item.id !== 'close');
  return open.filter((item) => item.id === 'exception' || (item.id === 'close' && isClosable(context)));
}

/** The next reminder over all open items; absent when there is none left. */
function nextRung(context: CycleContext): Instant | undefined {
  const rungs = openDue(context).flatMap((item) => item.rungs.filter((rung) => rung > context.lastRung));
  return rungs.length === 0 ? undefined : Math.min(...rungs);
}

/** Event → instant; absent means never. */
export function timers(context: CycleContext): Readonly<Record<string, Instant>> {
  if (context.end !== undefined) return {};
  const rung = nextRung(context);
  const expiry = nextExpiry(context);
  const inspects = context.plan.approved !== undefined && context.inspection.begun === undefined;
  return {
    ...(rung === undefined ? {} : { rung }),
    ...(context.yearBegun ? {} : { yearBegins: context.yearBegins }),
    ...(inspects ? { inspectionBegins: Math.max(context.inspectionBegins, context.yearBegins) } : {}),
    ...(expiry === undefined ? {} : { exceptionExpires: expiry }),
  };
}

/** One notice per open item with a rung since the last reminder: a past item gives one, not all of its rungs. */
function reminders(context: CycleContext): readonly Cause[] {
  return openDue(context)
    .filter((item) => item.rungs.some((rung) => rung > context.lastRung && rung <= context.at))
    .map((item) => ({
      kind: 'notify',
      to: {
        roles: item.roles,
        organisation: context.organisation,
        ...(item.department === undefined ? {} : { department: item.department }),
      },
      topic: item.due <= context.at ? 'overdue' : 'reminder',
      dueItem: item.id,
    }));
}

export const timersOn = {
  rung: act('rung', undefined, (context) => ({ lastRung: context.at }), reminders),
  yearBegins: act(
    'yearBegins',
    undefined,
    () => ({ yearBegun: true }),
    (context) => [notify(context, 'yearBegun', 'ciso', 'headOfOfficers', 'promotionOffice')],
  ),
};
