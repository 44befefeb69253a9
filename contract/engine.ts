import type { InstanceId } from '../model/identifiers.ts';
import type { DecideAnswer, DecideMessage, DurableInput, TellMessage, View } from './messages.ts';
import type { Refusal } from '../machines/core/index.ts';

/** The engine as the web and the activities see it. */
export interface Engine {
  /** Starts an instance; starting the same id again is harmless and answers `exists`. Claim the id in records first. */
  start(input: DurableInput): Promise<'started' | 'exists'>;
  /**
   * Takes a decision. At most 8 are in flight per instance; others queue briefly.
   * Throws `Refused`, `NoSuchInstance`, `Unavailable` (nothing is known to be accepted; the same update id may be sent again).
   */
  decide(message: DecideMessage): Promise<DecideAnswer>;
  /** Tells an instance. Throws `NoSuchInstance` when it does not run. */
  tell(message: TellMessage): Promise<void>;
  /** The present state, strongly consistent. Throws `NoSuchInstance`, `Unavailable`. */
  view(instance: InstanceId): Promise<View>;
  /** Whether the server answers now. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** The machine said no; nothing was changed. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusals: readonly Refusal[];
  constructor(refusals: readonly Refusal[]) {
    super(refusals.map((refusal) => refusal.rule).join(', '));
    this.refusals = refusals;
  }
}

/** No running instance has this id. */
export class NoSuchInstance extends Error {
  override readonly name = 'NoSuchInstance';
}

/** The engine cannot be reached or is overloaded; try again after `retryAfterSeconds`. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  readonly retryAfterSeconds: number;
  constructor(message: string, retryAfterSeconds = 5) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
