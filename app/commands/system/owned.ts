/** What whoever owns the data may ask for: of the database where it can be read, else of the one process that may. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Records } from '../../../contract/records/records.ts';
import { embeddedRecords } from '../../../records/database.ts';
import { openRecords } from '../../../records/open.ts';
import type { Configuration } from '../../configuration.ts';
import { askOwner, type Control } from '../../control.ts';
import { keyFileOf, keyringIn } from '../../keys/key-file.ts';
import { AlreadyRunningError, lockDataDirectory } from '../../lock.ts';
import { UserError } from '../../user-error.ts';

/** How records answer what can be asked. */
export function controlOver(records: Records): Control {
  return {
    backup: () => records.backup(Date.now()),
    compare: () => asLines(records.derivation.compare({ mend: false })),
    mend: () => asLines(records.derivation.compare({ mend: true })),
  };
}

async function* asLines(told: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const one of told) yield `${JSON.stringify(one)}\n`;
}

/** Gives the lines of an answer to whoever asked, whether junkan runs or not. Throws UserError. */
export async function linesOf(
  configuration: Configuration,
  what: keyof Control,
  use: (lines: Readable) => Promise<void>,
): Promise<void> {
  const { dataDirectory, databaseUrl } = configuration;
  if (databaseUrl === undefined && !existsSync(join(dataDirectory, embeddedRecords))) {
    throw new UserError({
      ja: `${dataDirectory} にデータがありません。JUNKAN_DATA を確かめてください。`,
      en: `There are no data in ${dataDirectory}. Check JUNKAN_DATA.`,
    });
  }
  let lock: ReturnType<typeof lockDataDirectory> | undefined;
  try {
    lock = databaseUrl === undefined ? lockDataDirectory(dataDirectory) : undefined;
  } catch (error) {
    if (!(error instanceof AlreadyRunningError)) throw error;
    const lines = await askOwner(dataDirectory, what).catch(() => {
      throw new UserError({
        ja: '動いている junkan に接続できません。junkan を止めてから、もう一度実行してください。',
        en: 'The running junkan cannot be reached. Stop it, and try again.',
      });
    });
    return use(Readable.from(lines));
  }
  try {
    const records = await openRecords({
      dataDirectory,
      keys: keyringIn(keyFileOf(configuration)),
      tidies: false,
      ...(databaseUrl !== undefined && { databaseUrl }),
    });
    try {
      await use(Readable.from(controlOver(records)[what]()));
    } finally {
      await records.close();
    }
  } finally {
    lock?.release();
  }
}
