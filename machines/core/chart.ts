/** A statechart as a tree of states: what everything that reads one walks over. */
import type { AnyStateMachine } from 'xstate';

/** A state of a chart, with those below it. */
export type ChartNode = AnyStateMachine['root'];

/** The state and all below it, in the order of the chart. */
export function nodesIn(node: ChartNode): ChartNode[] {
  return [node, ...Object.values<ChartNode>(node.states).flatMap(nodesIn)];
}

/** The path of a state, without the machine's id; empty for the whole. */
export function pathOf(node: ChartNode): string {
  return node.path.join('.');
}
