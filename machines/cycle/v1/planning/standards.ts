/** 対策基準: based on the policy, conforming to an edition, reflecting the directives (3-4, 3-5, 3-6, 4-1). The transitions are in `standards-track.ts`. */
import { z } from 'zod';
import {
  askedFact,
  bareThing,
  commonFact,
  documentThing,
  fields,
  registersFact,
  rowsAt,
  type Decisions,
} from '../../../kit/v1/index.ts';
import { decidedBy, method, reason, settles } from '../inputs.ts';
import { ruleTable } from '../kit.ts';
import { approverIsAnother, documentSubmitted } from './approving.ts';
import { isOwed, settlesOnlyOwed } from '../owing.ts';
import { isDeliberated } from './deliberation.ts';
import { answerRules, directives } from './directives.ts';
import { conformance, conformanceRules } from './editions.ts';

const standardsInput = z.strictObject({
  version: fields.line('版 / version'),
  document: fields.document('対策基準の文書 / the standards', {
    help: '基本方針と同じ文書でも構いません / may be one document with the policy',
  }),
  ...conformance,
  directives,
  ...method,
  settles: settles('owedOfStandards'),
});
/** The headings of its form. */
const standardsGroups = [
  { ja: '対策基準', en: 'the standards', fields: ['version', 'document'] },
  { ja: '統一基準への準拠', en: 'conformity with the common standards', fields: ['edition', 'conformance'] },
  { ja: '個別に決定された対策', en: 'directives', fields: ['directives'] },
  { ja: '策定の方法', en: 'method', fields: ['guideline', 'otherMethod'] },
  { ja: '改正', en: 'amendments', fields: ['settles'] },
];
const approvalInput = z.strictObject({
  document: fields.document('承認する文書 / document approved'),
  decidedBy: decidedBy.optional(),
});
const standardsFacts = z.object({
  registers: registersFact,
  common: commonFact.pick({ editions: true, directives: true, guidelines: true }),
});
const approvalLookUps = {
  facts: z.object({ registers: registersFact, common: commonFact.pick({ editions: true }), asked: askedFact }),
  asks: () => ({ asked: { sources: ['edition'] } }),
};

/** What standards submitted must be, the first of the year and each amendment. */
const submissionRules = [
  'policyApprovedFirst',
  ...conformanceRules,
  'directivesReflected',
  ...answerRules,
  'standardsDeliberated',
  'standardsSettleOwed',
  'methodFollowsGuideline',
] as const;
const approvalRules = ['standardsHashSubmitted', 'standardsApproverIsAnother'] as const;

export const decisions = {
  submitStandards: {
    input: standardsInput,
    groups: standardsGroups,
    facts: standardsFacts,
    by: ['promotionOffice'],
    clause: '3-4',
    room: 'reserved',
    rules: [...submissionRules],
    label: { ja: '対策基準を提出する', en: 'submit the standards' },
    why: {
      ja: '対策基準がないか改正が必要なため、案を提出してCISOの承認を受けます。',
      en: 'There are no standards, or they must be amended: they are submitted for approval.',
    },
  },
  approveStandards: {
    input: approvalInput,
    ...approvalLookUps,
    by: ['ciso'],
    clause: '3-4',
    room: 'always',
    rules: [...approvalRules],
    label: { ja: '対策基準を承認する', en: 'approve the standards' },
    why: {
      ja: '提出された対策基準が承認を待っています。',
      en: 'The standards submitted wait for approval.',
    },
  },
  returnStandards: {
    input: z.strictObject({ reason }),
    by: ['ciso'],
    clause: '3-4',
    room: 'always',
    rules: [],
    insteadOf: ['approveStandards'],
    label: { ja: '対策基準を差し戻す', en: 'return the standards' },
  },
  takeBackStandards: {
    input: z.strictObject({ reason }),
    by: ['promotionOffice'],
    clause: '3-4',
    room: 'always',
    rules: [],
    insteadOf: ['approveStandards', 'approveStandardsAmendment'],
    label: { ja: '提出した対策基準を取り戻す', en: 'take the submitted standards back' },
  },
  confirmStandardsUnchanged: {
    input: z.strictObject({ reason, directives }),
    facts: standardsFacts.extend({ asked: askedFact }),
    asks: approvalLookUps.asks,
    by: ['ciso'],
    clause: '3-4',
    room: 'reserved',
    rules: ['policyApprovedFirst', 'standardsInForce', 'directivesReflectedUnchanged', ...answerRules],
    insteadOf: ['submitStandards'],
    label: { ja: '対策基準を変更しないことを確認する', en: 'confirm the standards unchanged' },
    why: {
      ja: '前年度の対策基準を改めない場合は、CISOがその旨を確認します。',
      en: 'Where last year’s standards stay, the CISO confirms it.',
    },
  },
  submitStandardsAmendment: {
    input: standardsInput,
    groups: standardsGroups,
    facts: standardsFacts,
    by: ['promotionOffice'],
    clause: '3-4',
    room: 'reserved',
    rules: [...submissionRules],
    label: { ja: '対策基準の改正を提出する', en: 'submit an amendment of the standards' },
    why: {
      ja: '対策基準の改正を要する事項が残っています。',
      en: 'Something is owed that asks for amended standards.',
    },
  },
  approveStandardsAmendment: {
    input: approvalInput,
    ...approvalLookUps,
    by: ['ciso'],
    clause: '3-4',
    room: 'always',
    rules: [...approvalRules],
    label: { ja: '対策基準の改正を承認する', en: 'approve the amendment of the standards' },
    why: {
      ja: '提出された対策基準の改正が承認を待っています。',
      en: 'The amended standards submitted wait for approval.',
    },
  },
  returnStandardsAmendment: {
    input: z.strictObject({ reason }),
    by: ['ciso'],
    clause: '3-4',
    room: 'always',
    rules: [],
    insteadOf: ['approveStandardsAmendment'],
    label: { ja: '対策基準の改正を差し戻す', en: 'return the amendment of the standards' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  policyApprovedFirst: {
    clause: '3-4',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '対策基準は基本方針に基づいて定めます。先に基本方針を承認するか、変更しないことを確認してください。',
    en: 'The standards are based on the policy. Have the policy approved, or confirmed unchanged, first.',
    met: {
      ja: '基本方針が承認されているか、変更しないことが確認されている',
      en: 'the policy is approved, or confirmed unchanged',
    },
    test: ({ context }) => context.policy.approved !== undefined,
    remedies: ({ context: { policy } }) =>
      policy.submitted === undefined ? ['submitPolicy', 'confirmPolicyUnchanged'] : ['approvePolicy'],
  },
  standardsDeliberated: {
    clause: '6-4',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input', 'facts'],
    ja: 'この機関の定めでは、対策基準の前に委員会の審議が必要です。提出する文書を挙げた審議を記録してから提出してください。',
    en: 'By this body’s rules the committee deliberates before the standards. Record a deliberation that names the document, then submit it.',
    met: { ja: '対策基準の文書が委員会で審議されている', en: 'the committee deliberated on the standards' },
    test: ({ context, event }) => !event.facts.registers.committeeRule || isDeliberated(context, event.input.document),
    about: ({ event }) => [documentThing(event.input.document)],
    remedies: () => ['recordDeliberation'],
  },
  standardsSettleOwed: {
    clause: '3-17',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '実施するとされた改正に、対策基準の未了事項でないものが含まれています。一覧から選び直してください。統一基準群の版と個別の決定は、ここに挙げるのではなく、準拠する版とそれぞれへの対応を記入することで済みます。',
    en: 'An amendment named as carried out is not owed of the standards. Choose from the list of what is owed. Editions and directives are not named here: they are answered by the edition conformed to and by how each directive is answered.',
    met: {
      ja: '実施する改正が全て対策基準の未了事項である',
      en: 'every amendment named as carried out is owed of the standards',
    },
    test: ({ context, event }) => settlesOnlyOwed(context, 'standards', event.input.settles),
    about: ({ context, event: { input } }) =>
      input.settles.filter((ref) => !isOwed(context, 'standards', ref)).map((ref) => bareThing('owedItem', ref)),
    paths: ({ context, event: { input } }) =>
      rowsAt('settles', input.settles, (ref) => !isOwed(context, 'standards', ref)),
  },
  standardsHashSubmitted: documentSubmitted('3-4', ({ standards }) => standards.submitted),
  standardsApproverIsAnother: approverIsAnother('3-4', ({ standards }) => standards.submitted),
  standardsInForce: {
    clause: '3-4',
    basis: 'design',
    concerns: 'facts',
    reads: ['facts'],
    ja: '施行中の対策基準が登録されていません。対策基準を提出するか、導入時登録を行ってください。',
    en: 'No standards in force are registered. Submit the standards, or adopt the existing ones.',
    met: { ja: '施行中の対策基準が登録されている', en: 'standards in force are registered' },
    test: ({ event }) => event.facts.registers.standards !== undefined,
    remedies: () => ['submitStandards', 'submitAdoption'],
  },
});
