/** Who acts for a department or a post: its officer, or one above. */
import type { DepartmentId } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import { holdsRole, isOf, postsHeld, reaches, type Decider } from '../../kit/v1/index.ts';
import type { Context } from './types.ts';

/** True for the CISO, the deputy, and the head of information security officers: above every other officer. */
export function isAboveAll(context: Context, event: Decider): boolean {
  return holdsRole(context, event, 'ciso', 'deputyCiso', 'headOfOfficers');
}

/** True for an officer of the department itself, or the information security officer of its bureau. */
export function isOfficerOf(context: Context, event: Decider, department: DepartmentId): boolean {
  return postsHeld(context, event).some((held) => {
    if (held.role === 'officer') return held.department === undefined || reaches(held, department);
    return ['divisionOfficer', 'areaOfficer', 'systemOfficer'].includes(held.role) && isOf(held, department);
  });
}

/** True for whoever holds the owner's post, or an officer above it (3-11, design). */
export function actsForPost(
  context: Context,
  event: Decider,
  post: { readonly role: Role; readonly department?: DepartmentId },
): boolean {
  if (isAboveAll(context, event)) return true;
  const { role, department } = post;
  const held = postsHeld(context, event);
  if (department === undefined) return held.some((one) => one.role === role);
  return held.some(
    (one) => (one.role === role && isOf(one, department)) || (one.role === 'officer' && reaches(one, department)),
  );
}
