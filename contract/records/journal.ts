import type { Entry, Json } from '../../machines/core/index.ts';
import type { Instant, InstanceId, PersonId } from '../../model/identifiers.ts';
import type { DecideAnswer } from '../messages.ts';
import type { DecisionKey } from './answers.ts';

/** An entry with what the caller's request adds to it. */
export interface RecordedEntry {
  readonly entry: Entry;
  readonly updateId?: string;
  readonly bodyHash?: string;
  readonly tokenIssuedBy?: string;
}

/** A journal line as it is read back. */
export interface JournalLine extends RecordedEntry {
  /** SHA-256 over the previous line's hash and this line's canonical bytes (payload by its hash). */
  readonly hash: string;
  readonly previousHash: string;
  /** What the hash covers beside the hash before. */
  readonly header: string;
  /** What the header says of the payload, and the payload as it is kept; `null`: erased. */
  readonly payloadHash: string;
  readonly payload: string | null;
}

/** The first answer under an update id. */
export interface JournalAnswer extends DecideAnswer {
  readonly instance: InstanceId;
}

/** What a decision has to know before it is understood. */
export interface BeforeDecision {
  /** The key was this decision's before. */
  readonly answered?: JournalAnswer;
  /** The key is claimed for this request, by this asker among others; false when it is another act's, or answered. */
  readonly claimed: boolean;
  /** The first place at which the instance's chain was found damaged, as long as it is. */
  readonly damaged?: number;
  /** Entries of the instance that the asker does not know yet. */
  readonly entries: readonly Entry[];
}

/** How often a decision was taken, and the last time. */
export interface Taken {
  /** Kind of the instances. */
  readonly procedure: string;
  readonly decision: string;
  readonly times: number;
  readonly last: {
    readonly instance: InstanceId;
    readonly seq: number;
    readonly at: Instant;
    readonly person?: PersonId;
  };
}

/** An entry at which the state of an instance changed. */
export interface Move {
  readonly instance: InstanceId;
  readonly at: Instant;
  /** The state value after it. */
  readonly to: Json;
}

/** A decision somebody took. */
export interface Act {
  readonly instance: InstanceId;
  readonly seq: number;
  readonly at: Instant;
  readonly decision: string;
}

export interface Journal {
  /**
   * Insert-or-same on (instance, seq), in one transaction with the projection, the outbox (recipients of `notify`
   * resolved at the entry's own instant) and the registers (`register` effects). Throws `JournalConflict` when
   * another entry stands at the same seq. Entries of one instance come in order.
   */
  append(batch: readonly RecordedEntry[]): Promise<void>;
  /**
   * The same for one entry of an instance that nobody runs any longer: written unless an entry stands under its update id,
   * which is answered then. Look and writing are one transaction under the instance's lock. Throws `JournalConflict`.
   */
  appendOnce(recorded: RecordedEntry & { readonly updateId: string }): Promise<JournalAnswer>;
  page(instance: InstanceId, after: number, limit: number): Promise<JournalLine[]>;
  /** Single entries; those that are not there are left out. */
  entriesAt(places: readonly { readonly instance: InstanceId; readonly seq: number }[]): Promise<Entry[]>;
  /** The first entries whose event cites a document, fifty at most. */
  citing(instance: InstanceId, document: string): Promise<JournalLine[]>;
  /** What the entries of an instance say that may cite a document, oldest first. */
  citations(instance: InstanceId): Promise<Pick<Entry, 'seq' | 'event'>[]>;
  /** What a person decided last, the latest first. */
  actsOf(person: PersonId, limit: number): Promise<Act[]>;
  /** Which of these decisions were taken in the instances: one line per kind of instance and decision, the latest first. */
  taken(instances: readonly InstanceId[], decisions: readonly string[]): Promise<Taken[]>;
  /** When the instances changed their state, each in order. */
  moves(instances: readonly InstanceId[]): Promise<Move[]>;
  /** All entries in order, for refold and rebuild. */
  all(instance: InstanceId): Promise<Entry[]>;
  head(instance: InstanceId): Promise<number>;
  /** Resolves true as soon as the journal holds that seq, false after the time. */
  waitFor(instance: InstanceId, seq: number, milliseconds: number): Promise<boolean>;
  byUpdate(updateId: string): Promise<JournalAnswer | undefined>;
  /**
   * Claims the key for the request unless its answer is here or it is another act's, and reads the rest, in one statement.
   * A claim for the same request is joined, not refused: what was asked before may have been lost. Whoever is refused
   * gives theirs back (`Answers.releaseDecision`). `after`: the entry the asker knows the instance up to; none is read
   * without.
   */
  beforeDecision(
    asked: DecisionKey & {
      readonly updateId: string;
      readonly instance: InstanceId;
      readonly at: Instant;
      readonly after?: number;
    },
  ): Promise<BeforeDecision>;
  /** Verifies the hash chain of an instance; the first broken seq. */
  verifyChain(instance: InstanceId): Promise<number | undefined>;
}

/** Another entry stands at this seq: the journal is never overwritten. */
export class JournalConflict extends Error {
  override readonly name = 'JournalConflict';
}
