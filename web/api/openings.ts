/** What the caller may open now: procedures that begin with a decision of a person. Read off the definitions and the posts. */
import { z } from '@hono/zod-openapi';
import type { Procedure } from '../../machines/core/index.ts';
import { published, newestOf } from '../../machines/procedures.ts';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { ownBodies, rolesIn } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { namesIn } from '../names-of-bodies.ts';
import type { Parts } from '../parts.ts';
import { named, textSchema } from '../schemas.ts';
import { tableOf, words } from '../table.ts';

const openingSchema = textSchema
  .extend({
    of: z.string().describe('決定を送る先（番号なし） / where the decision is sent: the address without a number'),
    decision: z.string(),
    procedure: named,
    organisation: named.describe('その年度の名称 / as it is called in that year'),
    year: z.int(),
  })
  .openapi('Opening');

/** `GET /openings` */
export const openings = described({
  method: 'get',
  path: '/openings',
  tag: 'me',
  summary: { ja: '自分が始められる手続', en: 'what I may open' },
  description: {
    ja: '最初の決定とともに始まる手続です。決定は、番号のない宛先に送ります。番号は応答にあります。',
    en: 'Procedures that begin with a decision. It is sent to the address without a number; the answer names the number.',
  },
  params: none,
  query: none,
  body: noBody,
  success: {
    status: 200,
    text: { ja: '手続の名称順', en: 'by procedure' },
    schema: z.object({ items: z.array(openingSchema) }),
  },
  table: tableOf(openingSchema, {
    columns: [
      { head: { ja: '手続', en: 'procedure' }, cell: [{ at: { ja: 'procedure.ja', en: 'procedure.en' } }] },
      { head: { ja: '最初の決定', en: 'first decision' }, cell: [words] },
      {
        head: { ja: '機関・年度', en: 'body, year' },
        cell: [{ at: { ja: 'organisation.ja', en: 'organisation.en' } }, ' ', { at: 'year', as: 'fiscalYear' }],
      },
      {
        head: { ja: 'コマンド', en: 'command' },
        cell: ['junkan decide ', { at: 'of' }, ' ', { at: 'decision' }, ' --help'],
      },
    ],
    none: { ja: '始められる手続はありません。', en: 'There is nothing for you to open.' },
  }),
});

export function openingRoutes(router: Router) {
  return endpoint(router, openings, async ({ me }) => ({
    status: 200 as const,
    body: { items: await openingsOf(router.parts, me) },
  }));
}

async function openingsOf({ records, clock }: Parts, me: Caller) {
  const year = fiscalYearOf(dateInJapan(clock()));
  const bodies = [...ownBodies(me)].sort();
  const kinds = await Promise.all(bodies.map(async (id) => (await records.registry.organisation(id))?.kind));
  const names = await namesIn(
    records,
    bodies.map((organisation) => ({ organisation })),
    me.at,
  );
  return bodies.flatMap((organisation, i) => {
    const kind = kinds[i];
    return newest().flatMap((procedure) => {
      const { id, label, opens, decisions } = procedure;
      if (opens === undefined || kind === undefined || !opens.of.includes(kind)) return [];
      return opens.by.flatMap((decision) => {
        const { by = [], label: words } = decisions[decision] ?? {};
        if (words === undefined || !holdsOne(me, organisation, by)) return [];
        const of = `${id}/${year}/${organisation}`;
        const body = { id: organisation, ...names(organisation, year) };
        return [{ of, decision, ...words, procedure: { id, ...label }, organisation: body, year }];
      });
    });
  });
}

/** The newest version of each kind, by its id. */
function newest(): readonly Procedure[] {
  return [...new Set(published.map(({ id }) => id))].sort().flatMap((id) => newestOf(id) ?? []);
}

function holdsOne(me: Caller, organisation: string, by: Procedure['decisions'][string]['by']): boolean {
  const held = rolesIn(me, organisation);
  return by.some((role) => (role === 'anyone' ? held.some((one) => one !== 'administrator') : held.includes(role)));
}
