/** Who was refused and who read: what oversight looks at. */
import { z } from '@hono/zod-openapi';
import { holds, isOverallAdministrator, ownBodies } from '../access/bodies.ts';
import { rulesForPeople } from '../decisions/refused.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { notFound } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { instant, nextCursor, organisationId, page, refusalSchema } from '../schemas.ts';

export function oversightRoutes(router: Router): void {
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
