/** The tables of `migrations/0001-first/hooks.ts` for calendar feeds. Instants are epoch milliseconds. */
export interface FeedTables {
  /** Private links, by the hash of their secret; at most one of a person is not revoked. */
  calendar_feeds: {
    id: string;
    person: string;
    secret_hash: string;
    /** The token it was made with: revoked with it. */
    token: string | null;
    created: number;
    revoked: number | null;
  };
  /** What a person's calendar was last told of an item: a change counts the sequence on. */
  calendar_items: {
    person: string;
    uid: string;
    digest: string;
    sequence: number;
    modified: number;
  };
}
