/** Object gone 対象消滅: what was to be improved has been abolished, and no successor carries the risk on. */
import { assign, setup } from 'xstate';
import { z } from 'zod';
import { actions, all, guards, merge, rulesOf, type Procedure } from '../../core/index.ts';
import { standingOfActor } from './asks.ts';
import { owner } from './due-items.ts';
import { ended, notice } from './effects.ts';
import { verifiers } from './eligibility.ts';
import type { Event } from './events.ts';
import { standingFacts } from './facts.ts';
import { date, documents, ruledText, text } from './inputs.ts';
import { rules as shared } from './shared-rules.ts';
import { withAll, type Context } from './types.ts';

export const decisions = {
  confirmObjectGone: {
    input: z.strictObject({
      abolishedOn: date('廃止された日 / day of the abolition'),
      abolition: text('廃止の内容 / what was abolished'),
      noSuccessor: ruledText(
        'リスクを引き継ぐものがないことをどう確かめたか / how it was confirmed that no successor carries the risk',
      ),
      evidence: documents('根拠となる文書 / documents as evidence'),
    }),
    facts: standingFacts,
    asks: standingOfActor,
    by: verifiers,
    elsewhere: true,
    clause: '3-18',
    label: { ja: '対象の消滅を確認する', en: 'confirm that its object is gone' },
    irreversible: true,
  },
} as const satisfies Procedure['decisions'];

export const rules = {
  noSuccessorCarriesRisk: rulesOf<Context, Event>()({
    clause: '3-18',
    basis: 'design',
    about: 'input',
    reads: ['input'],
    of: ['confirmObjectGone'],
    ja: 'リスクを引き継ぐものがないことをどう確かめたかを記入してください。引き継ぐものがあるときは改善を続けます。',
    en: 'State how it was confirmed that no successor carries the risk. If one does, the improvement goes on.',
    test: ({ event }) => event.input.noSuccessor.trim() !== '',
  }),
};

const chart = setup({
  types: {} as { context: Context; events: Event },
  guards: guards(merge(rules, shared), {}),
  actions,
});

export const on = chart.createStateConfig({
  on: {
    confirmObjectGone: {
      guard: all(
        'auditNotOwed',
        'neverDoer',
        'lookedUp',
        'actorEligible',
        'actorIndependent',
        'notInFuture',
        'noSuccessorCarriesRisk',
        'evidenceGiven',
      ),
      target: '#improvement.objectGone',
      actions: [
        assign(({ context, event }): Partial<Context> => ({
          end: { end: 'objectGone', at: context.at, by: event.actor.person },
          documents: withAll(context.documents, ...event.input.evidence),
        })),
        { type: 'cause', params: ({ context }) => [notice('objectGone', owner(context)), ...ended(context)] },
      ],
    },
  },
}).on;
