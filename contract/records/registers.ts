import type { Json } from '../../machines/core/index.ts';
import type { InstanceId, Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { TokenUse } from './tokens.ts';

/** Registers of one organisation and the common ones: facts with from–to (domain.md 3). */
export interface Registers {
  /** The value in force at an instant. */
  inForce(organisation: OrganisationId, register: string, at: Instant): Promise<Json | undefined>;
  set(
    organisation: OrganisationId | 'common',
    register: string,
    key: string,
    value: Json,
    from: Instant,
    by: PersonId,
    token?: TokenUse,
  ): Promise<void>;
  history(
    organisation: OrganisationId | 'common',
    register: string,
  ): Promise<
    { key: string; value: Json; from: Instant; to?: Instant; by?: PersonId; instance?: InstanceId; seq?: number }[]
  >;
  /** The value of one register in force in every body that has one, e.g. every `visibility`. */
  across(register: string, at: Instant): Promise<{ organisation: OrganisationId; value: Json }[]>;
  /** What each role is called under the edition of the common standards in force. */
  roleTerms(at: Instant): Promise<Readonly<Record<Role, Text>>>;
  /** Common registers in force: editions, directives, guidelines, criteria sets. */
  common(register: 'editions' | 'directives' | 'guidelines' | 'criteriaSets', at: Instant): Promise<Json[]>;
}
