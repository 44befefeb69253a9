/**
 * What is missing: to come into the next phase, and to the end. The way there is read from the chart; of the step with
 * which it begins all rules that the state alone decides, those that are kept and those that are not.
 */
import type { AnyMachineSnapshot } from 'xstate';
import type { Instant } from '../../model/identifiers.ts';
import { nodesIn, pathOf, type ChartNode } from './chart.ts';
import { refusalOf } from './core-rules.ts';
import type { Procedure } from './definition.ts';
import { candidateOf, holds, machineOf } from './evaluate.ts';
import { activeNodes, enteredBy } from './first-steps.ts';
import { wayFrom } from './phases.ts';
import type { Case, Refusal } from './predicates.ts';
import { isStateOnly } from './readiness.ts';
import { resume } from './resume.ts';
import type { State } from './state.ts';

/** A rule on the way. When it is kept its sentence is the positive one, and it names nothing. */
export interface GoalRule extends Refusal {
  readonly isMet: boolean;
}

/** Where a procedure can get, and what it takes. */
export interface Goal {
  readonly id: 'nextPhase' | 'close';
  /** A key of the procedure's `phases`. */
  readonly phase: string;
  /** The events of a shortest way there, in order: decisions, times, told events. */
  readonly steps: readonly string[];
  /** Of the first of them, where it is a decision. */
  readonly rules: readonly GoalRule[];
}

/** One event of a way, with what guards its branches. */
interface Step {
  readonly event: string;
  readonly branches: readonly (readonly string[])[];
}

type Ways = ReadonlyMap<ChartNode, readonly Step[]>;

const known = new WeakMap<Procedure, Map<string, Ways>>();

/** The next phase and the end, as far as a way leads there from where the procedure stands in `phase`. */
export function goalsOf(procedure: Procedure, state: State, phase: string, at: Instant): Goal[] {
  if (state.snapshot.status === 'done') return [];
  const { phases, end } = wayFrom(procedure, phase);
  const now = phases.indexOf(phase);
  if (now < 0) return [];
  const snapshot = resume(procedure, state, at);
  const ways = waysFrom(procedure, snapshot);
  const goals: Goal[] = [];
  for (const later of phases.slice(now + 1)) {
    const steps = shortestTo(ways, (node) => procedure.states[pathOf(node)]?.phase === later);
    if (steps === undefined) continue;
    goals.push(goalOf(procedure, snapshot, { id: 'nextPhase', phase: later }, steps));
    break;
  }
  const toEnd = end === undefined ? undefined : shortestTo(ways, (node) => pathOf(node) === end);
  if (end !== undefined && toEnd !== undefined) {
    goals.push(goalOf(procedure, snapshot, { id: 'close', phase: end }, toEnd));
  }
  return goals;
}

function goalOf(
  procedure: Procedure,
  snapshot: AnyMachineSnapshot,
  goal: Pick<Goal, 'id' | 'phase'>,
  steps: readonly Step[],
): Goal {
  const [first] = steps;
  return {
    ...goal,
    steps: steps.map(({ event }) => event),
    rules: first === undefined ? [] : rulesOf(procedure, snapshot, first),
  };
}

/** Of the branches that lead there, the one that fails least. */
function rulesOf(procedure: Procedure, { context }: AnyMachineSnapshot, { event, branches }: Step): GoalRule[] {
  const decision = Object.hasOwn(procedure.decisions, event) ? procedure.decisions[event] : undefined;
  if (decision === undefined) return [];
  // Of rules that read the state alone the event says nothing but its time.
  const judged: Case = { context, event: { type: event, at: context.at, due: context.at } };
  const judge = (name: string): GoalRule[] => {
    const rule = Object.hasOwn(procedure.rules, name) ? procedure.rules[name] : undefined;
    if (rule === undefined || !isStateOnly(rule)) return [];
    if (!holds(procedure, name, judged)) {
      return [{ ...refusalOf(procedure, judged, name, rule, decision.by), isMet: false }];
    }
    const {
      about: _,
      more: __,
      paths: ___,
      remedies: ____,
      ...told
    } = refusalOf(procedure, judged, name, rule, decision.by);
    return [{ ...told, ...rule.met, isMet: true }];
  };
  const missing = (rules: readonly GoalRule[]): number => rules.filter(({ isMet }) => !isMet).length;
  return branches.map((names) => names.flatMap(judge)).reduce((a, b) => (missing(b) < missing(a) ? b : a));
}

function shortestTo(ways: Ways, isThere: (node: ChartNode) => boolean): readonly Step[] | undefined {
  const found = [...ways].filter(([node]) => isThere(node)).map(([, steps]) => steps);
  return found.length === 0 ? undefined : found.reduce((a, b) => (b.length < a.length ? b : a));
}

/** A shortest way to every state that is reached from here. */
function waysFrom(procedure: Procedure, snapshot: AnyMachineSnapshot): Ways {
  const of = known.get(procedure) ?? new Map<string, Ways>();
  known.set(procedure, of);
  const key = JSON.stringify(snapshot.value);
  const found = of.get(key) ?? searched(procedure, activeNodes(procedure, snapshot.value));
  of.set(key, found);
  return found;
}

function searched(procedure: Procedure, active: readonly ChartNode[]): Ways {
  const order = nodesIn(machineOf(procedure).root);
  const seen = new Set<ChartNode>(active);
  const ways = new Map<ChartNode, readonly Step[]>();
  let frontier = active.map((node) => ({ node, steps: [] as readonly Step[] }));
  while (frontier.length > 0) {
    const reached: typeof frontier = [];
    // A decision taken in another's place – a return – leads there only where nothing else does.
    const moves = frontier
      .flatMap(({ node, steps }) => movesOf(node).map((move) => ({ ...move, steps })))
      .sort((a, b) => rankOf(procedure, a.event) - rankOf(procedure, b.event));
    for (const { event, target, branches, steps } of moves) {
      for (const entered of enteredBy(target)) {
        if (seen.has(entered)) continue;
        seen.add(entered);
        const way = [...steps, { event, branches }];
        ways.set(entered, way);
        reached.push({ node: entered, steps: way });
      }
    }
    frontier = reached.sort((a, b) => order.indexOf(a.node) - order.indexOf(b.node));
  }
  return ways;
}

function rankOf({ decisions }: Procedure, event: string): number {
  const decision = Object.hasOwn(decisions, event) ? decisions[event] : undefined;
  if (decision === undefined) return 1;
  return decision.insteadOf === undefined ? 0 : 2;
}

/** What leads out of a state: each event with each target, and what guards the branches that lead to it. */
function movesOf(
  node: ChartNode,
): { readonly event: string; readonly target: ChartNode; readonly branches: string[][] }[] {
  return [...node.transitions].flatMap(([event, branches]) => {
    const taken = branches
      .map(({ guard, target = [] }) => ({ ...candidateOf(guard), target }))
      .filter(({ isNotYet }) => !isNotYet);
    const targets = [...new Set(taken.flatMap(({ target }): ChartNode[] => [...target]))];
    return targets.map((target) => ({
      event,
      target,
      branches: taken.filter((one) => one.target.includes(target)).map(({ names }) => [...names]),
    }));
  });
}
