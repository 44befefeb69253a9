/** How the parts of the installation are: for whoever keeps it running. */
import { z } from '@hono/zod-openapi';
import { isOverallAdministrator } from '../access/bodies.ts';
import { isLow } from '../disk.ts';
import { findingsOf } from '../findings.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { notFound } from '../problems.ts';
import { textSchema } from '../schemas.ts';

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
      };
      return { status: 200, body };
    },
  );
}
