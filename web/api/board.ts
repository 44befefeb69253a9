/** The board, and who was refused and who read: what oversight looks at. */
import { z } from '@hono/zod-openapi';
import type { PersonId } from '../../model/identifiers.ts';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { boardCountNames, boardLine, kindOfBody } from '../../model/board.ts';
import { ownWords } from '../../model/pattern.ts';
import { holds, isForeign, isOverallAdministrator, ownBodies, visibleOnBoard } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import { rulesForPeople } from '../decisions/refused.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import type { Parts } from '../parts.ts';
import { notFound } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { fiscalYear, instant, nextCursor, organisationId, page, refusalSchema, textSchema } from '../schemas.ts';
import { tableOf } from '../table.ts';
import { boardPhase, marksOf, textOf } from '../texts.ts';
import { newestOf } from '../../machines/procedures.ts';

/** The line as it is sent: what is a name in the records comes with its words. */
const lineSchema = boardLine
  .extend({
    phaseJa: z.string(),
    phaseEn: z.string(),
    nextDue: textSchema.extend({ id: z.string(), due: instant }).optional(),
    lastMovement: instant.optional(),
    marks: z.array(textSchema.extend({ id: z.string() })),
  })
  .openapi('BoardLine');

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
    notTakenUp: z.int(),
  }),
});

/** `GET /board` */
export const board = described({
  method: 'get',
  path: '/board',
  tag: 'board',
  summary: { ja: '各機関の状況', en: 'where every body stands' },
  description: {
    ja: '自機関、所管する機関、公開された機関の行だけが見えます。本文・指摘・文書は含みません。',
    en: 'Only your own body, those you supervise, and those opened to you. No texts, findings or documents.',
  },
  params: none,
  query: z.strictObject({
    ...page,
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
      ...countColumns,
      { head: { ja: '空席', en: 'vacant' }, cell: [{ at: 'vacantPosts' }] },
      { head: { ja: '最終更新', en: 'last moved' }, cell: [{ at: 'lastMovement', as: 'minute' }], missing: '–' },
    ],
    none: {
      ja: '表示できる機関がありません。条件を減らすか、年度を確かめてください。',
      en: 'No body to show. Give fewer conditions, or check the year.',
    },
  }),
});

export function boardRoutes(router: Router): void {
  const { parts } = router;
  const { records } = parts;
  const note = makeBoardNotes(parts);
  endpoint(router, board, async ({ me, query }) => {
    const visible = await visibleOnBoard(records, me);
    const year = query.year ?? fiscalYearOf(dateInJapan(me.at));
    const { kind, phase, supervisor, overdue, search, cursor, limit } = query;
    const filter = {
      year,
      visible,
      now: me.at,
      ...(kind && { kind }),
      ...(phase && { phase }),
      ...(supervisor && { supervisor }),
      ...(search && { search }),
      ...(overdue === 'true' && { overdueOnly: true }),
    };
    const { lines, next, totals } = await records.readModel.board(filter, cursor, limit);
    note(
      me,
      year,
      lines.map(({ organisation }) => organisation),
    );
    const cycle = newestOf('cycle');
    const items = lines.map((line) => {
      const text = boardPhase(line.phase);
      const nextDue = line.nextDue && { ...line.nextDue, ...textOf(cycle?.dueItems ?? {}, line.nextDue.id) };
      return { ...line, phaseJa: text.ja, phaseEn: text.en, nextDue, marks: marksOf(cycle, line.marks) };
    });
    return { status: 200, body: { installation: records.installation.kind, year, items, next, totals } };
  });
  oversightRoutes(router);
}

/**
 * Notes who saw another body's line: once a day per reader and body, after the answer – the board is read all the time
 * and shows dates and counts only. What cannot be noted is logged.
 */
function makeBoardNotes(parts: Parts): (me: Caller, year: number, organisations: readonly string[]) => void {
  let day = '';
  const noted = new Set<string>();
  return (me, year, organisations) => {
    const today = dateInJapan(me.at);
    if (today !== day) noted.clear();
    day = today;
    const fresh = organisations.filter((organisation) => {
      const once = `${me.person} ${organisation} ${year}`;
      if (!isForeign(me, organisation) || noted.has(once)) return false;
      noted.add(once);
      return true;
    });
    void noteAll(parts, me.person, me.at, year, fresh);
  };
}

async function noteAll(
  { records, logger }: Parts,
  person: PersonId,
  at: number,
  year: number,
  organisations: readonly string[],
): Promise<void> {
  try {
    await records.readLog.record({ at, person, organisations, what: `board ${year}` });
  } catch (error) {
    logger.warn({ person, reason: String(error) }, 'who read the board could not be noted');
  }
}

function oversightRoutes(router: Router): void {
  const { records } = router.parts;
  endpoint(
    router,
    {
      method: 'get',
      path: '/refusals',
      tag: 'board',
      summary: { ja: '退けられた決定', en: 'decisions that were refused' },
      description: {
        ja: '最高情報セキュリティ責任者は自機関の一覧を、システム管理者は規則ごとの件数だけを見ます。',
        en: 'A CISO sees those of their own body. An administrator sees only how often each rule refused.',
      },
      params: none,
      query: z.strictObject({ ...page, organisation: organisationId.optional() }),
      body: noBody,
      success: {
        status: 200,
        text: { ja: '一覧または件数', en: 'a list, or counts' },
        schema: z.object({
          items: z.array(
            z.union([
              z.object({
                id: z.string(),
                at: instant,
                instance: z.string(),
                person: z.string(),
                decision: z.string(),
                refused: z.array(refusalSchema),
              }),
              z.object({ organisation: z.string(), rule: z.string(), count: z.int() }),
            ]),
          ),
          next: nextCursor,
        }),
      },
      problems: ['notFound'],
    },
    async ({ me, query: { organisation, cursor, limit } }) => {
      const body = organisation ?? ownBodies(me).find((own) => holds(me, own, ['ciso', 'deputyCiso']));
      if (body !== undefined && holds(me, body, ['ciso', 'deputyCiso'])) {
        const rows = await records.refusals.list(body, cursor, limit);
        const items = rows.map((row) => ({ ...row, refused: rulesForPeople(row.refused) }));
        return { status: 200, body: { items, next: rows.length === limit ? rows.at(-1)?.id : undefined } };
      }
      if (!isOverallAdministrator(me)) throw notFound();
      const counts = await records.refusals.counts();
      const items = counts.filter((row) => organisation === undefined || row.organisation === organisation);
      await noteReading(records, me, new Set(items.map((row) => row.organisation)), 'refusals');
      return { status: 200, body: { items } };
    },
  );
  endpoint(
    router,
    {
      method: 'get',
      path: '/reads',
      tag: 'board',
      summary: { ja: '自機関の情報を他機関の誰が見たか', en: 'who from other bodies has read my body’s data' },
      params: none,
      query: z.strictObject({ ...page, organisation: organisationId.optional() }),
      body: noBody,
      success: {
        status: 200,
        text: { ja: '新しい順', en: 'the newest first' },
        schema: z.object({
          items: z.array(z.object({ id: z.string(), at: instant, person: z.string(), what: z.string() })),
          next: nextCursor,
        }),
      },
      problems: ['notFound'],
    },
    async ({ me, query: { organisation, cursor, limit } }) => {
      const body = organisation ?? ownBodies(me)[0];
      if (body === undefined || !ownBodies(me).includes(body)) throw notFound();
      const items = await records.readLog.list(body, cursor, limit);
      return { status: 200, body: { items, next: items.length === limit ? items.at(-1)?.id : undefined } };
    },
  );
}
