/**
 * Withdrawn 取下げ: the finding does not stand, by new evidence. Proposed, attested by an independent second person,
 * decided by the audit officer for audit findings and by the CISO for everything else; never on the owner's word.
 */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import {
  documentThings,
  fields,
  personThing,
  toPerson,
  toRoles,
  withAll,
  type Branch,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { standingOfActor } from './asks.ts';
import { toOwner } from './audiences.ts';
import { endCauses } from './ending.ts';
import type { EventOf, JudgedBy } from './events.ts';
import { standingFacts } from './facts.ts';
import {
  byIndependentPerson,
  holdsOwnersPost,
  isIndependent,
  standingThings,
  verifierRoles,
  verifiers,
} from './independence.ts';
import { evidence } from './inputs.ts';
import { handlers, route, ruleTable } from './kit.ts';
import { ownThing } from './things.ts';
import type { Context, Withdrawal } from './types.ts';

/** What stands at both decisions of a withdrawal. */
const decided = ['withdrawalAttested', 'deciderDidNotAttest', 'notOnOwnersWord', 'auditNotOwed'] as const;

const standingLookUps = { facts: standingFacts, asks: standingOfActor };

export const decisions = {
  proposeWithdrawal: {
    input: z.strictObject({
      reason: fields.text('取り下げる理由 / why it does not stand'),
      evidence: evidence('新たな証拠 / the new evidence'),
    }),
    ...standingLookUps,
    by: ['auditOfficer', 'auditor', 'ciso', 'headOfOfficers', 'promotionOffice', 'statutoryAuditor', 'cisoAdviser'],
    clause: '3-16',
    room: 'late',
    rules: ['auditNotOwed', 'notOnOwnersWord', 'newEvidence'],
    label: { ja: '取下げを提案する', en: 'propose withdrawal' },
  },
  attestWithdrawal: {
    input: z.strictObject({
      confirmed: fields.yes('新たな証拠により成り立たないと認める / the new evidence shows that it does not stand'),
      statement: fields.text('確かめた内容 / what was checked', { reason: true }),
    }),
    ...standingLookUps,
    by: verifiers,
    elsewhere: true,
    clause: '3-18',
    room: 'always',
    rules: ['withdrawalProposed', 'secondPerson', ...byIndependentPerson, 'auditNotOwed'],
    label: { ja: '取下げを確認する', en: 'attest the withdrawal' },
    why: {
      ja: '取下げの提案に、第二の者の確認が必要です。',
      en: 'A proposed withdrawal needs a second person’s attestation.',
    },
  },
  withdrawFinding: {
    input: z.strictObject({}),
    ...standingLookUps,
    by: ['auditOfficer'],
    clause: '3-15',
    room: 'always',
    rules: ['auditFindingToDecide', ...decided],
    label: { ja: '監査の指摘の取下げを決定する', en: 'withdraw an audit finding' },
    why: {
      ja: '確認された取下げが、監査責任者の決定を待っています。',
      en: 'An attested withdrawal waits for the audit officer.',
    },
    irreversible: true,
  },
  withdrawJudgement: {
    input: z.strictObject({}),
    ...standingLookUps,
    by: ['ciso'],
    clause: '3-16',
    room: 'always',
    rules: ['otherToDecide', ...decided],
    label: { ja: '監査以外による改善措置の取下げを決定する', en: 'withdraw what is no audit finding' },
    why: {
      ja: '確認された取下げが、CISOの決定を待っています。',
      en: 'An attested withdrawal waits for the CISO.',
    },
    irreversible: true,
  },
  refuseWithdrawal: {
    input: z.strictObject({ reason: fields.text('認めない理由 / why it is refused') }),
    by: ['auditOfficer', 'ciso'],
    clause: '3-16',
    room: 'always',
    rules: ['withdrawalProposed'],
    label: { ja: '取下げを認めない', en: 'refuse the withdrawal' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  auditNotOwed: {
    clause: '3-15',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: 'この改善措置は独立した監査が行われなかったことによるものです。監査を行い、その報告によって確認してください。',
    en: 'This improvement exists because there was no independent audit. Have one made; only its report ends this.',
    met: { ja: '監査が行われなかったことによるものではない', en: 'it does not exist for want of an audit' },
    test: ({ context }) => !context.needsAudit,
    remedies: ({ context }) => [{ decision: 'openAudit', instance: context.cycle }, 'verify'],
  },
  notOnOwnersWord: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'facts'],
    ja: '担当、計画者、実施者又は担当部署の者は取下げに関与できません。監査責任者又は事務局に証拠を渡してください。',
    en: 'Owner, planner, implementer and the owning department have no part in a withdrawal. Give the evidence to the audit officer or the promotion office.',
    met: { ja: '担当側でない者が取下げに関与する', en: 'nobody of the owner’s side has part in it' },
    test: ({ context, event }) =>
      !context.doers.includes(event.actor.person) &&
      !holdsOwnersPost(context, event) &&
      isIndependent(context, event.actor.person, recordWithActor(event)),
    about: ({ context, event }) => standingThings(context, event.actor.person, recordWithActor(event)),
    bars: ({ doers }) => doers,
  },
  newEvidence: {
    clause: '3-16',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '新たな証拠がありません。取下げには、これまでに示されていない文書が必要です。',
    en: 'There is no new evidence. A withdrawal needs a document not cited here before.',
    met: { ja: '新たな証拠がある', en: 'there is new evidence' },
    test: ({ context, event }) => event.input.evidence.some((document) => !context.documents.includes(document)),
    about: ({ context, event }) => {
      const { evidence } = event.input;
      return evidence.length > 0 ? documentThings(...evidence) : [ownThing(context)];
    },
    paths: () => ['evidence'],
  },
  withdrawalProposed: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '取下げは提案されていません。取り下げるには、新たな証拠を添えて提案してください。',
    en: 'No withdrawal has been proposed. It is proposed first, with new evidence.',
    met: { ja: '取下げが提案されている', en: 'a withdrawal has been proposed' },
    test: ({ context }) => context.withdrawal !== undefined,
    remedies: () => ['proposeWithdrawal'],
  },
  secondPerson: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '提案した本人は確認者になれません。独立した別の者が確認してください。',
    en: 'Whoever proposed it does not attest it. A second, independent person does.',
    met: { ja: '提案した本人でない者が確認する', en: 'somebody other than its proposer attests it' },
    test: ({ context, event }) => context.withdrawal?.by !== event.actor.person,
    about: ({ event }) => [personThing(event.actor.person)],
    bars: ({ withdrawal }) => withAll([], withdrawal?.by),
  },
  withdrawalAttested: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '独立した第二の者による確認がまだありません。確認を受けてから決定してください。',
    en: 'An independent second person has not attested it yet. Have it attested first.',
    met: { ja: '独立した第二の者が確認している', en: 'an independent second person has attested it' },
    test: ({ context }) => context.withdrawal?.attestedBy !== undefined,
    remedies: ({ context }) => [context.withdrawal === undefined ? 'proposeWithdrawal' : 'attestWithdrawal'],
  },
  deciderDidNotAttest: {
    clause: '3-16',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '確認した本人は決定できません。決定は別の者が行います。',
    en: 'Whoever attested it does not decide it. Somebody else does.',
    met: { ja: '確認した本人でない者が決定する', en: 'somebody other than who attested it decides' },
    test: ({ context, event }) => context.withdrawal?.attestedBy !== event.actor.person,
    about: ({ event }) => [personThing(event.actor.person)],
    bars: ({ withdrawal }) => withAll([], withdrawal?.attestedBy),
  },
  auditFindingToDecide: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '監査責任者が決定する監査の指摘は残っていません。それ以外は最高情報セキュリティ責任者が決定します。',
    en: 'No audit finding is left for the audit officer to decide on. The rest is the CISO’s to decide.',
    met: { ja: '監査責任者が決定する監査の指摘がある', en: 'an audit finding is left to decide on' },
    test: ({ context }) => toDecide(context).includes('audit'),
    remedies: () => ['withdrawJudgement'],
  },
  otherToDecide: {
    clause: '3-16',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '最高情報セキュリティ責任者が決定するもの（監査の指摘以外）は残っていません。監査の指摘は監査責任者が決定します。',
    en: 'Nothing but audit findings is left, and those are the audit officer’s to decide.',
    met: { ja: '監査の指摘以外に決定するものがある', en: 'something other than audit findings is left to decide on' },
    test: ({ context }) => toDecide(context).includes('other'),
    remedies: () => ['withdrawFinding'],
  },
});

/** A holder the facts do not name is judged by the posts held today, never barred because a look-up is missing. */
function recordWithActor({ facts, actor }: JudgedBy<'notOnOwnersWord'>) {
  return { people: [...facts.people, actor], departments: facts.departments };
}

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

/** What the withdrawal on its way becomes. */
function withdrawalChange(context: Context, more: Partial<Withdrawal>): Change<Context> {
  return context.withdrawal === undefined ? {} : { withdrawal: { ...context.withdrawal, ...more } };
}

/** One of the two has decided. */
function decideChange(context: Context, { type }: EventOf<'withdrawFinding' | 'withdrawJudgement'>): Change<Context> {
  const kind = type === 'withdrawFinding' ? 'audit' : 'other';
  return withdrawalChange(context, { decided: [...(context.withdrawal?.decided ?? []), kind] });
}

/** Everything is decided. */
function withdrawChange(context: Context, event: EventOf<'withdrawFinding' | 'withdrawJudgement'>): Change<Context> {
  return { ...decideChange(context, event), end: { end: 'withdrawn', at: context.at, by: event.actor.person } };
}

/** A notice to those whose decision is still missing. */
function toDeciders(context: Context): Cause {
  const roles = toDecide(context).map((kind) => (kind === 'audit' ? 'auditOfficer' : 'ciso'));
  return toRoles(context, roles, 'withdrawalAttested');
}

const last: Branch<Context, EventOf<'withdrawFinding' | 'withdrawJudgement'>, never> = {
  target: '#improvement.withdrawn',
  change: withdrawChange,
  causes: ({ after }) => [toOwner(after, 'withdrawn'), ...endCauses(after)],
};
const first: Branch<Context, EventOf<'withdrawFinding' | 'withdrawJudgement'>, never> = {
  change: decideChange,
  causes: ({ after }) => [toDeciders(after)],
};
const refusing: Branch<Context, EventOf<'attestWithdrawal' | 'refuseWithdrawal'>, never> = {
  change: () => ({ withdrawal: undefined }),
  causes: ({ before: { withdrawal } }) =>
    withdrawal === undefined ? [] : [toPerson(withdrawal.by, 'withdrawalRefused')],
};

export const on = {
  live: handlers(decisions, {
    proposeWithdrawal: {
      change: (context, { actor, input }) => ({
        withdrawal: { ...input, by: actor.person, at: context.at, decided: [] },
        documents: withAll(context.documents, ...input.evidence),
        marks: withAll(context.marks, 'withdrawalProposed'),
      }),
      causes: ({ after }) => [toRoles(after, verifierRoles, 'attestWithdrawal')],
    },
    attestWithdrawal: [
      {
        routes: ['attested'],
        change: (context, { actor }) => withdrawalChange(context, { attestedBy: actor.person }),
        causes: ({ after }) => [toDeciders(after)],
      },
      { ...refusing, routes: ['!attested'] },
    ],
    withdrawFinding: [
      { ...last, routes: ['lastToDecide'] },
      { ...first, routes: ['!lastToDecide'] },
    ],
    withdrawJudgement: [
      { ...last, routes: ['lastToDecide'] },
      { ...first, routes: ['!lastToDecide'] },
    ],
    refuseWithdrawal: refusing,
  }),
};
