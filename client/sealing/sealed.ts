/**
 * One payload, sealed and opened: AES-256-GCM under the current key with a random nonce. Authenticated beside it: the key's
 * id and the encoding. Inside stand the payload's own metadata and its data.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload } from '@temporalio/common';
import { unsealed, type UnsealedReason } from '../../contract/unsealed.ts';
import type { Keyring, PayloadKey } from './keyring.ts';

/** As Temporal's own examples name it. */
const ENCODING = 'binary/encrypted';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Before the metadata: how long they are. */
const LENGTH_BYTES = 4;

const utf8 = new TextEncoder();

/** A payload, sealed. Throws where there is no key. */
export function seal({ metadata, data }: Payload, keys: Keyring): Payload {
  const key = keys.current();
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key.secret, nonce).setAAD(authenticated(key));
  const about = utf8.encode(
    JSON.stringify(Object.entries(metadata ?? {}).map(([name, value]) => [name, textOf(value)])),
  );
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(about.length);
  // No data is `[]` in the SDK, whatever its types say.
  const inside = Buffer.concat([length, about, Buffer.from(data ?? [])]);
  const sealed = Buffer.concat([nonce, cipher.update(inside), cipher.final(), cipher.getAuthTag()]);
  return { metadata: { encoding: utf8.encode(ENCODING), 'key-id': utf8.encode(key.id) }, data: sealed };
}

/** A payload, opened; why not, when it was not sealed with a known key. Never throws, whatever it is given. */
export function open(payload: Payload | null | undefined, keys: Keyring): Payload | UnsealedReason {
  try {
    if (textOf(payload?.metadata?.['encoding']) !== ENCODING) return 'plain';
    const key = keys.find(textOf(payload?.metadata?.['key-id']));
    if (key === undefined) return 'unknownKey';
    const sealed = Buffer.from(payload?.data ?? []);
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, key.secret, nonce, { authTagLength: TAG_BYTES })
      .setAAD(authenticated(key))
      .setAuthTag(sealed.subarray(Math.max(sealed.length - TAG_BYTES, NONCE_BYTES)));
    const inside = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    const data = LENGTH_BYTES + inside.readUInt32BE();
    const about: [string, string][] = JSON.parse(inside.subarray(LENGTH_BYTES, data).toString('utf8'));
    return {
      metadata: Object.fromEntries(about.map(([name, value]) => [name, utf8.encode(value)])),
      data: inside.subarray(data),
    };
  } catch {
    return 'damaged';
  }
}

/** What a payload decodes to that could not be opened. */
export function markerFor(reason: UnsealedReason): Payload {
  return { metadata: { encoding: utf8.encode('json/plain') }, data: utf8.encode(JSON.stringify(unsealed(reason))) };
}

/** The id of the key a payload says it was sealed with; nothing says that it was. */
export function keyIdOf(payload: Payload | null | undefined): string | undefined {
  const id = textOf(payload?.metadata?.['key-id']);
  return textOf(payload?.metadata?.['encoding']) === ENCODING && id !== '' ? id : undefined;
}

function authenticated(key: PayloadKey): Uint8Array {
  return utf8.encode(`${ENCODING}\0${key.id}`);
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return bytes ? Buffer.from(bytes).toString('utf8') : '';
}
