/** Pieces of inputs that several of the cycle's decisions have. */
import { z } from 'zod';
import { fields, roleIds } from '../../kit/v1/index.ts';

/** A reason people will read later. */
export const reason = fields.text('理由 / reason');

/** A clause of the guideline, e.g. `3-15`. */
export const clause = fields
  .matching(/^(?:[1-6]-\d{1,2}|S-1)$/, {
    ja: '本指針の項の番号（例：3-15）を指定してください。',
    en: 'Give the number of a clause of the guideline, such as 3-15.',
  })
  .meta(fields.titled('本指針の項 / clause of the guideline', { choices: 'clauses' }));

/** Who really decided where it was not the CISO: minister, vice-minister, committee, president. */
export const decidedBy = fields.line('実際の決裁者 / who really decided', {
  help: '最高情報セキュリティ責任者以外が決裁した場合（大臣、事務次官、委員会、理事長等） / where it was not the CISO: minister, vice-minister, committee, president',
});

/** What kind a measure is of; training and technical ones are required by 3-8. */
const measureKind = fields.oneOf('種別 / kind', {
  training: '教育・訓練 / education and training',
  selfInspection: '自己点検 / self-inspection',
  audit: '監査 / audit',
  technical: '情報システムに対する技術的な対策 / technical measure for information systems',
  other: 'その他 / other',
});

/** What an improvement comes from. */
export const improvementSource = fields.oneOf('契機 / what it comes from', {
  audit: '監査の指摘 / finding of an audit',
  judgement: '点検の結果の判断 / the judgement of the inspection',
  incident: 'インシデント / incident',
  headquarters: 'サイバーセキュリティ戦略本部の助言等 / advice of headquarters',
  minister: '主務大臣の求め / request of the minister',
  own: '自らの気付き / found by the body itself',
});

/** A measure of the plan. */
export const measure = z.strictObject({
  id: fields
    .matching(/^[A-Za-z0-9-]{1,40}$/, {
      ja: '英数字とハイフンで 40 文字以内で指定してください。',
      en: 'Give at most 40 letters, digits and hyphens.',
    })
    .meta(fields.titled('対策の番号 / number', { example: 'M-01' })),
  kind: measureKind,
  title: fields.line('件名 / title'),
  owner: z
    .strictObject({
      role: fields.role('役職 / post', roleIds),
      department: fields.department('部署 / department').optional(),
    })
    .meta(
      fields.titled('担当 / owner', { help: '役職で定め、その職にある者が行います / a post: whoever holds it acts' }),
    ),
  due: fields.date('期限 / due date', {
    help: '複数年にわたるものは、今年度の中間目標の日 / of several years: this year’s milestone',
  }),
  completes: fields
    .date('完了の期限 / date of completion', {
      help: '複数年にわたる場合に限ります / only where it takes several years',
    })
    .optional(),
  workability: fields.ruledText('業務への配慮 / regard for business', {
    max: 300,
    help: '業務要件や業務フローへの支障が生じないよう、どう配慮したか / how business requirements and workflow were considered',
  }),
});

/** Which guideline the method follows, or why another one is used (6-9). */
export const method = {
  guideline: fields.line('沿ったガイドライン等 / guideline followed', { choices: 'guidelines' }).optional(),
  otherMethod: fields
    .ruledText('他の手法による理由 / reason for another method', {
      requiredWhen: { field: 'guideline', missing: true },
    })
    .optional(),
};

/** Owed amendments that a submission carries out. */
export const settles = (choices: `owedOf${string}`) =>
  z
    .array(fields.ref('実施する改正等 / owed amendment', { choices }))
    .max(100)
    .default([])
    .meta(fields.titled('これにより実施する改正等 / owed amendments that this carries out'));

/** What a body's first plan here cites instead of a predecessor's evaluation (3-19, design). */
export const earlierEvaluation = [
  z.strictObject({
    kind: fields.kind('earlier', '本システムの導入前の評価 / an evaluation from before it was kept here'),
    evaluatedOn: fields.date('以前の評価の日 / date of the earlier evaluation'),
    document: fields.document('以前の評価 / the earlier evaluation'),
  }),
  z.strictObject({ kind: fields.kind('none', '評価がない / there is none'), reason }),
] as const;

/** Who may confirm it. */
export const needsAudit = fields.yes('独立した監査での確認を要する / verified only by an independent audit', {
  help: '独立した監査で確認されるまで確認済みとしません / it counts as verified only once an independent audit has confirmed it',
});

/** What people call an improvement. */
export const improvementTitle = fields.heading('題名 / title', {
  help: '一覧や期限の表示で改善措置を見分ける一行です。個人名は書きません / one line by which the improvement is told from others in lists and tasks; no names of people',
  example: '退職者の利用権限の残存',
});

/** Improvements a decision opens, each with what it covers. */
export const improvementsToOpen = z
  .array(
    z.strictObject({
      title: improvementTitle,
      covers: z
        .array(fields.ref('指摘・不十分 / finding or insufficiency', { choices: 'toCover' }))
        .min(1)
        .max(100)
        .meta(fields.titled('対象とする指摘等 / what it covers')),
      department: fields.department('部署 / department').optional(),
      needsAudit: needsAudit.optional(),
    }),
  )
  .max(100)
  .default([])
  .meta(fields.titled('開始する改善措置 / improvements to open'));
