import { readFileSync } from 'node:fs';
import { UserError } from '../../user-error.ts';

/** A file named on the command line; `-` is standard input. @throws UserError when it cannot be read */
export function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch {
    throw new UserError({
      ja: `${file} を読めません。パスを確かめてください。`,
      en: `${file} cannot be read. Check the path.`,
    });
  }
}
