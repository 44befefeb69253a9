import { buildCommand, buildRouteMap, numberParser } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { minuteInJapan, outputFlag, writeRows, type Output } from '../cli/output.ts';
import { requireNewFile, secretFileFlag, writeSecret } from '../cli/secret-file.ts';
import { claim, link, revokeLink } from './token-link.ts';

const Issued = z.looseObject({ id: z.string(), secret: z.string(), expires: z.number() });
const Row = z.looseObject({
  id: z.string(),
  purpose: z.string(),
  issuedBy: z.string(),
  issued: z.number(),
  expires: z.number(),
  revoked: z.number().nullish(),
});

const issue = buildCommand<{ file: string; days: number; purpose: string }, [string], Context>({
  docs: {
    brief:
      '自分に（実演用では架空の人にも）トークンを発行し、0600 のファイルに書く / issue a token to yourself – in a demonstration to an invented person – into a 0600 file',
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
        ? `トークン ${id} を ${file} に書きました（${minuteInJapan(expires)} まで）。他の人のものであれば、本人にも通知されます。\n`
        : `Token ${id} was written to ${file} (valid until ${minuteInJapan(expires)}, Japan). If it is somebody else's, its holder is told.\n`,
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

const list = buildCommand<{ output: Output }, [], Context>({
  docs: { brief: '自分のトークンの一覧 / your own tokens' },
  parameters: { flags: { output: outputFlag }, aliases: { o: 'output' } },
  async func({ output }) {
    const api = new Api(findConnection(this.process.env));
    const rows: z.output<typeof Row>[] = [];
    for await (const item of api.pages('/tokens')) rows.push(Row.parse(item));
    writeRows(
      this,
      output,
      rows,
      [
        { head: { ja: 'ID', en: 'id' }, cell: (row) => row.id },
        { head: { ja: '用途', en: 'purpose' }, cell: (row) => row.purpose },
        { head: { ja: '期限', en: 'expires' }, cell: (row) => minuteInJapan(row.expires) },
        {
          head: { ja: '無効化', en: 'revoked' },
          cell: (row) => (typeof row.revoked === 'number' ? minuteInJapan(row.revoked) : ''),
        },
      ],
      { ja: 'トークンはありません。', en: 'There are no tokens.' },
    );
  },
});

const recover = buildCommand<Record<never, never>, [], Context>({
  docs: { brief: '停止中に管理者のトークンを作り直す / a new administrator token, with the system stopped' },
  parameters: {},
  loader: async () => (await import('./system/recover.ts')).recover,
});

export const token = buildRouteMap<string, Context>({
  routes: { issue, link, claim, revoke, 'revoke-link': revokeLink, list, recover },
  docs: { brief: 'トークン / access tokens' },
});
