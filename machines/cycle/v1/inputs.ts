/** Pieces of inputs that several of the cycle's decisions have. */
import { z } from 'zod';
import { fields, roleName } from '../../kit/v1/index.ts';

/** A reason people will read later. */
export const reason = fields.text('理由 / reason');

/** A clause of the guideline, e.g. `3-15`. */
export const clause = fields
  .matching(/^(?:[1-6]-\d{1,2}|S-1)$/, {
    ja: '本指針の項の番号（例：3-15）を指定してください。',
    en: 'Give the number of a clause of the guideline, such as 3-15.',
  })
  .describe('本指針の項 / clause of the guideline');

/** Who really decided where it was not the CISO: minister, vice-minister, committee, president. */
export const decidedBy = fields.line('実際の決裁者（大臣、事務次官、委員会、理事長等） / who really decided');

/** A measure of the plan. */
export const measure = z.strictObject({
  id: fields
    .matching(/^[A-Za-z0-9-]{1,40}$/, {
      ja: '英数字とハイフンで 40 文字以内で指定してください。',
      en: 'Give at most 40 letters, digits and hyphens.',
    })
    .describe('対策の番号 / the measure’s number'),
  kind: z.enum(['training', 'selfInspection', 'audit', 'technical', 'other']).describe('種別 / kind of measure'),
  title: fields.line('件名 / title'),
  owner: z
    .strictObject({
      role: roleName.describe('役職 / role'),
      department: fields.department('部署 / department').optional(),
    })
    .describe('担当（役職） / owner: a post, whoever holds it acts'),
  due: fields.date(
    '期限（複数年にわたるものは今年度の中間目標の日） / due date; of several years, this year’s milestone',
  ),
  completes: fields
    .date('完了の期限（複数年にわたる場合） / date of completion, where it takes several years')
    .optional(),
  workability: fields.ruledText('業務への配慮 / how business and workflow were considered (6-8)', 300),
});

/** Which guideline the method follows, or why another one is used (6-9). */
export const method = {
  guideline: fields.line('沿ったガイドライン等の番号 / id of the guideline followed').optional(),
  otherMethod: fields.ruledText('他の手法による理由 / reason for another method').optional(),
};

/** Owed amendments that a submission carries out. */
export const settles = z
  .array(fields.ref('実施する改正等 / owed amendment'))
  .max(100)
  .describe('これにより実施する改正等（未了事項の番号） / owed amendments that this carries out');

/** What a body's first plan here cites instead of a predecessor's evaluation (3-19, design). */
export const earlierEvaluation = [
  z.strictObject({
    kind: z.literal('earlier'),
    evaluatedOn: fields.date('以前の評価の日 / date of the earlier evaluation'),
    document: fields.document('以前の評価 / the earlier evaluation'),
  }),
  z.strictObject({ kind: z.literal('none'), reason }),
] as const;

/** Improvements a decision opens, each with what it covers. */
export const improvementsToOpen = z
  .array(
    z.strictObject({
      covers: z
        .array(fields.ref('指摘・不十分の番号 / finding or insufficiency'))
        .min(1)
        .max(100)
        .describe('対象とする指摘等 / what it covers'),
      department: fields.department('部署 / department').optional(),
      needsAudit: fields.yes('独立した監査での確認を要するか / verified only by an independent audit').optional(),
    }),
  )
  .max(100)
  .describe('開始する改善措置と、それぞれが対象とする指摘等 / improvements to open and what each covers');
