/** Rules that judge decisions of several subjects; the others stand beside their decisions. */
import { rulesOf } from '../../core/index.ts';
import { dateInJapan } from './dates.ts';
import { actsForOwner, factsCover, isEligible, isIndependent } from './eligibility.ts';
import type { Event } from './events.ts';
import { ownerOf, type Context } from './types.ts';

const rule = rulesOf<Context, Event>();

export const rules = {
  ownerAssigned: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['reassign', 'plan'],
    ja: '改善措置の担当がまだ決まっていません。統括情報セキュリティ責任者が先に担当を定めてください。',
    en: 'The improvement has no owner yet. The head of information security officers assigns one first.',
    test: ({ context }) => ownerOf(context) !== undefined,
  }),
  isOwner: rule({
    clause: '3-16',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['plan', 'replan', 'replaceImplementer', 'proposeCriterion'],
    ja: 'この改善措置の担当の職にある者が行います。担当を改めるには統括情報セキュリティ責任者に依頼してください。',
    en: 'Whoever holds the post that owns this improvement does this. The head of officers can reassign it.',
    test: ({ context, event }) => actsForOwner(context, event),
  }),
  planApproved: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['reportDone', 'replan', 'replaceImplementer', 'replaceVerifier', 'proposeCriterion', 'replaceCriterion'],
    ja: '再発防止を考慮した改善計画が承認されていません。計画を提出し、承認を受けてください。',
    en: 'No plan that considers recurrence prevention has been approved. Submit one and have it approved.',
    test: ({ context }) => context.approved !== undefined,
  }),
  notDoneYet: rule({
    clause: '3-16',
    basis: 'design',
    about: 'state',
    reads: ['state'],
    of: ['reportDone', 'replan', 'replaceImplementer'],
    ja: '措置の完了は既に報告されています。効果が出ていないときは、再発の報告又は確認者の「未達成」の判断によってください。',
    en: 'The action has been reported done. If it does not work, a recurrence is reported or the verifier says so.',
    test: ({ context }) => context.done === undefined,
  }),
  doneReported: rule({
    clause: '3-18',
    basis: 'text',
    about: 'state',
    reads: ['state'],
    of: ['verify', 'recordMeasurement', 'reportRecurrence'],
    ja: '改善措置の結果がまだありません。措置の完了が報告された後に、意図した目的の達成を確認してください。',
    en: 'There is no result of the improvement yet. Its purpose is confirmed after the action was reported done.',
    test: ({ context }) => context.done !== undefined,
  }),
  lookedUp: rule({
    clause: '3-18',
    basis: 'design',
    about: 'facts',
    reads: ['state', 'input', 'facts'],
    of: ['plan', 'approve', 'replaceImplementer', 'replaceVerifier', 'verify', 'confirmObjectGone', 'attestWithdrawal'],
    ja: '指定された者又は部局の情報を確認できません。名簿を確かめて、もう一度行ってください。',
    en: 'A person or department named could not be looked up. Check the registry and try again.',
    test: ({ context, event }) => {
      switch (event.type) {
        case 'plan':
          return factsCover(context, [event.input.implementer, event.input.verifier], event.facts);
        case 'approve':
          return factsCover(context, context.submitted === undefined ? [] : [context.submitted.verifier], event.facts);
        case 'replaceImplementer':
          return event.facts.people.some(({ person }) => person === event.input.implementer);
        case 'replaceVerifier':
          return factsCover(context, [event.input.verifier], event.facts);
        default:
          return factsCover(context, [event.actor.person], event.facts);
      }
    },
  }),
  neverDoer: rule({
    clause: '3-18',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['verify', 'confirmObjectGone', 'attestWithdrawal'],
    ja: 'この改善措置をいずれかの回で計画又は実施した者は確認できません。別の確認者に依頼してください。',
    en: 'Whoever planned or carried out this improvement in any round does not confirm it. Ask another verifier.',
    test: ({ context, event }) => !context.doers.includes(event.actor.person),
  }),
  actorIndependent: rule({
    clause: '3-18',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who', 'facts'],
    of: ['verify', 'confirmObjectGone', 'attestWithdrawal'],
    ja: '指摘以後に担当部局に属したことのある者は確認できません。別の確認者に依頼してください。',
    en: 'Whoever has belonged to an owning department since the finding does not confirm it. Ask another verifier.',
    test: ({ context, event }) => isIndependent(context, event.actor.person, event.facts),
  }),
  actorEligible: rule({
    clause: '3-18',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who', 'facts'],
    of: ['verify', 'confirmObjectGone', 'attestWithdrawal'],
    ja: '確認できるのは、他部局の責任者、監査責任者、監事、アドバイザー、宣誓のある外部の者、又は依頼を受けた所管府省庁の職員です。',
    en: 'Confirming is for another department’s officer, the audit officer, a statutory auditor, an adviser, an outside person with a declaration, or the supervising ministry’s staff when asked.',
    test: ({ context, event }) => isEligible(context, event.actor.person, event.facts.people),
  }),
  evidenceGiven: rule({
    clause: '3-18',
    basis: 'design',
    about: 'input',
    reads: ['input'],
    of: ['reportDone', 'verify', 'confirmObjectGone'],
    ja: '根拠となる文書を一つ以上添えてください。',
    en: 'Attach at least one document as evidence.',
    test: ({ event }) => event.input.evidence.length > 0,
  }),
  notInFuture: rule({
    clause: '3-18',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['reportDone', 'recordMeasurement', 'reportRecurrence', 'confirmObjectGone'],
    ja: '日付が未来になっています。実際に行われた日（今日以前）を指定してください。',
    en: 'The date lies in the future. Give the day on which it happened, today or earlier.',
    test: ({ context, event }) => happenedOn(event) <= dateInJapan(context.at),
  }),
  auditNotOwed: rule({
    clause: '3-15',
    basis: 'text',
    about: 'state',
    reads: ['state'],
    of: ['proposeWithdrawal', 'attestWithdrawal', 'withdrawFinding', 'withdrawJudgement', 'confirmObjectGone'],
    ja: 'この改善措置は独立した監査が行われなかったことによるものです。監査を行い、その報告によって確認してください。',
    en: 'This improvement exists because there was no independent audit. Have one made; only its report ends this.',
    test: ({ context }) => !context.needsAudit,
  }),
};

type Dated = Extract<
  Event,
  { readonly type: 'reportDone' | 'recordMeasurement' | 'reportRecurrence' | 'confirmObjectGone' }
>;

function happenedOn(event: Dated): string {
  switch (event.type) {
    case 'reportDone':
      return event.input.doneOn;
    case 'recordMeasurement':
      return event.input.measuredOn;
    case 'reportRecurrence':
      return event.input.observedOn;
    case 'confirmObjectGone':
      return event.input.abolishedOn;
  }
}
