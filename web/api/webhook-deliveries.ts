/** What is on its way to a webhook's endpoint: the list, the dead list and sending it again, a test. */
import { z } from '@hono/zod-openapi';
import { matching } from '../../model/pattern.ts';
import { requireWebhookAdministrator } from '../access/webhooks.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { notFound, Problem } from '../problems.ts';
import { instant, nextCursor, page } from '../schemas.ts';
import { tableOf } from '../table.ts';
import { webhookParams } from './webhooks.ts';

const deliverySchema = z
  .object({
    event: z.string().describe('webhook-id：再送しても変わりません / the webhook-id, the same at every attempt'),
    type: z.string(),
    organisation: z.string(),
    status: z.enum(['waiting', 'delivered', 'dead']),
    attempts: z.int(),
    next: instant.optional(),
    result: z.string().optional().describe('直近の結果（例：http 503、timeout）/ how the last attempt went'),
    at: instant,
    changed: instant,
  })
  .openapi('WebhookDelivery');

const eventId = matching(/^evt_[0-9a-f]{32}$/, {
  ja: '配信の一覧にある事象の ID をそのまま指定してください。',
  en: 'Give the id of an event as the list of deliveries shows it.',
});

/** `GET /webhooks/{webhook}/deliveries` */
export const deliveries = described({
  method: 'get',
  path: '/webhooks/{webhook}/deliveries',
  tag: 'webhooks',
  summary: { ja: '送信の状況（status=dead は不達一覧）', en: 'deliveries (status=dead: the dead list)' },
  params: webhookParams,
  query: z.strictObject({ ...page, status: z.enum(['waiting', 'delivered', 'dead']).optional() }),
  body: noBody,
  success: {
    status: 200,
    text: { ja: '新しい順', en: 'the newest first' },
    schema: z.object({ items: z.array(deliverySchema), next: nextCursor }),
  },
  problems: ['notAllowed'],
  table: tableOf(deliverySchema, {
    columns: [
      { head: { ja: 'webhook-id', en: 'webhook-id' }, cell: [{ at: 'event' }] },
      { head: { ja: '種類', en: 'type' }, cell: [{ at: 'type' }] },
      { head: { ja: '機関', en: 'body' }, cell: [{ at: 'organisation' }] },
      { head: { ja: '日時', en: 'at' }, cell: [{ at: 'at', as: 'minute' }] },
      { head: { ja: '試行', en: 'attempts' }, cell: [{ at: 'attempts' }] },
      { head: { ja: '結果', en: 'result' }, cell: [{ at: 'result' }] },
    ],
    none: { ja: '不達はありません。', en: 'Nothing is on the dead list.' },
  }),
});

export function webhookDeliveryRoutes(router: Router) {
  const { webhooks } = router.parts.records;
  const list = endpoint(router, deliveries, async ({ me, params: { webhook }, query: { cursor, limit, status } }) => {
    requireWebhookAdministrator(me);
    if ((await webhooks.get(webhook)) === undefined) throw notFound();
    const filter = status === undefined ? {} : { status };
    return { status: 200, body: await webhooks.deliveries(webhook, filter, cursor, limit) };
  });
  const replay = endpoint(
    router,
    {
      method: 'post',
      path: '/webhooks/{webhook}/replay',
      tag: 'webhooks',
      summary: { ja: '不達のものをもう一度送る', en: 'send what is on the dead list again' },
      description: {
        ja: 'events を省くと全部を送ります。webhook-id は変わらないので、受信側は重複を見分けられます。',
        en: 'All of them when `events` is left out. The webhook-id stays, so that the receiver can tell a repeat.',
      },
      params: webhookParams,
      query: none,
      body: z.strictObject({ events: z.array(eventId).min(1).max(500).optional() }),
      repeat: 'answer',
      success: {
        status: 202,
        text: { ja: '送信待ちに戻した件数', en: 'how many wait again' },
        schema: z.object({ replayed: z.int() }),
      },
      problems: ['notAllowed', 'refused'],
    },
    async ({ me, params: { webhook }, body: { events } }) => {
      const found = await webhooks.get(webhook);
      if (found === undefined) throw notFound();
      if (found.state === 'disabled') throw disabled();
      return { status: 202, body: { replayed: await webhooks.replay(webhook, events, me.at) } };
    },
    ({ me }) => requireWebhookAdministrator(me),
  );
  const ping = endpoint(
    router,
    {
      method: 'post',
      path: '/webhooks/{webhook}/ping',
      tag: 'webhooks',
      summary: { ja: '試しに一度送る', en: 'send a test' },
      params: webhookParams,
      query: none,
      body: noBody,
      repeat: 'answer',
      success: {
        status: 202,
        text: { ja: '送信待ち。結果は deliveries に出ます', en: 'it waits; see deliveries for how it went' },
        schema: z.object({ event: z.string() }),
      },
      problems: ['notAllowed', 'refused'],
    },
    async ({ me, params: { webhook } }) => {
      requireWebhookAdministrator(me);
      if ((await webhooks.get(webhook)) === undefined) throw notFound();
      const event = await webhooks.ping(webhook, me.at);
      if (event === undefined) throw disabled();
      return { status: 202, body: { event } };
    },
  );
  return { list, replay, ping };
}

function disabled(): Problem {
  return new Problem('refused', {
    ja: 'この Webhook は停止しています。先に再開してください（enabled: true）。',
    en: 'This webhook is disabled. Enable it first (enabled: true).',
  });
}
