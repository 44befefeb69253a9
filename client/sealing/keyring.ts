/** The keys with which everything is sealed that Temporal holds. */
import { createHash, createSecretKey, type KeyObject } from 'node:crypto';

/** Bytes of a key (AES-256). */
export const KEY_BYTES = 32;
/** Hex digits of the fingerprint by which a key is named. */
const ID_DIGITS = 16;

/** One key. Its id is the beginning of its fingerprint, so that no two keys ever stand under one name. */
export interface PayloadKey {
  readonly id: string;
  /** SHA-256, hex: says which key it is and nothing of the key. */
  readonly fingerprint: string;
  readonly secret: KeyObject;
}

/** The keys as they are now: they may change while a process runs. */
export interface Keyring {
  /** Seals what is written from now on. */
  current(): PayloadKey;
  /** Opens what was sealed with it. */
  find(id: string): PayloadKey | undefined;
}

/** A key of 32 bytes. */
export function payloadKey(bytes: Uint8Array): PayloadKey {
  if (bytes.length !== KEY_BYTES) throw new RangeError(`a key has ${KEY_BYTES} bytes, not ${bytes.length}`);
  const fingerprint = createHash('sha256').update('junkan payload key\0').update(bytes).digest('hex');
  return { id: fingerprint.slice(0, ID_DIGITS), fingerprint, secret: createSecretKey(bytes) };
}

/** Keys that stay as they are; the first seals. */
export function fixedKeyring(current: PayloadKey, ...former: readonly PayloadKey[]): Keyring {
  const all = new Map([...former, current].map((key) => [key.id, key]));
  return { current: () => current, find: (id) => all.get(id) };
}
