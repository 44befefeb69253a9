import { isUtf8 } from 'node:buffer';
import type { Text } from '../../model/text.ts';

/** A file's text, or the line on which it cannot be read and what to do. */
export type DecodedText = { readonly text: string } | { readonly line: number; readonly problem: Text };

type Encoding = 'utf-8' | 'shift_jis' | 'euc-jp';

const names: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  shift_jis: 'Shift_JIS (CP932)',
  'euc-jp': 'EUC-JP',
};

/** What a sender may declare, in lower case. */
const declarable: ReadonlyMap<string, Encoding> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['shift_jis', 'shift_jis'],
  ['shift-jis', 'shift_jis'],
  ['sjis', 'shift_jis'],
  ['x-sjis', 'shift_jis'],
  ['windows-31j', 'shift_jis'],
  ['cp932', 'shift_jis'],
  ['ms932', 'shift_jis'],
  ['ms_kanji', 'shift_jis'],
  ['euc-jp', 'euc-jp'],
  ['eucjp', 'euc-jp'],
  ['x-euc-jp', 'euc-jp'],
]);

const saveAgain: Text = {
  ja: 'Excel では「CSV UTF-8（コンマ区切り）」を選んで保存し直してください',
  en: 'save it again as "CSV UTF-8"',
};
const orDeclare: Text = {
  ja: '保存し直せないときは、文字コード（utf-8・shift_jis・euc-jp のどれか）を指定してください',
  en: 'where that cannot be done, declare its charset (utf-8, shift_jis or euc-jp)',
};

/**
 * Reads UTF-8 (with or without BOM) or CP932, the Shift_JIS that spreadsheets in Japan write; EUC-JP where it is declared.
 * A text is never guessed at: what two encodings could mean, or none of them sensibly, is refused at its line. A declared
 * charset is honoured where the bytes do not contradict it.
 */
export function decode(bytes: Uint8Array, charset?: string): DecodedText {
  const impossible = noTextIn(bytes);
  if (impossible !== undefined) return { line: 1, problem: impossible };
  if (charset !== undefined) return declared(bytes, charset);
  if (isUtf8(bytes)) return guessedUtf8(bytes);
  if (startsWithBom(bytes) || isAlmostUtf8(bytes)) {
    return {
      line: firstLine(bytes, (line) => !isUtf8(line)),
      problem: because(
        'ファイルは UTF-8 ですが、この行に UTF-8 として読めないバイトがあります（途中で切れたか、別の文字コードの文字が混ざっています）。この行を直すか、',
        'the file is UTF-8, but not on this line (cut off, or mixed with another encoding): correct the line, or',
      ),
    };
  }
  return guessedCp932(bytes);
}

/** What shows in the first bytes, or in what no text holds. */
function noTextIn(bytes: Uint8Array): Text | undefined {
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const start = bytes.subarray(0, 4_096);
  // Every second byte of ASCII in UTF-16 is 0; a stray U+0000 in a cell is said where it stands.
  if (marked || start.filter((byte) => byte === 0).length > start.length / 8)
    return because('UTF-16 のファイルです。', 'the file is UTF-16:');
  // ESC $ B and its like shift JIS in and out; the bytes between are ASCII.
  const ascii = Buffer.from(start).toString('latin1');
  if (['\u001b$@', '\u001b$B', '\u001b(J', '\u001b(I'].some((shift) => ascii.includes(shift)))
    return because('JIS（ISO-2022-JP）のファイルです。', 'the file is JIS (ISO-2022-JP):');
  return undefined;
}

function declared(bytes: Uint8Array, charset: string): DecodedText {
  const encoding = declarable.get(charset.toLowerCase());
  if (encoding === undefined) {
    return {
      line: 1,
      problem: {
        ja: `指定された文字コード ${JSON.stringify(charset)} は読めません。使えるもの：utf-8、shift_jis（cp932・windows-31j）、euc-jp`,
        en: `the declared charset ${JSON.stringify(charset)} cannot be read; those that can: utf-8, shift_jis (cp932, windows-31j), euc-jp`,
      },
    };
  }
  const name = names[encoding];
  const correct = (ja: string, en: string): Text => ({
    ja: `文字コードは ${name} と指定されていますが、${ja}。指定を直すか、${saveAgain.ja}`,
    en: `the charset is declared as ${name}, but ${en}: correct the declaration, or ${saveAgain.en}`,
  });
  // Characters of three bytes that are UTF-8 throughout are nothing else, even where they could be read as kana.
  if (encoding !== 'utf-8' && isUtf8(bytes) && hasJapanese(new TextDecoder().decode(bytes)))
    return { line: firstLine(bytes, hasHighByte), problem: correct('ファイルは UTF-8 です', 'the file is UTF-8') };
  const text = tryDecode(encoding, bytes);
  if (text !== undefined) return { text };
  return {
    line: firstLine(bytes, (line) => tryDecode(encoding, line) === undefined),
    problem: correct(`この行は ${name} として読めません`, 'this line is none'),
  };
}

function guessedUtf8(bytes: Uint8Array): DecodedText {
  // Without `ignoreBOM` a BOM at the beginning is taken off.
  const text = new TextDecoder().decode(bytes);
  if (startsWithBom(bytes) || !hasHighByte(bytes) || hasJapanese(text)) return { text };
  // Characters of two bytes alone: é or ±, or pairs of half-width kana?
  if (tryDecode('shift_jis', bytes) === undefined) return { text };
  return { line: firstLine(bytes, hasHighByte), problem: ambiguous('UTF-8', 'Shift_JIS') };
}

function guessedCp932(bytes: Uint8Array): DecodedText {
  const text = tryDecode('shift_jis', bytes);
  const isEuc = isEucJp(bytes);
  if (text === undefined) {
    if (isEuc) {
      return {
        line: firstLine(bytes, hasHighByte),
        problem: because('EUC-JP のファイルです。', 'the file is EUC-JP:'),
      };
    }
    return {
      line: firstLine(bytes, (line) => tryDecode('shift_jis', line) === undefined),
      problem: because(
        '文字コードが UTF-8 でも Shift_JIS（CP932）でもありません。',
        'the file is neither UTF-8 nor Shift_JIS (CP932):',
      ),
    };
  }
  if (isEuc) return { line: firstLine(bytes, hasHighByte), problem: ambiguous('Shift_JIS', 'EUC-JP') };
  if (!isMojibake(text)) return { text };
  return {
    line: firstLine(bytes, (line) => isMojibake(tryDecode('shift_jis', line) ?? '')),
    problem: because(
      'Shift_JIS として読むと、ほとんどが半角カナか外字になります。文字コードが違うか、ファイルが壊れています。',
      'read as Shift_JIS it is mostly half-width kana or private characters: the encoding is another one, or the file is damaged;',
    ),
  };
}

function because(ja: string, en: string): Text {
  return { ja: `${ja}${saveAgain.ja}。${orDeclare.ja}`, en: `${en} ${saveAgain.en}; ${orDeclare.en}` };
}

function ambiguous(one: string, other: string): Text {
  return because(
    `文字コードが ${one} とも ${other} とも読め、どちらの文字か決められません。`,
    `the file can be read as ${one} and as ${other}, with different characters:`,
  );
}

function tryDecode(encoding: Encoding, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The decoder lets single bytes from 0x80 pass as control characters; EUC-JP has none. */
function isEucJp(bytes: Uint8Array): boolean {
  const text = tryDecode('euc-jp', bytes);
  return text !== undefined && !/[\u0080-\u009f]/.test(text);
}

function startsWithBom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function hasHighByte(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte > 0x7f);
}

/** Characters from U+0800 on: three bytes of UTF-8 and more. */
function hasJapanese(text: string): boolean {
  return /[\u0800-\uffff]/.test(text);
}

/** As many characters of three bytes or more as broken places: in CP932 the places prevail by far. */
function isAlmostUtf8(bytes: Uint8Array): boolean {
  const readable = new TextDecoder().decode(bytes);
  const broken = countOf(readable, /\ufffd/g);
  return countOf(readable, /[\u0800-\ufffc]/g) >= broken;
}

/** Half-width kana and private characters are more than half of what is not ASCII. */
function isMojibake(text: string): boolean {
  const beyond = text.replace(/\p{ASCII}+/gu, '');
  return countOf(beyond, /[\uff61-\uff9f\ue000-\uf8ff]/g) > beyond.length / 2;
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/**
 * The first line (from 1) of which something holds; 1 when of none. No encoding that is read here uses the bytes of CR and
 * LF within a character.
 */
function firstLine(bytes: Uint8Array, holds: (line: Uint8Array) => boolean): number {
  let line = 1;
  let start = 0;
  for (let i = 0; i <= bytes.length; i += 1) {
    const byte = bytes[i];
    if (byte !== 0x0a && byte !== 0x0d && byte !== undefined) continue;
    if (holds(bytes.subarray(start, i))) return line;
    if (byte === 0x0d && bytes[i + 1] === 0x0a) i += 1;
    start = i + 1;
    line += 1;
  }
  return 1;
}

/** The line (from 1) of a place in a text of which LF ends each line. */
export function lineOf(text: string, offset: number): number {
  return lineBreaks(text.slice(0, offset)) + 1;
}

/** How many line breaks a text has. */
export function lineBreaks(text: string): number {
  return countOf(text, /\n/g);
}
