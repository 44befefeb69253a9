/**
 * What comes first: of a decision that no active state takes, the states that would, and the events that begin a shortest
 * way there. Read from the chart alone – whether the rules on that way are kept is theirs to say when it is tried.
 */
import type { AnyMachineSnapshot } from 'xstate';
import type { ClauseId } from '../../model/clauses.ts';
import type { DecidingRole } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import { nodesIn, pathOf, type ChartNode } from './chart.ts';
import { coreRefusal } from './core-rules.ts';
import { candidateOf, machineOf } from './evaluate.ts';
import type { Procedure } from './definition.ts';
import type { Refusal } from './predicates.ts';
import type { Thing } from './things.ts';

/** Where a decision is taken, and what leads there. */
export interface Way {
  /** Paths of the states that take it, in the order of the chart. */
  readonly states: readonly string[];
  /** Decisions, told events and times with which a shortest way there begins; empty where none leads there. */
  readonly first: readonly string[];
}

/** One event that leads from a state to others. */
interface Edge {
  readonly event: string;
  readonly targets: readonly ChartNode[];
}

const known = new WeakMap<Procedure, Map<string, Way>>();

/** The way to a decision from where an instance stands. Total. */
export function wayTo(procedure: Procedure, snapshot: AnyMachineSnapshot, decision: string): Way {
  const ways = known.get(procedure) ?? new Map<string, Way>();
  known.set(procedure, ways);
  const key = `${decision} ${JSON.stringify(snapshot.value)}`;
  const found = ways.get(key) ?? wayFrom(procedure, activeNodes(procedure, snapshot.value), decision);
  ways.set(key, found);
  return found;
}

/** `notNow` with the stages at which it is taken and the decisions that lead there. */
export function notNowIn(
  procedure: Procedure,
  snapshot: AnyMachineSnapshot,
  decision: string,
  clause: ClauseId,
  who: readonly DecidingRole[],
): Refusal {
  const { states, first } = wayTo(procedure, snapshot, decision);
  const about = [
    ...states.map((id): Thing => ({ kind: 'state', id, ...labelled(procedure.states, id) })),
    ...first
      .filter((event) => Object.hasOwn(procedure.times, event))
      .map((id): Thing => ({ kind: 'time', id, ...labelled(procedure.times, id) })),
  ];
  const remedies = first
    .filter((event) => Object.hasOwn(procedure.decisions, event))
    .map((name) => ({ decision: name }));
  return coreRefusal(procedure, snapshot.context, 'notNow', clause, who, {
    ...(about.length > 0 && { about: about.slice(0, 10) }),
    ...(remedies.length > 0 && { remedies: remedies.slice(0, 5) }),
  });
}

function labelled(texts: Readonly<Record<string, Text>>, id: string): Pick<Thing, 'label'> {
  const label = Object.hasOwn(texts, id) ? texts[id] : undefined;
  return label === undefined ? {} : { label };
}

function wayFrom(procedure: Procedure, active: readonly ChartNode[], decision: string): Way {
  const nodes = nodesIn(machineOf(procedure).root);
  const takes = (node: ChartNode): boolean => edgesOf(node, true).some(({ event }) => event === decision);
  const states = nodes.filter(takes).map(pathOf);
  const seen = new Set<ChartNode>(active);
  let frontier = active.map((node) => ({ node, first: undefined as string | undefined }));
  while (frontier.length > 0) {
    const reached: typeof frontier = [];
    for (const { node, first } of frontier) {
      for (const { event, targets } of edgesOf(node, false)) {
        for (const entered of targets.flatMap(enteredBy)) {
          if (seen.has(entered)) continue;
          reached.push({ node: entered, first: first ?? event });
        }
      }
    }
    const there = reached.filter(({ node }) => takes(node)).flatMap(({ first }) => first ?? []);
    if (there.length > 0) return { states, first: [...new Set(there)] };
    frontier = reached.filter(({ node }) => !seen.has(node) && seen.add(node));
  }
  return { states, first: [] };
}

/** What a state handles; `answering`: also by branches that stay, never by those that only say "not yet". */
function edgesOf(node: ChartNode, answering: boolean): Edge[] {
  return [...node.transitions].flatMap(([event, branches]) =>
    branches
      .filter(({ guard, target }) => !candidateOf(guard).isNotYet && (answering || target !== undefined))
      .map(({ target }) => ({ event, targets: target ?? [] })),
  );
}

/** The states entered with a target: it, what it begins with, and the states around it with their other regions. */
export function enteredBy(target: ChartNode): ChartNode[] {
  const around: ChartNode[] = [];
  for (let { parent } = target; parent !== undefined; { parent } = parent) {
    around.push(parent);
    if (parent.type === 'parallel') around.push(...Object.values<ChartNode>(parent.states).flatMap(begun));
  }
  return [...begun(target), ...around];
}

function begun(node: ChartNode): ChartNode[] {
  if (node.type === 'parallel') return [node, ...Object.values<ChartNode>(node.states).flatMap(begun)];
  return [node, ...(node.type === 'compound' ? (node.initial.target ?? []).flatMap(begun) : [])];
}

/** The states that are active at a state value. */
export function activeNodes(procedure: Procedure, value: AnyMachineSnapshot['value']): ChartNode[] {
  const inside = (node: ChartNode, at: AnyMachineSnapshot['value']): ChartNode[] => {
    const children = typeof at === 'string' ? [[at, {}] as const] : Object.entries(at);
    return [
      node,
      ...children.flatMap(([key, below]) => {
        const child = node.states[key];
        return child === undefined || below === undefined ? [] : inside(child, below);
      }),
    ];
  };
  return inside(machineOf(procedure).root, value);
}
