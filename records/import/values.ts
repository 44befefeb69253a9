/** Values of an import: from the text of a CSV cell or a JSON value to what the registry keeps. */
import type { Text } from '../../model/text.ts';
import { quote } from '../registry/text-checks.ts';
import { type Field, flagWords, words } from './fields.ts';

/** A value as it was read: `null` clears the field, `undefined` says nothing of it. */
export type Value = string | boolean | readonly string[] | null;

/** A value, or why it is none. */
export type ReadValue = { readonly value: Value } | { readonly problem: Text };

/** Reads the cell of a CSV; an empty one clears the field. */
export function valueOfCell(field: Field, cell: string): ReadValue {
  const text = cell.trim();
  switch (field.type) {
    case 'list':
      return {
        value: text
          .split(/[;；、|]/)
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      };
    case 'flag': {
      const flag = text === '' ? false : flagWords.get(text.toLowerCase());
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
      return { value: text === '' ? null : isoDate(text) };
    case 'text':
      return { value: text === '' ? null : text };
    default:
      return { value: text === '' ? null : (words[field.type]?.get(text) ?? text) };
  }
}

/** `2026/4/1` as spreadsheets write it; anything else stays as it is and is judged later. */
function isoDate(text: string): string {
  const match = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(text);
  if (match === null) return text;
  const [, year = '', month = '', day = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Reads a JSON value; `null` clears the field. */
export function valueOfJson(field: Field, value: unknown): ReadValue {
  if (value === null) return { value: field.type === 'list' ? [] : field.type === 'flag' ? false : null };
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
