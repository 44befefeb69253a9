/** How many days what is no journal is kept. Journals, appointments and cited documents are kept for ever. */
export interface Retention {
  /** Refused decisions. */
  readonly refusals: number;
  /** Who read another body's data. */
  readonly reads: number;
  /** Answers under an `Idempotency-Key`: so long a repeat is given the first one. */
  readonly answers: number;
  /** Lines of inboxes. */
  readonly notices: number;
  /** Tokens and links, from their expiry on. */
  readonly tokens: number;
}

/** Years: what an auditor may still ask for. */
export const defaultRetention: Retention = {
  refusals: 3_650,
  reads: 3_650,
  answers: 400,
  notices: 1_100,
  tokens: 3_650,
};
