/** 対策基準: based on the policy, conforming to an edition, reflecting the directives (3-4, 3-5, 3-6, 4-1). The transitions are in `standards-track.ts`. */
import { z } from 'zod';
import {
  commonFact,
  dateInJapan,
  fields,
  registersFact,
  withAll,
  type Change,
  type CommonFact,
  type Decisions,
} from '../../../kit/v1/index.ts';
import { decidedBy, method, reason, settles } from '../inputs.ts';
import { ruleTable } from '../kit.ts';
import { owing, settlesOnlyOwed } from '../owing.ts';
import type { Context } from '../types.ts';
import { isDeliberated } from './deliberation.ts';

const directives = z
  .array(
    z.strictObject({
      directive: fields.ref('個別に決定された対策 / directive', { choices: 'directives' }),
      notApplicable: fields.ruledText('該当しない理由 / reason why it does not apply').optional(),
    }),
  )
  .max(200)
  .default([])
  .meta(fields.titled('個別に決定された対策の反映 / directives reflected'));

const standardsInput = z.strictObject({
  version: fields.line('版 / version'),
  document: fields.document('対策基準の文書 / the standards', {
    help: '基本方針と同じ文書でも構いません / may be one document with the policy',
  }),
  edition: fields.ref('準拠する統一基準群の版 / edition of the common standards', { choices: 'editions' }),
  conformance: z
    .array(
      z.strictObject({
        requirement: fields.ref('遵守事項 / requirement', { choices: 'requirements' }),
        by: fields.oneOf('対応 / how it is met', {
          measure: '対策を定める / by a measure',
          noSubject: '対象がない / there is nothing it applies to',
          exception: '例外措置 / by an exception',
        }),
        text: z.string().max(500).meta(fields.titled('対策事項又は理由 / measure, or reason')),
        departs: z
          .strictObject({ equalEffect: z.string().max(500).meta(fields.titled('同等の効果 / its equal effect')) })
          .optional()
          .meta(fields.titled('例示と異なる対策 / departure from the Guideline’s example')),
      }),
    )
    .max(1000)
    .default([])
    .meta(fields.titled('遵守事項との対応表 / conformance map')),
  directives,
  ...method,
  settles: settles('owedOfStandards'),
});
const approvalInput = z.strictObject({
  document: fields.document('承認する文書 / document approved'),
  decidedBy: decidedBy.optional(),
});
const standardsFacts = z.object({
  registers: registersFact,
  common: commonFact.pick({ editions: true, directives: true, guidelines: true }),
});
const approvalFacts = z.object({ registers: registersFact, common: commonFact.pick({ editions: true }) });

/** What standards submitted must be, the first of the year and each amendment. */
const submissionRules = [
  'policyApprovedFirst',
  'editionKnown',
  'conformanceComplete',
  'conformanceExplained',
  'departureHasEqualEffect',
  'directivesReflected',
  'standardsDeliberated',
  'standardsSettleOwed',
  'methodFollowsGuideline',
] as const;
const approvalRules = ['standardsHashSubmitted', 'standardsApproverIsAnother'] as const;

export const decisions = {
  submitStandards: {
    input: standardsInput,
    facts: standardsFacts,
    by: ['promotionOffice'],
    clause: '3-4',
    room: 'reserved',
    rules: [...submissionRules],
    label: { ja: '対策基準を提出する', en: 'submit the standards' },
    why: {
      ja: '対策基準がないか改定が必要なため、案を提出してCISOの承認を受けます。',
      en: 'There are no standards, or they must be amended: they are submitted for approval.',
    },
  },
  approveStandards: {
    input: approvalInput,
    facts: approvalFacts,
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
    facts: standardsFacts,
    by: ['ciso'],
    clause: '3-4',
    room: 'reserved',
    rules: ['policyApprovedFirst', 'standardsInForce', 'directivesReflectedUnchanged'],
    insteadOf: ['submitStandards'],
    label: { ja: '対策基準を変更しないことを確認する', en: 'confirm the standards unchanged' },
    why: {
      ja: '前年度の対策基準を改めない場合は、CISOがその旨を確認します。',
      en: 'Where last year’s standards stay, the CISO confirms it.',
    },
  },
  submitStandardsAmendment: {
    input: standardsInput,
    facts: standardsFacts,
    by: ['promotionOffice'],
    clause: '3-4',
    room: 'reserved',
    rules: [...submissionRules],
    label: { ja: '対策基準の改正を提出する', en: 'submit an amendment of the standards' },
    why: {
      ja: '対策基準の改定を要する事項が残っています。',
      en: 'Something is owed that asks for amended standards.',
    },
  },
  approveStandardsAmendment: {
    input: approvalInput,
    facts: approvalFacts,
    by: ['ciso'],
    clause: '3-4',
    room: 'always',
    rules: [...approvalRules],
    label: { ja: '対策基準の改正を承認する', en: 'approve the amendment of the standards' },
    why: {
      ja: '提出された対策基準の改定が承認を待っています。',
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

/**
 * How an edition stands on a day: the newest, its predecessor (accepted until the newest is to be applied), older, or
 * not registered. Older and overdue ones are marked and owed, never blocking (4-1, design).
 */
export function editionStanding(
  common: Pick<CommonFact, 'editions'>,
  edition: string,
  today: string,
): 'unknown' | 'accepted' | 'overdue' {
  const decided = common.editions.filter((known) => known.decidedOn <= today);
  const newest = [...decided].sort((a, b) => b.decidedOn.localeCompare(a.decidedOn))[0];
  if (newest === undefined || !decided.some((known) => known.id === edition)) return 'unknown';
  if (newest.id === edition) return 'accepted';
  return newest.predecessor === edition && today <= newest.applyBy ? 'accepted' : 'overdue';
}

function newestEdition(common: Pick<CommonFact, 'editions'>, today: string): string | undefined {
  return [...common.editions]
    .filter((known) => known.decidedOn <= today)
    .sort((a, b) => b.decidedOn.localeCompare(a.decidedOn))[0]?.id;
}

export const rules = ruleTable({
  policyApprovedFirst: {
    clause: '3-4',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '対策基準は基本方針に基づいて定めます。先に基本方針を承認するか、変更しないことを確認してください。',
    en: 'The standards are based on the policy. Have the policy approved, or confirmed unchanged, first.',
    test: ({ context }) => context.policy.approved !== undefined,
  },
  editionKnown: {
    clause: '4-1',
    basis: 'design',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '統一基準群のその版は登録されていません。登録されている版の番号を指定してください。',
    en: 'That edition of the common standards is not registered. Give the id of a registered one.',
    test: ({ context, event }) =>
      editionStanding(event.facts.common, event.input.edition, dateInJapan(context.at)) !== 'unknown',
  },
  conformanceComplete: {
    clause: '3-5',
    basis: 'text',
    concerns: 'input',
    reads: ['input', 'facts'],
    ja: '統一基準の全ての遵守事項について、対策事項、対象がない旨、又は例外措置を記載してください。足りない遵守事項があります。',
    en: 'Every requirement of the edition needs a measure, or “its subject does not exist here”, or an exception. Some are missing.',
    test: ({ event }) => {
      const edition = event.facts.common.editions.find((known) => known.id === event.input.edition);
      const mapped = new Set(event.input.conformance.map((item) => item.requirement));
      return edition === undefined || edition.requirements.every((requirement) => mapped.has(requirement));
    },
  },
  conformanceExplained: {
    clause: '3-5',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '対応表に、対策事項又は理由が空欄の行があります。記入してください。',
    en: 'A line of the conformance map states neither measure nor reason. Fill it in.',
    test: ({ event }) => event.input.conformance.every((item) => fields.isFilled(item.text)),
  },
  departureHasEqualEffect: {
    clause: '3-5',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: 'ガイドラインの例示と異なる対策には、同等の効果があることを記入してください。',
    en: 'A measure that departs from the Guideline’s example needs equal effect. Say what it is.',
    test: ({ event }) =>
      event.input.conformance.every((item) => item.departs === undefined || fields.isFilled(item.departs.equalEffect)),
  },
  directivesReflected: {
    clause: '3-6',
    basis: 'text',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '政府機関共通の対策として個別に決定されたものを全て反映するか、該当しない理由を記入してください。',
    en: 'Reflect every measure decided individually for the whole government, or say why it does not apply.',
    test: ({ event }) =>
      event.facts.common.directives.every((known) =>
        event.input.directives.some((item) => item.directive === known.id && item.notApplicable?.trim() !== ''),
      ),
  },
  directivesReflectedUnchanged: {
    clause: '3-6',
    basis: 'text',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '施行中の対策基準に反映されていない個別の決定があります。改正を提出するか、該当しない理由を記入してください。',
    en: 'The standards in force do not reflect a directive. Submit an amendment, or say why the directive does not apply.',
    test: ({ event }) =>
      event.facts.common.directives.every(
        (known) =>
          (event.facts.registers.standards?.directives ?? []).includes(known.id) ||
          event.input.directives.some((item) => item.directive === known.id && fields.isFilled(item.notApplicable)),
      ),
  },
  standardsDeliberated: {
    clause: '6-4',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input', 'facts'],
    ja: 'この機関の定めでは、対策基準の前に委員会の審議が必要です。提出する文書を挙げた審議を記録してから提出してください。',
    en: 'By this body’s rules the committee deliberates before the standards. Record a deliberation that names the document, then submit it.',
    test: ({ context, event }) => !event.facts.registers.committeeRule || isDeliberated(context, event.input.document),
  },
  standardsSettleOwed: {
    clause: '3-17',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '実施するとされた改正に、対策基準の未了事項でないものが含まれています。一覧から選び直してください。',
    en: 'An amendment named as carried out is not owed of the standards. Choose from the list of what is owed.',
    test: ({ context, event }) => settlesOnlyOwed(context, 'standards', event.input.settles),
  },
  standardsHashSubmitted: {
    clause: '3-4',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '承認しようとする文書が提出された文書と異なります。提出された文書を確認してください。',
    en: 'The document approved is not the one submitted. Look at the submitted document again.',
    test: ({ context, event }) => event.input.document === context.standards.submitted?.document,
  },
  standardsApproverIsAnother: {
    clause: '3-4',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '提出した本人は承認できません。別の人が承認してください。',
    en: 'Whoever submitted it cannot approve it. Someone else must approve.',
    test: ({ context, event }) => event.actor.person !== context.standards.submitted?.by,
  },
  standardsInForce: {
    clause: '3-4',
    basis: 'design',
    concerns: 'facts',
    reads: ['facts'],
    ja: '施行中の対策基準が登録されていません。対策基準を提出するか、導入時登録を行ってください。',
    en: 'No standards in force are registered. Submit the standards, or adopt the existing ones.',
    test: ({ event }) => event.facts.registers.standards !== undefined,
  },
});

/** Standing on an edition that is no longer accepted is marked, and an amendment is owed. */
export function editionDebt(context: Context, common: Pick<CommonFact, 'editions'>, edition: string): Change<Context> {
  const today = dateInJapan(context.at);
  const newest = newestEdition(common, today);
  if (newest === undefined || editionStanding(common, edition, today) === 'accepted') return {};
  return {
    marks: withAll(context.marks, 'oldEdition'),
    owed: owing(context, { ref: newest, source: 'edition', subject: 'standards', what: newest }),
  };
}
