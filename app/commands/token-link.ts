import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { buildCommand, numberParser } from '@stricli/core';
import { z } from 'zod';
import { Api, ApiError } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { minuteInJapan } from '../cli/output.ts';
import { UserError } from '../user-error.ts';

const Link = z.union([
  z.looseObject({ status: z.literal('pending'), change: z.string(), expires: z.number() }),
  z.looseObject({ status: z.literal('issued'), id: z.string(), path: z.string(), expires: z.number() }),
]);
const Claimed = z.looseObject({ token: z.string(), secret: z.string(), expires: z.number() });

/** `junkan token link`: a one-time link by which a person claims a token, into a 0600 file for handing over. */
export const link = buildCommand<{ file: string; days: number; purpose: string }, [string], Context>({
  docs: {
    brief:
      '本人がトークンを受け取る一度限りのリンクを発行する / issue a one-time link with which a person claims a token',
  },
  parameters: {
    flags: {
      file: {
        kind: 'parsed',
        parse: String,
        brief: 'リンクを書き込むファイル（新規）/ file for the link (must not exist)',
      },
      days: {
        kind: 'parsed',
        parse: numberParser,
        default: '90',
        brief: 'トークンの有効日数 / days the token is valid',
      },
      purpose: { kind: 'parsed', parse: String, default: 'junkan token link', brief: '用途 / what it is for' },
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: '人の ID / id of the person', placeholder: 'person' }],
    },
  },
  async func({ file, days, purpose }, person) {
    requireNew(file);
    const connection = findConnection(this.process.env);
    const { body } = await new Api(connection).change('POST', '/claims', { person, days, purpose });
    const asked = Link.parse(body);
    if (asked.status === 'pending') {
      const { change } = asked;
      this.process.stdout.write(
        this.language === 'ja'
          ? `この人の役職には二人目のシステム管理者の承認が要ります。変更 ${change} が承認待ちです（${minuteInJapan(asked.expires)} まで）。承認後に同じコマンドを入力すると、リンクが書き込まれます。\n`
          : `This person's post needs a second administrator: change ${change} waits for approval (until ${minuteInJapan(asked.expires)}, Japan). Once it is approved, type the same command again for the link.\n`,
      );
      return;
    }
    const { id, path, expires } = asked;
    writeSecret(file, `${connection.server}${path}`);
    this.process.stdout.write(
      this.language === 'ja'
        ? `リンク ${id} を ${file} に書きました（一度限り、${minuteInJapan(expires)} まで）。本人に安全に渡してください。本人が開くと、サインインの登録（認証基盤又はパスキー）か、トークンの受け取りができます。使われると本人と発行者に通知されます。\n`
        : `Link ${id} was written to ${file} (works once, until ${minuteInJapan(expires)}, Japan). Hand it over safely: its holder opens it and enrols a way to sign in (provider or passkey), or claims a token. You both are told when it is used.\n`,
    );
  },
});

/** `junkan token claim`: claims a token by a link, into a 0600 file; without a browser. */
export const claim = buildCommand<{ file: string }, [string], Context>({
  docs: {
    brief:
      'リンクでトークンを受け取り、0600 のファイルに書く / claim a token with a link and write it to a file with mode 0600',
  },
  parameters: {
    flags: {
      file: {
        kind: 'parsed',
        parse: String,
        default: 'junkan.token',
        brief: '書き込むファイル（新規）/ file to write (must not exist)',
      },
    },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, brief: 'リンク（- は標準入力）/ the link (- reads standard input)', placeholder: 'link' },
      ],
    },
  },
  async func({ file }, given) {
    const address = (given === '-' ? readFileSync(0, 'utf8') : given).trim();
    if (!/^https?:\/\/[^\s/]+(?:\/[^\s?#]*)?\/claim\/[A-Za-z0-9_-]{43}$/.test(address)) {
      throw new UserError({
        ja: 'リンクは http(s)://…/claim/… の形です。全体を写してください。',
        en: 'A link looks like http(s)://…/claim/…: copy all of it.',
      });
    }
    requireNew(file);
    const { token, secret, expires } = await claimed(address);
    writeSecret(file, secret);
    this.process.stdout.write(
      this.language === 'ja'
        ? `トークン ${token} を ${file} に書きました（${minuteInJapan(expires)} まで）。次：JUNKAN_TOKEN_FILE=${file} junkan tasks\n`
        : `Token ${token} was written to ${file} (valid until ${minuteInJapan(expires)}, Japan). Next: JUNKAN_TOKEN_FILE=${file} junkan tasks\n`,
    );
  },
});

/** `junkan token revoke-link`: a link that was not used yet works no more. */
export const revokeLink = buildCommand<Record<never, never>, [string], Context>({
  docs: { brief: '使われていないリンクを取り消す / revoke an unused link' },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'リンクの ID / id of the link', placeholder: 'link' }],
    },
  },
  async func(_flags, id) {
    const api = new Api(findConnection(this.process.env));
    const { body } = await api.change('DELETE', `/claims/${encodeURIComponent(id)}`, undefined);
    if (z.looseObject({ revoked: z.boolean() }).parse(body).revoked) {
      const done = this.language === 'ja' ? `リンク ${id} を取り消しました。` : `Link ${id} is revoked.`;
      return void this.process.stdout.write(`${done}\n`);
    }
    throw new UserError({
      ja: `リンク ${id} は既に使われています。受け取られたトークンを無効にするには junkan token revoke を使ってください。`,
      en: `Link ${id} was used already. To revoke the token that was claimed use junkan token revoke.`,
    });
  },
});

async function claimed(address: string): Promise<z.output<typeof Claimed>> {
  let response: Response;
  try {
    response = await fetch(address, { method: 'POST', headers: { Accept: 'application/json' }, redirect: 'error' });
  } catch {
    throw new UserError({
      ja: `${new URL(address).origin} に接続できません。アドレスを確かめてください。`,
      en: `${new URL(address).origin} cannot be reached. Check the address.`,
    });
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return Claimed.parse(body);
  const words = z.looseObject({ detail: z.string() });
  const problem = z.looseObject({ ja: words, en: words }).safeParse(body);
  if (problem.success) throw new UserError({ ja: problem.data.ja.detail, en: problem.data.en.detail });
  throw new ApiError(response.status, { ja: `HTTP ${response.status}`, en: `HTTP ${response.status}` });
}

/** @throws UserError when the file exists: nothing is ever overwritten with a secret */
function requireNew(file: string): void {
  if (!existsSync(file)) return;
  throw new UserError({
    ja: `${file} は既にあります。別の名前を指定してください。`,
    en: `${file} exists already. Name another file.`,
  });
}

function writeSecret(file: string, secret: string): void {
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
}
