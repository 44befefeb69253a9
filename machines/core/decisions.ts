/** Which decision an event is: a procedure's own, or one of those that every procedure has beside them. */
import { confirm, confirmDecision, contradict, contradictDecision } from './contradiction.ts';
import { correct, correctDecision, correctedEntry } from './correction.ts';
import type { Decision, Procedure } from './definition.ts';
import type { DecisionEvent, ProcedureEvent } from './events.ts';

/** Decisions that every procedure has, by name; the names are reserved. They annotate entries and move nothing. */
export const annotations: Readonly<Record<string, Decision>> = {
  [confirmDecision]: confirm,
  [contradictDecision]: contradict,
  [correctDecision]: correct,
};

/** A decision by its name, the special ones included; `undefined` for a name the procedure does not have. */
export function decisionNamed(procedure: Procedure, name: string): Decision | undefined {
  const table = Object.hasOwn(annotations, name) ? annotations : procedure.decisions;
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** All decisions of a procedure, those every procedure has last. */
export function decisionsOf(procedure: Procedure): readonly (readonly [string, Decision])[] {
  return [...Object.entries(procedure.decisions), ...Object.entries(annotations)];
}

/**
 * The decision by whose roles an event is judged: its own – for a correction that of the entry corrected, for a
 * confirmation or contradiction none, since it is the decider's, whatever the post.
 */
export function decidedBy(procedure: Procedure, event: DecisionEvent): Decision | undefined {
  const name = event.type === correctDecision ? correctedEntry(event)?.type : event.type;
  return name !== undefined && Object.hasOwn(procedure.decisions, name) ? procedure.decisions[name] : undefined;
}

/** True for what a person does, as against told events and timers. */
export function isDecision(event: ProcedureEvent): event is DecisionEvent {
  return 'actor' in event;
}

/** True for a decision that only adds to an entry. */
export function isAnnotation(event: ProcedureEvent): event is DecisionEvent {
  return isDecision(event) && Object.hasOwn(annotations, event.type);
}
