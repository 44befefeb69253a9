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

  /** Public keys (PEM) of what signs them. */
  checkpoint_keys: { id: string; public_key: string; since: number };
}
