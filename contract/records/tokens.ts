import type { Instant, PersonId } from '../../model/identifiers.ts';

export interface Tokens {
  /** Makes a token for a person; the secret is returned once and kept hashed. */
  issue(token: {
    person: PersonId;
    issuedBy: PersonId;
    at: Instant;
    expires: Instant;
    purpose: string;
  }): Promise<{ id: string; secret: string }>;
  /** Who a secret belongs to at that instant; undefined when unknown, expired or revoked. */
  holder(
    secret: string,
    at: Instant,
  ): Promise<{ id: string; person: PersonId; issuedBy: PersonId; expires: Instant } | undefined>;
  revoke(id: string, by: PersonId, at: Instant): Promise<boolean>;
  /** Whose token an id is; undefined when there is no such token. */
  owner(id: string): Promise<PersonId | undefined>;
  list(person: PersonId): Promise<
    {
      id: string;
      person: PersonId;
      issuedBy: PersonId;
      issued: Instant;
      expires: Instant;
      revoked?: Instant;
      purpose: string;
    }[]
  >;
}
