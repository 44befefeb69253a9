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

/** Documents kept that no decision cites: how many, how large, and when the oldest of them goes. */
export interface Uncited {
  readonly count: number;
  readonly bytes: number;
  readonly oldestGoes?: Instant;
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

/** What a sender says of it; once for each sender and body for which it was sent. */
export interface AboutDocument {
  readonly name: string;
  /** Media type; of a text with its character set, as it was sent. */
  readonly mediaType: string;
  readonly confidentiality: 1 | 2 | 3;
  readonly by: PersonId;
  readonly organisation: OrganisationId;
  readonly at: Instant;
}

/** A document as it is kept: its bytes, what each sender says of them, and where they are cited. */
export interface KeptDocument {
  readonly size: number;
  /** The earliest first. */
  readonly sent: readonly AboutDocument[];
  /** Instances that cite it: what makes it readable. */
  readonly citedBy: readonly InstanceId[];
}

export interface Documents {
  /**
   * Stores a stream, hashing on the way; the hash claimed must be the hash found. Limit 20 MB. Same bytes twice are kept
   * once; what a sender said of them stands: sent again by the same sender for the same body, only the class may rise.
   * Answers what is kept – the sender's own words, never those of others who sent the same bytes.
   */
  put(
    content: AsyncIterable<Uint8Array>,
    about: AboutDocument & { readonly claimed?: string },
  ): Promise<KeptBytes & AboutDocument>;
  /** What a person has sent that nothing cites yet; it is removed seven days after it was sent. */
  uncited(by: PersonId): Promise<Uncited>;
  /** Those that a person has sent for a body and that nothing cites yet, the latest first. */
  uncitedOf(by: PersonId, organisation: OrganisationId, limit: number): Promise<(KeptBytes & AboutDocument)[]>;
  /**
   * Documents that a person sent, or that procedures of these bodies or that invite the person cite: the last sent first,
   * below a position. Who may read which of them is another question.
   */
  concerning(
    person: PersonId,
    bodies: readonly OrganisationId[],
    at: Instant,
    below: number | undefined,
    limit: number,
  ): Promise<{ readonly hash: string; readonly position: number; readonly names: readonly string[] }[]>;
  /** Somebody is about to cite these: none of them is removed within seven days from then. */
  hold(hashes: readonly string[], at: Instant): Promise<void>;
  /** All that is known of a document, in one look. */
  find(hash: string): Promise<KeptDocument | undefined>;
  /** The same of several, without where they are cited. */
  about(hashes: readonly string[]): Promise<ReadonlyMap<string, Pick<KeptDocument, 'size' | 'sent'>>>;
  /** The bytes in chunks; the hash is checked on reading too, and the stream fails when it differs. */
  read(hash: string): AsyncIterable<Uint8Array>;
}
