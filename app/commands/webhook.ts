import { buildCommand, buildRouteMap } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import { say, type Context } from '../cli/context.ts';
import { listCommand, listOfOne } from '../cli/list.ts';
import { lists } from '../cli/described.built.ts';
import { requireNewFile, secretFileFlag, writeSecret } from '../cli/secret-file.ts';

const Secret = z.looseObject({ id: z.string(), secret: z.string() });
const Replayed = z.looseObject({ replayed: z.number() });

/** The positional parameter of every command about one endpoint. */
const webhookArgument = { brief: 'Webhook の ID / id of the webhook', placeholder: 'webhook' };
const one = { kind: 'tuple', parameters: [{ parse: String, ...webhookArgument }] } as const;

const list = (text: string): string[] => text.split(',').map((item) => item.trim());

const add = buildCommand<
  { file: string; purpose: string; types?: string[]; organisations?: string[] },
  [string],
  Context
>({
  docs: {
    brief: '登録し、秘密鍵を 0600 のファイルに書く / register a webhook and write its secret to a file with mode 0600',
  },
  parameters: {
    flags: {
      file: secretFileFlag,
      purpose: { kind: 'parsed', parse: String, brief: '用途 / what it is for' },
      types: {
        kind: 'parsed',
        parse: list,
        optional: true,
        brief:
          '知らせる種類（コンマ区切り、省略時はすべて）/ types, separated by commas: procedure.phaseChanged, procedure.overdue, procedure.ended',
      },
      organisations: {
        kind: 'parsed',
        parse: list,
        optional: true,
        brief: '対象の機関（コンマ区切り、省略時はすべて）/ bodies, separated by commas (all when omitted)',
      },
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'https:// のアドレス / address', placeholder: 'url' }],
    },
  },
  async func({ file, ...settings }, url) {
    requireNewFile(file);
    const { body } = await api(this).change('POST', '/webhooks', { url, ...settings });
    const { id, secret } = Secret.parse(body);
    writeSecret(file, secret);
    say(this, {
      ja: `Webhook ${id} を登録し、秘密鍵を ${file} に書きました。受信側に安全に渡し、junkan webhook ping ${id} で確かめてください。`,
      en: `Webhook ${id} is registered; its secret was written to ${file}. Hand it to the receiver safely, then try junkan webhook ping ${id}.`,
    });
  },
});

const rotate = buildCommand<{ file: string }, [string], Context>({
  docs: { brief: '秘密鍵を新しくする（24時間は両方で署名）/ make a new secret; both sign for 24 hours' },
  parameters: { flags: { file: secretFileFlag }, positional: one },
  async func({ file }, id) {
    requireNewFile(file);
    const { body } = await api(this).change('POST', `${path(id)}/rotate`, undefined);
    writeSecret(file, Secret.parse(body).secret);
    say(this, {
      ja: `新しい秘密鍵を ${file} に書きました。24時間以内に受信側の鍵を替えてください。`,
      en: `The new secret was written to ${file}. Bring it to the receiver within 24 hours.`,
    });
  },
});

const remove = buildCommand<Record<never, never>, [string], Context>({
  docs: { brief: '削除する / delete a webhook' },
  parameters: { positional: one },
  async func(_flags, id) {
    await api(this).change('DELETE', path(id), undefined);
    say(this, { ja: `Webhook ${id} を削除しました。`, en: `Webhook ${id} is deleted.` });
  },
});

const enable = switching(true, '再開する / enable a disabled webhook');
const disable = switching(false, '停止する（待ちは不達一覧へ）/ disable a webhook; waiting events go to the dead list');

function switching(enabled: boolean, brief: string) {
  return buildCommand<Record<never, never>, [string], Context>({
    docs: { brief },
    parameters: { positional: one },
    async func(_flags, id) {
      await api(this).change('PUT', path(id), { enabled });
      say(
        this,
        enabled
          ? { ja: `Webhook ${id} を再開しました。`, en: `Webhook ${id} is enabled.` }
          : { ja: `Webhook ${id} を停止しました。`, en: `Webhook ${id} is disabled.` },
      );
    },
  });
}

const ping = buildCommand<Record<never, never>, [string], Context>({
  docs: { brief: '試しに一度送る / send a test event' },
  parameters: { positional: one },
  async func(_flags, id) {
    await api(this).change('POST', `${path(id)}/ping`, undefined);
    say(this, {
      ja: '送信待ちにしました。届かないときは junkan webhook list で状況を確かめてください。',
      en: 'It waits to be sent. If it does not arrive, see junkan webhook list.',
    });
  },
});

const all = listCommand('一覧 / list webhooks', lists.webhooks);

const dead = listOfOne('不達一覧 / list events that could not be delivered', webhookArgument, lists.deliveries, {
  path: (id) => `${path(id)}/deliveries`,
  query: { status: 'dead' },
});

const replay = buildCommand<Record<never, never>, [string, ...string[]], Context>({
  docs: { brief: '不達のものをもう一度送る / send events of the dead list again' },
  parameters: {
    positional: {
      kind: 'array',
      minimum: 1,
      parameter: {
        parse: String,
        brief: 'Webhook の ID、続けて webhook-id（省略時は全部）/ the webhook, then webhook-ids (all when omitted)',
        placeholder: 'id',
      },
    },
  },
  async func(_flags, id, ...events) {
    const { body } = await api(this).change('POST', `${path(id)}/replay`, events.length === 0 ? {} : { events });
    const { replayed } = Replayed.parse(body);
    say(this, { ja: `${replayed}件を送信待ちに戻しました。`, en: `${replayed} wait to be sent again.` });
  },
});

function api(context: Context): Api {
  return new Api(findConnection(context.process.env));
}

function path(id: string): string {
  return `/webhooks/${encodeURIComponent(id)}`;
}

export const webhook = buildRouteMap<string, Context>({
  routes: { list: all, add, remove, rotate, enable, disable, ping, dead, replay },
  docs: { brief: '外部への通知（Webhook）/ outgoing webhooks' },
});
