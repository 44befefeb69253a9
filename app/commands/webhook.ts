import { buildCommand, buildRouteMap } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import { say, type Context } from '../cli/context.ts';
import { minuteInJapan, outputFlag, writeRows, type Output } from '../cli/output.ts';
import { requireNewFile, secretFileFlag, writeSecret } from '../cli/secret-file.ts';

const Secret = z.looseObject({ id: z.string(), secret: z.string() });
const Webhook = z.looseObject({
  id: z.string(),
  url: z.string(),
  purpose: z.string(),
  state: z.enum(['active', 'disabled']),
  reason: z.string().optional(),
  waiting: z.number(),
  dead: z.number(),
});
const Delivery = z.looseObject({
  event: z.string(),
  type: z.string(),
  organisation: z.string(),
  attempts: z.number(),
  result: z.string().optional(),
  at: z.number(),
});
const Replayed = z.looseObject({ replayed: z.number() });

/** The positional parameter of every command about one endpoint. */
const one = {
  kind: 'tuple',
  parameters: [{ parse: String, brief: 'Webhook の ID / id of the webhook', placeholder: 'webhook' }],
} as const;

const list = (text: string): string[] => text.split(',').map((item) => item.trim());

const add = buildCommand<
  { file: string; purpose: string; types?: string[]; organisations?: string[] },
  [string],
  Context
>({
  docs: { brief: '登録し、秘密鍵を 0600 のファイルに書く / register one; its secret goes into a 0600 file' },
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
  docs: { brief: '秘密鍵を新しくする（24時間は両方で署名）/ a new secret; for 24 hours both sign' },
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
  docs: { brief: '削除する / delete one' },
  parameters: { positional: one },
  async func(_flags, id) {
    await api(this).change('DELETE', path(id), undefined);
    say(this, { ja: `Webhook ${id} を削除しました。`, en: `Webhook ${id} is deleted.` });
  },
});

const enable = switching(true, '再開する / enable one that is disabled');
const disable = switching(false, '停止する（待ちは不達一覧へ）/ disable one; what waits goes to the dead list');

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
  docs: { brief: '試しに一度送る / send a test' },
  parameters: { positional: one },
  async func(_flags, id) {
    await api(this).change('POST', `${path(id)}/ping`, undefined);
    say(this, {
      ja: '送信待ちにしました。届かないときは junkan webhook list で状況を確かめてください。',
      en: 'It waits to be sent. If it does not arrive, see junkan webhook list.',
    });
  },
});

const all = buildCommand<{ output: Output }, [], Context>({
  docs: { brief: '一覧 / webhooks' },
  parameters: { flags: { output: outputFlag }, aliases: { o: 'output' } },
  async func({ output }) {
    const rows: z.output<typeof Webhook>[] = [];
    for await (const item of api(this).pages('/webhooks')) rows.push(Webhook.parse(item));
    writeRows(
      this,
      output,
      rows,
      [
        { head: { ja: 'ID', en: 'id' }, cell: (row) => row.id },
        { head: { ja: 'アドレス', en: 'address' }, cell: (row) => row.url },
        { head: { ja: '用途', en: 'purpose' }, cell: (row) => row.purpose },
        { head: { ja: '状態', en: 'state' }, cell: (row) => row.reason ?? row.state },
        { head: { ja: '待ち', en: 'waiting' }, cell: (row) => String(row.waiting) },
        { head: { ja: '不達', en: 'dead' }, cell: (row) => String(row.dead) },
      ],
      { ja: 'Webhook はありません。', en: 'There are no webhooks.' },
    );
  },
});

const dead = buildCommand<{ output: Output }, [string], Context>({
  docs: { brief: '不達一覧 / the dead list of one' },
  parameters: { flags: { output: outputFlag }, aliases: { o: 'output' }, positional: one },
  async func({ output }, id) {
    const rows: z.output<typeof Delivery>[] = [];
    for await (const item of api(this).pages(`${path(id)}/deliveries`, { status: 'dead' })) {
      rows.push(Delivery.parse(item));
    }
    writeRows(
      this,
      output,
      rows,
      [
        { head: { ja: 'webhook-id', en: 'webhook-id' }, cell: (row) => row.event },
        { head: { ja: '種類', en: 'type' }, cell: (row) => row.type },
        { head: { ja: '機関', en: 'body' }, cell: (row) => row.organisation },
        { head: { ja: '日時', en: 'at' }, cell: (row) => minuteInJapan(row.at) },
        { head: { ja: '試行', en: 'attempts' }, cell: (row) => String(row.attempts) },
        { head: { ja: '結果', en: 'result' }, cell: (row) => row.result ?? '' },
      ],
      { ja: '不達はありません。', en: 'Nothing is on the dead list.' },
    );
  },
});

const replay = buildCommand<Record<never, never>, [string, ...string[]], Context>({
  docs: { brief: '不達のものをもう一度送る / send what is on the dead list again' },
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
