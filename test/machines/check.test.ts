import { describe, expect, it } from 'vitest';
import { assign, raise, setup } from 'xstate';
import { z } from 'zod';
import {
  checkProcedure,
  checkStep,
  actions,
  all,
  begin,
  guards,
  rulesOf,
  routesOf,
} from '../../machines/core/index.ts';
import type { BaseContext, DecisionEvents, Procedure } from '../../machines/core/index.ts';
import { published } from '../../machines/procedures.ts';

describe('every published definition', () => {
  it.each(published.map((procedure) => [`${procedure.id} v${procedure.version}`, procedure] as const))(
    '%s passes the start-up check',
    (_name, procedure) => {
      expect(checkProcedure(procedure)).toEqual([]);
    },
  );
  it('stands in the list once', () => {
    const names = published.map(({ id, version }) => `${id} v${version}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

const text = { ja: '文', en: 'text' };
const decision = {
  input: z.strictObject({ a: z.string().describe('甲 / a') }),
  by: ['ciso'],
  clause: '6-2',
  label: text,
} as const satisfies Procedure['decisions'][string];
const ok = {
  clause: '6-2',
  basis: 'design',
  about: 'state',
  reads: ['state'],
  ja: '文',
  en: 'text',
  test: () => true,
} as const;
type Go = DecisionEvents<{ go: typeof decision }>;
const typed = {} as { context: BaseContext; events: Go; input: BaseContext };
const rules = { fine: rulesOf<BaseContext, Go>()({ ...ok, of: ['go'] }) };
const routes = { big: routesOf<BaseContext, Go>()({ reads: ['state'], of: ['go'], test: () => true }) };

/** A sound definition whose machine, and any part, a test replaces. */
function definition(states: object, of: Partial<Procedure> = {}, root: object = { initial: 'first' }): Procedure {
  const machine = setup({ types: typed, guards: guards(rules, routes), actions }).createMachine(
    JSON.parse(JSON.stringify({ context: {}, ...root, states })),
  );
  return {
    id: 'tiny',
    version: 1,
    label: text,
    input: z.object({}),
    decisions: { go: decision },
    told: {},
    times: {},
    rules,
    routes,
    states: { first: text, second: text },
    phases: { first: text },
    notices: {},
    dueItems: {},
    machine,
    timers: () => ({}),
    project: () => ({ phase: 'first', due: [], tasks: [], counts: {}, marks: [], documents: [] }),
    ...of,
  };
}
const sound = { first: { on: { go: { guard: all('fine', 'big'), target: 'second' } } }, second: { type: 'final' } };
const on = (transition: object) => ({ first: { on: { go: transition } }, second: { type: 'final' } });
const guarded = { guard: all('fine', 'big'), target: 'second' };

describe('the start-up check', () => {
  it('lets a sound definition pass', () => {
    expect(checkProcedure(definition(sound))).toEqual([]);
  });
  it.each<[string, Procedure, string]>([
    [
      'a guard of another form',
      definition(on({ guard: { type: 'any', params: ['fine'] }, target: 'second' })),
      'not all',
    ],
    [
      'an unknown name in a guard',
      definition(on({ guard: all('fine', 'big', 'bigg'), target: 'second' })),
      'neither rule nor route',
    ],
    ['a negated rule', definition(on({ guard: all('!fine', 'big'), target: 'second' })), 'negates the rule'],
    ['a rule that no guard uses', definition(on({ guard: all('big'), target: 'second' })), 'no guard uses it'],
    [
      'a rule of another event',
      definition(sound, { rules: { fine: { ...rules.fine, of: ['stop'] } } }),
      'does not judge go',
    ],
    [
      'a decision that nothing handles',
      definition(sound, { decisions: { go: decision, stop: decision } }),
      'nothing handles stop',
    ],
    ['a told event that nothing handles', definition(sound, { told: { news: z.object({}) } }), 'nothing handles news'],
    ['a time that nothing handles', definition(sound, { times: { noon: text } }), 'nothing handles noon'],
    [
      'an event that is not declared',
      definition({ ...sound, first: { on: { go: guarded, gone: guarded } } }),
      'gone is handled but',
    ],
    ['a wildcard', definition({ ...sound, first: { on: { go: guarded, '*': { target: 'second' } } } }), 'wildcard'],
    ['after', definition({ ...sound, first: { on: { go: guarded }, after: { 10: 'second' } } }), 'uses after'],
    [
      'always',
      definition({ ...sound, first: { on: { go: guarded }, always: { target: 'second', guard: all('big') } } }),
      'uses always',
    ],
    ['invoke', definition({ ...sound, first: { on: { go: guarded }, invoke: { src: 'x' } } }), 'uses invoke'],
    ['an unknown action', definition(on({ ...guarded, actions: ['mail'] })), 'the action mail'],
    ['a transition that does nothing', definition(on({ guard: all('fine', 'big') })), 'does nothing'],
    ['a state without text', definition(sound, { states: { first: text } }), 'the state second has no text'],
    [
      'a text without state',
      definition(sound, { states: { first: text, second: text, third: text } }),
      'no state third',
    ],
    ['a text in one language', definition(sound, { phases: { first: { ja: 'text', en: 'text' } } }), 'no Japanese'],
    [
      'an input that is not strict',
      definition(sound, { decisions: { go: { ...decision, input: z.object({}) } } }),
      'not a strict object',
    ],
    [
      'a transform in an input',
      definition(sound, {
        decisions: { go: { ...decision, input: z.strictObject({ a: z.string().transform(Number) }) } },
      }),
      'no JSON Schema',
    ],
    [
      'a field without description',
      definition(sound, { decisions: { go: { ...decision, input: z.strictObject({ a: z.string() }) } } }),
      'the field a of go',
    ],
    ['contradict redefined', definition(sound, { told: { contradict: z.object({}) } }), 'contradict is the core'],
    ['a name that stands twice', definition(sound, { told: { go: z.object({}) } }), 'the name go stands twice'],
    [
      "one of the core's rules",
      definition(sound, { rules: { ...rules, notNow: rules.fine } }),
      'the name notNow stands twice',
    ],
    [
      'a final state that goes on',
      definition({ ...sound, second: { type: 'final', on: { go: guarded } } }),
      'second is final and handles go',
    ],
    [
      'a decision in two parallel regions',
      definition(
        {
          first: { initial: 'x', states: { x: { on: { go: { ...guarded, target: undefined, actions: ['cause'] } } } } },
          second: { on: { go: { guard: all('big'), actions: ['cause'] } } },
        },
        { states: { first: text, second: text, 'first.x': text } },
        { type: 'parallel' },
      ),
      'two parallel regions: first.x and second',
    ],
    [
      'a parallel state that targets its own region',
      definition(
        { first: { initial: 'x', states: { x: {}, y: {} } }, second: {} },
        { states: { first: text, second: text, 'first.x': text, 'first.y': text } },
        { type: 'parallel', on: { go: { guard: all('fine', 'big'), target: '.first.y' } } },
      ),
      'all the others would be reset',
    ],
  ])('finds %s', (_what, procedure, problem) => {
    expect(checkProcedure(procedure).join('\n')).toContain(problem);
  });
  it('finds actions that are neither assign nor cause', () => {
    const machine = setup({ types: typed, guards: guards(rules, routes), actions }).createMachine({
      context: ({ input }) => input,
      initial: 'first',
      states: {
        first: {
          on: { go: { guard: all('fine', 'big'), actions: [raise(({ event }) => event), assign({}), () => {}] } },
        },
        second: { type: 'final' },
      },
    });
    const problems = checkProcedure(definition(sound, { machine })).join('\n');
    expect(problems).toContain('the action xstate.raise');
    expect(problems).toContain('a plain function');
    expect(problems).not.toContain('xstate.assign');
  });
  it('finds phases, marks, tasks and due items of a step that have no text', () => {
    const due = { id: 'd', due: 1, original: 1, rungs: [], roles: [] };
    const procedure = definition(sound, {
      project: () => ({
        phase: 'p',
        ended: 'e',
        due: [due],
        tasks: [{ decision: 'x', roles: [], dueItem: 'd' }],
        counts: {},
        marks: ['m', 'contradicted'],
        documents: [],
      }),
    });
    const taken = begin(procedure, { instance: 'tiny/2026/o', organisation: 'o', year: 2026, input: {} }, 0);
    const found = checkStep(procedure, {
      ...taken,
      entry: {
        ...taken.entry,
        effects: [{ kind: 'notify', to: { person: 'p' }, topic: 't', dueItem: 'd', id: '1.0' }],
      },
    }).join('\n');
    for (const problem of [
      'phase p',
      'end e',
      'due item d',
      'decision of a task x',
      'due item of a task d',
      'mark m',
      'topic t',
    ]) {
      expect(found).toContain(problem);
    }
    expect(found).not.toContain('contradicted');
  });
});
