/**
 * The file with the keys by which everything is sealed that Temporal holds: the current one first. Readable by its owner
 * alone; nothing of a key is ever logged, printed or sent.
 */
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { KEY_BYTES, payloadKey, type Keyring, type PayloadKey } from '../../client/sealing/keyring.ts';
import type { Configuration } from '../configuration.ts';
import { UserError } from '../user-error.ts';

/** Before something is sealed, whether the file has changed is looked at this often at most, milliseconds. */
const LOOK_EVERY = 1_000;
/** What others than the owner may do with a file: nothing (a group may read: secrets are often mounted so). */
const TOO_OPEN = 0o027;

const KeyFile = z.strictObject({
  keys: z
    .array(z.strictObject({ id: z.string(), key: z.base64(), made: z.iso.datetime() }))
    .min(1)
    .max(100),
});
type StoredKey = z.output<typeof KeyFile>['keys'][number];

/** A key of the file, with when it was made. */
export interface KeptKey extends PayloadKey {
  readonly made: string;
}

/** The keys of a file, the current one first; `undefined`: there is no such file. @throws UserError */
export function readKeyFile(file: string): readonly [KeptKey, ...KeptKey[]] | undefined {
  const text = textOf(file);
  if (text === undefined) return undefined;
  const [first, ...others] = parsed(file, text);
  if (first === undefined) throw unreadable(file);
  return [keptKey(file, first), ...others.map((key) => keptKey(file, key))];
}

/** Where the keys are kept: as `JUNKAN_KEY_FILE` says, else in the data directory. */
export function keyFileOf({ keyFile, dataDirectory }: Pick<Configuration, 'keyFile' | 'dataDirectory'>): string {
  return keyFile ?? join(dataDirectory, 'keys', 'payloads.json');
}

/**
 * Adds a key to the file as the current one, or makes the file with it. Whole or not at all.
 *
 * @param prepared it is only to be known, so that it can be copied to other machines before anything is sealed with it
 */
export function addKey(file: string, { prepared = false }: { readonly prepared?: boolean } = {}): KeptKey {
  const text = textOf(file);
  const others = text === undefined ? [] : parsed(file, text);
  const bytes = randomBytes(KEY_BYTES);
  const made = new Date().toISOString();
  const key = payloadKey(bytes);
  const added = { id: key.id, key: bytes.toString('base64'), made };
  write(file, prepared ? [...others, added] : [added, ...others], text === undefined);
  return { ...key, made };
}

/** Begins to seal with the key that was prepared; where there is none, with a new one. @throws UserError */
export function rotateKey(file: string): string {
  const keys = parsed(file, textOf(file) ?? '');
  const next = keys.toSorted((a, b) => Date.parse(b.made) - Date.parse(a.made))[0];
  if (next === undefined || next === keys[0]) return addKey(file).id;
  write(file, [next, ...keys.filter((key) => key !== next)]);
  return next.id;
}

/** Takes a key out of the file. The current one stays. @throws UserError */
export function removeKey(file: string, id: string): void {
  const [current, ...others] = parsed(file, textOf(file) ?? '');
  if (current !== undefined) write(file, [current, ...others.filter((key) => key.id !== id)]);
}

/** The keys of a file as they are at each moment: a key that is added while a process runs is found within a second. */
export function keyringOf(file: string, begun: readonly [KeptKey, ...KeptKey[]]): Keyring {
  let keys = begun;
  let seen = stampOf(file);
  let looked = Date.now();
  const look = (): void => {
    looked = Date.now();
    const stamp = stampOf(file);
    if (stamp === seen) return;
    seen = stamp;
    try {
      keys = readKeyFile(file) ?? keys;
    } catch {
      // Half copied, perhaps: what was read before holds until it is whole.
    }
  };
  return {
    current() {
      if (Date.now() - looked >= LOOK_EVERY) look();
      return keys[0];
    },
    find(id) {
      const known = keys.find((key) => key.id === id);
      if (known !== undefined) return known;
      // At once: whoever sealed with a key that is not known here has read it in this very file.
      look();
      return keys.find((key) => key.id === id);
    },
  };
}

/** The same of a file that need not be there yet: it is read when a key is first needed. Throws `UserError` then. */
export function keyringIn(file: string): Keyring {
  let ring: Keyring | undefined;
  const found = (): Keyring => {
    ring ??= keyringOf(file, readKeys(file));
    return ring;
  };
  return { current: () => found().current(), find: (id) => found().find(id) };
}

/** The keys of a file, the current one first. @throws UserError where there is none */
export function readKeys(file: string): readonly [KeptKey, ...KeptKey[]] {
  const keys = readKeyFile(file);
  if (keys !== undefined) return keys;
  throw new UserError({
    ja: `鍵のファイル ${file} がありません。npm start（または junkan key make）が作ります。`,
    en: `There is no file of keys ${file}. npm start (or junkan key make) makes it.`,
  });
}

function textOf(file: string): string | undefined {
  try {
    const { mode } = statSync(file);
    if ((mode & TOO_OPEN) !== 0) throw tooOpen(file);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    if (error instanceof UserError) throw error;
    throw unreadable(file);
  }
}

function parsed(file: string, text: string): readonly StoredKey[] {
  try {
    return KeyFile.parse(JSON.parse(text)).keys;
  } catch {
    // What is wrong with it is not said: it could be a part of a key.
    throw unreadable(file);
  }
}

function keptKey(file: string, { id, key, made }: StoredKey): KeptKey {
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== KEY_BYTES) throw unreadable(file);
  const known = payloadKey(bytes);
  if (known.id !== id) throw unreadable(file);
  return { ...known, made };
}

function write(file: string, keys: readonly StoredKey[], isNew = false): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const making = `${file}.${process.pid}`;
  try {
    writeFileSync(making, `${JSON.stringify({ keys }, undefined, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    // Of several processes that make the file at once one does: the others find it there and fail.
    if (isNew) linkSync(making, file);
    else renameSync(making, file);
  } finally {
    rmSync(making, { force: true });
  }
}

function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeMs}`;
}

function tooOpen(file: string): UserError {
  return new UserError({
    ja: `暗号鍵のファイル ${file} を、所有者以外も読めるか書けます。chmod 600 ${file} を実行してください。`,
    en: `Others than its owner can read or change the file of encryption keys ${file}. Run chmod 600 ${file}.`,
  });
}

function unreadable(file: string): UserError {
  return new UserError({
    ja: `暗号鍵のファイル ${file} を読み取れません。控えから戻してください。`,
    en: `The file of encryption keys ${file} cannot be read. Put it back from its backup.`,
  });
}
