/** How people sign in with a browser here, and whether the provider is what the configuration says. */
import { z } from 'zod';
import { passkeySite } from '../../web/passkeys/site.ts';
import type { Text } from '../../model/text.ts';
import type { Finding } from '../cli/finding.ts';
import type { Configuration } from '../configuration.ts';
import type { OidcConfiguration } from '../oidc-configuration.ts';

type Asked = Pick<Configuration, 'oidc' | 'url' | 'host' | 'port' | 'tls'>;

const what: Text = { ja: 'サインイン', en: 'signing in' };
const provider: Text = { ja: '認証基盤', en: 'identity provider' };

/** Looks at it; `kind` is that of the installation. */
export async function signInFindings({ oidc, url, host, port, tls }: Asked, kind: string): Promise<Finding[]> {
  const good = (ja: string, en: string): Finding => ({ what, verdict: 'good', detail: { ja, en } });
  if (oidc !== undefined) {
    return [good(`認証基盤（${oidc.issuer}）`, `by the provider (${oidc.issuer})`), await providerFinding(oidc)];
  }
  if (kind === 'demonstration') return [good('架空の人を選ぶ', 'by choosing whom of the cast to be')];
  const site = passkeySite(url ?? `${tls === undefined ? 'http' : 'https'}://${host}:${port}`);
  if (site !== undefined) return [good(`パスキー（${site.origin}）`, `by passkeys (${site.origin})`)];
  return [
    {
      what,
      verdict: 'warning',
      detail: {
        ja: 'トークンだけです。パスキーは https:// の名前のアドレスでだけ使えます。JUNKAN_URL に、利用者が開くアドレスを設定してください。',
        en: 'by tokens alone. Passkeys work only at an https:// address with a name: set JUNKAN_URL to the one that people open.',
      },
    },
  ];
}

const Metadata = z.looseObject({
  issuer: z.string(),
  jwks_uri: z.string(),
  backchannel_logout_supported: z.boolean().default(false),
});
const Keys = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** Reachable, the issuer that is configured, with keys by which its signatures are verified. */
async function providerFinding({ issuer }: OidcConfiguration): Promise<Finding> {
  const bad = (ja: string, en: string): Finding => ({ what: provider, verdict: 'bad', detail: { ja, en } });
  const address = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  const answer = await read(address);
  if (answer === undefined) {
    return bad(
      `${address} が応答しません。アドレス（JUNKAN_OIDC_ISSUER）、経路、認証局（NODE_EXTRA_CA_CERTS）を確かめてください。`,
      `${address} does not answer. See the address (JUNKAN_OIDC_ISSUER), the way there and its authority (NODE_EXTRA_CA_CERTS).`,
    );
  }
  const metadata = Metadata.safeParse(answer);
  if (!metadata.success) {
    return bad(
      `${address} の内容が、認証基盤のものではありません。JUNKAN_OIDC_ISSUER を確かめてください。`,
      `What ${address} answers is no provider's. See JUNKAN_OIDC_ISSUER.`,
    );
  }
  const { issuer: called, jwks_uri, backchannel_logout_supported: tells } = metadata.data;
  if (called.replace(/\/+$/, '') !== issuer.replace(/\/+$/, '')) {
    return bad(
      `発行者が「${called}」と名乗り、JUNKAN_OIDC_ISSUER と異なります。サインインは全て断られます。`,
      `It calls itself "${called}", which is not JUNKAN_OIDC_ISSUER: every sign-in is refused.`,
    );
  }
  const keys = Keys.safeParse(await read(jwks_uri));
  const usable = keys.success ? keys.data.keys.filter(({ kty }) => kty !== 'oct').length : 0;
  if (usable === 0) {
    return bad(
      `署名を確かめる鍵を ${jwks_uri} から取得できません。`,
      `The keys that prove its signatures cannot be had from ${jwks_uri}.`,
    );
  }
  return {
    what: provider,
    verdict: tells ? 'good' : 'warning',
    detail: tells
      ? {
          ja: `応答しています（鍵${usable}個、サインアウトの連絡あり）`,
          en: `answers (keys: ${usable}; tells of sign-outs)`,
        }
      : {
          ja: `応答しています（鍵${usable}個）。サインアウトの連絡（back-channel logout）には対応していないため、認証基盤でサインアウトしても、junkan のサインインは期限まで続きます。`,
          en: `answers (keys: ${usable}). It does not tell of sign-outs (back-channel logout): a sign-in here lasts to its end although one signed out there.`,
        },
  };
}

async function read(address: string): Promise<unknown> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(10_000) });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
