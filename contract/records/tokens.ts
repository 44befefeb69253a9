import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Page } from './page.ts';

/** Whose token it is, from whom, until when. */
export interface TokenGrant {
  readonly person: PersonId;
  readonly issuedBy: PersonId;
  readonly expires: Instant;
}

/** A token as it is shown: never with its secret. */
export interface TokenRow extends TokenGrant {
  readonly id: string;
  readonly issued: Instant;
  readonly revoked?: Instant;
  readonly purpose: string;
}

export interface Tokens {
  /** Makes a token for a person; the secret is returned once and kept hashed. */
  issue(
    token: TokenGrant & { readonly at: Instant; readonly purpose: string },
  ): Promise<{ id: string; secret: string }>;
  /** Who a secret belongs to at that instant; undefined when unknown, expired or revoked. */
  holder(secret: string, at: Instant): Promise<(TokenGrant & { readonly id: string }) | undefined>;
  revoke(id: string, by: PersonId, at: Instant): Promise<boolean>;
  /** Whose token an id is; undefined when there is no such token. */
  owner(id: string): Promise<PersonId | undefined>;
  list(person: PersonId): Promise<TokenRow[]>;
  /** The oldest first. */
  page(person: PersonId, cursor: string | undefined, limit: number): Promise<Page<TokenRow>>;
}
