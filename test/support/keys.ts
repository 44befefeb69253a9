import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixedKeyring, payloadKey } from '../../client/sealing/keyring.ts';

/** The key of the tests: one for all, so that whoever connects by itself can open what the others sealed. */
const bytes = new Uint8Array(32).fill(7);
const key = payloadKey(bytes);
export const testKeys = fixedKeyring(key);

/** The same for programs: writes it where they look for it and answers the path, for `JUNKAN_KEY_FILE`. */
export function testKeyFile(directory: string): string {
  const file = join(directory, 'payloads.json');
  const kept = { id: key.id, key: Buffer.from(bytes).toString('base64'), made: new Date().toISOString() };
  writeFileSync(file, JSON.stringify({ keys: [kept] }), { mode: 0o600 });
  return file;
}
