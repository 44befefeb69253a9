/** What time brings: reminders, 1 April, the inspection, expiring exceptions. Instants only; dates are the server's. */
import { comeDue, nextReminder } from '../../core/index.ts';
import type { Audience, Cause, DueItem, Reminder } from '../../core/index.ts';
import type { Instant } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
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

/** Event → instant; absent means never. */
export function timers(context: CycleContext): Readonly<Record<string, Instant>> {
  if (context.end !== undefined) return {};
  const rung = nextReminder(openDue(context), context.lastRung);
  const expiry = nextExpiry(context);
  const inspects = context.plan.approved !== undefined && context.inspection.begun === undefined;
  return {
    ...(rung === undefined ? {} : { rung }),
    ...(context.yearBegun ? {} : { yearBegins: context.yearBegins }),
    ...(inspects ? { inspectionBegins: Math.max(context.inspectionBegins, context.yearBegins) } : {}),
    ...(expiry === undefined ? {} : { exceptionExpires: expiry }),
  };
}

/** Who at the supervising ministries is told of what stays overdue, where the body opened that. */
const supervisors: readonly Role[] = ['manager', 'supervisingStaff'];

/** One notice per open item of which a rung has come since the last time, and one further up for an escalation. */
function reminders(context: CycleContext): readonly Cause[] {
  const { organisation } = context;
  return comeDue(openDue(context), context.lastRung, context.at).flatMap(({ item, reminder, escalated }) => {
    const { id: dueItem, roles, department } = item;
    const to = { roles, organisation, ...(department === undefined ? {} : { department }) };
    const causes: Cause[] = [];
    if (reminder !== undefined) {
      const topic = reminder.stage === 'overdue' ? 'overdue' : 'reminder';
      causes.push({ kind: 'notify', to, topic, dueItem, reminder: ofItem(dueItem, reminder) });
    }
    for (const one of escalated) {
      const further: Audience =
        one.to === 'ciso' ? { roles: ['ciso'], organisation } : { supervisorsOf: organisation, roles: supervisors };
      causes.push({ kind: 'notify', to: further, topic: 'escalated', dueItem, reminder: one.reminder });
    }
    return causes;
  });
}

/** The close falls due only when nothing else is missing: rungs that passed before that were not missed. */
function ofItem(id: string, { missed, ...reminder }: Reminder): Reminder {
  return id === 'close' || missed === undefined ? reminder : { ...reminder, missed };
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
