import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { openDatabase } from '../../../records/database.ts';
import { load, NoBackup } from '../../../records/backup/load.ts';
import { say, type Context } from '../../cli/context.ts';
import { minuteInJapan } from '../../cli/output.ts';
import { requireNewFile } from '../../cli/secret-file.ts';
import { readConfiguration } from '../../configuration.ts';
import { addKey, keyFileOf, keyringIn, readKeyFile } from '../../keys/key-file.ts';
import { lockDataDirectory } from '../../lock.ts';
import { UserError } from '../../user-error.ts';
import { linesOf } from './owned.ts';

/**
 * `junkan backup`: everything the database holds, of one moment, into a new file that its owner alone reads – also while
 * the system runs. Keys are not in it.
 */
export async function backup(this: Context, _flags: Record<never, never>, file: string): Promise<void> {
  requireNewFile(file);
  const configuration = readConfiguration(this.process.env);
  const part = `${file}.${randomUUID()}`;
  try {
    await linesOf(configuration, 'backup', async (lines) =>
      pipeline(lines, ended, createGzip(), createWriteStream(part, { mode: 0o600, flags: 'wx' })),
    );
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
  say(this, {
    ja: `${file} に書きました。データベースの内容がすべて入っています（人の名前、トークンのハッシュも）。鍵のファイル（${keyFileOf(configuration)}）と、署名の鍵（JUNKAN_DATA/keys）、署名した記録（JUNKAN_DATA/checkpoints）は入っていません。別の場所に、同じように大切に保管してください。`,
    en: `${file} was written, with everything the database holds (people's names and hashes of tokens, too). Not in it: the file of keys (${keyFileOf(configuration)}), the key that signs (JUNKAN_DATA/keys) and the signed heads (JUNKAN_DATA/checkpoints). Keep those apart, and as safe.`,
  });
}

/** Passes the text on, and fails where it does not end as a backup does. */
async function* ended(text: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer | string> {
  let last = '';
  for await (const piece of text) {
    last = (last + piece.toString()).slice(-200);
    yield piece;
  }
  if (!/\n#\{"rows":\d+,"sha256":"[0-9a-f]{64}"\}\n$/.test(last)) {
    throw new UserError({
      ja: 'バックアップが途中で切れました。もう一度実行してください。',
      en: 'The backup broke off. Make it once more.',
    });
  }
}

/** `junkan restore`: puts a backup into an empty place, embedded or PostgreSQL, whichever it came from. */
export async function restore(this: Context, { newKeys }: { newKeys: boolean }, file: string): Promise<void> {
  if (!existsSync(file)) {
    throw new UserError({ ja: `${file} がありません。`, en: `There is no ${file}.` });
  }
  const configuration = readConfiguration(this.process.env);
  const { dataDirectory, databaseUrl } = configuration;
  const keyFile = keyFileOf(configuration);
  const lock = lockDataDirectory(dataDirectory);
  const hadKeys = readKeyFile(keyFile) !== undefined;
  try {
    if (!hadKeys) {
      if (!newKeys) throw keysFirst(keyFile);
      addKey(keyFile);
    }
    const opened = await openDatabase({
      dataDirectory,
      keys: keyringIn(keyFile),
      ...(databaseUrl !== undefined && { databaseUrl }),
    });
    try {
      const unpacked = createReadStream(file).pipe(createGunzip());
      const lines = createInterface({ input: unpacked, crlfDelay: Infinity });
      const broken = new Promise<never>((_resolve, reject) => unpacked.once('error', () => reject(cutOff())));
      const { installation, at, rows, open, sealed } = await Promise.race([
        load(opened.db, lines, { newKeys }),
        broken,
      ]);
      say(this, {
        ja: `${minuteInJapan(at)} の状態に復元しました（設備 ${installation}、${rows}行）。junkan を起動すると、終わっていない手続${open}件を Temporal の状態と照らし合わせ、必要なものは復元します（junkan doctor で確かめられます）。`,
        en: `Restored to ${minuteInJapan(at)} (Japan): installation ${installation}, ${rows} rows. When junkan starts, the ${open} procedures that have not ended are compared with Temporal and rebuilt where needed (see junkan doctor).`,
      });
      if (sealed > 0) {
        say(this, {
          ja: `台帳とトークンの記録のうち${sealed}件は、ここにない鍵で封をしたものです。本物かどうかは確かめられません。バックアップにあるとおりのものとして、今の鍵で封をし直しました。鍵を替えたことも失ったこともないときは、バックアップを疑ってください。`,
          en: `${sealed} lines of the registry's and the tokens' journals are sealed with keys that are not here: nothing shows that they are genuine. They were sealed with the current key, as the backup has them. If no key was ever changed or lost, distrust the backup.`,
        });
      }
    } finally {
      await opened.close();
    }
  } catch (error) {
    // What was made for data that did not come is no key of anything.
    if (!hadKeys) rmSync(keyFile, { force: true });
    if (error instanceof NoBackup) throw new UserError(error.text);
    throw error;
  } finally {
    lock.release();
  }
}

function keysFirst(file: string): UserError {
  return new UserError({
    ja: `暗号鍵のファイル ${file} がありません。先に控えから戻してください。失ったときは --new-keys を付けてください。何も変更していません。`,
    en: `There is no file of encryption keys ${file}. Put it back from its backup first; if it is lost, give --new-keys. Nothing was changed.`,
  });
}

function cutOff(): UserError {
  return new UserError({
    ja: 'ファイルを読めません。junkan のバックアップではないか、途中で切れています。何も変更していません。',
    en: 'The file cannot be read: it is no backup of junkan, or it is cut off. Nothing was changed.',
  });
}
