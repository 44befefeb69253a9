/** Making the moves of an exploration: decisions by someone at the state's next instant, told events. */
import { getNextTransitions } from 'xstate';
import { resume } from '../../machines/core/index.ts';
import type { Actor, DecisionEvent, Json, Procedure, State, Step, ToldEvent } from '../../machines/core/index.ts';
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

/**
 * What is wrong when a procedure goes on and nobody is asked for anything: no task, no date to come, nothing it has
 * started and waits for. `waits`: whether it waits for another instance.
 */
export function nobodyAsked(procedure: Procedure, { state, entry }: Step, waits = false): string | undefined {
  const { ended, tasks, counts } = entry.projection;
  const started = (counts['openAudits'] ?? 0) + (counts['openImprovements'] ?? 0) - (procedure.id === 'cycle' ? 0 : 1);
  if (ended !== undefined || waits || tasks.length > 0 || started > 0) return undefined;
  return Object.keys(procedure.timers(state.snapshot.context)).length > 0 ? undefined : 'nobody is asked for anything';
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
