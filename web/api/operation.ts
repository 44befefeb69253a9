/** How the parts of the installation are: for whoever keeps it running. */
import { z } from '@hono/zod-openapi';
import { amissKinds } from '../../contract/records/engine-watch.ts';
import type { Records } from '../../contract/records/records.ts';
import { countedReasons } from '../../contract/records/engine-watch.ts';
import { isOverallAdministrator } from '../access/bodies.ts';
import { isLow } from '../disk.ts';
import { findingsOf } from '../findings.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { notFound } from '../problems.ts';
import { instant, textSchema } from '../schemas.ts';

/** Instances that are amiss, shown by name. */
const SHOWN = 100;

const operationSchema = z
  .object({
    version: z.string(),
    installation: z.object({ kind: z.enum(['demonstration', 'real']), id: z.string() }),
    records: z.boolean().describe('データベースが応答している / the database answers'),
    engine: z.boolean().describe('手続を動かすサーバーが応答している / the server that carries the procedures answers'),
    disk: z
      .object({ free: z.int().optional(), low: z.boolean() })
      .optional()
      .describe('空き容量（バイト）。low：文書の登録を断っている / bytes free; low: documents are refused'),
    findings: z
      .array(
        z.object({
          id: z.string(),
          what: textSchema,
          verdict: z.enum(['good', 'warning', 'bad']),
          found: textSchema,
          todo: textSchema.optional().describe('すること / what to do'),
        }),
      )
      .describe('項目ごとの状態と、すること / each part: how it is, and what to do'),
    carried: z
      .object({
        looked: instant.optional(),
        open: z.int(),
        amiss: z.int(),
        instances: z.array(z.object({ instance: z.string(), kind: z.enum(amissKinds), since: instant })),
      })
      .optional()
      .describe(
        '進行中の手続と Temporal の照合（毎分）。gone：動いていない、foreign：junkan が始めたものではない、stuck：進めない / open instances compared with what Temporal runs, every minute. gone: nothing runs; foreign: not started by junkan; stuck: cannot go on',
      ),
    unsealed: z
      .array(z.object({ reason: z.enum(countedReasons), count: z.int(), last: instant }))
      .optional()
      .describe(
        'この設備の暗号鍵で暗号化されていなかったものと、時刻より前に始められた計画開始日（early）。Temporal のポートに届く誰かが送っている / what came that was not encrypted with a key of this installation, and planning days begun before their time (early): somebody reaches the port of Temporal',
      ),
    keys: z
      .array(
        z.object({
          id: z.string(),
          since: instant,
          runs: z.int(),
          unused: instant.optional(),
          retired: instant.optional(),
        }),
      )
      .optional()
      .describe(
        '暗号鍵（新しい順）。runs：この鍵で始まった進行中のもの、unused：要らなくなった日時、retired：取り除いてよくなった日時 / encryption keys, the newest first. runs: open runs that began by it; unused: since when it is not needed; retired: since when it may be removed',
      ),
  })
  .openapi('Operation');

export function systemRoutes(router: Router) {
  const { records, configuration } = router.parts;
  return endpoint(
    router,
    {
      method: 'get',
      path: '/operation',
      tag: 'operation',
      summary: { ja: '設備の動作状況', en: 'how the parts of the installation are' },
      description: {
        ja: '全体のシステム管理者が見ます。',
        en: 'For administrators of the whole installation.',
      },
      params: none,
      query: none,
      body: noBody,
      success: { status: 200, text: { ja: '動作状況', en: 'how it is' }, schema: operationSchema },
      problems: ['notFound'],
    },
    async ({ me }) => {
      if (!isOverallAdministrator(me)) throw notFound();
      const { disk, version } = configuration;
      const { kind, id } = records.installation;
      const findings = await findingsOf(router.parts);
      const isGood = (part: string): boolean => findings.some((one) => one.id === part && one.verdict === 'good');
      const free = disk?.free();
      const body = {
        version,
        installation: { kind, id },
        records: isGood('records'),
        engine: isGood('engine'),
        ...(disk !== undefined && { disk: { low: isLow(disk), ...(free !== undefined && { free }) } }),
        findings,
        ...(isGood('records') && (await watched(records))),
      };
      return { status: 200, body };
    },
  );
}

/** What the workers found of the carrier, as it is shown: of keys everything but their fingerprints. */
async function watched({ engineWatch, payloadKeys }: Records) {
  const [{ unsealed, looked, open, amiss, instances }, keys] = await Promise.all([
    engineWatch.standing(SHOWN),
    payloadKeys.all(),
  ]);
  return {
    carried: { ...(looked !== undefined && { looked }), open, amiss, instances: [...instances] },
    unsealed: [...unsealed],
    keys: keys.map(({ fingerprint: _, ...key }) => key),
  };
}
