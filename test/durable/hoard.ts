/** A procedure that keeps whatever it is given, for the tests of how large an instance may become. */
import { setup } from 'xstate';
import { z } from 'zod';
import type { BaseContext, Procedure } from '../../machines/core/index.ts';
import {
  actions,
  defineProcedure,
  guards,
  handlersOf,
  join,
  type DecisionEvents,
  type ToldEvents,
} from '../../machines/kit/v1/index.ts';

interface Context extends BaseContext {
  readonly kept: readonly string[];
}

const input = z.strictObject({ text: z.string() });
const common = { input, by: ['ciso'], clause: '6-2', rules: [], label: { ja: '保つ', en: 'keep' } } as const;
const decisions = {
  keep: common,
  keepNeeded: { ...common, room: 'reserved' },
  propose: { ...common, room: 'late' },
  look: { ...common, room: 'always' },
  end: { ...common, room: 'always' },
} as const satisfies Procedure['decisions'];
const told = { hear: { input: z.object({ text: z.string() }), rules: [] } } as const satisfies Procedure['told'];

type Events = DecisionEvents<typeof decisions> | ToldEvents<typeof told>;
const handlers = handlersOf<Context, Events, never>();
const keeping = {
  change: (context: Context, event: { readonly input: { readonly text: string } }) => ({
    kept: [...context.kept, event.input.text],
  }),
};
const machine = setup({
  types: {} as { context: Context; events: Events; input: Context },
  guards,
  actions,
}).createMachine({
  context: ({ input: given }) => ({ ...given, kept: [] }),
  initial: 'open',
  states: {
    open: {
      on: join(
        handlers(decisions, {
          keep: keeping,
          keepNeeded: keeping,
          propose: keeping,
          look: { change: () => ({}) },
          end: { target: 'done' },
        }),
        handlers(told, { hear: keeping }),
      ),
    },
    done: { type: 'final' },
  },
});

export const hoard = defineProcedure<Context>({
  id: 'hoard',
  version: 1,
  label: { ja: '蓄え', en: 'hoard' },
  input: z.object({}),
  decisions,
  told,
  times: {},
  rules: {},
  routes: {},
  states: {},
  phases: { open: { ja: '保つ', en: 'open' }, done: { ja: '終了', en: 'done' } },
  notices: {},
  dueItems: {},
  machine,
  timers: () => ({}),
  project: ({ status }) => ({
    phase: status === 'done' ? 'done' : 'open',
    ...(status === 'done' ? { ended: 'done' } : {}),
    due: [],
    tasks: [],
    counts: {},
    marks: [],
    documents: [],
  }),
});
