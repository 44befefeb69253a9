import type { Instant } from '../../model/identifiers.ts';

/** A key by which payloads are sealed, as records know it: never the key itself. */
export interface KnownKey {
  readonly id: string;
  /** SHA-256 of the key. */
  readonly fingerprint: string;
  /** Since when it has been known here. */
  readonly since: Instant;
  /** Open runs that began by it. */
  readonly runs: number;
  /** Since when no open run can need it: each began by a later key. */
  readonly unused?: Instant;
  /** Since when Temporal has forgotten the last run that needed it: it may be missing. */
  readonly retired?: Instant;
}

/** Which keys belong to this installation: a process with others does not start. */
export interface PayloadKeys {
  /** All of them, the newest first. */
  all(): Promise<KnownKey[]>;
  /** Notes the first key, when there is none yet; answers all. Of several processes that begin at once one is first. */
  begin(key: Pick<KnownKey, 'id' | 'fingerprint'>, at: Instant): Promise<KnownKey[]>;
  /** Notes a further key; again is harmless. */
  note(key: Pick<KnownKey, 'id' | 'fingerprint'>, at: Instant): Promise<void>;
}
