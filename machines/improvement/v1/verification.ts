/**
 * Confirming that the intended purpose was achieved (3-18): by the verifier named, who is independent at that very
 * moment, after the action and its observation. An amendment or education that the plan asked for comes first (3-17).
 */
import { assign, setup } from 'xstate';
import { z } from 'zod';
import { actions, all, guards, merge, routesOf, rulesOf, type Procedure } from '../../core/index.ts';
import { standingOf, standingOfActor } from './asks.ts';
import { met, owner } from './due-items.ts';
import { ended, notice, toPerson, toRoles } from './effects.ts';
import { verifiers } from './eligibility.ts';
import type { Event } from './events.ts';
import { citedFact, dueFact, standingFacts, structureFact } from './facts.ts';
import { documents, instance, organisation, person, ruledText, text } from './inputs.ts';
import { rules as planningRules } from './planning.ts';
import { backToPlanning, nextPlan, observationEnds } from './rounds.ts';
import { rules as shared } from './shared-rules.ts';
import { withAll, type Context } from './types.ts';

export const decisions = {
  verify: {
    input: z.strictObject({
      achieved: z.boolean().describe('意図した目的が達成されたか / whether the intended purpose was achieved'),
      result: ruledText('判断基準による結果 / result by the criterion'),
      evidence: documents('根拠となる文書 / documents as evidence'),
      audit: instance('確認の根拠となる監査 / the audit relied on').optional(),
    }),
    facts: standingFacts.extend({ cited: citedFact, due: dueFact }),
    asks: (asked) => {
      const { audit } = z.object({ audit: z.string().optional() }).parse(asked.input);
      return {
        ...standingOfActor(asked),
        cited: { instances: audit === undefined ? [] : [audit] },
        due: { items: [nextPlan] },
      };
    },
    by: verifiers,
    elsewhere: true,
    clause: '3-18',
    label: { ja: '意図した目的の達成を確認する', en: 'verify that the purpose was achieved' },
    irreversible: true,
  },
  replaceVerifier: {
    input: z.strictObject({
      verifier: person('新しい確認者 / the new verifier'),
      reason: text('交代の理由 / why he is replaced'),
    }),
    facts: standingFacts,
    asks: (asked) => standingOf(asked, [z.object({ verifier: z.string() }).parse(asked.input).verifier]),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-18',
    label: { ja: '確認者を交代する', en: 'replace the verifier' },
  },
  requestSupervisor: {
    input: z.strictObject({
      organisation: organisation('依頼先の所管府省庁 / the supervising ministry asked'),
      reason: text('依頼の理由 / why it is asked'),
    }),
    facts: z.object({ structure: structureFact }),
    by: ['ciso', 'headOfOfficers'],
    clause: '3-18',
    label: { ja: '所管府省庁に確認を依頼する', en: 'ask the supervising ministry to verify' },
  },
} as const satisfies Procedure['decisions'];

const rule = rulesOf<Context, Event>();

export const rules = {
  isNamedVerifier: rule({
    clause: '3-18',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['verify'],
    ja: '計画に定められた確認者が確認します。確認者の交代は承認者に依頼してください。',
    en: 'The verifier named in the plan confirms it. An approver can replace him.',
    test: ({ context, event }) => context.approved?.verifier === event.actor.person,
  }),
  observationOver: rule({
    clause: '3-18',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['verify'],
    ja: '観察期間が終わっていません。期間の終了後に達成を確認してください。',
    en: 'The observation period is not over. Confirm the achievement after it.',
    test: ({ context }) => {
      const ends = observationEnds(context);
      return ends !== undefined && context.at >= ends;
    },
  }),
  resultStated: rule({
    clause: '3-18',
    basis: 'text',
    about: 'input',
    reads: ['input'],
    of: ['verify'],
    ja: '意図した目的が達成されているかを、定めた基準による結果として記入してください。',
    en: 'State, by the criterion set, whether the intended purpose was achieved.',
    test: ({ event }) => event.input.result.trim() !== '',
  }),
  reEntryDone: rule({
    clause: '3-17',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['verify'],
    ja: '計画に定めた対策基準等の改正又は教育がまだ行われていません。その実施の後に確認してください。',
    en: 'The amendment or education that the plan asked for has not come yet. Confirm after it.',
    test: ({ context }) => context.awaitsAmendment === undefined && context.awaitsEducation === undefined,
  }),
  auditCited: rule({
    clause: '3-15',
    basis: 'text',
    about: 'facts',
    reads: ['state', 'input', 'facts'],
    of: ['verify'],
    ja: 'この改善措置は独立性を有する者による監査が報告されて初めて確認できます。報告済みの監査を指定してください。',
    en: 'This improvement is confirmed only by a reported independent audit. Cite one that was reported.',
    test: ({ context, event }) =>
      !context.needsAudit ||
      event.facts.cited.some(
        (cited) =>
          cited.instance === event.input.audit &&
          cited.procedure === 'audit' &&
          cited.ended === 'reported' &&
          cited.instance.split('/')[2] === context.organisation,
      ),
  }),
  isAgency: rule({
    clause: '3-18',
    basis: 'design',
    about: 'facts',
    reads: ['facts'],
    of: ['requestSupervisor'],
    ja: '所管府省庁に確認を依頼できるのは独立行政法人等です。機関内又は外部の確認者を指定してください。',
    en: 'Only an agency has a supervising ministry to ask. Name a verifier inside or from outside.',
    test: ({ event }) => event.facts.structure.profile !== 'ministry',
  }),
  isItsSupervisor: rule({
    clause: '3-18',
    basis: 'design',
    about: 'facts',
    reads: ['state', 'input', 'facts'],
    of: ['requestSupervisor'],
    ja: '指定された機関はこの法人の所管府省庁ではありません。',
    en: 'The body named does not supervise this agency.',
    test: ({ context, event }) =>
      context.supervisors?.includes(event.input.organisation) === true ||
      event.facts.structure.ministryContacts.some((contact) => contact.organisation === event.input.organisation),
  }),
};

export const routes = {
  achieved: routesOf<Context, Event>()({
    reads: ['input'],
    of: ['verify'],
    test: ({ event }) => event.input.achieved,
  }),
};

const { verifierEligible, verifierIndependent, verifierOtherThanDoers, approverIsNotPlanner } = planningRules;
const chart = setup({
  types: {} as { context: Context; events: Event },
  guards: guards(
    merge(rules, shared, { verifierEligible, verifierIndependent, verifierOtherThanDoers, approverIsNotPlanner }),
    routes,
  ),
  actions,
});

export const on = chart.createStateConfig({
  on: {
    verify: [
      {
        guard: all(
          'achieved',
          'doneReported',
          'isNamedVerifier',
          'neverDoer',
          'lookedUp',
          'actorEligible',
          'actorIndependent',
          'resultStated',
          'evidenceGiven',
          'observationOver',
          'reEntryDone',
          'auditCited',
        ),
        target: '#improvement.verified',
        actions: [
          assign(({ context, event }): Partial<Context> => {
            const { result, evidence, audit } = event.input;
            return {
              end: { end: 'verified', at: context.at, by: event.actor.person },
              verification: { result, evidence, ...(audit === undefined ? {} : { audit }) },
              dueItems: met(context.dueItems, 'verification', context.at),
              documents: withAll(context.documents, ...evidence),
            };
          }),
          { type: 'cause', params: ({ context }) => [notice('verified', owner(context)), ...ended(context)] },
        ],
      },
      {
        guard: all(
          '!achieved',
          'doneReported',
          'isNamedVerifier',
          'neverDoer',
          'lookedUp',
          'actorEligible',
          'actorIndependent',
          'resultStated',
          'evidenceGiven',
        ),
        target: '.planning',
        actions: [
          assign(({ context, event }): Partial<Context> => ({
            ...backToPlanning(context, {
              outcome: 'notAchieved',
              reason: event.input.result,
              by: event.actor.person,
              due: event.facts.due,
            }),
            documents: withAll(context.documents, ...event.input.evidence),
          })),
          {
            type: 'cause',
            params: ({ context }) => [
              notice('notAchieved', owner(context)),
              toRoles('notAchieved', ['headOfOfficers', 'ciso'], context.organisation),
            ],
          },
        ],
      },
    ],
    replaceVerifier: {
      guard: all(
        'planApproved',
        'approverIsNotPlanner',
        'lookedUp',
        'verifierOtherThanDoers',
        'verifierEligible',
        'verifierIndependent',
      ),
      actions: [
        assign(({ context, event }): Partial<Context> => {
          if (context.approved === undefined) return {};
          return {
            approved: { ...context.approved, verifier: event.input.verifier },
            marks: withAll(context.marks, 'verifierReplaced'),
          };
        }),
        {
          type: 'cause',
          params: ({ context, event }) => [
            toPerson('namedVerifier', event.input.verifier),
            notice('verifierReplaced', owner(context)),
          ],
        },
      ],
    },
    requestSupervisor: {
      guard: all('isAgency', 'isItsSupervisor'),
      actions: [
        assign(({ context, event }): Partial<Context> => ({
          supervisorAsked: event.input.organisation,
          marks: withAll(context.marks, 'supervisorAsked'),
        })),
        {
          type: 'cause',
          params: ({ event }) => [
            toRoles('supervisorAsked', ['manager', 'supervisingStaff'], event.input.organisation),
          ],
        },
      ],
    },
  },
}).on;
