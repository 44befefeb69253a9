/** The registry's own hash-chained journal, as far as the reader administers or oversees its bodies. */
import { z } from '@hono/zod-openapi';
import type { RegistryLine } from '../../contract/records/governance.ts';
import { administersBody, holds, isAdministrator, ownBodies } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { notFound } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { nextCursor, page } from '../schemas.ts';
import { itself, tableOf } from '../table.ts';
import { registryLineSchema } from './registry-schemas.ts';

/** `GET /registry/journal` */
export const registryJournal = described({
  method: 'get',
  path: '/registry/journal',
  tag: 'registry',
  summary: { ja: '台帳の記録（ハッシュの鎖）', en: 'the registry’s hash-chained journal' },
  description: {
    ja: '全体のシステム管理者はすべてを、機関のシステム管理者はその機関の行を内容とともに、機関の組織の長・最高情報セキュリティ責任者・監査責任者・事務局はその機関の行（内容なし）を閲覧できます。verify=1 で鎖の全体を検証します。',
    en: 'An administrator of the whole installation reads all of it; a body’s administrator its rows with their content; its head, CISO, audit officer and promotion office its rows without. verify=1 verifies the whole chain.',
  },
  params: none,
  query: z.strictObject({ ...page, verify: z.enum(['0', '1']).default('0') }),
  body: noBody,
  success: {
    status: 200,
    text: { ja: '古い順', en: 'the oldest first' },
    schema: z.object({
      items: z.array(registryLineSchema),
      verified: z
        .object({ whole: z.boolean(), lines: z.int(), firstBroken: z.int().optional(), soleChanges: z.int() })
        .optional()
        .describe('鎖の検証の結果 / whether the chain is whole'),
      next: nextCursor,
    }),
  },
  problems: ['notFound'],
  table: tableOf(registryLineSchema, {
    columns: [
      { head: { ja: '記録番号', en: 'number' }, cell: [{ at: 'seq' }] },
      { head: { ja: '日時', en: 'at' }, cell: [{ at: 'at', as: 'minute' }] },
      { head: { ja: '実行者', en: 'by' }, cell: [{ at: 'by' }] },
      {
        head: { ja: 'トークンの発行者', en: 'token issued by' },
        cell: [{ each: 'token.issuers', cell: itself, between: ' ← ' }],
        missing: '–',
      },
      {
        head: { ja: '内容', en: 'rows' },
        cell: [
          {
            each: 'rows',
            cell: [{ at: 'act' }, ' ', { at: 'kind' }, ' ', { at: 'id' }],
            between: ', ',
            atMost: 4,
            beside: 'hidden',
          },
        ],
      },
      { head: { ja: 'ハッシュ', en: 'hash' }, cell: [{ at: 'hash', as: 'short' }] },
    ],
    none: { ja: '記録はまだありません。', en: 'There are no lines yet.' },
  }),
});

export function registryJournalRoutes(router: Router) {
  const { records } = router.parts;
  return endpoint(router, registryJournal, async ({ me, query: { cursor, limit, verify } }) => {
    const overseen = ownBodies(me).filter((body) => holds(me, body, overseeing));
    if (!isAdministrator(me) && overseen.length === 0) throw notFound();
    const lines = await records.governance.lines(/^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : 0, limit);
    const items = lines.map((line) => lineFor(me, line, overseen));
    const bodies = items.flatMap(({ rows }) => rows.flatMap(({ organisation }) => organisation ?? []));
    await noteReading(records, me, bodies, 'registry journal');
    const verified = verify === '1' ? await records.governance.verify() : undefined;
    const next = lines.length === limit ? lines.at(-1)?.seq.toString() : undefined;
    return { status: 200, body: { items, verified, next } };
  });
}

/** Posts that see which lines of the registry's journal concern their body. */
const overseeing = ['headOfOrganisation', 'ciso', 'deputyCiso', 'auditOfficer', 'promotionOffice'] as const;

function lineFor(me: Caller, line: RegistryLine, overseen: readonly string[]) {
  const shown = line.rows.flatMap(({ row, ...outline }) => {
    const { organisation } = outline;
    if (me.administers === 'all' || (organisation !== undefined && administersBody(me, organisation)))
      return [{ ...outline, row }];
    return organisation !== undefined && overseen.includes(organisation) ? [outline] : [];
  });
  return { ...line, rows: shown, hidden: line.rows.length - shown.length };
}
