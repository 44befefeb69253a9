/** Outgoing webhooks: who is told of what happens. Signed as Standard Webhooks; secrets are shown once. */
import { z } from '@hono/zod-openapi';
import { chosenTypes } from '../../model/webhooks/events.ts';
import { requireWebhookAdministrator } from '../access/webhooks.ts';
import { signatureOf } from '../caller.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { invalid, notFound, Problem } from '../problems.ts';
import { instant, nextCursor, opaqueId, organisationId, page } from '../schemas.ts';
import { tableOf } from '../table.ts';
import { wrongDestination } from '../webhook-address.ts';

/** How long the secret before signs too after a rotation: time enough to bring the new one to the receiver. */
const OVERLAP = 24 * 60 * 60 * 1000;
/** More would be a mistake, and each costs on every change of phase. */
const AT_MOST = 100;

const webhookSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    purpose: z.string(),
    types: z.array(z.string()).describe('空はすべて / empty: all'),
    organisations: z.array(z.string()).describe('空はすべて / empty: all'),
    state: z.enum(['active', 'disabled']),
    reason: z
      .enum(['administrator', 'gone', 'lapsed'])
      .optional()
      .describe(
        '停止の理由（gone：受信側が 410 を返した、lapsed：登録した人のトークンが無効になったか管理者でなくなった）/ why it is disabled (gone: it answered 410; lapsed: whoever registered it has no token or post any more)',
      ),
    previousUntil: instant.optional().describe('前の秘密鍵でも署名する期限 / until when the secret before signs too'),
    created: instant,
    createdBy: z.string(),
    changed: instant,
    waiting: z.int(),
    dead: z.int(),
  })
  .openapi('Webhook');

const secretSchema = z
  .object({ id: z.string(), secret: z.string().optional().describe('一度だけ示します / shown once') })
  .openapi('WebhookSecret');

const url = z.string().min(1).max(2_000).describe('https:// のみ / https:// only');
const purpose = z.string().trim().min(1).max(200);
const types = z.array(z.enum(chosenTypes)).max(chosenTypes.length);
const organisations = z.array(organisationId).max(500);

/** Parameters of every route of one endpoint. */
export const webhookParams = z.strictObject({ webhook: opaqueId });

/** `GET /webhooks` */
export const webhookList = described({
  method: 'get',
  path: '/webhooks',
  tag: 'webhooks',
  summary: { ja: 'Webhook の一覧', en: 'webhooks' },
  params: none,
  query: z.strictObject(page),
  body: noBody,
  success: {
    status: 200,
    text: { ja: '秘密鍵は含みません', en: 'without their secrets' },
    schema: z.object({ items: z.array(webhookSchema), next: nextCursor }),
  },
  problems: ['notAllowed'],
  table: tableOf(webhookSchema, {
    columns: [
      { head: { ja: 'ID', en: 'id' }, cell: [{ at: 'id' }] },
      { head: { ja: 'アドレス', en: 'address' }, cell: [{ at: 'url' }] },
      { head: { ja: '用途', en: 'purpose' }, cell: [{ at: 'purpose' }] },
      { head: { ja: '状態', en: 'state' }, cell: [{ at: 'reason', else: 'state' }] },
      { head: { ja: '待ち', en: 'waiting' }, cell: [{ at: 'waiting' }] },
      { head: { ja: '不達', en: 'dead' }, cell: [{ at: 'dead' }] },
    ],
    none: { ja: 'Webhook はありません。', en: 'There are no webhooks.' },
  }),
});

function lapsed(): Problem {
  return new Problem('refused', {
    ja: '登録した人のトークンが無効になったか、その人が全体のシステム管理者でなくなったため停止しています。アドレスを確かめ、秘密鍵を新しくして（junkan webhook rotate）引き継いでください。',
    en: 'It was stopped because a token of whoever registered it was revoked, or they administer the whole installation no more. Look at its address and take it over by making a new secret (junkan webhook rotate).',
  });
}

export function webhookRoutes(router: Router) {
  const { records, configuration } = router.parts;
  const { webhooks } = records;

  const check = async (settings: {
    url?: string | undefined;
    organisations?: readonly string[] | undefined;
  }): Promise<void> => {
    const wrong =
      settings.url === undefined
        ? undefined
        : await wrongDestination(settings.url, configuration.privateDestinations ?? 'none', configuration.webhookPorts);
    const errors = wrong === undefined ? [] : [wrong];
    for (const [i, id] of (settings.organisations ?? []).entries()) {
      if ((await records.registry.organisation(id)) !== undefined) continue;
      const path = `organisations[${i}]`;
      errors.push({ path, ja: 'この機関は登録されていません。', en: 'This body is not in the registry.' });
    }
    if (errors.length > 0) throw invalid(errors);
  };

  const list = endpoint(router, webhookList, async ({ me, query: { cursor, limit } }) => {
    requireWebhookAdministrator(me);
    return { status: 200, body: await webhooks.page(cursor, limit) };
  });
  const add = endpoint(
    router,
    {
      method: 'post',
      path: '/webhooks',
      tag: 'webhooks',
      summary: { ja: 'Webhook を登録する', en: 'register a webhook' },
      description: {
        ja: '段階の変化、期限超過、終了を、指定したアドレスに署名付き（Standard Webhooks）で知らせます。本文は ID と時刻だけで、文章や氏名は含みません。秘密鍵はこの応答にだけ現れ、同じキーで繰り返しても示しません。',
        en: 'Tells an address of changed phases, of what is overdue and of ends, signed as Standard Webhooks. Bodies carry ids and instants only, no texts and no names. The secret appears only in this answer; a repeat under the same key does not show it.',
      },
      params: none,
      query: none,
      body: z.strictObject({ url, purpose, types: types.default([]), organisations: organisations.default([]) }),
      repeat: 'answer',
      success: { status: 201, text: { ja: '登録済み', en: 'registered' }, schema: secretSchema },
      problems: ['notAllowed'],
    },
    async ({ me, body }) => {
      await check(body);
      if ((await webhooks.list()).length >= AT_MOST) {
        const tooMany = { ja: `登録できるのは${AT_MOST}件までです。`, en: `At most ${AT_MOST} can be registered.` };
        throw invalid([{ path: '', ...tooMany }]);
      }
      const { id, secret } = await webhooks.add(body, signatureOf(me));
      return { status: 201, body: { id, secret }, kept: { id } };
    },
    ({ me }) => requireWebhookAdministrator(me),
  );
  const change = endpoint(
    router,
    {
      method: 'put',
      path: '/webhooks/{webhook}',
      tag: 'webhooks',
      summary: { ja: 'Webhook を変更・停止・再開する', en: 'change, disable or enable a webhook' },
      description: {
        ja: '指定した項目だけを変えます。停止すると、送信待ちのものは不達一覧に移ります。',
        en: 'Changes what is given and leaves the rest. Disabling moves what waits to the dead list.',
      },
      params: webhookParams,
      query: none,
      body: z.strictObject({
        url: url.optional(),
        purpose: purpose.optional(),
        types: types.optional(),
        organisations: organisations.optional(),
        enabled: z.boolean().optional(),
      }),
      repeat: 'answer',
      success: { status: 200, text: { ja: '変更済み', en: 'changed' }, schema: webhookSchema },
      problems: ['notAllowed', 'refused'],
    },
    async ({ me, params: { webhook }, body }) => {
      await check(body);
      const { enabled, ...changes } = body;
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const settings = { ...given, ...(enabled === undefined ? {} : { enabled }) };
      await webhooks.change(webhook, settings, signatureOf(me));
      const found = await webhooks.get(webhook);
      if (found === undefined) throw notFound();
      if (enabled === true && found.reason === 'lapsed') throw lapsed();
      return { status: 200, body: found };
    },
    ({ me }) => requireWebhookAdministrator(me),
  );
  const remove = endpoint(
    router,
    {
      method: 'delete',
      path: '/webhooks/{webhook}',
      tag: 'webhooks',
      summary: { ja: 'Webhook を削除する', en: 'delete a webhook with its secret and deliveries' },
      params: webhookParams,
      query: none,
      body: noBody,
      repeat: 'answer',
      success: { status: 200, text: { ja: '削除済み', en: 'deleted' }, schema: z.object({ id: z.string() }) },
      problems: ['notAllowed'],
    },
    async ({ me, params: { webhook } }) => {
      requireWebhookAdministrator(me);
      if (!(await webhooks.remove(webhook, signatureOf(me)))) throw notFound();
      return { status: 200, body: { id: webhook } };
    },
  );
  const rotate = endpoint(
    router,
    {
      method: 'post',
      path: '/webhooks/{webhook}/rotate',
      tag: 'webhooks',
      summary: { ja: '秘密鍵を新しくする', en: 'make a new secret' },
      description: {
        ja: '24時間は新旧両方の鍵で署名します。その間に受信側の鍵を替えてください。登録した人のトークンが無効になるなどして停止したもの（lapsed）は、これによって引き継がれて再開し、前の鍵では署名しません。',
        en: 'For 24 hours both secrets sign; bring the new one to the receiver within that time. One that lapsed is taken over by it and goes on; the secret before signs no more.',
      },
      params: webhookParams,
      query: none,
      body: noBody,
      repeat: 'answer',
      success: {
        status: 200,
        text: { ja: '新しい秘密鍵', en: 'the new secret' },
        schema: secretSchema.extend({ previousUntil: instant.optional() }).openapi('RotatedWebhookSecret'),
      },
      problems: ['notAllowed'],
    },
    async ({ me, params: { webhook } }) => {
      requireWebhookAdministrator(me);
      const rotated = await webhooks.rotate(webhook, me.at + OVERLAP, signatureOf(me));
      if (rotated === undefined) throw notFound();
      const { secret, ...until } = rotated;
      const kept = { id: webhook, ...until };
      return { status: 200, body: { ...kept, secret }, kept };
    },
  );
  return { list, add, change, remove, rotate };
}
