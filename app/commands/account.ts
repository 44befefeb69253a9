/** `junkan account`: accounts of the identity provider by which people sign in. */
import { buildCommand, buildRouteMap } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { lists } from '../cli/described.built.ts';
import { listCommand } from '../cli/list.ts';
import { minuteInJapan } from '../cli/output.ts';

const Named = z.union([
  z.looseObject({ status: z.literal('pending'), change: z.string(), expires: z.number() }),
  z.looseObject({ status: z.literal('bound'), id: z.string() }),
]);

const name = buildCommand<Record<never, never>, [string, string], Context>({
  docs: {
    brief:
      '人を認証基盤のアカウントに結び付ける（二人目の承認が要る） / bind a person to an account (a second administrator approves)',
  },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, brief: '人の ID / id of the person', placeholder: 'person' },
        {
          parse: String,
          brief: '認証基盤が示す識別子（sub） / its identifier at the provider',
          placeholder: 'subject',
        },
      ],
    },
  },
  async func(_flags, person, subject) {
    const { body } = await new Api(findConnection(this.process.env)).change('POST', '/identities', { person, subject });
    const named = Named.parse(body);
    const told =
      named.status === 'pending'
        ? {
            ja: `変更 ${named.change} が承認待ちです（${minuteInJapan(named.expires)} まで）。二人目のシステム管理者が承認すると（junkan registry approve）結び付きます。`,
            en: `Change ${named.change} waits for approval (until ${minuteInJapan(named.expires)}, Japan). It is bound once a second administrator approves it (junkan registry approve).`,
          }
        : { ja: `アカウント ${named.id} を結び付けました。`, en: `Account ${named.id} is bound.` };
    this.process.stdout.write(`${told[this.language]}\n`);
  },
});

const list = listCommand('サインインに使うアカウントの一覧 / accounts by which somebody signs in', lists.identities);

const remove = buildCommand<Record<never, never>, [string], Context>({
  docs: {
    brief:
      'アカウントの結び付けを外し、それによるサインインを終わらせる / remove an account and end the sign-ins by it',
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [{ parse: String, brief: 'アカウントの ID / id', placeholder: 'id' }] },
  },
  async func(_flags, id) {
    const api = new Api(findConnection(this.process.env));
    await api.change('DELETE', `/identities/${encodeURIComponent(id)}`, undefined);
    this.process.stdout.write(
      this.language === 'ja' ? `アカウント ${id} の結び付けを外しました。\n` : `Account ${id} is removed.\n`,
    );
  },
});

export const account = buildRouteMap<string, Context>({
  routes: { name, list, remove },
  docs: { brief: 'サインインに使うアカウント / accounts to sign in with' },
});
