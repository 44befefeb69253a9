/** What an instance is: its context and where it stands. */
import type { InstanceId, Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { Json } from '../../model/json.ts';

/** What every procedure's context carries; JSON only. */
export interface BaseContext {
  /** The machine's only clock: the instant of the step being taken, stamped by the core. */
  readonly at: Instant;
  /** Number of the entry being written, stamped by the core: what an id derived inside the machine may use. */
  readonly seq: number;
  /** How many decisions were taken before the step, stamped by the core; annotations are none. */
  readonly decisions: number;
  readonly instance: InstanceId;
  readonly organisation: OrganisationId;
  readonly year: number;
}

/** An input or a state that can be judged. */
export interface State {
  readonly seq: number;
  /** How many decisions were taken. */
  readonly decisions: number;
  readonly snapshot: { readonly value: Json; readonly context: BaseContext; readonly status: 'active' | 'done' };
  /** Timers that fired without moving: type → due instant at which they are held, so that they never loop. */
  readonly held?: Readonly<Record<string, Instant>>;
  /** Track → seq of the last decision or told event on it (never a timer's). */
  readonly changes?: Readonly<Record<string, number>>;
  /** Entries taken on paper and entered by someone else: seq → decider, who may confirm or contradict. */
  readonly entered?: Readonly<Record<string, PersonId>>;
  /** Those of them whose decider decided by a post elsewhere: seq → the bodies, whose offices in charge may contradict too. */
  readonly enteredIn?: Readonly<Record<string, readonly OrganisationId[]>>;
  /** What was added to entries since: confirmed or contradicted by their decider, corrected by their post. */
  readonly annotations?: readonly Annotation[];
  /** Who decided here, and through whose hands their tokens came. */
  readonly hands?: Readonly<Record<PersonId, readonly PersonId[]>>;
  /** How decisions of the instance were taken when not plainly by the holder, for ever: marks of its entries. */
  readonly decidedAs?: readonly string[];
}

/** An entry that only adds to an earlier one. */
export interface Annotation {
  /** Seq of the entry annotated. */
  readonly of: number;
  /** Seq of the entry that annotates it. */
  readonly entry: number;
  readonly kind: 'confirmed' | 'contradicted' | 'corrected';
  /** SHA-256 of the document it cites. */
  readonly document?: string;
}
