/** Object gone 対象消滅: what was to be improved has been abolished, and no successor carries the risk on. */
import { fields, withAll, type Decisions } from '../../kit/v1/index.ts';
import { z } from 'zod';
import { standingOfActor } from './asks.ts';
import { toOwner } from './audiences.ts';
import { endCauses } from './ending.ts';
import { standingFacts } from './facts.ts';
import { evidence } from './inputs.ts';
import { byIndependentPerson, verifiers } from './independence.ts';
import { handlers, ruleTable } from './kit.ts';

export const decisions = {
  confirmObjectGone: {
    input: z.strictObject({
      abolishedOn: fields.date('廃止された日 / day of the abolition'),
      abolition: fields.text('廃止の内容 / what was abolished'),
      noSuccessor: fields.ruledText('リスクを引き継ぐものがないことの確認 / that no successor carries the risk', {
        help: 'どう確かめたかを記入してください / say how it was confirmed',
      }),
      evidence: evidence('根拠となる文書 / documents as evidence'),
    }),
    facts: standingFacts,
    asks: standingOfActor,
    by: verifiers,
    elsewhere: true,
    clause: '3-18',
    room: 'always',
    rules: ['auditNotOwed', ...byIndependentPerson, 'notInFuture', 'noSuccessorCarriesRisk', 'evidenceGiven'],
    label: { ja: '対象の消滅を確認する', en: 'confirm that its object is gone' },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  noSuccessorCarriesRisk: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: 'リスクを引き継ぐものがないことの確認が記入されていません。どう確かめたかを記入してください。引き継ぐものがあるときは改善を続けます。',
    en: 'How it was confirmed that no successor carries the risk is missing. State it; if one does, the improvement goes on.',
    met: { ja: 'リスクを引き継ぐものはない', en: 'no successor carries the risk' },
    test: ({ event }) => fields.isFilled(event.input.noSuccessor),
    paths: () => ['noSuccessor'],
  },
});

export const on = {
  live: handlers(decisions, {
    confirmObjectGone: {
      target: '#improvement.objectGone',
      change: (context, { actor, input }) => ({
        end: { end: 'objectGone', at: context.at, by: actor.person },
        documents: withAll(context.documents, ...input.evidence),
      }),
      causes: ({ after }) => [toOwner(after, 'objectGone'), ...endCauses(after)],
    },
  }),
};
