import { expect } from 'vitest';
import { checkStep, begin, load, next, refold, refusals, save, step } from '../../../machines/core/index.ts';
import type {
  Actor,
  DecisionEvent,
  DueItem,
  Effect,
  Entry,
  Json,
  Procedure,
  ProjectedRows,
  Refusal,
  State,
  Step,
} from '../../../machines/core/index.ts';
import type { Instant, InstanceId } from '../../../model/identifiers.ts';
import { startOfDate } from '../../../model/japan-time.ts';
import type { Trial } from './rule-case.ts';
import { actorIn, lookUp, withStartFacts, type World } from './world.ts';

/** Where a driven instance begins. `at` defaults to 10:00 JST on 1 May of the year. */
export interface DriveFrom {
  readonly instance: InstanceId;
  readonly organisation: string;
  readonly year: number;
  readonly input: object;
  readonly at?: Instant;
  readonly world: World;
}

/** What an event may carry beside actor and input. */
export type Extra = Partial<Pick<DecisionEvent, 'standIn' | 'enteredFor'>>;

/** One instance of a procedure under test, and the clock. Every step is also checked for texts, load and refold. */
export interface Driver {
  readonly state: State;
  readonly entries: readonly Entry[];
  /** Effects of the last step. */
  readonly effects: readonly Effect[];
  readonly now: Instant;
  readonly projection: ProjectedRows;
  /** The state value; for comparing with `toEqual`. */
  readonly value: Json;
  /** A decision that is taken; fails the test with the failing rules when it is refused. Facts default to the world's. */
  decide(type: string, by: Actor, input?: object, facts?: object, extra?: Extra): Driver;
  /** What a decision would be refused for; nothing changes. */
  attempt(type: string, by: Actor, input?: object, facts?: object, extra?: Extra): Refusal[];
  /** A decision that is refused for this rule (among others); gives that refusal. Nothing changes. */
  expectRefused(rule: string, type: string, by: Actor, input?: object, facts?: object, extra?: Extra): Refusal;
  /** State and event as a trial for a table of rule cases; nothing changes. */
  trial(type: string, by: Actor, input?: object, facts?: object, extra?: Extra): Trial;
  /** The same for a told event. */
  toldTrial(type: string, input: object, from?: InstanceId): Trial;
  /** A told event that is taken. */
  told(type: string, input: object, from?: InstanceId): Driver;
  /** A told event that is refused for this rule; its refused entry is kept. */
  expectToldRefused(rule: string, type: string, input: object, from?: InstanceId): Driver;
  /** Sets the clock (instant or JST date, then 10:00), letting time act on the way. */
  passTo(when: Instant | string): Driver;
  passDays(days: number): Driver;
  /** Looks up in another world from now on (someone moved, a department was merged). */
  in(world: World): Driver;
  /** A second driver in the same state. */
  fork(): Driver;
  dueItem(id: string): DueItem | undefined;
  /** Inputs told to an instance (in any step) under a type. */
  toldTo(instance: InstanceId, type: string): Json[];
  /** Topics of notices of the last step. */
  topics(): string[];
}

/** Starts an instance and gives its driver. */
export function drive(procedure: Procedure, from: DriveFrom): Driver {
  const at = from.at ?? startOfDate(`${from.year}-05-01`) + 10 * 3_600_000;
  const input = plain(procedure.input.parse(withStartFacts(from.world, procedure, plain(from.input), at, from.year)));
  const { instance, organisation, year } = from;
  const first = checked(procedure, begin(procedure, { instance, organisation, year, input }, at));
  return driver(procedure, { state: first.state, entries: [first.entry], now: at, world: from.world, tells: 0 });
}

interface DriverState {
  state: State;
  entries: Entry[];
  now: Instant;
  world: World;
  tells: number;
}

function driver(procedure: Procedure, it: DriverState): Driver {
  const take = (taken: Step): void => {
    checked(procedure, taken);
    it.state = taken.state;
    it.entries.push(taken.entry);
  };
  const eventOf = (type: string, by: Actor, input: object, facts: object | undefined, extra: Extra): DecisionEvent => {
    const parsed = plain(procedure.decisions[type]?.input.parse(input) ?? input);
    const holders = extra.standIn?.holders.map(({ person }) => person);
    const asking = { type, input: parsed, actor: by.person, at: it.now, ...(holders && { holders }) };
    const found = facts ?? lookUp(it.world, procedure, it.state, asking);
    const standIn = extra.standIn && {
      ...extra.standIn,
      holders: extra.standIn.holders.map((holder) => actorIn(it.world, holder)),
    };
    const envelope = { ...extra, ...(standIn === undefined ? {} : { standIn }) };
    return { type, at: it.now, actor: actorIn(it.world, by), input: parsed, facts: plain(found), ...envelope };
  };
  const told = (type: string, input: object, from: InstanceId) => ({
    type,
    at: it.now,
    from,
    id: `${from}#${(it.tells += 1)}`,
    input: plain(procedure.told[type]?.input.parse(input) ?? input),
  });
  const self: Driver = {
    get state() {
      return it.state;
    },
    get entries() {
      return it.entries;
    },
    get effects() {
      return it.entries.at(-1)?.effects ?? [];
    },
    get now() {
      return it.now;
    },
    get projection() {
      return procedure.project(it.state.snapshot);
    },
    get value() {
      return it.state.snapshot.value;
    },
    decide(type, by, input = {}, facts = undefined, extra = {}) {
      const event = eventOf(type, by, input, facts, extra);
      const refused = refusals(procedure, it.state, event);
      if (refused.length > 0) throw new Error(`${type} was refused: ${refused.map(sentence).join('; ')}`);
      take(step(procedure, it.state, event));
      return self;
    },
    attempt(type, by, input = {}, facts = undefined, extra = {}) {
      return refusals(procedure, it.state, eventOf(type, by, input, facts, extra));
    },
    expectRefused(rule, type, by, input = {}, facts = undefined, extra = {}) {
      const refused = self.attempt(type, by, input, facts, extra);
      const found = refused.find((refusal) => refusal.rule === rule);
      if (found === undefined) {
        const instead = refused.length === 0 ? 'taken' : `refused for ${refused.map(sentence).join('; ')}`;
        throw new Error(`${type} should be refused for ${rule}, but it is ${instead}`);
      }
      return found;
    },
    trial: (type, by, input = {}, facts = undefined, extra = {}) => ({
      state: it.state,
      event: eventOf(type, by, input, facts, extra),
    }),
    toldTrial: (type, input, from = 'cycle/2026/demo-body') => ({ state: it.state, event: told(type, input, from) }),
    told(type, input, from = 'cycle/2026/demo-body') {
      const taken = step(procedure, it.state, told(type, input, from));
      if (taken.entry.refused) throw new Error(`${type} was refused: ${taken.entry.refused.map(sentence).join('; ')}`);
      take(taken);
      return self;
    },
    expectToldRefused(rule, type, input, from = 'cycle/2026/demo-body') {
      const taken = step(procedure, it.state, told(type, input, from));
      expect(taken.entry.refused?.map((refusal) => refusal.rule)).toContain(rule);
      take(taken);
      return self;
    },
    passTo(when) {
      const until = typeof when === 'string' ? startOfDate(when) + 10 * 3_600_000 : when;
      for (let guard = 0; ; guard += 1) {
        const due = next(procedure, it.state);
        if (due === undefined || due.due > until) break;
        if (guard > 1000) throw new Error(`time does not come to an end: ${due.type}`);
        it.now = Math.max(it.now, due.due);
        take(step(procedure, it.state, { type: due.type, at: it.now, due: due.due }));
        const stuck = it.entries.at(-1)?.refused;
        if (stuck) throw new Error(`${due.type} was refused: ${stuck.map(sentence).join('; ')}`);
      }
      it.now = Math.max(it.now, until);
      return self;
    },
    passDays: (days) => self.passTo(it.now + days * 86_400_000),
    in(world) {
      it.world = world;
      return self;
    },
    fork: () => driver(procedure, { ...it, entries: [...it.entries] }),
    dueItem: (id) => self.projection.due.find((item) => item.id === id),
    toldTo: (instance, type) =>
      it.entries
        .flatMap(({ effects }) => effects)
        .flatMap((effect) =>
          effect.kind === 'tell' && effect.to === instance && effect.type === type ? [effect.input] : [],
        ),
    topics: () => self.effects.flatMap((effect) => (effect.kind === 'notify' ? [effect.topic] : [])),
  };
  return self;
}

/** Every recorded entry gives the same state again: for the end of a test. */
export function expectRefolds(procedure: Procedure, of: Driver): void {
  expect(refold(procedure, of.entries)).toBeUndefined();
}

function checked(procedure: Procedure, taken: Step): Step {
  expect(checkStep(procedure, taken)).toEqual([]);
  expect(load(procedure, save(taken.state))).toEqual(taken.state);
  return taken;
}

function sentence({ rule, clause, en }: Refusal): string {
  return `${rule} (${clause}: ${en})`;
}

function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
