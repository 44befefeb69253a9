/** Schemas shared by routes. What is documented here is what is sent. */
import { z } from '@hono/zod-openapi';
import { clauseIds } from '../model/clauses.ts';
import { matching, sha256 as ofSha256 } from '../model/pattern.ts';

export const textSchema = z.object({ ja: z.string(), en: z.string() }).openapi('Text');
/** An id with its words. */
export const named = textSchema.extend({ id: z.string() });

/** One role of a list of those who could act. */
export const whoSchema = z
  .object({
    role: z.string(),
    organisation: z.string().optional().describe('他の機関の役職の場合 / where it is held in another body'),
    ja: z.string(),
    en: z.string(),
    holders: z
      .array(z.object({ person: z.string(), ja: z.string(), en: z.string(), acting: z.boolean() }))
      .optional()
      .describe('現在の在任者。空は未発令 / who holds it now; empty: vacant'),
  })
  .openapi('Who');

/** One thing a refusal names. */
const thingSchema = z.object({ kind: z.string(), id: z.string(), ja: z.string(), en: z.string() }).openapi('Thing');

/** A clause with its section in the guideline's text. */
export const citedSchema = z.object({ clause: z.enum(clauseIds), section: z.string() });

/** The same as an agency is shown it: its own clause, and beside it the one of ministries. */
export const citedBesideSchema = citedSchema.extend({
  ministries: citedSchema.optional().describe('第3部の対応する条項 / the clause of section 3 in its place'),
});

/** A decision that would mend something: which, where, by whom. */
export const remedySchema = z.object({
  decision: z.string(),
  instance: z.string().optional(),
  ja: z.string(),
  en: z.string(),
  whoCould: z.array(whoSchema),
});

/** A failed rule as the caller reads it. */
export const refusalSchema = citedBesideSchema
  .extend({
    id: z.string(),
    basis: z.enum(['text', 'design']),
    concerns: z.enum(['who', 'state', 'facts', 'input']),
    ja: z.string(),
    en: z.string(),
    about: z.array(thingSchema).optional().describe('該当するもの / what it is about'),
    more: z.int().optional(),
    paths: z.array(z.string()).optional().describe('入力の該当箇所 / fields of the input at fault'),
    remedies: z.array(remedySchema).optional().describe('解消する決定 / decisions that would mend it'),
    whoCould: z.array(whoSchema),
  })
  .openapi('Refusal');

/** RFC 9457, with both languages apart. */
export const problemSchema = z
  .object({
    type: z.string(),
    status: z.int(),
    title: z.string(),
    detail: z.string(),
    ja: z.object({ title: z.string(), detail: z.string() }),
    en: z.object({ title: z.string(), detail: z.string() }),
    errors: z
      .array(
        z.object({
          path: z.string(),
          field: textSchema.optional().describe('項目の名称 / what the field is called'),
          ja: z.string(),
          en: z.string(),
        }),
      )
      .optional(),
    more: z.int().optional().describe('示していない誤りの数 / errors that are not shown'),
    refusals: z.array(refusalSchema).optional(),
    guideline: z.object({ decidedOn: z.string(), ja: z.string(), en: z.string() }).optional(),
    request: z.string(),
  })
  .openapi('Problem');

/** The last instant that is taken: the end of the year 2999. Beyond, there are no dates to count with. */
const lastInstant = Date.UTC(3000, 0, 1) - 1;
/** Instants are epoch milliseconds UTC. */
export const instant = z.int().min(0).max(lastInstant).describe('UTC からのミリ秒 / epoch milliseconds, UTC');
/** A date in Japan. */
export const localDate = matching(/^\d{4}-\d{2}-\d{2}$/, {
  ja: '日付（例：2026-11-23）を指定してください。',
  en: 'Give a date such as 2026-11-23.',
}).describe('日本の日付 / date in Japan');
/** Id of an organisation as it stands in addresses. */
export const organisationId = matching(/^[a-z0-9][a-z0-9-]{0,63}$/, {
  ja: '機関の ID（英小文字・数字・ハイフン、例：demo-ministry）を指定してください。',
  en: 'Give the id of a body: lower-case letters, digits and hyphens, such as demo-ministry.',
});
/** Fiscal year 年度 in an address or a query. */
export const fiscalYear = z.coerce.number().int().min(2000).max(2999);
/** Opaque ids of people, departments, appointments, tokens. */
export const opaqueId = matching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/, {
  ja: 'ID を一覧に示されたとおりに指定してください（英数字と . _ : - のみ）。',
  en: 'Give the id as lists show it: letters, digits and the signs . _ : - only.',
});
/** Lower-case hexadecimal SHA-256. */
export const sha256 = ofSha256();
/** The lists of a form, by the name that fields give (`x-field.choices`). */
export const listsSchema = z
  .record(
    z.string(),
    z.object({
      items: z.array(
        textSchema.extend({
          id: z.string(),
          group: textSchema.optional(),
          size: z.int().optional().describe('文書のバイト数 / bytes of a document'),
          mediaType: z.string().optional(),
          confidentiality: z.int().optional().describe('文書の機密性1〜3 / confidentiality class of a document'),
          by: textSchema.extend({ id: z.string() }).optional().describe('文書を登録した者 / who sent the document'),
          at: instant.optional().describe('文書を登録した時刻 / when the document was sent'),
          fills: z
            .record(z.string(), z.unknown())
            .optional()
            .describe('選ぶと記入される他の欄 / other fields that choosing it fills in'),
        }),
      ),
      more: z.literal(true).optional().describe('一覧に示していないものがある / there are others'),
      searchAt: z.string().optional().describe('他を検索する先 / where to search for others'),
    }),
  )
  .openapi({ description: '選択肢の一覧（schema の x-field.choices が名を示す） / lists to choose from' });

/** The query of a list: pages by cursor. */
export const page = {
  cursor: z.string().min(1).max(300).optional().describe('前の頁の next / the `next` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
};
/** Cursor of the next page; absent on the last. */
export const nextCursor = z.string().optional();
