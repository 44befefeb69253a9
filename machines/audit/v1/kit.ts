/** `act` makes a transition out of two pure functions: what the step changes, and what it then causes outside. */
import { assign } from 'xstate';
import { rulesOf, type Cause } from '../../core/index.ts';
import type { EventOf, Events } from './events.ts';
import type { Context } from './types.ts';

type Change = { readonly [K in keyof Context]?: Context[K] };

/** The maker of this procedure's rules. */
export const rule = rulesOf<Context, Events>();

/** The transition of one event: guard by name, a pure change, and causes, which see the context after the change. */
export function act<
  const T extends Events['type'],
  G extends { readonly type: 'all'; readonly params: readonly string[] } | undefined,
>(
  _of: T,
  guard: G,
  change: (context: Context, event: EventOf<T>) => Change,
  causes: (context: Context, event: EventOf<T>) => readonly Cause[] = () => [],
) {
  return {
    guard,
    actions: [
      assign<Context, EventOf<T>, undefined, Events, never>(({ context, event }) => change(context, event)),
      {
        type: 'cause' as const,
        params: ({ context, event }: { context: Context; event: EventOf<T> }) => causes(context, event),
      },
    ],
  };
}
