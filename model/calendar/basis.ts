/** What stands with a due date: what it rests on, and who is told when it passes. */
import type { Instant, LocalDate } from '../identifiers.ts';

/** What a date rests on, from its first day to the one it has now; shown wherever the date is shown. */
export interface DateBasis {
  /** A day of the year, business days after another item, or a date that somebody set. */
  readonly kind: 'fixed' | 'after' | 'given';
  /** The first day it had by that alone. */
  readonly own: LocalDate;
  /** For `after`: the item it follows, and by how many business days. */
  readonly follows?: { readonly item: string; readonly businessDays: number } | undefined;
  /** Each move since, the last one to the present date. `reason` is a `MovedReason`, where no older calendar wrote another. */
  readonly moved?: readonly { readonly from: LocalDate; readonly to: LocalDate; readonly reason: string }[] | undefined;
}

/** An instant at which an item that is still not met is told further up. */
export interface Escalation {
  readonly at: Instant;
  readonly to: 'ciso' | 'supervisors';
}
