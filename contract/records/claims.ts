import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Page } from './page.ts';

/** A one-time link by which a person claims a token; never with its secret. */
export interface Claim {
  readonly id: string;
  readonly person: PersonId;
  readonly issuedBy: PersonId;
  readonly issued: Instant;
  readonly expires: Instant;
  readonly purpose: string;
  /** Days the token will be valid. */
  readonly tokenDays: number;
  readonly claimed?: Instant;
  /** The token that was claimed. */
  readonly token?: string;
  readonly revoked?: Instant;
}

export interface Claims {
  /** Makes a link; its secret is returned once and kept hashed. */
  issue(claim: {
    person: PersonId;
    issuedBy: PersonId;
    at: Instant;
    purpose: string;
    tokenDays: number;
  }): Promise<{ id: string; secret: string; expires: Instant }>;
  /** The claim of a secret while it can be used; looking at it uses nothing up. */
  open(secret: string, at: Instant): Promise<Claim | undefined>;
  /** Uses it up: the token, once; `undefined` when unknown, used, revoked or expired. Of two at once one gets it. */
  claim(
    secret: string,
    at: Instant,
  ): Promise<{ token: string; secret: string; person: PersonId; expires: Instant } | undefined>;
  /** False when it was used or revoked before. */
  revoke(id: string, by: PersonId, at: Instant): Promise<boolean>;
  get(id: string): Promise<Claim | undefined>;
  /** The newest first. */
  page(person: PersonId, cursor: string | undefined, limit: number): Promise<Page<Claim>>;
}
