/** Making the moves of an exploration: decisions by someone at the state's next instant, told events. */
import { getNextTransitions } from 'xstate';
import { resume } from '../../machines/core/index.ts';
import type { Actor, DecisionEvent, Json, Procedure, State, ToldEvent } from '../../machines/core/index.ts';
import { actorOf } from '../machines/support/people.ts';

/** Time moves by timers alone; a decision comes a moment after what was last. */
function soon(state: State): number {
  return state.snapshot.context.at + 1;
}

/** A decision, as the server would send it. */
export function decision(
  state: State,
  type: string,
  by: Actor,
  input: object = {},
  facts: object = {},
  extra: Partial<DecisionEvent> = {},
): DecisionEvent {
  return { type, at: soon(state), actor: actorOf(by), input, facts, ...extra };
}

/** A told event. */
export function told(state: State, type: string, input: Json, from: string): ToldEvent {
  return { type, at: soon(state), from, id: `${from}:${state.seq}:${type}`, input };
}

const heard = new WeakMap<State, ReadonlySet<string>>();

/**
 * Whether an event has a branch in this state, whatever its guard says. One that has none is refused before any fact is
 * read, and looking facts up was two thirds of an exploration's time.
 */
export function isHeard(procedure: Procedure, state: State, type: string): boolean {
  const known = heard.get(state) ?? heardIn(procedure, state);
  heard.set(state, known);
  return known.has(type);
}

function heardIn(procedure: Procedure, state: State): ReadonlySet<string> {
  return new Set(getNextTransitions(resume(procedure, state, soon(state))).map(({ eventType }) => eventType));
}
