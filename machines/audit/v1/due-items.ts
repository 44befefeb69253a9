/** The audit's due items and their reminders. The statechart compares instants; the calendar stands behind the facts. */
import { comeDue } from '../../core/index.ts';
import type { Cause, DueItem } from '../../core/index.ts';
import type { Role } from '../../../model/roles.ts';
import { dateInJapan } from './dates.ts';
import type { DueFact } from './facts.ts';
import { leader } from './leadership.ts';
import { silentDepartments, type Context } from './types.ts';

/** Ids: when the report is due, and until when the audited departments may comment. */
export const dueItems = {
  report: { ja: '監査報告', en: 'audit report' },
  comment: { ja: '監査対象部門の意見', en: 'comments of the audited departments' },
} as const;

const roles: Readonly<Record<keyof typeof dueItems, readonly Role[]>> = {
  report: ['auditOfficer'],
  comment: ['officer'],
};

/** The items with one added or moved; the first date it ever had stays. An absent fact changes nothing. */
export function withDue(items: readonly DueItem[], id: keyof typeof dueItems, facts: DueFact): readonly DueItem[] {
  const found = facts.find((fact) => fact.id === id);
  if (found === undefined) return items;
  const before = items.find((item) => item.id === id);
  const { due, rungs, escalations, basis } = found;
  const item: DueItem = {
    id,
    due,
    original: before?.original ?? due,
    rungs,
    roles: roles[id],
    // The comment date ends by itself; nobody is overdue with it.
    escalations: id === 'comment' ? [] : (before?.escalations ?? escalations),
    basis: before === undefined || before.due === due ? basis : revised(before, due),
  };
  return [...items.filter((other) => other.id !== id), item];
}

/** What a date rests on after the plan was revised. */
function revised(item: DueItem, due: number): NonNullable<DueItem['basis']> {
  const from = dateInJapan(item.due - 1);
  const { basis = { kind: 'given' as const, own: dateInJapan(item.original - 1) } } = item;
  return { ...basis, moved: [...(basis.moved ?? []), { from, to: dateInJapan(due - 1), reason: 'revised' }] };
}

/** The items with one met. */
export function met(items: readonly DueItem[], id: keyof typeof dueItems, at: number): readonly DueItem[] {
  return items.map((item) => (item.id === id && item.met === undefined ? { ...item, met: at } : item));
}

/** Who at the supervising ministries is told of what stays overdue, where the body opened that. */
const supervisors: readonly Role[] = ['manager', 'supervisingStaff'];

/** One notice per open item whose rung has come, and one further up for an escalation. */
export function reminders(context: Context): Cause[] {
  const { organisation } = context;
  return comeDue(context.dueItems, context.lastRung, context.at).flatMap(({ item, reminder, escalated }) => {
    const { id: dueItem } = item;
    const to = reminder === undefined ? [] : audiences(context, dueItem);
    return [
      ...to.map((audience): Cause => ({
        kind: 'notify',
        to: audience,
        topic: reminder?.stage === 'overdue' ? 'overdue' : 'reminder',
        dueItem,
        ...(reminder === undefined ? {} : { reminder }),
      })),
      ...escalated.map((one): Cause => ({
        kind: 'notify',
        to: one.to === 'ciso' ? { roles: ['ciso'], organisation } : { supervisorsOf: organisation, roles: supervisors },
        topic: 'escalated',
        dueItem,
        reminder: one.reminder,
      })),
    ];
  });
}

function audiences(context: Context, item: string) {
  if (item !== 'comment') return [leader(context)];
  return silentDepartments(context).map((department) => ({
    roles: ['officer', 'divisionOfficer'] as const,
    organisation: context.organisation,
    department,
  }));
}
