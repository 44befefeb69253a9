import type { Entry, Json } from '../../machines/core/index.ts';
import type { InstanceId, Instant } from '../../model/identifiers.ts';

/** An entry with what the caller's request adds to it. */
export interface Recorded {
  readonly entry: Entry;
  readonly updateId?: string;
  readonly bodyHash?: string;
  readonly tokenIssuedBy?: string;
}

/** A journal line as it is read back. */
export interface JournalLine extends Recorded {
  /** SHA-256 over the previous line's hash and this line's canonical bytes (payload by its hash). */
  readonly hash: string;
  readonly previousHash: string;
}

export interface Journal {
  /**
   * Insert-or-same on (instance, seq), in one transaction with the projection, the outbox (recipients of `notify`
   * resolved at the entry's own instant) and the registers (`register` effects). Throws `JournalConflict` when
   * another entry stands at the same seq. Entries of one instance come in order.
   */
  append(batch: readonly Recorded[]): Promise<void>;
  page(instance: InstanceId, after: number, limit: number): Promise<JournalLine[]>;
  /** All entries in order, for refold and rebuild. */
  all(instance: InstanceId): Promise<Entry[]>;
  head(instance: InstanceId): Promise<number>;
  /** Resolves true as soon as the journal holds that seq, false after the time. */
  waitFor(instance: InstanceId, seq: number, milliseconds: number): Promise<boolean>;
  byUpdate(
    updateId: string,
  ): Promise<{ instance: InstanceId; seq: number; at: Instant; to: Json; bodyHash: string } | undefined>;
  /** Verifies the hash chain of an instance; the first broken seq. */
  verifyChain(instance: InstanceId): Promise<number | undefined>;
}

/** Another entry stands at this seq: the journal is never overwritten. */
export class JournalConflict extends Error {
  override readonly name = 'JournalConflict';
}
