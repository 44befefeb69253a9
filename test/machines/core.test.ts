import { describe, expect, it } from 'vitest';
import { setup } from 'xstate';
import { z } from 'zod';
import {
  begin,
  lastChange,
  lastChangeOn,
  load,
  next,
  open,
  refold,
  refusals,
  save,
  step,
} from '../../machines/core/index.ts';
import type { Actor, BaseContext, DecisionEvent, Procedure, State } from '../../machines/core/index.ts';
import {
  actions,
  guards,
  handlersOf,
  join,
  notify,
  routesOf,
  rulesOf,
  tell,
  type DecisionEvents,
  type RuleNames,
  type TimeEvents,
} from '../../machines/kit/v1/index.ts';

interface Context extends BaseContext {
  readonly count: number;
  readonly wakes?: number;
}
const decisions = {
  add: {
    input: z.object({ by: z.number() }),
    by: ['ciso'],
    clause: '6-2',
    rules: ['positive'],
    label: { ja: '加える', en: 'add' },
  },
  finish: {
    input: z.object({}),
    by: ['ciso'],
    clause: '3-19',
    rules: ['enough', 'notFirst'],
    label: { ja: '終える', en: 'finish' },
  },
} as const satisfies Procedure['decisions'];
const times = { wake: { ja: '', en: '' }, stuck: { ja: '', en: '' } };
type Events = DecisionEvents<typeof decisions> | TimeEvents<typeof times>;
const route = routesOf<Context, Events>();
const rules = rulesOf<Context, Events, typeof decisions>()({
  positive: {
    clause: '3-7',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '正の数を指定してください。',
    en: 'Give a positive number.',
    met: { ja: '正の数である', en: 'it is positive' },
    test: ({ event }) => event.input.by > 0,
  },
  enough: {
    clause: '3-18',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '足りません。',
    en: 'Not enough yet.',
    met: { ja: '十以上である', en: 'ten or more were counted' },
    test: ({ context }) => context.count >= 10,
  },
  notFirst: {
    clause: '6-2',
    basis: 'design',
    concerns: 'who',
    reads: ['who'],
    ja: '別の人が行います。',
    en: 'Someone else must do it.',
    met: { ja: '除斥されていない', en: 'the actor is not barred' },
    test: ({ event }) => event.actor.person !== 'barred',
  },
});
const routes = {
  big: route({ reads: ['input'], of: ['add'], test: ({ event }) => event.input.by >= 100 }),
};
const handlers = handlersOf<Context, Events, RuleNames<typeof decisions>, keyof typeof routes>();
const machine = setup({
  types: {} as { context: Context; events: Events; input: Context },
  guards,
  actions,
}).createMachine({
  context: ({ input }) => ({ ...input, count: 0 }),
  initial: 'counting',
  states: {
    counting: {
      on: join(
        handlers(decisions, {
          add: [
            {
              routes: ['big'],
              target: 'done',
              causes: ({ after }) => [tell('x/2026/y', 'big', { count: after.count })],
            },
            {
              routes: ['!big'],
              change: (context, event) => ({ count: context.count + event.input.by, wakes: context.at + 1000 }),
              causes: ({ after }) => [notify({ person: 'p' }, `n${after.count}`)],
            },
          ],
          finish: { target: 'done' },
        }),
        handlers(times, { wake: { change: () => ({ wakes: undefined }) }, stuck: { change: () => ({}) } }),
      ),
    },
    done: { type: 'final' },
  },
});
const counter: Procedure = {
  id: 'counter',
  version: 1,
  label: { ja: '計', en: 'counter' },
  input: z.object({}),
  decisions,
  told: {},
  times,
  rules,
  routes,
  states: {},
  phases: {},
  notices: {},
  dueItems: {},
  machine,
  timers: (context) => ({
    ...((context as Context).wakes === undefined ? {} : { wake: (context as Context).wakes ?? 0 }),
    ...((context as Context).count === 3 ? { stuck: 5 } : {}),
  }),
  project: () => ({ phase: 'x', due: [], tasks: [], counts: {}, marks: [], documents: [] }),
};
const ciso: Actor = {
  person: 'c',
  appointments: [{ id: 'a1', person: 'c', role: 'ciso', organisation: 'o', from: '2026-01-01', kind: 'regular' }],
};
const head: Actor = {
  person: 'h',
  appointments: [
    { id: 'a2', person: 'h', role: 'headOfOrganisation', organisation: 'o', from: '2026-01-01', kind: 'regular' },
  ],
};
const at = Date.parse('2026-05-01T00:00:00Z');
const first = () => begin(counter, { instance: 'counter/2026/o', organisation: 'o', year: 2026, input: {} }, at);
const decide = (
  type: string,
  input: object,
  actor: Actor = ciso,
  extra: Partial<DecisionEvent> = {},
): DecisionEvent => ({ type, at: at + 1, actor, input, facts: {}, ...extra });

describe('the core', () => {
  it('takes a step, collects effects with stable ids, and refolds to the same digests', () => {
    const one = first();
    const two = step(counter, one.state, decide('add', { by: 3 }));
    expect(two.entry.refused).toBeUndefined();
    expect(two.effects).toEqual([{ kind: 'notify', to: { person: 'p' }, topic: 'n3', id: '2.0' }]);
    expect(two.entry.reliedOn).toEqual(['a1']);
    expect(load(counter, save(two.state))).toEqual(two.state);
    expect(refold(counter, [one.entry, two.entry])).toBeUndefined();
    expect(refold(counter, [one.entry, { ...two.entry, digest: 'x' }])?.seq).toBe(2);
  });
  it('refuses with the failing rule of the nearest branch and changes nothing', () => {
    const one = first();
    expect(refusals(counter, one.state, decide('add', { by: -1 })).map((r) => r.rule)).toEqual(['positive']);
    expect(refusals(counter, one.state, decide('finish', {})).map((r) => r.rule)).toEqual(['enough']);
    expect(refusals(counter, one.state, decide('add', { by: 1 }, head)).map((r) => r.rule)).toEqual(['notYourRole']);
    expect(refusals(counter, one.state, decide('constructor', {})).map((r) => r.rule)).toEqual(['unknownDecision']);
    expect(refusals(counter, one.state, decide('xstate.after.1.x', {})).map((r) => r.rule)).toEqual([
      'unknownDecision',
    ]);
  });
  it('never throws on input a rule cannot read', () => {
    expect(refusals(counter, first().state, decide('add', { by: undefined } as object)).map((r) => r.rule)).toEqual([
      'positive',
    ]);
    expect(refusals(counter, first().state, { ...decide('add', {}), input: undefined }).map((r) => r.rule)).toEqual([
      'positive',
    ]);
  });
  it('lets the head of the organisation stand in only for vacant or barred deciders, and marks it', () => {
    const state: State = first().state;
    const there = decide('add', { by: 1 }, head, { standIn: { reason: 'r', holders: [ciso] } });
    expect(refusals(counter, state, there).map((r) => r.rule)).toEqual(['deciderIsThere']);
    const vacant = decide('add', { by: 1 }, head, { standIn: { reason: 'r', holders: [] } });
    expect(step(counter, state, vacant).entry.marks).toEqual(['standIn']);
    const ten = step(counter, state, decide('add', { by: 10 })).state;
    const barred = decide('finish', {}, head, { standIn: { reason: 'r', holders: [{ ...ciso, person: 'barred' }] } });
    expect(refusals(counter, ten, barred)).toEqual([]);
  });
  it('arms the earliest timer and holds one that does not move', () => {
    const three = step(counter, first().state, decide('add', { by: 3 })).state;
    expect(next(counter, three)).toEqual({ type: 'stuck', due: 5 });
    const held = step(counter, three, { type: 'stuck', at: at + 2, due: 5 });
    expect(held.entry.refused?.map((r) => r.rule)).toEqual(['timerDidNotMove']);
    expect(next(counter, held.state)?.type).toBe('wake');
  });
  it('lets the decider of a paper decision contradict it, and marks the instance', () => {
    const entered = step(
      counter,
      first().state,
      decide('add', { by: 1 }, ciso, {
        enteredFor: { by: 'x', decidedOn: '2026-04-30', number: '1', document: 'd', allowed: true },
      }),
    );
    expect(entered.entry.marks).toContain('enteredFor');
    expect(
      refusals(counter, entered.state, decide('contradict', { seq: 2, reason: 'no' }, head)).map((r) => r.rule),
    ).toEqual(['notYourEntry']);
    const said = step(counter, entered.state, decide('contradict', { seq: 2, reason: 'no' }));
    expect(said.entry.projection.marks).toContain('contradicted');
    expect(said.entry.refused).toBeUndefined();
  });
  it('knows the last change on the track a decision is taken on, timers left aside', () => {
    const three = step(counter, first().state, decide('add', { by: 3 })).state;
    const woken = step(counter, three, { type: 'wake', at: at + 2000, due: at + 1001 }).state;
    expect(woken.seq).toBe(3);
    expect(lastChangeOn(counter, woken, 'add')).toBe(2);
  });
  it('knows the last change: the beginning, a decision, what annotates one; never a timer or what was refused', () => {
    const { state } = first();
    expect(lastChange(state)).toBe(1);
    const refused = step(counter, state, decide('add', { by: -3 })).state;
    expect([refused.seq, lastChange(refused)]).toEqual([2, 1]);
    const added = step(counter, refused, decide('add', { by: 3 })).state;
    const woken = step(counter, added, { type: 'wake', at: at + 2000, due: at + 1001 }).state;
    expect([woken.seq, lastChange(woken)]).toEqual([4, 3]);
    const entered = step(
      counter,
      woken,
      decide('add', { by: 1 }, ciso, {
        enteredFor: { by: 'x', decidedOn: '2026-04-30', number: '1', document: 'd', allowed: true },
      }),
    ).state;
    const contradicted = step(counter, entered, decide('contradict', { seq: 5, reason: 'no' }));
    expect(contradicted.entry.refused).toBeUndefined();
    expect([lastChange(entered), lastChange(contradicted.state)]).toEqual([5, 6]);
  });
  it('says before the act what is open, closed, and a condition to come', () => {
    const list = open(counter, first().state, ciso, at);
    expect(list.find((d) => d.decision === 'add')).toMatchObject({
      status: 'open',
      conditions: [{ rule: 'positive' }],
    });
    expect(list.find((d) => d.decision === 'finish')).toMatchObject({
      status: 'closed',
      failing: [{ rule: 'enough' }],
    });
  });
});
