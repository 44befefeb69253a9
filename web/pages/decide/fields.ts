/** A decision's form, read off the JSON Schema of its body: what each field is, in words. No page has a form of its own making. */
import { wordsOf, type FieldWords } from '../../../model/field.ts';
import { asObject, isList, type Json } from '../../../model/json.ts';
import type { Text } from '../../../model/text.ts';

/** One way a choice between several groups of fields can go. */
export interface Branch {
  readonly label: Text;
  /** What it is called among the ways. */
  readonly id: string;
  /** By what a value of this way is known: a field that says so, one that no other way has, or what it is by itself. */
  readonly by:
    | { readonly is: 'mark'; readonly name: string }
    | { readonly is: 'field'; readonly name: string }
    | { readonly is: 'single' | 'nothing' };
  readonly fields: readonly Field[];
}

/** What a field takes. */
export type Kind =
  | { readonly is: 'line' | 'text' | 'date' | 'dayOfYear' | 'document' | 'number' | 'yesNo' }
  /** A list of lines, longer than rows can be: one a line. */
  | { readonly is: 'lines' }
  /** One of a fixed few, or of a list. */
  | { readonly is: 'choice'; readonly among: readonly (Text & { readonly id: string })[]; readonly number?: true }
  | { readonly is: 'listed'; readonly list: string; readonly number: boolean }
  /** Some of a list. */
  | { readonly is: 'several'; readonly of: Kind }
  | { readonly is: 'group'; readonly fields: readonly Field[] }
  /** `keyed`: they are an object, and this field of a row is what its part is called by. */
  | { readonly is: 'rows'; readonly fields: readonly Field[]; readonly least: number; readonly keyed?: string }
  | { readonly is: 'branches'; readonly branches: readonly Branch[] };

/** A field of a form. */
export interface Field {
  /** Its name among its siblings. */
  readonly name: string;
  readonly words: FieldWords;
  readonly required: boolean;
  readonly longest?: number;
  /** The list from which it, or what it lists, is chosen. */
  readonly list?: string;
  readonly kind: Kind;
  /** The heading below which it stands. */
  readonly group?: Text;
}

/** More rows than any list takes; what may be longer is written one a line. */
export const MOST_ROWS = 300;

/** Texts up to this long are written in one line. */
const LINE = 300;

/** What every decision's body can have besides its own fields. */
const envelope = ['standIn', 'enteredFor'];

/** The decision's own fields, and those for deciding instead and from paper. */
export function formOf(schema: Json): { readonly own: readonly Field[]; readonly envelope: readonly Field[] } {
  const fields = fieldsOf(schema);
  return {
    own: fields.filter(({ name }) => !envelope.includes(name)),
    envelope: fields.filter(({ name }) => envelope.includes(name)),
  };
}

/** How many controls a form has, rows and groups counted by what stands in them. */
export function controlsIn(fields: readonly Field[]): number {
  return fields.reduce((count, { kind }) => {
    if (kind.is === 'group' || kind.is === 'rows') return count + controlsIn(kind.fields);
    if (kind.is === 'branches') return count + 1 + Math.max(...kind.branches.map((one) => controlsIn(one.fields)));
    return count + 1;
  }, 0);
}

function fieldsOf(schema: Json): Field[] {
  const { properties, required } = asObject(schema);
  const needed = isList(required) ? required : [];
  return Object.entries(asObject(properties)).flatMap(([name, part]) => {
    const of = part ?? null;
    // What is always the same is put in by the server.
    if (asObject(of)['const'] !== undefined) return [];
    return [fieldOf(name, of, needed.includes(name))];
  });
}

function fieldOf(name: string, schema: Json, required: boolean): Field {
  const { maxLength } = asObject(schema);
  const words = wordsOf(schema) ?? { title: { ja: name, en: name } };
  const group = asObject(asObject(schema)['x-field'])['group'];
  const list = words.choices ?? wordsOf(asObject(schema)['items'])?.choices;
  return {
    name,
    words,
    required,
    kind: kindOf(schema, words),
    ...(typeof maxLength === 'number' && { longest: maxLength }),
    ...(isText(group) && { group }),
    ...(list !== undefined && { list }),
  };
}

function kindOf(schema: Json, words: FieldWords): Kind {
  const { type, items, oneOf, anyOf, reference, maxLength, minItems, maxItems, propertyNames, additionalProperties } =
    asObject(schema);
  const ways = isList(oneOf) ? oneOf : isList(anyOf) ? anyOf : undefined;
  if (ways !== undefined) return { is: 'branches', branches: ways.map(branchOf) };
  if (type === 'object' && propertyNames !== undefined) return keyedRows(propertyNames, additionalProperties ?? null);
  if (type === 'object') return { is: 'group', fields: fieldsOf(schema) };
  if (type === 'array') {
    const some = several(items ?? null, typeof minItems === 'number' ? minItems : 0);
    return isLong(some, maxItems) ? { is: 'lines' } : some;
  }
  if (type === 'boolean') return { is: 'yesNo' };
  if (reference === 'date') return { is: 'date' };
  if (reference === 'dayOfYear') return { is: 'dayOfYear' };
  if (reference === 'document') return { is: 'document' };
  const among = choicesOf(schema, words);
  const isNumber = type === 'integer' || type === 'number';
  if (among.length > 0) return { is: 'choice', among, ...(isNumber && { number: true as const }) };
  if (words.choices !== undefined) return { is: 'listed', list: words.choices, number: isNumber };
  if (isNumber) return { is: 'number' };
  return { is: typeof maxLength === 'number' && maxLength > LINE ? 'text' : 'line' };
}

/** A list of single lines that may be longer than rows can be; rows of several fields stay what they are. */
function isLong(some: Kind, maxItems: unknown): boolean {
  if (some.is !== 'rows' || typeof maxItems !== 'number' || maxItems <= MOST_ROWS) return false;
  return some.fields.every(({ name, kind }) => name === '' && kind.is === 'line');
}

function several(items: Json, least: number): Kind {
  const words = wordsOf(items) ?? { title: { ja: '', en: '' } };
  const kind = kindOf(items, words);
  if (kind.is === 'group') return { is: 'rows', fields: kind.fields, least };
  if (kind.is === 'listed' || kind.is === 'choice') return { is: 'several', of: kind };
  // Lines, dates, documents: each a row of one field, which is the item itself.
  return { is: 'rows', fields: [{ name: '', words, required: true, kind }], least };
}

/** The name of the field by which a part of an object is called. */
const KEY = '_key';

function keyedRows(names: Json, of: Json): Kind {
  const words = wordsOf(names) ?? { title: { ja: '', en: '' } };
  const key: Field = { name: KEY, words, required: true, kind: kindOf(names, words) };
  return { is: 'rows', fields: [key, ...fieldsOf(of)], least: 0, keyed: KEY };
}

function branchOf(schema: Json): Branch {
  const properties = Object.entries(asObject(asObject(schema)['properties']));
  const marked = properties.find(([, part]) => asObject(part)['const'] !== undefined);
  if (marked === undefined) return unmarked(schema, properties);
  const [name, part] = marked;
  const only = asObject(part)['const'];
  const value = typeof only === 'string' ? only : '';
  return {
    label: wordsOf(part)?.labels?.[value] ?? { ja: value, en: value },
    id: value,
    by: { is: 'mark', name },
    fields: fieldsOf(schema),
  };
}

/** A way that no field marks: a group by the first field it has, a single value, or nothing. */
function unmarked(schema: Json, [first]: readonly (readonly [string, unknown])[]): Branch {
  const words = wordsOf(schema) ?? { title: { ja: '', en: '' } };
  const label = words.title;
  if (first !== undefined)
    return { label, id: first[0], by: { is: 'field', name: first[0] }, fields: fieldsOf(schema) };
  if (asObject(schema)['type'] === 'null') return { label, id: 'nothing', by: { is: 'nothing' }, fields: [] };
  return { label, id: 'single', by: { is: 'single' }, fields: [fieldOf('', schema, true)] };
}

function choicesOf(schema: Json, { labels = {} }: FieldWords): (Text & { id: string })[] {
  const { enum: values } = asObject(schema);
  if (!isList(values)) return [];
  return values
    .filter((id) => typeof id === 'string' || typeof id === 'number')
    .map(String)
    .map((id) => ({ id, ...(labels[id] ?? { ja: id, en: id }) }));
}

function isText(value: unknown): value is Text {
  const { ja, en } = asObject(value);
  return typeof ja === 'string' && typeof en === 'string';
}
