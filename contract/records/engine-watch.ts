import type { InstanceId, Instant } from '../../model/identifiers.ts';
import { unsealedReasons } from '../unsealed.ts';

/**
 * What is wrong with an instance that records know as open: nothing runs under its id; something runs there that junkan did
 * not start; its tasks fail again and again.
 */
export const amissKinds = ['gone', 'foreign', 'stuck'] as const;
export type AmissKind = (typeof amissKinds)[number];

/** An instance that is not carried as it should be. */
export interface Amiss {
  readonly instance: InstanceId;
  readonly kind: AmissKind;
  /** When it was first found so. */
  readonly since: Instant;
}

/** The present run of an instance. */
export interface Run {
  readonly instance: InstanceId;
  readonly run: string;
  /** The key by which it began: what it says is sealed with this one or a later one. */
  readonly key: string;
}

/** An instance that should be running, with the run last noted of it. */
export interface OpenInstance {
  readonly instance: InstanceId;
  readonly procedure: string;
  /** False: claimed, and its first entry is yet to come. */
  readonly started: boolean;
  readonly run?: string;
  readonly key?: string;
}

/** What is counted of what junkan did not send: payloads that are not sealed; a planning day before its time. */
export const countedReasons = [...unsealedReasons, 'early'] as const;
export type CountedReason = (typeof countedReasons)[number];

/** What came and was dropped, so far. */
export interface UnsealedCount {
  readonly reason: CountedReason;
  readonly count: number;
  readonly last: Instant;
}

/** How things stood when they were last looked at. */
export interface Watched {
  /** Absent: nobody has looked yet. */
  readonly looked?: Instant;
  /** How many instances should have been running. */
  readonly open: number;
  readonly amiss: number;
  /** The first of them, the oldest first. */
  readonly instances: readonly Amiss[];
  readonly unsealed: readonly UnsealedCount[];
}

/** What is known of a look beside what was amiss. */
export interface Look {
  /** How many instances should have been running. */
  readonly open: number;
  /** Those that were not looked at this time: what was said of them stays. */
  readonly unseen: readonly InstanceId[];
  /** The key that seals now. */
  readonly key: string;
  /** Whether the run of every open instance is noted: then it is known which keys are still needed. */
  readonly allNoted: boolean;
}

/** What the workers find when they compare the open instances of the records with what Temporal runs. */
export interface EngineWatch {
  /** Whether it is this process' turn to look; of several that ask within the time one has it. */
  turn(now: Instant, every: number): Promise<boolean>;
  /** Instances that should be running, in the order of their ids. */
  open(after: InstanceId | undefined, limit: number): Promise<OpenInstance[]>;
  /** Notes the present runs. */
  runs(found: readonly Run[]): Promise<void>;
  /** Notes what is amiss now, and takes back what no longer is; those that have ended meanwhile are none. */
  looked(amiss: readonly Omit<Amiss, 'since'>[], about: Look, now: Instant): Promise<void>;
  /** Counts on. */
  count(met: ReadonlyMap<CountedReason, number>, now: Instant): Promise<void>;
  /** How things stand. */
  standing(limit: number): Promise<Watched>;
  /** Those of the instances that are amiss. */
  amissAmong(instances: readonly InstanceId[]): Promise<ReadonlyMap<InstanceId, AmissKind>>;
}
