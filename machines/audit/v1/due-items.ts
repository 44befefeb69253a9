/** The audit's due items and their reminders. The statechart compares instants; the calendar stands behind the facts. */
import type { Cause, DueItem } from '../../core.ts';
import type { Role } from '../../../model/roles.ts';
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
  const item: DueItem = {
    id,
    due: found.due,
    original: before?.original ?? found.due,
    rungs: found.rungs,
    roles: roles[id],
  };
  return [...items.filter((other) => other.id !== id), item];
}

/** The items with one met. */
export function met(items: readonly DueItem[], id: keyof typeof dueItems, at: number): readonly DueItem[] {
  return items.map((item) => (item.id === id && item.met === undefined ? { ...item, met: at } : item));
}

/** The next reminder; a past due item gives one, not all. */
export function nextRung(context: Context): number | undefined {
  const rungs = context.dueItems
    .filter((item) => item.met === undefined)
    .flatMap((item) => item.rungs.filter((rung) => rung > context.lastRung));
  return rungs.length === 0 ? undefined : Math.min(...rungs);
}

/** One notice per open item whose reminder has come. */
export function reminders(context: Context): Cause[] {
  return context.dueItems
    .filter(
      (item) => item.met === undefined && item.rungs.some((rung) => rung > context.lastRung && rung <= context.at),
    )
    .flatMap((item) =>
      audiences(context, item.id).map((to): Cause => ({ kind: 'notify', to, topic: 'reminder', dueItem: item.id })),
    );
}

function audiences(context: Context, item: string) {
  if (item !== 'comment') return [leader(context)];
  return silentDepartments(context).map((department) => ({
    roles: ['officer', 'divisionOfficer'] as const,
    organisation: context.organisation,
    department,
  }));
}
