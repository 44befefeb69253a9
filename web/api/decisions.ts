/** Deciding: the one way by which a person changes a procedure. */
import { z } from '@hono/zod-openapi';
import { check } from '../decisions/check.ts';
import { draftOf } from '../decisions/draft.ts';
import { checkMayDecide, take } from '../decisions/take.ts';
import { listedSchema } from '../document-list.ts';
import { anyJson, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { anyDecision } from '../openapi.ts';
import { checkReadable } from '../instances.ts';
import { invalid } from '../problems.ts';
import { matching } from '../../model/pattern.ts';
import { citedBesideSchema, instant, listsSchema, refusalSchema, textSchema, named, whoSchema } from '../schemas.ts';
import { atBoth, instanceOf } from '../procedures/address.ts';

const acceptedSchema = z
  .object({
    instance: z.string(),
    seq: z.int(),
    at: instant,
    to: z.unknown(),
    warnings: z.array(z.object({ path: z.string(), ja: z.string(), en: z.string() })).optional(),
  })
  .openapi('Accepted');

const person = textSchema.extend({ person: z.string() });

/** What would come of a decision: of one that would be refused only why. */
const checkedSchema = z
  .object({
    wouldBeTaken: z.boolean(),
    refusals: z.array(refusalSchema),
    phaseAfter: named.optional(),
    ends: named.optional(),
    starts: z.array(textSchema.extend({ procedure: z.string(), instance: z.string() })).optional(),
    tells: z
      .array(
        z.object({
          topic: named,
          roles: z.array(textSchema.extend({ role: z.string() })),
          department: z.string().optional(),
          organisation: z.string().optional().describe('他の機関の場合 / where it is another body'),
          people: z.array(person).describe('知り得る者の氏名 / names, where the caller may know them'),
          more: z.int(),
          vacant: z.boolean().describe('その役職は未発令 / nobody holds the post'),
        }),
      )
      .optional(),
    marks: z.array(named).optional(),
    dueAfter: z.array(named.extend({ due: instant })).optional(),
  })
  .openapi('CheckedDecision');

const deciding = z.strictObject({
  check: z
    .literal('1')
    .optional()
    .describe('行わずに、行った場合の結果を確かめる / do not decide: say what would come of it'),
});

export function decisionRoutes(router: Router) {
  return atBoth((suffix, params) =>
    endpoint(
      router,
      {
        method: 'post',
        path: `/procedures/{kind}/{year}/{organisation}${suffix}/decisions`,
        tag: 'procedures',
        summary: { ja: '決定する', en: 'take a decision' },
        description: {
          ja: '本文は {type, …入力}。standIn（組織の長による決定）と enteredFor（別途決裁済みの内容の登録）を添えられます。If-Match（ETag）は任意です。check=1 を付けると、同じ検査を行って結果だけを返し、何も記録しません（Idempotency-Key は不要です）。決定者と時刻、事実はサーバーが付けます。',
          en: 'The body is {type, …input}; standIn (deciding instead) and enteredFor (entered from paper) may be added. If-Match (the ETag) is optional. With check=1 the same is checked and what would come of it is answered; nothing is recorded, and no Idempotency-Key is needed. Who decides, when, and the facts are put on by the server.',
        },
        params,
        query: deciding,
        body: anyJson,
        takes: { 'application/json': { $ref: `#/components/schemas/${anyDecision}` } },
        repeat: 'own',
        looks: ({ check: looks }) => looks !== undefined,
        success: {
          status: 200,
          text: { ja: '受理。check=1 の場合は、行った場合の結果', en: 'accepted; with check=1 what would come of it' },
          schema: z.union([acceptedSchema, checkedSchema]),
        },
        problems: ['refusedWho', 'refused', 'damaged', 'stale'],
      },
      async ({ me, params: address, query, body, key, ifMatch }) => {
        const instance = instanceOf(address);
        const expectedSeq = expected(ifMatch);
        if (query.check !== undefined) {
          const would = await check(router.parts, me, { instance, body, ...(expectedSeq && { expectedSeq }) });
          return { status: 200, body: would } as const;
        }
        const accepted = await take(router.parts, me, { instance, key, body, ...(expectedSeq && { expectedSeq }) });
        return { status: 200, body: accepted, headers: { etag: `"${accepted.seq}"` } } as const;
      },
      async ({ me, params: address, query, key }) => {
        const instance = instanceOf(address);
        if (query.check === undefined) await checkMayDecide(router.parts, me, instance, key);
        else await checkReadable(router.parts, me, instance);
      },
    ),
  );
}

/** The form of one decision. */
const draftSchema = citedBesideSchema
  .extend({
    decision: z.string(),
    ja: z.string(),
    en: z.string(),
    why: textSchema.optional().describe('求められている理由 / why it is expected'),
    instead: z
      .array(
        textSchema.extend({
          decision: z.string(),
          status: z.enum(['open', 'closed']),
          before: z
            .boolean()
            .describe(
              'この決定に代えて行われるもの（先に並ぶ） / the one in whose place this is taken: it comes first',
            ),
        }),
      )
      .describe('代わりに行う決定 / taken instead of it'),
    instance: z.string(),
    procedure: named.extend({ version: z.int() }),
    organisation: named.describe('その年度の名称 / as it was called in that year'),
    seq: z.int(),
    lastChange: z.int(),
    phase: named,
    dueItems: z.array(z.object({ id: z.string(), due: instant })),
    status: z.enum(['open', 'closed']),
    failing: z.array(refusalSchema),
    met: z
      .array(citedBesideSchema.extend({ id: z.string(), ja: z.string(), en: z.string() }))
      .describe('満たされている規則 / rules that are kept now'),
    whoCould: z.array(whoSchema),
    due: instant.optional().describe('期限 / by when it is expected'),
    irreversible: z.boolean(),
    schema: z.record(z.string(), z.unknown()).openapi({ description: 'JSON Schema 2020-12' }),
    choices: listsSchema,
    documents: z
      .array(listedSchema)
      .describe('提出された文書など、様式に入っているもの / documents that it holds already'),
    draft: z.object({ type: z.string() }).loose().describe('分かっている入力 / what of the body is known already'),
  })
  .openapi('Draft');

const decisionName = matching(/^[a-z][A-Za-z0-9]{0,63}$/, {
  ja: '決定の名（例：approvePlan）を指定してください。',
  en: 'Give the name of a decision, such as approvePlan.',
});

export function draftRoutes(router: Router) {
  return atBoth((suffix, params) =>
    endpoint(
      router,
      {
        method: 'get',
        path: `/procedures/{kind}/{year}/{organisation}${suffix}/decisions/{decision}/draft`,
        tag: 'procedures',
        summary: { ja: '決定の様式と下書き', en: 'the form of a decision, filled in as far as is known' },
        description: {
          ja: '決定を行い得る者だけが読めます。何も記録しません。',
          en: 'For those who could take the decision. Nothing is recorded.',
        },
        params: params.extend({ decision: decisionName }),
        query: none,
        body: noBody,
        success: { status: 200, text: { ja: '様式', en: 'the form' }, schema: draftSchema },
        problems: ['refusedWho'],
      },
      async ({ me, params: { decision, ...address } }) => ({
        status: 200 as const,
        body: await draftOf(router.parts, me, instanceOf(address), decision),
      }),
    ),
  );
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
