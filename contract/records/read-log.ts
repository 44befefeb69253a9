import type { Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';

/** Who read another body's data: shown to the body read (domain.md 8). */
export interface ReadLog {
  /** One row for each body. `what` is a route and an opaque id, e.g. `procedures cycle/2026/mof`; never a text that was read. */
  record(read: {
    at: Instant;
    person: PersonId;
    organisations: readonly OrganisationId[];
    what: string;
  }): Promise<void>;
  /** Newest first; `after` is the id of the last row of the page before. */
  list(
    organisation: OrganisationId,
    after: string | undefined,
    limit: number,
  ): Promise<{ id: string; at: Instant; person: PersonId; what: string }[]>;
}
