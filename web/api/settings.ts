/** What somebody sets for themselves: language, which notices come by mail, and whether once a day. */
import { z } from '@hono/zod-openapi';
import { certainMails, mailKinds, optionalMails, type MailKind } from '../../model/mail-kinds.ts';
import { languages } from '../../model/text.ts';
import { anyone, endpoint, noBody, none, type Router } from '../endpoint.ts';
import type { Parts } from '../parts.ts';
import type { Caller } from '../caller.ts';
import { named } from '../schemas.ts';

const setSchema = z
  .strictObject({
    language: z
      .enum(languages)
      .optional()
      .describe('メールと画面の言語（省略：メールは両方の言語） / of mails and pages; omitted: mails in both'),
    digest: z.boolean().describe('メールを1日1通にまとめる / one mail a day'),
    muted: z
      .array(z.enum(optionalMails))
      .max(optionalMails.length)
      .describe('メールを受け取らない通知の種類 / kinds of notices of which no mail is wanted'),
  })
  .openapi('PersonSettings');

const settingsSchema = setSchema
  .extend({
    kinds: z
      .array(named.extend({ always: z.boolean().describe('止められない / cannot be switched off') }))
      .describe('通知の種類 / kinds of notices'),
    address: z.string().optional().describe('台帳のメールアドレス / the address in the registry'),
    mailOn: z.boolean().describe('メールサーバーが設定されている / a mail server is configured'),
  })
  .openapi('Settings');

export function settingsRoutes(router: Router) {
  const { parts } = router;
  const show = endpoint(
    router,
    {
      method: 'get',
      path: '/settings',
      tag: 'me',
      summary: { ja: '自分の設定', en: 'my settings' },
      params: none,
      query: none,
      body: noBody,
      success: { status: 200, text: { ja: '設定', en: 'the settings' }, schema: settingsSchema },
    },
    async ({ me }) => ({ status: 200, body: await shown(parts, me) }),
  );
  const set = endpoint(
    router,
    {
      method: 'put',
      path: '/settings',
      tag: 'me',
      summary: { ja: '自分の設定を変える', en: 'change my settings' },
      description: {
        ja: '全ての通知は、設定にかかわらず受信箱に残ります。期限超過の上申と、任命・サインイン・設備に関する通知のメールは止められず、1日1通にもまとめません。',
        en: 'Every notice stands in the inbox, whatever is set. Mails of what is told further up, and of appointments, sign-in and the installation, cannot be switched off and do not wait for the day.',
      },
      params: none,
      query: none,
      body: setSchema,
      repeat: 'answer',
      success: { status: 200, text: { ja: '変更済み', en: 'changed' }, schema: settingsSchema },
    },
    async ({ me, body: { language, digest, muted } }) => {
      const settings = { ...(language !== undefined && { language }), digest, muted: [...new Set(muted)] };
      await parts.records.settings.set(me.person, settings, me.at);
      return { status: 200, body: await shown(parts, me) };
    },
    anyone,
  );
  return { show, set };
}

async function shown({ records, configuration }: Parts, me: Caller) {
  const [{ language, digest, muted }, person] = await Promise.all([
    records.settings.of(me.person),
    records.registry.person(me.person),
  ]);
  const certain: readonly MailKind[] = certainMails;
  return {
    ...(language !== undefined && { language }),
    digest,
    muted: [...muted],
    kinds: [...optionalMails, ...certainMails].map((id) => ({ id, ...mailKinds[id], always: certain.includes(id) })),
    ...(person?.mail !== undefined && { address: person.mail }),
    mailOn: configuration.mail === true,
  };
}
