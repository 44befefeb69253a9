/**
 * The core: pure functions over a procedure's definition. `begin` and `step` make entries and effects,
 * `refusals` says why not, `next` when time will act, `open` what a person may do. No clock, no randomness,
 * no side effects; the durable interpreter, tests, exploration and rehearsal all stand on these functions.
 */
import { createActor, createMachine, type AnyActorScope, type AnyMachineSnapshot } from 'xstate';
import type { Instant } from '../../model/identifiers.ts';
import { treeDigest } from '../../model/tree-digest.ts';
import type {
  BaseContext,
  Cause,
  DecisionEvent,
  Effect,
  Entry,
  Json,
  Procedure,
  ProcedureEvent,
  Refusal,
  State,
  Step,
} from './types.ts';
import { annotated, shown, toldOf } from './annotations.ts';
import { decidedBy, isAnnotation } from './decisions.ts';
import { deciderMarks } from './deciders.ts';
import { asObject, isObject } from '../../model/json.ts';
import { coreRefusal } from './core-rules.ts';
import { causeAction, machineOf } from './evaluate.ts';
import { changesAfter } from './last-change.ts';
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
  };
  const snapshot = machineOf(procedure).getInitialSnapshot(scope(collected), input);
  if (snapshot.status === 'error') throw new Error(`${procedure.id} cannot begin: ${String(snapshot.error)}`);
  return written(procedure, { seq: 0 }, { type: 'begin', at, input: beginning.input }, null, snapshot, collected, at);
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

/** Takes recorded entries again from the first on; the first whose state differs, or `undefined`. */
export function refold(
  procedure: Procedure,
  entries: readonly Entry[],
): { seq: number; expected: string; found: string } | undefined {
  let state: State | undefined;
  for (const entry of entries) {
    const taken = again(procedure, state, entry);
    if (taken.entry.digest !== entry.digest)
      return { seq: entry.seq, expected: entry.digest, found: taken.entry.digest };
    state = taken.state;
  }
  return undefined;
}

/** The state an instance is in after its recorded entries: how it is rebuilt from its journal alone. */
export function stateAfter(procedure: Procedure, entries: readonly Entry[]): State | undefined {
  let state: State | undefined;
  for (const entry of entries) state = again(procedure, state, entry).state;
  return state;
}

/** The state further recorded entries lead to from a state; `undefined` where they do not follow it, or lead elsewhere. */
export function follow(procedure: Procedure, state: State, entries: readonly Entry[]): State | undefined {
  let reached = state;
  for (const entry of entries) {
    if (entry.seq !== reached.seq + 1 || !isEvent(entry.event)) return undefined;
    const taken = step(procedure, reached, entry.event);
    if (taken.entry.digest !== entry.digest) return undefined;
    reached = taken.state;
  }
  return reached;
}

function again(procedure: Procedure, state: State | undefined, entry: Entry): Step {
  if (state !== undefined) return step(procedure, state, recordedEvent(entry.event));
  const context = { instance: entry.instance, ...ownNames(entry.instance) };
  return begin(procedure, { ...context, input: asObject(entry.event)['input'] ?? {} }, entry.at);
}

/** An event as the journal kept it. Only what `step` wrote is ever read back. */
function recordedEvent(event: Json): ProcedureEvent {
  if (!isEvent(event)) throw new Error('not a recorded event');
  return event;
}

function isEvent(event: unknown): event is ProcedureEvent {
  return isObject(event) && typeof event['type'] === 'string' && typeof event['at'] === 'number';
}

/** What the journal keeps of an event: JSON, and nobody else's object. */
function copied(event: object): Json {
  return JSON.parse(JSON.stringify(event));
}

function ownNames(instance: string): { organisation: string; year: number } {
  const [, year = '', organisation = ''] = instance.split('/');
  return { organisation, year: Number(year) };
}

function written(
  procedure: Procedure,
  state: Pick<State, 'seq'> & Partial<State>,
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
    snapshot: { value: after.value, context: after.context, status: after.status === 'done' ? 'done' : 'active' },
    held: state.held,
    entered: taken.entered,
    annotations: state.annotations,
    decidedAs: taken.decidedAs,
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
  const entry: Entry = {
    instance: next.snapshot.context.instance,
    procedure: procedure.id,
    version: procedure.version,
    seq,
    at,
    event: copied(event),
    from,
    to: next.snapshot.value,
    digest,
    projection: shown(procedure, next),
    effects,
    marks: taken.marks,
    reliedOn: taken.reliedOn,
    ...(refused ? { refused } : {}),
  };
  return { state: next, entry, effects };
}

/** How a decision was taken: marks and appointments for its entry, and what the instance keeps of it for ever. */
interface Taken extends Pick<State, 'entered' | 'decidedAs'> {
  readonly marks: readonly string[];
  readonly reliedOn: readonly string[];
  readonly causes: readonly Cause[];
}

function howTaken(
  procedure: Procedure,
  state: Pick<State, 'seq'> & Partial<State>,
  context: BaseContext,
  event: DecisionEvent,
): Taken {
  const { marks, reliedOn } = deciderMarks(decidedBy(procedure, event), context, event);
  const decidedAs = marks.length === 0 ? state.decidedAs : [...new Set([...(state.decidedAs ?? []), ...marks])];
  if (event.enteredFor === undefined) return { marks, reliedOn, causes: [], decidedAs, entered: state.entered };
  const { person } = event.actor;
  return {
    marks,
    reliedOn,
    decidedAs,
    entered: { ...state.entered, [String(state.seq + 1)]: person },
    causes: [{ kind: 'notify', to: { person }, topic: 'enteredForYou' }],
  };
}

function asBefore({ entered, decidedAs }: Partial<State>): Taken {
  return { marks: [], reliedOn: [], causes: [], entered, decidedAs };
}

function withIds(seq: number, causes: readonly Cause[]): Effect[] {
  return causes.map((cause, i) => ({ ...cause, id: `${seq}.${i}` }));
}

/** The entry of a decision that only adds to an earlier entry: noted, told, nothing moved. */
function annotation(procedure: Procedure, state: State, event: DecisionEvent): Step {
  const taken = howTaken(procedure, state, state.snapshot.context, event);
  const { entered, decidedAs, marks, reliedOn } = taken;
  const noted = notTaken(procedure, { ...annotated(state, event), entered, decidedAs }, event, []);
  const effects = withIds(noted.entry.seq, [...toldOf(state, event), ...taken.causes]);
  return { state: noted.state, entry: { ...noted.entry, effects, marks, reliedOn }, effects };
}

/** The entry of an event that moves nothing in the machine: refused, or an annotation. */
function notTaken(procedure: Procedure, state: State, event: ProcedureEvent, refused: readonly Refusal[]): Step {
  const held = 'due' in event ? { ...state.held, [event.type]: event.due } : state.held;
  const { json, digest } = treeDigest({ ...state, seq: state.seq + 1, held });
  const next = load(procedure, json);
  const entry: Entry = {
    instance: state.snapshot.context.instance,
    procedure: procedure.id,
    version: procedure.version,
    seq: next.seq,
    at: event.at,
    event: copied(event),
    from: state.snapshot.value,
    to: state.snapshot.value,
    digest,
    projection: shown(procedure, next),
    effects: [],
    marks: [],
    reliedOn: [],
    ...(refused.length > 0 ? { refused } : {}),
  };
  return { state: next, entry, effects: [] };
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
  return isObject(saved) && typeof saved['seq'] === 'number' && isObject(saved['snapshot']);
}
