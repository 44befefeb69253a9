/** The kit by a procedure of a few lines: what it makes of lists, routes and branches, and what the core does with it. */
import { setup } from 'xstate';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { begin, checkProcedure, open, refusals, step } from '../../machines/core/index.ts';
import type { BaseContext, DueItem, Procedure, State } from '../../machines/core/index.ts';
import {
  actions,
  causing,
  defineProcedure,
  guards,
  fields,
  handlersOf,
  join,
  leadingTo,
  met,
  ministriesAt,
  notYet,
  phaseOf,
  reminders,
  routesOf,
  roleIds,
  rulesOf,
  tell,
  toPerson,
  withAll,
  type DecisionEvents,
  type RuleNames,
} from '../../machines/kit/v1/index.ts';
import { roles } from '../../model/roles.ts';
import { explore } from '../exploration/explore.ts';
import { decision } from '../exploration/moves.ts';
import { actorOf, person } from './support/people.ts';

interface Context extends BaseContext {
  readonly sum: number;
}

const text = { ja: '文', en: 'text' };
const entry = { by: ['ciso'], clause: '6-2', label: text } as const;
const input = z.strictObject({ by: fields.count('数 / number') });
const decisions = {
  start: { ...entry, input: z.strictObject({}), rules: [] },
  add: { ...entry, input, rules: ['begun', 'positive', { rule: 'notMuch', only: '!big' }] },
} as const satisfies Procedure['decisions'];

type Events = DecisionEvents<typeof decisions>;
const rules = rulesOf<Context, Events, typeof decisions>()({
  begun: {
    clause: '3-12',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ...text,
    met: { ja: '零以上である', en: 'the sum is not negative' },
    test: ({ context }) => context.sum >= 0,
  },
  positive: {
    clause: '6-2',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ...text,
    met: { ja: '正の数である', en: 'it is positive' },
    test: ({ event }) => event.input.by > 0,
  },
  notMuch: {
    clause: '6-2',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ...text,
    met: { ja: '五未満である', en: 'it is below five' },
    test: ({ event }) => event.input.by < 5,
  },
});
const routes = {
  big: routesOf<Context, Events>()({ reads: ['input'], of: ['add'], test: ({ event }) => event.input.by >= 10 }),
};
const handlers = handlersOf<Context, Events, RuleNames<typeof decisions>, keyof typeof routes>();
const running = handlers(decisions, {
  add: [
    {
      routes: ['big'],
      target: 'done',
      change: (context, event) => ({ sum: context.sum + event.input.by }),
      causes: ({ before, after, event }) => [
        tell('cycle/2026/demo-body', 'added', { before: before.sum, after: after.sum, by: event.input.by }),
      ],
    },
    { routes: ['!big'], change: (context, event) => ({ sum: context.sum + event.input.by }) },
  ],
});

/** A procedure of three states; `sum` decides whether "not yet" would be a lie. */
function tiny(sum: number): Procedure {
  const machine = setup({
    types: {} as { context: Context; events: Events; input: BaseContext },
    guards,
    actions,
  }).createMachine({
    context: ({ input: given }) => ({ ...given, sum }),
    initial: 'waiting',
    states: {
      waiting: {
        entry: [causing<Context, Events>(({ after }) => [toPerson('p', `at${after.sum}`)])],
        on: join(
          handlers(decisions, { start: { target: 'running', change: () => ({ sum: 0 }) } }),
          handlers(decisions, { add: notYet('begun') }),
        ),
      },
      running: { on: running },
      done: { type: 'final' },
    },
  });
  return defineProcedure<Context>({
    id: 'tiny',
    version: 1,
    label: text,
    input: z.object({}),
    decisions,
    told: {},
    times: {},
    rules,
    routes,
    states: { waiting: text, running: text, done: text },
    phases: { waiting: text },
    notices: {},
    dueItems: {},
    machine,
    timers: () => ({}),
    project: () => ({ phase: 'waiting', due: [], tasks: [], counts: {}, marks: [], documents: [] }),
  });
}

const beginning = { instance: 'tiny/2026/demo-body', organisation: 'demo-body', year: 2026, input: {} };
const ciso = person('ciso').holds('ciso');
const honest = tiny(-1);
const now = Date.parse('2026-05-01T01:00:00Z');
const first = begin(honest, beginning, now);
const started = (): State => step(honest, first.state, decision(first.state, 'start', ciso)).state;
const add = (state: State, by: number) => decision(state, 'add', ciso, { by });

describe('a decision whose rules stand once', () => {
  it('gives every branch its rules, less those only for the opposite route', () => {
    expect(running.add.map(({ guard }) => guard)).toEqual([
      { type: 'all', params: ['begun', 'positive', 'big'] },
      { type: 'all', params: ['begun', 'positive', 'notMuch', '!big'] },
    ]);
    expect(checkProcedure(honest)).toEqual([]);
  });
  it('is refused by the rules of the branch that the routes choose', () => {
    expect(refusals(honest, started(), add(started(), 7)).map(({ rule }) => rule)).toEqual(['notMuch']);
    expect(refusals(honest, started(), add(started(), -1)).map(({ rule }) => rule)).toEqual(['positive']);
    expect(refusals(honest, started(), add(started(), 12))).toEqual([]);
  });
  it('causes with the context before and after the step', () => {
    const { effects, state } = step(honest, started(), add(started(), 12));
    expect(effects).toMatchObject([{ kind: 'tell', input: { before: 0, after: 12, by: 12 } }]);
    expect(state.snapshot.value).toBe('done');
    expect(first.effects).toMatchObject([{ kind: 'notify', topic: 'at-1' }]);
  });
});

describe('a branch that only says "not yet"', () => {
  it('answers with its one sentence, before and at the act, and never accepts', () => {
    const event = add(first.state, 12);
    expect(refusals(honest, first.state, event).map(({ rule }) => rule)).toEqual(['begun']);
    expect(step(honest, first.state, event).state.snapshot).toEqual(first.state.snapshot);
    const found = open(honest, first.state, actorOf(ciso), now).find((one) => one.decision === 'add');
    expect(found).toMatchObject({ status: 'closed', failing: [{ rule: 'begun' }] });
  });
  it('is found out by the exploration where its rule holds: it would refuse for no reason', () => {
    const found = (procedure: Procedure) =>
      explore({
        name: 'tiny',
        procedure,
        starts: [{ label: 'begun', state: begin(procedure, beginning, now).state, ghost: null }],
        moves: (state) => [
          { label: 'start', event: decision(state, 'start', ciso) },
          { label: 'add', event: add(state, 12) },
        ],
        key: (state) => [state.snapshot.value],
        remember: () => null,
        invariants: {},
      });
    expect(found(honest).broken).toEqual([]);
    expect(found(tiny(1)).broken.join()).toContain('add is answered "not yet" by begun, which holds');
  });
});

describe('what else procedures share', () => {
  it('joins tables, and throws on a name that stands twice', () => {
    expect(join({ a: 1 }, { b: 2 })).toEqual({ a: 1, b: 2 });
    expect(() => join({ a: 1 }, { a: 2 })).toThrow('the name a stands twice');
  });
  it('leads the same transitions elsewhere', () => {
    expect(leadingTo('waiting', running.add).map(({ target, guard }) => [target, guard?.params.length])).toEqual([
      ['waiting', 3],
      ['waiting', 4],
    ]);
  });
  it('reads the phase off the innermost state that declares one', () => {
    const states = { a: { ...text, phase: 'outer' }, 'a.b': text, 'a.c': { ...text, phase: 'inner' }, d: text };
    expect(phaseOf(states, { a: 'b' })).toBe('outer');
    expect(phaseOf(states, { a: 'c' })).toBe('inner');
    expect(() => phaseOf(states, 'd')).toThrow('declares a phase');
  });
  it('adds each once and leaves out what is absent', () => {
    expect(withAll(['a'], 'b', undefined, 'a', 'b')).toEqual(['a', 'b']);
  });
  it('knows no ministry competent for a body that is gone', () => {
    const competent = { ministries: ['main', 'joint'], to: '2026-06-30' };
    const at = (instant: string) => ministriesAt(Date.parse(instant), { competent });
    expect([at('2026-06-30T14:59:59Z'), at('2026-06-30T15:00:00Z')]).toEqual([competent.ministries, []]);
  });
  it('reminds the post of an open item once, and tells further up what stays overdue', () => {
    const item: DueItem = {
      id: 'i',
      due: 100,
      original: 100,
      rungs: [10, 20, 120],
      roles: ['officer'],
      department: 'tax',
      escalations: [{ at: 130, to: 'ciso' }],
    };
    const context = { at: 25, organisation: 'demo-body', lastRung: 0, dueItems: [item] };
    const to = { roles: ['officer'], organisation: 'demo-body', department: 'tax' };
    expect(reminders(context)).toEqual([
      {
        kind: 'notify',
        to,
        topic: 'reminder',
        dueItem: 'i',
        reminder: { rung: 20, stage: 'today', due: 100, missed: 1 },
      },
    ]);
    const later = { ...context, at: 140, lastRung: 25 };
    expect(reminders(later).map((cause) => cause.kind === 'notify' && cause.topic)).toEqual(['overdue', 'escalated']);
    expect(reminders(later, { escalates: () => false })).toHaveLength(1);
    expect(reminders({ ...later, dueItems: met(later, 'i') })).toEqual([]);
  });
});

it('knows every role of the registry: who holds one that it does not know would let no decision through', () => {
  expect([...roleIds].sort()).toEqual(Object.keys(roles).sort());
});
