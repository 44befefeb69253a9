import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRecords } from '../../../records/open.ts';
import { files } from '../../cli/connection.ts';
import type { Context } from '../../cli/context.ts';
import { say } from '../../cli/context.ts';
import { readConfiguration } from '../../configuration.ts';
import { firstAdministratorOf, issueAdministratorToken } from '../../installation.ts';
import { lockDataDirectory } from '../../lock.ts';
import { UserError } from '../../user-error.ts';

/**
 * `junkan token recover`: with the system stopped, a new token for the first administrator. Who can do this owns the
 * data directory anyway; the new token is recorded like every other, with its purpose.
 */
export async function recover(this: Context): Promise<void> {
  const configuration = readConfiguration(this.process.env);
  const lock = lockDataDirectory(configuration.dataDirectory);
  try {
    const records = await openRecords({
      dataDirectory: configuration.dataDirectory,
      ...(configuration.databaseUrl === undefined ? {} : { databaseUrl: configuration.databaseUrl }),
    });
    try {
      const person = await firstAdministratorOf(records, await this.demonstration(), Date.now());
      if (person === undefined) {
        throw new UserError({
          ja: '管理者の役職に就いている人がいません。記録が壊れていないか確かめてください。',
          en: 'Nobody holds the administrator’s post. Check that the records are whole.',
        });
      }
      const secret = await issueAdministratorToken(records, person, 'recovered', Date.now());
      const file = join(configuration.dataDirectory, files.administratorToken);
      writeFileSync(file, `${secret}\n`, { mode: 0o600 });
      say(this, {
        ja: `新しいトークンを ${file} に書きました（90日間有効）。`,
        en: `A new token was written to ${file}; it is valid for 90 days.`,
      });
    } finally {
      await records.close();
    }
  } finally {
    lock.release();
  }
}
