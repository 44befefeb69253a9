/** The plan 改善計画: cause, recurrence prevention, who does what until when, and how its effect will be judged. */
import { assign, setup } from 'xstate';
import { z } from 'zod';
import { actions, all, guards, merge, rulesOf, type Procedure } from '../../core/index.ts';
import { standingOf, submittedVerifier } from './asks.ts';
import { addDays, fiscalYearAt } from './dates.ts';
import { approvers, datesFor, DAYS_FOR_VERIFICATION, met, opened, owner } from './due-items.ts';
import { notice, reEntries, toPerson, toRoles } from './effects.ts';
import { decidesAs, isEligible, isIndependent } from './eligibility.ts';
import type { Event } from './events.ts';
import { dueFact, standingFacts } from './facts.ts';
import { date, person, ruledText, text } from './inputs.ts';
import { backToPlanning, nextPlan } from './rounds.ts';
import { rules as shared } from './shared-rules.ts';
import { actionKinds, ownerOf, ownerRoles, withAll, type ApprovedPlan, type Context, type Plan } from './types.ts';

/** How the effect will be judged: part of a plan, and of a criterion proposed later. */
export const judging = {
  criterion: ruledText('効果を判断する基準 / criterion by which the effect is judged'),
  method: ruledText('測定の方法 / method of measuring'),
  observationDays: z.int().min(0).max(1825).describe('観察期間（日） / observation period in days'),
};

const action = z.strictObject({
  kind: z.enum(actionKinds).describe('措置の種類（3(3)） / kind of action'),
  what: text('措置の内容 / what will be done'),
  subject: z.enum(['standards', 'policy', 'plan']).describe('改正するもの / what is amended').optional(),
  year: z.int().min(2000).max(2999).describe('実施する年度 / fiscal year in which it will be done').optional(),
});

export const decisions = {
  plan: {
    input: z.strictObject({
      cause: ruledText('原因 / cause'),
      recurrencePrevention: ruledText('再発防止 / recurrence prevention'),
      actions: z.array(action).min(1).max(5).describe('措置 / actions'),
      implementer: person('実施者 / who carries it out'),
      dueDate: date('措置の期限 / date by which it is done'),
      verifier: person('効果の確認者 / who verifies the effect'),
      ...judging,
    }),
    facts: standingFacts.extend({ due: dueFact }),
    asks: (asked) => {
      const named = z
        .object({ implementer: z.string(), verifier: z.string(), dueDate: z.string(), observationDays: z.number() })
        .parse(asked.input);
      const verifyBy = addDays(named.dueDate, named.observationDays + DAYS_FOR_VERIFICATION);
      return {
        ...standingOf(asked, [named.implementer, named.verifier]),
        due: {
          items: [
            { id: 'done', date: named.dueDate },
            { id: 'verification', date: verifyBy },
          ],
        },
      };
    },
    by: ownerRoles,
    clause: '3-16',
    label: { ja: '改善計画を提出する', en: 'submit the plan' },
  },
  approve: {
    input: z.strictObject({}),
    facts: standingFacts,
    asks: (asked) => standingOf(asked, submittedVerifier(asked)),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-16',
    label: { ja: '改善計画を承認する', en: 'approve the plan' },
  },
  return: {
    input: z.strictObject({ reason: text('差し戻す理由 / why it is returned') }),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-16',
    label: { ja: '改善計画を差し戻す', en: 'return the plan' },
  },
  replan: {
    input: z.strictObject({ reason: text('計画を作り直す理由 / why another plan is needed') }),
    facts: z.object({ due: dueFact }),
    asks: () => ({ due: { items: [nextPlan] } }),
    by: ownerRoles,
    clause: '3-16',
    label: { ja: '計画を作り直す', en: 'plan anew' },
  },
} as const satisfies Procedure['decisions'];

const rule = rulesOf<Context, Event>();

export const rules = {
  planWanted: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['plan'],
    ja: '計画は既に提出又は承認されています。差し戻し又は作り直しの後に提出してください。',
    en: 'A plan has been submitted or approved already. It is returned or planned anew first.',
    test: ({ context }) => context.submitted === undefined && context.approved === undefined,
  }),
  causeAnalysed: rule({
    clause: '3-16',
    basis: 'design',
    about: 'input',
    reads: ['input'],
    of: ['plan'],
    ja: '再発防止を考えるため、原因を記入してください。',
    en: 'State the cause: without it recurrence cannot be prevented.',
    test: ({ event }) => isSaid(event.input.cause),
  }),
  recurrencePrevented: rule({
    clause: '3-16',
    basis: 'text',
    about: 'input',
    reads: ['input'],
    of: ['plan'],
    ja: '再発防止を考慮した改善でなければなりません。再発防止の内容を記入してください。',
    en: 'An improvement must consider recurrence prevention. State how recurrence will be prevented.',
    test: ({ event }) => isSaid(event.input.recurrencePrevention),
  }),
  causeIsNew: rule({
    clause: '3-18',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['plan'],
    ja: '目的が達成されなかった回と同じ原因分析です。なぜ効果がなかったかを含めて、改めて分析してください。',
    en: 'This is the cause analysis of a round that failed. Analyse anew why it did not work.',
    test: ({ context, event }) =>
      !context.attempts.some(
        ({ outcome, plan }) =>
          (outcome === 'notAchieved' || outcome === 'recurred') &&
          plan !== undefined &&
          same(plan.cause, event.input.cause),
      ),
  }),
  eachKindOnce: rule({
    clause: '3-17',
    basis: 'design',
    about: 'input',
    reads: ['input'],
    of: ['plan'],
    ja: '同じ種類の措置が二つ以上あります。種類ごとに一つにまとめてください。',
    en: 'A kind of action stands twice. Put it into one action per kind.',
    test: ({ event }) => new Set(event.input.actions.map(({ kind }) => kind)).size === event.input.actions.length,
  }),
  reEntryNamesItsYear: rule({
    clause: '3-17',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['plan'],
    ja: '対策基準等の改正又は教育には、実施する年度（今年度以後）を、改正には改正するものも指定してください。',
    en: 'An amendment or education names the fiscal year in which it will be done (this one or later), an amendment also what is amended.',
    test: ({ context, event }) =>
      event.input.actions.every(({ kind, year, subject }) => {
        if (kind !== 'amendStandards' && kind !== 'education') return true;
        const ahead = year !== undefined && year >= fiscalYearAt(context.at);
        return ahead && (kind === 'education' || subject !== undefined);
      }),
  }),
  criterionStated: rule({
    clause: '3-18',
    basis: 'design',
    about: 'input',
    reads: ['input'],
    of: ['plan', 'proposeCriterion'],
    ja: '意図した目的の達成を後で確認できるよう、判断の基準と測定の方法を記入してください。',
    en: 'State criterion and method, so that it can be confirmed later that the purpose was achieved.',
    test: ({ event }) => isSaid(event.input.criterion) && isSaid(event.input.method),
  }),
  observationLongEnough: rule({
    clause: '3-18',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['plan', 'proposeCriterion'],
    ja: '観察期間がこの機関の定める最短の日数に足りません。',
    en: 'The observation period is shorter than the least this body has set.',
    test: ({ context, event }) => event.input.observationDays >= context.minimumObservationDays,
  }),
  dueAhead: rule({
    clause: '3-16',
    basis: 'design',
    about: 'facts',
    reads: ['state', 'facts'],
    of: ['plan'],
    ja: '措置の期限には今日以後の日を指定してください。',
    en: 'The action must fall due today or later.',
    test: ({ context, event }) =>
      ['done', 'verification'].every((item) => event.facts.due.some(({ id, due }) => id === item && due > context.at)),
  }),
  verifierOtherThanDoers: rule({
    clause: '3-18',
    basis: 'design',
    about: 'input',
    reads: ['state', 'who', 'input'],
    of: ['plan', 'replaceVerifier'],
    ja: '計画した者又は実施する者（過去の回を含む）は確認者になれません。別の者を指定してください。',
    en: 'Whoever plans or carries it out, in this or an earlier round, cannot be its verifier. Name somebody else.',
    test: ({ context, event }) => {
      const { verifier } = event.input;
      const now = event.type === 'plan' ? [event.actor.person, event.input.implementer] : [];
      return ![...context.doers, ...now].includes(verifier);
    },
  }),
  verifierEligible: rule({
    clause: '3-18',
    basis: 'design',
    about: 'facts',
    reads: ['state', 'input', 'facts'],
    of: ['plan', 'approve', 'replaceVerifier'],
    ja: '確認者は、他部局の責任者、監査責任者、監事、アドバイザー、宣誓のある外部の者、又は依頼を受けた所管府省庁の職員から選んでください。',
    en: 'The verifier is another department’s officer, the audit officer, a statutory auditor, an adviser, an outside person with a declaration, or the supervising ministry’s staff when asked.',
    test: ({ context, event }) => isEligible(context, namedVerifier(context, event), event.facts.people),
  }),
  verifierIndependent: rule({
    clause: '3-18',
    basis: 'design',
    about: 'facts',
    reads: ['state', 'input', 'facts'],
    of: ['plan', 'approve', 'replaceVerifier'],
    ja: '確認者が指摘以後に担当部局に属したことがあります。別の者を指定してください。',
    en: 'The verifier has belonged to an owning department since the finding. Name somebody else.',
    test: ({ context, event }) => isIndependent(context, namedVerifier(context, event), event.facts),
  }),
  planSubmitted: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['approve', 'return'],
    ja: '承認を待つ改善計画がありません。担当が計画を提出します。',
    en: 'No plan waits for approval. The owner submits one.',
    test: ({ context }) => context.submitted !== undefined,
  }),
  approverIsNotPlanner: rule({
    clause: '3-16',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['approve', 'return', 'replaceVerifier'],
    ja: '計画した本人は承認等を行えません。もう一方の承認者（統括情報セキュリティ責任者又は最高情報セキュリティ責任者）に依頼してください。',
    en: 'The planner does not decide on his own plan. Ask the other approver (head of officers or CISO).',
    test: ({ context, event }) => (context.submitted ?? context.approved)?.by !== event.actor.person,
  }),
};

const chart = setup({
  types: {} as { context: Context; events: Event },
  guards: guards(merge(rules, shared), {}),
  actions,
});

export const on = chart.createStateConfig({
  on: {
    plan: {
      guard: all(
        'ownerAssigned',
        'planWanted',
        'isOwner',
        'causeAnalysed',
        'recurrencePrevented',
        'causeIsNew',
        'eachKindOnce',
        'reEntryNamesItsYear',
        'criterionStated',
        'observationLongEnough',
        'dueAhead',
        'lookedUp',
        'verifierOtherThanDoers',
        'verifierEligible',
        'verifierIndependent',
      ),
      target: '.submitted',
      actions: [
        assign(({ context, event }): Partial<Context> => ({
          submitted: { ...event.input, due: event.facts.due, by: event.actor.person, at: context.at },
          doers: withAll(context.doers, event.actor.person),
        })),
        { type: 'cause', params: ({ context }) => [notice('planSubmitted', approvers(context))] },
      ],
    },
    approve: {
      guard: all('planSubmitted', 'approverIsNotPlanner', 'lookedUp', 'verifierEligible', 'verifierIndependent'),
      target: '.carryingOut',
      actions: [
        assign(({ context, event }): Partial<Context> => {
          if (context.submitted === undefined) return {};
          const asHead = decidesAs(context, event, ['headOfOfficers']);
          return inForce(context, {
            ...context.submitted,
            approvedBy: event.actor.person,
            approvedAt: context.at,
            approvedAs: asHead ? 'headOfOfficers' : 'ciso',
            replacedCriteria: [],
          });
        }),
        {
          type: 'cause',
          params: ({ context }) => {
            const plan = context.approved;
            if (plan === undefined) return [];
            return [
              notice('planApproved', owner(context)),
              toPerson('carryOut', plan.implementer),
              toPerson('namedVerifier', plan.verifier),
              ...reEntries(context, plan),
            ];
          },
        },
      ],
    },
    return: {
      guard: all('planSubmitted', 'approverIsNotPlanner'),
      target: '.planning',
      actions: [
        assign(({ context, event }) =>
          backToPlanning(context, { outcome: 'returned', reason: event.input.reason, by: event.actor.person }),
        ),
        { type: 'cause', params: ({ context }) => [notice('planReturned', owner(context))] },
      ],
    },
    replan: {
      guard: all('planApproved', 'notDoneYet', 'isOwner'),
      target: '.planning',
      actions: [
        assign(({ context, event }) =>
          backToPlanning(context, {
            outcome: 'replanned',
            reason: event.input.reason,
            by: event.actor.person,
            due: event.facts.due,
          }),
        ),
        {
          type: 'cause',
          params: ({ context }) => [toRoles('replanned', ['headOfOfficers', 'ciso'], context.organisation)],
        },
      ],
    },
  },
}).on;

function inForce(context: Context, approved: ApprovedPlan): Partial<Context> {
  const post = ownerOf(context);
  const department = post?.department === undefined ? {} : { department: post.department };
  const due = (item: string) => datesFor(approved.due, item);
  const planMet = { ...context, dueItems: met(context.dueItems, 'plan', context.at) };
  const withDone = opened(planMet, 'done', due('done'), {
    roles: post === undefined ? [] : [post.role],
    ...department,
  });
  const yearOf = (kind: string) => approved.actions.find((planned) => planned.kind === kind)?.year;
  return {
    ...opened(withDone, 'verification', due('verification'), { roles: ['headOfOfficers'] }),
    approved,
    submitted: undefined,
    extension: undefined,
    doers: withAll(context.doers, approved.implementer),
    awaitsAmendment: yearOf('amendStandards'),
    awaitsEducation: yearOf('education'),
  };
}

type Naming = Extract<Event, { readonly type: 'plan' | 'approve' | 'replaceVerifier' }>;

function namedVerifier(context: Context, event: Naming): string {
  return event.type === 'approve' ? (context.submitted?.verifier ?? '') : event.input.verifier;
}

function isSaid(text: string): boolean {
  return text.trim() !== '';
}

/** True for texts that differ in nothing but spaces and width of characters. */
function same(a: Plan['cause'], b: string): boolean {
  const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');
  return bare(a) === bare(b);
}
