import type { Instant } from '../model/identifiers.ts';
import { dateInJapan } from '../model/japan-time.ts';
import type { DecidingRole } from '../model/roles.ts';
import type { Actor, Appointment, BaseContext, Decision, DecisionEvent } from './core-types.ts';

/** True when an appointment is held at an instant (from its first to its last day, JST). */
export function isHeldAt(appointment: Appointment, at: Instant): boolean {
  const today = dateInJapan(at);
  return appointment.from <= today && (appointment.to === undefined || today <= appointment.to);
}

/** True when a role fills a deciding role: itself, the CISO's deputy for the CISO, anyone but an administrator for `anyone`. */
function fills(role: Appointment['role'], by: DecidingRole): boolean {
  // Administrators decide nothing by that post (domain.md 2); one who is also of the body decides as such.
  if (by === 'anyone') return role !== 'administrator';
  return role === by || (by === 'ciso' && role === 'deputyCiso');
}

/** The appointments by which an actor may take a decision at that moment; empty when it is not his. */
export function appointmentsFor(
  decision: Decision,
  actor: Actor,
  context: BaseContext,
  at: Instant,
): readonly Appointment[] {
  return actor.appointments.filter(
    (held) =>
      (decision.elsewhere === true || held.organisation === context.organisation) &&
      isHeldAt(held, at) &&
      decision.by.some((by) => fills(held.role, by)),
  );
}

/** True when the actor is the head of the organisation at that moment, or holds the head's written nomination. */
export function mayStandIn(event: DecisionEvent, context: BaseContext): boolean {
  if (event.standIn === undefined) return false;
  if (event.standIn.nomination !== undefined) return true;
  return event.actor.appointments.some(
    (held) =>
      held.role === 'headOfOrganisation' && held.organisation === context.organisation && isHeldAt(held, event.at),
  );
}

/** How the decider decided, for the entry: which appointments were relied on, and what it is marked with for ever. */
export function deciderMarks(
  decision: Decision | undefined,
  context: BaseContext,
  event: DecisionEvent,
): { marks: string[]; reliedOn: string[] } {
  if (decision === undefined) return { marks: [], reliedOn: [] };
  const relied = appointmentsFor(decision, event.actor, context, event.at);
  const marks: string[] = [];
  if (relied.length === 0 && event.standIn !== undefined) marks.push('standIn');
  if (relied.length > 0 && relied.every((held) => held.kind === 'acting')) marks.push('acting');
  if (relied.length > 0 && relied.every((held) => held.role === 'deputyCiso')) marks.push('deputy');
  if (event.enteredFor !== undefined) marks.push('enteredFor');
  return { marks, reliedOn: relied.map((held) => held.id) };
}
