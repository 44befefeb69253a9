/** 基本方針: what it is for and what it covers, and its boundary (3-1, 3-2, 3-3). Taken in planning and later. */
import { z } from 'zod';
import {
  bareThing,
  dateInJapan,
  emptyFields,
  fields,
  met,
  registersFact,
  rowsAt,
  toRoles,
  withAll,
  type Decisions,
  type InForce,
} from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { decidedBy, reason, settles } from '../inputs.ts';
import { handlers, ruleTable } from '../kit.ts';
import { approverIsAnother, documentSubmitted } from './approving.ts';
import { amendmentTells, isOwed, settled } from '../owing.ts';
import { takenBack } from '../taking-back.ts';

export const decisions = {
  submitPolicy: {
    input: z.strictObject({
      version: fields.line('版 / version'),
      document: fields.document('基本方針の文書 / the policy'),
      purpose: fields.ruledText('目的 / purpose'),
      basicThinking: fields.ruledText('基本的な考え方 / basic thinking'),
      scope: z
        .strictObject({
          information: fields.ruledText('情報 / information'),
          systems: fields.ruledText('情報システム / systems'),
          people: fields.ruledText('組織・者 / organisation and persons'),
          places: fields.ruledText('場所・区域 / places'),
          outsourcing: fields.ruledText('外部委託 / outsourcing'),
        })
        .meta(fields.titled('対象範囲 / scope')),
      outOfScope: z
        .array(
          z.strictObject({
            what: fields.line('対象範囲外のもの / what lies outside'),
            protectedBy: fields.line('対策を講じる主体 / who protects it').optional(),
            confirmed: fields.line('確認の方法と日 / how and when that was confirmed').optional(),
            validBecause: fields.ruledText('境界が妥当である理由 / why the boundary is valid anyway').optional(),
          }),
        )
        .max(100)
        .default([])
        .meta(fields.titled('対象範囲外の一覧 / what lies outside')),
      settles: settles('owedOfPolicy'),
    }),
    groups: [
      { ja: '基本方針', en: 'the policy', fields: ['version', 'document'] },
      { ja: '内容', en: 'what it says', fields: ['purpose', 'basicThinking'] },
      { ja: '対象範囲', en: 'scope', fields: ['scope', 'outOfScope'] },
      { ja: '改正', en: 'amendments', fields: ['settles'] },
    ],
    by: ['promotionOffice'],
    clause: '3-1',
    room: 'reserved',
    rules: ['policyStatesPurpose', 'policyScopeClear', 'outOfScopeProtected', 'policySettlesOwed'],
    label: { ja: '基本方針を提出する', en: 'submit the policy' },
    why: {
      ja: '基本方針がないか改正が必要なため、案を提出してCISOの承認を受けます。',
      en: 'There is no policy, or it must be amended: it is submitted for approval.',
    },
  },
  approvePolicy: {
    input: z.strictObject({
      document: fields.document('承認する文書 / document approved'),
      decidedBy: decidedBy.optional(),
    }),
    facts: z.object({ registers: registersFact }),
    by: ['ciso'],
    clause: '3-1',
    room: 'always',
    rules: ['policyHashSubmitted', 'policyApproverIsAnother'],
    label: { ja: '基本方針を承認する', en: 'approve the policy' },
    why: {
      ja: '提出された基本方針が承認を待っています。',
      en: 'The policy submitted waits for approval.',
    },
  },
  returnPolicy: {
    input: z.strictObject({ reason }),
    by: ['ciso'],
    clause: '3-1',
    room: 'always',
    rules: [],
    insteadOf: ['approvePolicy'],
    label: { ja: '基本方針を差し戻す', en: 'return the policy' },
  },
  takeBackPolicy: {
    input: z.strictObject({ reason }),
    by: ['promotionOffice'],
    clause: '3-1',
    room: 'always',
    rules: [],
    insteadOf: ['approvePolicy'],
    label: { ja: '提出した基本方針を取り戻す', en: 'take the submitted policy back' },
  },
  confirmPolicyUnchanged: {
    input: z.strictObject({ reason }),
    facts: z.object({ registers: registersFact }),
    by: ['ciso'],
    clause: '3-3',
    room: 'reserved',
    rules: ['policyInForce'],
    insteadOf: ['submitPolicy'],
    label: { ja: '基本方針を変更しないことを確認する', en: 'confirm the policy unchanged' },
    why: {
      ja: '前年度の基本方針を改めない場合は、CISOがその旨を確認します。',
      en: 'Where last year’s policy stays, the CISO confirms it.',
    },
  },
} as const satisfies Decisions;

type PolicyInput = EventOf<'submitPolicy'>['input'];

/** The parts of the scope that are not made clear. */
const vagueScope = ({ scope }: PolicyInput): readonly string[] =>
  emptyFields(scope, 'information', 'systems', 'people', 'places', 'outsourcing');

/** True for what lies outside, neither said to be protected nor justified. */
function isUnprotected({ protectedBy, confirmed, validBecause }: PolicyInput['outOfScope'][number]): boolean {
  const isProtected = fields.isFilled(protectedBy) && fields.isFilled(confirmed);
  return !isProtected && !fields.isFilled(validBecause);
}

export const rules = ruleTable({
  policyStatesPurpose: {
    clause: '3-1',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '基本方針には目的と基本的な考え方を記載します。両方を記入してください。',
    en: 'The policy states its purpose and basic thinking. Fill in both.',
    met: { ja: '目的と基本的な考え方が記載されている', en: 'purpose and basic thinking are stated' },
    test: ({ event }) => emptyFields(event.input, 'purpose', 'basicThinking').length === 0,
    paths: ({ event }) => emptyFields(event.input, 'purpose', 'basicThinking'),
  },
  policyScopeClear: {
    clause: '3-2',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '情報、情報システム、組織（者）、場所・区域、外部委託のそれぞれについて範囲を明確にしてください。',
    en: 'Make the scope clear for information, systems, organisation and persons, places, and outsourcing – each of them.',
    met: { ja: '対象範囲が全ての区分で明確にされている', en: 'the scope is clear in every respect' },
    test: ({ event }) => vagueScope(event.input).length === 0,
    paths: ({ event }) => vagueScope(event.input).map((part) => `scope.${part}`),
  },
  outOfScopeProtected: {
    clause: '3-2',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '対象範囲外のものごとに、対策を講じる主体とその確認の方法・日、又は境界が妥当である理由を記入してください。',
    en: 'For each item outside the scope say who protects it and how and when that was confirmed, or why the boundary is valid anyway.',
    met: {
      ja: '対象範囲外のものごとに、対策の主体と確認、又は境界の理由がある',
      en: 'each item outside the scope is protected, or its boundary justified',
    },
    test: ({ event }) => !event.input.outOfScope.some(isUnprotected),
    about: ({ event }) =>
      event.input.outOfScope
        .filter(isUnprotected)
        .map(({ what }) => ({ kind: 'subject', id: what, label: { ja: what, en: what } })),
    paths: ({ event }) => rowsAt('outOfScope', event.input.outOfScope, isUnprotected),
  },
  policySettlesOwed: {
    clause: '3-17',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '実施するとされた改正に、基本方針の未了事項でないものが含まれています。一覧から選び直してください。',
    en: 'An amendment named as carried out is not owed of the policy. Choose from the list of what is owed.',
    met: {
      ja: '実施する改正が全て基本方針の未了事項である',
      en: 'every amendment named as carried out is owed of the policy',
    },
    test: ({ context, event: { input } }) => input.settles.every((ref) => isOwed(context, 'policy', ref)),
    about: ({ context, event: { input } }) =>
      input.settles.filter((ref) => !isOwed(context, 'policy', ref)).map((ref) => bareThing('owedItem', ref)),
    paths: ({ context, event: { input } }) =>
      rowsAt('settles', input.settles, (ref) => !isOwed(context, 'policy', ref)),
  },
  policyHashSubmitted: documentSubmitted('3-1', ({ policy }) => policy.submitted),
  policyApproverIsAnother: approverIsAnother('3-1', ({ policy }) => policy.submitted),
  policyInForce: {
    clause: '3-3',
    basis: 'design',
    concerns: 'facts',
    reads: ['facts'],
    ja: '施行中の基本方針が登録されていません。基本方針を提出するか、導入時登録を行ってください。',
    en: 'No policy in force is registered. Submit the policy, or adopt the existing one.',
    met: { ja: '施行中の基本方針が登録されている', en: 'a policy in force is registered' },
    test: ({ event }) => event.facts.registers.policy !== undefined,
    remedies: () => ['submitPolicy', 'submitAdoption'],
  },
});

/** The versions before the one that comes into force, newest first: what was current on a past day (3-10). */
export function previousVersions(inForce: InForce | undefined): { version: string; since: string }[] {
  if (inForce === undefined) return [];
  return [{ version: inForce.version, since: inForce.since }, ...(inForce.previous ?? [])].slice(0, 10);
}

export const on = {
  open: handlers(decisions, {
    submitPolicy: {
      target: 'submitted',
      change: (context, { actor, input: { version, document, settles } }) => ({
        policy: { ...context.policy, submitted: { version, document, by: actor.person, at: context.at, settles } },
        documents: withAll(context.documents, document),
      }),
      causes: ({ after }) => [toRoles(after, ['ciso'], 'policySubmitted')],
    },
    confirmPolicyUnchanged: {
      change: (context, { actor, facts }) => {
        const inForce = facts.registers.policy;
        if (inForce === undefined) return {};
        const { version, document } = inForce;
        return {
          policy: { approved: { version, document, at: context.at, by: actor.person, how: 'unchanged' } },
          dueItems: met(context, 'policy'),
          documents: withAll(context.documents, document),
        };
      },
    },
  }),
  submitted: handlers(decisions, {
    approvePolicy: {
      target: 'open',
      change: (context, { actor }) => {
        const put = context.policy.submitted;
        if (put === undefined) return {};
        const { version, document } = put;
        return {
          policy: { approved: { version, document, at: context.at, by: actor.person, how: 'approved' } },
          owed: settled(context, 'policy', put.settles, 'amended'),
          dueItems: met(context, 'policy'),
        };
      },
      causes: ({ before, event }) => {
        const put = before.policy.submitted;
        if (put === undefined) return [];
        const { version, document } = put;
        const previous = previousVersions(event.facts.registers.policy);
        const value = { version, document, since: dateInJapan(before.at), previous };
        return [
          { kind: 'register', register: 'policy', value },
          ...amendmentTells(before, 'policy', put),
          toRoles(before, ['promotionOffice'], 'policyApproved'),
        ];
      },
    },
    returnPolicy: {
      target: 'open',
      change: (context) => ({ policy: { ...context.policy, submitted: undefined } }),
      causes: ({ after }) => [toRoles(after, ['promotionOffice'], 'policyReturned')],
    },
    takeBackPolicy: {
      target: 'open',
      change: (context) => ({ policy: { ...context.policy, submitted: undefined } }),
      ...takenBack,
    },
  }),
};

/** In planning and, for amendments, later. */
export const track = {
  initial: 'open',
  states: { open: { on: on.open }, submitted: { on: on.submitted } },
} as const;
