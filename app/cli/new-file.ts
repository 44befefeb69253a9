/** Writing what the server gave into a file of the caller's, or where they read it. */
import { writeFileSync } from 'node:fs';
import type { Text } from '../../model/text.ts';
import { UserError } from '../user-error.ts';
import type { Context } from './context.ts';

/** The flag that names the file. */
export const toFlag = {
  kind: 'parsed',
  parse: String,
  optional: true,
  brief: '書き込むファイル（なければ標準出力）/ file to write',
} as const;

/**
 * Writes a text to a new file and says `written`; without a file it goes to standard output. Throws `UserError` where the
 * file cannot be written – never over one that somebody has filled in.
 */
export function writeNew(context: Context, to: string | undefined, text: string, written: (to: string) => Text): void {
  const { stdout } = context.process;
  if (to === undefined) return void stdout.write(text);
  try {
    writeFileSync(to, text, { flag: 'wx' });
  } catch {
    throw new UserError({
      ja: `${to} に書き込めません。同じ名前のファイルがないか、フォルダがあるかを確かめてください。`,
      en: `${to} cannot be written. See that there is no such file yet, and that the folder exists.`,
    });
  }
  stdout.write(`${written(to)[context.language]}\n`);
}
