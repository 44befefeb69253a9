import type { Generated } from 'kysely';

/** What a line says: one was made, revoked, left by signing out; those that ran out long ago went by age. */
export type TokenAct = 'issued' | 'revoked' | 'signedOut' | 'aged';

/** The tables of `migrations/0001-first/integrity.ts`. */
export interface IntegrityTables {
  /** Chains that are not whole. */
  damages: {
    chain: string;
    /** The first damaged place. */
    seq: number;
    /** `ChainDamage[]` as JSON. */
    damages: string;
    noticed: number;
  };

  /** Rounds of verifying and signing. */
  integrity_rounds: {
    what: 'verification' | 'checkpoint';
    next_at: number;
    /** When somebody last asked for one out of turn. */
    asked: number;
    begun: number;
    finished: number;
    /** Of a verification what it found, as JSON. */
    found: string | null;
  };

  /** Signed heads. */
  checkpoints: { seq: number; at: number; header: string; signature: string };

  /** Lines found in the place of those that were put back: `found` is the row as JSON. */
  damaged_lines: { position: Generated<number>; instance: string; seq: number; found: string; at: number };

  /** Instances to be rebuilt: asked for by whom, and what became of it (`RebuildOutcome` as JSON). */
  rebuilds: {
    instance: string;
    asked: number;
    by_person: string;
    token: string | null;
    issuers: string[];
    next_at: number;
    finished: number | null;
    result: string | null;
  };

  /** Public keys (PEM) of what signs them. */
  checkpoint_keys: { id: string; public_key: string; since: number };
}
