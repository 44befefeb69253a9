import type { InstanceId, Instant, OrganisationId } from '../../model/identifiers.ts';

/** A running cycle that is to be told something. */
export interface CycleToTell {
  readonly instance: InstanceId;
  readonly organisation: OrganisationId;
  readonly seq: number;
}

/** What the registry and the common registers have told cycles: each is told once for ever. */
export interface RegistryTells {
  /** Running cycles that began before an instant and have not been told this. */
  untold(id: string, begunBefore: Instant, limit: number): Promise<CycleToTell[]>;
  /** Running cycles of these bodies that have not been told of the ending of their body (`endingTold`). */
  untoldEndings(organisations: readonly OrganisationId[], limit: number): Promise<CycleToTell[]>;
  /** It was told; again is harmless. */
  told(instance: InstanceId, id: string, at: Instant): Promise<void>;
}
