/**
 * What workflows ask of activities. Types and names only: the workflow bundle holds no activity code, and
 * `activities/` implements exactly this.
 */
import type { Json } from '../machines/core/index.ts';
import type { DurableInput, OpeningError, TellMessage } from './messages.ts';
import type { ClaimAnswer } from './records/instances.ts';
import type { RecordedEntry } from './records/journal.ts';
import type { FailedOpening } from './records/openings.ts';
import type { Instant, InstanceId, OrganisationId } from '../model/identifiers.ts';

/** A `start` effect on its way: which instance of which procedure, begun with what, by whose effect. */
export interface StartRequest {
  readonly procedure: string;
  readonly instance: InstanceId;
  readonly input: Json;
  /** The effect that starts it, `<instance>#<effect id>`: the same start again is recognised by it. */
  readonly by: string;
  /** `instance` is without a number: the claim gives the next one, to the same start the same. */
  readonly numbered?: true;
}

/** What a claim answered, and what the instance is to be started with. */
export interface Claim {
  readonly result: ClaimAnswer['result'];
  /** Version and waiting tells are decided by the claim, so that a replay sees the same. */
  readonly start: DurableInput;
}

/** Why a tell waits in the organisation's inbox register; `absent`: no running instance has the id. */
export type InboxReason = 'absent' | 'ended' | 'refused';

/**
 * What became of a tell for which nobody ran: it waits; the instance has been claimed meanwhile and is to be told again;
 * or a later cycle of the same body runs and is told instead.
 */
export type InboxAnswer =
  { readonly result: 'waiting' | 'claimed' } | { readonly result: 'tellInstead'; readonly instance: InstanceId };

/** The last entry of a batch that the journal now holds. An answer says what it answers: no copy of another passes for it. */
export interface Appended {
  readonly instance: InstanceId;
  readonly seq: number;
}

export interface DurableActivities {
  /**
   * Insert-or-same on (instance, seq), in order. Fails while the database is away, and for good (`journalConflict`) where
   * the journal holds another entry: then this run is not the one that the journal tells of.
   */
  appendJournal(batch: readonly RecordedEntry[]): Promise<Appended>;
  claimInstance(request: StartRequest): Promise<Claim>;
  /** The answer, with the id of the message. */
  putInInbox(message: TellMessage, reason: InboxReason): Promise<InboxAnswer & { readonly id: string }>;
}

/** `ApplicationFailure` type of an append that can never succeed. */
export const journalConflict = 'JournalConflict';

/** Some bodies whose year is to be opened. */
export interface OpenCyclesRequest {
  readonly year: number;
  readonly organisations: readonly OrganisationId[];
  /** When the opening was asked for: due dates and look-ups follow it, not the activity's clock. */
  readonly at: Instant;
}

export interface OpenCyclesResult {
  readonly opened: number;
  /** Bodies whose year was open already. */
  readonly existed: number;
  readonly errors: readonly OpeningError[];
}

export interface YearActivities {
  /** Opens the cycles of some bodies; doing it again is harmless. Fails while records or engine are away. */
  openCycles(request: OpenCyclesRequest): Promise<OpenCyclesResult>;
  /** An opening has ended with bodies that could not be opened: the administrators are told, once for each opening. */
  reportFailedOpening(opening: FailedOpening): Promise<void>;
}

/** Why the round of openings is made: a planning day of the Schedule, or the look around of every day and change. */
export interface PlanOpeningsRequest {
  readonly why: 'planningDay' | 'round';
  /** The instant the Schedule meant; of a run made up for, long ago or (a backfill) still to come. */
  readonly scheduledAt: Instant;
  /** The workflow's own instant. */
  readonly at: Instant;
}

/** An opening to be carried by the workflow `openYear` under this id. */
export interface PlannedOpening {
  readonly id: string;
  readonly year: number;
  readonly organisations: readonly OrganisationId[];
}

export interface RoundActivities {
  /** Which bodies are to be opened now; recorded as openings, so that anyone finds how far they are. */
  planOpenings(request: PlanOpeningsRequest): Promise<readonly PlannedOpening[]>;
  /** Begins what each body has once a year, and does not have yet. Answers how many were begun. */
  openYearly(at: Instant): Promise<number>;
  /** Tells the cycles of abolished bodies that these have ended; each once. Answers how many were told. */
  tellEndings(at: Instant): Promise<number>;
  /** Tells running instances that hear of it what has changed in who is competent for their body; each change once. */
  tellCompetence(at: Instant): Promise<number>;
  /** Tells every running cycle of editions and directives that came into force after it began; each once. */
  tellAmendments(at: Instant): Promise<number>;
}
