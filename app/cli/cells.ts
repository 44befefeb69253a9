/** Writes values of an answer as its endpoint's description says (web/table.ts). */
import { clauseShown } from '../../model/clauses.ts';
import { dateInJapan, fiscalYearName } from '../../model/japan-time.ts';
import { isObject } from '../../model/json.ts';
import type { Language } from '../../model/text.ts';
import type { Format, Items, Part, Table, Value, Where } from '../../web/table.ts';
import type { Context } from './context.ts';
import { dueDate, minuteInJapan, writeRows, type Output } from './output.ts';

/** Writes rows by their table. */
export function writeTable(context: Context, output: Output, table: Table, rows: readonly unknown[]): void {
  const columns = table.columns.map(({ head, cell, missing }) => ({
    head,
    cell: (row: unknown) => cellOf(row, cell, context.language)?.trimEnd() ?? missing ?? '',
  }));
  writeRows(context, output, rows, columns, table.none);
}

/** Values and words of a cell; undefined when the row has none of its values. */
export function cellOf(row: unknown, cell: readonly Part[], language: Language): string | undefined {
  let found = false;
  const written = cell.map((part) => {
    if (typeof part === 'string') return part;
    if ('ja' in part) return part[language];
    const text = partOf(row, part, language);
    found ||= text !== undefined;
    return text ?? '';
  });
  return found ? written.join('') : undefined;
}

/** A list within a thing, as far as it is shown. */
export function rowsAt(thing: unknown, path: string, where: Where | undefined): readonly unknown[] | undefined {
  const all = valueAt(thing, path);
  if (!Array.isArray(all)) return undefined;
  return where === undefined ? all : all.filter((row) => valueAt(row, where.at) === where.is);
}

function partOf(row: unknown, part: Exclude<Part, string | { ja: string }>, language: Language): string | undefined {
  if ('each' in part) return itemsOf(row, part, language);
  return 'cell' in part ? cellOf(row, part.cell, language) : valueOf(row, part, language);
}

function valueOf(row: unknown, { at, as, named, unless, else: other }: Value, language: Language): string | undefined {
  const value = valueAt(row, typeof at === 'string' ? at : at[language]);
  if (unless !== undefined && value === valueAt(row, unless)) return undefined;
  if (value !== undefined) return written(value, as, named, language);
  return other === undefined ? undefined : valueOf(row, { at: other }, language);
}

function itemsOf(row: unknown, { each, where, cell, between, atMost, beside }: Items, language: Language) {
  const all = rowsAt(row, each, where);
  if (all === undefined) return undefined;
  const shown = all.slice(0, atMost).map((item) => cellOf(item, cell, language)?.trimEnd() ?? '');
  const hidden = beside === undefined ? 0 : Number(valueAt(row, beside) ?? 0);
  const more = all.length - shown.length + hidden;
  if (shown.length + more === 0) return undefined;
  return shown.join(typeof between === 'string' ? between : between[language]) + (more > 0 ? ` … +${more}` : '');
}

/** The value at `a.b` or `list.0.a`, the thing itself at the empty path; undefined when there is none. */
function valueAt(thing: unknown, path: string): unknown {
  let value = thing;
  for (const name of path === '' ? [] : path.split('.')) {
    if (Array.isArray(value)) value = value[Number(name)];
    else value = isObject(value) ? value[name] : undefined;
  }
  return value === null ? undefined : value;
}

function written(value: unknown, as: Format | undefined, named: Value['named'], language: Language): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (named !== undefined && Object.hasOwn(named, text)) return named[text]?.[language] ?? text;
  if (as === 'short') return text.slice(0, 12);
  if (as === 'clause') return clauseShown(text)[language];
  if (typeof value !== 'number') return text;
  if (as === 'fiscalYear') return fiscalYearName(value)[language];
  if (as === 'dueDate') return dueDate(value);
  if (as === 'date') return dateInJapan(value);
  return as === 'minute' ? minuteInJapan(value) : text;
}
