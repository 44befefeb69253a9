/** The keys of an installation: found where they are kept, made when it is new, and held against what records know. */
import type { Keyring } from '../../client/sealing/keyring.ts';
import type { Records } from '../../contract/records/records.ts';
import type { OpenRecords } from '../../records/open.ts';
import type { Instant } from '../../model/identifiers.ts';
import { UserError } from '../user-error.ts';
import { addKey, keyringIn, keyringOf, readKeyFile } from './key-file.ts';

/**
 * The keys. A new installation makes its first one; keys that were added to the file since are noted in the records.
 *
 * @throws UserError when the file lacks a key by which something was sealed that is still needed: with another key every
 * procedure would stand still, and what it said would be lost
 */
export async function keysFor(
  file: string,
  { payloadKeys }: Pick<Records, 'payloadKeys'>,
  now: Instant,
): Promise<Keyring> {
  const before = await payloadKeys.all();
  const found = readKeyFile(file);
  if (found === undefined && before.length > 0) throw missing(file, before[0]?.id ?? '');
  const keys = found ?? firstKey(file);
  const known = await payloadKeys.begin(keys[0], now);
  for (const { id, fingerprint, retired } of known) {
    if (retired === undefined && !keys.some((key) => key.fingerprint === fingerprint)) throw missing(file, id);
  }
  for (const { id, fingerprint } of keys) await payloadKeys.note({ id, fingerprint }, now);
  return keyringOf(file, keys);
}

/** With what records are opened: the keys of a file, which are this installation's. */
export function keysIn(file: string): Pick<OpenRecords, 'keys' | 'checkKeys'> {
  return {
    keys: keyringIn(file),
    checkKeys: async (payloadKeys) => void (await keysFor(file, { payloadKeys }, Date.now())),
  };
}

/** Makes the first key; where another process has made one in the same moment, that. */
function firstKey(file: string): NonNullable<ReturnType<typeof readKeyFile>> {
  try {
    return [addKey(file)];
  } catch (error) {
    const there = readKeyFile(file);
    if (there === undefined) throw error;
    return there;
  }
}

function missing(file: string, id: string): UserError {
  return new UserError({
    ja: `この設備の暗号鍵（${id}）が ${file} にありません。別の鍵では起動できません。鍵のファイルを控えから戻してください。何も変更していません。`,
    en: `The encryption key of this installation (${id}) is not in ${file}. It does not start with another key. Put the file of keys back from its backup. Nothing was changed.`,
  });
}
