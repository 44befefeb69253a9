/** A real identity provider on loopback, at which whoever comes is whom the test says. */
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import Provider from 'oidc-provider';
import { z } from 'zod';

export interface TestProvider {
  readonly issuer: string;
  /** A token as the provider signs them. */
  signed(claims: JWTPayload, typ?: string): Promise<string>;
  /** Who sits at it; undefined: somebody who breaks the sign-in off. */
  account: string | undefined;
  close(): Promise<void>;
}

export const junkan = { clientId: 'junkan', clientSecret: 'a secret that stands in no log' } as const;
export const other = { clientId: 'other', clientSecret: 'another secret', back: 'http://127.0.0.1:9/back' } as const;

/** Starts it; junkan, at that address, and another client are registered. */
export async function startProvider(url: string, port = 0): Promise<TestProvider> {
  const server = createServer();
  const issuer = await listening(server, port);
  const seat: { account: string | undefined } = { account: undefined };
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'of-the-test', alg: 'RS256', use: 'sig' };
  const provider = new Provider(issuer, {
    jwks: { keys: [key] },
    // Its own refuses addresses of this machine.
    fetch: (url, { method, headers, body, signal } = {}) =>
      fetch(url, {
        ...(method !== undefined && { method }),
        headers: headers ?? {},
        body: body ?? null,
        signal: signal ?? null,
      }),
    clients: [
      {
        client_id: junkan.clientId,
        client_secret: junkan.clientSecret,
        redirect_uris: [`${url}/sign-in/return`],
        post_logout_redirect_uris: [`${url}/sign-in/ended`],
        backchannel_logout_uri: `${url}/sign-in/back-channel`,
        backchannel_logout_session_required: true,
      },
      { client_id: other.clientId, client_secret: other.clientSecret, redirect_uris: [other.back] },
    ],
    cookies: { keys: ['of the test'] },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: 'a name nobody asked for' }) }),
    loadExistingGrant: async ({ oidc }) => {
      const accountId = oidc.session?.accountId;
      const clientId = oidc.client?.clientId;
      if (accountId === undefined || clientId === undefined) return undefined;
      const grant = new oidc.provider.Grant({ accountId, clientId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next();
    const { account } = seat;
    const result =
      account === undefined
        ? { error: 'access_denied', error_description: 'broken off' }
        : { login: { accountId: account } };
    ctx.respond = false;
    return provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
  });
  const handle = provider.callback();
  server.on('request', (request, response) => void handle(request, response));
  return {
    issuer,
    signed: (claims, typ = 'logout+jwt') =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: key.kid, typ }).sign(privateKey),
    get account() {
      return seat.account;
    },
    set account(account) {
      seat.account = account;
    },
    close: () => closed(server),
  };
}

/** One that calls itself an issuer of its own, and sends people and codes to another. */
export async function startImpostor(
  behind: TestProvider,
): Promise<{ readonly issuer: string; close(): Promise<void> }> {
  const response = await fetch(`${behind.issuer}/.well-known/openid-configuration`);
  const metadata = z.record(z.string(), z.json()).parse(await response.json());
  const server = createServer();
  const issuer = await listening(server);
  server.on('request', (_, answer) => {
    answer.setHeader('content-type', 'application/json');
    answer.end(JSON.stringify({ ...metadata, issuer, authorization_response_iss_parameter_supported: false }));
  });
  return { issuer, close: () => closed(server) };
}

async function listening(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = z.object({ port: z.number() }).parse(server.address());
  return `http://127.0.0.1:${address.port}`;
}

async function closed(server: Server): Promise<void> {
  const done = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await done;
}
