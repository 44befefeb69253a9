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
  currentUpdateInfo,
  defineQuery,
  defineSignal,
  defineUpdate,
  log,
  setDefaultSignalHandler,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { begin, next } from '../machines/core/index.ts';
import type { Json, Procedure, Step } from '../machines/core/index.ts';
import {
  decideUpdate,
  renewSignal,
  tellSignal,
  handoverQuery,
  viewQuery,
  type DecideMessage,
  type DurableInput,
  type SentAnswer,
  type SentDecision,
  type SentRenewal,
  type SentTell,
  type TellMessage,
  type View,
} from '../contract/messages.ts';
import { isUnsealed } from '../contract/unsealed.ts';
import { procedureOf } from '../machines/procedures.ts';
import { parseInstanceId } from '../model/identifiers.ts';
import type { RecordedEntry } from '../contract/records/journal.ts';
import { makeAlarm } from './alarm.ts';
import { bytesOf, CARRIED_AT_MOST, isCarried, type CarriedState } from './carried.ts';
import { makeInstance } from './instance.ts';
import { openJournalLane } from './journal-lane.ts';
import { outgoingOf } from './outgoing.ts';
import { openOutgoingLane } from './outgoing-lane.ts';
import { refusing } from './refuse.ts';
import { carryAnswers, carryIds, forgottenUntil, KEPT_AT_LEAST, recallAnswers } from './remembered.ts';
import { genuineDecision, genuineTell, isRenewal } from './sealed.ts';
import { shareOf } from './spread.ts';
import { isDurableInput } from './well-formed.ts';

const decide = defineUpdate<SentAnswer, [SentDecision]>(decideUpdate);
const tell = defineSignal<[SentTell]>(tellSignal);
const renew = defineSignal<[SentRenewal]>(renewSignal);
const view = defineQuery<View>(viewQuery);
const handover = defineQuery<CarriedState | undefined>(handoverQuery);

/** From here on a run looks for a good moment to continue as new: replaying 1,000 events takes about half a second. */
const LONG_EVENTS = 1_000;
/** From here on any moment is good: Temporal accepts 2,000 Updates in a run. */
const TOO_LONG_EVENTS = 1_500;
const LONG_BYTES = 8_000_000;

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
    // Perhaps a key that this worker does not have yet: the task is given out again until some worker has it.
    if (isUnsealed(input) && input.junkanUnsealed === 'unknownKey')
      throw new Error('started with a key not known here');
    if (!isDurableInput(input)) throw ApplicationFailure.nonRetryable('not what a procedure is started with');
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
  const forgotten = carried?.forgotten ?? { answers: 0, told: 0 };
  /** Another key seals now: this run is to continue as new. */
  let renewing = false;
  /** Why this run cannot go on: the journal tells of another. */
  let lost: unknown;
  const journal = openJournalLane(carried?.unsent ?? [], (error) => {
    lost = error;
  });
  const outgoing = openOutgoingLane(carried?.outgoing ?? []);
  const first = carried === undefined ? beginning(procedure, input) : { state: carried.state };
  /** Something happened that the main loop has to look after. */
  let moved = true;
  /** Length of the history when the last decision was taken. */
  let decidedAtLength = -1;
  /** How much waited when it was too much to carry over. */
  let tooMuchAt = Number.POSITIVE_INFINITY;
  const alarm = makeAlarm(shareOf(input.instance), () => {
    moved = true;
  });
  const instance = makeInstance({
    procedure,
    id: input.instance,
    state: first.state,
    answers,
    told,
    clock: Date.now,
    kept: handOn,
  });

  // Where the decision that opens it is refused, nothing was begun: the run fails without a trace in the journal.
  if ('entry' in first && input.first !== undefined) judgeFirst(input.first);
  if ('entry' in first) handOn(first, {});
  if ('entry' in first && input.first !== undefined) instance.decide(input.first);
  instance.fireWhatIsDue();
  for (const message of input.inbox ?? []) takeTold(message);

  // The validator: what it refuses leaves no trace in Temporal's history.
  setHandler(decide, takeDecision, { validator: (message) => refusing(() => instance.judge(genuine(message))) });
  setHandler(tell, (message) => {
    const sent = genuineTell(message, forgotten.told);
    if (sent !== undefined) takeTold(sent);
  });
  setHandler(renew, (message) => {
    renewing ||= isRenewal(message, input.instance, workflowInfo().runStartTime.getTime());
  });
  // A signal of another name would be kept for a handler that never comes.
  setDefaultSignalHandler(() => {});
  setHandler(handover, handedOver);
  setHandler(view, () => ({
    procedure: procedure.id,
    version: procedure.version,
    at: instance.now(),
    state: instance.state(),
  }));

  for (;;) {
    moved = false;
    if (lost !== undefined) throw lost;
    instance.fireWhatIsDue();
    alarm.set(next(procedure, instance.state())?.due, instance.now());
    outgoing.serve();
    if (isOver()) return;
    if (isLong()) await goOn();
    await condition(() => moved || lost !== undefined || isOver() || isLong());
  }

  function judgeFirst(message: DecideMessage): void {
    refusing(() => instance.judge(message));
  }

  /** Hands what a step caused to the lanes. */
  function handOn(taken: Step, request: Omit<RecordedEntry, 'entry'>): void {
    moved = true;
    journal.add({ entry: taken.entry, ...request });
    for (const item of outgoingOf(input.instance, taken.effects)) outgoing.add(item);
  }

  /** Steps before its first await, on the very state the validator judged. */
  async function takeDecision(message: SentDecision): Promise<SentAnswer> {
    return refusing(() => {
      const { updateId } = genuine(message);
      if (!answers.has(updateId)) decidedAtLength = workflowInfo().historyLength;
      return { ...instance.decide(message), instance: input.instance, updateId };
    });
  }

  function genuine(message: unknown): SentDecision {
    return genuineDecision(message, {
      updateId: currentUpdateInfo()?.id,
      now: instance.now(),
      taken: (updateId) => answers.has(updateId),
      forgotten: forgotten.answers,
    });
  }

  function takeTold(message: TellMessage): void {
    const outcome = instance.take(message);
    if (outcome === 'foreign') log.warn('a told event that is none for this instance was dropped');
    if (outcome !== 'ended' && outcome !== 'refused') return;
    outgoing.add({ kind: 'inbox', to: message.to, message, reason: outcome });
    moved = true;
  }

  function waiting(): number {
    return journal.unsent().length + outgoing.pending().length;
  }

  /** The machine is done and so is everything it caused; a tell that comes later finds nobody and goes to the inbox. */
  function isOver(): boolean {
    return instance.state().snapshot.status === 'done' && waiting() === 0 && allHandlersFinished();
  }

  /**
   * Whether this run has become long enough to continue as new. A task that also took a decision is left alone at first,
   * because the server may lose that answer (its caller would have to ask again); under non-stop load it waits no longer.
   */
  function isLong(): boolean {
    if (waiting() >= tooMuchAt) return false;
    if (renewing) return true;
    const { historyLength, historySize, continueAsNewSuggested } = workflowInfo();
    if (historyLength > TOO_LONG_EVENTS) return true;
    const long = historyLength > LONG_EVENTS || historySize > LONG_BYTES || continueAsNewSuggested;
    return long && decidedAtLength !== historyLength;
  }

  function handingOver(remembered?: number): CarriedState {
    const keptAnswers = carryAnswers(answers, instance.now(), remembered);
    const keptTold = carryIds(told, instance.now(), remembered);
    const decidedAt = new Map([...answers].map(([id, { at }]) => [id, at]));
    return {
      state: instance.state(),
      answers: keptAnswers,
      told: keptTold,
      forgotten: {
        answers: forgottenUntil(forgotten.answers, decidedAt, keptAnswers.rows),
        told: forgottenUntil(forgotten.told, told, keptTold),
      },
      unsent: journal.unsent(),
      outgoing: outgoing.pending(),
    };
  }

  /** What can be handed over: a large instance remembers fewer messages rather than never going on. */
  function handedOver(): CarriedState | undefined {
    return [handingOver(), handingOver(KEPT_AT_LEAST)].find((all) => bytesOf(all) <= CARRIED_AT_MOST);
  }

  /** Continues as new; returns when what is under way is too much to carry, and then the lanes have to get on first. */
  async function goOn(): Promise<void> {
    while (!allHandlersFinished()) await condition(allHandlersFinished);
    tooMuchAt = waiting();
    const all = handedOver();
    if (all === undefined) return;
    const { version } = input;
    const again: DurableInput = {
      instance: input.instance,
      procedure: procedure.id,
      version,
      carried: asJson(all),
    };
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

/** What is carried is JSON already; this says so to the type of the workflow's input. */
function asJson(carried: CarriedState): Json {
  return JSON.parse(JSON.stringify(carried));
}
