/** Which posts somebody holds, on the day that counts. */
import type { Appointment, BaseContext, DecisionEvent } from '../../core/index.ts';
import type { DepartmentId, LocalDate, OrganisationId } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import { dateInJapan } from './dates.ts';
import type { PersonFact } from './facts.ts';
import { isFilled } from './fields.ts';

/** Who decides, in whose place, and – entered from paper – when. */
export type Decider = Pick<DecisionEvent, 'actor' | 'standIn' | 'enteredFor'>;

/** What the functions below read of the context. */
type Here = Pick<BaseContext, 'organisation' | 'at'>;

/** A post as far as it is looked at: an appointment on an event, or one of the fact `people`. */
export type HeldPost = PersonFact['appointments'][number] | Appointment;

/** The day of the decision: today, or the day a paper bears. */
export function dayDecided(context: Here, { enteredFor }: Decider): LocalDate {
  return enteredFor?.decidedOn ?? dateInJapan(context.at);
}

/** True when a post is held at some time between two days, both included. */
export function isHeld(held: Pick<HeldPost, 'from' | 'to'>, from: LocalDate, to: LocalDate = from): boolean {
  return held.from <= to && (held.to === undefined || from <= held.to);
}

/** The decider's posts in a body – this one, if none is named – on the day of the decision. */
export function postsHeld(
  context: Here,
  event: Decider,
  organisation: OrganisationId = context.organisation,
): readonly Appointment[] {
  const day = dayDecided(context, event);
  return event.actor.appointments.filter((held) => held.organisation === organisation && isHeld(held, day));
}

/** True when the decider holds one of the roles in this body, whatever the department. */
export function holdsRole(context: Here, event: Decider, ...roles: readonly Role[]): boolean {
  return postsHeld(context, event).some((held) => roles.includes(held.role));
}

/**
 * True when the actor decides in place of holders of these roles without holding any: the core has judged that all
 * proper holders are barred, or the post is vacant.
 */
export function standsIn(context: Here, event: Decider, ...roles: readonly Role[]): boolean {
  return event.standIn !== undefined && !holdsRole(context, event, ...roles);
}

/** True when a post is of the department, or of one that succeeded it when it ended. */
export function isOf(held: Pick<HeldPost, 'department' | 'succeeds'>, department: DepartmentId): boolean {
  return held.department === department || held.succeeds?.includes(department) === true;
}

/** True when a post's department counts as this one: itself, or one above or below it. */
export function reaches(held: Pick<HeldPost, 'department' | 'scope'>, department: DepartmentId): boolean {
  return held.department === department || held.scope?.includes(department) === true;
}

/** True for someone from outside, with a contract in force on a day and a declaration. */
export function isDeclaredOutsider({ outside }: PersonFact, on: LocalDate): boolean {
  return outside !== undefined && outside.from <= on && on <= outside.to && isFilled(outside.declaration);
}
