import type { Refusal } from '../../machines/core/index.ts';
import type { InstanceId, Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';

export interface Refusals {
  record(row: {
    at: Instant;
    instance: InstanceId;
    organisation: OrganisationId;
    person: PersonId;
    decision: string;
    refused: readonly Refusal[];
  }): Promise<void>;
  list(
    organisation: OrganisationId,
    after: string | undefined,
    limit: number,
  ): Promise<
    { id: string; at: Instant; instance: InstanceId; person: PersonId; decision: string; refused: readonly Refusal[] }[]
  >;
  counts(): Promise<{ organisation: OrganisationId; rule: string; count: number }[]>;
}
