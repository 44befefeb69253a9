import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Page } from './page.ts';
import type { Signature } from './tokens.ts';

/** An account at a provider: issuer and subject, and nothing else that the provider says. */
export interface Account {
  readonly issuer: string;
  readonly subject: string;
}

/** An account that signed in, in a session that the provider may have told its id of. */
export interface AtProvider extends Account {
  readonly sid?: string;
}

/** Who signed out at a provider: an account, a session there, or a session of an account. */
export interface LoggedOutThere {
  readonly issuer: string;
  readonly subject?: string;
  readonly sid?: string;
}

/** An account by which a person signs in, or did. */
export interface Identity extends Account {
  readonly id: string;
  readonly person: PersonId;
  /** By the person's one-time link, or named by an administrator and approved by a second. */
  readonly how: 'link' | 'administrator';
  readonly bound: Instant;
  /** Who issued the link, or named the account. */
  readonly issuedBy: PersonId;
  readonly removed?: Instant;
  readonly removedBy?: PersonId;
}

/** What became of naming an account. */
export type NamedAccount =
  | { readonly status: 'bound'; readonly id: string }
  /** It waits for a second administrator, as the change of that id. */
  | { readonly status: 'pending'; readonly change: string; readonly expires: Instant }
  /** It is bound to somebody else. */
  | { readonly status: 'taken' };

/** A session that was opened; its secret is returned once and kept hashed. */
export interface OpenedSession {
  readonly token: string;
  readonly secret: string;
  readonly person: PersonId;
}

export interface Identities {
  /**
   * Names the account by which a person signs in, as a guarded change: it waits for a second administrator, where there is
   * one. An earlier account of the person with the same issuer is replaced.
   */
  name(account: Account & { readonly person: PersonId }, signed: Signature): Promise<NamedAccount>;
  /**
   * Binds it to the person of a one-time link, uses the link up and opens a session; `unusable` as with `Claims.claim`.
   * What is bound to somebody else stays so, and the link stays as it was.
   */
  bindByLink(link: string, account: AtProvider, at: Instant): Promise<OpenedSession | 'unusable' | 'taken'>;
  /** Opens a session of the person to whom the account is bound; undefined where it is bound to nobody. */
  signIn(account: AtProvider, at: Instant): Promise<OpenedSession | undefined>;
  /**
   * Ends the sessions of an account, of one session at the provider, or of both, that began until it signed out there. How
   * many.
   */
  loggedOut(who: LoggedOutThere, until: Instant, at: Instant): Promise<number>;
  /** The person of an account, looked at. */
  personOf(account: Account): Promise<PersonId | undefined>;
  /** Ends the sessions that began by it at once. False when it was removed before. */
  remove(id: string, signed: Signature): Promise<boolean>;
  get(id: string): Promise<Identity | undefined>;
  /** The newest first, with those that were removed. */
  page(person: PersonId, cursor: string | undefined, limit: number): Promise<Page<Identity>>;
}
