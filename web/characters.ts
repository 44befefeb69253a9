/**
 * Which characters are taken. Texts must be well-formed Unicode, because the journal's canonical bytes and the database
 * take nothing else, and without control characters but the line feed: nobody writes them by hand, and a terminal obeys
 * them. Characters that turn the direction of writing are refused in names – a name
 * could be made to read as another – and reported as a warning in other texts, where they may be honest Arabic or Hebrew.
 */
import type { Json } from '../machines/core/index.ts';
import { isObject } from '../model/json.ts';
import type { FieldError } from './problems.ts';

/** Deepest nesting of a JSON body. */
export const maximumDepth = 32;

const loneSurrogate = /\p{Surrogate}/u;
const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** True when a text carries characters that turn the direction of writing. */
export function turnsDirection(text: string): boolean {
  return bidiControls.test(text);
}

/** Every control character but the line feed; also those of the eight-bit sets, which terminals obey as well. */
const control = /(?!\n)\p{Cc}/u;

/** True for well-formed Unicode without control characters but the line feed. */
export function isCleanText(text: string): boolean {
  return !loneSurrogate.test(text) && !control.test(text);
}

/** True when brackets nest deeper than allowed. Reads the text only, so that no parser can be exhausted by it. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 0x5c) i += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > maximumDepth) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
}

/** What is wrong with the texts, keys and numbers of a parsed body, wherever they stand. The body is not too deep. */
export function uncleanParts(value: Json, path = ''): FieldError[] {
  if (typeof value === 'string') {
    return isCleanText(value) ? [] : [{ path, ...unclean }];
  }
  if (typeof value === 'number') {
    return Math.abs(value) <= Number.MAX_SAFE_INTEGER
      ? []
      : [{ path, ja: '数が大きすぎます。', en: 'The number is too large to be kept exactly.' }];
  }
  if (Array.isArray(value)) return value.flatMap((item, i) => uncleanParts(item, `${path}[${i}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const here = path === '' ? key : `${path}.${key}`;
    if (key === '__proto__')
      return [{ path: here, ja: 'この名前の項目は使えません。', en: 'A field of this name is not accepted.' }];
    const wrongKey = isCleanText(key) ? [] : [{ path: path === '' ? '(key)' : `${path}.(key)`, ...unclean }];
    return [...wrongKey, ...uncleanParts(part ?? null, here)];
  });
}

const unclean = {
  ja: '使えない文字（改行 LF 以外の制御文字、または対になっていないサロゲート）が含まれています。取り除いてください。',
  en: 'It contains a character that is not taken (a control character other than the line feed, or an unpaired surrogate). Remove it.',
};

/** Warnings for texts that turn the direction of writing. */
export function turningTexts(value: Json | undefined, path = ''): FieldError[] {
  if (typeof value === 'string') {
    return turnsDirection(value)
      ? [
          {
            path,
            ja: '文字の並ぶ向きを変える制御文字が含まれています。受け付けましたが、表示が実際の順序と異なることがあります。',
            en: 'It contains characters that turn the direction of writing. It was accepted, but may be displayed in a different order.',
          },
        ]
      : [];
  }
  if (Array.isArray(value)) return value.flatMap((item, i) => turningTexts(item, `${path}[${i}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => turningTexts(part, path === '' ? key : `${path}.${key}`));
}
