/**
 * Withdrawn 取下げ: the finding does not stand, by new evidence. Proposed, attested by an independent second person,
 * decided by the audit officer for audit findings and by the CISO for everything else; never on the owner's word.
 */
import { assign, setup } from 'xstate';
import { z } from 'zod';
import { actions, all, guards, merge, routesOf, rulesOf, type Procedure } from '../../core/index.ts';
import { standingOfActor } from './asks.ts';
import { ended, notice, toPerson, toRoles } from './effects.ts';
import { owner } from './due-items.ts';
import { holdsOwnersPost, isIndependent, verifierRoles, verifiers } from './eligibility.ts';
import type { Event } from './events.ts';
import { standingFacts } from './facts.ts';
import { documents, text } from './inputs.ts';
import { rules as shared } from './shared-rules.ts';
import { withAll, type Context, type Withdrawal } from './types.ts';

const standing = { facts: standingFacts, asks: standingOfActor };

export const decisions = {
  proposeWithdrawal: {
    input: z.strictObject({
      reason: text('取り下げる理由 / why it does not stand'),
      evidence: documents('新たな証拠 / the new evidence'),
    }),
    ...standing,
    by: ['auditOfficer', 'auditor', 'ciso', 'headOfOfficers', 'promotionOffice', 'statutoryAuditor', 'cisoAdviser'],
    clause: '3-16',
    label: { ja: '取下げを提案する', en: 'propose withdrawal' },
  },
  attestWithdrawal: {
    input: z.strictObject({
      confirmed: z
        .boolean()
        .describe('新たな証拠により成り立たないと認めるか / whether the new evidence shows that it does not stand'),
      statement: text('確かめた内容 / what was checked'),
    }),
    ...standing,
    by: verifiers,
    elsewhere: true,
    clause: '3-18',
    label: { ja: '取下げを確認する', en: 'attest the withdrawal' },
  },
  withdrawFinding: {
    input: z.strictObject({}),
    ...standing,
    by: ['auditOfficer'],
    clause: '3-15',
    label: { ja: '監査の指摘の取下げを決定する', en: 'withdraw an audit finding' },
    irreversible: true,
  },
  withdrawJudgement: {
    input: z.strictObject({}),
    ...standing,
    by: ['ciso'],
    clause: '3-16',
    label: { ja: '監査以外による改善措置の取下げを決定する', en: 'withdraw what is no audit finding' },
    irreversible: true,
  },
  refuseWithdrawal: {
    input: z.strictObject({ reason: text('認めない理由 / why it is refused') }),
    by: ['auditOfficer', 'ciso'],
    clause: '3-16',
    label: { ja: '取下げを認めない', en: 'refuse the withdrawal' },
  },
} as const satisfies Procedure['decisions'];

const rule = rulesOf<Context, Event>();

export const rules = {
  notOnOwnersWord: rule({
    clause: '3-16',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who', 'facts'],
    of: ['proposeWithdrawal', 'withdrawFinding', 'withdrawJudgement'],
    ja: '担当、計画者、実施者又は担当部局の者は取下げに関与できません。監査責任者又は事務局に証拠を渡してください。',
    en: 'Owner, planner, implementer and the owning department have no part in a withdrawal. Give the evidence to the audit officer or the promotion office.',
    test: ({ context, event }) =>
      !context.doers.includes(event.actor.person) &&
      !holdsOwnersPost(context, event) &&
      isIndependent(context, event.actor.person, {
        // A holder the facts do not name is judged by what he holds today, never barred for want of a look-up.
        people: [...event.facts.people, event.actor],
        departments: event.facts.departments,
      }),
  }),
  newEvidence: rule({
    clause: '3-16',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['proposeWithdrawal'],
    ja: '取下げには、これまでに示されていない新たな証拠の文書が必要です。',
    en: 'A withdrawal needs new evidence: a document not cited here before.',
    test: ({ context, event }) => event.input.evidence.some((document) => !context.documents.includes(document)),
  }),
  withdrawalProposed: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['attestWithdrawal', 'refuseWithdrawal'],
    ja: '取下げは提案されていません。',
    en: 'No withdrawal has been proposed.',
    test: ({ context }) => context.withdrawal !== undefined,
  }),
  secondPerson: rule({
    clause: '3-16',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['attestWithdrawal'],
    ja: '提案した本人は確認者になれません。独立した別の者が確認してください。',
    en: 'Whoever proposed it does not attest it. A second, independent person does.',
    test: ({ context, event }) => context.withdrawal?.by !== event.actor.person,
  }),
  withdrawalAttested: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['withdrawFinding', 'withdrawJudgement'],
    ja: '独立した第二の者による確認がまだありません。確認を受けてから決定してください。',
    en: 'An independent second person has not attested it yet. Have it attested first.',
    test: ({ context }) => context.withdrawal?.attestedBy !== undefined,
  }),
  deciderDidNotAttest: rule({
    clause: '3-16',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['withdrawFinding', 'withdrawJudgement'],
    ja: '確認した本人は決定できません。',
    en: 'Whoever attested it does not decide it.',
    test: ({ context, event }) => context.withdrawal?.attestedBy !== event.actor.person,
  }),
  auditFindingToDecide: rule({
    clause: '3-15',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['withdrawFinding'],
    ja: '監査責任者が決定すべき監査の指摘はありません（又は決定済みです）。',
    en: 'There is no audit finding left for the audit officer to decide on.',
    test: ({ context }) => toDecide(context).includes('audit'),
  }),
  otherToDecide: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['withdrawJudgement'],
    ja: '最高情報セキュリティ責任者が決定すべきもの（監査の指摘以外）はありません。監査の指摘は監査責任者が決定します。',
    en: 'Nothing but audit findings is left, and those are the audit officer’s to decide.',
    test: ({ context }) => toDecide(context).includes('other'),
  }),
};

const route = routesOf<Context, Event>();

export const routes = {
  attested: route({ reads: ['input'], of: ['attestWithdrawal'], test: ({ event }) => event.input.confirmed }),
  lastToDecide: route({
    reads: ['state'],
    of: ['withdrawFinding', 'withdrawJudgement'],
    test: ({ context }) => toDecide(context).length === 1,
  }),
};

/** Whose decision is still missing: the audit officer's for audit findings, the CISO's for the rest. */
function toDecide(context: Context): ('audit' | 'other')[] {
  const kinds = context.covers.map(({ source }) => (source === 'audit' ? 'audit' : 'other'));
  return [...new Set(kinds)].filter((kind) => context.withdrawal?.decided.includes(kind) !== true);
}

const chart = setup({
  types: {} as { context: Context; events: Event },
  guards: guards(merge(rules, shared), routes),
  actions,
});

const deciding = ['withdrawalAttested', 'deciderDidNotAttest', 'notOnOwnersWord', 'auditNotOwed'] as const;

export const on = chart.createStateConfig({
  on: {
    proposeWithdrawal: {
      guard: all('auditNotOwed', 'notOnOwnersWord', 'newEvidence'),
      actions: [
        assign(({ context, event }): Partial<Context> => ({
          withdrawal: { ...event.input, by: event.actor.person, at: context.at, decided: [] },
          documents: withAll(context.documents, ...event.input.evidence),
          marks: withAll(context.marks, 'withdrawalProposed'),
        })),
        {
          type: 'cause',
          params: ({ context }) => [toRoles('attestWithdrawal', [...verifierRoles], context.organisation)],
        },
      ],
    },
    attestWithdrawal: [
      {
        guard: all(
          'attested',
          'withdrawalProposed',
          'secondPerson',
          'neverDoer',
          'lookedUp',
          'actorEligible',
          'actorIndependent',
          'auditNotOwed',
        ),
        actions: [
          assign(({ context, event }) => next(context, { attestedBy: event.actor.person })),
          {
            type: 'cause',
            params: ({ context }) => [toRoles('withdrawalAttested', deciders(context), context.organisation)],
          },
        ],
      },
      {
        guard: all(
          '!attested',
          'withdrawalProposed',
          'secondPerson',
          'neverDoer',
          'lookedUp',
          'actorEligible',
          'actorIndependent',
          'auditNotOwed',
        ),
        actions: [{ type: 'cause', params: ({ context }) => proposer(context) }, assign({ withdrawal: undefined })],
      },
    ],
    withdrawFinding: [
      {
        guard: all('lastToDecide', 'auditFindingToDecide', ...deciding),
        target: '#improvement.withdrawn',
        actions: [
          assign(({ context, event }) => withdrawn(context, 'audit', event.actor.person)),
          { type: 'cause', params: ({ context }) => [notice('withdrawn', owner(context)), ...ended(context)] },
        ],
      },
      {
        guard: all('!lastToDecide', 'auditFindingToDecide', ...deciding),
        actions: [
          assign(({ context }) => decided(context, 'audit')),
          { type: 'cause', params: ({ context }) => [toRoles('withdrawalAttested', ['ciso'], context.organisation)] },
        ],
      },
    ],
    withdrawJudgement: [
      {
        guard: all('lastToDecide', 'otherToDecide', ...deciding),
        target: '#improvement.withdrawn',
        actions: [
          assign(({ context, event }) => withdrawn(context, 'other', event.actor.person)),
          { type: 'cause', params: ({ context }) => [notice('withdrawn', owner(context)), ...ended(context)] },
        ],
      },
      {
        guard: all('!lastToDecide', 'otherToDecide', ...deciding),
        actions: [
          assign(({ context }) => decided(context, 'other')),
          {
            type: 'cause',
            params: ({ context }) => [toRoles('withdrawalAttested', ['auditOfficer'], context.organisation)],
          },
        ],
      },
    ],
    refuseWithdrawal: {
      guard: all('withdrawalProposed'),
      actions: [{ type: 'cause', params: ({ context }) => proposer(context) }, assign({ withdrawal: undefined })],
    },
  },
}).on;

function next(context: Context, more: Partial<Withdrawal>): Partial<Context> {
  return context.withdrawal === undefined ? {} : { withdrawal: { ...context.withdrawal, ...more } };
}

function decided(context: Context, kind: 'audit' | 'other'): Partial<Context> {
  return next(context, { decided: [...(context.withdrawal?.decided ?? []), kind] });
}

function withdrawn(context: Context, kind: 'audit' | 'other', by: string): Partial<Context> {
  return { ...decided(context, kind), end: { end: 'withdrawn', at: context.at, by } };
}

function deciders(context: Context): ('auditOfficer' | 'ciso')[] {
  return toDecide(context).map((kind) => (kind === 'audit' ? 'auditOfficer' : 'ciso'));
}

function proposer({ withdrawal }: Context) {
  return withdrawal === undefined ? [] : [toPerson('withdrawalRefused', withdrawal.by)];
}
