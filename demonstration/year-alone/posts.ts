/** Who holds which post on a day, read from the registry as it is. */
import { isHeldAt } from '../../machines/core/index.ts';
import type { Appointment } from '../../machines/core/index.ts';
import type { Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { Role } from '../../model/roles.ts';
import type { Records } from '../../contract/records/records.ts';

/** The posts of the body whose year it is, and of the ministry that supervises it. */
export interface HeldPosts {
  readonly body: OrganisationId;
  readonly supervisor: OrganisationId;
  readonly appointments: readonly Appointment[];
}

/** Reads them once; appointments of past and future stand beside each other. */
export async function postsOf(
  { registry }: Pick<Records, 'registry'>,
  body: OrganisationId,
  supervisor: OrganisationId,
): Promise<HeldPosts> {
  const [own, above] = await Promise.all([registry.appointments(body), registry.appointments(supervisor)]);
  return { body, supervisor, appointments: [...own, ...above] };
}

/** Whoever holds one of the roles in a body on that day – a deputy what the CISO holds –, each person once. */
export function addressees(
  { appointments }: HeldPosts,
  organisation: OrganisationId,
  roles: readonly Role[],
  at: Instant,
): readonly PersonId[] {
  const serving: readonly Role[] = roles.includes('ciso') ? [...roles, 'deputyCiso'] : roles;
  const people = appointments
    .filter((held) => held.organisation === organisation && serving.includes(held.role) && isHeldAt(held, at))
    .map(({ person }) => person);
  return [...new Set(people)];
}
