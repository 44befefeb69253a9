/** Values of an import: from the text of a CSV cell or a JSON value to what the registry keeps. */
import type { Text } from '../../model/text.ts';
import { quote } from '../registry/text-checks.ts';
import { type Field, flagWords, words } from './fields.ts';

/** A value as it was read: `null`, or a list of nothing, clears the field. */
export type Value = string | boolean | readonly string[] | null;

/** A value, or why it is none. */
export type ReadValue = { readonly value: Value } | { readonly problem: Text };

/** What a cell says to clear its field, in both widths. */
const CLEARS = new Set(['-', '－']);

/** Reads the cell of a CSV: an empty one says nothing of the field (`undefined`), `-` clears it. */
export function valueOfCell(field: Field, cell: string): ReadValue | undefined {
  const text = cell.trim();
  if (text === '') return undefined;
  if (CLEARS.has(text)) return cleared(field);
  switch (field.type) {
    case 'list':
      return {
        value: text
          .split(/[;；、|]/)
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      };
    case 'flag': {
      const flag = flagWords.get(text.toLowerCase());
      return flag === undefined
        ? {
            problem: {
              ja: `${quote(text)} は「はい・いいえ」ではありません`,
              en: `${quote(text)} is neither yes nor no`,
            },
          }
        : { value: flag };
    }
    case 'date':
      return { value: isoDate(text) };
    case 'text':
      return { value: text };
    default:
      return { value: words[field.type]?.get(text) ?? text };
  }
}

function cleared({ type, always }: Field): ReadValue {
  if (always === true) {
    return { problem: { ja: 'この項目は空にできません', en: 'this field cannot be cleared' } };
  }
  if (type === 'list') return { value: [] };
  return { value: type === 'flag' ? false : null };
}

/** `2026/4/1` as spreadsheets write it; anything else stays as it is and is judged later. */
function isoDate(text: string): string {
  const match = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(text);
  if (match === null) return text;
  const [, year = '', month = '', day = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Reads a JSON value: `null` clears the field; an empty text or list says nothing of it (`undefined`), like an empty cell. */
export function valueOfJson(field: Field, value: unknown): ReadValue | undefined {
  if (value === null) return cleared(field);
  if (value === '' || (Array.isArray(value) && value.length === 0)) return undefined;
  if (field.type === 'list') {
    if (Array.isArray(value) && value.every((part): part is string => typeof part === 'string')) return { value };
    return { problem: { ja: '文字列の配列にしてください', en: 'it must be an array of texts' } };
  }
  if (field.type === 'flag') {
    if (typeof value === 'boolean') return { value };
    return { problem: { ja: 'true か false にしてください', en: 'it must be true or false' } };
  }
  if (typeof value === 'string') return { value };
  return { problem: { ja: '文字列にしてください', en: 'it must be a text' } };
}
