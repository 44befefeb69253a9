/**
 * What authenticators are asked and what their answers prove. The person must have been verified by the authenticator;
 * origin and host are this site's alone. The library is loaded by the first who uses it.
 */
import { z } from 'zod';
import type { KeyInUse, NewKey } from '../../contract/records/passkeys.ts';
import type { PersonId } from '../../model/identifiers.ts';
import { CHALLENGE_LIFE } from '../../contract/records/passkeys.ts';
import { sha256Hex } from '../../model/canonical.ts';
import type { PasskeySite } from './site.ts';

const library = () => import('@simplewebauthn/server');

/** EdDSA, ES256, RS256: what authenticators have. */
const algorithms = [-8, -7, -257];

/** Whose passkey it is to be. */
export interface Holder {
  readonly person: PersonId;
  readonly name: string;
  /** Of the installation: with it the person is no number that others know. */
  readonly installation: string;
  /** Those in use already: no authenticator keeps two. */
  readonly keys: readonly KeyInUse[];
}

/** What a browser asks of an authenticator to make a key. */
export async function askForKey(site: PasskeySite, { name, keys, ...holder }: Holder, challenge: string) {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: 'junkan',
    rpID: site.host,
    userName: name,
    userDisplayName: name,
    userID: new Uint8Array(Buffer.from(handleOf(holder), 'base64url')),
    challenge: bytesOf(challenge),
    timeout: CHALLENGE_LIFE,
    attestationType: 'none',
    excludeCredentials: keys.map(({ credential, transports }) => ({ id: credential, transports: [...transports] })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  });
}

/** What a browser asks of whichever of its passkeys the person chooses: nobody types a name. */
export async function askForAnswer(site: PasskeySite, challenge: string) {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: site.host,
    challenge: bytesOf(challenge),
    timeout: CHALLENGE_LIFE,
    userVerification: 'required',
  });
}

const coded = z.string().regex(/^[\w-]{1,16000}$/);
const common = { id: coded.max(2000), rawId: coded.max(2000), type: z.literal('public-key') };
const extensions = z.object({}).transform(() => ({}));
const madeSchema = z.object({
  ...common,
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: coded,
    attestationObject: coded,
    transports: z.array(z.string().regex(/^[a-z-]{1,20}$/)).max(10),
  }),
});
const answerSchema = z.object({
  ...common,
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: coded,
    authenticatorData: coded,
    signature: coded,
    userHandle: coded.optional(),
  }),
});

/** Why an answer proves nothing, for the log: never a value of it. */
export interface Unproven {
  readonly unproven: string;
}

/** The key that an answer proves to have been made for this challenge. */
export async function madeKey(site: PasskeySite, text: string, challenge: string): Promise<NewKey | Unproven> {
  const response = read(madeSchema, text);
  if (response === undefined) return { unproven: 'unreadable' };
  const { verifyRegistrationResponse } = await library();
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    if (registrationInfo === undefined) return { unproven: 'not verified' };
    const { credential, credentialDeviceType } = registrationInfo;
    const { id, publicKey, counter } = credential;
    const synced = credentialDeviceType === 'multiDevice';
    return { credential: id, publicKey, counter, synced, transports: response.response.transports };
  } catch (error) {
    return { unproven: reasonOf(error) };
  }
}

/** The credential that an answer says it is of: what it proves is seen with that one's key. */
export function credentialIn(text: string): string | undefined {
  return read(answerSchema, text)?.id;
}

/** The counter of an answer that this key gave to this challenge. */
export async function provenBy(
  site: PasskeySite,
  key: KeyInUse,
  installation: string,
  text: string,
  challenge: string,
): Promise<{ readonly counter: number } | Unproven> {
  const response = read(answerSchema, text);
  if (response === undefined) return { unproven: 'unreadable' };
  // The authenticator says for whom it keeps the key: nobody else's is taken for it.
  if (response.response.userHandle !== handleOf({ person: key.person, installation }))
    return { unproven: 'kept for somebody else' };
  const { verifyAuthenticationResponse } = await library();
  const { credential: id, publicKey } = key;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...response, response: { ...response.response } },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
      // Judged with the row locked: here it would be an error without a name.
      credential: { id, publicKey, counter: -1 },
    });
    return verified ? { counter: authenticationInfo.newCounter } : { unproven: 'signature' };
  } catch (error) {
    return { unproven: reasonOf(error) };
  }
}

/** For whom an authenticator keeps a key: says nothing to who reads it there. */
function handleOf({ person, installation }: Pick<Holder, 'person' | 'installation'>): string {
  return Buffer.from(sha256Hex(`passkey ${installation} ${person}`), 'hex').toString('base64url');
}

function bytesOf(challenge: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(challenge, 'base64url'));
}

function read<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What the library says, without the values that it puts after it. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return message.replace(/["“,].*$/s, '').slice(0, 80) || 'unknown';
}
