/** The list of procedures: one's own bodies', or another's that was opened. */
import { z } from '@hono/zod-openapi';
import { openingOf, ownBodies, rolesIn } from '../access/bodies.ts';
import { readableAt } from '../access/reading.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { notFound } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { fiscalYear, instant, nextCursor, organisationId, named, page, textSchema } from '../schemas.ts';
import { namesIn } from '../names-of-bodies.ts';
import { definitionOf, marksOf, textOf } from '../texts.ts';
import { kind } from '../procedures/address.ts';

const rowSchema = z
  .object({
    instance: z.string(),
    procedure: z.string(),
    version: z.int(),
    year: z.int(),
    organisation: z.string(),
    organisationName: textSchema.describe('その年度の名称 / as it was called in that year'),
    number: z.int().optional(),
    seq: z.int(),
    at: instant,
    phase: named,
    ended: named.optional(),
    overdue: z.int(),
    counts: z.record(z.string(), z.number()),
    marks: z.array(named),
  })
  .openapi('ProcedureRow');

export function procedureListRoutes(router: Router) {
  const { records } = router.parts;
  return endpoint(
    router,
    {
      method: 'get',
      path: '/procedures',
      tag: 'procedures',
      summary: { ja: '手続の一覧', en: 'procedures' },
      params: none,
      query: z.strictObject({
        ...page,
        kind: kind.optional(),
        year: fiscalYear.optional(),
        organisation: organisationId.optional().describe('省略時は自機関 / your own bodies when omitted'),
      }),
      body: noBody,
      success: {
        status: 200,
        text: { ja: '一覧', en: 'a list' },
        schema: z.object({ items: z.array(rowSchema), next: nextCursor }),
      },
      problems: ['notFound'],
    },
    async ({ me, query: { kind, year, organisation, cursor, limit } }) => {
      const foreign = organisation !== undefined && rolesIn(me, organisation).length === 0;
      if (foreign) {
        const opened = (await openingOf(records, me, organisation)) === 'state';
        if (!opened && !(await records.instances.invitesTo(organisation, me.person, me.at))) throw notFound();
        await noteReading(records, me, [organisation], 'procedures');
      }
      const bodies = organisation === undefined ? [...ownBodies(me)].sort() : [organisation];
      const filter = { ...(kind && { procedure: kind }), ...(year && { year }) };
      const at = placeIn(cursor, bodies);
      const rows = [];
      for (let i = at.body; i < bodies.length && rows.length <= limit; i += 1) {
        const body = bodies[i];
        if (body === undefined) break;
        const after = body === at.organisation ? at.after : undefined;
        rows.push(...(await records.instances.list({ ...filter, organisation: body }, after, limit + 1 - rows.length)));
      }
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      // Of another body's a page may be shorter: what is not for the reader is passed over.
      const ids = page.map(({ instance }) => instance);
      const readable = new Set(foreign ? await readableAt(records, me, ids) : ids);
      const shown = page.filter(({ instance }) => readable.has(instance));
      const names = await namesIn(records, shown, me.at);
      const items = shown.map(({ projection, ...row }) => {
        const procedure = definitionOf(row.procedure, row.version);
        const phases = procedure?.phases ?? {};
        const { phase, ended, due, counts, marks } = projection;
        const overdue =
          ended === undefined ? due.filter((item) => item.met === undefined && item.due <= me.at).length : 0;
        return {
          ...row,
          organisationName: names(row.organisation, row.year),
          phase: { id: phase, ...textOf(phases, phase) },
          ended: ended === undefined ? undefined : { id: ended, ...textOf(phases, ended) },
          overdue,
          counts,
          marks: marksOf(procedure, marks),
        };
      });
      const next = rows.length > limit && last !== undefined ? `${last.organisation}:${last.instance}` : undefined;
      return { status: 200, body: { items, next } } as const;
    },
  );
}

/**
 * Where a cursor `organisation:instance` stands, also when that body is no longer the caller's; the beginning when the
 * caller made the text up.
 */
function placeIn(
  cursor: string | undefined,
  bodies: readonly string[],
): { body: number; organisation?: string; after?: string } {
  const [organisation, after] = (cursor ?? '').split(':');
  if (organisation === undefined || after === undefined) return { body: 0 };
  const body = bodies.findIndex((id) => id >= organisation);
  return { body: body < 0 ? bodies.length : body, organisation, after };
}
