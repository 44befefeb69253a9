import type { Text } from '../../model/text.ts';

/** A file's text, or the line of the first byte that cannot be read and what to do. */
export type DecodedText = { readonly text: string } | { readonly line: number; readonly problem: Text };

/**
 * Reads UTF-8 (with or without BOM) or CP932, the Shift_JIS that spreadsheets in Japan write. Bytes that are valid UTF-8
 * are UTF-8: Japanese text in CP932 practically never is.
 */
export function decode(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return {
      line: 1,
      problem: {
        ja: 'UTF-16 のファイルです。「CSV UTF-8」または Shift_JIS で保存し直してください',
        en: 'the file is UTF-16: save it again as "CSV UTF-8" or as Shift_JIS',
      },
    };
  }
  // Without `ignoreBOM` a BOM at the beginning is taken off.
  const text = tryDecode('utf-8', bytes) ?? tryDecode('shift_jis', bytes);
  if (text !== undefined) return { text };
  const readable = new TextDecoder('shift_jis').decode(bytes);
  return {
    line: lineOf(readable, Math.max(0, readable.indexOf('\ufffd'))),
    problem: {
      ja: '文字コードが UTF-8 でも Shift_JIS（CP932）でもありません。どちらかで保存し直してください',
      en: 'the file is neither UTF-8 nor Shift_JIS (CP932): save it again as one of them',
    },
  };
}

function tryDecode(encoding: 'utf-8' | 'shift_jis', bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The line (from 1) of a place in a text; CR, LF and CR LF end a line. */
export function lineOf(text: string, offset: number): number {
  return lineBreaks(text.slice(0, offset)) + 1;
}

/** How many line breaks a text has. */
export function lineBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
