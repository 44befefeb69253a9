/**
 * What travels between the engine client and the durable interpreter. Both sides import only this.
 */
import type { Instant, InstanceId, OrganisationId } from '../model/identifiers.ts';
import type { Text } from '../model/text.ts';
import type { DecisionEvent, Json, State } from '../machines/core/index.ts';

/** The one task queue all procedures run on. */
export const taskQueue = 'junkan';

/** Update: a person decides. An Update, not a Signal, because the caller waits for acceptance or refusal. */
export const decideUpdate = 'decide';
/** Signal: one instance tells another; nobody waits. */
export const tellSignal = 'tell';
/** Signal: continue as new, so that everything said from then on is sealed with the present key. */
export const renewSignal = 'renew';
/** Query: what a run would hand on if it ended now; asked when an instance is rebuilt. */
export const handoverQuery = 'handover';
/** Query: the present state. */
export const viewQuery = 'view';
/** `ApplicationFailure` type of a refusal; `details[0]` is `Refusal[]`. */
export const refusedFailure = 'Refused';

/** A decision on its way. `at` is not part of it: the workflow's own clock gives the instant. */
export interface DecideMessage {
  readonly instance: InstanceId;
  /** hash(person, key): the Update's id, the key of de-duplication. */
  readonly updateId: string;
  /** SHA-256 of the request's canonical body: the same key with another body is refused by the web. */
  readonly bodyHash: string;
  readonly event: Omit<DecisionEvent, 'at'>;
  /** Id of the person who issued the token it came with, when that was somebody else. */
  readonly tokenIssuedBy?: string;
  /**
   * The entry after which the server looked up the facts; refused as `overtaken` when something was decided since, for
   * they may be about what no longer is.
   */
  readonly factsAfter?: number;
  /** If-Match: the seq the caller decided on; refused as `stale` when a later one changed the state by a decision or tell. */
  readonly expectedSeq?: number;
}

/**
 * What every message to an instance bears inside its seal, beside whom it is for and its id: when it was sent. A copy of a
 * sealed message is recognised by these three.
 */
export interface Sent {
  readonly sentAt: Instant;
}

/** A decision as it goes over the wire: sealed by whoever sends it, anew at each attempt. */
export interface SentDecision extends DecideMessage, Sent {}

/** What an accepted decision answers; a repeat of the same update id answers the same. */
export interface DecideAnswer {
  readonly seq: number;
  readonly at: Instant;
  readonly to: Json;
  readonly bodyHash: string;
}

/** The answer as it goes over the wire: it says to whom it answers, so that no other answer passes for it. */
export interface SentAnswer extends DecideAnswer {
  readonly instance: InstanceId;
  readonly updateId: string;
}

/** A told event on its way. `id` is stable: sender instance and effect id. */
export interface TellMessage {
  readonly id: string;
  readonly from: InstanceId;
  readonly to: InstanceId;
  readonly type: string;
  readonly input: Json;
}

/** A told event as it goes over the wire. */
export interface SentTell extends TellMessage, Sent {}

/** What `renew` bears: for whom it is. */
export interface SentRenewal extends Sent {
  readonly to: InstanceId;
}

/** What `view` answers. `at` is the workflow's own time. */
export interface View {
  readonly procedure: string;
  readonly version: number;
  readonly at: Instant;
  readonly state: State;
}

/** How a durable instance begins, or goes on after continue-as-new. */
export interface DurableInput {
  readonly instance: InstanceId;
  readonly procedure: string;
  readonly version: number;
  /** The definition's own input; absent when going on. */
  readonly input?: Json;
  /** The decision by which a person opens it: taken as the second entry, or nothing is begun. */
  readonly first?: DecideMessage;
  /** Told events that waited in the organisation's inbox register for this instance. */
  readonly inbox?: readonly TellMessage[];
  /** Going on: everything the run before carried over (defined by the interpreter). */
  readonly carried?: Json;
}

/** Workflow type that opens a fiscal year for many bodies. */
export const openYearWorkflow = 'openYear';
/** Query of that workflow: how far it is. */
export const progressQuery = 'progress';

/** Workflow type that a planning day of the Schedule starts: opens the fiscal year for all bodies. No arguments. */
export const planningDayWorkflow = 'planningDay';
/** Workflow type of the look around, every day by the Schedule and at once after a change of the registry. No arguments. */
export const roundWorkflow = 'round';
/** Signal to a round: something has changed, look once more before you end. */
export const lookAgainSignal = 'lookAgain';

/** What the opening of a year begins with, or goes on with after continue-as-new. */
export interface OpenYearInput {
  readonly year: number;
  readonly organisations: readonly string[];
  /** When it was asked for; absent at first: the workflow's own clock says. */
  readonly at?: Instant;
  /** Going on: what is done. */
  readonly done?: OpeningProgress;
}

/** How far the opening of a year is. */
export interface OpeningProgress {
  readonly year: number;
  /** Bodies asked for. */
  readonly total: number;
  /** Cycles started by it. */
  readonly opened: number;
  /** Bodies whose year was open before. */
  readonly existed: number;
  /** Bodies that could not be opened; the first 200 of them stand in `errors`. */
  readonly failed: number;
  readonly errors: readonly OpeningError[];
}

/** A body whose year could not be opened, and why. */
export interface OpeningError extends Text {
  readonly organisation: OrganisationId;
}
