/** The key that signs checkpoints: Ed25519, kept in a file outside the database, its public half beside what it signs. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Signer } from '../../contract/records/integrity.ts';

/** A key that signs, and its public half as PEM. */
export interface SigningKey extends Signer {
  readonly publicKey: string;
}

/**
 * The key in that file; made (mode 0600) where there is none. Of two processes that make one at once both use the first.
 * Throws when the file holds something else or cannot be read.
 */
export function signingKey(file: string): SigningKey {
  try {
    return over(createPrivateKey(readFileSync(file)));
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    return over(createPrivateKey(readFileSync(file)));
  }
  return over(privateKey);
}

function over(privateKey: KeyObject): SigningKey {
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('the key that signs checkpoints is no Ed25519 key');
  const publicKey = createPublicKey(privateKey);
  return {
    key: keyId(publicKey),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (header) => sign(null, Buffer.from(header), privateKey).toString('base64'),
  };
}

/** Which key it is: the first 16 hexadecimal digits of the SHA-256 of its public half (SPKI, DER). */
export function keyId(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}

/** Whether the owner of the public key signed that header. */
export function isSigned(publicKey: KeyObject, header: string, signature: string): boolean {
  return verify(null, Buffer.from(header), publicKey, Buffer.from(signature, 'base64'));
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
