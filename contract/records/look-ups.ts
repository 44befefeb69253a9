import type { Actor, Audience, Json } from '../../machines/core/index.ts';
import type { InstanceId, Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { DecidingRole } from '../../model/roles.ts';

/** One look-up of facts: what it may know. */
export interface FactScope {
  readonly organisation: OrganisationId;
  readonly instance: InstanceId;
  readonly at: Instant;
  readonly actor: Actor;
  /** What the decision's `asks` gave for this fact. */
  readonly ask: Json | undefined;
}

/** A decision of an instance, and the bodies whose heads nominate for it: those that decide. */
export interface Matter {
  readonly instance: InstanceId;
  readonly decision: string;
  readonly bodies: readonly OrganisationId[];
}

export interface LookUps {
  actor(person: PersonId, at: Instant): Promise<Actor>;
  /** Everyone who holds one of the roles in the body (for stand-ins). */
  holders(organisation: OrganisationId, roles: readonly DecidingRole[], at: Instant): Promise<Actor[]>;
  /** The head's written nomination of a person for a decision in an instance, if recorded. */
  nomination(person: PersonId, matter: Matter, at: Instant): Promise<{ by: PersonId; document: string } | undefined>;
  /** Who would get notices to these audiences at that moment, each person once; in the audiences' order. */
  recipients(audiences: readonly Audience[], at: Instant): Promise<readonly (readonly PersonId[])[]>;
  /** Facts by name, e.g. `structure`, `people`. Throws on a name nobody provides. */
  fact(name: string, scope: FactScope): Promise<Json>;
  /** The names provided, for the start-up check. */
  readonly names: readonly string[];
}
