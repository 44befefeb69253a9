/** The plan 改善計画: cause, recurrence prevention, who does what until when, and how its effect will be judged. */
import { z } from 'zod';
import type { Cause, Thing } from '../../core/index.ts';
import type { PersonId } from '../../../model/identifiers.ts';
import type { Text } from '../../../model/text.ts';
import {
  addDays,
  dateInJapan,
  datesFor,
  dateThing,
  dueFact,
  fields,
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
import type { EventOf } from './events.ts';
import { standingFacts } from './facts.ts';
import { verifierRoles } from './independence.ts';
import { handlers, ruleTable } from './kit.ts';
import { droppedReEntries, reEntries } from './re-entry.ts';
import { backToPlanning, nextPlan } from './rounds.ts';
import { peopleThings, towardsPlan } from './things.ts';
import { ownerOf, ownerRoles, type ApprovedPlan, type Context } from './types.ts';

/** How the effect will be judged: part of a plan, and of a criterion proposed later. */
export const judging = {
  criterion: fields.ruledText('効果を判断する基準 / criterion by which the effect is judged'),
  method: fields.ruledText('測定の方法 / method of measuring'),
  observationDays: z
    .int()
    .min(0)
    .max(1825)
    .meta(fields.titled('観察期間 / observation period', { unit: '日 / days' })),
};

/** What makes an effect judgeable later: asked of a plan, and of a criterion proposed later. */
export const judgeable = ['criterionStated', 'observationLongEnough'] as const;

/** Forms an improvement takes (3-17). */
export const actionKinds = {
  amendStandards: { ja: '対策基準等の改正', en: 'amendment of the standards' },
  education: { ja: '教育・訓練', en: 'education and training' },
  renewSystems: { ja: '情報システムの更新・改修', en: 'renewal of information systems' },
  awareness: { ja: '注意喚起・周知', en: 'raising awareness' },
  other: { ja: 'その他', en: 'other' },
} as const satisfies Record<string, Text>;

const action = z.strictObject({
  kind: fields.oneOf('措置の種類 / kind of action', actionKinds),
  what: fields.text('措置の内容 / what will be done'),
  subject: fields
    .oneOf(
      '改正するもの / what is amended',
      { standards: '対策基準 / the standards', policy: '基本方針 / the policy', plan: '対策推進計画 / the plan' },
      { requiredWhen: { field: 'kind', is: 'amendStandards' } },
    )
    .optional(),
  year: z
    .int()
    .min(2000)
    .max(2999)
    .meta(
      fields.titled('実施する年度 / fiscal year in which it will be done', {
        unit: '年度 / fiscal year',
        help: '改正と教育の場合に記入します / for amendments and educations',
        requiredWhen: { field: 'kind', is: ['amendStandards', 'education'] },
      }),
    )
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
      verifier: fields.person('効果の確認者 / who verifies the effect', {
        among: verifierRoles,
        help: '担当、計画者、実施者とは別の、独立した者 / somebody independent, who neither owned, planned nor carried it out',
      }),
      ...judging,
    }),
    groups: [
      { ja: '原因と再発防止', en: 'cause and prevention', fields: ['cause', 'recurrencePrevention'] },
      { ja: '措置', en: 'action', fields: ['actions', 'implementer', 'dueDate'] },
      { ja: '効果の確認', en: 'verification', fields: ['criterion', 'method', 'observationDays', 'verifier'] },
    ],
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
    why: {
      ja: '原因を分析し、再発防止を含む改善計画を作成します。',
      en: 'The cause is analysed and a plan made that prevents recurrence.',
    },
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
    why: {
      ja: '提出された改善計画が承認を待っています。',
      en: 'The plan submitted waits for approval.',
    },
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
    ja: '承認された改善計画がありません。再発防止を考慮した計画を提出し、承認を受けてください。',
    en: 'No plan that considers recurrence prevention has been approved. Submit one and have it approved.',
    met: { ja: '再発防止を考慮した改善計画が承認されている', en: 'a plan has been approved' },
    test: ({ context }) => context.approved !== undefined,
    remedies: ({ context }) => towardsPlan(context),
  },
  planWanted: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '計画は既に提出又は承認されています。差し戻し又は作り直しの後に提出してください。',
    en: 'A plan has been submitted or approved already. It is returned or planned anew first.',
    met: { ja: '提出又は承認された計画はない', en: 'no plan has been submitted or approved' },
    test: ({ context }) => context.submitted === undefined && context.approved === undefined,
    about: ({ context }) => planDayThings(context),
    remedies: ({ context }) => (context.submitted === undefined ? ['replan'] : ['return', 'takeBack']),
  },
  planSubmitted: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '承認を待つ改善計画がありません。担当が計画を提出します。',
    en: 'No plan waits for approval. The owner submits one.',
    met: { ja: '改善計画が承認を待っている', en: 'a plan waits for approval' },
    test: ({ context }) => context.submitted !== undefined,
    remedies: ({ context }) => (context.approved === undefined ? towardsPlan(context) : ['replan']),
  },
  approverIsNotPlanner: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '計画した本人は承認等を行えません。もう一方の承認者（統括情報セキュリティ責任者又は最高情報セキュリティ責任者）に依頼してください。',
    en: 'Planners do not decide on their own plan. Ask the other approver (head of officers or CISO).',
    met: { ja: '計画した本人でない者が決定する', en: 'somebody other than the planner decides' },
    test: ({ context, event }) => plannerOf(context) !== event.actor.person,
    about: ({ context }) => peopleThings(plannerOf(context)),
    bars: (context) => withAll([], plannerOf(context)),
  },
});

/** Who planned what waits for approval, or is in force. */
function plannerOf({ submitted, approved }: Context): PersonId | undefined {
  return (submitted ?? approved)?.by;
}

/** The day on which the plan was submitted, or approved. */
function planDayThings({ submitted, approved }: Context): Thing[] {
  if (submitted !== undefined)
    return [dateThing(dateInJapan(submitted.at), { of: { ja: '計画の提出', en: 'plan submitted' } })];
  if (approved === undefined) return [];
  return [dateThing(dateInJapan(approved.approvedAt), { of: { ja: '計画の承認', en: 'plan approved' } })];
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
