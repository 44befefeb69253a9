/**
 * Another criterion 効果の判断基準の変更: proposed by the owner, approved by the CISO, and only while nothing has been
 * measured, so that nobody moves the goal after seeing the shot. The old one stays visible; observation restarts.
 */
import { assign, setup } from 'xstate';
import { z } from 'zod';
import { actions, all, guards, merge, routesOf, rulesOf, type Procedure } from '../../core/index.ts';
import { verificationFromToday } from './asks.ts';
import { datesFor, notBefore } from './due-items.ts';
import { toPerson, toRoles } from './effects.ts';
import type { Event } from './events.ts';
import { dueFact, type DueFact } from './facts.ts';
import { documents, text } from './inputs.ts';
import { judging, rules as planningRules } from './planning.ts';
import { rules as shared } from './shared-rules.ts';
import { ownerRoles, withAll, type Context } from './types.ts';

export const decisions = {
  proposeCriterion: {
    input: z.strictObject({
      ...judging,
      reason: text('変更の理由 / why it is replaced'),
      evidence: documents('根拠となる文書 / documents as evidence'),
    }),
    by: ownerRoles,
    clause: '3-18',
    label: { ja: '効果の判断基準の変更を提案する', en: 'propose another criterion' },
  },
  replaceCriterion: {
    input: z.strictObject({}),
    facts: z.object({ due: dueFact }),
    asks: (asked) => verificationFromToday(asked, 'proposal'),
    by: ['ciso'],
    clause: '3-18',
    label: { ja: '効果の判断基準の変更を承認する', en: 'approve another criterion' },
  },
  refuseCriterion: {
    input: z.strictObject({ reason: text('認めない理由 / why it is refused') }),
    by: ['ciso'],
    clause: '3-18',
    label: { ja: '効果の判断基準の変更を認めない', en: 'refuse another criterion' },
  },
} as const satisfies Procedure['decisions'];

const rule = rulesOf<Context, Event>();

export const rules = {
  nothingMeasuredYet: rule({
    clause: '3-18',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['proposeCriterion', 'replaceCriterion'],
    ja: 'この回では既に測定が記録されているため、判断基準は変更できません。現在の基準で判断してください。',
    en: 'Something has been measured in this round, so the criterion stays. Judge by it.',
    test: ({ context }) => context.measurements.length === 0,
  }),
  replacementGrounded: rule({
    clause: '3-18',
    basis: 'design',
    about: 'input',
    reads: ['input'],
    of: ['proposeCriterion'],
    ja: '判断基準の変更には根拠となる文書が必要です。',
    en: 'Replacing the criterion needs a document as evidence.',
    test: ({ event }) => event.input.evidence.length > 0,
  }),
  criterionProposed: rule({
    clause: '3-18',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['replaceCriterion', 'refuseCriterion'],
    ja: '判断基準の変更は提案されていません。',
    en: 'No other criterion has been proposed.',
    test: ({ context }) => context.proposal !== undefined,
  }),
  notOwnProposal: rule({
    clause: '3-18',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['replaceCriterion', 'refuseCriterion'],
    ja: '自ら提案した変更を自ら判断することはできません。',
    en: 'Nobody decides on his own proposal.',
    test: ({ context, event }) => context.proposal?.by !== event.actor.person,
  }),
};

export const routes = {
  observing: routesOf<Context, Event>()({
    reads: ['state'],
    of: ['replaceCriterion'],
    test: ({ context }) => context.done !== undefined,
  }),
};

const { criterionStated, observationLongEnough } = planningRules;
const chart = setup({
  types: {} as { context: Context; events: Event },
  guards: guards(merge(rules, shared, { criterionStated, observationLongEnough }), routes),
  actions,
});

export const on = chart.createStateConfig({
  on: {
    proposeCriterion: {
      guard: all(
        'planApproved',
        'isOwner',
        'nothingMeasuredYet',
        'criterionStated',
        'observationLongEnough',
        'replacementGrounded',
      ),
      actions: [
        assign(({ context, event }): Partial<Context> => ({
          proposal: { ...event.input, by: event.actor.person, at: context.at },
          documents: withAll(context.documents, ...event.input.evidence),
        })),
        { type: 'cause', params: ({ context }) => [toRoles('criterionProposed', ['ciso'], context.organisation)] },
      ],
    },
    replaceCriterion: [
      {
        guard: all('criterionProposed', 'notOwnProposal', 'planApproved', 'nothingMeasuredYet', 'observing'),
        target: '.observing',
        actions: [
          assign(({ context, event }) => replaced(context, event.facts.due)),
          { type: 'cause', params: ({ context }) => judges(context) },
        ],
      },
      {
        guard: all('criterionProposed', 'notOwnProposal', 'planApproved', 'nothingMeasuredYet', '!observing'),
        actions: [
          assign(({ context, event }) => replaced(context, event.facts.due)),
          { type: 'cause', params: ({ context }) => judges(context) },
        ],
      },
    ],
    refuseCriterion: {
      guard: all('criterionProposed', 'notOwnProposal'),
      actions: [
        { type: 'cause', params: ({ context }) => proposer(context, 'criterionRefused') },
        assign({ proposal: undefined }),
      ],
    },
  },
}).on;

function proposer(context: Context, topic: string) {
  return context.proposal === undefined ? [] : [toPerson(topic, context.proposal.by)];
}

/** Those who carry it out and judge it learn the new criterion. */
function judges({ approved }: Context) {
  if (approved === undefined) return [];
  return [toPerson('criterionReplaced', approved.implementer), toPerson('criterionReplaced', approved.verifier)];
}

function replaced(context: Context, due: DueFact): Partial<Context> {
  const { proposal, approved, done } = context;
  if (proposal === undefined || approved === undefined) return {};
  const { criterion, method, observationDays } = proposal;
  const old = {
    criterion: approved.criterion,
    method: approved.method,
    observationDays: approved.observationDays,
    until: context.at,
    reason: proposal.reason,
  };
  return {
    approved: {
      ...approved,
      criterion,
      method,
      observationDays,
      replacedCriteria: [...approved.replacedCriteria, old],
    },
    proposal: undefined,
    observed: false,
    ...(done === undefined
      ? {}
      : {
          done: { ...done, observationFrom: context.at },
          dueItems: notBefore(context.dueItems, 'verification', datesFor(due, 'verification')),
        }),
    marks: withAll(context.marks, 'criterionReplaced'),
  };
}
