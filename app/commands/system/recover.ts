import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PersonId } from '../../../model/identifiers.ts';
import type { Records } from '../../../contract/records/records.ts';
import { openRecords } from '../../../records/open.ts';
import { files } from '../../cli/connection.ts';
import type { Context } from '../../cli/context.ts';
import { say } from '../../cli/context.ts';
import { requireNewFile, writeSecret } from '../../cli/secret-file.ts';
import { type Configuration, readConfiguration } from '../../configuration.ts';
import { firstAdministratorOf, issueAdministratorLink, issueAdministratorToken, linkAt } from '../../installation.ts';
import { keyFileOf } from '../../keys/key-file.ts';
import { keysIn } from '../../keys/keys-for.ts';
import { lockDataDirectory } from '../../lock.ts';
import { UserError } from '../../user-error.ts';

/**
 * `junkan token recover`: with the system stopped, a new token for the first administrator, or – with a file for it – for
 * another one whose own token came from a link that a colleague issued; with `--link` a one-time link to sign in by instead. Who can do this owns the data directory anyway;
 * the new token is recorded like every other, with its purpose.
 */
export async function recover(
  this: Context,
  { person: named, file: given, link = false }: { person?: string; file?: string; link?: boolean },
): Promise<void> {
  if ((named === undefined) !== (given === undefined)) {
    throw new UserError({
      ja: '--person と --file は、両方を指定してください（どちらもなければ、最初の管理者のトークンを作り直します）。',
      en: 'Give both --person and --file (with neither, the first administrator gets a new token).',
    });
  }
  if (given !== undefined) requireNewFile(given);
  const configuration = readConfiguration(this.process.env);
  const lock = lockDataDirectory(configuration.dataDirectory);
  try {
    const records = await openRecords({
      dataDirectory: configuration.dataDirectory,
      ...keysIn(keyFileOf(configuration)),
      ...(configuration.databaseUrl === undefined ? {} : { databaseUrl: configuration.databaseUrl }),
    });
    try {
      const now = Date.now();
      const meant = named ?? (await firstAdministratorOf(records, await this.demonstration(), now));
      const person = await administrator(records, meant, now);
      const address = addressIn(configuration);
      const secret = link
        ? linkAt(address, await issueAdministratorLink(records, person, 'recovered', now))
        : await issueAdministratorToken(records, person, 'recovered', now);
      const file =
        given ?? join(configuration.dataDirectory, link ? files.administratorLink : files.administratorToken);
      if (given === undefined) writeFileSync(file, `${secret}\n`, { mode: 0o600 });
      else writeSecret(file, secret);
      if (link && address === undefined) {
        say(this, {
          ja: `一度限りのアドレスのうち、/claim/ 以降だけを ${file} に書きました（7日間有効）。空いているポートを使う設定（JUNKAN_PORT=0）のため、junkan を起動してから、表示されるアドレスに続けてブラウザーで開いてください。`,
          en: `Only the path of a one-time address was written to ${file}; it is valid for seven days. As junkan takes a free port (JUNKAN_PORT=0), start it, then open the path behind the address that it shows.`,
        });
        return;
      }
      if (link) {
        say(this, {
          ja: `一度限りのアドレスを ${file} に書きました（7日間有効）。junkan を起動してから、ブラウザーで開いてください。`,
          en: `A one-time address was written to ${file}; it is valid for seven days. Start junkan, then open it in a browser.`,
        });
        return;
      }
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

/** Where junkan is opened once it runs; nothing where it takes a free port. */
function addressIn({ url, tls, host, port }: Configuration): string | undefined {
  if (url !== undefined || port === 0) return url;
  return `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whoever is meant, if that is an administrator. @throws UserError */
async function administrator(records: Records, person: PersonId | undefined, now: number): Promise<PersonId> {
  if (person === undefined) {
    throw new UserError({
      ja: '管理者の役職に就いている人がいません。記録が壊れていないか確かめてください。',
      en: 'Nobody holds the administrator’s post. Check that the records are whole.',
    });
  }
  const administers = await records.governance.administers(person, now);
  if (administers === 'all' || administers.length > 0) return person;
  throw new UserError({
    ja: `${person} はシステム管理者の役職に就いていません。システム管理者の ID を指定してください。`,
    en: `${person} does not hold an administrator's post. Name an administrator.`,
  });
}
