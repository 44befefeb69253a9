/** Rebuilding instances that Temporal no longer runs: asked for by an administrator, done by a worker. */
import type { Instant, InstanceId } from '../../model/identifiers.ts';
import type { Signature } from './tokens.ts';

/** What became of it; `lines` of its journal were put back before. */
export type RebuildOutcome =
  /** It runs again, at that entry; `engine`: Temporal still had what its last run knew. */
  | {
      readonly outcome: 'rebuilt';
      readonly seq: number;
      readonly source: 'journal' | 'engine';
      readonly lines?: number;
    }
  /** It ran, or has ended; its journal was damaged. */
  | { readonly outcome: 'restored'; readonly lines: number }
  /** Its journal is damaged, and nothing proves what stood at these places. */
  | { readonly outcome: 'damaged'; readonly unproven: readonly number[] }
  /** Nothing was done: it runs, it has ended, there is none, or it is too large to be handed over. */
  | { readonly outcome: 'runs' | 'ended' | 'unknown' | 'tooLarge' };

/** One that was asked for. */
export interface Rebuild {
  readonly instance: InstanceId;
  readonly asked: Instant;
  readonly finished?: Instant;
  readonly result?: RebuildOutcome;
}

/** How far it is. */
export interface Rebuilding {
  readonly waiting: number;
  /** How many came to what. */
  readonly done: Readonly<Partial<Record<RebuildOutcome['outcome'], number>>>;
  readonly items: readonly Rebuild[];
}

export interface Rebuilds {
  /** Asks for it; once more for one that was asked for before. */
  ask(instances: readonly InstanceId[], signed: Signature): Promise<void>;
  /** What was asked for since, of one instance or all; without those that run, `atMost` are named. */
  since(at: Instant, instance: InstanceId | undefined, atMost: number): Promise<Rebuilding>;
  /** Takes some that are asked for, for as long as the lease; who dies leaves them to the next. Milliseconds. */
  take(now: Instant, atMost: number, lease: number): Promise<readonly InstanceId[]>;
  /** Says what became of it; what was rebuilt stands in the registry's journal, with who asked. */
  settle(instance: InstanceId, result: RebuildOutcome, at: Instant): Promise<void>;
  /** Instances that have not ended, after one. */
  open(after: InstanceId, limit: number): Promise<readonly InstanceId[]>;
}
