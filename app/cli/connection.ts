import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectoryOf } from '../data-directory.ts';
import { UserError } from '../user-error.ts';
import { exitCodes } from './exit-codes.ts';
import { readRunning } from './running.ts';

/** Where the running system is reached and who speaks. */
export interface Connection {
  readonly server: string;
  readonly token: string;
}

/** Names of the files in the data directory. */
export const files = {
  running: 'running.json',
  administratorToken: 'admin.token',
  administratorLink: 'admin.link',
} as const;

/**
 * Server and token from `JUNKAN_SERVER`, `JUNKAN_TOKEN` or `JUNKAN_TOKEN_FILE`; on the same machine from the data
 * directory. Never from a flag: flags are seen by everyone on the machine.
 *
 * @throws UserError naming what is missing and how to give it
 */
export function findConnection(environment: NodeJS.ProcessEnv): Connection {
  const dataDirectory = dataDirectoryOf(environment);
  return { server: findServer(environment, dataDirectory), token: findToken(environment, dataDirectory) };
}

function findServer(environment: NodeJS.ProcessEnv, dataDirectory: string): string {
  const named = environment['JUNKAN_SERVER'];
  if (named !== undefined && named !== '') {
    if (!URL.canParse(named)) {
      throw new UserError({
        ja: `JUNKAN_SERVER：「${named}」は使えません。http:// または https:// で始まるアドレスを指定してください。`,
        en: `JUNKAN_SERVER: "${named}" cannot be used. Give an address that begins with http:// or https://.`,
      });
    }
    return named.replace(/\/$/, '');
  }
  const running = readRunning(join(dataDirectory, files.running));
  if (running !== undefined) return running.address.replace(/\/$/, '');
  throw new UserError({
    ja: `動いている junkan が見つかりません（${dataDirectory}）。npm start で起動するか、JUNKAN_SERVER にアドレスを指定してください。`,
    en: `No running junkan was found (${dataDirectory}). Start it with npm start, or name its address in JUNKAN_SERVER.`,
  });
}

function findToken(environment: NodeJS.ProcessEnv, dataDirectory: string): string {
  const given = environment['JUNKAN_TOKEN']?.trim();
  if (given !== undefined && given !== '') return given;
  const file = environment['JUNKAN_TOKEN_FILE'];
  const named = file !== undefined && file !== '';
  const token = read(named ? file : join(dataDirectory, files.administratorToken))?.trim();
  if (token !== undefined && token !== '') return token;
  throw new NoToken(named ? file : undefined);
}

/** There is no token to speak with. */
export class NoToken extends UserError {
  override readonly name = 'NoToken';
  override readonly exitCode = exitCodes.authentication;
  constructor(file: string | undefined) {
    super({
      ja: `${file === undefined ? 'トークンがありません' : `${file} からトークンを読めません`}。JUNKAN_TOKEN または JUNKAN_TOKEN_FILE を設定してください。`,
      en: `${file === undefined ? 'There is no token' : `No token can be read from ${file}`}. Set JUNKAN_TOKEN or JUNKAN_TOKEN_FILE.`,
    });
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
