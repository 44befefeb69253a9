/** A person's own calendar link: made, looked at, revoked. */
import { z } from '@hono/zod-openapi';
import { addressOf } from '../address.ts';
import { calendarPath } from '../calendar-feed/route.ts';
import { signatureOf } from '../caller.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { instant } from '../schemas.ts';
import { sheetOf } from '../table.ts';

const path = '/calendar-feed';

const statusSchema = z.object({ active: z.boolean(), created: instant.optional() }).openapi('CalendarFeed');

const madeSchema = z
  .object({
    created: instant,
    link: z.string().optional().describe('一度だけ示します / shown once'),
  })
  .openapi('MadeCalendarFeed');

/** `GET /calendar-feed` */
export const calendarFeed = described({
  method: 'get',
  path,
  tag: 'me',
  summary: { ja: '自分の暦リンクがあるか', en: 'whether I have a calendar link' },
  params: none,
  query: none,
  body: noBody,
  success: {
    status: 200,
    text: { ja: 'リンクそのものは示しません', en: 'without the link' },
    schema: statusSchema,
  },
  sheet: sheetOf(statusSchema, {
    blocks: [
      {
        line: [
          { ja: '', en: 'The link made at ' },
          { at: 'created', as: 'minute' },
          { ja: ' に作ったリンクが有効です。', en: ' (Japan) is valid.' },
        ],
        missing: { ja: '暦のリンクはありません。', en: 'There is no calendar link.' },
      },
    ],
  }),
});

export function calendarFeedRoutes(router: Router) {
  const { records, configuration } = router.parts;
  const status = endpoint(router, calendarFeed, async ({ me }) => {
    const created = await records.feeds.created(me.person);
    return { status: 200, body: created === undefined ? { active: false } : { active: true, created } };
  });
  const make = endpoint(
    router,
    {
      method: 'post',
      path,
      tag: 'me',
      summary: { ja: '自分の暦リンクを作る', en: 'make my calendar link' },
      description: {
        ja: '今の役職の期限を、暦アプリが読み込めるリンクにします。リンクを知る人は誰でも読めるので、他の人に渡さないでください。前のリンクは無効になります。リンクはこの応答にだけ現れます。',
        en: 'A link for a calendar application; it shows what is due for the posts you hold when it is read. Whoever knows the link can read it, so share it with nobody. The previous link is revoked. The link appears only in this answer.',
      },
      params: none,
      query: none,
      body: noBody,
      repeat: 'answer',
      success: { status: 201, text: { ja: '作成済み', en: 'made' }, schema: madeSchema },
    },
    async ({ c, me }) => {
      const { secret } = await records.feeds.create(signatureOf(me));
      const link = `${addressOf(c, configuration)}${calendarPath(secret)}`;
      return { status: 201, body: { created: me.at, link }, kept: { created: me.at } };
    },
  );
  const withdraw = endpoint(
    router,
    {
      method: 'delete',
      path,
      tag: 'me',
      summary: { ja: '自分の暦リンクを直ちに無効にする', en: 'revoke my calendar link at once' },
      params: none,
      query: none,
      body: noBody,
      repeat: 'answer',
      success: {
        status: 200,
        text: { ja: 'リンクがあれば無効にしました', en: 'revoked if there was one' },
        schema: z.object({ revoked: z.boolean() }),
      },
    },
    async ({ me }) => ({ status: 200, body: { revoked: await records.feeds.revoke(signatureOf(me)) } }),
  );
  return { status, make, withdraw };
}
