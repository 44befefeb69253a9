/** The plan 改善計画: cause, recurrence prevention, who does what until when, and how its effect will be judged. */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import {
  addDays,
  dateInJapan,
  datesFor,
  dueFact,
  fields,
  fiscalYearAt,
  holdsRole,
  met,
  toPerson,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { standingOf, submittedVerifier } from './asks.ts';
import { postOf, toApprovers, toOwner, toVerifier } from './audiences.ts';
import { DAYS_FOR_VERIFICATION, scheduled } from './due-items.ts';
import type { EventOf, JudgedBy } from './events.ts';
import { standingFacts } from './facts.ts';
import { isEligible, isIndependent } from './independence.ts';
import { handlers, ruleTable } from './kit.ts';
import { droppedReEntries, reEntries } from './re-entry.ts';
import { backToPlanning, nextPlan } from './rounds.ts';
import { ownerOf, ownerRoles, type ApprovedPlan, type Context } from './types.ts';

/** How the effect will be judged: part of a plan, and of a criterion proposed later. */
export const judging = {
  criterion: fields.ruledText('効果を判断する基準 / criterion by which the effect is judged'),
  method: fields.ruledText('測定の方法 / method of measuring'),
  observationDays: z.int().min(0).max(1825).meta(fields.titled('観察期間（日） / observation period in days')),
};

/** What makes an effect judgeable later: asked of a plan, and of a criterion proposed later. */
export const judgeable = ['criterionStated', 'observationLongEnough'] as const;

const action = z.strictObject({
  kind: fields.oneOf('措置の種類 / kind of action', {
    amendStandards: '対策基準等の改正 / amendment of the standards',
    education: '教育・訓練 / education and training',
    renewSystems: '情報システムの更新・改修 / renewal of information systems',
    awareness: '注意喚起・周知 / raising awareness',
    other: 'その他 / other',
  }),
  what: fields.text('措置の内容 / what will be done'),
  subject: fields
    .oneOf('改正するもの / what is amended', {
      standards: '対策基準 / the standards',
      policy: '基本方針 / the policy',
      plan: '対策推進計画 / the plan',
    })
    .optional(),
  year: z
    .int()
    .min(2000)
    .max(2999)
    .meta(fields.titled('実施する年度 / fiscal year in which it will be done'))
    .optional(),
});

/** What look-ups read of an input, made once here as in the other files: making a schema costs more than reading by it. */
const planned = z.object({
  implementer: z.string(),
  verifier: z.string(),
  dueDate: z.string(),
  observationDays: z.number(),
});

export const decisions = {
  plan: {
    input: z.strictObject({
      cause: fields.ruledText('原因 / cause'),
      recurrencePrevention: fields.ruledText('再発防止 / recurrence prevention'),
      actions: z.array(action).min(1).max(5).meta(fields.titled('措置 / actions')),
      implementer: fields.person('実施者 / who carries it out'),
      dueDate: fields.date('措置の期限 / date by which it is done'),
      verifier: fields.person('効果の確認者 / who verifies the effect'),
      ...judging,
    }),
    facts: standingFacts.extend({ due: dueFact }),
    asks: (asked) => {
      const named = planned.parse(asked.input);
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
    room: 'reserved',
    rules: [
      'ownerAssigned',
      'planWanted',
      'isOwner',
      'causeAnalysed',
      'recurrencePrevented',
      'causeIsNew',
      'eachKindOnce',
      'reEntryNamesItsYear',
      ...judgeable,
      'criterionKept',
      'dueAhead',
      'dueWithinReason',
      'lookedUp',
      'verifierOtherThanDoers',
      'verifierEligible',
      'verifierIndependent',
    ],
    label: { ja: '改善計画を提出する', en: 'submit the plan' },
  },
  approve: {
    input: z.strictObject({}),
    facts: standingFacts,
    asks: (asked) => standingOf(asked, submittedVerifier(asked)),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-16',
    room: 'always',
    rules: ['planSubmitted', 'approverIsNotPlanner', 'lookedUp', 'verifierEligible', 'verifierIndependent'],
    label: { ja: '改善計画を承認する', en: 'approve the plan' },
  },
  return: {
    input: z.strictObject({ reason: fields.text('差し戻す理由 / why it is returned') }),
    by: ['headOfOfficers', 'ciso'],
    clause: '3-16',
    room: 'always',
    rules: ['planSubmitted', 'approverIsNotPlanner'],
    insteadOf: ['approve'],
    label: { ja: '改善計画を差し戻す', en: 'return the plan' },
  },
  takeBack: {
    input: z.strictObject({ reason: fields.text('取り戻す理由 / why it is taken back') }),
    by: ownerRoles,
    clause: '3-16',
    room: 'always',
    rules: ['planSubmitted', 'isOwner'],
    insteadOf: ['approve'],
    label: { ja: '提出した改善計画を取り戻す', en: 'take the submitted plan back' },
  },
  replan: {
    input: z.strictObject({ reason: fields.text('計画を作り直す理由 / why another plan is needed') }),
    facts: z.object({ due: dueFact }),
    asks: () => ({ due: { items: [nextPlan] } }),
    by: ownerRoles,
    clause: '3-16',
    room: 'reserved',
    rules: ['planApproved', 'isOwner'],
    label: { ja: '計画を作り直す', en: 'plan anew' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  planApproved: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '再発防止を考慮した改善計画が承認されていません。計画を提出し、承認を受けてください。',
    en: 'No plan that considers recurrence prevention has been approved. Submit one and have it approved.',
    test: ({ context }) => context.approved !== undefined,
  },
  planWanted: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '計画は既に提出又は承認されています。差し戻し又は作り直しの後に提出してください。',
    en: 'A plan has been submitted or approved already. It is returned or planned anew first.',
    test: ({ context }) => context.submitted === undefined && context.approved === undefined,
  },
  causeAnalysed: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '再発防止を考えるため、原因を記入してください。',
    en: 'State the cause: without it recurrence cannot be prevented.',
    test: ({ event }) => fields.isFilled(event.input.cause),
  },
  recurrencePrevented: {
    clause: '3-16',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '再発防止を考慮した改善でなければなりません。再発防止の内容を記入してください。',
    en: 'An improvement must consider recurrence prevention. State how recurrence will be prevented.',
    test: ({ event }) => fields.isFilled(event.input.recurrencePrevention),
  },
  causeIsNew: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '目的が達成されなかった回と同じ原因分析です。なぜ効果がなかったかを含めて、改めて分析してください。',
    en: 'This is the cause analysis of a round that failed. Analyse anew why it did not work.',
    test: ({ context, event }) =>
      !context.attempts.some(
        ({ outcome, plan }) =>
          (outcome === 'notAchieved' || outcome === 'recurred') &&
          plan !== undefined &&
          same(plan.cause, event.input.cause),
      ),
  },
  eachKindOnce: {
    clause: '3-17',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '同じ種類の措置が二つ以上あります。種類ごとに一つにまとめてください。',
    en: 'A kind of action appears twice. Combine them into one action per kind.',
    test: ({ event }) => new Set(event.input.actions.map(({ kind }) => kind)).size === event.input.actions.length,
  },
  reEntryNamesItsYear: {
    clause: '3-17',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '対策基準等の改正又は教育には、実施する年度（今年度以後）を、改正には改正するものも指定してください。',
    en: 'An amendment or education names the fiscal year in which it will be done (this one or later), an amendment also what is amended.',
    test: ({ context, event }) =>
      event.input.actions.every(({ kind, year, subject }) => {
        if (kind !== 'amendStandards' && kind !== 'education') return true;
        const ahead = year !== undefined && year >= fiscalYearAt(context.at);
        return ahead && (kind === 'education' || subject !== undefined);
      }),
  },
  criterionStated: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '意図した目的の達成を後で確認できるよう、判断の基準と測定の方法を記入してください。',
    en: 'State criterion and method, so that it can be confirmed later that the purpose was achieved.',
    test: ({ event }) => fields.isFilled(event.input.criterion) && fields.isFilled(event.input.method),
  },
  observationLongEnough: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '観察期間がこの機関の定める最短の日数に足りません。',
    en: 'The observation period is shorter than the least this body has set.',
    test: ({ context, event }) => event.input.observationDays >= context.minimumObservationDays,
  },
  dueAhead: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '措置の期限には今日以後の日を指定してください。',
    en: 'The action must fall due today or later.',
    test: ({ context, event }) => event.input.dueDate >= dateInJapan(context.at),
  },
  criterionKept: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '測定又は再発が記録された後の計画では、効果の判断の基準・測定の方法・観察期間を変えられません。前の計画のとおりに記入してください。',
    en: 'Something was measured, or it recurred: criterion, method and observation period stay as in the plan before.',
    test: ({ context: { keptCriterion: kept }, event: { input } }) =>
      kept === undefined ||
      (same(kept.criterion, input.criterion) &&
        same(kept.method, input.method) &&
        kept.observationDays === input.observationDays),
  },
  verifierOtherThanDoers: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'who', 'input'],
    ja: '計画した者又は実施する者（過去の回を含む）は確認者になれません。別の者を指定してください。',
    en: 'Whoever plans or carries it out, in this or an earlier round, cannot be its verifier. Name somebody else.',
    test: ({ context, event }) => {
      const { verifier } = event.input;
      const now = event.type === 'plan' ? [event.actor.person, event.input.implementer] : [];
      return ![...context.doers, ...now].includes(verifier);
    },
  },
  verifierEligible: {
    clause: '3-18',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '確認者は、他部署の責任者、監査責任者、監事、アドバイザー、誓約書を提出した外部の者、又は依頼を受けた所管府省庁の職員から選んでください。',
    en: 'The verifier is another department’s officer, the audit officer, a statutory auditor, an adviser, an outside person with a declaration, or the supervising ministry’s staff when asked.',
    test: ({ context, event }) => isEligible(context, namedVerifier(context, event), event.facts.people),
  },
  verifierIndependent: {
    clause: '3-18',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '確認者が指摘以後に担当部署に属したことがあります。別の者を指定してください。',
    en: 'The verifier has belonged to an owning department since the finding. Name somebody else.',
    test: ({ context, event }) => isIndependent(context, namedVerifier(context, event), event.facts),
  },
  planSubmitted: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '承認を待つ改善計画がありません。担当が計画を提出します。',
    en: 'No plan waits for approval. The owner submits one.',
    test: ({ context }) => context.submitted !== undefined,
  },
  approverIsNotPlanner: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '計画した本人は承認等を行えません。もう一方の承認者（統括情報セキュリティ責任者又は最高情報セキュリティ責任者）に依頼してください。',
    en: 'Planners do not decide on their own plan. Ask the other approver (head of officers or CISO).',
    test: ({ context, event }) => (context.submitted ?? context.approved)?.by !== event.actor.person,
  },
});

function namedVerifier(context: Context, event: JudgedBy<'verifierEligible'>): string {
  return event.type === 'approve' ? (context.submitted?.verifier ?? '') : event.input.verifier;
}

/** True for texts that differ in nothing but spaces and width of characters. */
function same(a: string, b: string): boolean {
  const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');
  return bare(a) === bare(b);
}

/** The plan comes into force. */
function approveChange(context: Context, event: EventOf<'approve'>): Change<Context> {
  const plan = context.submitted;
  if (plan === undefined) return {};
  const yearOf = (kind: string) => plan.actions.find((planned) => planned.kind === kind)?.year;
  const planMet = { ...context, dueItems: met(context, 'plan') };
  const withDone = scheduled(planMet, 'done', datesFor(plan.due, 'done'), postOf(ownerOf(context)));
  return {
    ...scheduled(withDone, 'verification', datesFor(plan.due, 'verification'), { roles: ['headOfOfficers'] }),
    approved: {
      ...plan,
      approvedBy: event.actor.person,
      approvedAt: context.at,
      approvedAs: holdsRole(context, event, 'headOfOfficers') ? 'headOfOfficers' : 'ciso',
      replacedCriteria: [],
    },
    submitted: undefined,
    extension: undefined,
    doers: withAll(context.doers, plan.implementer),
    awaitsAmendment: yearOf('amendStandards'),
    awaitsEducation: yearOf('education'),
  };
}

/** Owner, implementer and verifier learn of it, and the cycles of its amendments and educations. */
function planInForceCauses(context: Context, plan: ApprovedPlan): readonly Cause[] {
  return [
    toOwner(context, 'planApproved'),
    toPerson(plan.implementer, 'carryOut'),
    ...toVerifier(context, 'namedVerifier'),
    ...reEntries(context, plan),
  ];
}

export const on = {
  live: handlers(decisions, {
    plan: {
      target: '.submitted',
      change: (context, { actor, input, facts }) => ({
        submitted: { ...input, due: facts.due, by: actor.person, at: context.at },
        doers: withAll(context.doers, actor.person),
      }),
      causes: ({ after }) => [toApprovers(after, 'planSubmitted')],
    },
    approve: {
      target: '.carryingOut',
      change: approveChange,
      causes: ({ after }) => (after.approved === undefined ? [] : planInForceCauses(after, after.approved)),
    },
    return: {
      target: '.planning',
      change: (context, { actor, input }) =>
        backToPlanning(context, { outcome: 'returned', reason: input.reason, by: actor.person }),
      causes: ({ after }) => [toOwner(after, 'planReturned')],
    },
    takeBack: {
      target: '.planning',
      change: (context, { actor, input }) =>
        backToPlanning(context, { outcome: 'takenBack', reason: input.reason, by: actor.person }),
      causes: ({ after }) => [toApprovers(after, 'takenBack')],
    },
    replan: {
      target: '.planning',
      change: (context, { actor, input, facts }) =>
        backToPlanning(context, { outcome: 'replanned', reason: input.reason, by: actor.person, due: facts.due }),
      causes: ({ before, after }) => [toApprovers(after, 'replanned'), ...droppedReEntries(before)],
    },
  }),
};
