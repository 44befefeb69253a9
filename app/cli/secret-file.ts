import { existsSync, writeFileSync } from 'node:fs';
import { UserError } from '../user-error.ts';

/** The flag of a command that is given a secret: the file it goes into, never the terminal. */
export const secretFileFlag = {
  kind: 'parsed',
  parse: String,
  brief: '書き込むファイル（新規）/ file to write (must not exist)',
} as const;

/** Refuses a file that exists already – before the secret is asked for, which is shown only once. @throws UserError */
export function requireNewFile(file: string): void {
  if (!existsSync(file)) return;
  throw new UserError({
    ja: `${file} は既にあります。別の名前を指定してください。`,
    en: `${file} exists already. Name another file.`,
  });
}

/** Writes a secret to a new file that only its owner reads. */
export function writeSecret(file: string, secret: string): void {
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
}
