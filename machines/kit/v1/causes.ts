/** What a step causes outside. Notices name a topic, never the text of a finding. Arguments: the audience first, then the subject. */
import type { Audience, Cause, Json } from '../../core/index.ts';
import type { InstanceId, OrganisationId, PersonId } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';

/** A notice to an audience. */
export function notify(to: Audience, topic: string): Cause {
  return { kind: 'notify', to, topic };
}

/** A notice to one person. */
export function toPerson(person: PersonId, topic: string): Cause {
  return notify({ person }, topic);
}

/** A notice to whoever holds one of the roles in a body. */
export function toRoles(
  { organisation }: { readonly organisation: OrganisationId },
  roles: readonly Role[],
  topic: string,
): Cause {
  return notify({ roles, organisation }, topic);
}

/** Another instance is told. */
export function tell(to: InstanceId, type: string, input: Json): Cause {
  return { kind: 'tell', to, type, input };
}

/** Adds without doubling, what is absent left out: marks, documents cited. */
export function withAll<T>(list: readonly T[], ...more: readonly (T | undefined)[]): readonly T[] {
  return [...new Set([...list, ...more.filter((item) => item !== undefined)])];
}
