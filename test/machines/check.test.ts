import { describe, expect, it } from 'vitest';
import { assign, raise, setup } from 'xstate';
import { z } from 'zod';
import { begin, checkProcedure, checkStep } from '../../machines/core/index.ts';
import type { BaseContext, Procedure } from '../../machines/core/index.ts';
import { actions, guards, routesOf, rulesOf, type DecisionEvents } from '../../machines/kit/v1/index.ts';
import { titled } from '../../model/field.ts';
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
  input: z.strictObject({ a: z.string().meta(titled('甲 / a')) }),
  by: ['ciso'],
  clause: '6-2',
  rules: ['fine'],
  label: text,
} as const satisfies Procedure['decisions'][string];
const ok = {
  clause: '6-2',
  basis: 'design',
  concerns: 'state',
  reads: ['state'],
  ja: '文',
  en: 'text',
  met: { ja: '守られている', en: 'it is kept' },
  test: () => true,
} as const;
type Go = DecisionEvents<{ go: typeof decision }>;
/** The guard of a branch, as the kit makes it. */
const all = (...params: string[]) => ({ type: 'all' as const, params });
const notYet = (...params: string[]) => ({ type: 'notYet' as const, params });
const typed = {} as { context: BaseContext; events: Go; input: BaseContext };
const rules = rulesOf<BaseContext, Go, { go: typeof decision }>()({ fine: ok });
const routes = { big: routesOf<BaseContext, Go>()({ reads: ['state'], of: ['go'], test: () => true }) };

/** A sound definition whose machine, and any part, a test replaces. */
function definition(states: object, of: Partial<Procedure> = {}, root: object = { initial: 'first' }): Procedure {
  const machine = setup({ types: typed, guards, actions }).createMachine(
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
/** A sound definition but for the input of its decision. */
const withInput = (shape: z.ZodRawShape): Partial<Procedure> => ({
  decisions: { go: { ...decision, input: z.strictObject(shape) } },
});
const sound = { first: { on: { go: { guard: all('fine', 'big'), target: 'second' } } }, second: { type: 'final' } };
const on = (transition: object) => ({ first: { on: { go: transition } }, second: { type: 'final' } });
const guarded = { guard: all('fine', 'big'), target: 'second' };

describe('the start-up check', () => {
  it('lets a sound definition pass', () => {
    expect(checkProcedure(definition(sound))).toEqual([]);
  });
  it('lets a rule be only for a route, and a state say "not yet"', () => {
    const branches = [guarded, { guard: all('!big'), target: 'second' }, { guard: notYet('fine') }];
    const go = { ...decision, rules: [{ rule: 'fine', only: 'big' }] };
    expect(checkProcedure(definition(on(branches), { decisions: { go } }))).toEqual([]);
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
    [
      'a branch that lacks a rule of its decision',
      definition(on({ guard: all('big'), target: 'second' })),
      'first on go lacks the rule fine',
    ],
    [
      'a branch with a rule that does not stand at its decision',
      definition(sound, { decisions: { go: { ...decision, rules: [] } } }),
      'carries the rule fine, which does not stand there',
    ],
    [
      'a rule that stands nowhere',
      definition(sound, { rules: { ...rules, finer: rules.fine } }),
      'the rule finer stands at no decision',
    ],
    [
      'a rule at a decision that is none',
      definition(sound, { decisions: { go: { ...decision, rules: ['fine', 'finer'] } } }),
      'go lists finer, which is no rule',
    ],
    [
      'a rule that stands twice at a decision',
      definition(sound, { decisions: { go: { ...decision, rules: ['fine', 'fine'] } } }),
      'go lists fine twice',
    ],
    [
      'a rule only for a route that is none',
      definition(sound, { decisions: { go: { ...decision, rules: [{ rule: 'fine', only: 'bigg' }] } } }),
      'only for bigg, which is no route',
    ],
    [
      'a rule only for a route that chooses no branch',
      definition(sound, { decisions: { go: { ...decision, rules: [{ rule: 'fine', only: '!big' }] } } }),
      'no branch of it is chosen by that',
    ],
    [
      'a branch of the opposite route that carries a rule only for the other',
      definition(on([guarded, { guard: all('fine', '!big'), target: 'second' }]), {
        decisions: { go: { ...decision, rules: [{ rule: 'fine', only: 'big' }] } },
      }),
      'carries the rule fine',
    ],
    [
      'a route of another event',
      definition(sound, { routes: { big: { ...routes.big, of: ['stop'] } } }),
      'guarded by big, which does not judge go',
    ],
    [
      'a rule that guards what time brings',
      definition(
        { ...sound, first: { on: { go: guarded, noon: { guard: all('fine'), target: 'second' } } } },
        { times: { noon: text } },
      ),
      'nobody can be refused there',
    ],
    [
      'a "not yet" that leads somewhere',
      definition(on([guarded, { guard: notYet('fine'), target: 'second' }])),
      'only says "not yet", and yet leads',
    ],
    [
      'a "not yet" of two rules',
      definition(on([guarded, { guard: notYet('fine', 'big') }])),
      'nor notYet(…) of one rule',
    ],
    [
      'a "not yet" that depends on more than the state',
      definition(on([guarded, { guard: notYet('fine') }]), {
        rules: { fine: { ...rules.fine, reads: ['state', 'input'] } },
      }),
      'reads more than the state',
    ],
    [
      'a "not yet" of another decision\'s rule',
      definition(on([guarded, { guard: notYet('finer') }]), { rules: { ...rules, finer: rules.fine } }),
      'carries the rule finer, which does not stand there',
    ],
    [
      'a decision that nothing handles',
      definition(sound, { decisions: { go: decision, stop: decision } }),
      'nothing handles stop',
    ],
    [
      'a told event that nothing handles',
      definition(sound, { told: { news: { input: z.object({}), rules: [] } } }),
      'nothing handles news',
    ],
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
      'a field without a title',
      definition(sound, { decisions: { go: { ...decision, input: z.strictObject({ a: z.string() }) } } }),
      'the field a of go has no title in both languages',
    ],
    [
      'a field of a row without a title',
      definition(
        on(guarded),
        withInput({ rows: z.array(z.strictObject({ a: z.string() })).meta(titled('行 / rows')) }),
      ),
      'the field rows[].a of go has no title',
    ],
    [
      'a choice without label',
      definition(
        on(guarded),
        withInput({ a: z.enum(['x', 'y']).meta(titled('題 / title', { labels: { x: '一 / one' } })) }),
      ),
      'the field a of go has no label for y',
    ],
    [
      'a list nobody has',
      definition(on(guarded), withInput({ a: z.string().meta(titled('題 / title', { choices: 'nowhere' })) })),
      'there is no list nowhere',
    ],
    [
      'a list from which nothing is chosen',
      definition(on(guarded), { choices: { idle: { from: () => [] } } }),
      'no field is chosen from the list idle',
    ],
    [
      'a field required by one that is not there',
      definition(
        on(guarded),
        withInput({ a: z.string().meta(titled('題 / title', { requiredWhen: { field: 'b', missing: true } })) }),
      ),
      'is required by b, which does not stand beside it',
    ],
    [
      'a draft of no decision',
      definition(on(guarded), { drafts: { nothing: { from: () => ({}) } } }),
      'drafts: there is no decision nothing',
    ],
    [
      'a heading over a field that is not there',
      definition(on(guarded), { decisions: { go: { ...decision, groups: [{ ...text, fields: ['b'] }] } } }),
      'the groups of go name the field b 1 times',
    ],
    [
      'a form of six fields without headings',
      definition(
        on(guarded),
        withInput(Object.fromEntries('abcdef'.split('').map((name) => [name, z.string().meta(titled('題 / title'))]))),
      ),
      'the groups of go are missing',
    ],
    [
      'a heading without words',
      definition(on(guarded), { decisions: { go: { ...decision, groups: [{ ja: '題', en: '', fields: [] }] } } }),
      'the groups of go have a heading without words',
    ],
    [
      'contradict redefined',
      definition(sound, { told: { contradict: { input: z.object({}), rules: [] } } }),
      'contradict is the core',
    ],
    [
      'a name that stands twice',
      definition(sound, { told: { go: { input: z.object({}), rules: [] } } }),
      'the name go stands twice',
    ],
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
    const machine = setup({ types: typed, guards, actions }).createMachine({
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
