/**
 * The registers people keep (domain.md 3): their form, who keeps them, and what holds where nothing is recorded. Policy,
 * standards, structure, plan and criteria set in force are not among them: the approvals of cycles write those.
 */
import { z } from 'zod';
import { overridesSchema } from '../../model/calendar/schema.ts';
import { matching, sha256 } from '../../model/pattern.ts';
import { isRole, type Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';

/** One register that people keep. */
export interface KnownRegister {
  readonly label: Text;
  readonly value: z.ZodType;
  /** Who keeps it: roles of the body itself, or of the centre for the common ones. */
  readonly owners: readonly Role[];
}

const id = matching(/^[a-z0-9][a-z0-9.-]{0,62}$/, {
  ja: '英小文字・数字・ハイフン・ピリオドで 63 文字以内、先頭は英小文字か数字で指定してください',
  en: 'give at most 63 lower-case letters, digits, hyphens and full stops, the first a letter or digit',
});
const name = z.string().min(1).max(200);
const date = z.iso.date();
const role = z.string().refine(isRole).meta({ description: '役割 / a role' });
const days = z.int().min(0).max(3_650);

/** Registers of one organisation. */
export const organisationRegisters = {
  committeeRule: {
    label: { ja: '委員会の審議を要する', en: 'the committee deliberates before standards and plan' },
    value: z.boolean(),
    owners: ['ciso'],
  },
  exceptionDecider: {
    label: { ja: '例外措置の決定者', en: 'who decides exceptions' },
    value: role,
    owners: ['ciso'],
  },
  minimumObservationDays: {
    label: { ja: '効果確認の最短の観察日数', en: 'shortest observation of an improvement, in days' },
    value: days,
    owners: ['ciso'],
  },
  coolingOffDays: {
    label: { ja: '監査実施者の離任後の冷却日数', en: "an auditor's cooling-off after leaving a department, in days" },
    value: days,
    owners: ['ciso'],
  },
  maximumExtensions: {
    label: {
      ja: '統括情報セキュリティ責任者が認められる期限の延長の回数（一つの改善措置につき）',
      en: 'extensions of one improvement that the head of officers may grant; any further one is the CISO’s',
    },
    value: z.int().min(0).max(100),
    owners: ['ciso'],
  },
  longestTermDays: {
    label: { ja: '期限として指定できる最長の日数', en: 'how far ahead a date may lie, in days' },
    value: z.int().min(1).max(3_650),
    owners: ['ciso'],
  },
  longestExceptionDays: {
    label: { ja: '例外措置の最長の日数', en: 'how long an exception may last, in days' },
    value: z.int().min(1).max(3_650),
    owners: ['ciso'],
  },
  auditIntervalYears: {
    label: { ja: '部署が監査を受けるべき間隔（年）', en: 'years within which every department is audited' },
    value: z.int().min(1).max(20),
    owners: ['ciso'],
  },
  enteredFor: {
    label: { ja: '別途決裁済みの内容の登録を認める', en: 'decisions taken on paper may be entered' },
    value: z.boolean(),
    owners: ['ciso'],
  },
  escalateToSupervisors: {
    label: {
      ja: '期限超過を所管府省庁に知らせる',
      en: 'the supervising ministries are told of what stays overdue',
    },
    value: z.boolean(),
    owners: ['ciso'],
  },
  /** Form alone; whether it makes a calendar with that of the body's profile is checked when it is set. */
  calendarOverrides: {
    label: { ja: '日程の独自設定', en: 'what differs in the calendar of its own' },
    value: overridesSchema,
    owners: ['ciso'],
  },
  visibility: {
    label: { ja: '外部への公開範囲', en: 'who outside sees what' },
    value: z.strictObject({ opened: z.array(z.strictObject({ to: id, sees: z.enum(['board', 'state']) })).max(200) }),
    owners: ['ciso'],
  },
} as const satisfies Record<string, KnownRegister>;

export type OrganisationRegister = keyof typeof organisationRegisters;

/** What holds where a body has recorded nothing. Configuration, never law. */
export const registerDefaults = {
  committeeRule: false,
  exceptionDecider: 'ciso',
  minimumObservationDays: 30,
  coolingOffDays: 0,
  maximumExtensions: 2,
  longestTermDays: 1_095,
  longestExceptionDays: 730,
  auditIntervalYears: 3,
  escalateToSupervisors: false,
} as const;

const term = z.strictObject({ ja: name, en: name });

function appliesOnceDecided({ decidedOn, applyBy }: { readonly decidedOn: string; readonly applyBy: string }): boolean {
  return applyBy >= decidedOn;
}
const appliesBeforeDecided = {
  path: ['applyBy'],
  error:
    '適用期限が決定日より前です。決定日以後の日を指定してください / the apply-by date lies before the decision; give that day or a later one',
};

/** An edition of the common standards 統一基準群. Names of roles and the roles required belong to it, not to code. */
export const editionSchema = z
  .strictObject({
    id,
    nameJa: name,
    nameEn: name,
    decidedOn: date,
    /** Last day by which a body's standards conform to it. */
    applyBy: date,
    predecessor: id.optional(),
    /** SHA-256 of the document. */
    document: sha256().optional(),
    requirements: z.array(name).max(5_000),
    roleTerms: z.record(z.string().refine(isRole), term).optional(),
    requiredRoles: z
      .strictObject({
        ministry: z.array(role).optional(),
        'incorporated-administrative-agency': z.array(role).optional(),
        'designated-corporation': z.array(role).optional(),
      })
      .optional(),
  })
  .refine(appliesOnceDecided, appliesBeforeDecided);
export type Edition = z.output<typeof editionSchema>;

/** A measure decided individually for the whole government (3-6). */
export const directiveSchema = z
  .strictObject({
    id,
    decidedOn: date,
    /** Last day by which a body's standards reflect it, or it is settled otherwise. */
    applyBy: date,
    titleJa: name,
    titleEn: name,
  })
  .refine(appliesOnceDecided, appliesBeforeDecided);
/** A guideline to be followed for risk assessment and measures (6-9). */
export const guidelineSchema = z.strictObject({ id, titleJa: name, titleEn: name });
/** Objectively comparable criteria (5-1); what its predecessor does not have, or has alone, is not comparable. */
export const criteriaSetSchema = z.strictObject({
  id,
  nameJa: name.optional(),
  nameEn: name.optional(),
  predecessor: id.optional(),
  criteria: z.array(name).min(1).max(2_000),
});
export type Directive = z.output<typeof directiveSchema>;
export type Guideline = z.output<typeof guidelineSchema>;
export type CriteriaSet = z.output<typeof criteriaSetSchema>;

/** Registers for all bodies, kept by centre staff; the key of an item is its id. */
export const commonRegisters = {
  editions: {
    label: { ja: '統一基準群の版', en: 'editions of the common standards' },
    value: editionSchema,
    owners: ['centreStaff'],
  },
  directives: {
    label: { ja: '個別に決定された対策', en: 'measures decided individually' },
    value: directiveSchema,
    owners: ['centreStaff'],
  },
  guidelines: {
    label: { ja: '準拠すべき指針', en: 'guidelines to be followed' },
    value: guidelineSchema,
    owners: ['centreStaff'],
  },
  criteriaSets: {
    label: { ja: '共通の点検基準', en: 'common sets of criteria' },
    value: criteriaSetSchema,
    owners: ['centreStaff'],
  },
} as const satisfies Record<string, KnownRegister>;

/** Registers of whose facts every open cycle is told. */
const toldToCycles: readonly string[] = ['editions', 'directives'];

/** Whether cycles are told of a fact once it is set: that cannot be called back. The end of a fact is told nobody. */
export function isToldToCycles(register: string, value: unknown): boolean {
  return value !== null && toldToCycles.includes(register);
}

export type CommonRegister = keyof typeof commonRegisters;

/** The register of that name, of a body or common; `undefined` when people keep none of that name. */
export function knownRegister(organisation: string, register: string): KnownRegister | undefined {
  const registers: Readonly<Record<string, KnownRegister>> =
    organisation === 'common' ? commonRegisters : organisationRegisters;
  return Object.hasOwn(registers, register) ? registers[register] : undefined;
}
