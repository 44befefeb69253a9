import type { Instant, OrganisationId } from '../../model/identifiers.ts';
import { dateInJapan, isLocalDate, startOfDate } from '../../model/japan-time.ts';
import type { DecidingRole } from '../../model/roles.ts';
import type { Actor, Appointment } from './actor.ts';
import type { Decision } from './definition.ts';
import type { DecisionEvent } from './events.ts';
import type { BaseContext } from './state.ts';

/** True when an appointment is held at an instant (from its first to its last day, JST). */
export function isHeldAt(appointment: Appointment, at: Instant): boolean {
  const today = dateInJapan(at);
  return appointment.from <= today && (appointment.to === undefined || today <= appointment.to);
}

/**
 * When a decision was taken: now, or – entered from paper – on the date it bears, since rules about who test the decider
 * (domain.md 2). A date that does not exist is refused elsewhere.
 */
export function decidedAt(event: Pick<DecisionEvent, 'at' | 'enteredFor'>): Instant {
  const on = event.enteredFor?.decidedOn;
  return on !== undefined && isLocalDate(on) ? startOfDate(on) : event.at;
}

/** True for a paper whose date exists, is not to come, and lies in this procedure's fiscal year or the one before. */
export function isDated({ at, enteredFor }: DecisionEvent, context: BaseContext): boolean {
  if (enteredFor === undefined) return true;
  const { decidedOn } = enteredFor;
  return isLocalDate(decidedOn) && decidedOn <= dateInJapan(at) && decidedOn >= `${context.year - 1}-04-01`;
}

/** True when a role fills a deciding role: itself, the CISO's deputy for the CISO, anyone but an administrator for `anyone`. */
function fills(role: Appointment['role'], by: DecidingRole): boolean {
  // Administrators decide nothing by that post (domain.md 2); one who is also of the body decides as such.
  if (by === 'anyone') return role !== 'administrator';
  return role === by || (by === 'ciso' && role === 'deputyCiso');
}

/** The bodies whose posts take a decision: the instance's own, where it names none. */
export function decidingBodies(decision: Decision | undefined, context: BaseContext): readonly OrganisationId[] {
  return decision?.bodies?.(context) ?? [context.organisation];
}

/** The appointments by which an actor may take a decision at that moment; empty when it is not theirs. */
export function appointmentsFor(
  decision: Decision,
  actor: Actor,
  context: BaseContext,
  at: Instant,
): readonly Appointment[] {
  const bodies = decidingBodies(decision, context);
  return actor.appointments.filter(
    (held) =>
      (decision.elsewhere === true || bodies.includes(held.organisation)) &&
      isHeldAt(held, at) &&
      decision.by.some((by) => fills(held.role, by)),
  );
}

/** True when the actor is the head of a body that decides at that moment, or holds the head's written nomination. */
export function mayStandIn(decision: Decision | undefined, event: DecisionEvent, context: BaseContext): boolean {
  if (event.standIn === undefined) return false;
  if (event.standIn.nomination !== undefined) return true;
  return isHeadOfDeciding(decision, event.actor, context, decidedAt(event));
}

/** True when the actor is then the head of a body that decides. */
export function isHeadOfDeciding(
  decision: Decision | undefined,
  actor: Actor,
  context: BaseContext,
  at: Instant,
): boolean {
  const bodies = decidingBodies(decision, context);
  return actor.appointments.some(
    (held) => held.role === 'headOfOrganisation' && bodies.includes(held.organisation) && isHeldAt(held, at),
  );
}

/** How the decider decided, for the entry: which appointments were relied on, and what it is marked with for ever. */
export function deciderMarks(
  decision: Decision | undefined,
  context: BaseContext,
  event: DecisionEvent,
): { marks: string[]; reliedOn: string[] } {
  if (decision === undefined) return { marks: [], reliedOn: [] };
  const relied = appointmentsFor(decision, event.actor, context, decidedAt(event));
  const marks: string[] = [];
  // The head stands in also where a body's rules might have named the head among others.
  const byHead = relied.every(({ role }) => role === 'headOfOrganisation');
  const alsoOthers = decision.by.some((by) => by !== 'headOfOrganisation');
  if (event.standIn !== undefined && (relied.length === 0 || (byHead && alsoOthers))) marks.push('standIn');
  if (relied.length > 0 && relied.every((held) => held.kind === 'acting')) marks.push('acting');
  if (relied.length > 0 && relied.every((held) => held.role === 'deputyCiso')) marks.push('deputy');
  if (event.enteredFor !== undefined) marks.push('enteredFor');
  return { marks, reliedOn: relied.map((held) => held.id) };
}
