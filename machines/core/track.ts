import type { AnyMachineSnapshot, AnyStateNode } from 'xstate';
import { getNextTransitions } from 'xstate';

/**
 * The track an event is decided on: the innermost region (child of a parallel state) that handles it, as a path; empty
 * for what the whole procedure handles. Two people on different tracks do not disturb each other's If-Match.
 */
export function trackOf(snapshot: AnyMachineSnapshot, type: string): string {
  const handled = getNextTransitions(snapshot).find((transition) => transition.eventType === type);
  for (let node: AnyStateNode | undefined = handled?.source; node !== undefined; node = node.parent) {
    if (node.parent?.type === 'parallel') return node.path.join('.');
  }
  return '';
}
