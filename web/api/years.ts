/** Fiscal years: opening one for many bodies, how far that is, and which were opened. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from '@hono/zod-openapi';
import type { Opening } from '../../contract/engine.ts';
import type { OrganisationId, OrganisationScope } from '../../model/identifiers.ts';
import { matching } from '../../model/pattern.ts';
import { administersBody, holds, isOverallAdministrator, ownBodies, visibleOnBoard } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { namesIn } from '../names-of-bodies.ts';
import { bodiesToOpen } from '../opening-years.ts';
import type { Parts } from '../parts.ts';
import { notAllowed, notFound, type Problem } from '../problems.ts';
import { fiscalYear, instant, nextCursor, organisationId, page, textSchema } from '../schemas.ts';
import { sheetOf, tableOf, words } from '../table.ts';

const progressSchema = z
  .object({
    year: z.int(),
    total: z.int(),
    opened: z.int().describe('今回開いた機関 / bodies opened by this opening'),
    existed: z.int().describe('前から開いていた機関 / bodies whose year was open before'),
    failed: z.int(),
    errors: z.array(
      textSchema.extend({
        organisation: z.string(),
        organisationName: textSchema.describe('その年度の名称 / as it was called in that year'),
      }),
    ),
    done: z.boolean(),
  })
  .openapi('Opening');

const yearSchema = z.object({ year: z.int(), cycles: z.int(), firstOpened: instant });

/** `GET /years` */
export const years = described({
  method: 'get',
  path: '/years',
  tag: 'years',
  summary: { ja: '開いた年度の一覧', en: 'opened years' },
  params: none,
  query: z.strictObject(page),
  body: noBody,
  success: {
    status: 200,
    text: { ja: '新しい順', en: 'the newest first' },
    schema: z.object({
      items: z.array(yearSchema),
      next: nextCursor,
    }),
  },
  table: tableOf(yearSchema, {
    columns: [
      { head: { ja: '年度', en: 'year' }, cell: [{ at: 'year', as: 'fiscalYear' }] },
      { head: { ja: '機関数', en: 'bodies' }, cell: [{ at: 'cycles' }] },
      { head: { ja: '最初の開始', en: 'first opened' }, cell: [{ at: 'firstOpened', as: 'minute' }], missing: '–' },
    ],
    none: {
      ja: 'まだどの年度も開いていません。junkan year open <年度> で開きます。',
      en: 'No year is open yet. Open one with junkan year open <year>.',
    },
  }),
});

/** `GET /years/{year}/opening` */
export const opening = described({
  method: 'get',
  path: '/years/{year}/opening',
  tag: 'years',
  summary: { ja: '年度開始の進み具合', en: 'progress of the opening of a year' },
  params: z.strictObject({ year: fiscalYear }),
  query: z.strictObject({
    id: matching(/^[0-9a-f]{16}$/, {
      ja: '年度の開設の ID をそのまま指定してください。',
      en: 'Give the id of an opening as it was answered.',
    })
      .optional()
      .describe(
        '省略時は最後のもの（自動で始まったものを含む）/ the last one when omitted, also one that began by itself',
      ),
    wait: z.enum(['0', '1']).default('0').describe('1：終わるまで最長1秒待つ / wait up to a second for the end'),
  }),
  body: noBody,
  success: { status: 200, text: { ja: '進み具合', en: 'progress' }, schema: progressSchema },
  sheet: sheetOf(progressSchema, {
    blocks: [
      {
        line: [
          { at: 'year', as: 'fiscalYear' },
          { ja: '：', en: ': opened in ' },
          { at: { ja: 'total', en: 'opened' } },
          { ja: '機関のうち', en: ' of ' },
          { at: { ja: 'opened', en: 'total' } },
          { ja: '機関で開きました（', en: ' bodies (' },
          { at: 'done', named: { true: { ja: '完了', en: 'done' }, false: { ja: '進行中', en: 'in progress' } } },
          { ja: '、前から開いていた機関', en: ', open before: ' },
          { at: 'existed' },
          { ja: '、失敗', en: ', failed: ' },
          { at: 'failed' },
          { ja: '）。', en: ').' },
        ],
      },
      {
        line: [
          {
            each: 'errors',
            cell: [
              '  ',
              { at: 'organisation' },
              ' ',
              { at: { ja: 'organisationName.ja', en: 'organisationName.en' } },
              ': ',
              words,
            ],
            between: '\n',
          },
        ],
      },
    ],
  }),
});

export function yearRoutes(router: Router): void {
  const { parts } = router;
  endpoint(
    router,
    {
      method: 'post',
      path: '/years',
      tag: 'years',
      summary: { ja: '年度を開く', en: 'open a fiscal year' },
      description: {
        ja: '省略時は、その年度に存在し計画開始日を過ぎたすべての府省庁・独立行政法人・指定法人について開きます（システム管理者）。自機関だけなら最高情報セキュリティ責任者と事務局も開けます。開けるのは今の年度と、計画開始日を過ぎた翌年度だけです。すでに開いている機関は変わりません。',
        en: 'For all ministries and agencies existing in that year whose planning day has come when none are named (administrator). For their own body, CISO and promotion office too. Only the running fiscal year can be opened, and the next one from its planning day on. Bodies already open are not touched.',
      },
      params: none,
      query: none,
      body: z.strictObject({
        year: z.int().min(2000).max(2999),
        organisations: z.array(organisationId).min(1).max(5000).optional(),
      }),
      repeat: 'answer',
      success: {
        status: 202,
        text: { ja: '受け付けました', en: 'accepted' },
        schema: z.object({ year: z.int(), organisations: z.int(), progress: z.string() }),
      },
      problems: ['notAllowed', 'refused'],
    },
    async ({ me, body: { year, organisations } }) => {
      checkMayOpen(me, organisations);
      const bodies = await bodiesToOpen(parts, year, organisations, me.at);
      const id = await parts.engine.openYear({ year, organisations: bodies });
      const everyone = organisations === undefined;
      await parts.records.openings.record({ id, year, everyone, organisations: bodies, by: me.person, at: me.at });
      const progress = `/api/v1/years/${year}/opening?id=${id.split('/').at(-1) ?? ''}`;
      return { status: 202, body: { year, organisations: bodies.length, progress }, headers: { location: progress } };
    },
    ({ me }) => {
      if (opens(me).length === 0) throw mayNotOpen();
    },
  );
  endpoint(router, years, async ({ me }) => {
    const items = await parts.records.instances.years(await visibleOnBoard(parts.records, me));
    return { status: 200, body: { items } };
  });
  endpoint(router, opening, async ({ me, params: { year }, query: { id, wait } }) => {
    const followed = await parts.records.openings.last(year, opens(me), id && `open-year/${year}/${id}`);
    if (followed === undefined) throw notFound();
    const now = await openingNow(parts, followed.id, wait === '1');
    const { total, opened, existed, failed, errors, finished } = now;
    const names = await namesIn(parts.records, errors, me.at);
    const told = errors.map((error) => ({ ...error, organisationName: names(error.organisation, year) }));
    const body = { year, total, opened, existed, failed, errors: told, done: finished };
    return { status: 200, body };
  });
}

async function openingNow({ engine }: Parts, id: string, wait: boolean): Promise<Opening> {
  for (let tries = wait ? 10 : 0; ; tries -= 1) {
    const opening = await engine.opening(id);
    if (opening.finished || tries <= 0) return opening;
    await pause(100);
  }
}

function checkMayOpen(me: Caller, organisations: readonly OrganisationId[] | undefined): void {
  if (isOverallAdministrator(me)) return;
  if (organisations?.every((body) => mayOpen(me, body)) !== true) throw mayNotOpen();
}

function mayOpen(me: Caller, body: OrganisationId): boolean {
  return administersBody(me, body) || holds(me, body, ['ciso', 'deputyCiso', 'promotionOffice']);
}

/** The bodies whose years the caller opens, and whose openings they follow: of others' even the counts say something. */
function opens(me: Caller): OrganisationScope {
  if (isOverallAdministrator(me)) return 'all';
  const bodies = [...ownBodies(me), ...(me.administers === 'all' ? [] : me.administers)];
  return [...new Set(bodies)].filter((body) => mayOpen(me, body));
}

function mayNotOpen(): Problem {
  return notAllowed({
    ja: '年度を開けるのは、全体のシステム管理者と、自機関についてのシステム管理者・最高情報セキュリティ責任者・事務局です。',
    en: 'A year is opened by an administrator of the whole installation, or for their own body by its administrator, CISO or promotion office.',
  });
}
