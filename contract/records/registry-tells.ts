import type { InstanceId, Instant, OrganisationId } from '../../model/identifiers.ts';

/** A running instance that is to be told something. */
export interface InstanceToTell {
  readonly instance: InstanceId;
  readonly organisation: OrganisationId;
  readonly seq: number;
}

/** A running instance that hears of who is competent for its body. */
export interface CompetenceHearer extends InstanceToTell {
  /** Id of the word it was given last of that (`competenceToldAs`); none when it is not known what it knows. */
  readonly last?: string;
}

/** What the registry and the common registers have told procedures: each is told once for ever. */
export interface RegistryTells {
  /** Running cycles that began before an instant and have not been told this. */
  untold(id: string, begunBefore: Instant, limit: number): Promise<InstanceToTell[]>;
  /** Running cycles of these bodies that have not been told of the ending of their body (`endingTold`). */
  untoldEndings(organisations: readonly OrganisationId[], limit: number): Promise<InstanceToTell[]>;
  /** Running instances of some procedures after one of them, in order, and what each was told last of its competence. */
  hearingOfCompetence(
    procedures: readonly string[],
    after: InstanceId | undefined,
    limit: number,
  ): Promise<CompetenceHearer[]>;
  /** It was told; again is harmless. */
  told(instance: InstanceId, id: string, at: Instant): Promise<void>;
}
