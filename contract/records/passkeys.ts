import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { OpenedSession } from './identities.ts';
import type { Page } from './page.ts';
import type { Signature } from './tokens.ts';

/** How many passkeys one person may have in use. */
export const PASSKEYS_EACH = 10;
/** How long a challenge may be answered, milliseconds. */
export const CHALLENGE_LIFE = 5 * 60 * 1000;
/** How many may be open at once, from one source and from all. */
export const CHALLENGES = { ofSource: 100, ofAll: 10_000 } as const;

/** What an authenticator said of a key it made, proven. */
export interface NewKey {
  /** The credential's id, base64url. */
  readonly credential: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
  /** Kept by an account that several devices share. */
  readonly synced: boolean;
}

/** A passkey by which a person signs in, or did. */
export interface Passkey {
  readonly id: string;
  readonly person: PersonId;
  /** By the person's one-time link, or added while signed in by another passkey. */
  readonly how: 'link' | 'passkey';
  readonly enrolled: Instant;
  /** Who issued the link with which the first of them was enrolled. */
  readonly issuedBy: PersonId;
  readonly synced: boolean;
  readonly used?: Instant;
  /** When its counter went back: it may have been copied. */
  readonly wentBack?: Instant;
  readonly removed?: Instant;
  readonly removedBy?: PersonId;
}

/** What its answers are proven with. */
export interface KeyInUse extends NewKey {
  readonly id: string;
  readonly person: PersonId;
}

/** What a challenge was made for: its answer is good for nothing else. */
export interface Purpose {
  readonly act: 'signIn' | 'link' | 'add';
  /** The link, or the person signed in; empty for signing in. */
  readonly about: string;
}

/** A challenge, open. */
export interface NewChallenge extends Purpose {
  /** What the browser alone has; kept here as its hash. */
  readonly browser: string;
  readonly challenge: string;
  /** Where it was asked for from. */
  readonly source: string;
  readonly at: Instant;
  /** The one that the same browser had before: it is no longer good. */
  readonly instead?: string | undefined;
}

/** A key was not kept: it is somebody's already, or there are `PASSKEYS_EACH`. */
export type NotEnrolled = 'taken' | 'tooMany';

export interface Passkeys {
  /** Opens a challenge; false when too many are open. */
  challenge(challenge: NewChallenge): Promise<boolean>;
  /** The challenge of that browser, once: whatever becomes of the answer, it is gone. */
  answered(browser: string, purpose: Purpose, at: Instant): Promise<string | undefined>;
  /** Keeps the key of the person of a one-time link, uses the link up and opens a session; where it is not kept the link stays good. */
  enrolByLink(link: string, key: NewKey, at: Instant): Promise<OpenedSession | NotEnrolled | 'unusable'>;
  /** Keeps one more with the lineage of the passkey by which one is signed in; `unusable` when that was removed. */
  enrolBy(passkey: string, key: NewKey, signed: Signature): Promise<'enrolled' | NotEnrolled | 'unusable'>;
  /** The passkeys of a person in use. */
  inUse(person: PersonId): Promise<readonly KeyInUse[]>;
  /** The one in use with that credential. */
  find(credential: string): Promise<KeyInUse | undefined>;
  /**
   * Opens a session by a proven answer. `wentBack`: the counter is not above the last one; nothing is opened, and the
   * person is told. Undefined when it was removed.
   */
  signIn(id: string, counter: number, at: Instant): Promise<OpenedSession | 'wentBack' | undefined>;
  /** Ends the sessions that began by it at once. False when it was removed before. */
  remove(id: string, signed: Signature): Promise<boolean>;
  get(id: string): Promise<Passkey | undefined>;
  /** The newest first; with those that were removed, unless only those in use are asked for. */
  page(person: PersonId, cursor: string | undefined, limit: number, only?: 'inUse'): Promise<Page<Passkey>>;
}
