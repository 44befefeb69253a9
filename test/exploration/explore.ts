/**
 * Exhaustive exploration of a procedure over the pure core: breadth first, from a finite alphabet, states told apart by
 * a key that names only what rules read. It finds broken invariants (printing the path), states from which an honest
 * body reaches no end, and whatever the alphabet never reached: states, decisions, told events, times, sides of rules.
 *
 * A *ghost* goes along with each state: the environment (who has come into conflict, …) and what the path has done so
 * far, kept by the exploration itself, so that invariants do not trust the context whose rules they judge. A branch that
 * only says "not yet" must never do so where its rule holds: it would refuse for a reason that is none.
 */
import { z } from 'zod';
import {
  machineOf,
  refusals,
  step,
  type Json,
  type Procedure,
  type ProcedureEvent,
  type State,
  type Step,
} from '../../machines/core/index.ts';

/** One thing that may happen in a state: an event of the procedure, or (without one) a change of the environment. */
export interface Move<G> {
  readonly label: string;
  readonly event?: ProcedureEvent;
  /** The ghost afterwards; for moves of the environment. */
  readonly ghost?: G;
  /** What an honest body would not do, or cannot count on: never part of a way out. */
  readonly notCountedOn?: true;
}

/** A step as invariants see it. */
export interface ExploredStep<G> {
  readonly ghost: G;
  readonly before: State;
  readonly event: ProcedureEvent;
  readonly after: Step;
}

/** What is explored, how, and what must hold. */
export interface Exploration<G> {
  readonly name: string;
  readonly procedure: Procedure;
  readonly starts: readonly { readonly label: string; readonly state: State; readonly ghost: G }[];
  /** Everything that may happen here, time excepted: timers fire by themselves. */
  moves(state: State, ghost: G): readonly Move<G>[];
  /** What the rules read of a state, and of the ghost what invariants read; what has equal keys behaves alike. */
  key(state: State, ghost: G): unknown;
  /** What the ghost becomes by an accepted step. */
  remember(taken: ExploredStep<G>): G;
  /** Each says what is broken, or nothing. Their names cite the order constraint or clause. */
  readonly invariants: Readonly<Record<string, (taken: ExploredStep<G>) => string | undefined>>;
  /** Whether this state is the end that every state must have a way to; default: the machine is done. */
  isEnd?(state: State): boolean;
  /** States that need no way out although they are no such end (another end, counted apart). */
  isOtherEnd?(state: State): boolean;
  /** Ends with the first broken invariant. */
  readonly stopWhenBroken?: true;
  /** Gives up past this many states; default 200,000. */
  readonly limit?: number;
}

/** What an exploration found. */
export interface ExplorationResult {
  readonly name: string;
  readonly states: number;
  readonly transitions: number;
  readonly milliseconds: number;
  /** Broken invariants, each with its path. */
  readonly broken: readonly string[];
  /** States without a way out, each with the path to it. */
  readonly stuck: readonly string[];
  /** Pairs of states with one key that behave differently: the key is too small. */
  readonly unlike: readonly string[];
  /** Everything reached: `state x`, `decision x`, `told x`, `time x`, `rule x passes`, `rule x refuses`. */
  readonly reached: ReadonlySet<string>;
}

interface Node<G> {
  readonly from: number;
  readonly via: string;
  /** Dropped once expanded: a path needs only labels. */
  held?: { readonly state: State; readonly ghost: G };
  signature?: string;
}

const SAMPLE_EVERY = 23;

/** Explores to the end. Throws when the limit (default 200,000 states) is passed: then the key holds too much. */
export function explore<G>(what: Exploration<G>): ExplorationResult {
  const began = Date.now();
  const { procedure, limit = 200_000 } = what;
  const reached = new Set<string>();
  const nodes: Node<G>[] = [];
  const byKey = new Map<string, number>();
  /** Predecessors by moves that count as a way. */
  const backwards: number[][] = [];
  const ends: number[] = [];
  const others = new Set<number>();
  const broken: string[] = [];
  const unlike: string[] = [];
  let transitions = 0;
  let merged = 0;

  const pathTo = (index: number): string => {
    const labels: string[] = [];
    for (let at = index; at >= 0; at = nodes[at]?.from ?? -1) labels.push(nodes[at]?.via ?? '');
    return labels.reverse().join(' → ');
  };
  // Any timer may come first, whatever its instant: keys know no absolute time, and a late worker fires late.
  const movesOf = (state: State, ghost: G): Move<G>[] => {
    const { context, status } = state.snapshot;
    const times = status === 'done' ? [] : Object.entries(procedure.timers(context));
    const timers = times.map(([type, due]): Move<G> => ({
      label: `(${type})`,
      event: { type, at: Math.max(due, context.at), due },
    }));
    const moves = [...what.moves(state, ghost), ...timers];
    // What becomes of the environment afterwards is no matter of an end.
    return status === 'done' ? moves.filter(({ event }) => event !== undefined) : moves;
  };
  const signatureOf = (state: State, ghost: G): string =>
    movesOf(state, ghost)
      .filter(({ event }) => event === undefined || refusals(procedure, state, event).length === 0)
      .map(({ label }) => label)
      .sort()
      .join(';');
  const arrive = (state: State, ghost: G, from: number, via: string): number => {
    // What has ended takes nothing more, whatever its memory: one state per end (the samples below try others).
    const over = state.snapshot.status === 'done';
    const key = JSON.stringify(over ? ['over', state.snapshot.value] : what.key(state, ghost));
    const known = byKey.get(key);
    if (known !== undefined) {
      merged += 1;
      const signature = nodes[known]?.signature;
      if (merged % SAMPLE_EVERY === 0 && signature !== undefined && unlike.length < 5) {
        const other = signatureOf(state, ghost);
        if (other !== signature)
          unlike.push(`${pathTo(known)} takes ${signature}\n  but ${pathTo(from)} → ${via} takes ${other}`);
      }
      return known;
    }
    const index = nodes.length;
    if (index >= limit) throw new Error(`${what.name}: more than ${limit} states`);
    byKey.set(key, index);
    nodes.push({ from, via, held: { state, ghost } });
    backwards.push([]);
    const active = activePaths(state.snapshot.value);
    for (const path of active) reached.add(`state ${path}`);
    for (const { rule, event, path } of tooEarly) {
      if (!active.includes(path) || !isKept(procedure, rule, state, event) || broken.length >= 20) continue;
      broken.push(`${event} is answered "not yet" by ${rule}, which holds\n  ${pathTo(index)}`);
    }
    if (what.isEnd?.(state) ?? state.snapshot.status === 'done') ends.push(index);
    else if (what.isOtherEnd?.(state)) others.add(index);
    return index;
  };

  const tooEarly = notYets(procedure);
  const restore = watchRules(procedure, reached);
  try {
    for (const start of what.starts) arrive(start.state, start.ghost, -1, start.label);
    for (let index = 0; index < nodes.length; index += 1) {
      if (what.stopWhenBroken && broken.length > 0) break;
      const node = nodes[index];
      if (node?.held === undefined) continue;
      const { state, ghost } = node.held;
      const accepted: string[] = [];
      for (const move of movesOf(state, ghost)) {
        let target: number;
        if (move.event === undefined) {
          accepted.push(move.label);
          target = arrive(state, move.ghost ?? ghost, index, move.label);
        } else {
          if (refusals(procedure, state, move.event).length > 0) continue;
          const after = step(procedure, state, move.event);
          if (after.entry.refused !== undefined) {
            broken.push(`${move.label} was not refused and yet not taken\n  ${pathTo(index)} → ${move.label}`);
            continue;
          }
          accepted.push(move.label);
          if (state.snapshot.status === 'done') {
            broken.push(`what has ended moves on\n  ${pathTo(index)} → ${move.label}`);
          }
          reached.add(`${kindOf(move.event)} ${move.event.type}`);
          const taken: ExploredStep<G> = { ghost, before: state, event: move.event, after };
          for (const [name, holds] of Object.entries(what.invariants)) {
            const problem = holds(taken);
            if (problem !== undefined && broken.length < 20) {
              broken.push(`${name}: ${problem}\n  ${pathTo(index)} → ${move.label}`);
            }
          }
          target = arrive(after.state, what.remember(taken), index, move.label);
        }
        transitions += 1;
        if (!move.notCountedOn && target !== index) backwards[target]?.push(index);
      }
      node.signature = accepted.sort().join(';');
      delete node.held;
    }
  } finally {
    restore();
  }
  const free = new Uint8Array(nodes.length);
  const open = [...ends];
  for (const end of ends) free[end] = 1;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const before of backwards[at] ?? []) {
      if (free[before] === 1) continue;
      free[before] = 1;
      open.push(before);
    }
  }
  const stuck: string[] = [];
  for (let index = 0; index < nodes.length && stuck.length < 5; index += 1) {
    if (free[index] === 0 && !others.has(index)) stuck.push(pathTo(index));
  }
  return {
    name: what.name,
    states: nodes.length,
    transitions,
    milliseconds: Date.now() - began,
    broken,
    stuck,
    unlike,
    reached,
  };
}

/**
 * What several explorations of one procedure together never reached, minus what they say they cannot, with reasons.
 * Something said to be out of reach that was reached is a problem, too: the list must not outlive its reasons.
 */
export function missingOf(
  procedure: Procedure,
  explored: readonly ExplorationResult[],
  notReached: Readonly<Record<string, string>> = {},
): string[] {
  const reached = new Set(explored.flatMap((one) => [...one.reached]));
  const wanted = [
    ...Object.keys(procedure.states).map((name) => `state ${name}`),
    ...Object.keys(procedure.decisions).map((name) => `decision ${name}`),
    ...Object.keys(procedure.told).map((name) => `told ${name}`),
    ...Object.keys(procedure.times).map((name) => `time ${name}`),
    ...Object.keys(procedure.rules).flatMap((name) => [`rule ${name} passes`, `rule ${name} refuses`]),
  ];
  return [
    ...wanted.filter((name) => !reached.has(name) && notReached[name] === undefined),
    ...Object.keys(notReached)
      .filter((name) => reached.has(name) || !wanted.includes(name))
      .map((name) => `${name} is listed as out of reach, but is not`),
  ];
}

type StateNode = ReturnType<typeof machineOf>['root'];

/** The branches that only say "not yet": which event, in which state, by which rule. */
function notYets(procedure: Procedure): { event: string; path: string; rule: string }[] {
  const nodes = (node: StateNode): StateNode[] => [node, ...Object.values<StateNode>(node.states).flatMap(nodes)];
  return nodes(machineOf(procedure).root).flatMap((node) =>
    [...node.transitions].flatMap(([event, transitions]) =>
      transitions.flatMap(({ guard }: { guard?: unknown }) => {
        const { type, params } =
          z.object({ type: z.string(), params: z.array(z.string()) }).safeParse(guard).data ?? {};
        return type === 'notYet' ? (params ?? []).map((rule) => ({ event, path: node.path.join('.'), rule })) : [];
      }),
    ),
  );
}

/** Whether a rule about the state alone holds: what a "not yet" answers with must not. */
function isKept(procedure: Procedure, rule: string, state: State, type: string): boolean {
  const { context } = state.snapshot;
  const event = { type, at: context.at, due: context.at };
  return procedure.rules[rule]?.test({ context, event }) === true;
}

function kindOf(event: ProcedureEvent): string {
  if ('actor' in event) return 'decision';
  return 'due' in event ? 'time' : 'told';
}

/** Every active state of a state value, by its path. */
function activePaths(value: Json, prefix = ''): string[] {
  if (typeof value === 'string') return value === '' ? [] : [prefix + value];
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    prefix + name,
    ...(inner === undefined ? [] : activePaths(inner, `${prefix}${name}.`)),
  ]);
}

/** Notes which side of each rule is reached, by wrapping its test; gives what puts the tests back. */
function watchRules(procedure: Procedure, reached: Set<string>): () => void {
  const originals = Object.entries(procedure.rules).map(([name, rule]) => {
    const mutable: { test: typeof rule.test } = rule;
    const original = mutable.test;
    const passes = `rule ${name} passes`;
    const refuses = `rule ${name} refuses`;
    // Rules are judged millions of times: noted once is enough.
    let passed = false;
    let refused = false;
    mutable.test = (judged) => {
      let holds = false;
      try {
        holds = original(judged);
      } finally {
        if (holds && !passed) reached.add(passes);
        if (!holds && !refused) reached.add(refuses);
        passed ||= holds;
        refused ||= !holds;
      }
      return holds;
    };
    return () => {
      mutable.test = original;
    };
  });
  return () => {
    for (const restore of originals) restore();
  };
}
