/**
 * One instance between its steps, whoever carries it: judges decisions, takes decisions and told events once each by
 * their ids, and fires what is due. Pure but for the clock it is given; what a step causes is the carrier's business.
 */
import { lastChange, lastChangeOn, next, refusals, step } from '../machines/core/index.ts';
import type { Procedure, Refusal, State, Step } from '../machines/core/index.ts';
import { Refused } from '../contract/engine.ts';
import { messageRefusal } from '../contract/message-rules.ts';
import type { DecideAnswer, DecideMessage, TellMessage } from '../contract/messages.ts';
import type { RecordedEntry } from '../contract/records/journal.ts';
import type { Instant, InstanceId } from '../model/identifiers.ts';
import { decisionEvent, fitsDecision, fitsTold, isDecideMessage, isTellMessage } from './well-formed.ts';

/** Timers fired in one go; more can only be a definition that calls itself. */
const FIRED_AT_ONCE = 100;

/** What an instance is carried with. */
export interface InstanceParts {
  readonly procedure: Procedure;
  readonly id: InstanceId;
  readonly state: State;
  /** The answers given so far, by update id; added to here. */
  readonly answers: Map<string, DecideAnswer>;
  /** The told events taken so far, by id; added to here. */
  readonly told: Map<string, Instant>;
  /** The carrier's clock, epoch milliseconds. */
  readonly clock: () => Instant;
  /** A step was taken: its entry goes to the journal, with what is known of the request, its effects on their way. */
  readonly kept: (taken: Step, request: Omit<RecordedEntry, 'entry'>) => void;
}

/**
 * What became of a told event. `ended`, `refused`: it was not taken and is to go to the body's inbox; `foreign`: it is none
 * for this instance.
 */
export type ToldOutcome = 'taken' | 'known' | 'ended' | 'refused' | 'foreign';

export interface Instance {
  readonly state: () => State;
  /** The instant of the step to come. Never before the last one, even when the clock of the next run's server is behind. */
  readonly now: () => Instant;
  /** A dry run: throws `Refused` with every reason against it, and changes nothing. */
  readonly judge: (message: DecideMessage) => void;
  /** Takes a decision, or gives the first answer again. Throws `Refused`. */
  readonly decide: (message: DecideMessage) => DecideAnswer;
  readonly take: (message: TellMessage) => ToldOutcome;
  readonly fireWhatIsDue: () => void;
}

/** Carries on with what there is; nothing happens yet. */
export function makeInstance({ procedure, id, answers, told, clock, kept, ...begun }: InstanceParts): Instance {
  let { state } = begun;

  const now = (): Instant => Math.max(clock(), state.snapshot.context.at);

  function keep(taken: Step, request: Omit<RecordedEntry, 'entry'> = {}): void {
    state = taken.state;
    kept(taken, request);
  }

  function fireWhatIsDue(): void {
    for (const taken of dueSteps(procedure, state, now())) keep(taken);
  }

  function refusalsOf(message: DecideMessage): readonly Refusal[] {
    const event = decisionEvent(message, now());
    if (!fitsDecision(procedure, event)) return [messageRefusal('malformed')];
    const { expectedSeq, factsAfter } = message;
    // Older than the last change on that track, or of a state that never was.
    if (
      expectedSeq !== undefined &&
      (expectedSeq < lastChangeOn(procedure, state, event.type) || expectedSeq > state.seq)
    )
      return [messageRefusal('stale')];
    // Of what was decided since, or of what here never was: then this run is behind the journal.
    if (factsAfter !== undefined && (factsAfter < lastChange(state) || factsAfter > state.seq))
      return [messageRefusal('overtaken')];
    const judged = dueSteps(procedure, state, event.at).at(-1)?.state ?? state;
    return refusals(procedure, judged, event);
  }

  function judge(message: DecideMessage): void {
    if (!isDecideMessage(message)) throw new Refused([messageRefusal('malformed')]);
    if (message.instance !== id) throw new Refused([messageRefusal('mismatched')]);
    if (answers.has(message.updateId)) return;
    const refused = refusalsOf(message);
    if (refused.length > 0) throw new Refused(refused);
  }

  return {
    state: () => state,
    now,
    fireWhatIsDue,

    judge,

    decide(message) {
      const before = answers.get(message.updateId);
      if (before !== undefined) return before;
      // Once more: an Update that a stranger's worker accepted went past the validator.
      judge(message);
      fireWhatIsDue();
      const taken = step(procedure, state, decisionEvent(message, now()));
      if (taken.entry.refused !== undefined) throw new Refused(taken.entry.refused);
      const { updateId, bodyHash, tokenIssuedBy } = message;
      keep(taken, { updateId, bodyHash, ...(tokenIssuedBy === undefined ? {} : { tokenIssuedBy }) });
      const answer: DecideAnswer = { seq: taken.entry.seq, at: taken.entry.at, to: taken.entry.to, bodyHash };
      answers.set(updateId, answer);
      return answer;
    },

    take(message) {
      if (!isTellMessage(message) || message.to !== id) return 'foreign';
      if (told.has(message.id)) return 'known';
      fireWhatIsDue();
      const { id: once, from, type } = message;
      told.set(once, now());
      if (state.snapshot.status === 'done') return 'ended';
      if (!fitsTold(procedure, message)) return 'refused';
      const taken = step(procedure, state, { type, at: now(), from, id: once, input: message.input });
      keep(taken);
      return taken.entry.refused === undefined ? 'taken' : 'refused';
    },
  };
}

/** The steps time takes up to an instant, one after another. Pure, so that the validator sees what the handler will do. */
function dueSteps(procedure: Procedure, state: State, at: Instant): readonly Step[] {
  const steps: Step[] = [];
  let reached = state;
  while (steps.length < FIRED_AT_ONCE) {
    const event = next(procedure, reached);
    if (event === undefined || event.due > at) break;
    const taken = step(procedure, reached, { type: event.type, at, due: event.due });
    steps.push(taken);
    reached = taken.state;
  }
  return steps;
}
