/**
 * The core: pure functions over a procedure's definition. `begin` and `step` make entries and effects,
 * `refusals` says why not, `next` when time will act, `open` what a person may do. No clock, no randomness,
 * no side effects; the durable interpreter, tests, exploration and rehearsal all stand on these functions.
 */
import { handsAfter } from './hands.ts';
import { createActor, createMachine, type AnyActorScope, type AnyMachineSnapshot } from 'xstate';
import type { Instant } from '../../model/identifiers.ts';
import { treeDigest } from '../../model/tree-digest.ts';
import type { Procedure } from './definition.ts';
import type { Cause, Effect } from './effects.ts';
import type { Entry, Step } from './entry.ts';
import type { DecisionEvent, ProcedureEvent } from './events.ts';
import type { Refusal } from './predicates.ts';
import type { BaseContext, State } from './state.ts';
import { annotated, shown, toldOf } from './annotations.ts';
import { decidedBy, isAnnotation } from './decisions.ts';
import { bodiesElsewhere, officesInCharge } from './contradiction.ts';
import { deciderMarks } from './deciders.ts';
import { asObject, isObject, type Json } from '../../model/json.ts';
import { coreRefusal } from './core-rules.ts';
import { causeAction, machineOf } from './evaluate.ts';
import { changesAfter } from './last-change.ts';
import { noticeSaying } from './notices.ts';
import { refusals } from './refusals.ts';
import { resume } from './resume.ts';

/** Where a procedure begins: the instance's own names beside the definition's input. */
export interface Beginning {
  readonly instance: string;
  readonly organisation: string;
  readonly year: number;
  readonly input: Json;
}

/** Starts an instance: entry 1. Throws when the definition cannot begin with this input (a programming error). */
export function begin(procedure: Procedure, beginning: Beginning, at: Instant): Step {
  const collected: Cause[] = [];
  const input = {
    ...asObject(beginning.input),
    instance: beginning.instance,
    organisation: beginning.organisation,
    year: beginning.year,
    at,
    seq: 1,
    decisions: 0,
  };
  const snapshot = machineOf(procedure).getInitialSnapshot(scope(collected), input);
  if (snapshot.status === 'error') throw new Error(`${procedure.id} cannot begin: ${String(snapshot.error)}`);
  return written(
    procedure,
    { seq: 0, decisions: 0 },
    { type: 'begin', at, input: beginning.input },
    null,
    snapshot,
    collected,
    at,
  );
}

/**
 * One step. Total: what the machine does not take changes nothing but the seq, and stands in the entry as
 * `refused`; it never throws. (A refused decision is not journaled: its caller asks `refusals` first.)
 */
export function step(procedure: Procedure, state: State, event: ProcedureEvent): Step {
  const refused = refusals(procedure, state, event);
  if (refused.length > 0) return notTaken(procedure, state, event, refused);
  if (isAnnotation(event)) return annotation(procedure, state, event);
  const collected: Cause[] = [];
  try {
    const before = resume(procedure, state, event.at);
    const after = machineOf(procedure).transition(before, event, scope(collected, before.context));
    if (after.status === 'error')
      return notTaken(procedure, state, event, [notJudgeable(procedure, state, event, after.error)]);
    const changes = changesAfter(state, before, event);
    return written(procedure, { ...state, changes }, event, state.snapshot.value, after, collected, event.at);
  } catch (error) {
    return notTaken(procedure, state, event, [notJudgeable(procedure, state, event, error)]);
  }
}

/** The next event time will bring, and when; `undefined` when there is none. */
export function next(procedure: Procedure, state: State): { type: string; due: Instant } | undefined {
  if (state.snapshot.status === 'done') return undefined;
  let earliest: { type: string; due: Instant } | undefined;
  for (const [type, due] of Object.entries(procedure.timers(state.snapshot.context))) {
    if (state.held?.[type] === due) continue;
    if (earliest === undefined || due < earliest.due) earliest = { type, due };
  }
  return earliest;
}

/** The state as JSON; `load` takes it back. */
export function save(state: State): Json {
  return treeDigest(state).json;
}

/** Takes back what `save` gave. Throws when the text is not a state. */
export function load(_procedure: Procedure, saved: Json): State {
  if (!isState(saved)) throw new Error('not a saved state');
  return saved;
}

/** What the journal keeps of an event: JSON, and nobody else's object. */
function copied(event: object): Json {
  return JSON.parse(JSON.stringify(event));
}

function written(
  procedure: Procedure,
  state: Pick<State, 'seq' | 'decisions'> & Partial<State>,
  event: ProcedureEvent | { type: 'begin'; at: Instant; input: Json },
  from: Json,
  after: AnyMachineSnapshot,
  collected: readonly Cause[],
  at: Instant,
): Step {
  const seq = state.seq + 1;
  const taken = 'actor' in event ? howTaken(procedure, state, after.context, event) : asBefore(state);
  const effects = withIds(seq, [...collected, ...taken.causes]);
  // The saved form is what the next step reads, so that nothing can behave differently after a restart.
  const saved = treeDigest({
    seq,
    decisions: state.decisions + ('actor' in event ? 1 : 0),
    snapshot: { value: after.value, context: after.context, status: after.status === 'done' ? 'done' : 'active' },
    held: state.held,
    entered: taken.entered,
    enteredIn: taken.enteredIn,
    annotations: state.annotations,
    decidedAs: taken.decidedAs,
    hands: taken.hands,
    changes: state.changes,
  });
  let next: State = load(procedure, saved.json);
  let { digest } = saved;
  let refused: readonly Refusal[] | undefined;
  if ('due' in event && procedure.timers(next.snapshot.context)[event.type] === event.due) {
    const heldToo = treeDigest({ ...next, held: { ...next.held, [event.type]: event.due } });
    next = load(procedure, heldToo.json);
    digest = heldToo.digest;
    refused = [coreRefusal(procedure, next.snapshot.context, 'timerDidNotMove', '6-1', [])];
  }
  const { marks, reliedOn } = taken;
  return stepTo(procedure, next, digest, { at, event, from, effects, marks, reliedOn, refused });
}

/** What a step's entry says beside the state it leads to. */
interface Account extends Pick<Entry, 'at' | 'effects' | 'marks' | 'reliedOn'> {
  readonly event: object;
  readonly from: Json;
  readonly refused?: readonly Refusal[] | undefined;
}

function stepTo(
  procedure: Procedure,
  state: State,
  digest: string,
  { event: taken, refused, effects, ...account }: Account,
): Step {
  const event = copied(taken);
  const projection = shown(procedure, state);
  const entry: Entry = {
    instance: state.snapshot.context.instance,
    procedure: procedure.id,
    version: procedure.version,
    seq: state.seq,
    event,
    to: state.snapshot.value,
    digest,
    projection,
    effects: effects.map((effect) => noticeSaying(procedure, effect, event, projection)),
    ...account,
    ...(refused === undefined || refused.length === 0 ? {} : { refused }),
  };
  return { state, entry, effects: entry.effects };
}

/** How a decision was taken: marks and appointments for its entry, and what the instance keeps of it for ever. */
interface Manner extends Pick<State, 'entered' | 'enteredIn' | 'decidedAs' | 'hands'> {
  readonly marks: readonly string[];
  readonly reliedOn: readonly string[];
  readonly causes: readonly Cause[];
}

function howTaken(
  procedure: Procedure,
  state: Pick<State, 'seq'> & Partial<State>,
  context: BaseContext,
  event: DecisionEvent,
): Manner {
  const { marks: ofDecider, reliedOn } = deciderMarks(decidedBy(procedure, event), context, event);
  const { hands, isOfAnother } = handsAfter(state.hands, event);
  const marks = isOfAnother ? [...ofDecider, 'tokenOfAnother'] : ofDecider;
  const decidedAs = marks.length === 0 ? state.decidedAs : [...new Set([...(state.decidedAs ?? []), ...marks])];
  const { entered, enteredIn } = state;
  if (event.enteredFor === undefined) return { marks, reliedOn, causes: [], decidedAs, hands, entered, enteredIn };
  const { person } = event.actor;
  const seq = String(state.seq + 1);
  const bodies = bodiesElsewhere(context, event, reliedOn);
  return {
    marks,
    reliedOn,
    decidedAs,
    hands,
    entered: { ...entered, [seq]: person },
    enteredIn: bodies.length === 0 ? enteredIn : { ...enteredIn, [seq]: bodies },
    causes: [
      { kind: 'notify', to: { person }, topic: 'enteredForYou' },
      ...bodies.map((organisation): Cause => ({
        kind: 'notify',
        to: { roles: officesInCharge, organisation },
        topic: 'enteredForYourBody',
      })),
    ],
  };
}

function asBefore({ entered, enteredIn, decidedAs, hands }: Partial<State>): Manner {
  return { marks: [], reliedOn: [], causes: [], entered, enteredIn, decidedAs, hands };
}

function withIds(seq: number, causes: readonly Cause[]): Effect[] {
  return causes.map((cause, i) => ({ ...cause, id: `${seq}.${i}` }));
}

/** The entry of a decision that only adds to an earlier entry: noted, told, nothing moved. */
function annotation(procedure: Procedure, state: State, event: DecisionEvent): Step {
  const taken = howTaken(procedure, state, state.snapshot.context, event);
  const { entered, enteredIn, decidedAs, hands, marks, reliedOn, causes } = taken;
  const effects = withIds(state.seq + 1, [...toldOf(state, event), ...causes]);
  return unmoved(procedure, { ...annotated(state, event), entered, enteredIn, decidedAs, hands }, event, {
    effects,
    marks,
    reliedOn,
  });
}

function notTaken(procedure: Procedure, state: State, event: ProcedureEvent, refused: readonly Refusal[]): Step {
  return unmoved(procedure, state, event, { effects: [], marks: [], reliedOn: [], refused });
}

/** The entry of an event that moves nothing in the machine: refused, or an annotation. */
function unmoved(
  procedure: Procedure,
  state: State,
  event: ProcedureEvent,
  account: Pick<Account, 'effects' | 'marks' | 'reliedOn' | 'refused'>,
): Step {
  const held = 'due' in event ? { ...state.held, [event.type]: event.due } : state.held;
  const { json, digest } = treeDigest({ ...state, seq: state.seq + 1, held });
  return stepTo(procedure, load(procedure, json), digest, {
    at: event.at,
    event,
    from: state.snapshot.value,
    ...account,
  });
}

/** The error stands in the text: the entry is its only trace. */
function notJudgeable(procedure: Procedure, { snapshot }: State, event: ProcedureEvent, error: unknown): Refusal {
  const refusal = coreRefusal(procedure, snapshot.context, 'notJudgeable', '6-1', []);
  const detail = `${event.type}: ${error instanceof Error ? error.message : String(error)}`;
  return { ...refusal, ja: `${refusal.ja}（${detail}）`, en: `${refusal.en} (${detail})` };
}

/**
 * An actor scope that only collects causes. XState's own `transition()` makes an actor per call and re-runs the
 * context initialiser; one shared, never started actor is several times faster and has no side effects.
 */
function scope(collected: Cause[], before?: BaseContext): AnyActorScope {
  return {
    self: host,
    id: '',
    sessionId: '',
    logger: () => {},
    defer: () => {},
    emit: () => {},
    system: host.system,
    stopChild: () => {},
    actionExecutor: (action) => {
      if (action.type !== causeAction) return;
      const { params } = action;
      if (isCauses(params)) collected.push(...params);
      else if (isCausing(params)) collected.push(...params(before));
    },
  };
}

const host = createActor(createMachine({}));

function isCauses(params: unknown): params is readonly Cause[] {
  return Array.isArray(params);
}

/** A step's causes may look at the context before it as well; only the core has both. */
function isCausing(params: unknown): params is (before: BaseContext | undefined) => readonly Cause[] {
  return typeof params === 'function';
}

function isState(saved: unknown): saved is State {
  return (
    isObject(saved) &&
    typeof saved['seq'] === 'number' &&
    typeof saved['decisions'] === 'number' &&
    isObject(saved['snapshot'])
  );
}
