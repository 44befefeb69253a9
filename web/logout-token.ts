/**
 * Logout tokens of the identity provider (OpenID Connect Back-Channel Logout 1.0, 2.6): signed with its keys, meant for
 * junkan, a few minutes old, about an account or a session and nothing else.
 */
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

/** Who is signed out at the provider: one session of an account, or all of it. */
export interface LoggedOut {
  readonly subject?: string;
  /** The provider's id of the session. */
  readonly sid?: string;
  /** When the token was made, epoch milliseconds: who signed in later is not meant. */
  readonly at: number;
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Seconds that a token may be old, and that two clocks may differ. */
const AGE = 300;
const SKEW = 60;

/** Signatures that the provider alone can make: none with a secret that two know. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

const claimsSchema = z
  .object({
    sub: z.string().min(1).max(255).optional(),
    sid: z.string().min(1).max(1000).optional(),
    iat: z.number(),
    jti: z.string().min(1),
    events: z.object({ [EVENT]: z.looseObject({}) }),
    nonce: z.undefined().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

/** The keys of a provider, fetched when they are needed and kept for a while. */
export function keysAt(address: string, patience: number): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(address), { timeoutDuration: patience * 1000 });
}

/** What a token says, or why it is not taken: `away` when the keys could not be fetched. */
export async function readLogoutToken(
  token: string,
  { keys, issuer, clientId }: { readonly keys: JWTVerifyGetKey; readonly issuer: string; readonly clientId: string },
  now: number,
): Promise<LoggedOut | { readonly unfit: string; readonly away?: true }> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      algorithms,
      requiredClaims: ['exp'],
      maxTokenAge: AGE,
      clockTolerance: SKEW,
      currentDate: new Date(now),
    });
    // An ID token is signed by the same keys: what says what it is must be this.
    const { typ = '' } = protectedHeader;
    if (!['', 'jwt', 'logout+jwt'].includes(typ.toLowerCase())) return { unfit: 'type' };
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) return { unfit: 'claims' };
    const { sub, sid, iat } = claims.data;
    return { ...(sub !== undefined && { subject: sub }), ...(sid !== undefined && { sid }), at: iat * 1000 };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) return { unfit: 'fetch', away: true };
    const isAway = error instanceof errors.JWKSTimeout || error.code === 'ERR_JOSE_GENERIC';
    return { unfit: error.code, ...(isAway && { away: true }) };
  }
}
