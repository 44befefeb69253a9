import type { Role } from '../../model/roles.ts';
import type { DueItem } from '../../machines/core/index.ts';
import type { Instant, InstanceId, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { Signature } from './tokens.ts';

/** Something due that concerns a person by a post held now. */
export interface FeedItem {
  readonly instance: InstanceId;
  readonly procedure: string;
  readonly version: number;
  readonly organisation: OrganisationId;
  readonly item: DueItem;
  /** Of the instance's last entry: no later change can have moved the date. */
  readonly at: Instant;
}

/** A calendar's item as it is told: `digest` over everything it says. */
export interface ToldItem {
  readonly uid: string;
  readonly digest: string;
  readonly modified: Instant;
}

/** Private calendar feeds: a link that is shown once, kept hashed, and can be revoked. One of a person at a time. */
export interface Feeds {
  /** Makes a link of whoever signs; the one before is revoked. It works no more when the token it was made with is revoked. The secret is returned once. */
  create(signed: Signature): Promise<{ secret: string }>;
  /** Revokes their link; false when there is none. */
  revoke(signed: Signature): Promise<boolean>;
  /** When the present link was made; `undefined` when there is none. */
  created(person: PersonId): Promise<Instant | undefined>;
  /** Whose link a secret is; `undefined` when unknown or revoked. */
  holder(secret: string): Promise<{ readonly person: PersonId; readonly plain: boolean } | undefined>;
  /** What is due of the posts a person holds at that moment and not met; nothing for who holds none. Earliest first. */
  items(person: PersonId, at: Instant, without?: readonly Role[]): Promise<FeedItem[]>;
  /** Notes what a person's calendar is told; each item's sequence, counted on when it says something else. */
  tell(
    person: PersonId,
    items: readonly ToldItem[],
  ): Promise<ReadonlyMap<string, { readonly sequence: number; readonly modified: Instant }>>;
}
