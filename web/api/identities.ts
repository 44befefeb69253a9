/** Accounts of the identity provider by which people sign in: named by administrators under four eyes, listed, removed. */
import { z } from '@hono/zod-openapi';
import { foreignBodiesOf } from '../access/bodies.ts';
import { checkAccessOf, checkAdministersOther, requireAdministrator } from '../access/others.ts';
import { tokenOf } from '../caller.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { invalid, Problem } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { matching } from '../../model/pattern.ts';
import type { Text } from '../../model/text.ts';
import { instant, nextCursor, opaqueId, page } from '../schemas.ts';
import { tableOf } from '../table.ts';

const identitySchema = z
  .object({
    id: z.string(),
    person: z.string(),
    issuer: z.string(),
    subject: z.string(),
    how: z
      .enum(['link', 'administrator'])
      .describe('本人のリンクか、システム管理者の指定か / by the person’s link, or named by an administrator'),
    bound: instant,
    issuedBy: z.string().describe('リンクを発行し、又はアカウントを指定した人 / who issued the link or named it'),
    removed: instant.optional(),
    removedBy: z.string().optional(),
  })
  .openapi('Identity');

const namedSchema = z
  .object({
    status: z.enum(['bound', 'pending']),
    person: z.string(),
    id: z.string().optional(),
    change: z
      .string()
      .optional()
      .describe('承認待ちの変更の ID / id of the change that waits for a second administrator'),
    expires: instant.optional(),
  })
  .openapi('NamedAccount');

const ways: Readonly<Record<'link' | 'administrator', Text>> = {
  link: { ja: '受け取りリンク', en: 'link' },
  administrator: { ja: 'システム管理者', en: 'administrator' },
};

/** `GET /identities` */
export const identities = described({
  method: 'get',
  path: '/identities',
  tag: 'tokens',
  summary: { ja: 'サインインに使うアカウントの一覧', en: 'accounts by which somebody signs in' },
  params: none,
  query: z.strictObject({ ...page, person: opaqueId.optional().describe('省略時は自分 / yourself when omitted') }),
  body: noBody,
  success: {
    status: 200,
    text: { ja: '新しい順。外したものを含みます', en: 'the newest first, removed ones too' },
    schema: z.object({ items: z.array(identitySchema), next: nextCursor }),
  },
  problems: ['notFound'],
  table: tableOf(identitySchema, {
    columns: [
      { head: { ja: 'ID', en: 'id' }, cell: [{ at: 'id' }] },
      { head: { ja: '認証基盤', en: 'provider' }, cell: [{ at: 'issuer' }] },
      { head: { ja: '識別子', en: 'identifier' }, cell: [{ at: 'subject' }] },
      { head: { ja: '結び付け', en: 'bound by' }, cell: [{ at: 'how', named: ways }] },
      { head: { ja: '日時', en: 'since' }, cell: [{ at: 'bound', as: 'minute' }] },
      { head: { ja: '外した日時', en: 'removed' }, cell: [{ at: 'removed', as: 'minute' }] },
    ],
    none: { ja: '結び付いているアカウントはありません。', en: 'No account is bound.' },
  }),
});

export function identityRoutes(router: Router) {
  return { name: nameRoute(router), list: listRoute(router), remove: removeRoute(router) };
}

function nameRoute(router: Router) {
  const { records, provider } = router.parts;
  return endpoint(
    router,
    {
      method: 'post',
      path: '/identities',
      tag: 'tokens',
      summary: {
        ja: '人を認証基盤のアカウントに結び付ける',
        en: 'bind a person to an account of the identity provider',
      },
      description: {
        ja: 'その人を管理するシステム管理者が、自分以外の人について求めます。二人目のシステム管理者が承認するまで承認待ち（status: pending）です。結び付けると、その人の以前の結び付けは外れ、それによるサインインは直ちに終わります。',
        en: 'An administrator of that person asks for it, never for themselves. It waits (status: pending) until a second administrator approves it. The person’s earlier account is replaced then, and the sign-ins that began by it end at once.',
      },
      params: none,
      query: none,
      body: z.strictObject({
        person: opaqueId,
        subject: matching(/^[\x21-\x7e]{1,255}$/, {
          ja: '認証基盤が示す識別子（sub）を、そのまま指定してください（空白のない英数字と記号、255字以内）。',
          en: 'Give the identifier (sub) as the provider shows it: at most 255 visible ASCII characters without blanks.',
        }).describe('認証基盤が示す利用者の識別子（sub） / the account’s identifier at the provider (sub)'),
      }),
      repeat: 'answer',
      success: {
        status: 201,
        text: { ja: '結び付け済み、または承認待ち', en: 'bound, or waiting' },
        schema: namedSchema,
      },
      problems: ['notAllowed', 'refused', 'refusedWho'],
    },
    async ({ me, body: { person, subject } }) => {
      await checkAdministersOther(records, me, person, {
        ja: '自分のアカウントは自分では結び付けられません。ほかのシステム管理者に依頼してください。',
        en: 'You cannot bind an account to yourself. Ask another administrator.',
      });
      if (provider === undefined) {
        throw new Problem('refused', {
          ja: 'この設備には認証基盤が設定されていません（JUNKAN_OIDC_ISSUER）。',
          en: 'No identity provider is configured here (JUNKAN_OIDC_ISSUER).',
        });
      }
      const named = { person, issuer: provider.issuer, subject };
      const signed = { by: me.person, at: me.at, token: tokenOf(me) };
      const { status, ...more } = await records.identities.name(named, signed);
      if (status === 'taken') {
        throw invalid([
          {
            path: 'subject',
            ja: 'このアカウントは、既に別の人に結び付いています。識別子を確かめてください。',
            en: 'This account is bound to somebody else already. Check the identifier.',
          },
        ]);
      }
      return { status: 201, body: { status, person, ...more } };
    },
    ({ me }) =>
      requireAdministrator(me, {
        ja: 'アカウントを結び付けられるのは、その人を管理するシステム管理者です。依頼してください。',
        en: 'Only an administrator of that person binds an account. Ask one.',
      }),
  );
}

function listRoute(router: Router) {
  const { records } = router.parts;
  return endpoint(router, identities, async ({ me, query: { person = me.person, cursor, limit } }) => {
    await checkAccessOf(records, me, person);
    await noteReading(records, me, await foreignBodiesOf(records, me, person), `identities ${person}`);
    return { status: 200, body: await records.identities.page(person, cursor, limit) };
  });
}

function removeRoute(router: Router) {
  const { records } = router.parts;
  return endpoint(
    router,
    {
      method: 'delete',
      path: '/identities/{identity}',
      tag: 'tokens',
      summary: {
        ja: 'アカウントの結び付けを外し、それによるサインインを直ちに終わらせる',
        en: 'remove an account and end the sign-ins that began by it at once',
      },
      params: z.strictObject({ identity: opaqueId }),
      query: none,
      body: noBody,
      repeat: 'answer',
      success: {
        status: 200,
        text: { ja: '外した', en: 'removed' },
        schema: z.object({ id: z.string(), removed: z.boolean() }),
      },
    },
    async ({ me, params: { identity: id } }) => {
      const identity = await records.identities.get(id);
      await checkAccessOf(records, me, identity?.person);
      await records.identities.remove(id, { by: me.person, at: me.at, token: tokenOf(me) });
      return { status: 200, body: { id, removed: true } };
    },
  );
}
