/** Phases: declared at the states, so that nobody reads them off the text of a state value. */
import { phaseIn, type Json } from '../../core/index.ts';
import type { Text } from '../../../model/text.ts';

/** The text of a state, and the phase an instance is in while it is the innermost that declares one. */
export interface StateText extends Text {
  readonly phase?: string;
}

/** The phase of a state value. Throws when no active state declares one: the definition has a hole. */
export function phaseOf(states: Readonly<Record<string, StateText>>, value: Json): string {
  const phase = phaseIn(states, value);
  if (phase === undefined) throw new Error(`no active state declares a phase: ${JSON.stringify(value)}`);
  return phase;
}
