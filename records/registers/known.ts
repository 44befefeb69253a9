/**
 * The registers people keep (domain.md 3): their form, who keeps them, and what holds where nothing is recorded. Policy,
 * standards, structure, plan and criteria set in force are not among them: the approvals of cycles write those.
 */
import { z } from 'zod';
import { titled } from '../../model/field.ts';
import { governmentDatesSchema } from '../../model/government-dates.ts';
import { objectiveSchema } from '../../model/objectives.ts';
import { overridesSchema } from '../../model/calendar/schema.ts';
import { matching, sha256 } from '../../model/pattern.ts';
import { isRole, roles, type Role } from '../../model/roles.ts';
import { organisationKinds, type Profile } from '../../model/organisations.ts';
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
const name = (title: string) => z.string().min(1).max(200).meta(titled(title));
const date = (title: string) => z.iso.date().meta({ ...titled(title), reference: 'date' });
const role = z.enum(Object.keys(roles).filter(isRole)).meta(titled('役割 / a role', { labels: roles }));
const oneALine: Text = { ja: '一行に一つずつ書いてください。', en: 'One a line.' };
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
    value: z.strictObject({
      opened: z
        .array(
          z.strictObject({
            to: id.meta(titled('公開する相手の機関 / to which body', { choices: 'organisations' })),
            sees: z.enum(['board', 'state']).meta(
              titled('公開する内容 / what it sees', {
                labels: { board: '一覧の行 / the line on the board', state: '手続の状態 / where procedures stand' },
              }),
            ),
          }),
        )
        .max(200)
        .meta(titled('公開先 / opened to')),
    }),
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

const term = z.strictObject({ ja: name('日本語の名称 / name in Japanese'), en: name('英語の名称 / name in English') });

function appliesOnceDecided({ decidedOn, applyBy }: { readonly decidedOn: string; readonly applyBy: string }): boolean {
  return applyBy >= decidedOn;
}
const appliesBeforeDecided = {
  path: ['applyBy'],
  error:
    '適用期限が決定日より前です。決定日以後の日を指定してください / the apply-by date lies before the decision; give that day or a later one',
};

/** None chosen is not the same as none required: nobody says that no post is needed. */
const requiredOf = (profile: Profile) => z.array(role).min(1).meta(titled(organisationKinds[profile])).optional();

/** An edition of the common standards 統一基準群. Names of roles and the roles required belong to it, not to code. */
export const editionSchema = z
  .strictObject({
    id,
    nameJa: name('名称（日本語） / name in Japanese'),
    nameEn: name('名称（英語） / name in English'),
    decidedOn: date('決定日 / decided on'),
    /** Last day by which a body's standards conform to it. */
    applyBy: date('適用期限 / to be applied by'),
    predecessor: id.meta(titled('前の版 / the edition before', { choices: 'editions' })).optional(),
    /** SHA-256 of the document. */
    document: sha256()
      .meta(titled('文書 / document', { choices: 'documents' }))
      .optional(),
    requirements: z
      .array(name('遵守事項 / requirement'))
      .max(5_000)
      .meta(titled('遵守事項 / requirements', { help: oneALine })),
    roleTerms: z
      .partialRecord(role, term)
      .meta(titled('この版での役割の名称 / what this edition calls the roles'))
      .optional(),
    requiredRoles: z
      .strictObject({
        ministry: requiredOf('ministry'),
        'incorporated-administrative-agency': requiredOf('incorporated-administrative-agency'),
        'designated-corporation': requiredOf('designated-corporation'),
      })
      .meta(
        titled('この版で置かなければならない役割 / roles this edition requires', {
          help: '一つも選ばない種類の機関には、標準の役割が適用されます。 / Where none is chosen, the standard ones hold.',
        }),
      )
      .optional(),
  })
  .refine(appliesOnceDecided, appliesBeforeDecided);
export type Edition = z.output<typeof editionSchema>;

/** A measure decided individually for the whole government (3-6). */
export const directiveSchema = z
  .strictObject({
    id,
    titleJa: name('題名（日本語） / title in Japanese'),
    titleEn: name('題名（英語） / title in English'),
    decidedOn: date('決定日 / decided on'),
    /** Last day by which a body's standards reflect it, or it is settled otherwise. */
    applyBy: date('適用期限 / to be applied by'),
  })
  .refine(appliesOnceDecided, appliesBeforeDecided);
/** A guideline to be followed for risk assessment and measures (6-9). */
export const guidelineSchema = z.strictObject({
  id,
  titleJa: name('題名（日本語） / title in Japanese'),
  titleEn: name('題名（英語） / title in English'),
});
/** Objectively comparable criteria (5-1); what its predecessor does not have, or has alone, is not comparable. */
export const criteriaSetSchema = z.strictObject({
  id,
  nameJa: name('名称（日本語） / name in Japanese').optional(),
  nameEn: name('名称（英語） / name in English').optional(),
  predecessor: id.meta(titled('前の点検基準 / the set before', { choices: 'criteriaSets' })).optional(),
  criteria: z
    .array(name('基準 / criterion'))
    .min(1)
    .max(2_000)
    .meta(titled('基準 / criteria', { help: oneALine })),
});
export type Directive = z.output<typeof directiveSchema>;
export type Guideline = z.output<typeof guidelineSchema>;
export type CriteriaSet = z.output<typeof criteriaSetSchema>;

/** Registers of items for all bodies, kept by centre staff; the key of an item is its id. */
export const commonLists = {
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

/** Registers for all bodies that have one value; its key is empty, as that of a body's own. */
export const commonSettings = {
  governmentDates: {
    label: {
      ja: '協議・本部監査・所管の期限と間隔',
      en: 'dates of consultation, of headquarters’ audits and of supervision',
    },
    value: governmentDatesSchema,
    owners: ['centreStaff'],
  },
} as const satisfies Record<string, KnownRegister>;

export const commonRegisters = { ...commonLists, ...commonSettings } as const;

/** Registers of one body that only procedures write, and that its page shows. */
export const writtenRegisters = {
  objectives: {
    label: { ja: '主務大臣が指示した目標', en: 'objectives set by competent ministers' },
    value: objectiveSchema,
  },
} as const;

/** Registers of whose facts every open cycle is told. */
const toldToCycles: readonly string[] = ['editions', 'directives'];

/** Whether cycles are told of a fact once it is set: that cannot be called back. The end of a fact is told nobody. */
export function isToldToCycles(register: string, value: unknown): boolean {
  return value !== null && toldToCycles.includes(register);
}

export type CommonRegister = keyof typeof commonRegisters;
export type CommonList = keyof typeof commonLists;

/** True for a register of items: of the common ones all that are not settings. */
export function hasItems(organisation: string, register: string): boolean {
  return organisation === 'common' && !Object.hasOwn(commonSettings, register);
}

/** The register of that name, of a body or common; `undefined` when people keep none of that name. */
export function knownRegister(organisation: string, register: string): KnownRegister | undefined {
  const registers: Readonly<Record<string, KnownRegister>> =
    organisation === 'common' ? commonRegisters : organisationRegisters;
  return Object.hasOwn(registers, register) ? registers[register] : undefined;
}
