/** The phases of a definition in their order, as the chart has them. */
import type { Json } from '../../model/json.ts';
import { isObject } from '../../model/json.ts';
import type { Procedure } from './definition.ts';

/** The way that a procedure goes when all goes well. */
export interface Way {
  /** Phases in order, without ends. */
  readonly phases: readonly string[];
  /** The end to which it leads. */
  readonly end?: string;
}

/** An end is an outermost state without way out, called as its phase; what stands beside the living ones is on no way. */
export function wayOf({ machine, phases }: Procedure): Way {
  const outermost = machine.root.states;
  const all = Object.keys(phases);
  const end = all.find((id) => outermost[id]?.type === 'final');
  return { phases: all.filter((id) => outermost[id] === undefined), ...(end !== undefined && { end }) };
}

/** The way as it is seen from one of its phases: without those of tracks that go on beside it, for which it neither waits nor is waited for. */
export function wayFrom(procedure: Procedure, phase: string): Way {
  const way = wayOf(procedure);
  return { ...way, phases: way.phases.filter((other) => !isBeside(procedure, phase, other)) };
}

/** True where two phases lie in different regions of the same parallel state. */
function isBeside(procedure: Procedure, one: string, other: string): boolean {
  const others = regionsOf(procedure, other);
  return [...regionsOf(procedure, one)].some(([parallel, regions]) => {
    const theirs = others.get(parallel);
    return theirs !== undefined && [...regions].every((region) => !theirs.has(region));
  });
}

/** The regions in which a phase lies, by the parallel state around them: of those in which it lies as a whole. */
function regionsOf({ machine, states }: Procedure, phase: string): ReadonlyMap<string, ReadonlySet<string>> {
  const paths = Object.keys(states).filter((path) => states[path]?.phase === phase);
  const regions = new Map<string, Set<string>>();
  for (const path of paths) {
    const names = path.split('.');
    let node: StateNode | undefined = machine.root;
    for (const [i, name] of names.entries()) {
      if (node?.type === 'parallel') {
        const parallel = names.slice(0, i).join('.');
        regions.set(parallel, (regions.get(parallel) ?? new Set()).add(name));
      }
      node = node?.states[name];
    }
  }
  const holdsAll = (parallel: string): boolean =>
    paths.every((path) => path.startsWith(parallel === '' ? '' : `${parallel}.`));
  return new Map([...regions].filter(([parallel]) => holdsAll(parallel)));
}

/** What is read of a node of the chart. */
interface StateNode {
  readonly type: string;
  readonly states: Readonly<Record<string, StateNode>>;
}

/** The phase that the innermost active state declares which declares one – as kits read it, which are frozen and keep their own. */
export function phaseIn(
  states: Readonly<Record<string, { readonly phase?: string }>>,
  value: Json,
  prefix = '',
): string | undefined {
  if (typeof value === 'string') return states[`${prefix}${value}`]?.phase;
  if (!isObject(value)) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = phaseIn(states, inner ?? null, `${prefix}${name}.`) ?? states[`${prefix}${name}`]?.phase;
    if (found !== undefined) return found;
  }
  return undefined;
}
