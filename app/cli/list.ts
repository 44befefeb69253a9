import { buildCommand, type Command } from '@stricli/core';
import { fiscalYearName } from '../../model/japan-time.ts';
import { isObject } from '../../model/json.ts';
import type { Language } from '../../model/text.ts';
import type { Column, Format, Items, Value } from '../../web/table.ts';
import { Api } from './api.ts';
import { findConnection } from './connection.ts';
import type { Context } from './context.ts';
import type { Asked, DescribedList } from './lists.built.ts';
import { dueDate, minuteInJapan, outputFlag, writeRows, type Output } from './output.ts';

/** What the reader gave by flags; everything as text, as it stands in an address. */
type Flags = { readonly output: Output } & Readonly<Record<string, string | undefined>>;

/**
 * A command that shows a list of the API, made from the endpoint's description: its query becomes flags, its table
 * columns. `before` is called with the last page, ahead of the table.
 */
export function listCommand(
  brief: string,
  list: DescribedList,
  before?: (context: Context, output: Output, last: unknown) => void,
): Command<Context> {
  const query = Object.fromEntries(list.query.map((asked) => [asked.name, flagOf(asked)]));
  return buildCommand<Flags, [], Context>({
    docs: { brief },
    parameters: { flags: Object.assign(query, { output: outputFlag }), aliases: { o: 'output' } },
    async func({ output, ...given }) {
      const { rows, last } = await readList(this, list, given);
      before?.(this, output, last);
      writeList(this, output, list, rows);
    },
  });
}

/** A command that shows a list below one thing, whose id is its argument. */
export function listOfOne(
  brief: string,
  argument: { readonly brief: string; readonly placeholder: string },
  list: DescribedList,
  of: { readonly path: (id: string) => string; readonly query?: Readonly<Record<string, string>> },
): Command<Context> {
  return buildCommand<{ output: Output }, [string], Context>({
    docs: { brief },
    parameters: {
      flags: { output: outputFlag },
      aliases: { o: 'output' },
      positional: { kind: 'tuple', parameters: [{ parse: String, ...argument }] },
    },
    async func({ output }, id) {
      const { rows } = await readList(this, { ...list, path: of.path(id) }, of.query ?? {});
      writeList(this, output, list, rows);
    },
  });
}

/** Everything a list holds, page by page, and the last page as it came. */
export async function readList(
  context: Context,
  { path, paged }: Pick<DescribedList, 'path' | 'paged'>,
  query: Readonly<Record<string, string | undefined>>,
): Promise<{ rows: readonly unknown[]; last: unknown }> {
  const rows: unknown[] = [];
  const pages = new Api(findConnection(context.process.env)).pages(path, {
    ...(paged ? { limit: '500' } : {}),
    ...query,
  });
  let step = await pages.next();
  for (; step.done !== true; step = await pages.next()) rows.push(step.value);
  return { rows, last: step.value };
}

/** Writes rows by the table of their list. */
export function writeList(context: Context, output: Output, { table }: DescribedList, rows: readonly unknown[]): void {
  const { language } = context;
  const columns = table.columns.map((column) => ({
    head: column.head,
    cell: (row: unknown) => cellOf(row, column, language),
  }));
  writeRows(context, output, rows, columns, table.none);
}

/** A yes/no is a flag without value; `inferEmpty` lets it stand alone. */
function flagOf({ brief, kind }: Asked) {
  const parse = (text: string): string => (kind === 'yes' && text === '' ? 'true' : text);
  return { kind: 'parsed', parse, optional: true, brief, ...(kind === 'yes' ? { inferEmpty: true } : {}) } as const;
}

function cellOf(row: unknown, { cell, missing = '' }: Pick<Column, 'cell' | 'missing'>, language: Language): string {
  let found = false;
  const parts = cell.map((part) => {
    if (typeof part === 'string') return part;
    const value = 'each' in part ? itemsOf(row, part, language) : valueOf(row, part, language);
    found ||= value !== undefined;
    return value ?? '';
  });
  return found ? parts.join('').trim() : missing;
}

function valueOf(row: unknown, { at, as, named, else: other }: Value, language: Language): string | undefined {
  const value = found(row, typeof at === 'string' ? at : at[language]);
  if (value !== undefined) return written(value, as, named, language);
  return other === undefined ? undefined : valueOf(row, { at: other }, language);
}

function itemsOf(row: unknown, items: Items, language: Language): string | undefined {
  const all = found(row, items.each);
  if (!Array.isArray(all)) return undefined;
  const shown = all.slice(0, items.atMost).map((item) => cellOf(item, items, language));
  const hidden = items.beside === undefined ? 0 : Number(found(row, items.beside) ?? 0);
  const more = all.length - shown.length + hidden;
  const between = typeof items.between === 'string' ? items.between : items.between[language];
  return shown.join(between) + (more > 0 ? ` … +${more}` : '');
}

/** The value at `a.b` of a row, the row itself at the empty path; undefined when there is none. */
function found(row: unknown, path: string): unknown {
  let value = row;
  for (const name of path === '' ? [] : path.split('.')) value = isObject(value) ? value[name] : undefined;
  return value === null ? undefined : value;
}

function written(value: unknown, as: Format | undefined, named: Value['named'], language: Language): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (named !== undefined && Object.hasOwn(named, text)) return named[text]?.[language] ?? text;
  if (as === 'short') return text.slice(0, 12);
  if (typeof value !== 'number') return text;
  if (as === 'fiscalYear') return fiscalYearName(value)[language];
  if (as === 'dueDate') return dueDate(value);
  return as === 'minute' ? minuteInJapan(value) : text;
}
