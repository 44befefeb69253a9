import canonicalize from 'canonicalize';
import { sha256 } from 'js-sha256';

/**
 * RFC 8785 text of a value: the same bytes for the same value, whatever the order of its keys.
 * Throws RangeError on what JSON cannot carry (Infinity, NaN, a bare undefined).
 */
export function canonicalText(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (error) {
    throw new RangeError(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (text === undefined) throw new RangeError('not JSON: undefined');
  return text;
}

/**
 * SHA-256 (lower-case hex) of a text's UTF-8 bytes. Workflows have no crypto: there the library's own JavaScript answers
 * (measured: a quarter of the time of @noble/hashes for short texts and long ones), elsewhere Node's.
 */
export function sha256Hex(text: string): string {
  return sha256(text);
}

/** SHA-256 over the RFC 8785 form of a value. */
export function digestOf(value: unknown): string {
  return sha256Hex(canonicalText(value));
}
