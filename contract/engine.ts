import type { DayOfYear } from '../model/calendar/settings.ts';
import type { Instant, InstanceId, OrganisationId } from '../model/identifiers.ts';
import type { DecideAnswer, DecideMessage, DurableInput, OpeningProgress, TellMessage, View } from './messages.ts';
import type { Json, Refusal } from '../machines/core/index.ts';

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
  /** Who carries the work, and what waits for them; `undefined` when the server does not answer. */
  work(): Promise<Work | undefined>;
  close(): Promise<void>;
}

/** The work of the procedures, and of writing down what came of them. */
export interface Work {
  /** Processes that asked for work within the last minutes. */
  readonly workers: number;
  /** Steps of procedures, and lines of journals and mails to be written, that nobody has taken up yet; about. */
  readonly waiting: number;
  /** For how many seconds the oldest of them has waited. */
  readonly waitingSeconds: number;
}

export interface Renewer {
  /** Has an instance continue as new, when it next can. Throws `NoSuchInstance`, `Unavailable`. */
  renew(instance: InstanceId): Promise<void>;
}

/** What came to a run in one go, at one instant of its own. */
export interface RunTask {
  readonly at: Instant;
  /** Told events, and decisions it accepted, in their order, as they came. */
  readonly signals: Json[];
  readonly updates: Json[];
  /** A timer of its own fired. */
  readonly timers: boolean;
}

/** What Temporal has of a run: with what it began, and what came to it. */
export interface RunHistory {
  readonly input: Json;
  readonly tasks: readonly RunTask[];
}

/** What rebuilding an instance asks of the engine. */
export interface Rebuilder {
  /**
   * What the last genuine run under that id would hand on, however it ended; `undefined` where Temporal knows of none.
   * Throws `Unavailable`.
   */
  handedOver(instance: InstanceId): Promise<Json | undefined>;
  /** The runs under that id that Temporal still has, the newest first; a stranger's may be among them. Throws `Unavailable`. */
  histories(instance: InstanceId): Promise<readonly RunHistory[]>;
  /** Ends whatever runs under the id and starts the instance with what it is handed. Throws `Unavailable`. */
  startAnew(input: DurableInput): Promise<void>;
}

/** How far an opening is; `finished` when nothing more will come. */
export interface Opening extends OpeningProgress {
  readonly finished: boolean;
}

export interface YearOpener {
  /**
   * Opens a year for some bodies and answers the opening's id at once. The same year for the same bodies while the
   * first is under way answers the first; afterwards it looks again and changes nothing. Throws `Unavailable`.
   */
  openYear(request: { year: number; organisations: readonly OrganisationId[] }): Promise<string>;
  /** How far an opening is. Throws `NoSuchInstance` when Temporal has forgotten it (after 30 days), `Unavailable`. */
  opening(id: string): Promise<Opening>;
}

/** What the calendar and the registry start by themselves. */
export interface Schedules {
  /**
   * Creates the Schedules, and updates one that differs from what it should be; a pause stays. Harmless from several
   * processes at once. Throws `Unavailable`.
   *
   * @param planningDays those of the profiles' calendars; a body's own day is found by the daily round
   */
  ensureSchedules(planningDays: readonly DayOfYear[]): Promise<void>;
  /**
   * Something in the registry or the common registers has changed: has a round made at once; one under way looks once
   * more. Throws `Unavailable`; the daily round sees to it then.
   */
  lookAround(): Promise<void>;
  /** When the Schedules act next, ascending; empty before they were ensured. Throws `Unavailable`. */
  nextActions(): Promise<{ readonly schedule: string; readonly paused: boolean; readonly at: readonly number[] }[]>;
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
  /** Whether what was asked may have been taken all the same: nobody knows, or it certainly was not. */
  readonly outcome: 'unknown' | 'notTaken';
  constructor(message: string, retryAfterSeconds = 5, outcome: Unavailable['outcome'] = 'unknown') {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
    this.outcome = outcome;
  }
}
