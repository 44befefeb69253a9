/** Which posts a decider holds in this body on the day of the decision. */
import type { Appointment, DecisionEvent } from '../../core/index.ts';
import type { DepartmentId } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import { dateInJapan } from './calendar.ts';
import type { CycleContext } from './types.ts';

/** Who decides, in whose place, and – entered from paper – when. */
type Deciding = Pick<DecisionEvent, 'actor' | 'standIn' | 'enteredFor'>;

/** The appointments in this body in force on the day of the decision: today, or the day a paper bears. */
function postsHeld({ actor, enteredFor }: Deciding, context: CycleContext): readonly Appointment[] {
  const day = enteredFor?.decidedOn ?? dateInJapan(context.at);
  return actor.appointments.filter(
    (held) =>
      held.organisation === context.organisation && held.from <= day && (held.to === undefined || day <= held.to),
  );
}

/** True when the post is of the department, or of one that succeeded it when it ended. */
function isOf(held: Appointment, department: DepartmentId): boolean {
  return held.department === department || held.succeeds?.includes(department) === true;
}

/**
 * True when the actor decides in place of holders of these roles and holds none himself: the core has judged that all
 * proper holders are barred, or the post is vacant.
 */
export function standsIn(event: Deciding, context: CycleContext, ...roles: readonly Role[]): boolean {
  return event.standIn !== undefined && !holdsRole(event, context, ...roles);
}

/** True when the actor holds one of the roles, whatever the department. */
export function holdsRole(event: Deciding, context: CycleContext, ...roles: readonly Role[]): boolean {
  return postsHeld(event, context).some((held) => roles.includes(held.role));
}

/** True for the CISO, the deputy, and the head of information security officers: above every other officer. */
export function isAboveAll(event: Deciding, context: CycleContext): boolean {
  return holdsRole(event, context, 'ciso', 'deputyCiso', 'headOfOfficers');
}

/** True for an officer of the department itself, or the information security officer of its bureau. */
export function isOfficerOf(event: Deciding, context: CycleContext, department: DepartmentId): boolean {
  return postsHeld(event, context).some((held) => {
    if (held.role === 'officer') {
      return held.department === undefined || held.department === department || (held.scope ?? []).includes(department);
    }
    return ['divisionOfficer', 'areaOfficer', 'systemOfficer'].includes(held.role) && isOf(held, department);
  });
}

/** True for whoever holds the owner's post, or an officer above it (3-11, design). */
export function actsForPost(
  event: Deciding,
  context: CycleContext,
  post: { readonly role: Role; readonly department?: DepartmentId },
): boolean {
  if (isAboveAll(event, context)) return true;
  const { department } = post;
  const holds = postsHeld(event, context).some(
    (held) => held.role === post.role && (department === undefined || isOf(held, department)),
  );
  if (holds || department === undefined) return holds;
  return postsHeld(event, context).some(
    (held) => held.role === 'officer' && (held.department === department || (held.scope ?? []).includes(department)),
  );
}
