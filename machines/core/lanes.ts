/**
 * A statechart as people read it: lanes (the regions that go on side by side) of steps (the decisions that move them), and
 * beside them what may be decided at any time. Made from the chart alone, so that a picture never says what the chart
 * does not.
 */
import { nodesIn, pathOf, type ChartNode } from './chart.ts';
import { candidateOf, machineOf } from './evaluate.ts';
import type { Procedure } from './definition.ts';
import { wayOf } from './phases.ts';
import type { Json } from '../../model/json.ts';
import { isObject } from '../../model/json.ts';

/** One step of a lane. */
export interface LaneStep {
  readonly decision: string;
  /** Decisions taken instead of it at the same place: a return, a submission taken back. */
  readonly instead: readonly string[];
}

/** A region of the chart. */
export interface Lane {
  /** Path of the region's state; empty: the whole chart. */
  readonly id: string;
  /** The region's first state, from which nothing has moved. */
  readonly begins: string;
  readonly steps: readonly LaneStep[];
  /** Of the whole chart: what leads back, to another end, or nowhere is beside the way that it goes when all goes well. */
  readonly aside?: true;
}

/** A chart as lanes. */
export interface Picture {
  readonly lanes: readonly Lane[];
  /** Decisions that move no lane. */
  readonly anyTime: readonly string[];
}

const pictures = new WeakMap<Procedure, Picture>();

/** The lanes of a definition, in the order of its chart. Each decision stands in a lane or among those of any time. */
export function pictureOf(procedure: Procedure): Picture {
  const known = pictures.get(procedure);
  if (known !== undefined) return known;
  const { root } = machineOf(procedure);
  const lanes = regionsOf(root).flatMap((region): Lane[] => {
    const steps = stepsOf(procedure, region);
    const lane = { id: pathOf(region), begins: firstOf(region) };
    if (region.parent !== undefined) return steps.length === 0 ? [] : [{ ...lane, steps }];
    const onward = onwardIn(procedure, region);
    const [way, beside] = [true, false].map((on) => steps.filter(({ decision }) => onward.has(decision) === on));
    return [
      { ...lane, steps: way ?? [] },
      { ...lane, steps: beside ?? [], aside: true as const },
    ].filter((one) => one.steps.length > 0);
  });
  const inLanes = new Set(
    lanes.flatMap(({ steps }) => steps.flatMap(({ decision, instead }) => [decision, ...instead])),
  );
  const anyTime = Object.keys(procedure.decisions).filter((name) => !inLanes.has(name));
  const picture = { lanes, anyTime };
  pictures.set(procedure, picture);
  return picture;
}

/**
 * The lanes that go on in a state: those whose region is active. What lies deeper (the year's amendments) is there only
 * when it has left its first state.
 */
export function activeLanes(procedure: Procedure, value: Json): readonly Lane[] {
  const active = new Set(['', ...pathsIn(value)]);
  return pictureOf(procedure).lanes.filter(({ id, begins }) => {
    if (!active.has(id)) return false;
    const nested = id.split('.').length > 3;
    return !nested || !active.has(begins);
  });
}

/** The innermost regions: children of parallel states that are not parallel themselves; the whole where there are none. */
function regionsOf(root: ChartNode): ChartNode[] {
  const inner = (node: ChartNode): ChartNode[] => {
    const children = Object.values<ChartNode>(node.states);
    if (node.type !== 'parallel') return children.flatMap(inner);
    return children.flatMap((child) => (hasParallel(child) ? inner(child) : [child]));
  };
  const regions = inner(root);
  return regions.length === 0 ? [root] : regions;
}

function hasParallel(node: ChartNode): boolean {
  return node.type === 'parallel' || Object.values<ChartNode>(node.states).some(hasParallel);
}

/**
 * The decisions that a region's states take and that move it – of a region beside others also those that stay in it –, in
 * the order of the states they lead to; what is decided instead of another stands with it.
 */
function stepsOf(procedure: Procedure, region: ChartNode): LaneStep[] {
  const order = nodesIn(region);
  const places = new Map<string, number>();
  for (const node of order) {
    for (const [event, branches] of node.transitions) {
      const taken = branches.filter(({ guard }) => !candidateOf(guard).isNotYet);
      if (!Object.hasOwn(procedure.decisions, event) || taken.length === 0) continue;
      const targets = taken.flatMap((branch): ChartNode[] => [...(branch.target ?? [])]);
      if (targets.length === 0 && region.parent === undefined) continue;
      // What leads out of the region comes last, what stays at the place where it is taken.
      const reached = targets.map((target) => (order.includes(target) ? order.indexOf(target) : order.length));
      const place = Math.max(order.indexOf(node), ...reached);
      places.set(event, Math.min(place, places.get(event) ?? Infinity));
    }
  }
  const inOrder = [...places].sort(([, a], [, b]) => a - b).map(([name]) => name);
  const insteadOf = (name: string): readonly string[] => procedure.decisions[name]?.insteadOf ?? [];
  const stands = inOrder.filter((name) => !insteadOf(name).some((other) => inOrder.includes(other)));
  return stands.map((decision) => ({
    decision,
    instead: inOrder.filter((name) => insteadOf(name).includes(decision)),
  }));
}

/** Of each phase of the way, and of its end, the decision that leads there first in the chart. */
function onwardIn(procedure: Procedure, root: ChartNode): ReadonlySet<string> {
  const { phases, end } = wayOf(procedure);
  const ahead = new Set([...phases.slice(1), ...(end === undefined ? [] : [end])]);
  const leading = new Map<string, string>();
  for (const [event, branches] of nodesIn(root).flatMap((node) => [...node.transitions])) {
    if (!Object.hasOwn(procedure.decisions, event)) continue;
    for (const target of branches.flatMap((branch) => branch.target ?? [])) {
      const phase = procedure.states[pathOf(target)]?.phase ?? pathOf(target);
      if (ahead.has(phase) && !leading.has(phase)) leading.set(phase, event);
    }
  }
  return new Set(leading.values());
}

function firstOf(region: ChartNode): string {
  const first = region.initial?.target?.[0];
  return first === undefined ? '' : pathOf(first);
}

function pathsIn(value: Json, prefix = ''): string[] {
  if (typeof value === 'string') return [`${prefix}${value}`];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    `${prefix}${name}`,
    ...(inner === undefined ? [] : pathsIn(inner, `${prefix}${name}.`)),
  ]);
}
