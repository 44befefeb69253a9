/**
 * Rows pasted from a spreadsheet: a line for each, cells between tabs, with or without a line of headings. They become rows
 * of the form, where they are looked at before anything is sent; what a cell says that is in no list is told at its place.
 */
import { parse } from 'csv-parse/sync';
import type { Text } from '../../../model/text.ts';
import type { Deciding } from './asked.ts';
import type { Field, Kind } from './fields.ts';
import type { Filling } from './filling.ts';
import { below } from './pair.ts';
import { countMark, pasteMark, type Values } from './values.ts';

/** More rows than this are taken by no list. */
const MOST = 300;

/** A column: a single field of a row, or of a group in it. */
interface Column {
  /** Below the row, `owner.role`. */
  readonly path: string;
  readonly title: Text;
  readonly kind: Kind;
}

/** The columns a list of rows can be pasted in; none where a row is more than a line can say. */
export function columnsOf(fields: readonly Field[], at = '', before?: Text): readonly Column[] {
  const columns = fields.flatMap(({ name, words: { title }, kind }): readonly Column[] => {
    const path = at === '' ? name : `${at}.${name}`;
    const whole = before === undefined ? title : { ja: `${before.ja}：${title.ja}`, en: `${before.en}: ${title.en}` };
    if (kind.is === 'group') return columnsOf(kind.fields, path, whole);
    return isCell(kind) && name !== '' ? [{ path, title: whole, kind }] : [];
  });
  return at === '' && columns.length < 2 ? [] : columns;
}

function isCell({ is }: Kind): boolean {
  return !['rows', 'several', 'branches', 'document', 'group', 'lines'].includes(is);
}

/** A form after rows were pasted. */
interface Pasted extends Pick<Filling, 'values' | 'errors'> {
  readonly rows: number;
}

/**
 * The form with what was pasted as rows, where a button asked for it or the form was sent with it: nobody's rows are left
 * out because a second button was not seen. Undefined where nothing is.
 */
export function withPasted(
  { own, others, filling }: Pick<Deciding, 'own' | 'others' | 'filling'>,
  act: string,
): Pasted | undefined {
  const lists = [
    ...own.map((field) => ({ field, at: field.name, lists: filling.lists })),
    ...others.flatMap(({ decision, own: its, lists }) =>
      its.map((field) => ({ field, at: `${below(decision.id)}.${field.name}`, lists })),
    ),
  ];
  const given = lists.filter(({ at }) => filling.values.one(at + pasteMark).trim() !== '');
  if (given.length === 0 || !/^(paste:|check$|confirm$)/.test(act)) return undefined;
  return given.reduce<Pasted>(
    (before, { field, at, lists: known }) => {
      const one = pasted(field, at, before.values, known);
      return {
        values: one.values,
        errors: new Map([...before.errors, ...one.errors]),
        rows: before.rows + one.rows,
      };
    },
    { values: filling.values, errors: filling.errors, rows: 0 },
  );
}

/** The texts with the pasted rows behind those that are there. */
function pasted(field: Field, at: string, values: Values, lists: Filling['lists']): Pasted {
  const columns = field.kind.is === 'rows' ? columnsOf(field.kind.fields) : [];
  const lines = linesIn(values.one(at + pasteMark));
  const [first = []] = lines;
  const named = columnsNamed(first, columns);
  const rows = (named === undefined ? lines : lines.slice(1)).slice(0, MOST);
  const order = named ?? columns;
  const errors = new Map<string, readonly Text[]>();
  const kept = keptRows(at, values);
  const texts = rows.flatMap((cells, i) =>
    cells.flatMap((cell, place): (readonly [string, readonly string[]])[] => {
      const column = order[place];
      if (column === undefined || cell.trim() === '') return [];
      const name = `${at}.${kept + i}.${column.path}`;
      const read = cellOf(column.kind, cell.trim(), lists);
      if (read === undefined) errors.set(name, [unknown(cell.trim())]);
      return [[name, [read ?? '']]];
    }),
  );
  const count = Math.min(MOST, kept + rows.length);
  return {
    values: values.with([...texts, [at + countMark, [String(count)]], [at + pasteMark, ['']]]),
    errors,
    rows: rows.length,
  };
}

/** The rows that stay: an empty last one, as a form begins with, is filled by the first that is pasted. */
function keptRows(at: string, values: Values): number {
  const count = values.rows(at);
  return count > 0 && !values.any(`${at}.${count - 1}`) ? count - 1 : count;
}

function linesIn(text: string): string[][] {
  const lines: string[][] = parse(text, {
    delimiter: '\t',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    to: MOST + 1,
  });
  return lines.filter((cells) => cells.some((cell) => cell.trim() !== ''));
}

/** The columns of a first line that holds nothing but headings; undefined where it is a row already. */
function columnsNamed(
  cells: readonly string[],
  columns: readonly Column[],
): readonly (Column | undefined)[] | undefined {
  const found = cells.map((cell) => columns.find(({ title }) => [title.ja, title.en].some((one) => same(one, cell))));
  const said = cells.filter((cell) => cell.trim() !== '').length;
  return said > 0 && found.filter((column) => column !== undefined).length === said ? found : undefined;
}

function cellOf(kind: Kind, cell: string, lists: Filling['lists']): string | undefined {
  if (kind.is === 'yesNo') {
    if (['はい', 'yes', '○', '1', 'true'].some((one) => same(one, cell))) return 'yes';
    return ['いいえ', 'no', '×', '0', 'false'].some((one) => same(one, cell)) ? 'no' : undefined;
  }
  const among = kind.is === 'choice' ? kind.among : kind.is === 'listed' ? (lists[kind.list]?.items ?? []) : undefined;
  if (among === undefined) return cell;
  return among.find(({ id, ja, en }) => [id, ja, en].some((one) => same(one, cell)))?.id;
}

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
const same = (a: string, b: string): boolean => plain(a) === plain(b);

function unknown(cell: string): Text {
  const shown = cell.slice(0, 100);
  return {
    ja: `貼り付けた「${shown}」に当たるものがありません。選んでください。`,
    en: `Nothing here is called “${shown}”, which was pasted. Choose one.`,
  };
}
