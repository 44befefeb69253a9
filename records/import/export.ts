/** What is recorded, as a file that can be changed and imported again: the columns of the template. */
import { stringify } from 'csv-stringify/sync';
import { fixedLists } from '../registry/fixed-lists.ts';
import { columnsOf, type Field } from './fields.ts';
import type { CsvKind } from './template.ts';

/** A row that is recorded. */
export interface RecordedRow {
  /** What stands in the line above it, for people: the import passes over that. */
  readonly about?: string;
  /** By field; those of an object as `outside.firm`. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** As the template: UTF-8 with BOM and CR LF. What a spreadsheet would compute stands behind an apostrophe. */
export function exportOf(kind: CsvKind, rows: readonly RecordedRow[]): string {
  const columns = columnsOf(kind);
  const lines = rows.flatMap(({ about, values }) => [
    ...(about === undefined ? [] : [[`# ${about}`, ...columns.slice(1).map(() => '')]]),
    columns.map((field) => cellOf(field, values.get(field.name))),
  ]);
  return stringify([columns.map(({ ja: [head = ''] }) => head), ...lines], {
    bom: true,
    record_delimiter: '\r\n',
    escape_formulas: true,
  });
}

/** The fields of a row, by the names that columns have. */
export function valuesOf(row: object): Map<string, unknown> {
  return new Map(
    Object.entries(row).flatMap(([name, value]: [string, unknown]): [string, unknown][] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).map(([part, inner]) => [`${name}.${part}`, inner])
        : [[name, value]],
    ),
  );
}

function cellOf({ type }: Field, value: unknown): string {
  if (type === 'renaming') return '';
  if (Array.isArray(value)) return value.join(';');
  if (typeof value === 'boolean') return value ? 'はい' : 'いいえ';
  if (typeof value !== 'string') return '';
  const list = Object.entries(fixedLists).find(([name]) => name === type)?.[1];
  const words: Readonly<Record<string, { readonly ja: string }>> = list?.words ?? {};
  return words[value]?.ja ?? value;
}
