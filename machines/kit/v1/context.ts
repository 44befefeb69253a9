/** What the context of every procedure with due items carries. */
import type { BaseContext, DueItem } from '../../core/index.ts';
import type { Instant, PersonId } from '../../../model/identifiers.ts';

/** What someone did, and why. */
export interface Act {
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason?: string;
}

/** Beside what the core stamps: dates, marks, documents. */
export interface CommonContext extends BaseContext {
  readonly dueItems: readonly DueItem[];
  /** When reminders were last looked at. */
  readonly lastRung: Instant;
  /** Ways out taken, kept for ever. */
  readonly marks: readonly string[];
  /** SHA-256 of the documents cited by any accepted step. */
  readonly documents: readonly string[];
}
