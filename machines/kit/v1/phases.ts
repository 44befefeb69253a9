/** Phases: declared at the states, so that nobody reads them off the text of a state value. */
import type { Json } from '../../core/index.ts';
import type { Text } from '../../../model/text.ts';

/** The text of a state, and the phase an instance is in while it is the innermost that declares one. */
export interface StateText extends Text {
  readonly phase?: string;
}

/** The phase of a state value. Throws when no active state declares one: the definition has a hole. */
export function phaseOf(states: Readonly<Record<string, StateText>>, value: Json): string {
  const phase = innermost(states, value, '');
  if (phase === undefined) throw new Error(`no active state declares a phase: ${JSON.stringify(value)}`);
  return phase;
}

function innermost(states: Readonly<Record<string, StateText>>, value: Json, prefix: string): string | undefined {
  if (typeof value === 'string') return states[`${prefix}${value}`]?.phase;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = innermost(states, inner ?? null, `${prefix}${name}.`) ?? states[`${prefix}${name}`]?.phase;
    if (found !== undefined) return found;
  }
  return undefined;
}
