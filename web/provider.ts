/**
 * The identity provider by which people sign in: OpenID Connect, authorization code with PKCE. Of all that it says only
 * issuer and subject count.
 */
import * as client from 'openid-client';
import type { Account } from '../contract/records/identities.ts';
import { keysAt, type LoggedOut, readLogoutToken } from './logout-token.ts';

/** How junkan is known to the provider. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent: a public client, which PKCE alone guards. */
  readonly clientSecret?: string;
  /** What people call it, on the button. */
  readonly name?: string;
}

/** What the browser keeps until it comes back. */
export interface Begun {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Why it came to nothing: the provider is away, said no, or what came back does not fit. */
export class ProviderFailed extends Error {
  override readonly name = 'ProviderFailed';
  readonly why: 'away' | 'denied' | 'unfit';

  /** `code` is for the log: never a value that came with it. */
  constructor(why: ProviderFailed['why'], code: string) {
    super(code);
    this.why = why;
  }
}

/** Every method throws `ProviderFailed`. */
export interface Provider {
  /** As it stands in accounts. */
  readonly issuer: string;
  readonly name: string | undefined;
  /** Where the browser goes; `afresh`: the provider asks who it is, although it knows somebody already. */
  begin(how?: { readonly afresh?: boolean }): Promise<{ readonly to: string; readonly begun: Begun }>;
  /** Whose account came back, by the query of the address it came back to, and the provider's id of the session there. */
  finish(query: string, begun: Begun): Promise<Account & { readonly sid?: string }>;
  /** Where the browser goes to sign out there too; undefined where the provider does not offer it. */
  signOut(): Promise<string | undefined>;
  /** Who signed out there, by a token that the provider sends by itself. */
  loggedOut(token: string, now: number): Promise<LoggedOut>;
}

/** Where the provider sends people back to, below `JUNKAN_URL`, and where it tells of sign-outs by itself. */
export const returns = {
  signedIn: '/sign-in/return',
  signedOut: '/sign-in/ended',
  told: '/sign-in/back-channel',
} as const;

/** Seconds that the provider is waited for. */
const PATIENCE = 5;

export function makeProvider(settings: OidcSettings, url: string): Provider {
  const { clientId, clientSecret, name } = settings;
  const issuer = issuerOf(settings);
  let known: Promise<client.Configuration> | undefined;
  let keys: ReturnType<typeof keysAt> | undefined;
  /** Asked once; a failure is asked anew by the next who comes. */
  const discovered = (): Promise<client.Configuration> =>
    (known ??= client
      .discovery(
        new URL(settings.issuer),
        clientId,
        { redirect_uris: [url + returns.signedIn] },
        clientSecret === undefined ? client.None() : withSecret(clientSecret),
        {
          timeout: PATIENCE,
          execute: [
            // The signature too, and not TLS alone.
            client.enableNonRepudiationChecks,
            // Loopback: the configuration lets no other be without TLS.
            ...(settings.issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
          ],
        },
      )
      .catch((error: unknown) => {
        known = undefined;
        throw new ProviderFailed('away', codeOf(error));
      }));
  return {
    issuer,
    name,

    async begin({ afresh = false } = {}) {
      const configuration = await discovered();
      const begun = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const to = client.buildAuthorizationUrl(configuration, {
        redirect_uri: url + returns.signedIn,
        scope: 'openid',
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
        ...(afresh && { prompt: 'login' }),
      });
      return { to: to.href, begun };
    },

    async finish(query, { state, nonce, verifier }) {
      const configuration = await discovered();
      const back = new URL(url + returns.signedIn);
      back.search = query;
      try {
        const tokens = await client.authorizationCodeGrant(configuration, back, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
        });
        const claims = tokens.claims();
        if (claims === undefined || claims.sub === '') throw new ProviderFailed('unfit', 'no subject');
        const sid = claims['sid'];
        return { issuer, subject: claims.sub, ...(typeof sid === 'string' && { sid }) };
      } catch (error) {
        throw failureOf(error);
      }
    },

    async loggedOut(token, now) {
      const { jwks_uri: address, issuer: called } = (await discovered()).serverMetadata();
      if (address === undefined) throw new ProviderFailed('unfit', 'no keys');
      keys ??= keysAt(address, PATIENCE);
      const read = await readLogoutToken(token, { keys, issuer: called, clientId }, now);
      if ('unfit' in read) throw new ProviderFailed(read.away === true ? 'away' : 'unfit', read.unfit);
      return read;
    },

    async signOut() {
      const configuration = await discovered();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: url + returns.signedOut }).href;
    },
  };
}

/** The issuer as it stands in accounts: with or without a last stroke it is the same. */
export function issuerOf({ issuer }: Pick<OidcSettings, 'issuer'>): string {
  return issuer.replace(/\/+$/, '');
}

/** As the provider takes it; one that says nothing takes it in the header. */
function withSecret(secret: string): client.ClientAuth {
  const [inHeader, inBody] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    (taken.includes('client_secret_basic') ? inHeader : inBody)(server, ...rest);
  };
}

/** What the library says when nobody answered, or not as a provider does. */
const away: readonly string[] = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_PARSE_ERROR'];

function failureOf(error: unknown): ProviderFailed {
  if (error instanceof ProviderFailed) return error;
  if (error instanceof client.AuthorizationResponseError) return new ProviderFailed('denied', error.error);
  if (error instanceof client.ResponseBodyError) return new ProviderFailed('unfit', error.error);
  const code = codeOf(error);
  // What `fetch` throws is a `TypeError` without a code of the library.
  return new ProviderFailed(away.includes(code) || code === 'TypeError' ? 'away' : 'unfit', code);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
