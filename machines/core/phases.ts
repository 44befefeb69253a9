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
