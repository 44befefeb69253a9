/** What is wrong with a command line, in both languages, with what to type next. */
import { ArgumentScannerError, formatMessageForArgumentScannerError, text_en } from '@stricli/core';
import type { Text } from '../../model/text.ts';

/** Both languages, Japanese first; the English sentence is the parser's own. */
export function argumentError(error: unknown): string {
  const ja = error instanceof ArgumentScannerError ? inJapanese(error) : '入力を読み取れません。';
  const en = text_en.exceptionWhileParsingArguments(error, false);
  const next: Text = { ja: '使い方は --help を付けると表示されます。', en: 'Add --help to see how it is used.' };
  return `${ja}${next.ja}\n${/[.?!]$/.test(en) ? en : `${en}.`} ${next.en}`;
}

/** A command that does not exist, with those that look alike. */
export function noSuchCommand({ input, corrections }: { input: string; corrections: readonly string[] }): string {
  const meant = corrections.join(', ');
  const ja = meant === '' ? '--help でコマンドの一覧を表示できます。' : `${meant} のことですか。`;
  const en = meant === '' ? '--help lists the commands.' : `Did you mean ${meant}?`;
  return `${input} というコマンドはありません。${ja}\nThere is no command ${input}. ${en}`;
}

function inJapanese(error: ArgumentScannerError): string {
  return formatMessageForArgumentScannerError(error, {
    FlagNotFoundError: ({ input, corrections }) =>
      `オプション --${input} はありません。${corrections.length > 0 ? `--${corrections.join('、--')} のことですか。` : ''}`,
    AliasNotFoundError: ({ input }) => `オプション -${input} はありません。`,
    ArgumentParseError: ({ externalFlagNameOrPlaceholder: name, input }) =>
      `${name} の値「${input}」を読み取れません。`,
    EnumValidationError: ({ externalFlagName: name, input, values }) =>
      `--${name} の値「${input}」は使えません。${values.join('、')} のいずれかを指定してください。`,
    UnsatisfiedFlagError: ({ externalFlagName: name }) => `--${name} とその値を指定してください。`,
    UnexpectedPositionalError: ({ input }) => `「${input}」は余分です。`,
    UnsatisfiedPositionalError: ({ placeholder }) => `<${placeholder}> を指定してください。`,
    InvalidNegatedFlagSyntaxError: ({ externalFlagName: name }) => `--${name} に値は付けられません。`,
    UnexpectedFlagError: ({ externalFlagName: name }) => `--${name} は一度だけ指定できます。`,
  });
}
