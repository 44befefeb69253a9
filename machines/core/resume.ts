import type { AnyMachineSnapshot, StateValue } from 'xstate';
import { machineOf } from './evaluate.ts';
import type { Instant } from '../../model/identifiers.ts';
import type { Procedure } from './definition.ts';
import type { State } from './state.ts';
import { isObject } from '../../model/json.ts';

/** The last snapshot of a state: one event is judged, tried and taken, each from the same. Nobody changes a snapshot. */
const last = new WeakMap<State, { procedure: Procedure; at: Instant; snapshot: AnyMachineSnapshot }>();

/** XState's snapshot for a state of ours, with `at`, `seq` and `decisions` stamped for the step to come. */
export function resume(procedure: Procedure, state: State, at: Instant): AnyMachineSnapshot {
  const known = last.get(state);
  if (known?.procedure === procedure && known.at === at) return known.snapshot;
  const snapshot = resolved(procedure, state, at);
  last.set(state, { procedure, at, snapshot });
  return snapshot;
}

function resolved(procedure: Procedure, state: State, at: Instant): AnyMachineSnapshot {
  const { value, context, status } = state.snapshot;
  if (!isStateValue(value)) throw new Error('not a state value');
  return machineOf(procedure).resolveState({
    value,
    context: { ...context, at, seq: state.seq + 1, decisions: state.decisions },
    status,
  });
}

function isStateValue(value: unknown): value is StateValue {
  return typeof value === 'string' || (isObject(value) && Object.values(value).every(isStateValue));
}
