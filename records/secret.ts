import { randomBytes } from 'node:crypto';

/**
 * 256 random bits from the system's generator: what a token, a one-time link, a calendar link or a webhook's signing key
 * rests on. Nobody can guess one, nor search for it where only its SHA-256 is kept, so a fast hash without salt is enough
 * there; and a key of HMAC-SHA-256 is as long as the hash. `base64url` stands in a URL or a header as it is.
 */
export function randomSecret(encoding: 'base64url' | 'base64' = 'base64url'): string {
  return randomBytes(32).toString(encoding);
}
