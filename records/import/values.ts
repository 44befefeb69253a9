/** Values of an import: from the text of a CSV cell or a JSON value to what the registry keeps. */
import { z } from 'zod';
import type { FormerName } from '../../model/organisation-names.ts';
import type { Text } from '../../model/text.ts';
import { notInList } from '../registry/fixed-lists.ts';
import { CORRECTION } from '../registry/rows.ts';
import { quote } from '../registry/text-checks.ts';
import { dateOf } from './dates.ts';
import { type Field, flagWords, idOfWord, wordKey } from './fields.ts';

/** A value as it was read: `null`, or a list of nothing, clears the field. */
export type Value = string | boolean | readonly string[] | readonly FormerName[] | null;

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
      const flag = flagWords.get(wordKey(text));
      return flag === undefined
        ? {
            problem: {
              ja: `${quote(text)} は「はい・いいえ」ではありません。使える語：はい（○、1、true）、いいえ（×、0、false）`,
              en: `${quote(text)} is neither yes nor no; the words are: yes (○, 1, true), no (×, 0, false)`,
            },
          }
        : { value: flag };
    }
    case 'date':
      return dateOf(text);
    case 'renaming':
      return renamingOf(text);
    case 'formerNames':
      return undefined;
    case 'text':
      return { value: text };
    default: {
      const id = idOfWord(field.type, text);
      return id === undefined ? { problem: notInList(field.type, text) } : { value: id };
    }
  }
}

function cleared({ type, always }: Field): ReadValue {
  if (always === true) {
    return { problem: { ja: 'この項目は空にできません', en: 'this field cannot be cleared' } };
  }
  if (type === 'list' || type === 'formerNames') return { value: [] };
  return { value: type === 'flag' ? false : null };
}

/** The day of a new name, or the word that says that there is none. */
function renamingOf(text: string): ReadValue {
  return ['訂正', '誤記訂正', CORRECTION].includes(wordKey(text)) ? { value: CORRECTION } : dateOf(text);
}

const formerNamesSchema = z.array(z.strictObject({ nameJa: z.string(), nameEn: z.string(), to: z.string() }));

/** Reads a JSON value: `null` clears the field; an empty text or list says nothing of it (`undefined`), like an empty cell. */
export function valueOfJson(field: Field, value: unknown): ReadValue | undefined {
  if (value === null) return cleared(field);
  if (value === '' || (Array.isArray(value) && value.length === 0)) return undefined;
  if (field.type === 'list') {
    if (Array.isArray(value) && value.every((part): part is string => typeof part === 'string')) return { value };
    return { problem: { ja: '文字列の配列にしてください', en: 'it must be an array of texts' } };
  }
  if (field.type === 'formerNames') {
    const names = formerNamesSchema.safeParse(value);
    if (names.success) return { value: names.data };
    return {
      problem: {
        ja: 'nameJa・nameEn・to（最後の日）を持つオブジェクトの配列にしてください',
        en: 'it must be an array of objects with nameJa, nameEn and to, the last day',
      },
    };
  }
  if (field.type === 'flag') {
    if (typeof value === 'boolean') return { value };
    return { problem: { ja: 'true か false にしてください', en: 'it must be true or false' } };
  }
  if (typeof value === 'string' && field.type === 'renaming') return renamingOf(value);
  if (typeof value === 'string') return field.type === 'date' ? dateOf(value) : { value };
  return { problem: { ja: '文字列にしてください', en: 'it must be a text' } };
}
