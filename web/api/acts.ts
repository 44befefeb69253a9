/** What the caller decided last. */
import { z } from '@hono/zod-openapi';
import { parseInstanceId } from '../../model/identifiers.ts';
import { readableAt } from '../access/reading.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { namesIn } from '../names-of-bodies.ts';
import { instant, named, textSchema } from '../schemas.ts';
import { decisionLabel } from '../texts.ts';

/** As many as anybody remembers. */
const MOST = 20;

const actSchema = textSchema
  .extend({
    instance: z.string(),
    seq: z.int(),
    at: instant,
    decision: z.string(),
    organisation: named,
    year: z.int(),
  })
  .openapi('Act');

/** `GET /acts` */
export function actRoutes(router: Router) {
  const { records } = router.parts;
  return endpoint(
    router,
    {
      method: 'get',
      path: '/acts',
      tag: 'me',
      summary: { ja: '自分が最近行った決定', en: 'what I decided last' },
      description: {
        ja: '今も見ることのできる手続のものだけです。',
        en: 'Only of procedures that may still be read.',
      },
      params: none,
      query: none,
      body: noBody,
      success: {
        status: 200,
        text: { ja: '新しい順', en: 'the latest first' },
        schema: z.object({ items: z.array(actSchema) }),
      },
    },
    async ({ me }) => {
      const acts = await records.journal.actsOf(me.person, MOST);
      const readable = new Set(
        await readableAt(
          records,
          me,
          acts.map(({ instance }) => instance),
        ),
      );
      const rows = acts.flatMap((act) => {
        const key = parseInstanceId(act.instance);
        return key === undefined || !readable.has(act.instance) ? [] : [{ ...act, ...key }];
      });
      const names = await namesIn(records, rows, me.at);
      const items = rows.map(({ instance, seq, at, decision, kind, organisation, year }) => ({
        instance,
        seq,
        at,
        decision,
        ...decisionLabel(kind, decision),
        organisation: { id: organisation, ...names(organisation, year) },
        year,
      }));
      return { status: 200, body: { items } };
    },
  );
}
