import type { Json } from '../../machines/core/index.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';

/** What was answered under a key. */
export interface KeptAnswer {
  readonly bodyHash: string;
  readonly status: number;
  readonly body: Json;
}

/** Answers to idempotent requests that are not decisions (years, registry, registers, tokens). */
export interface Answers {
  /** The answer under a key; undefined when there is none yet. */
  get(person: PersonId, key: string): Promise<KeptAnswer | undefined>;
  /** Whether a key stands for a change that was answered or is on its way. */
  used(person: PersonId, key: string): Promise<boolean>;
  /**
   * Takes a key for an act: `mine` – do it, then `put` or `release`; `taken` – someone is at it; or its answer. Whoever
   * has not answered nor renewed in time has lost it: that process is gone, and the next one acts.
   */
  reserve(
    person: PersonId,
    key: string,
    reservation: { bodyHash: string; by: string; at: Instant; forMilliseconds: number },
  ): Promise<'mine' | 'taken' | KeptAnswer>;
  /** Goes on holding a key from now. */
  renew(person: PersonId, key: string, by: string, milliseconds: number): Promise<void>;
  /** Gives a key back unspent, after a refusal. */
  release(person: PersonId, key: string, by: string): Promise<void>;
  /** Keeps the answer; when another one was first, that one stays and is returned. */
  put(person: PersonId, key: string, answer: KeptAnswer & { at: Instant }): Promise<KeptAnswer | undefined>;
}
