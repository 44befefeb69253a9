/** Making the moves of an exploration: decisions by someone at the state's next instant, told events. */
import type { Actor, DecisionEvent, Json, State, ToldEvent } from '../../machines/core/index.ts';
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
