/** Bearer tokens: each belongs to a person, is shown once, kept hashed, and can be revoked at once. */
import { z } from '@hono/zod-openapi';
import { administersPerson, foreignBodiesOf } from '../access/bodies.ts';
import { checkAccessOf } from '../access/others.ts';
import type { PersonId } from '../../model/identifiers.ts';
import { LONGEST_DESCENT, type NotMinted } from '../../contract/records/tokens.ts';
import { type Caller, tokenOf } from '../caller.ts';
import type { Parts } from '../parts.ts';
import { anyone, described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { invalid, notAllowed, Problem } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { instant, nextCursor, opaqueId, page } from '../schemas.ts';
import { tableOf } from '../table.ts';

const DAY = 24 * 60 * 60 * 1000;

const issuedSchema = z
  .object({
    id: z.string(),
    person: z.string(),
    expires: instant,
    secret: z.string().optional().describe('一度だけ示します / shown once'),
  })
  .openapi('IssuedToken');

const tokenSchema = z
  .object({
    id: z.string(),
    person: z.string(),
    issuedBy: z.string(),
    issued: instant,
    expires: instant,
    revoked: instant.optional(),
    purpose: z.string(),
    earlier: z
      .array(z.string())
      .optional()
      .describe(
        '発行に使われたトークンをさらに発行した人。近い順 / who stands before in its line of descent, the nearest first',
      ),
    parent: z.string().optional().describe('発行に使われたトークン / the token it was issued with'),
    session: z.literal(true).optional().describe('ブラウザーでのサインイン / a sign-in with a browser'),
    seen: instant.optional().describe('最後に使われた時刻 / when it was last used'),
  })
  .openapi('Token');

/** `GET /tokens` */
export const tokens = described({
  method: 'get',
  path: '/tokens',
  tag: 'tokens',
  summary: { ja: 'トークンの一覧', en: 'tokens' },
  params: none,
  query: z.strictObject({ ...page, person: opaqueId.optional().describe('省略時は自分 / yourself when omitted') }),
  body: noBody,
  success: {
    status: 200,
    text: { ja: '秘密の値は含みません', en: 'without their secrets' },
    schema: z.object({ items: z.array(tokenSchema), next: nextCursor }),
  },
  problems: ['notFound'],
  table: tableOf(tokenSchema, {
    columns: [
      { head: { ja: 'ID', en: 'id' }, cell: [{ at: 'id' }] },
      { head: { ja: '用途', en: 'purpose' }, cell: [{ at: 'purpose' }] },
      { head: { ja: '期限', en: 'expires' }, cell: [{ at: 'expires', as: 'minute' }] },
      { head: { ja: '無効化', en: 'revoked' }, cell: [{ at: 'revoked', as: 'minute' }] },
    ],
    none: { ja: 'トークンはありません。', en: 'There are no tokens.' },
  }),
});

export function tokenRoutes(router: Router) {
  const { records } = router.parts;
  endpoint(
    router,
    {
      method: 'post',
      path: '/tokens',
      tag: 'tokens',
      summary: { ja: 'トークンを発行する', en: 'issue a token' },
      description: {
        ja: '自分のために発行します。発行に使ったトークンの発行者を引き継ぎ、その期限より長くは使えず、それが無効になれば一緒に無効になり、本人に通知されます。秘密の値はこの応答にだけ現れ、同じキーで繰り返しても示しません。他の人のトークンは、本人が一度限りのリンク（POST /claims）で受け取ります。実演用の設備でだけ、システム管理者が架空の人のために発行でき、そのトークンによる記録には発行者が残ります。',
        en: 'For yourself. It inherits the issuer of the token it is issued with, lives at most as long, is revoked with it, and you are told. The secret appears only in this answer; a repeat under the same key does not show it. Others claim theirs by a one-time link (POST /claims). Only in a demonstration does an administrator issue one for an invented person; entries made with it say who issued it.',
      },
      params: none,
      query: none,
      body: z.strictObject({
        person: opaqueId,
        days: z.int().min(1).max(366).default(90),
        purpose: z.string().trim().min(1).max(200),
      }),
      repeat: 'answer',
      success: { status: 201, text: { ja: '発行済み', en: 'issued' }, schema: issuedSchema },
      problems: ['notAllowed', 'refused'],
    },
    async ({ me, body: { person, days, purpose } }) => {
      if (person !== me.person) await checkMayIssue(router.parts, me, person);
      if ((await records.registry.person(person)) === undefined) {
        throw invalid([
          { path: 'person', ja: 'この人は登録されていません。', en: 'This person is not in the registry.' },
        ]);
      }
      const { at, person: by } = me;
      const minted = await records.tokens.mint(me.token, { person, by, at, expires: at + days * DAY, purpose });
      if (typeof minted === 'string') throw notMinted(minted);
      const { id, secret, expires } = minted;
      // What a repeat is given is kept in the database: never the secret.
      return { status: 201, body: { id, person, expires, secret }, kept: { id, person, expires } };
    },
    // Everyone may for themselves.
    anyone,
  );
  endpoint(router, tokens, async ({ me, query: { person = me.person, cursor, limit } }) => {
    await checkAccessOf(records, me, person);
    await noteReading(records, me, await foreignBodiesOf(records, me, person), `tokens ${person}`);
    return { status: 200, body: await records.tokens.page(person, cursor, limit) };
  });
  const revoke = endpoint(
    router,
    {
      method: 'delete',
      path: '/tokens/{token}',
      tag: 'tokens',
      summary: { ja: 'トークンを直ちに無効にする', en: 'revoke a token at once' },
      params: z.strictObject({ token: opaqueId }),
      query: none,
      body: noBody,
      repeat: 'answer',
      success: {
        status: 200,
        text: { ja: '無効', en: 'revoked' },
        schema: z.object({ id: z.string(), revoked: z.boolean() }),
      },
    },
    async ({ me, params: { token } }) => {
      const owner = await records.tokens.owner(token);
      await checkAccessOf(records, me, owner);
      await records.tokens.revoke(token, me.person, me.at);
      return { status: 200, body: { id: token, revoked: true } };
    },
  );
  const revokeAll = endpoint(
    router,
    {
      method: 'post',
      path: '/tokens/revoke-all',
      tag: 'tokens',
      summary: {
        ja: 'トークン・サインイン・暦リンク・未使用のリンク・アカウントの結び付け・パスキー・Webhook をすべて無効にする',
        en: 'revoke all tokens, sessions, the calendar link, unused claim links, bound accounts, passkeys and webhooks',
      },
      description: {
        ja: '自分の（person を指定した場合はその人を管理するシステム管理者がその人の）トークン、暦リンク、まだ使われていない受け取りリンク、サインインに使うアカウントの結び付けとパスキー、登録した Webhook を、一度にすべて無効にします。この依頼に使ったトークンも無効になります。新しいトークンはシステム管理者のリンクで受け取ります。',
        en: 'Revokes at once all tokens of yours – with person, of someone whom you administer –, the calendar link, claim links not yet used, accounts bound and passkeys enrolled for signing in, and webhooks that you registered. The token of this very request is among them: ask the administrator for a new link.',
      },
      params: none,
      query: none,
      body: z.strictObject({ person: opaqueId.optional().describe('省略時は自分 / yourself when omitted') }),
      repeat: 'answer',
      success: {
        status: 200,
        text: { ja: '無効にした数', en: 'how many were revoked' },
        schema: z
          .object({
            person: z.string(),
            tokens: z.int(),
            feeds: z.int(),
            links: z.int(),
            identities: z.int(),
            passkeys: z.int(),
            webhooks: z.int(),
          })
          .openapi('RevokedAccess'),
      },
      problems: ['notFound'],
    },
    async ({ me, body: { person = me.person } }) => {
      await checkAccessOf(records, me, person);
      const revoked = await records.tokens.revokeAll(person, { by: me.person, at: me.at, token: tokenOf(me) });
      return { status: 200, body: { person, ...revoked } };
    },
    // Everyone may for themselves.
    anyone,
  );
  return { revoke, revokeAll };
}

function notMinted(why: NotMinted): Problem {
  return why === 'tooDeep'
    ? new Problem('refused', {
        ja: `トークンからトークンを発行できるのは ${LONGEST_DESCENT} 代までです。もとのトークンで発行するか、システム管理者に新しいリンクを依頼してください。`,
        en: `Tokens descend from tokens for ${LONGEST_DESCENT} generations at most. Issue it with an earlier one, or ask the administrator for a new link.`,
      })
    : new Problem('refused', {
        ja: 'このトークンは無効になったため、新しいトークンを発行できません。システム管理者に新しいリンクを依頼してください。',
        en: 'This token has been revoked, so it issues no other. Ask the administrator for a new link.',
      });
}

/** Nobody gets to hold another's token, except those of a demonstration's invented people, who cannot claim theirs. */
async function checkMayIssue({ records }: Parts, me: Caller, person: PersonId): Promise<void> {
  if (records.installation.kind !== 'demonstration') {
    throw notAllowed({
      ja: '他の人のトークンは発行できません。システム管理者は、本人が受け取るための一度限りのリンクを発行してください（junkan token link、POST /claims）。',
      en: 'Nobody issues a token for someone else. An administrator issues a one-time link by which the person claims it (junkan token link, POST /claims).',
    });
  }
  if (await administersPerson(records, me, person)) return;
  throw notAllowed({
    ja: '他の人のトークンを発行できるのは、その人を管理するシステム管理者です。',
    en: 'Only an administrator of that person issues tokens for them.',
  });
}
