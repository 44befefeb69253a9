/** What is judged again when a plan is approved: between its submission and now something may have changed (6-2, 3-17, 3-19). */
import { documentThings, roleThing } from '../../../kit/v1/index.ts';
import type { Events } from '../events.ts';
import { ruleTable } from '../kit.ts';
import { approverIsAnother, documentSubmitted } from './approving.ts';
import { debtThing, lastYearThing } from '../things.ts';
import type { Context, Debt } from '../types.ts';
import { citedDocument, citesTheEvaluation, leftOut } from './plan-premises.ts';
import { vacantRoles } from './structure.ts';

/** What was asked for since the submission. */
function askedSince(context: Context): readonly Debt[] {
  const put = context.plan.submitted;
  return put === undefined ? [] : leftOut(context, put.carries, put.settles);
}

/** What waits for approval beside the plan, each with the decision on it. */
function pending({ policy, standards, adoption }: Context) {
  return [
    { document: policy.submitted?.document, decision: 'approvePolicy' },
    { document: standards.submitted?.document, decision: 'approveStandards' },
    { document: adoption.submitted?.document, decision: 'approveAdoption' },
  ].filter(({ document }) => document !== undefined);
}

/** How what was submitted is returned. */
const returning = ({ type }: Pick<Events, 'type'>): string[] => [
  type === 'approvePlanAmendment' ? 'returnPlanAmendment' : 'returnPlan',
];

export const rules = ruleTable({
  planHashSubmitted: documentSubmitted('3-7', ({ plan }) => plan.submitted),
  planApproverIsAnother: approverIsAnother('6-2', ({ plan }) => plan.submitted),
  rolesStillFilled: {
    clause: '6-4',
    basis: 'design',
    concerns: 'facts',
    reads: ['facts'],
    ja: '体制の確認後に未発令となった必要な役職があります。発令を登録してから承認してください。',
    en: 'A required post has fallen vacant since the structure was confirmed. Have its appointment registered, then approve.',
    met: { ja: '必要な役職が全て在任している', en: 'every required post is held' },
    test: ({ event }) => vacantRoles(event.facts.structure).length === 0,
    about: ({ event }) => vacantRoles(event.facts.structure).map(roleThing),
  },
  owedItemsStillInPlan: {
    clause: '3-17',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '提出後に、改善措置等から改正・教育が求められました。差し戻して取り込んでください。',
    en: 'Since the submission an amendment or education was asked for. Return the plan, so that it takes it up.',
    met: { ja: '提出後に求められた改正・教育がない', en: 'nothing was asked for since the submission' },
    test: ({ context }) => askedSince(context).length === 0,
    about: ({ context }) => askedSince(context).map(debtThing),
    remedies: ({ event }) => returning(event),
  },
  evaluationStillCited: {
    clause: '3-19',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '提出後に前年度の評価が変わりました。差し戻して新しい評価を踏まえてください。',
    en: 'Last year’s evaluation has changed since the submission. Return the plan, so that it rests on the new one.',
    met: { ja: '前年度の評価が提出後に変わっていない', en: 'last year’s evaluation has not changed since' },
    test: ({ context }) =>
      context.plan.submitted === undefined || citesTheEvaluation(context, context.plan.submitted.evaluation),
    about: ({ context }) => {
      const cited = context.plan.submitted?.evaluation;
      return [
        lastYearThing(context),
        ...documentThings(cited === undefined ? undefined : citedDocument(cited), context.predecessor.document),
      ];
    },
    remedies: ({ event }) => returning(event),
  },
  nothingElsePending: {
    clause: '3-7',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '基本方針、対策基準又は導入時登録が承認待ちです。先に承認するか差し戻してください。',
    en: 'The policy, the standards or an adoption is waiting for approval. Approve or return it first.',
    met: {
      ja: '基本方針、対策基準、導入時登録のいずれも承認待ちでない',
      en: 'neither policy, standards nor adoption waits for approval',
    },
    test: ({ context }) => pending(context).length === 0,
    about: ({ context }) => documentThings(...pending(context).map(({ document }) => document)),
    remedies: ({ context }) => pending(context).map(({ decision }) => decision),
  },
});
