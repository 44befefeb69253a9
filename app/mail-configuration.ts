/** The keys of the environment that decide how mail goes. The password stands in no error and no log. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readMailAddress } from '../model/mail-address.ts';
import type { Text } from '../model/text.ts';
import type { MailSettings } from '../worker/mail/settings.ts';
import type { Problem } from './configuration-problem.ts';
import { isLoopback } from './loopback.ts';
import { UserError } from './user-error.ts';

/** How mail goes, before the password file is read: only the process that sends reads it. */
export interface MailConfiguration extends MailSettings {
  readonly passwordFile?: string;
}

const yes = z.enum(['0', '1']).transform((value) => value === '1');

/** `smtp://` or `smtps://` with a host, and nothing behind the port. */
const smtpUrl = z.string().refine((value) => {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, pathname, search, hash } = new URL(value);
  return (
    (protocol === 'smtp:' || protocol === 'smtps:') &&
    hostname !== '' &&
    (pathname === '' || pathname === '/') &&
    search + hash === '' &&
    canDecode(value)
  );
});

function canDecode(url: string): boolean {
  const { username, password } = new URL(url);
  try {
    return decodeURIComponent(username + password) !== '\0';
  } catch {
    return false;
  }
}

export const mailKeys = {
  JUNKAN_SMTP_URL: smtpUrl.optional(),
  JUNKAN_SMTP_PASSWORD_FILE: z.string().min(1).optional(),
  JUNKAN_SMTP_TEST: yes.optional(),
  JUNKAN_MAIL_FROM: z
    .string()
    .transform((value, context) => {
      const read = readMailAddress(value);
      if (!('fault' in read)) return read.address;
      context.addIssue({ code: 'custom', message: read.fault });
      return z.NEVER;
    })
    .optional(),
  JUNKAN_MAIL_HOLD: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .optional(),
  JUNKAN_URL: z
    .string()
    .refine((value) => URL.canParse(value) && /^https?:\/\/[^@]+$/.test(value))
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
};

type MailValues = { readonly [K in keyof typeof mailKeys]?: z.output<(typeof mailKeys)[K]> };

export const mailAllowed: Record<keyof typeof mailKeys, Text> = {
  JUNKAN_SMTP_URL: {
    ja: 'smtp://利用者:パスワード@ホスト:ポート または smtps://…（利用者とパスワードは省略可、記号は % で表す）',
    en: 'smtp://user:password@host:port or smtps://… (user and password may be left out; signs in them as %xx)',
  },
  JUNKAN_SMTP_PASSWORD_FILE: { ja: 'ファイルのパス', en: 'a path' },
  JUNKAN_SMTP_TEST: { ja: '1（試験用のサーバー）または 0', en: '1 (a server for tests) or 0' },
  JUNKAN_MAIL_FROM: { ja: 'メールアドレス', en: 'a mail address' },
  JUNKAN_MAIL_HOLD: { ja: '秒数（0 から 9999）', en: 'a number of seconds from 0 to 9999' },
  JUNKAN_URL: { ja: 'http:// または https:// で始まるアドレス', en: 'an address that begins with http:// or https://' },
};

/** What is wrong with keys that are right each for itself. */
export function mailContradictions(values: MailValues & { JUNKAN_ALLOW_PLAINTEXT?: boolean | undefined }): Problem[] {
  const problems: Problem[] = [];
  const url = values.JUNKAN_SMTP_URL;
  if (url !== undefined && values.JUNKAN_MAIL_FROM === undefined) {
    problems.push({
      key: 'JUNKAN_MAIL_FROM',
      text: {
        ja: '未設定です。メールの差出人のアドレスが必要です。',
        en: 'not set. The address mails come from is needed.',
      },
    });
  }
  if (url === undefined) return problems;
  if (values.JUNKAN_SMTP_PASSWORD_FILE !== undefined && new URL(url).username === '') {
    problems.push({
      key: 'JUNKAN_SMTP_URL',
      text: {
        ja: '利用者名がありません。パスワードのファイルを使うには smtp://利用者@ホスト:ポート の形で指定してください。',
        en: 'names no user. With a password file, give it as smtp://user@host:port.',
      },
    });
  }
  return problems;
}

/** How mail goes by these values; undefined when it is off. `within` makes a path absolute. */
export function readMail(
  values: MailValues & { JUNKAN_ALLOW_PLAINTEXT?: boolean | undefined },
  within: (path: string) => string,
): MailConfiguration | undefined {
  if (values.JUNKAN_SMTP_URL === undefined || values.JUNKAN_MAIL_FROM === undefined) return undefined;
  const url = new URL(values.JUNKAN_SMTP_URL);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const here = isLoopback(host);
  const tls = url.protocol === 'smtps:';
  const plain = here || values.JUNKAN_ALLOW_PLAINTEXT === true;
  const usual = tls ? 465 : 25;
  return {
    host,
    port: url.port === '' ? usual : Number(url.port),
    security: tls ? 'tls' : plain ? 'none' : 'starttls',
    ...(url.username === '' ? {} : { user: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(values.JUNKAN_SMTP_PASSWORD_FILE === undefined
      ? {}
      : { passwordFile: within(values.JUNKAN_SMTP_PASSWORD_FILE) }),
    from: values.JUNKAN_MAIL_FROM,
    ...(values.JUNKAN_URL === undefined ? {} : { url: values.JUNKAN_URL }),
    test: here || values.JUNKAN_SMTP_TEST === true,
  };
}

/**
 * The settings with the password from its file.
 *
 * @throws UserError when the file cannot be read
 */
export function withPassword(mail: MailConfiguration): MailSettings {
  const { passwordFile, ...settings } = mail;
  if (passwordFile === undefined) return settings;
  try {
    return { ...settings, password: readFileSync(passwordFile, 'utf8').replace(/\r?\n$/, '') };
  } catch {
    throw new UserError({
      ja: `JUNKAN_SMTP_PASSWORD_FILE のファイル ${passwordFile} を読めません。パスと権限を確かめてください。`,
      en: `The file ${passwordFile} of JUNKAN_SMTP_PASSWORD_FILE cannot be read. See its path and permissions.`,
    });
  }
}
