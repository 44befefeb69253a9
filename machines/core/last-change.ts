/** Changes: what decisions and taken told events are, and never a timer or what was refused. */
import { getNextTransitions, type AnyMachineSnapshot, type AnyStateNode } from 'xstate';
import { resume } from './resume.ts';
import type { Procedure } from './definition.ts';
import type { ProcedureEvent } from './events.ts';
import type { State } from './state.ts';

/** Seq of the last change – the beginning, a decision, a taken told event –: the ETag. */
export function lastChange({ changes, annotations }: Pick<State, 'changes' | 'annotations'>): number {
  return Math.max(1, ...Object.values(changes ?? {}), annotations?.at(-1)?.entry ?? 0);
}

/** Seq of the last decision or told event on the track an event would be decided on: what If-Match compares with. */
export function lastChangeOn(procedure: Procedure, state: State, type: string): number {
  return state.changes?.[trackOf(resume(procedure, state, state.snapshot.context.at), type)] ?? 0;
}

/** The changes of a state after an event that the machine took. */
export function changesAfter(state: State, before: AnyMachineSnapshot, event: ProcedureEvent): State['changes'] {
  return 'due' in event ? state.changes : { ...state.changes, [trackOf(before, event.type)]: state.seq + 1 };
}

/**
 * The track an event is decided on: the innermost region (child of a parallel state) that handles it, as a path; empty
 * for what the whole procedure handles. Two people on different tracks do not disturb each other's If-Match.
 */
function trackOf(snapshot: AnyMachineSnapshot, type: string): string {
  const handled = getNextTransitions(snapshot).find((transition) => transition.eventType === type);
  for (let node: AnyStateNode | undefined = handled?.source; node !== undefined; node = node.parent) {
    if (node.parent?.type === 'parallel') return node.path.join('.');
  }
  return '';
}
