/** Rebuilding instances that Temporal no longer runs, from what it or the journal still proves. */
import { z } from '@hono/zod-openapi';
import type { Rebuild } from '../../contract/records/rebuilds.ts';
import { parseInstanceId, type InstanceId } from '../../model/identifiers.ts';
import { isOverallAdministrator } from '../access/bodies.ts';
import { tokenOf, type Caller } from '../caller.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import type { Parts } from '../parts.ts';
import { notFound } from '../problems.ts';
import { instant } from '../schemas.ts';

/** Instances asked for in one statement, and named in an answer. */
const AT_ONCE = 1_000;
const NAMED = 200;

const outcomes = ['rebuilt', 'restored', 'runs', 'ended', 'unknown', 'damaged', 'tooLarge'] as const;

const instanceSchema = z
  .string()
  .max(300)
  .refine((id) => parseInstanceId(id) !== undefined)
  .describe('手続の ID。ないときは、終わっていないすべて / absent: all that have not ended');

const rebuildSchema = z.object({
  instance: z.string(),
  asked: instant,
  finished: instant.optional(),
  outcome: z
    .enum(outcomes)
    .optional()
    .describe(
      'rebuilt：動かし直した、restored：記録を元に戻した、runs：動いている、ended：終わっている、unknown：ない、damaged：記録が損なわれている、tooLarge：大きすぎる / what became of it',
    ),
  seq: z.int().optional(),
  lines: z.int().optional().describe('元に戻した行の数 / lines of its journal that were put back'),
  unproven: z
    .array(z.int())
    .optional()
    .describe('元の内容を確かめられない行 / places for which nothing proves what stood there'),
  source: z.enum(['journal', 'engine']).optional().describe('何から復元したか / from what'),
});

export function rebuildRoutes(router: Router) {
  const { records, clock } = router.parts;
  const ask = endpoint(
    router,
    {
      method: 'post',
      path: '/integrity/rebuilds',
      tag: 'operation',
      summary: { ja: '手続を記録から復元する', en: 'rebuild procedures from their journals' },
      description: {
        ja: '全体のシステム管理者が求め、worker が行います。動いている手続には何もしません。復元は台帳の記録に残ります。',
        en: 'Asked for by administrators of the whole installation, done by a worker. A procedure that runs is left alone. What is rebuilt stands in the registry’s journal.',
      },
      params: none,
      query: none,
      body: z.strictObject({ instance: instanceSchema.optional() }),
      repeat: 'answer',
      success: {
        status: 202,
        text: { ja: '受け付けた', en: 'asked for' },
        schema: z.object({ asked: instant, instances: z.int() }),
      },
      problems: ['notFound'],
    },
    async ({ me, body: { instance } }) => {
      checkMay(me);
      const signed = { by: me.person, at: clock(), token: tokenOf(me) };
      const asked = await askFor(router.parts, instance, signed);
      return { status: 202, body: { asked: signed.at, instances: asked } };
    },
    ({ me }) => checkMay(me),
  );
  const read = endpoint(
    router,
    {
      method: 'get',
      path: '/integrity/rebuilds',
      tag: 'operation',
      summary: { ja: '復元の状況', en: 'how rebuilding is getting on' },
      params: none,
      query: z.strictObject({ since: instantInQuery.optional(), instance: instanceSchema.optional() }),
      body: noBody,
      success: {
        status: 200,
        text: { ja: '復元の状況', en: 'how it is getting on' },
        schema: z.object({
          waiting: z.int(),
          done: z.record(z.string(), z.int()).describe('結果ごとの件数 / how many of each outcome'),
          items: z
            .array(rebuildSchema)
            .describe('動いているもの以外、200件まで / two hundred at most, without those that run'),
        }),
      },
      problems: ['notFound'],
    },
    async ({ me, query }) => {
      checkMay(me);
      const { waiting, done, items } = await records.rebuilds.since(query.since ?? 0, query.instance, NAMED);
      return {
        status: 200,
        body: { waiting, done: { ...done }, items: items.map(shown) },
      };
    },
  );
  return { ask, read };
}

const instantInQuery = z.coerce.number().int().min(0);

async function askFor(
  { records }: Parts,
  instance: InstanceId | undefined,
  signed: Parameters<Parts['records']['rebuilds']['ask']>[1],
): Promise<number> {
  if (instance !== undefined) {
    const known = (await records.instances.get(instance)) ?? (await records.integrity.damageOf(instance));
    if (known === undefined) throw notFound();
    await records.rebuilds.ask([instance], signed);
    return 1;
  }
  let asked = 0;
  for (let after = ''; ;) {
    const some = await records.rebuilds.open(after, AT_ONCE);
    const last = some.at(-1);
    if (last === undefined) return asked;
    await records.rebuilds.ask(some, signed);
    asked += some.length;
    after = last;
  }
}

function shown({ result, ...one }: Rebuild) {
  if (result === undefined) return one;
  return 'unproven' in result ? { ...one, ...result, unproven: [...result.unproven] } : { ...one, ...result };
}

function checkMay(me: Caller): void {
  if (!isOverallAdministrator(me)) throw notFound();
}
