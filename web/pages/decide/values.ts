/**
 * What stands in a form: plain texts by the name of their control, `measures.2.due`, as browsers send them. Made from a
 * draft or from what was sent; read back into the body of a decision by the fields of its form.
 */
import { dateOf } from '../../../records/import/dates.ts';
import { asObject, isList, isObject, type Json } from '../../../model/json.ts';
import type { FieldError } from '../../problems.ts';
import { MOST_ROWS, type Branch, type Field, type Kind } from './fields.ts';
import { readDay } from './day-of-year.ts';

/** Texts by name; several where boxes are ticked. */
export class Values {
  readonly #texts: ReadonlyMap<string, readonly string[]>;

  constructor(texts: Iterable<readonly [string, readonly string[]]>) {
    this.#texts = new Map(texts);
  }

  one(name: string): string {
    return this.#texts.get(name)?.[0] ?? '';
  }

  all(name: string): readonly string[] {
    return this.#texts.get(name) ?? [];
  }

  /** Whether anything is filled in at a name or below it. */
  any(name: string): boolean {
    return this.names(name).some(
      (one) => !besides.some((mark) => one.endsWith(mark)) && this.all(one).some((text) => text.trim() !== ''),
    );
  }

  names(below = ''): readonly string[] {
    return [...this.#texts.keys()].filter((name) => below === '' || name === below || name.startsWith(`${below}.`));
  }

  /** How many rows there are. */
  rows(name: string): number {
    return Math.min(MOST_ROWS, Number(this.one(name + countMark)) || 0);
  }

  with(changed: Iterable<readonly [string, readonly string[]]>): Values {
    return new Values([...this.#texts, ...changed]);
  }

  entries(): readonly (readonly [string, readonly string[]])[] {
    return [...this.#texts];
  }
}

/** Behind the name of a list of rows: how many it has. */
export const countMark = '.#';
/** Behind the name of a choice between groups: which way it goes. */
export const branchMark = '.?';
/** Where the fields of one way stand: two ways may have fields of one name. */
export const inBranch = (at: string, way: string): string => `${at}${branchMark}${way}`;
/** Behind the name of a document: what it is called, and the class of one that is sent now. */
export const nameMark = '.name';
export const classMark = '.class';
export const fileMark = '.file';
/** Behind the name of a field whose list is searched: what for. */
export const searchMark = '.search';
/** Behind the name of a list of rows: what was pasted from a spreadsheet, and is no row yet. */
export const pasteMark = '.paste';

/** What stands in a form without having been filled in. */
const besides = [countMark, nameMark, classMark, searchMark, pasteMark];

/** The texts of a form as it was sent; files are seen to elsewhere. */
export function valuesOf(fields: Iterable<readonly [string, string | File]>): Values {
  const texts = new Map<string, string[]>();
  for (const [name, value] of fields) {
    // Browsers end lines with both signs.
    if (typeof value === 'string') texts.set(name, [...(texts.get(name) ?? []), value.replaceAll('\r\n', '\n')]);
  }
  return new Values(texts);
}

/** A draft as what stands in its form. */
export function valuesFrom(fields: readonly Field[], draft: Json, at = ''): Values {
  return new Values(textsFrom(fields, draft, at));
}

export const below = (at: string, name: string): string => (at === '' || name === '' ? at + name : `${at}.${name}`);

function textsFrom(fields: readonly Field[], draft: Json, at: string): (readonly [string, readonly string[]])[] {
  return fields.flatMap((field) => {
    const value = field.name === '' ? draft : asObject(draft)[field.name];
    const isNothing = value === undefined || (value === null && field.kind.is !== 'branches');
    return isNothing ? [] : textsOf(field.kind, value, below(at, field.name));
  });
}

function textsOf(kind: Kind, value: Json, at: string): (readonly [string, readonly string[]])[] {
  switch (kind.is) {
    case 'group':
      return textsFrom(kind.fields, value, at);
    case 'rows': {
      const { keyed } = kind;
      const rows =
        keyed === undefined
          ? isList(value)
            ? value
            : []
          : Object.entries(asObject(value)).map(([key, part]) => ({ ...asObject(part), [keyed]: key }));
      return [
        [at + countMark, [String(rows.length)]],
        ...rows.flatMap((row, i) => textsFrom(kind.fields, row, `${at}.${i}`)),
      ];
    }
    case 'several':
      return [[at, (isList(value) ? value : []).map(String)]];
    case 'lines':
      return [[at, [(isList(value) ? value : []).map(String).join('\n')]]];
    case 'branches': {
      const branch = kind.branches.find((one) => goes(value, one));
      return branch === undefined
        ? []
        : [[at + branchMark, [branch.id]], ...textsFrom(branch.fields, value, inBranch(at, branch.id))];
    }
    case 'yesNo':
      return [[at, [value === true ? 'yes' : 'no']]];
    default:
      return isObject(value) || isList(value) ? [] : [[at, [String(value)]]];
  }
}

/** Whether a value goes this way. */
function goes(value: Json, { by, id }: Branch): boolean {
  switch (by.is) {
    case 'mark':
      return asObject(value)[by.name] === id;
    case 'field':
      return asObject(value)[by.name] !== undefined;
    case 'nothing':
      return value === null;
    case 'single':
      return value !== null && !isObject(value);
  }
}

/** The body that a form comes to, with what in it cannot be read; what is left empty is left out. */
export function bodyOf(
  fields: readonly Field[],
  values: Values,
): { readonly body: Readonly<Record<string, Json>>; readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = [];
  const body = objectOf(fields, values, '', errors);
  return { body, errors };
}

function objectOf(fields: readonly Field[], values: Values, at: string, errors: FieldError[]): Record<string, Json> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = valueOf(field, values, below(at, field.name), errors);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

function valueOf(field: Field, values: Values, at: string, errors: FieldError[]): Json | undefined {
  const { kind } = field;
  switch (kind.is) {
    case 'group':
      return field.required || values.any(at) ? objectOf(kind.fields, values, at, errors) : undefined;
    case 'rows':
      return kind.keyed === undefined
        ? rowsOf(field, kind.fields, values, at, errors)
        : keyedOf(field, kind.fields, kind.keyed, values, at, errors);
    case 'lines': {
      const lines = values
        .one(at)
        .split('\n')
        .map((line) => line.trim());
      const said = lines.filter((line) => line !== '');
      return said.length === 0 && !field.required ? undefined : said;
    }
    case 'several': {
      const chosen = values.all(at).filter((text) => text !== '');
      return chosen.length === 0 && !field.required
        ? undefined
        : chosen.map((text) => scalarOf(kind.of, text, at, errors));
    }
    case 'branches': {
      const branch = kind.branches.find(({ id }) => id === values.one(at + branchMark));
      if (branch === undefined) return undefined;
      const { by, id, fields } = branch;
      if (by.is === 'nothing') return null;
      const inside = inBranch(at, id);
      if (by.is === 'single') return fields[0] && valueOf(fields[0], values, inside, errors);
      return { ...(by.is === 'mark' && { [by.name]: id }), ...objectOf(fields, values, inside, errors) };
    }
    default: {
      const text = values.one(at);
      return text.trim() === '' ? undefined : scalarOf(kind, text, at, errors);
    }
  }
}

/** Rows as the object that they are; one name twice is told. */
function keyedOf(
  { required }: Field,
  fields: readonly Field[],
  keyed: string,
  values: Values,
  at: string,
  errors: FieldError[],
): Json | undefined {
  const known = new Map<string, Json>();
  for (let i = 0; i < values.rows(at); i++) {
    const { [keyed]: key = '', ...part } = objectOf(fields, values, `${at}.${i}`, errors);
    const name = typeof key === 'string' ? key : '';
    if (name === '' || known.has(name)) {
      errors.push({
        path: pathOf(`${at}.${i}.${keyed}`),
        ...(name === ''
          ? { ja: '選んでください。', en: 'Choose one.' }
          : { ja: '同じものが前の行にもあります。', en: 'It stands in a row above already.' }),
      });
    }
    known.set(name, part);
  }
  return known.size === 0 && !required ? undefined : Object.fromEntries(known);
}

/** A list left without rows is left out where it may be. */
function rowsOf(
  { required }: Field,
  fields: readonly Field[],
  values: Values,
  at: string,
  errors: FieldError[],
): Json | undefined {
  const rows = Array.from({ length: values.rows(at) }, (_, i) => {
    const [only] = fields;
    if (only?.name === '') return valueOf(only, values, `${at}.${i}`, errors) ?? '';
    return objectOf(fields, values, `${at}.${i}`, errors);
  });
  return rows.length === 0 && !required ? undefined : rows;
}

function scalarOf(kind: Kind, text: string, at: string, errors: FieldError[]): Json {
  if (kind.is === 'yesNo') return text === 'yes';
  if (kind.is === 'date') {
    const read = dateOf(text);
    if ('value' in read) return read.value;
    errors.push({ path: pathOf(at), ...read.problem });
    return text;
  }
  if (kind.is === 'dayOfYear') return readDay(text);
  if (kind.is === 'number' || ((kind.is === 'listed' || kind.is === 'choice') && kind.number === true)) {
    const plain = text.normalize('NFKC').replaceAll(',', '').trim();
    // What is no number is told by the decision's own check.
    return /^-?\d{1,15}$/.test(plain) ? Number(plain) : text;
  }
  return kind.is === 'text' ? text : text.trim();
}

/** `measures.2.due` as answers name it: `measures[2].due`. */
export function pathOf(name: string): string {
  return name.replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]');
}

/** `measures[2].due` as its control is named. */
export function nameOf(path: string): string {
  return path.replaceAll(/\[(\d+)\]/g, '.$1');
}

/** What a button of the form asks for before it is checked: rows added and taken away. */
export function rearranged(values: Values, act: string): Values {
  const [what, name = ''] = act.split(':');
  const count = values.rows(name);
  if (what === 'add') return values.with([[name + countMark, [String(Math.min(MOST_ROWS, count + 1))]]]);
  if (what === 'drop')
    return values.with([
      [name, []],
      [name + nameMark, []],
    ]);
  if (what !== 'remove') return values;
  const parts = /^(.*)\.(\d+)$/.exec(name);
  if (parts === null) return values;
  const [, list = '', row = '0'] = parts;
  const gone = Number(row);
  const left = values.entries().flatMap(([one, texts]): (readonly [string, readonly string[]])[] => {
    const found = one.startsWith(`${list}.`) ? /^(\d+)(.*)$/.exec(one.slice(list.length + 1)) : null;
    if (found === null) return [[one, texts]];
    const [, at = '0', rest = ''] = found;
    if (Number(at) === gone) return [];
    return [[`${list}.${Number(at) > gone ? Number(at) - 1 : at}${rest}`, texts]];
  });
  return new Values(left).with([[list + countMark, [String(Math.max(0, values.rows(list) - 1))]]]);
}
