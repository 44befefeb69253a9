/** Deciding: the one way by which a person changes a procedure. */
import { z } from '@hono/zod-openapi';
import { take } from '../decisions/take.ts';
import { jsonOf } from '../body.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { anyDecision } from '../openapi.ts';
import { invalid } from '../problems.ts';
import { instant } from '../schemas.ts';
import { cycleParams, instanceOf, numberedParams } from './procedures.ts';

const acceptedSchema = z
  .object({
    instance: z.string(),
    seq: z.int(),
    at: instant,
    to: z.unknown(),
    warnings: z.array(z.object({ path: z.string(), ja: z.string(), en: z.string() })).optional(),
  })
  .openapi('Accepted');

export function decisionRoutes(router: Router): void {
  for (const [suffix, params] of [
    ['', cycleParams],
    ['/{n}', numberedParams],
  ] as const) {
    endpoint(
      router,
      {
        method: 'post',
        path: `/procedures/{kind}/{year}/{organisation}${suffix}/decisions`,
        tag: 'procedures',
        summary: { ja: '決定する', en: 'take a decision' },
        description: {
          ja: '本文は {type, …入力}。standIn（代わって決定）と enteredFor（転記）を添えられます。If-Match（ETag）は任意です。決定者と時刻、事実はサーバーが付けます。',
          en: 'The body is {type, …input}; standIn (deciding instead) and enteredFor (entered from paper) may be added. If-Match (the ETag) is optional. Who decides, when, and the facts are put on by the server.',
        },
        params,
        query: none,
        body: noBody,
        takes: { 'application/json': { $ref: `#/components/schemas/${anyDecision}` } },
        repeat: 'own',
        success: { status: 200, text: { ja: '受理', en: 'accepted' }, schema: acceptedSchema },
        problems: ['refusedWho', 'refused', 'stale'],
      },
      async ({ c, me, params: address, key }) => {
        const instance = instanceOf(address);
        const expectedSeq = expected(c.req.header('if-match'));
        const body = await jsonOf(c.req.raw);
        const accepted = await take(router.parts, me, { instance, key, body, ...(expectedSeq && { expectedSeq }) });
        return { status: 200, body: accepted, headers: { etag: `"${accepted.seq}"` } };
      },
    );
  }
}

/** The seq of an `If-Match`; none for `*`. Throws 400 for what is no ETag of ours. */
function expected(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const seq = /^(?:W\/)?"([1-9]\d{0,8})"$/.exec(header.trim())?.[1];
  if (seq !== undefined) return Number(seq);
  throw invalid([
    {
      path: 'If-Match',
      ja: '手続を表示したときの ETag をそのまま指定してください（例："12"）。',
      en: 'Send the ETag of the procedure as it was given (for example "12").',
    },
  ]);
}
