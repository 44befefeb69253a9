/** What the cycle tells back (3-17): an amendment is in force, an education was held. */
import { assign, setup } from 'xstate';
import { actions, all, guards, rulesOf } from '../../core/index.ts';
import { toPerson } from './effects.ts';
import type { Event } from './events.ts';
import { withAll, type Context } from './types.ts';

export const rules = {
  refersToThis: rulesOf<Context, Event>()({
    clause: '3-17',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['amendmentInForce', 'educationHeld'],
    ja: 'この改善措置に関する通知ではありません。',
    en: 'This is about another improvement.',
    test: ({ context, event }) => event.input.ref === context.instance,
  }),
};

const chart = setup({
  types: {} as { context: Context; events: Event },
  guards: guards(rules, {}),
  actions,
});

/** Taken also when nothing waits for it (the plan was replaced meanwhile): it is a fact all the same. */
export const on = chart.createStateConfig({
  on: {
    amendmentInForce: {
      guard: all('refersToThis'),
      actions: [
        assign(({ context, event }): Partial<Context> => ({
          awaitsAmendment: undefined,
          documents: withAll(context.documents, ...(event.input.document === undefined ? [] : [event.input.document])),
          marks: withAll(context.marks, 'amended'),
        })),
        { type: 'cause', params: ({ context }) => verifier(context) },
      ],
    },
    educationHeld: {
      guard: all('refersToThis'),
      actions: [
        assign(({ context }): Partial<Context> => ({
          awaitsEducation: undefined,
          marks: withAll(context.marks, 'educated'),
        })),
        { type: 'cause', params: ({ context }) => verifier(context) },
      ],
    },
  },
}).on;

function verifier({ approved, awaitsAmendment, awaitsEducation }: Context) {
  const waits = awaitsAmendment !== undefined || awaitsEducation !== undefined;
  return approved === undefined || waits ? [] : [toPerson('reEntryDone', approved.verifier)];
}
