/**
 * A tiny procedure for the interpreter's own tests: it counts, takes what can be taken once, starts and tells others,
 * and wakes up. Version 2 counts double.
 */
import { assign, setup } from 'xstate';
import { z } from 'zod';
import { actions, all, guards, routesOf, rulesOf, defineProcedure } from '../../machines/core/index.ts';
import type {
  BaseContext,
  Cause,
  DecisionEvents,
  Procedure,
  TimeEvent,
  ToldEvents,
} from '../../machines/core/index.ts';

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
    label: { ja: '加える', en: 'add' },
  },
  take: { input: z.strictObject({}), by: ['ciso'], clause: '3-9', label: { ja: '取る', en: 'take' } },
  wakeAt: {
    input: z.strictObject({ at: z.array(z.number()) }),
    by: ['ciso'],
    clause: '6-2',
    label: { ja: '起こす', en: 'wake' },
  },
  cause: {
    input: z.strictObject({ start: instances, tell: instances, times: z.int().optional() }),
    by: ['ciso'],
    clause: '6-2',
    label: { ja: '起こさせる', en: 'cause' },
  },
  finish: {
    input: z.strictObject({ tell: instances.optional() }),
    by: ['ciso'],
    clause: '3-19',
    label: { ja: '終える', en: 'finish' },
  },
} as const satisfies Procedure['decisions'];

const told = { bump: { input: z.object({ by: z.int() }) } } as const satisfies Procedure['told'];

type Events = DecisionEvents<typeof decisions> | ToldEvents<typeof told> | TimeEvent<'wake'>;
const rule = rulesOf<Context, Events>();
const route = routesOf<Context, Events>();
const rules = {
  positive: rule({
    clause: '3-7',
    basis: 'text',
    about: 'input',
    reads: ['input'],
    of: ['add'],
    ja: '正の数を指定してください。',
    en: 'Give a positive number.',
    test: ({ event }) => event.input.by > 0,
  }),
  notTaken: rule({
    clause: '3-9',
    basis: 'text',
    about: 'state',
    reads: ['state'],
    of: ['take'],
    ja: 'すでに取られています。',
    en: 'It is taken already.',
    test: ({ context }) => !context.taken,
  }),
  enough: rule({
    clause: '3-18',
    basis: 'text',
    about: 'state',
    reads: ['state'],
    of: ['finish'],
    ja: '足りません。',
    en: 'Not enough yet.',
    test: ({ context }) => context.count >= 1,
  }),
  small: rule({
    clause: '6-2',
    basis: 'design',
    about: 'input',
    reads: ['input'],
    of: ['bump'],
    ja: '大き過ぎます。',
    en: 'Too much.',
    test: ({ event }) => event.input.by < 1000,
  }),
};
const routes = { never: route({ reads: [], of: ['add'], test: () => false }) };

function tells(to: readonly string[], by: number): Cause[] {
  return to.map((instance) => ({ kind: 'tell', to: instance, type: 'bump', input: { by } }));
}

function counter(version: number, factor: number): Procedure {
  const machine = setup({
    types: {} as { context: Context; events: Events; input: Context },
    guards: guards(rules, routes),
    actions,
  }).createMachine({
    context: ({ input }) => ({ ...input, count: 0, heard: [], taken: false, wakes: [], woke: 0 }),
    initial: 'counting',
    states: {
      counting: {
        on: {
          add: {
            guard: all('positive'),
            actions: assign({ count: ({ context, event }) => context.count + factor * event.input.by }),
          },
          take: { guard: all('notTaken'), actions: assign({ taken: true }) },
          wakeAt: { actions: assign({ wakes: ({ event }) => event.input.at }) },
          wake: {
            actions: assign({
              wakes: ({ context, event }) => context.wakes.filter((at) => at > event.due),
              woke: ({ context }) => context.woke + 1,
            }),
          },
          cause: {
            actions: {
              type: 'cause',
              params: ({ event }) => [
                ...event.input.start.map((instance): Cause => ({
                  kind: 'start',
                  procedure: 'counter',
                  instance,
                  input: {},
                })),
                ...Array.from({ length: event.input.times ?? 1 }, (_, i) => tells(event.input.tell, i + 1)).flat(),
              ],
            },
          },
          bump: {
            guard: all('small'),
            actions: assign({
              count: ({ context, event }) => context.count + event.input.by,
              heard: ({ context, event }) => [...context.heard, event.id],
            }),
          },
          finish: {
            guard: all('enough'),
            target: 'done',
            actions: { type: 'cause', params: ({ event }) => tells(event.input.tell ?? [], 7) },
          },
        },
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
    times: { wake: { ja: '起きる', en: 'wake up' } },
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
