/**
 * The durable interpreter: carries one instance of any procedure. It steps the pure core, remembers what it answered,
 * keeps one timer, and hands what a step causes to two lanes – the journal and other instances – for which no answer
 * waits: the accepted Update in Temporal's history is the durable fact.
 *
 * What it guarantees:
 * 1. Of two decisions at once that exclude each other exactly one is accepted: the handler steps before its first await.
 * 2. The same Update id is taken once, also across continue-as-new; a repeat gets the first answer.
 * 3. A told event is taken once, by its id.
 * 4. Entries reach the journal in order, without gap, however long records are away.
 * 5. What is due is fired before anything else after a load; an instant that does not move is held by the core.
 *
 * Every instance ever started replays through this file. A change in the order of what it asks of Temporal (activities,
 * timers, children, signals) goes behind `patched('<name>')`, with the name and its meaning listed here. None so far.
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  log,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { begin, lastChange, lastChangeOn, next, refusals, step } from '../machines/core/index.ts';
import type { Json, Procedure, Refusal, State, Step } from '../machines/core/index.ts';
import {
  decideUpdate,
  tellSignal,
  viewQuery,
  type DecideAnswer,
  type DecideMessage,
  type DurableInput,
  type TellMessage,
  type View,
} from '../contract/messages.ts';
import { messageRefusal } from '../contract/message-rules.ts';
import { procedureOf } from '../machines/procedures.ts';
import { parseInstanceId, type Instant } from '../model/identifiers.ts';
import type { RecordedEntry } from '../contract/records/journal.ts';
import { makeAlarm } from './alarm.ts';
import { bytesOf, CARRIED_AT_MOST, isCarried, type CarriedState } from './carried.ts';
import { openJournalLane } from './journal-lane.ts';
import { openOutgoingLane, outgoingOf } from './outgoing-lane.ts';
import { refusedWith } from './refuse.ts';
import { carryAnswers, carryIds, KEPT_AT_LEAST, recallAnswers } from './remembered.ts';
import { shareOf } from './spread.ts';
import { decisionEvent, fitsDecision, fitsTold, isDecideMessage, isTellMessage } from './well-formed.ts';

const decide = defineUpdate<DecideAnswer, [DecideMessage]>(decideUpdate);
const tell = defineSignal<[TellMessage]>(tellSignal);
const view = defineQuery<View>(viewQuery);

/** From here on a run looks for a good moment to continue as new: replaying 1,000 events takes about half a second. */
const LONG_EVENTS = 1_000;
/** From here on any moment is good: Temporal accepts 2,000 Updates in a run. */
const TOO_LONG_EVENTS = 1_500;
const LONG_BYTES = 8_000_000;
/** Timers fired in one go; more can only be a definition that calls itself. */
const FIRED_AT_ONCE = 100;

/**
 * The workflow of a procedure. Exported under the procedure's id (`export const cycle = durable('cycle')`), because
 * that name is the workflow type; the version comes with the input and stays for life.
 *
 * @param definitionOf for tests and benchmarks: definitions that are not published
 */
export function durable(
  procedure: string,
  definitionOf: (version: number) => Procedure = (version) => procedureOf(procedure, version),
): (input: DurableInput) => Promise<void> {
  return (input) => {
    if (input.procedure !== procedure || input.instance !== workflowInfo().workflowId) {
      throw ApplicationFailure.nonRetryable(
        `${input.instance} is not what ${workflowInfo().workflowId} was started as`,
      );
    }
    // Nobody may cancel an instance; it ends by its own procedure.
    return CancellationScope.nonCancellable(() => interpret(definitionOf(input.version), input));
  };
}

async function interpret(procedure: Procedure, input: DurableInput): Promise<void> {
  const carried = isCarried(input.carried) ? input.carried : undefined;
  const answers = recallAnswers(carried?.answers ?? { to: [], rows: [] });
  const told = new Map(carried?.told ?? []);
  const journal = openJournalLane(carried?.unsent ?? []);
  const outgoing = openOutgoingLane(carried?.outgoing ?? []);
  const first = carried === undefined ? beginning(procedure, input) : { state: carried.state };
  let state = first.state;
  /** Something happened that the main loop has to look after. */
  let moved = true;
  /** Length of the history when the last decision was taken. */
  let decidedAtLength = -1;
  /** How much waited when it was too much to carry over. */
  let tooMuchAt = Number.POSITIVE_INFINITY;
  const alarm = makeAlarm(shareOf(input.instance), () => {
    moved = true;
  });

  if ('entry' in first) keep(first);
  fireWhatIsDue();
  for (const message of input.inbox ?? []) takeTold(message);

  setHandler(decide, takeDecision, { validator: judge });
  setHandler(tell, (message) => takeTold(message));
  setHandler(view, () => ({ procedure: procedure.id, version: procedure.version, at: now(), state }));

  for (;;) {
    moved = false;
    fireWhatIsDue();
    alarm.set(next(procedure, state)?.due, now());
    outgoing.serve();
    if (isOver()) return;
    if (isLong()) await goOn();
    await condition(() => moved || isOver() || isLong());
  }

  /** The instant of the step to come. Never before the last one, even when the clock of the next run's server is behind. */
  function now(): Instant {
    return Math.max(Date.now(), state.snapshot.context.at);
  }

  /** Makes a step the state of the instance and hands what it caused to the lanes. */
  function keep(taken: Step, request: Omit<RecordedEntry, 'entry'> = {}): void {
    state = taken.state;
    moved = true;
    journal.add({ entry: taken.entry, ...request });
    for (const item of outgoingOf(input.instance, taken.effects)) outgoing.add(item);
  }

  function fireWhatIsDue(): void {
    for (const taken of dueSteps(procedure, state, now())) keep(taken);
  }

  /** The validator: a dry run. It changes nothing, and what it refuses leaves no trace in Temporal's history. */
  function judge(message: DecideMessage): void {
    if (!isDecideMessage(message)) throw refusedWith([messageRefusal('malformed')]);
    if (message.instance !== input.instance) throw refusedWith([messageRefusal('mismatched')]);
    if (answers.has(message.updateId)) return;
    const refused = refusalsOf(message);
    if (refused.length > 0) throw refusedWith(refused);
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
    if (factsAfter !== undefined && factsAfter < lastChange(state)) return [messageRefusal('overtaken')];
    const judged = dueSteps(procedure, state, event.at).at(-1)?.state ?? state;
    return refusals(procedure, judged, event);
  }

  /** Steps before its first await, on the very state the validator judged. */
  async function takeDecision(message: DecideMessage): Promise<DecideAnswer> {
    const before = answers.get(message.updateId);
    if (before !== undefined) return before;
    decidedAtLength = workflowInfo().historyLength;
    fireWhatIsDue();
    const taken = step(procedure, state, decisionEvent(message, now()));
    if (taken.entry.refused !== undefined) throw refusedWith(taken.entry.refused);
    const { updateId, bodyHash, tokenIssuedBy } = message;
    keep(taken, { updateId, bodyHash, ...(tokenIssuedBy === undefined ? {} : { tokenIssuedBy }) });
    const answer: DecideAnswer = { seq: taken.entry.seq, at: taken.entry.at, to: taken.entry.to, bodyHash };
    answers.set(updateId, answer);
    return answer;
  }

  function takeTold(message: TellMessage): void {
    if (!isTellMessage(message) || message.to !== input.instance) {
      log.warn('a told event that is none for this instance was dropped');
      return;
    }
    if (told.has(message.id)) return;
    fireWhatIsDue();
    const { id, from, type } = message;
    told.set(id, now());
    if (state.snapshot.status === 'done') return toInbox(message, 'ended');
    if (!fitsTold(procedure, message)) return toInbox(message, 'refused');
    const taken = step(procedure, state, { type, at: now(), from, id, input: message.input });
    keep(taken);
    if (taken.entry.refused !== undefined) toInbox(message, 'refused');
  }

  function toInbox(message: TellMessage, reason: 'ended' | 'refused'): void {
    outgoing.add({ kind: 'inbox', to: message.to, message, reason });
    moved = true;
  }

  function waiting(): number {
    return journal.unsent().length + outgoing.pending().length;
  }

  /** The machine is done and so is everything it caused; a tell that comes later finds nobody and goes to the inbox. */
  function isOver(): boolean {
    return state.snapshot.status === 'done' && waiting() === 0 && allHandlersFinished();
  }

  /**
   * Whether this run has become long enough to continue as new. A task that also took a decision is left alone at first,
   * because the server may lose that answer (its caller would have to ask again); under non-stop load it waits no longer.
   */
  function isLong(): boolean {
    if (waiting() >= tooMuchAt) return false;
    const { historyLength, historySize, continueAsNewSuggested } = workflowInfo();
    if (historyLength > TOO_LONG_EVENTS) return true;
    const long = historyLength > LONG_EVENTS || historySize > LONG_BYTES || continueAsNewSuggested;
    return long && decidedAtLength !== historyLength;
  }

  function handingOver(remembered?: number): CarriedState {
    return {
      state,
      answers: carryAnswers(answers, now(), remembered),
      told: carryIds(told, now(), remembered),
      unsent: journal.unsent(),
      outgoing: outgoing.pending(),
    };
  }

  /** Continues as new; returns when what is under way is too much to carry, and then the lanes have to get on first. */
  async function goOn(): Promise<void> {
    while (!allHandlersFinished()) await condition(allHandlersFinished);
    tooMuchAt = waiting();
    // A large instance remembers fewer messages rather than never going on.
    const handedOver = [handingOver(), handingOver(KEPT_AT_LEAST)].find((all) => bytesOf(all) <= CARRIED_AT_MOST);
    if (handedOver === undefined) return;
    const { instance, version } = input;
    const again: DurableInput = { instance, procedure: procedure.id, version, carried: asJson(handedOver) };
    await continueAsNew<(input: DurableInput) => Promise<void>>(again);
  }
}

/** Entry 1. A definition that cannot begin with its input ends the instance at once, visibly. */
function beginning(procedure: Procedure, input: DurableInput): Step {
  const key = parseInstanceId(input.instance);
  if (key === undefined) throw ApplicationFailure.nonRetryable(`${input.instance} is no instance id`);
  const { year, organisation } = key;
  try {
    return begin(procedure, { instance: input.instance, organisation, year, input: input.input ?? {} }, Date.now());
  } catch (error) {
    throw ApplicationFailure.nonRetryable(error instanceof Error ? error.message : String(error));
  }
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

/** What is carried is JSON already; this says so to the type of the workflow's input. */
function asJson(carried: CarriedState): Json {
  return JSON.parse(JSON.stringify(carried));
}
