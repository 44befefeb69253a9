/** What a step gives: the next state and one line of the journal. */
import type { InstanceId, Instant } from '../../model/identifiers.ts';
import type { Json } from '../../model/json.ts';
import type { Effect } from './effects.ts';
import type { Refusal } from './predicates.ts';
import type { Projection } from './projection.ts';
import type { State } from './state.ts';

/** One line of the journal. */
export interface Entry {
  readonly instance: InstanceId;
  readonly procedure: string;
  readonly version: number;
  readonly seq: number;
  readonly at: Instant;
  /** The event that was taken; `begin` carries the input. */
  readonly event: Json;
  readonly from: Json;
  readonly to: Json;
  /** Digest of the state after the step (model/tree-digest.ts). */
  readonly digest: string;
  readonly projection: Projection;
  readonly effects: readonly Effect[];
  /** Present on a told event that was not taken, and on a fired timer that moved nothing. */
  readonly refused?: readonly Refusal[];
  /** How the decider decided when not plainly as the holder: `standIn`, `deputy`, `acting`, `enteredFor`. */
  readonly marks: readonly string[];
  /** Ids of the appointments relied on. */
  readonly reliedOn: readonly string[];
}

export interface Step {
  readonly state: State;
  readonly entry: Entry;
  readonly effects: readonly Effect[];
}
