/** What came of asking for a change, as those who are to be told need it. */
import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { JudgedChange } from '../registry/change.ts';

/** A change that waits, and who could approve it. */
export interface WaitingChange {
  readonly id: string;
  readonly seq: number;
  readonly at: Instant;
  readonly able: readonly PersonId[];
}

/** A change that was made. */
export interface AppliedChange {
  readonly judged: JudgedChange;
  readonly id: string;
  readonly seq: number;
  readonly at: Instant;
}
