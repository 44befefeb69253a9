/** The keys of the environment that decide by which provider people sign in. The client's secret stands in no error and no log. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Text } from '../model/text.ts';
import type { OidcSettings } from '../web/provider.ts';
import type { Problem } from './configuration-problem.ts';
import { isLoopback } from './loopback.ts';
import { UserError } from './user-error.ts';

/** The provider, before the file of the client's secret is read: only the process that serves pages reads it. */
export interface OidcConfiguration extends Omit<OidcSettings, 'clientSecret'> {
  readonly clientSecretFile?: string;
}

/** `https://`, or `http://` on this machine: tokens pass over it. */
const issuer = z.string().refine((value) => {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, search, hash, username, password } = new URL(value);
  const safe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return safe && search + hash + username + password === '';
});

export const oidcKeys = {
  JUNKAN_OIDC_ISSUER: issuer.optional(),
  JUNKAN_OIDC_CLIENT_ID: z.string().min(1).max(500).optional(),
  JUNKAN_OIDC_CLIENT_SECRET_FILE: z.string().min(1).optional(),
  JUNKAN_OIDC_NAME: z.string().trim().min(1).max(60).optional(),
};

type OidcValues = { readonly [K in keyof typeof oidcKeys]?: z.output<(typeof oidcKeys)[K]> };

export const oidcAllowed: Record<keyof typeof oidcKeys, Text> = {
  JUNKAN_OIDC_ISSUER: {
    ja: 'https:// で始まる認証基盤の発行者（issuer）のアドレス（この機械の上では http:// も可）',
    en: 'the issuer’s address, which begins with https:// (on this machine also http://)',
  },
  JUNKAN_OIDC_CLIENT_ID: {
    ja: '認証基盤に登録した junkan の client_id',
    en: 'the client_id that the provider knows junkan by',
  },
  JUNKAN_OIDC_CLIENT_SECRET_FILE: { ja: 'ファイルのパス', en: 'a path' },
  JUNKAN_OIDC_NAME: { ja: '60字以内の名称', en: 'a name of at most 60 characters' },
};

/** What is wrong with keys that are right each for itself. */
export function oidcContradictions(values: OidcValues & { JUNKAN_URL?: string | undefined }): Problem[] {
  const { JUNKAN_OIDC_ISSUER, JUNKAN_OIDC_CLIENT_ID, JUNKAN_OIDC_CLIENT_SECRET_FILE, JUNKAN_OIDC_NAME } = values;
  if (JUNKAN_OIDC_ISSUER === undefined) {
    const company = [JUNKAN_OIDC_CLIENT_ID, JUNKAN_OIDC_CLIENT_SECRET_FILE, JUNKAN_OIDC_NAME];
    return company.every((value) => value === undefined)
      ? []
      : [
          {
            key: 'JUNKAN_OIDC_ISSUER',
            text: {
              ja: '未設定です。ほかの JUNKAN_OIDC_… は認証基盤のアドレスと併せて設定してください。',
              en: 'not set. The other JUNKAN_OIDC_… are of use only with the address of the provider.',
            },
          },
        ];
  }
  const problems: Problem[] = [];
  if (JUNKAN_OIDC_CLIENT_ID === undefined)
    problems.push({
      key: 'JUNKAN_OIDC_CLIENT_ID',
      text: {
        ja: '未設定です。認証基盤に junkan を登録し、その client_id を設定してください。',
        en: 'not set. Register junkan with the provider and give its client_id here.',
      },
    });
  if (values.JUNKAN_URL === undefined)
    problems.push({
      key: 'JUNKAN_URL',
      text: {
        ja: '未設定です。認証基盤は、このアドレスの /sign-in/return に利用者を戻します。',
        en: 'not set. The provider sends people back to /sign-in/return below this address.',
      },
    });
  return problems;
}

/** The provider by these values; undefined when there is none. `within` makes a path absolute. */
export function readOidc(values: OidcValues, within: (path: string) => string): OidcConfiguration | undefined {
  const { JUNKAN_OIDC_ISSUER, JUNKAN_OIDC_CLIENT_ID, JUNKAN_OIDC_CLIENT_SECRET_FILE: file, JUNKAN_OIDC_NAME } = values;
  if (JUNKAN_OIDC_ISSUER === undefined || JUNKAN_OIDC_CLIENT_ID === undefined) return undefined;
  return {
    issuer: JUNKAN_OIDC_ISSUER,
    clientId: JUNKAN_OIDC_CLIENT_ID,
    ...(file === undefined ? {} : { clientSecretFile: within(file) }),
    ...(JUNKAN_OIDC_NAME === undefined ? {} : { name: JUNKAN_OIDC_NAME }),
  };
}

/**
 * The settings with the client's secret from its file.
 *
 * @throws UserError when the file cannot be read, or is empty
 */
export function withClientSecret(oidc: OidcConfiguration): OidcSettings {
  const { clientSecretFile, ...settings } = oidc;
  if (clientSecretFile === undefined) return settings;
  const clientSecret = secretIn(clientSecretFile);
  if (clientSecret !== undefined && clientSecret !== '') return { ...settings, clientSecret };
  throw new UserError({
    ja: `JUNKAN_OIDC_CLIENT_SECRET_FILE のファイル ${clientSecretFile} を読めないか、空です。パス、権限、中身を確かめてください。`,
    en: `The file ${clientSecretFile} of JUNKAN_OIDC_CLIENT_SECRET_FILE cannot be read or is empty. See its path, permissions and content.`,
  });
}

function secretIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
