/** Shapes of changes of the registry, as they are asked for and as they are answered. */
import { z } from '@hono/zod-openapi';
import { agencyClasses, isAgencyClass, organisationKinds, type OrganisationKind } from '../../model/organisations.ts';
import { isRole, type Role, roles } from '../../model/roles.ts';
import { effectsSchema } from '../registry-effects.ts';
import { namedField, namedRow } from '../registry-rows.ts';
import { instant, localDate, textSchema } from '../schemas.ts';

/** The kinds of bodies, for schemas. */
export const kinds = Object.keys(organisationKinds).filter((kind): kind is OrganisationKind =>
  Object.hasOwn(organisationKinds, kind),
);
/** The classes of agencies, for schemas. */
export const classes = Object.keys(agencyClasses).filter(isAgencyClass);

/** Under which law a designated corporation is guided and evaluated. */
export function lawOfCorporation<Field extends z.ZodType>(field: Field) {
  return {
    legalBasis: field.describe('指定法人の個別の根拠法 / the law of its own of a designated corporation'),
    objectivesBasis: field.describe('中期目標の根拠条項 / its article by which objectives are set'),
    publicationBasis: field.describe('評価の公表の根拠条項 / its article by which the evaluation is published'),
  };
}

/** What the rows of a CSV may be. */
export const csvKinds = ['organisations', 'departments', 'people', 'appointments'] as const;
const roleNames = Object.keys(roles).filter((role): role is Role => isRole(role));
const appointmentKinds = z.enum(['regular', 'concurrent', 'acting']);

/** Longer texts are refused by the registry itself, which says where. */
const id = z.string().max(200);
const text = z.string().max(2_000);
const day = z.string().max(20).describe('日本の日付（2026-04-01） / date in Japan');
const list = z.array(id).max(500);
const instrument = z.strictObject({ order: text, date: day }).describe('辞令 / order and date of the appointment');

/** Absent: as it is recorded. `null`: taken away. */
const emptied = (value: z.ZodString) => value.nullable().optional();

/** What a body was called before. */
export const formerNameSchema = z
  .strictObject({ nameJa: text, nameEn: text, to: day.describe('最後の日 / last day') })
  .describe('旧名称 / a former name');

/** The most rows of one kind in one change; more are imported as a file. */
const MOST = 2_000;

/** A change of the registry. Whether it may be made is judged as a whole. */
export const changeSchema = z
  .strictObject({
    organisations: z
      .array(
        z.strictObject({
          id,
          kind: z.enum(kinds),
          class: z.enum(classes).nullable().optional(),
          ...lawOfCorporation(emptied(text)),
          nameJa: text,
          nameEn: text,
          formerNames: z.array(formerNameSchema).max(100).optional(),
          renamedOn: day
            .optional()
            .describe(
              '改称日（新しい名称になった日）。誤記の訂正なら correction / first day of a new name, or correction where a slip is put right',
            ),
          supervisors: list.describe('所管府省庁。主たるものを先に / supervising ministries, the main one first'),
          corporateNumber: emptied(id),
          from: emptied(day),
          to: emptied(day),
          abolitionBasis: emptied(text),
          successors: list.optional(),
          fictional: z.boolean().default(false),
        }),
      )
      .max(MOST)
      .optional(),
    departments: z
      .array(
        z.strictObject({
          id,
          organisation: id,
          nameJa: text,
          nameEn: text,
          parent: emptied(id),
          bureau: z.boolean(),
          separate: z
            .boolean()
            .optional()
            .describe('監査室など、上位の部署と別に扱う / independent of what lies above it, such as an audit office'),
          from: emptied(day),
          to: emptied(day),
          successors: list.optional(),
        }),
      )
      .max(MOST)
      .optional(),
    people: z
      .array(
        z.strictObject({
          id,
          nameJa: text,
          nameEn: text,
          mail: emptied(text),
          home: emptied(id).describe(
            '所属する機関。外部の人は契約した機関（なければ省略） / the body the person belongs to; of an outside person the one that contracted them, if any',
          ),
          outside: z.strictObject({ firm: text, contract: text, from: day, to: day, declaration: text }).optional(),
        }),
      )
      .max(MOST)
      .optional(),
    appointments: z
      .array(
        z.strictObject({
          id,
          person: id,
          role: z.enum(roleNames),
          organisation: id,
          department: id.optional(),
          from: day,
          to: day.optional(),
          kind: appointmentKinds,
          instrument: instrument.optional(),
        }),
      )
      .max(MOST)
      .optional(),
    ends: z
      .array(
        z.strictObject({ appointment: id, to: day.describe('最終日 / last day'), instrument: instrument.optional() }),
      )
      .max(MOST)
      .optional()
      .describe('終わらせる任命 / appointments to end'),
    voids: z
      .array(z.strictObject({ appointment: id, reason: text }))
      .max(MOST)
      .optional()
      .describe(
        '発令取消（始まる前）・誤登録とする任命 / appointments that never were: voided before they begin, recorded in error afterwards',
      ),
    keeps: z
      .array(z.strictObject({ organisation: id }))
      .max(MOST)
      .optional()
      .describe('廃止を取りやめる機関（廃止日まで） / bodies whose end is taken back, until their last day'),
    nominations: z
      .array(
        z.strictObject({
          id,
          organisation: id,
          head: id,
          person: id,
          instance: id,
          decision: id.optional(),
          document: id,
          date: day,
          to: day.optional(),
        }),
      )
      .max(MOST)
      .optional(),
  })
  .openapi('RegistryChange');

const objectionUntil = instant.describe(
  'システム管理者の離任に異議を申し立てられる期限 / until when the end of an administrator’s post may be objected to',
);

/** What became of asking for a change. */
export const askedSchema = z
  .object({
    status: z.enum(['done', 'pending']),
    id: z.string().optional(),
    added: z.int().optional(),
    changed: z.int().optional(),
    unchanged: z.int().optional(),
    cleared: z.int().optional().describe('空にした項目の数 / how many fields it clears'),
    clearings: z
      .array(z.object({ kind: z.string(), id: z.string(), field: z.string() }))
      .optional()
      .describe('空にした項目（最初の500件） / the first 500 of them by name'),
    seq: z.int().optional().describe('台帳の記録の番号 / line of the registry’s journal'),
    soleAdministrator: z
      .literal(true)
      .optional()
      .describe('単独管理者：承認できる二人目がいなかった / there was no second administrator who could approve'),
    objectionUntil: objectionUntil.optional(),
    lastDay: localDate
      .optional()
      .describe('システム管理者の任の最終日 / the last day of the administrator’s post it ends'),
    expires: instant.optional(),
    warnings: z
      .array(textSchema.extend({ path: z.string() }))
      .optional()
      .describe('誤りかもしれないこと。妨げにはならない / what may be a slip; no obstacle'),
    guarded: z.array(z.string()).optional().describe('二人目の承認が要る行 / rows that need a second administrator'),
  })
  .openapi('AskedChange');

/** Asked with: look at what would become of it, and record nothing. */
export const checkOnly = z
  .enum(['1'])
  .optional()
  .describe('1：何が変わるかだけを示し、何も記録しない / 1: only say what would change; nothing is recorded');

/** What would become of a change. */
export const previewSchema = askedSchema
  .omit({ status: true, id: true, seq: true, expires: true })
  .extend({
    status: z
      .enum(['wouldBeMade', 'wouldWait', 'nothing'])
      .describe(
        '実施される・承認待ちになる・何も変わらない / made at once, waiting for a second administrator, no change',
      ),
    rows: z
      .array(
        textSchema.extend({
          kind: z.string(),
          id: z.string(),
          act: z.string(),
          ...namedRow,
          fields: z.array(
            textSchema.extend({
              field: z.string(),
              before: z.unknown().optional(),
              after: z.unknown().optional(),
              ...namedField,
            }),
          ),
        }),
      )
      .describe('書き込まれる行と、値が変わる項目（最初の500行） / the first 500 rows that would be written'),
    moreRows: z.int(),
    effects: effectsSchema.optional(),
  })
  .openapi('ChangePreview');

/** What approving a change that waits would do now. */
export const waitingPreviewSchema = previewSchema
  .pick({ rows: true, moreRows: true, effects: true })
  .extend({
    stale: textSchema
      .optional()
      .describe('求められた後に台帳が変わり、承認できない理由 / what has changed since, so that it cannot be approved'),
  })
  .openapi('WaitingChangePreview');

/** A change that was asked for, with what became of it. */
export const changeRowSchema = z
  .object({
    id: z.string(),
    status: z.enum(['pending', 'done', 'rejected', 'withdrawn', 'expired', 'objected']),
    by: z.string(),
    byName: textSchema.optional(),
    at: instant,
    expires: instant.optional(),
    bodies: z.array(z.string()),
    rows: z.array(z.object({ kind: z.string(), id: z.string(), act: z.string(), guarded: z.literal(true).optional() })),
    decidedBy: z.string().optional(),
    decidedByName: textSchema.optional(),
    decidedAt: instant.optional(),
    reason: z.string().optional(),
    seq: z.int().optional(),
    soleAdministrator: z.literal(true).optional(),
    objectionUntil: objectionUntil.optional(),
    mayObject: z
      .literal(true)
      .optional()
      .describe(
        'ご自身が今、異議を申し立てられる（一件を読むとき） / you may object to it now; where one change is read',
      ),
    given: z.unknown().optional().describe('求められた内容（承認待ちの間） / what was asked for, while it waits'),
  })
  .openapi('RegistryChangeRow');

/** A line of the registry's journal. */
export const registryLineSchema = z
  .object({
    seq: z.int(),
    at: instant,
    by: z.string(),
    token: z
      .object({
        id: z.string(),
        issuers: z
          .array(z.string())
          .describe('このトークンを発行した人。近い順 / who issued it, in its line of descent, the nearest first'),
      })
      .optional()
      .describe(
        '使われたトークン（設備自身の行にはない） / the token it was done with; none where the installation itself acted',
      ),
    hash: z.string(),
    previousHash: z.string(),
    rows: z.array(
      z.object({
        kind: z.string(),
        id: z.string(),
        act: z.string(),
        organisation: z.string().optional(),
        payloadHash: z.string(),
        row: z.unknown().optional(),
      }),
    ),
    hidden: z.int().describe('閲覧できない行の数 / rows you may not read'),
  })
  .openapi('RegistryLine');
