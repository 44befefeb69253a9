/** Recorded entries taken again: what shows that they say what happened, and rebuilds an instance from its journal alone. */
import { asObject, isObject, type Json } from '../../model/json.ts';
import { begin, step } from './step.ts';
import type { Procedure } from './definition.ts';
import type { Entry, Step } from './entry.ts';
import type { ProcedureEvent } from './events.ts';
import type { State } from './state.ts';

/** Takes recorded entries again from the first on; the first whose state differs, or `undefined`. */
export function refold(
  procedure: Procedure,
  entries: readonly Entry[],
): { seq: number; expected: string; found: string } | undefined {
  let state: State | undefined;
  for (const entry of entries) {
    const taken = again(procedure, state, entry);
    if (taken.entry.digest !== entry.digest)
      return { seq: entry.seq, expected: entry.digest, found: taken.entry.digest };
    state = taken.state;
  }
  return undefined;
}

/** The state an instance is in after its recorded entries: how it is rebuilt from its journal alone. */
export function stateAfter(procedure: Procedure, entries: readonly Entry[]): State | undefined {
  let state: State | undefined;
  for (const entry of entries) state = again(procedure, state, entry).state;
  return state;
}

/** The state further recorded entries lead to from a state; `undefined` where they do not follow it, or lead elsewhere. */
export function follow(procedure: Procedure, state: State, entries: readonly Entry[]): State | undefined {
  let reached = state;
  for (const entry of entries) {
    if (entry.seq !== reached.seq + 1 || !isEvent(entry.event)) return undefined;
    const taken = step(procedure, reached, entry.event);
    if (taken.entry.digest !== entry.digest) return undefined;
    reached = taken.state;
  }
  return reached;
}

function again(procedure: Procedure, state: State | undefined, entry: Entry): Step {
  if (state !== undefined) return step(procedure, state, recordedEvent(entry.event));
  const context = { instance: entry.instance, ...ownNames(entry.instance) };
  return begin(procedure, { ...context, input: asObject(entry.event)['input'] ?? {} }, entry.at);
}

/** An event as the journal kept it. Only what `step` wrote is ever read back. */
function recordedEvent(event: Json): ProcedureEvent {
  if (!isEvent(event)) throw new Error('not a recorded event');
  return event;
}

function isEvent(event: unknown): event is ProcedureEvent {
  return isObject(event) && typeof event['type'] === 'string' && typeof event['at'] === 'number';
}

function ownNames(instance: string): { organisation: string; year: number } {
  const [, year = '', organisation = ''] = instance.split('/');
  return { organisation, year: Number(year) };
}
