/** 基本方針: what it is for and what it covers, and its boundary (3-1, 3-2, 3-3). Taken in planning and later. */
import { z } from 'zod';
import { all } from '../../../core/index.ts';
import type { Cause } from '../../../core/index.ts';
import { dateInJapan } from '../calendar.ts';
import { registersFact, type VersionFact } from '../facts.ts';
import { documentRef, line, optionalProse, reason, settles } from '../fields.ts';
import { act, amendmentTells, cited, notify, rule, settled, settlesOnlyOwed, type Decisions } from '../kit.ts';

/** Who really decided where it was not the CISO: minister, vice-minister, committee, president. */
export const decidedBy = line('実際の決裁者（大臣、事務次官、委員会、理事長等） / who really decided');

export const policyDecisions = {
  submitPolicy: {
    input: z.strictObject({
      version: line('版 / version'),
      document: documentRef('基本方針の文書 / the policy'),
      purpose: optionalProse('目的 / purpose'),
      basicThinking: optionalProse('基本的な考え方 / basic thinking'),
      scope: z
        .strictObject({
          information: optionalProse('情報 / information'),
          systems: optionalProse('情報システム / systems'),
          people: optionalProse('組織・者 / organisation and persons'),
          places: optionalProse('場所・区域 / places'),
          outsourcing: optionalProse('外部委託 / outsourcing'),
        })
        .meta({ description: '対象範囲 / scope' }),
      outOfScope: z
        .array(
          z.strictObject({
            what: line('対象範囲外のもの / what lies outside'),
            protectedBy: line('対策を講じる主体 / who protects it').optional(),
            confirmed: line('確認の方法と日 / how and when that was confirmed').optional(),
            validBecause: optionalProse('境界が妥当である理由 / why the boundary is valid anyway').optional(),
          }),
        )
        .max(100)
        .meta({ description: '対象範囲外の一覧 / what lies outside' }),
      settles,
    }),
    by: ['promotionOffice'],
    clause: '3-1',
    label: { ja: '基本方針を提出する', en: 'submit the policy' },
  },
  approvePolicy: {
    input: z.strictObject({
      document: documentRef('承認する文書 / document approved'),
      decidedBy: decidedBy.optional(),
    }),
    facts: z.object({ registers: registersFact }),
    by: ['ciso'],
    clause: '3-1',
    label: { ja: '基本方針を承認する', en: 'approve the policy' },
  },
  returnPolicy: {
    input: z.strictObject({ reason }),
    by: ['ciso'],
    clause: '3-1',
    label: { ja: '基本方針を差し戻す', en: 'return the policy' },
  },
  confirmPolicyUnchanged: {
    input: z.strictObject({ reason }),
    facts: z.object({ registers: registersFact }),
    by: ['ciso'],
    clause: '3-3',
    label: { ja: '基本方針を変更しないことを確認する', en: 'confirm the policy unchanged' },
  },
} as const satisfies Decisions;

const said = (text: string | undefined): boolean => (text ?? '').trim().length > 0;

export const policyRules = {
  policyStatesPurpose: rule({
    clause: '3-1',
    basis: 'text',
    about: 'input',
    reads: ['input'],
    of: ['submitPolicy'],
    ja: '基本方針には目的と基本的な考え方を記載します。両方を記入してください。',
    en: 'The policy states its purpose and basic thinking. Fill in both.',
    test: ({ event }) => said(event.input.purpose) && said(event.input.basicThinking),
  }),
  policyScopeClear: rule({
    clause: '3-2',
    basis: 'design',
    about: 'input',
    reads: ['input'],
    of: ['submitPolicy'],
    ja: '情報、情報システム、組織（者）、場所・区域、外部委託のそれぞれについて範囲を明確にしてください。',
    en: 'Make the scope clear for information, systems, organisation and persons, places, and outsourcing – each of them.',
    test: ({ event }) => Object.values(event.input.scope).every(said),
  }),
  outOfScopeProtected: rule({
    clause: '3-2',
    basis: 'design',
    about: 'input',
    reads: ['input'],
    of: ['submitPolicy'],
    ja: '対象範囲外のものごとに、対策を講じる主体とその確認の方法・日、又は境界が妥当である理由を記入してください。',
    en: 'For each item outside the scope say who protects it and how and when that was confirmed, or why the boundary is valid anyway.',
    test: ({ event }) =>
      event.input.outOfScope.every(
        (item) => (said(item.protectedBy) && said(item.confirmed)) || said(item.validBecause),
      ),
  }),
  policySettlesOwed: rule({
    clause: '3-17',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['submitPolicy'],
    ja: '実施するとされた改正に、基本方針の未了事項でないものが含まれています。一覧から選び直してください。',
    en: 'An amendment named as carried out is not owed of the policy. Choose from the list of what is owed.',
    test: ({ context, event }) => settlesOnlyOwed(context, 'policy', event.input.settles),
  }),
  policyHashSubmitted: rule({
    clause: '3-1',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['approvePolicy'],
    ja: '承認しようとする文書が提出された文書と異なります。提出された文書を確認してください。',
    en: 'The document approved is not the one submitted. Look at the submitted document again.',
    test: ({ context, event }) => event.input.document === context.policy.submitted?.document,
  }),
  policyApproverIsAnother: rule({
    clause: '3-1',
    basis: 'design',
    about: 'who',
    reads: ['state', 'who'],
    of: ['approvePolicy'],
    ja: '提出した本人は承認できません。別の人が承認してください。',
    en: 'Whoever submitted it cannot approve it. Someone else must approve.',
    test: ({ context, event }) => event.actor.person !== context.policy.submitted?.by,
  }),
  policyInForce: rule({
    clause: '3-3',
    basis: 'design',
    about: 'facts',
    reads: ['facts'],
    of: ['confirmPolicyUnchanged'],
    ja: '施行中の基本方針が登録されていません。基本方針を提出するか、導入時登録を行ってください。',
    en: 'No policy in force is registered. Submit the policy, or adopt the existing one.',
    test: ({ event }) => event.facts.registers.policy !== undefined,
  }),
};

/** The versions before the one that comes into force, newest first: what was current on a past day (3-10). */
export function previousVersions(inForce: VersionFact | undefined): { version: string; since: string }[] {
  if (inForce === undefined) return [];
  return [{ version: inForce.version, since: inForce.since }, ...(inForce.previous ?? [])].slice(0, 10);
}

const confirmed = act('confirmPolicyUnchanged', all('policyInForce'), (context, event) => {
  const inForce = event.facts.registers.policy;
  if (inForce === undefined) return {};
  const { version, document } = inForce;
  return {
    policy: { approved: { version, document, at: context.at, by: event.actor.person, how: 'unchanged' } },
    documents: cited(context, document),
  };
});

const submitted = act(
  'submitPolicy',
  all('policyStatesPurpose', 'policyScopeClear', 'outOfScopeProtected', 'policySettlesOwed'),
  (context, event) => ({
    policy: {
      ...context.policy,
      submitted: {
        version: event.input.version,
        document: event.input.document,
        by: event.actor.person,
        at: context.at,
        settles: event.input.settles,
      },
    },
    documents: cited(context, event.input.document),
  }),
  (context) => [notify(context, 'policySubmitted', 'ciso')],
);

const approved = act(
  'approvePolicy',
  all('policyHashSubmitted', 'policyApproverIsAnother'),
  (context, event) => {
    const put = context.policy.submitted;
    if (put === undefined) return {};
    const { version, document } = put;
    return {
      policy: { approved: { version, document, at: context.at, by: event.actor.person, how: 'approved' } },
      owed: settled(context, 'policy', put.settles, 'amended'),
    };
  },
  (context, event): readonly Cause[] => {
    const put = context.policy.submitted;
    if (put === undefined) return [];
    return [
      {
        kind: 'register',
        register: 'policy',
        value: {
          version: put.version,
          document: put.document,
          since: dateInJapan(context.at),
          previous: previousVersions(event.facts.registers.policy),
        },
      },
      ...amendmentTells(context, 'policy', put),
      notify(context, 'policyApproved', 'promotionOffice'),
    ];
  },
);

const returned = act(
  'returnPolicy',
  undefined,
  (context) => ({ policy: { ...context.policy, submitted: undefined } }),
  (context) => [notify(context, 'policyReturned', 'promotionOffice')],
);

export const policyTrack = {
  initial: 'open',
  states: {
    open: {
      on: {
        submitPolicy: { ...submitted, target: 'submitted' },
        confirmPolicyUnchanged: confirmed,
      },
    },
    submitted: {
      on: {
        approvePolicy: { ...approved, target: 'open' },
        returnPolicy: { ...returned, target: 'open' },
      },
    },
  },
} as const;
export const policyStates = {
  '': { ja: '基本方針', en: 'policy' },
  open: { ja: '基本方針の提出なし', en: 'no policy submitted' },
  submitted: { ja: '基本方針の承認待ち', en: 'policy waiting for approval' },
};
