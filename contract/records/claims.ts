import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Page } from './page.ts';
import type { TokenUse } from './tokens.ts';

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

/** A link that is asked for. */
export interface LinkRequest {
  readonly person: PersonId;
  readonly purpose: string;
  /** Days the token will be valid. */
  readonly tokenDays: number;
}

/** What became of asking for a link. */
export type IssuedLink =
  | { readonly status: 'issued'; readonly id: string; readonly secret: string; readonly expires: Instant }
  /** It waits for a second administrator, as the change of that id; asked for again once approved, it is issued. */
  | { readonly status: 'pending'; readonly change: string; readonly expires: Instant };

export interface Claims {
  /**
   * Makes a link; its secret is returned once and kept hashed. One for the holder of a guarded post waits for a second
   * administrator, where there is one.
   */
  issue(
    claim: LinkRequest & { readonly issuedBy: PersonId; readonly at: Instant; readonly token?: TokenUse },
  ): Promise<IssuedLink>;
  /**
   * Makes one for an administrator of their own, through nobody's hands: at the machine alone, by whoever owns the data.
   * What comes of it carries every post of theirs. Nothing that is asked over HTTP comes here.
   */
  issueAtMachine(claim: LinkRequest, at: Instant): Promise<{ readonly id: string; readonly secret: string }>;
  /** The claim of a secret while it can be used; looking at it uses nothing up. */
  open(secret: string, at: Instant): Promise<Claim | undefined>;
  /** Uses it up: the token, once; `undefined` when unknown, used, revoked, expired, or issued without a second administrator to somebody who holds a guarded post since. Of two at once one gets it. */
  claim(
    secret: string,
    at: Instant,
  ): Promise<{ token: string; secret: string; person: PersonId; expires: Instant } | undefined>;
  /** False when it was used or revoked before. */
  revoke(id: string, by: PersonId, at: Instant, token?: TokenUse): Promise<boolean>;
  get(id: string): Promise<Claim | undefined>;
  /** The newest first. */
  page(person: PersonId, cursor: string | undefined, limit: number): Promise<Page<Claim>>;
}
