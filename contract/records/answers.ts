import type { Json } from '../../machines/core/index.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';

/** What was answered under a key. */
export interface KeptAnswer {
  readonly bodyHash: string;
  readonly status: number;
  readonly body: Json;
}

/** A decision's key: whose it is, and what it stands for. */
export interface DecisionKey {
  readonly person: PersonId;
  readonly key: string;
  /** Hash of the instance and the request's body: the claim is for these alone. */
  readonly bodyHash: string;
}

/**
 * Answers to idempotent requests that are not decisions (years, registry, registers, tokens), and the claims of decisions
 * to their keys (made by `Journal.beforeDecision`): a key is one act's, whichever kind it is.
 */
export interface Answers {
  /** The answer under a key; undefined when there is none yet. A decision's claim is one that equals no other request's. */
  get(person: PersonId, key: string): Promise<KeptAnswer | undefined>;
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
  /**
   * One who claimed a key for a decision was refused: nothing was accepted through them. The key is free when that is true
   * of all who claimed it; those of whom nothing is known keep it for the same request.
   */
  releaseDecision(key: DecisionKey): Promise<void>;
  /** Keeps the answer; when another one was first, that one stays and is returned. */
  put(person: PersonId, key: string, answer: KeptAnswer & { at: Instant }): Promise<KeptAnswer | undefined>;
}
