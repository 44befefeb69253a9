/** What happens to an instance: somebody decides, another instance tells, time comes. */
import type { InstanceId, Instant, PersonId } from '../../model/identifiers.ts';
import type { Actor, EnteredFor, StandIn } from './actor.ts';

/** A person decides. `I` is the decision's input, `F` its facts. */
export interface DecisionEvent<T extends string = string, I = unknown, F = unknown> {
  readonly type: T;
  readonly at: Instant;
  readonly actor: Actor;
  readonly input: I;
  readonly facts: F;
  readonly standIn?: StandIn;
  readonly enteredFor?: EnteredFor;
  /** Through whose hands the token came with which it was taken, besides whoever sent it; put on by the server. */
  readonly issuers?: readonly PersonId[];
}

/** One instance (or the registry) tells another. `id` is the effect's stable id, unique per sender. */
export interface ToldEvent<T extends string = string, I = unknown> {
  readonly type: T;
  readonly at: Instant;
  readonly from: InstanceId;
  readonly id: string;
  readonly input: I;
}

/** Time acts. `due` is the instant it was armed for; `at` is never earlier. */
export interface TimeEvent<T extends string = string> {
  readonly type: T;
  readonly at: Instant;
  readonly due: Instant;
}

export type ProcedureEvent = DecisionEvent | ToldEvent | TimeEvent;
