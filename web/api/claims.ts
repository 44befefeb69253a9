/** One-time links by which people claim their tokens themselves: the administrator never sees a token. */
import { z } from '@hono/zod-openapi';
import { foreignBodiesOf, mayRevokeAccess } from '../access/bodies.ts';
import { checkAccessOf, checkAdministersOther, requireAdministrator } from '../access/others.ts';
import { tokenOf } from '../caller.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { notFound } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { instant, nextCursor, opaqueId, page, textSchema } from '../schemas.ts';

const claimSchema = z
  .object({
    id: z.string(),
    person: z.string(),
    issuedBy: z.string(),
    issuedByName: textSchema.optional(),
    issued: instant,
    expires: instant,
    purpose: z.string(),
    tokenDays: z.int(),
    claimed: instant.optional(),
    token: z.string().optional(),
    revoked: instant.optional(),
  })
  .openapi('Claim');

const issuedSchema = z
  .object({
    status: z.enum(['issued', 'pending']),
    id: z.string().optional(),
    change: z
      .string()
      .optional()
      .describe('承認待ちの変更の ID / id of the change that waits for a second administrator'),
    person: z.string(),
    expires: instant,
    path: z
      .string()
      .optional()
      .describe(
        'リンク（このサーバーのアドレスに続く部分）。一度だけ示します / the link below this server’s address; shown once',
      ),
  })
  .openapi('IssuedClaim');

export function claimRoutes(router: Router) {
  const { records } = router.parts;
  const issue = endpoint(
    router,
    {
      method: 'post',
      path: '/claims',
      tag: 'tokens',
      summary: {
        ja: '本人がトークンを受け取るためのリンクを発行する',
        en: 'issue a link by which a person claims a token',
      },
      description: {
        ja: 'その人を管理するシステム管理者が、自分以外の人のために発行します。リンクは一度限りで7日間有効、取り消せます。受け取られると本人と発行者に通知し、台帳の記録に残ります。二人目の承認が要る役職の在任者へのリンクは、二人目のシステム管理者が承認するまで承認待ち（status: pending）となり、承認後に同じ依頼を繰り返すと一度だけ渡されます。リンクを手渡す人はそれを使うこともできるため、そのトークンによる記録には発行者が残ります。',
        en: 'An administrator of that person issues it, never for their own use. The link works once, for seven days, and can be revoked. When it is used, the holder and the issuer are told, and the registry’s journal records it. One for the holder of a guarded post waits (status: pending) until a second administrator approves it; the same request again then hands it out, once. Whoever hands over a link could also use it, so entries made with the token name the issuer.',
      },
      params: none,
      query: none,
      body: z.strictObject({
        person: opaqueId,
        days: z.int().min(1).max(366).default(90).describe('トークンの有効日数 / days the token is valid'),
        purpose: z.string().trim().min(1).max(200),
      }),
      repeat: 'answer',
      success: {
        status: 201,
        text: { ja: '発行済み、または承認待ち', en: 'issued, or waiting' },
        schema: issuedSchema,
      },
      problems: ['notAllowed'],
    },
    async ({ me, body: { person, days, purpose } }) => {
      await checkAdministersOther(records, me, person, {
        ja: '自分のためのリンクは発行できません。自分のトークンは junkan token issue（POST /tokens）で発行できます。',
        en: 'You cannot issue a link for yourself. Get your own token with junkan token issue (POST /tokens).',
      });
      const claim = { person, issuedBy: me.person, at: me.at, purpose, tokenDays: days, token: tokenOf(me) };
      const issued = await records.claims.issue(claim);
      if (issued.status === 'pending') return { status: 201, body: { ...issued, person } };
      const { status, id, secret, expires } = issued;
      const kept = { status, id, person, expires };
      // What a repeat is given is kept in the database: never the secret.
      return { status: 201, body: { ...kept, path: `/claim/${secret}` }, kept };
    },
    ({ me }) =>
      requireAdministrator(me, {
        ja: 'リンクを発行できるのは、その人を管理するシステム管理者です。依頼してください。',
        en: 'Only an administrator of that person issues a link. Ask one.',
      }),
  );
  const list = endpoint(
    router,
    {
      method: 'get',
      path: '/claims',
      tag: 'tokens',
      summary: { ja: '発行されたリンクの一覧', en: 'issued links' },
      params: none,
      query: z.strictObject({ ...page, person: opaqueId.optional().describe('省略時は自分 / yourself when omitted') }),
      body: noBody,
      success: {
        status: 200,
        text: { ja: '新しい順。秘密の値は含みません', en: 'the newest first, without their secrets' },
        schema: z.object({ items: z.array(claimSchema), next: nextCursor }),
      },
      problems: ['notFound'],
    },
    async ({ me, query: { person = me.person, cursor, limit } }) => {
      await checkAccessOf(records, me, person);
      await noteReading(records, me, await foreignBodiesOf(records, me, person), `claims ${person}`);
      const claims = await records.claims.page(person, cursor, limit);
      const names = await records.registry.namesOfPeople([...new Set(claims.items.map(({ issuedBy }) => issuedBy))]);
      const items = claims.items.map((claim) => ({ ...claim, issuedByName: names.get(claim.issuedBy) }));
      return { status: 200, body: { ...claims, items } };
    },
  );
  const revoke = endpoint(
    router,
    {
      method: 'delete',
      path: '/claims/{claim}',
      tag: 'tokens',
      summary: { ja: 'リンクを取り消す', en: 'revoke a link' },
      params: z.strictObject({ claim: opaqueId }),
      query: none,
      body: noBody,
      repeat: 'answer',
      success: {
        status: 200,
        text: { ja: '取り消し済み（revoked: false は既に使われていた）', en: 'revoked (false: it was used before)' },
        schema: z.object({ id: z.string(), revoked: z.boolean() }),
      },
    },
    async ({ me, params: { claim: id } }) => {
      const claim = await records.claims.get(id);
      if (claim === undefined) throw notFound();
      // People may revoke a link made for them: they may learn of one they never asked for.
      const own = claim.person === me.person || claim.issuedBy === me.person;
      if (!own && !(await mayRevokeAccess(records, me, claim.person))) throw notFound();
      const revoked = (await records.claims.revoke(id, me.person, me.at, tokenOf(me))) || claim.revoked !== undefined;
      return { status: 200, body: { id, revoked } };
    },
  );
  return { issue, list, revoke };
}
