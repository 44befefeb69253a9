import type { Projection } from '../../machines/core/index.ts';
import type { InstanceId, Instant, OrganisationId, OrganisationScope, PersonId } from '../../model/identifiers.ts';
import type { DurableInput, TellMessage } from '../messages.ts';

/** An instance as the read model shows it. */
export interface InstanceRow {
  readonly instance: InstanceId;
  readonly procedure: string;
  readonly version: number;
  readonly year: number;
  readonly organisation: OrganisationId;
  readonly number?: number;
  readonly seq: number;
  readonly at: Instant;
  readonly projection: Projection;
}

/** What became of a claim, with the told events that waited for the instance. */
export interface ClaimAnswer {
  /** `exists`: the id already has a journal and is never started afresh. */
  readonly result: 'claimed' | 'mine' | 'exists';
  readonly inbox: TellMessage[];
}

export interface Instances {
  /**
   * Claims an id before it is started; the same start (same `by`) again is `mine`. An id with a journal is `exists`.
   * In the same transaction hands over the told events waiting in the inbox register for it.
   */
  claim(start: DurableInput, by: string): Promise<ClaimAnswer>;
  /** The same for many in one transaction, of each body one; the answers in the order of the starts. */
  claimAll(starts: readonly DurableInput[], by: string): Promise<ClaimAnswer[]>;
  /**
   * Claims the next number of an id without one (`hqaudit/2026/nco`), for the same `by` the same: what is to be started with
   * it is made by `startOf`. Numbers are given one after another; of what was claimed and never began one stays out.
   */
  claimNext(
    of: InstanceId,
    by: string,
    startOf: (instance: InstanceId) => DurableInput,
  ): Promise<ClaimAnswer & { readonly start: DurableInput }>;
  /** Gives up a claim of which nothing began. */
  release(instance: InstanceId, by: string): Promise<void>;
  /** Claimed ids whose first entry is not in the journal: what a restart must start (again). */
  unstarted(): Promise<DurableInput[]>;
  get(instance: InstanceId): Promise<InstanceRow | undefined>;
  /** Those of the instances that invite the person then: by name, or by a post held in a body that is asked to act. */
  invitedTo(person: PersonId, instances: readonly InstanceId[], at: Instant): Promise<InstanceId[]>;
  /** Whether any instance of the body invites the person then. */
  invitesTo(organisation: OrganisationId, person: PersonId, at: Instant): Promise<boolean>;
  /** Whether any instance of the body names the person. */
  isNamedIn(person: PersonId, organisation: OrganisationId): Promise<boolean>;
  list(
    filter: { procedure?: string; year?: number; organisation?: OrganisationId },
    after: string | undefined,
    limit: number,
  ): Promise<InstanceRow[]>;
  /** Bodies of which an instance of the kind has begun in a year. */
  bodiesWith(procedure: string, year: number): Promise<ReadonlySet<OrganisationId>>;
  /** Fiscal years in which a cycle was started, the newest first; of all bodies or of those named. */
  years(of: OrganisationScope): Promise<{ year: number; cycles: number; firstOpened: Instant }[]>;
  /** A tell nobody runs for: `waiting` in the inbox register; `claimed` when the instance has been claimed meanwhile (tell it again). */
  putInInbox(message: TellMessage, reason: 'notStarted' | 'ended' | 'refused'): Promise<'waiting' | 'claimed'>;
  inbox(organisation: OrganisationId): Promise<(TellMessage & { reason: string; takenBy?: InstanceId })[]>;
}
