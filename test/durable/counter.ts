/**
 * A tiny procedure for the interpreter's own tests: it counts, takes what can be taken once, starts and tells others,
 * and wakes up. Version 2 counts double.
 */
import { setup } from 'xstate';
import { z } from 'zod';
import type { BaseContext, Cause, Procedure } from '../../machines/core/index.ts';
import {
  actions,
  defineProcedure,
  guards,
  handlersOf,
  join,
  routesOf,
  rulesOf,
  tell,
  type DecisionEvents,
  type RuleNames,
  type TimeEvents,
  type ToldEvents,
} from '../../machines/kit/v1/index.ts';

interface Context extends BaseContext {
  readonly count: number;
  /** Ids of told events in the order they were taken. */
  readonly heard: readonly string[];
  readonly taken: boolean;
  readonly wakes: readonly number[];
  readonly woke: number;
}

const instances = z.array(z.string()).max(200);
const decisions = {
  add: {
    input: z.strictObject({ by: z.int(), note: z.string().max(4000).optional() }),
    by: ['ciso'],
    clause: '6-2',
    rules: ['positive'],
    label: { ja: '加える', en: 'add' },
  },
  take: {
    input: z.strictObject({}),
    by: ['ciso'],
    clause: '3-9',
    rules: ['notTaken'],
    label: { ja: '取る', en: 'take' },
  },
  wakeAt: {
    input: z.strictObject({ at: z.array(z.number()) }),
    by: ['ciso'],
    clause: '6-2',
    rules: [],
    label: { ja: '起こす', en: 'wake' },
  },
  cause: {
    input: z.strictObject({ start: instances, next: instances.optional(), tell: instances, times: z.int().optional() }),
    by: ['ciso'],
    clause: '6-2',
    rules: [],
    label: { ja: '起こさせる', en: 'cause' },
  },
  finish: {
    input: z.strictObject({ tell: instances.optional() }),
    by: ['ciso'],
    clause: '3-19',
    rules: ['enough'],
    label: { ja: '終える', en: 'finish' },
  },
} as const satisfies Procedure['decisions'];

const told = { bump: { input: z.object({ by: z.int() }), rules: ['small'] } } as const satisfies Procedure['told'];

const times = { wake: { ja: '起きる', en: 'wake up' } };

type Tables = typeof decisions & typeof told;
type Events = DecisionEvents<typeof decisions> | ToldEvents<typeof told> | TimeEvents<typeof times>;
const route = routesOf<Context, Events>();
const rules = rulesOf<Context, Events, Tables>()({
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
  notTaken: {
    clause: '3-9',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: 'すでに取られています。',
    en: 'It is taken already.',
    met: { ja: 'まだ取られていない', en: 'it is free' },
    test: ({ context }) => !context.taken,
  },
  enough: {
    clause: '3-18',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '足りません。',
    en: 'Not enough yet.',
    met: { ja: '数えられている', en: 'something was counted' },
    test: ({ context }) => context.count >= 1,
  },
  small: {
    clause: '6-2',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '大き過ぎます。',
    en: 'Too much.',
    met: { ja: '千未満である', en: 'it is below a thousand' },
    test: ({ event }) => event.input.by < 1000,
  },
});
const routes = { never: route({ reads: [], of: ['add'], test: () => false }) };

const handlers = handlersOf<Context, Events, RuleNames<Tables>, keyof typeof routes>();

function tells(to: readonly string[], by: number): Cause[] {
  return to.map((instance) => tell(instance, 'bump', { by }));
}

function counter(version: number, factor: number): Procedure {
  const machine = setup({
    types: {} as { context: Context; events: Events; input: Context },
    guards,
    actions,
  }).createMachine({
    context: ({ input }) => ({ ...input, count: 0, heard: [], taken: false, wakes: [], woke: 0 }),
    initial: 'counting',
    states: {
      counting: {
        on: join(
          handlers(decisions, {
            add: { change: (context, event) => ({ count: context.count + factor * event.input.by }) },
            take: { change: () => ({ taken: true }) },
            wakeAt: { change: (_, event) => ({ wakes: event.input.at }) },
            cause: {
              causes: ({ event: { input } }) => [
                ...input.start.map((instance): Cause => ({ kind: 'start', procedure: 'counter', instance, input: {} })),
                ...(input.next ?? []).map((of): Cause => ({ kind: 'startNext', procedure: 'counter', of, input: {} })),
                ...Array.from({ length: input.times ?? 1 }, (_, i) => tells(input.tell, i + 1)).flat(),
              ],
            },
            finish: { target: 'done', causes: ({ event }) => tells(event.input.tell ?? [], 7) },
          }),
          handlers(told, {
            bump: {
              change: (context, event) => ({
                count: context.count + event.input.by,
                heard: [...context.heard, event.id],
              }),
            },
          }),
          handlers(times, {
            wake: {
              change: (context, event) => ({
                wakes: context.wakes.filter((at) => at > event.due),
                woke: context.woke + 1,
              }),
            },
          }),
        ),
      },
      done: { type: 'final' },
    },
  });
  return defineProcedure<Context>({
    id: 'counter',
    version,
    label: { ja: '計数', en: 'counter' },
    input: z.object({}),
    decisions,
    told,
    times,
    rules,
    routes,
    states: {},
    phases: { counting: { ja: '計数中', en: 'counting' }, done: { ja: '終了', en: 'done' } },
    notices: {},
    dueItems: {},
    machine,
    timers: (context): Record<string, number> =>
      context.wakes.length === 0 ? {} : { wake: Math.min(...context.wakes) },
    project: ({ context, status }) => ({
      phase: status === 'done' ? 'done' : 'counting',
      ...(status === 'done' ? { ended: 'done' } : {}),
      due: [],
      tasks: [],
      counts: { count: context.count },
      marks: [],
      documents: [],
    }),
  });
}

export const counterV1 = counter(1, 1);
export const counterV2 = counter(2, 2);
