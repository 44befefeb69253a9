/** One's own sign-ins with a browser: listed, one ended, and all but this one. */
import { z } from '@hono/zod-openapi';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { notFound } from '../problems.ts';
import { instant, opaqueId } from '../schemas.ts';

const sessionSchema = z
  .object({
    id: z.string(),
    purpose: z
      .string()
      .describe(
        'サインインの方法（認証基盤では発行者のアドレス） / how it began; with a provider the issuer’s address',
      ),
    issued: instant,
    seen: instant,
    expires: instant,
    current: z.boolean().describe('この依頼のサインイン / the one that asks'),
  })
  .openapi('Session');

export function sessionRoutes(router: Router) {
  const { records } = router.parts;
  const list = endpoint(
    router,
    {
      method: 'get',
      path: '/sessions',
      tag: 'tokens',
      summary: { ja: '自分のサインインの一覧', en: 'where one is signed in' },
      params: none,
      query: none,
      body: noBody,
      success: {
        status: 200,
        text: { ja: '続いているもの。新しい順', en: 'those that last, the newest first' },
        schema: z.object({ items: z.array(sessionSchema) }),
      },
    },
    async ({ me }) => {
      const sessions = await records.tokens.sessions(me.person, me.at);
      const items = sessions.map(({ id, purpose, issued, seen = issued, expires }) => ({
        id,
        purpose,
        issued,
        seen,
        expires,
        current: id === me.token,
      }));
      return { status: 200, body: { items } };
    },
  );
  const end = endpoint(
    router,
    {
      method: 'delete',
      path: '/sessions/{session}',
      tag: 'tokens',
      summary: { ja: '自分のサインインを終わらせる', en: 'end a sign-in of one’s own' },
      description: {
        ja: 'サインアウトと同じです。そのサインインで作った暦リンク、受け取りリンク、Webhook は残ります。心当たりのないサインインは、それらと一緒に無効にしてください（DELETE /tokens/{token}）。',
        en: 'As signing out does: calendar link, claim links and webhooks made in it stay. One that you do not know is revoked together with them (DELETE /tokens/{token}).',
      },
      params: z.strictObject({ session: opaqueId }),
      query: none,
      body: noBody,
      repeat: 'answer',
      success: { status: 200, text: { ja: '終了', en: 'ended' }, schema: z.object({ id: z.string() }) },
    },
    async ({ me, params: { session } }) => {
      if (!(await records.tokens.signOut(session, me.person, me.at))) throw notFound();
      return { status: 200, body: { id: session } };
    },
  );
  const endOthers = endpoint(
    router,
    {
      method: 'post',
      path: '/sessions/end-others',
      tag: 'tokens',
      summary: { ja: '自分のほかのサインインを全て終わらせる', en: 'end all one’s other sign-ins' },
      params: none,
      query: none,
      body: noBody,
      repeat: 'answer',
      success: {
        status: 200,
        text: { ja: '終わらせた数', en: 'how many were ended' },
        schema: z.object({ ended: z.int() }),
      },
    },
    async ({ me }) => ({
      status: 200,
      body: { ended: await records.tokens.endSessions(me.person, me.token, me.at) },
    }),
  );
  return { list, end, endOthers };
}
