/**
 * What time brings to due items, for every procedure: reminders on the rungs of a ladder, escalations, and the due
 * instant itself. Pure, over instants alone. Published versions rely on it: what it gives for an item may never change.
 */
import type { Instant } from '../../model/identifiers.ts';
import type { DueItem, Escalation, Reminder } from './types.ts';

const DAY = 24 * 60 * 60 * 1000;

/** What has come of an item since reminders were last looked at. */
export interface ComeDue {
  readonly item: DueItem;
  /** For those who must act; absent when no rung has come (the due instant alone wakes nobody at night). */
  readonly reminder?: Reminder;
  /** Further up; the latest of each kind. */
  readonly escalated: readonly { readonly to: Escalation['to']; readonly reminder: Reminder }[];
}

/** The next instant at which time does something to an open item; `undefined` when there is none. */
export function nextReminder(items: readonly DueItem[], since: Instant): Instant | undefined {
  let next: Instant | undefined;
  for (const item of items) {
    if (item.met !== undefined) continue;
    for (const at of instantsOf(item)) if (at > since && (next === undefined || at < next)) next = at;
  }
  return next;
}

/** Open items of which a rung or an escalation lies after `since` and not after `at`: each once, however many passed. */
export function comeDue(items: readonly DueItem[], since: Instant, at: Instant): readonly ComeDue[] {
  const passed = (instant: Instant): boolean => instant > since && instant <= at;
  return items.flatMap((item): ComeDue[] => {
    if (item.met !== undefined) return [];
    const { due } = item;
    const rungs = item.rungs.filter(passed);
    const rung = rungs.at(-1);
    const missed = rungs.length > 1 ? { missed: rungs.length - 1 } : {};
    const escalated = (['ciso', 'supervisors'] as const).flatMap((to) => {
      const last = (item.escalations ?? []).filter((one) => one.to === to && passed(one.at)).at(-1);
      return last === undefined ? [] : [{ to, reminder: { rung: last.at, stage: 'escalated', due } as const }];
    });
    if (rung === undefined && escalated.length === 0) return [];
    const stage = at >= due ? 'overdue' : at >= due - DAY ? 'today' : 'before';
    return [{ item, ...(rung === undefined ? {} : { reminder: { rung, stage, due, ...missed } }), escalated }];
  });
}

/** How many open items are overdue at an instant. */
export function overdueCount(items: readonly DueItem[], at: Instant): number {
  return items.filter((item) => item.met === undefined && item.due <= at).length;
}

function instantsOf({ due, rungs, escalations = [] }: DueItem): readonly Instant[] {
  return [due, ...rungs, ...escalations.map(({ at }) => at)];
}
