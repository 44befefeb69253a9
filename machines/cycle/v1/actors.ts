/** Which posts a decider holds in this body at the moment of the decision. */
import type { Actor, Appointment } from '../../core.ts';
import type { DepartmentId } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import { dateInJapan } from './calendar.ts';
import type { CycleContext } from './types.ts';

/** The appointments in this body that are in force on the day of the step. */
export function postsHeld(actor: Actor, context: CycleContext): readonly Appointment[] {
  const today = dateInJapan(context.at);
  return actor.appointments.filter(
    (held) =>
      held.organisation === context.organisation && held.from <= today && (held.to === undefined || today <= held.to),
  );
}

/** True when the actor holds one of the roles, whatever the department. */
export function holdsRole(actor: Actor, context: CycleContext, ...roles: readonly Role[]): boolean {
  return postsHeld(actor, context).some((held) => roles.includes(held.role));
}

/** True for the CISO, the deputy, and the head of information security officers: above every other officer. */
export function isAboveAll(actor: Actor, context: CycleContext): boolean {
  return holdsRole(actor, context, 'ciso', 'deputyCiso', 'headOfOfficers');
}

/** True for an officer of the department itself, or the information security officer of its bureau. */
export function isOfficerOf(actor: Actor, context: CycleContext, department: DepartmentId): boolean {
  return postsHeld(actor, context).some((held) => {
    if (held.role === 'officer') {
      return held.department === undefined || held.department === department || (held.scope ?? []).includes(department);
    }
    return ['divisionOfficer', 'areaOfficer', 'systemOfficer'].includes(held.role) && held.department === department;
  });
}

/** True for whoever holds the owner's post, or an officer above it (3-11, design). */
export function actsForPost(
  actor: Actor,
  context: CycleContext,
  post: { readonly role: Role; readonly department?: DepartmentId },
): boolean {
  if (isAboveAll(actor, context)) return true;
  const { department } = post;
  const holds = postsHeld(actor, context).some(
    (held) => held.role === post.role && (department === undefined || held.department === department),
  );
  if (holds || department === undefined) return holds;
  return postsHeld(actor, context).some(
    (held) => held.role === 'officer' && (held.department === department || (held.scope ?? []).includes(department)),
  );
}
