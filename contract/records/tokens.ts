import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Page } from './page.ts';

/** Whose token it is, from whom, until when. */
export interface TokenGrant {
  readonly person: PersonId;
  readonly issuedBy: PersonId;
  /** Who else stands in its line of descent, the nearest first; absent where nobody does. */
  readonly earlier?: readonly PersonId[];
  /** Those of them who made their link with nobody else looking: they may hold it. */
  readonly alone?: readonly PersonId[];
  /** Claimed by a link that was no guarded change, for somebody without a guarded post then: it carries none. */
  readonly plain?: boolean;
  readonly expires: Instant;
}

/** The token somebody acts with, and everybody besides its holder through whose hands it came, the nearest first. */
export interface TokenUse {
  readonly id: string;
  readonly issuers: readonly PersonId[];
  /** Those of them who made their link with nobody else looking. */
  readonly alone?: readonly PersonId[];
}

/** Who acts when, and with which token; none where the installation itself acts, or time. */
export interface Signature {
  readonly by: PersonId;
  readonly at: Instant;
  readonly token?: TokenUse | undefined;
}

/** Everybody besides the holder through whose hands a token came. */
export function issuersOf({ person, issuedBy, earlier = [] }: Omit<TokenGrant, 'expires'>): readonly PersonId[] {
  return [...new Set([issuedBy, ...earlier])].filter((issuer) => issuer !== person);
}

/** How many tokens may stand in one line of descent. */
export const LONGEST_DESCENT = 20;

/** A token was not minted: the one it was to come from works no more, or stands too deep in its line of descent. */
export type NotMinted = 'revoked' | 'tooDeep';

/** What one person's means of access were revoked. */
export interface RevokedAccess {
  readonly tokens: number;
  readonly feeds: number;
  readonly links: number;
  readonly identities: number;
  readonly passkeys: number;
  readonly webhooks: number;
}

/** A token as it is shown: never with its secret. */
export interface TokenRow extends TokenGrant {
  readonly id: string;
  readonly issued: Instant;
  /** Its own, or that of a token it descends from. */
  readonly revoked?: Instant;
  readonly purpose: string;
  /** The token it was minted with. */
  readonly parent?: string;
  /** Somebody's sign-in with a browser: no program is let in with it. */
  readonly session?: true;
  /** When a session was last used, to the minute. */
  readonly seen?: Instant;
}

/** A session that is not used for this long has ended, milliseconds. */
export const SESSION_IDLE = 60 * 60 * 1000;
/** A session ends after this long however much it is used, milliseconds. */
export const SESSION_LIFE = 12 * 60 * 60 * 1000;

/** Somebody's session, with what it began by: an account of a provider, or a passkey. */
export interface HeldSession extends TokenGrant {
  readonly id: string;
  readonly issued: Instant;
  readonly identity?: string;
  readonly passkey?: string;
}

export interface Tokens {
  /** Makes a token that descends from no other – the installation itself –; the secret is returned once and kept hashed. */
  issue(
    token: TokenGrant & { readonly at: Instant; readonly purpose: string; readonly session?: true },
  ): Promise<{ id: string; secret: string }>;
  /**
   * Makes a token with another one: it has that one's line of descent, lives at most as long, and works no more when any
   * token it descends from is revoked. Its holder is told.
   */
  mint(
    parent: string,
    token: {
      readonly person: PersonId;
      readonly by: PersonId;
      readonly at: Instant;
      readonly expires: Instant;
      readonly purpose: string;
      readonly session?: true;
    },
  ): Promise<{ id: string; secret: string; expires: Instant } | NotMinted>;
  /**
   * Who a secret belongs to at that instant; undefined when unknown, expired or revoked, when one it descends from is, or
   * when it is a session's.
   */
  holder(secret: string, at: Instant): Promise<(TokenGrant & { readonly id: string }) | undefined>;
  /** The same of a session's, which also ends when it is not used for `SESSION_IDLE`; this use counts. */
  session(secret: string, at: Instant): Promise<HeldSession | undefined>;
  /**
   * Whose session it was that time alone has ended, a day ago at most: it lets nobody in, and proves what its holder was
   * given. One that was revoked proves nothing.
   */
  formerSession(secret: string, at: Instant): Promise<PersonId | undefined>;
  /** Revokes it, and with it what was made with it; a session that was left by signing out as well. */
  revoke(id: string, by: PersonId, at: Instant): Promise<boolean>;
  /**
   * Ends a session because its holder leaves: links and webhooks made with it stay, as after one that time has ended.
   * False when it is none of theirs, or has been ended before.
   */
  signOut(id: string, person: PersonId, at: Instant): Promise<boolean>;
  /** Revokes every token, session, calendar link and unused claim link of a person, removes the accounts and passkeys they sign in by, and disables the webhooks they stand for, in one act. */
  revokeAll(person: PersonId, signed: Signature): Promise<RevokedAccess>;
  /** The sessions of a person that last, the newest first. */
  sessions(person: PersonId, at: Instant): Promise<TokenRow[]>;
  /** Ends all of them but one, as signing out does; how many. */
  endSessions(person: PersonId, except: string, at: Instant): Promise<number>;
  /** Whose token an id is; undefined when there is no such token. */
  owner(id: string): Promise<PersonId | undefined>;
  list(person: PersonId): Promise<TokenRow[]>;
  /** The oldest first. */
  page(person: PersonId, cursor: string | undefined, limit: number): Promise<Page<TokenRow>>;
}
