import { isObject } from '../../model/json.ts';
import { type JsonPlaces, placesIn } from '../../model/json-places.ts';
import type { Text } from '../../model/text.ts';
import type { Problems } from '../registry/problems.ts';
import { quote } from '../registry/text-checks.ts';
import { fields, ignoredKeys, type RowKind } from './fields.ts';
import { mostRows, tooManyRows, type Place, type ReadRow, type ReadRows, whereIn } from './rows.ts';
import { type Value, valueOfJson } from './values.ts';

/** Depth of the deepest form there is: file, list, row, inner object, list. */
const DEEPEST = 5;
/** Keys of the file that say where it comes from and are not imported. */
const about = ['asOf', 'notes'];
const kinds = ['organisations', 'departments', 'people', 'appointments', 'nominations'] as const;

/** Reads JSON in the form of a `RegistryChange` or of `data/organisations.json`. Everything wrong goes to `problems`. */
export function readJson(text: string, problems: Problems): ReadRows {
  const rows: Record<RowKind, ReadRow[]> = {
    organisations: [],
    departments: [],
    people: [],
    appointments: [],
    nominations: [],
  };
  // The cheap look first: finding every place in millions of rows takes a minute.
  const refused = tooMuch(text);
  if (refused !== undefined) {
    problems.add('line 1', refused);
    return rows;
  }
  const places = findPlaces(text);
  if (places === undefined) {
    problems.add('line 1', {
      ja: '長すぎる文字列が含まれています',
      en: 'there is a text in it that is far too long',
    });
    return rows;
  }
  if (places.brokenLine !== undefined) {
    problems.add(`line ${places.brokenLine}`, {
      ja: 'JSON として読めません。この行の前後の括弧・カンマ・引用符を確かめてください',
      en: 'this is not JSON: check brackets, commas and quotation marks around this line',
    });
    return rows;
  }
  const file: unknown = JSON.parse(text);
  for (const { line, key } of places.duplicates) {
    problems.add(`line ${line}`, {
      ja: `キー ${quote(key)} が二度あります`,
      en: `the key ${quote(key)} is there twice`,
    });
  }
  if (!isObject(file) || places.depth > DEEPEST) {
    problems.add('line 1', {
      ja: `JSON の形が違います。${kinds.join('・')} の配列を持つオブジェクトにしてください`,
      en: `this is not the form of a registry file: an object with arrays ${kinds.join(', ')}`,
    });
    return rows;
  }
  for (const key of Object.keys(file)) {
    if (!about.includes(key) && !kinds.some((kind) => kind === key)) {
      problems.add(`line 1: ${quote(key)}`, {
        ja: `知らないキーです。使えるキー: ${[...kinds, ...about].join(', ')}`,
        en: `there is no such key; the keys are: ${[...kinds, ...about].join(', ')}`,
      });
    }
  }
  for (const kind of kinds) {
    const list: unknown = Object.hasOwn(file, kind) ? file[kind] : [];
    if (!Array.isArray(list)) {
      problems.add(`line 1: ${kind}`, { ja: '配列にしてください', en: 'it must be an array' });
      continue;
    }
    const values: readonly unknown[] = list;
    rows[kind] = values.map((value, index) =>
      rowOf(value, kind, { row: `line ${places.lineOf(kind, index)}: ${kind}[${index}]` }, problems),
    );
  }
  return rows;
}

/** What is far too much, whatever it says; nothing of a text that is no JSON, whose broken line is to be found. */
function tooMuch(text: string): Text | undefined {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(file)) return undefined;
  if (Object.keys(file).length > mostKeys) return tooManyKeys;
  const count = kinds.reduce((sum, kind) => {
    const list = Object.hasOwn(file, kind) ? file[kind] : undefined;
    return sum + (Array.isArray(list) ? list.length : 0);
  }, 0);
  return count > mostRows ? tooManyRows : undefined;
}

/** Keys of the file: it has seven. */
const mostKeys = 100;
const tooManyKeys: Text = {
  ja: `ファイルのキーが多すぎます（${mostKeys}個まで）。使えるキー: ${[...kinds, ...about].join(', ')}`,
  en: `the file has too many keys (at most ${mostKeys}); the keys are: ${[...kinds, ...about].join(', ')}`,
};

/** Where things stand; undefined when a text in it is longer than can be looked through. */
function findPlaces(text: string): JsonPlaces | undefined {
  try {
    return placesIn(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function rowOf(row: unknown, kind: RowKind, place: Place, problems: Problems): ReadRow {
  const where = whereIn(place);
  const values = new Map<string, Value>();
  if (!isObject(row)) {
    problems.add(where(), { ja: 'オブジェクトにしてください', en: 'it must be an object' });
    return { place, values, broken: true };
  }
  let broken = false;
  const fail = (field: string, text: { ja: string; en: string }): void => {
    broken = true;
    problems.add(where(field), text);
  };
  for (const [name, value] of flattened(row, kind)) {
    const field = fields[kind].find((each) => each.name === name);
    if (field === undefined) {
      fail(quote(name), { ja: '知らないキーです', en: 'there is no such key' });
      continue;
    }
    const read = valueOfJson(field, value);
    if (read === undefined) continue;
    if ('value' in read) values.set(name, read.value);
    else fail(name, read.problem);
  }
  return { place, values, broken };
}

/** The row's keys, with those of its inner objects (`outside`, `instrument`) as `outside.firm`. */
function flattened(row: Readonly<Record<string, unknown>>, kind: RowKind): [string, unknown][] {
  const groups = new Set(fields[kind].flatMap(({ name }) => (name.includes('.') ? [name.split('.')[0]] : [])));
  return Object.entries(row).flatMap(([key, value]): [string, unknown][] => {
    if (ignoredKeys[kind].includes(key)) return [];
    if (!groups.has(key) || !isObject(value)) return [[key, value]];
    return Object.entries(value).map(([inner, innerValue]) => [`${key}.${inner}`, innerValue]);
  });
}
