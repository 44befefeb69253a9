/** The board: where every body stands, as far as the reader may see it; as lines, and as a file. */
import { z } from '@hono/zod-openapi';
import { dateInJapan, fiscalYearName, fiscalYearOf } from '../../model/japan-time.ts';
import { boardCountNames, boardLine, boardSorts, kindOfBody } from '../../model/board.ts';
import { ownWords } from '../../model/pattern.ts';
import { attachmentNamed } from '../attachment.ts';
import { betweenColumns } from '../board/between.ts';
import { boardCsv } from '../board/csv.ts';
import { auditsSchema, lineSchema, scopedFilter, shownAudits, shownLines, type ShownLine } from '../board/lines.ts';
import { makeBoardNotes } from '../board/notes.ts';
import type { Caller } from '../caller.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { fiscalYear, nextCursor, organisationId, page } from '../schemas.ts';
import { tableOf } from '../table.ts';
import { boardPhases } from '../texts.ts';

/** A count's column: headed by the words of its schema. */
const countColumns = boardCountNames.map((at) => ({
  head: ownWords(boardLine.shape[at].description ?? '') ?? { ja: at, en: at },
  cell: [{ at }],
}));

const boardSchema = z.object({
  installation: z.enum(['demonstration', 'real']),
  year: z.int(),
  items: z.array(lineSchema),
  next: nextCursor,
  totals: z.object({
    bodies: z.int(),
    byPhase: z.record(z.string(), z.int()),
    overdue: z.int(),
    openImprovements: z.int(),
    improvementsByRound: boardLine.shape.improvementsByRound,
    auditsByPhase: auditsSchema,
    notTakenUp: z.int(),
  }),
});

/** What is asked for, whichever way it is given. */
const asked = {
  year: fiscalYear.optional().describe('年度（省略時は今年度）/ fiscal year; this one when omitted'),
  kind: kindOfBody.optional().describe('機関の種類 / kind of body'),
  phase: z.string().min(1).max(64).optional().describe('段階 / phase'),
  supervisor: organisationId.optional().describe('所管府省庁 / supervising ministry'),
  overdue: z.enum(['true', 'false']).optional().describe('期限を過ぎたもののみ / only bodies with something overdue'),
  search: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('名称（旧名称を含む）の一部 / part of a name, also a former one'),
  sort: z
    .enum(boardSorts)
    .optional()
    .describe(
      '並べ方：機関（省略時）・超過日数・次の期限・名称・段階 / order: body (when omitted), days overdue, next due, name, phase',
    ),
  order: z
    .enum(['asc', 'desc'])
    .optional()
    .describe(
      '昇順・降順（省略時：超過日数は降順、ほかは昇順）/ ascending or descending; days overdue descend when omitted',
    ),
};
const askedQuery = z.strictObject(asked);
type Asked = z.output<typeof askedQuery>;

/** `GET /board` */
export const board = described({
  method: 'get',
  path: '/board',
  tag: 'board',
  summary: { ja: '各機関の状況', en: 'where every body stands' },
  description: {
    ja: '自機関、所管する機関、公開された機関の行だけが見えます。本文・指摘・文書は含みません。超過の理由と待っている役職は、自機関、所管する機関、状態まで公開された機関の行に付き、連絡先は自機関と所管する機関の行に付きます。複数の機関にまたがる手続は、当事者である方の一覧にだけ、件数と段階が付きます。',
    en: 'Only your own body, those you supervise, and those opened to you. No texts, findings or documents. Why something is late and whom it waits for stand at your own body, those you supervise and those that opened their states to you; contacts at the first two. Of procedures between bodies their parties alone see counts and phases.',
  },
  params: none,
  query: z.strictObject({
    ...page,
    // It carries what the lines are sorted by, a name for one.
    cursor: z.string().min(1).max(2_000).optional().describe('前の頁の next / the `next` of the page before'),
    ...asked,
  }),
  body: noBody,
  success: { status: 200, text: { ja: '機関ごとの行と合計', en: 'lines and totals' }, schema: boardSchema },
  table: tableOf(lineSchema, {
    columns: [
      { head: { ja: '機関', en: 'body' }, cell: [{ at: { ja: 'nameJa', en: 'nameEn' } }] },
      { head: { ja: 'ID', en: 'id' }, cell: [{ at: 'organisation' }] },
      { head: { ja: '段階', en: 'phase' }, cell: [{ at: { ja: 'phaseJa', en: 'phaseEn' } }] },
      {
        head: { ja: '次の期限', en: 'next due' },
        cell: [{ at: 'nextDue.due', as: 'dueDate' }, ' ', { at: { ja: 'nextDue.ja', en: 'nextDue.en' } }],
        missing: '–',
      },
      { head: { ja: '超過', en: 'overdue' }, cell: [{ at: 'overdue' }] },
      { head: { ja: '超過日数', en: 'days' }, cell: [{ at: 'daysOverdue' }] },
      {
        head: { ja: '遅延の理由（見込み）', en: 'why late (expected)' },
        cell: [{ at: 'late.0.explained.reason' }, { cell: ['（', { at: 'late.0.explained.expectedOn' }, '）'] }],
        missing: '–',
      },
      {
        head: { ja: '待っている役職', en: 'waits for' },
        cell: [
          {
            each: 'waitsFor.0.roles',
            cell: [{ at: { ja: 'ja', en: 'en' } }],
            between: { ja: '、', en: ', ' },
            atMost: 2,
          },
        ],
        missing: '–',
      },
      ...betweenColumns,
      ...countColumns,
      { head: { ja: '未発令', en: 'vacant' }, cell: [{ at: 'vacantPosts' }] },
      { head: { ja: '最終更新', en: 'last moved' }, cell: [{ at: 'lastMovement', as: 'minute' }], missing: '–' },
    ],
    none: {
      ja: '表示できる機関がありません。条件を減らすか、年度を確かめてください。',
      en: 'No body to show. Give fewer conditions, or check the year.',
    },
  }),
});

/** Lines read at once for a file. */
const AT_ONCE = 500;

export function boardRoutes(router: Router) {
  const { parts } = router;
  const { records } = parts;
  const notes = makeBoardNotes(parts);
  const readerOf = async (me: Caller, query: Asked) => {
    const filter = filterOf(query, query.year ?? fiscalYearOf(dateInJapan(me.at)));
    return scopedFilter(parts, me, filter);
  };
  const linesBy = async (
    me: Caller,
    { filter, scope }: Awaited<ReturnType<typeof readerOf>>,
    cursor: string | undefined,
    limit: number,
  ) => {
    const { lines, next, totals } = await records.readModel.board(filter, cursor, limit);
    const shown = lines.map(({ organisation }) => organisation);
    await notes.details(
      me,
      filter.year,
      shown.filter((organisation) => scope.details.has(organisation)),
    );
    notes.lines(me, filter.year, shown);
    return { items: await shownLines(parts, lines, filter, scope), next, totals };
  };

  const lines = endpoint(router, board, async ({ me, query: { cursor, limit, ...query } }) => {
    const reader = await readerOf(me, query);
    const { items, next, totals } = await linesBy(me, reader, cursor, limit);
    const { year } = reader.filter;
    const shown = { ...totals, auditsByPhase: totals.auditsByPhase.map(shownAudits) };
    return { status: 200, body: { installation: records.installation.kind, year, items, next, totals: shown } };
  });
  const csv = endpoint(
    router,
    {
      method: 'get',
      path: '/board.csv',
      tag: 'board',
      summary: { ja: '各機関の状況（CSV）', en: 'where every body stands, as CSV' },
      description: {
        ja: "条件に当てはまる全ての行です。日付は 2026-11-30 の形です。数式と解される値の前には「'」が付きます。",
        en: 'All lines of the conditions. Dates are written 2026-11-30. An apostrophe stands before what a spreadsheet would take for a formula.',
      },
      params: none,
      query: askedQuery,
      body: noBody,
      success: {
        status: 200,
        text: { ja: 'UTF-8（BOM付き）の CSV', en: 'CSV, UTF-8 with BOM' },
        schema: z.string(),
        mediaType: 'text/csv',
      },
    },
    async ({ me, query }) => {
      const reader = await readerOf(me, query);
      const all: ShownLine[] = [];
      let cursor: string | undefined;
      do {
        const { items, next } = await linesBy(me, reader, cursor, AT_ONCE);
        all.push(...items);
        cursor = next;
      } while (cursor !== undefined);
      const { year } = reader.filter;
      return new Response(boardCsv(all), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': attachmentNamed(`各機関の状況-${fiscalYearName(year).ja}.csv`, `board-${year}.csv`),
          'cache-control': 'no-store',
        },
      });
    },
  );
  return { lines, csv };
}

function filterOf({ kind, phase, supervisor, overdue, search, sort = 'body', order }: Asked, year: number) {
  return {
    year,
    sort,
    descending: order === undefined ? sort === 'overdue' : order === 'desc',
    phases: boardPhases,
    ...(kind && { kind }),
    ...(phase && { phase }),
    ...(supervisor && { supervisor }),
    ...(search && { search }),
    ...(overdue === 'true' && { overdueOnly: true }),
  };
}
