import type { Refusal } from '../../machines/core/index.ts';
import type { InstanceId, Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';

/** A decision that was refused. */
export interface RefusedDecision {
  readonly at: Instant;
  readonly instance: InstanceId;
  readonly person: PersonId;
  readonly decision: string;
  readonly refused: readonly Refusal[];
}

export interface Refusals {
  record(row: RefusedDecision & { readonly organisation: OrganisationId }): Promise<void>;
  /** Newest first; `after` is the id of the last one of the page before. */
  list(
    organisation: OrganisationId,
    after: string | undefined,
    limit: number,
  ): Promise<(RefusedDecision & { readonly id: string })[]>;
  counts(): Promise<{ organisation: OrganisationId; rule: string; count: number }[]>;
}
