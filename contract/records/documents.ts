import type { InstanceId, Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';

/** A document is larger than 20 MB; nothing was kept. */
export class DocumentTooLarge extends Error {
  override readonly name = 'DocumentTooLarge';
  readonly limit: number;
  constructor(limit: number) {
    super(`larger than ${limit} bytes`);
    this.limit = limit;
  }
}

/** The bytes received are not those whose SHA-256 was claimed; nothing was kept. */
export class DocumentHashDiffers extends Error {
  override readonly name = 'DocumentHashDiffers';
  readonly claimed: string;
  readonly found: string;
  constructor(claimed: string, found: string) {
    super(`claimed ${claimed}, found ${found}`);
    this.claimed = claimed;
    this.found = found;
  }
}

/** The bytes kept are not (or no longer) what their hash says, or are not there. */
export class DocumentDamaged extends Error {
  override readonly name = 'DocumentDamaged';
}

/** What is kept: SHA-256 and length in bytes. */
export interface KeptBytes {
  readonly hash: string;
  readonly size: number;
}

/** What a sender says of it. */
export interface AboutDocument {
  readonly name: string;
  readonly mediaType: string;
  readonly confidentiality: 1 | 2 | 3;
  readonly by: PersonId;
  readonly organisation: OrganisationId;
  readonly at: Instant;
}

export interface Documents {
  /** Stores a stream, hashing on the way; the hash claimed must be the hash found. Limit 20 MB. Same bytes twice are kept once. */
  put(content: AsyncIterable<Uint8Array>, about: AboutDocument & { readonly claimed?: string }): Promise<KeptBytes>;
  about(hash: string): Promise<(KeptBytes & AboutDocument) | undefined>;
  /** The bytes in chunks; the hash is checked on reading too, and the stream fails when it differs. */
  read(hash: string): AsyncIterable<Uint8Array>;
  /** Whether this person also sent these bytes; the same bytes may have come from several people. */
  sentBy(hash: string, person: PersonId): Promise<boolean>;
  /** Instances that cite it: what makes it readable. */
  citedBy(hash: string): Promise<InstanceId[]>;
}
