/** Passkeys by which people sign in: listed and removed. They are made at a browser alone, by a one-time link or signed in. */
import { z } from '@hono/zod-openapi';
import { foreignBodiesOf } from '../access/bodies.ts';
import { checkAccessOf } from '../access/others.ts';
import { tokenOf } from '../caller.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { noteReading } from '../reads.ts';
import { instant, nextCursor, opaqueId, page } from '../schemas.ts';

const passkeySchema = z
  .object({
    id: z.string(),
    person: z.string(),
    how: z
      .enum(['link', 'passkey'])
      .describe(
        '本人のリンクか、別のパスキーでサインインしての追加か / by the person’s link, or added signed in by another',
      ),
    enrolled: instant,
    issuedBy: z.string().describe('もとのリンクを発行した人 / who issued the link that it goes back to'),
    synced: z.boolean().describe('複数の端末で共有されるもの / shared by several devices'),
    used: instant.optional(),
    wentBack: instant
      .optional()
      .describe(
        '使用回数が進んでいなかった時刻。複製のおそれがある / when its counter went back: it may have been copied',
      ),
    removed: instant.optional(),
    removedBy: z.string().optional(),
  })
  .openapi('Passkey');

export function passkeyRoutes(router: Router) {
  const { records } = router.parts;
  const list = endpoint(
    router,
    {
      method: 'get',
      path: '/passkeys',
      tag: 'tokens',
      summary: { ja: 'サインインに使うパスキーの一覧', en: 'passkeys by which somebody signs in' },
      params: none,
      query: z.strictObject({
        ...page,
        person: opaqueId.optional().describe('省略時は自分 / yourself when omitted'),
        inUse: z.literal('true').optional().describe('使われているものだけ / only those in use'),
      }),
      body: noBody,
      success: {
        status: 200,
        text: { ja: '新しい順。外したものを含みます', en: 'the newest first, removed ones too' },
        schema: z.object({ items: z.array(passkeySchema), next: nextCursor }),
      },
      problems: ['notFound'],
    },
    async ({ me, query: { person = me.person, inUse, cursor, limit } }) => {
      await checkAccessOf(records, me, person);
      await noteReading(records, me, await foreignBodiesOf(records, me, person), `passkeys ${person}`);
      return { status: 200, body: await records.passkeys.page(person, cursor, limit, inUse && 'inUse') };
    },
  );
  const remove = endpoint(
    router,
    {
      method: 'delete',
      path: '/passkeys/{passkey}',
      tag: 'tokens',
      summary: {
        ja: 'パスキーを外し、それによるサインインを直ちに終わらせる',
        en: 'remove a passkey and end the sign-ins that began by it at once',
      },
      params: z.strictObject({ passkey: opaqueId }),
      query: none,
      body: noBody,
      repeat: 'answer',
      success: {
        status: 200,
        text: { ja: '外した', en: 'removed' },
        schema: z.object({ id: z.string(), removed: z.boolean() }),
      },
    },
    async ({ me, params: { passkey: id } }) => {
      const passkey = await records.passkeys.get(id);
      await checkAccessOf(records, me, passkey?.person);
      await records.passkeys.remove(id, { by: me.person, at: me.at, token: tokenOf(me) });
      return { status: 200, body: { id, removed: true } };
    },
  );
  return { list, remove };
}
