import { buildCommand, buildRouteMap, numberParser } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { listCommand } from '../cli/list.ts';
import { lists } from '../cli/described.built.ts';
import { minuteInJapan } from '../cli/output.ts';
import { requireNewFile, secretFileFlag, writeSecret } from '../cli/secret-file.ts';
import { claim, link, revokeLink } from './token-link.ts';

const Issued = z.looseObject({ id: z.string(), secret: z.string(), expires: z.number() });
const issue = buildCommand<{ file: string; days: number; purpose: string }, [string], Context>({
  docs: {
    brief:
      '自分に（実演用では架空の人にも）トークンを発行し、0600 のファイルに書く / issue a token to yourself (in a demonstration, also to an invented person) and write it to a file with mode 0600',
  },
  parameters: {
    flags: {
      file: secretFileFlag,
      days: { kind: 'parsed', parse: numberParser, default: '90', brief: '有効日数 / days it is valid' },
      purpose: { kind: 'parsed', parse: String, default: 'junkan token issue', brief: '用途 / what it is for' },
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: '人の ID / id of the person', placeholder: 'person' }],
    },
  },
  async func({ file, days, purpose }, person) {
    requireNewFile(file);
    const api = new Api(findConnection(this.process.env));
    const { body } = await api.change('POST', '/tokens', { person, days, purpose });
    const { id, secret, expires } = Issued.parse(body);
    writeSecret(file, secret);
    this.process.stdout.write(
      this.language === 'ja'
        ? `トークン ${id} を ${file} に書きました（${minuteInJapan(expires)} まで）。本人に通知されます。\n`
        : `Token ${id} was written to ${file} (valid until ${minuteInJapan(expires)}, Japan). Its holder is told.\n`,
    );
  },
});

const revoke = buildCommand<Record<never, never>, [string], Context>({
  docs: { brief: 'トークンを直ちに無効にする / revoke a token at once' },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'トークンの ID / id of the token', placeholder: 'token' }],
    },
  },
  async func(_flags, id) {
    const api = new Api(findConnection(this.process.env));
    await api.change('DELETE', `/tokens/${encodeURIComponent(id)}`, undefined);
    this.process.stdout.write(
      this.language === 'ja' ? `トークン ${id} を無効にしました。\n` : `Token ${id} is revoked.\n`,
    );
  },
});

const Revoked = z.looseObject({
  tokens: z.number(),
  feeds: z.number(),
  links: z.number(),
  identities: z.number(),
  passkeys: z.number(),
  webhooks: z.number(),
});
const revokeAll = buildCommand<{ person?: string }, [], Context>({
  docs: {
    brief:
      '自分のトークン・暦リンク・未使用のリンク・Webhook をすべて無効にする / revoke all your tokens, your calendar link, unused claim links and webhooks',
  },
  parameters: {
    flags: {
      person: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: '自分以外の人（システム管理者）/ someone else (for administrators)',
      },
    },
  },
  async func({ person }) {
    const api = new Api(findConnection(this.process.env));
    const sent = person === undefined ? {} : { person };
    const { body } = await api.change('POST', '/tokens/revoke-all', sent);
    const { tokens, feeds, links, identities, passkeys, webhooks } = Revoked.parse(body);
    this.process.stdout.write(
      this.language === 'ja'
        ? `トークン ${tokens} 件、暦のリンク ${feeds} 件、未使用のリンク ${links} 件、アカウントの結び付け ${identities} 件、パスキー ${passkeys} 件、Webhook ${webhooks} 件を無効にしました。新しいトークンはシステム管理者のリンクで受け取ってください。\n`
        : `Revoked: tokens ${tokens}, calendar links ${feeds}, unused claim links ${links}, bound accounts ${identities}, passkeys ${passkeys}, webhooks ${webhooks}. Ask the administrator for a link to a new token.\n`,
    );
  },
});

const list = listCommand('トークンの一覧 / list tokens', lists.tokens);

const recover = buildCommand<{ person?: string; file?: string; link?: boolean }, [], Context>({
  docs: {
    brief: '停止中に管理者のトークンを作り直す / make a new administrator token while the system is stopped',
  },
  parameters: {
    flags: {
      person: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: '他のシステム管理者（--file も要る）/ another administrator (with --file)',
      },
      file: { ...secretFileFlag, optional: true },
      link: {
        kind: 'boolean',
        optional: true,
        brief: 'トークンの代わりに、サインインの手段を登録する一度限りのリンク / a one-time link to sign in by instead',
      },
    },
  },
  loader: async () => (await import('./system/recover.ts')).recover,
});

export const token = buildRouteMap<string, Context>({
  routes: { issue, link, claim, revoke, 'revoke-all': revokeAll, 'revoke-link': revokeLink, list, recover },
  docs: { brief: 'トークン / access tokens' },
});
