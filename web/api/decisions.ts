/** Deciding: the one way by which a person changes a procedure. */
import { z } from '@hono/zod-openapi';
import { checkMayDecide, take } from '../decisions/take.ts';
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
      async ({ me, params: address, key }) => {
        await checkMayDecide(router.parts, me, instanceOf(address), key);
      },
    );
  }
}

/** ETags after another, as HTTP writes them. */
const etags = /^(?:W\/)?"[^"]*"(?:\s*,\s*(?:W\/)?"[^"]*")*$/;
/** An ETag of ours. */
const ours = /"([1-9]\d{0,8})"/g;
/** What no procedure has come to: an ETag that never was. */
const never = Number.MAX_SAFE_INTEGER;

/**
 * The seq of an `If-Match`, the latest where several are named; none for `*`. What is an ETag but none of ours matches
 * nothing (412). Throws 400 for what is no ETag at all.
 */
function expected(header: string | undefined): number | undefined {
  const given = header?.trim();
  if (given === undefined || given === '*') return undefined;
  if (etags.test(given)) {
    const named = [...given.matchAll(ours)].map(([, seq]) => Number(seq));
    return named.length === 0 ? never : Math.max(...named);
  }
  throw invalid([
    {
      path: 'If-Match',
      ja: '手続を表示したときの ETag をそのまま指定してください（例："12"）。',
      en: 'Send the ETag of the procedure as it was given (for example "12").',
    },
  ]);
}
