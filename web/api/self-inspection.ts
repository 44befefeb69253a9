/**
 * The self-inspections of a body's departments (3-12), for those who see to them: who has handed in and who has not, a file
 * to send round, and the file that came back – entered as one decision of the promotion office, all of it or nothing.
 */
import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { handInStatuses } from '../../machines/core/index.ts';
import { RegistryErrors } from '../../contract/records/registry.ts';
import { readSelfInspections, selfInspectionTemplate } from '../../records/import/self-inspections.ts';
import { attachmentNamed } from '../attachment.ts';
import { bytesOf, declaredCharsetOf, maximumBody, mediaTypeOf, wrongMediaType } from '../body.ts';
import { check } from '../decisions/check.ts';
import { rulesForPeople, toldRefusals } from '../decisions/refused.ts';
import { refusal } from '../decisions/refusing.ts';
import { checkMayDecide, take } from '../decisions/take.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { checkReadable } from '../instances.ts';
import { Problem } from '../problems.ts';
import { cycleParams, instanceOf } from '../procedures/address.ts';
import { instant, named, refusalSchema, textSchema } from '../schemas.ts';
import {
  atLine,
  barredFrom,
  bodyOf,
  checkReads,
  collectionOf,
  formOf,
  handInFor,
  handInsOf,
  isMissing,
  keep,
  namesOf,
  order,
  summaryOf,
  withLines,
} from '../self-inspections.ts';
import { tableOf } from '../table.ts';
import { checkOnly } from './registry-schemas.ts';

const handInSchema = z
  .object({
    department: named,
    status: textSchema.extend({ id: z.enum(handInStatuses) }),
    at: instant.optional().describe('記録した時刻 / when it was recorded'),
    by: z.string().optional().describe('記録した者 / who recorded it'),
    through: named.optional().describe('含まれる記録の部署 / the department whose record covers it'),
    reminded: instant.optional().describe('最後に督促した時刻 / when it was last sent a reminder'),
    reason: z
      .string()
      .optional()
      .describe('対象としない、又は未提出のまま判断する理由 / why left out, or judged without'),
  })
  .openapi('HandIn');

/** `GET …/self-inspection` */
export const selfInspection = described({
  method: 'get',
  path: '/procedures/{kind}/{year}/{organisation}/self-inspection',
  tag: 'procedures',
  summary: { ja: '自己点検の提出状況', en: 'who has handed in the self-inspection, and who has not' },
  description: {
    ja: '計画で自己点検の対象とする部署ごとの提出状況です。廃止された部署は、承継した部署で示します。推進体制（事務局）、統括情報セキュリティ責任者、情報セキュリティ監査責任者、最高情報セキュリティ責任者が見ます。督促は決定 remindSelfInspection で行います。',
    en: 'How it stands with each department of which the plan asks a self-inspection; of one that has ended its successors. For the promotion office, the head of information security officers, the audit officer and the CISO. A reminder is sent by the decision remindSelfInspection.',
  },
  params: cycleParams,
  query: none,
  body: noBody,
  success: {
    status: 200,
    text: { ja: '未提出の部署から', en: 'what is missing first' },
    schema: z.object({ missing: z.int(), items: z.array(handInSchema) }),
  },
  table: tableOf(handInSchema, {
    columns: [
      { head: { ja: '部署', en: 'department' }, cell: [{ at: { ja: 'department.ja', en: 'department.en' } }] },
      { head: { ja: '部署ID', en: 'id' }, cell: [{ at: 'department.id' }] },
      { head: { ja: '状況', en: 'status' }, cell: [{ at: { ja: 'status.ja', en: 'status.en' } }] },
      { head: { ja: '記録', en: 'recorded' }, cell: [{ at: 'at', as: 'date' }] },
      { head: { ja: '督促', en: 'reminded' }, cell: [{ at: 'reminded', as: 'date' }] },
      { head: { ja: '理由', en: 'reason' }, cell: [{ at: 'reason' }] },
    ],
    none: { ja: '自己点検の対象とする部署はありません。', en: 'No department is asked for a self-inspection.' },
  }),
});

const enteredSchema = z
  .object({
    departments: z.array(
      named.extend({
        line: z.string().describe('ファイルの行 / line of the file'),
        subject: z.int(),
        answered: z.int(),
        compliant: z.int(),
        notAchieved: z.int().describe('未達成の項目数 / criteria not achieved'),
        before: textSchema
          .extend({ id: z.enum(handInStatuses) })
          .optional()
          .describe('これまでの状況 / how it stood'),
      }),
    ),
    missing: z.array(named).describe('なお未提出の部署 / whose record is still missing then'),
    wouldBeTaken: z.boolean().optional().describe('check=1 のとき / with check=1'),
    refusals: z.array(refusalSchema).optional(),
    seq: z.int().optional().describe('記録番号 / number of the entry'),
    at: instant.optional(),
  })
  .openapi('EnteredSelfInspections');

/** Largest file: what it says must fit into one decision. */
const maximumFile = 4 * maximumBody;

export function selfInspectionRoutes(router: Router) {
  const { parts } = router;
  const standing = endpoint(router, selfInspection, async ({ me, params }) => {
    const collection = await collectionOf(parts, me, instanceOf(params));
    checkReads(collection);
    const list = await handInsOf(parts, collection);
    const nameOf = await namesOf(parts, collection, list);
    const items = [...list].sort((a, b) => order(a) - order(b)).map((one) => handInFor(one, nameOf));
    return { status: 200, body: { missing: list.filter(isMissing).length, items } } as const;
  });
  endpoint(
    router,
    {
      method: 'get',
      path: '/procedures/{kind}/{year}/{organisation}/self-inspection/template',
      tag: 'procedures',
      summary: { ja: '自己点検の集計用のひな形（CSV）', en: 'a template for the self-inspections collected (CSV)' },
      description: {
        ja: '未提出の部署（全て提出済みなら対象の全部署）の行と、計画で定めた判断基準の列があります。役割が複数の部署は行を加えてください。「#」で始まる行に書き方があり、読み飛ばされます。',
        en: 'It has a line for each department whose record is missing (for all, where none is) and a column for each criterion of the plan. Add lines where a department has several roles. Lines that begin with # explain it and are passed over.',
      },
      params: cycleParams,
      query: none,
      body: noBody,
      success: {
        status: 200,
        text: { ja: 'UTF-8（BOM付き）の CSV', en: 'CSV, UTF-8 with BOM' },
        schema: z.string(),
        mediaType: 'text/csv',
      },
    },
    async ({ me, params }) => {
      const collection = await collectionOf(parts, me, instanceOf(params));
      checkReads(collection);
      const list = await handInsOf(parts, collection);
      const wanted = list.some(isMissing) ? list.filter(isMissing) : list.filter(({ status }) => status !== 'leftOut');
      const departments = wanted.map(({ department }) => department);
      const content = selfInspectionTemplate(await formOf(parts, collection), departments);
      return new Response(content, {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': attachmentNamed(`自己点検-${params.year}.csv`, `self-inspection-${params.year}.csv`),
          'cache-control': 'no-store',
        },
      });
    },
  );
  endpoint(
    router,
    {
      method: 'post',
      path: '/procedures/{kind}/{year}/{organisation}/self-inspection',
      tag: 'procedures',
      summary: {
        ja: '集めた自己点検の結果を CSV で記録する（全体か、なしか）',
        en: 'enter the self-inspections collected, from a CSV: all of it or nothing',
      },
      description: {
        ja: '推進体制（事務局）が行います。ひな形の列の CSV（UTF-8・CP932。Content-Type の charset で指定可）を送ると、一つの決定 enterSelfInspections として記録し、ファイルは証跡として保存します。誤りは行ごとにすべて示します。各部署の責任者に通知され、記録し直せます。責任者が自ら記録した部署は上書きしません。check=1 では何が記録されるかだけを示し、何も記録しません（Idempotency-Key は不要です）。',
        en: 'By the promotion office. A CSV with the template’s columns (UTF-8 or CP932; charset in Content-Type declares it) is entered as one decision, enterSelfInspections, and the file kept as its document. Each error names its line. The officer of each department is told and may record it anew; what an officer recorded is not written over. With check=1 it only says what would be entered: nothing is recorded, and no Idempotency-Key is needed.',
      },
      params: cycleParams,
      query: z.strictObject({
        check: checkOnly,
        measures: z
          .string()
          .min(1)
          .max(2000)
          .optional()
          .describe(
            '当たる計画の自己点検の番号（コンマ区切り）。計画に同じ部署の自己点検が二つ以上ある場合 / the plan’s self-inspections that this is, separated by commas, where it has several of one department',
          ),
      }),
      body: noBody,
      takes: { 'text/csv': z.string().openapi({ format: 'binary' }) },
      repeat: 'own',
      looks: ({ check: looks }) => looks !== undefined,
      success: {
        status: 200,
        text: { ja: '記録済み、又は（check=1）何が記録されるか', en: 'entered, or (check=1) what would be' },
        schema: enteredSchema,
      },
      problems: ['refusedWho', 'refused', 'diskFull'],
    },
    async ({ c, me, params, query, key }) => {
      const instance = instanceOf(params);
      if (mediaTypeOf(c.req.raw) !== 'text/csv') throw wrongMediaType(['text/csv']);
      const collection = await collectionOf(parts, me, instance);
      const { enteredBy } = collection.handIns;
      const barred = await barredFrom(parts, me, collection);
      // Before the file is read: whoever may not enter it has nothing of it looked at.
      if (barred.length > 0 && query.check === undefined) {
        throw await refusal(parts, me, collection, enteredBy, { type: enteredBy }, barred);
      }
      if (barred.length > 0) {
        const { refusals, names } = await toldRefusals(parts, me, collection, {}, barred);
        const nothing = { departments: [], missing: [] };
        return { status: 200, body: { ...nothing, wouldBeTaken: false, refusals: rulesForPeople(refusals, names) } };
      }
      const bytes = await bytesOf(c.req.raw, maximumFile);
      const charset = declaredCharsetOf(c.req.raw);
      const file = { bytes, ...(charset !== undefined && { charset }) };
      const { rows, problems, more } = readSelfInspections(file, await formOf(parts, collection));
      if (problems.length > 0) throw new RegistryErrors([...problems], more);
      const document = createHash('sha256').update(bytes).digest('hex');
      const body = bodyOf(collection, rows, { document, measures: query.measures?.split(',') });
      const summary = await summaryOf(parts, collection, rows);
      if (query.check !== undefined) {
        const { wouldBeTaken, refusals } = await check(parts, me, { instance, body, brings: [document] });
        const told = refusals.map((one) => ({ ...one, ...(one.paths && { paths: one.paths.map(atLine(rows)) }) }));
        return { status: 200, body: { ...summary, wouldBeTaken, refusals: told } };
      }
      await keep(parts, me, collection, { bytes, charset, year: params.year });
      const { seq, at } = await take(parts, me, { instance, key, body }).catch((error: unknown) => {
        throw error instanceof Problem ? withLines(error, rows) : error;
      });
      return { status: 200, body: { ...summary, seq, at }, headers: { etag: `"${seq}"` } };
    },
    async ({ me, params, query, key }) => {
      const instance = instanceOf(params);
      if (query.check === undefined) await checkMayDecide(parts, me, instance, key);
      else await checkReadable(parts, me, instance);
    },
  );
  return standing;
}
