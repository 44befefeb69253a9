import { setup } from 'xstate';
import { z } from 'zod';
import type { BaseContext, Json, Procedure, Projection } from '../machines/core/index.ts';
import {
  actions,
  defineProcedure,
  guards,
  handlersOf,
  rulesOf,
  type DecisionEvents,
} from '../machines/kit/v1/index.ts';

/**
 * The counter of the comparison (b): one state, one trivial rule. Input, facts, context and projection are given by the
 * caller in the size of the real procedure's, so that only the statechart itself differs.
 */
interface Context extends BaseContext {
  readonly count: number;
  readonly padding: Json;
  readonly projection: Projection;
}

const decisions = {
  add: {
    input: z.looseObject({}),
    facts: z.looseObject({}),
    by: ['headOfOfficers'],
    clause: '3-16',
    rules: ['countable'],
    label: { ja: '加える', en: 'add' },
  },
} as const satisfies Procedure['decisions'];

type Events = DecisionEvents<typeof decisions>;
const rules = rulesOf<Context, Events, typeof decisions>()({
  countable: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '数えられません。',
    en: 'Cannot count.',
    met: { ja: '数えられる', en: 'it can count' },
    test: ({ context }) => context.count >= 0,
  },
});
const handlers = handlersOf<Context, Events, 'countable'>();

const machine = setup({
  types: {} as { context: Context; events: Events; input: Context },
  guards,
  actions,
}).createMachine({
  context: ({ input }) => ({ ...input, count: 0 }),
  initial: 'counting',
  states: {
    counting: {
      on: handlers(decisions, { add: { change: (context) => ({ count: context.count + 1 }) } }),
    },
  },
});

/** The definition; never published, only the benchmark's worker knows it. */
export const counterProcedure: Procedure = defineProcedure<Context>({
  id: 'benchcounter',
  version: 1,
  label: { ja: '計測用の計数', en: 'counter of the benchmark' },
  input: z.looseObject({}),
  decisions,
  told: {},
  times: {},
  rules,
  routes: {},
  states: {},
  phases: {},
  notices: {},
  dueItems: {},
  machine,
  timers: () => ({}),
  project: ({ context }) => context.projection,
});
