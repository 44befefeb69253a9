/**
 * `contradict`: the person for whom a decision taken on paper was entered (転記) says that it was not so.
 * Every procedure has it; it annotates an entry and moves nothing.
 */
import { z } from 'zod';
import type { Decision, DecisionEvent, ProcedureEvent, Projection, State } from './core-types.ts';
import { isObject } from '../model/json.ts';

/** The decision's name, reserved in every procedure. */
export const contradictDecision = 'contradict';

/** What the decision takes, as every other decision's table entry. */
export const contradict: Decision = {
  input: z.object({ seq: z.int().positive(), reason: z.string().min(1).max(4000) }),
  by: ['anyone'],
  elsewhere: true,
  clause: '6-1',
  label: { ja: '転記に異議を述べる', en: 'contradict an entry made for you' },
};

export function isContradiction(event: ProcedureEvent): event is DecisionEvent {
  return event.type === contradictDecision && 'actor' in event;
}

/** The seq the contradiction is about, when the actor is that entry's decider. */
export function contradictedSeq(state: State, event: DecisionEvent): number | undefined {
  const seq = isObject(event.input) ? event.input['seq'] : undefined;
  if (typeof seq !== 'number') return undefined;
  return state.entered?.[String(seq)] === event.actor.person ? seq : undefined;
}

/** The state with the contradiction noted. */
export function contradiction(state: State, event: DecisionEvent): State {
  const seq = contradictedSeq(state, event);
  return seq === undefined ? state : { ...state, contradicted: [...(state.contradicted ?? []), seq] };
}

/** The projection, marked when an entry of the instance was contradicted by its decider. */
export function withContradictions(projection: Projection, state: State): Projection {
  if (state.contradicted === undefined || state.contradicted.length === 0) return projection;
  return { ...projection, marks: [...projection.marks, 'contradicted'] };
}
