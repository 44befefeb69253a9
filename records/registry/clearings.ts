/** What a change takes away: fields that said something and will say nothing. */
import type { Clearing } from '../../contract/records/registry.ts';
import type { JournaledRow } from './journaled-row.ts';

/** Rows before a change, by kind and key. */
export type RowsBefore = (kind: JournaledRow['kind'], id: string) => object | undefined;

/** Every field cleared by the rows written, in their order. */
export function clearingsOf(written: readonly JournaledRow[], before: RowsBefore): Clearing[] {
  return written.flatMap(({ kind, id, row }) => {
    const after = new Map<string, unknown>(Object.entries(row));
    return Object.entries(before(kind, id) ?? {})
      .filter(([column, value]) => saysSomething(value) && !saysSomething(after.get(column)))
      .map(([column]) => ({ kind, id, field: fieldOf(column) }));
  });
}

/** False for what stands for nothing in a column. */
export function saysSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  // `[]`: a body without former names.
  return value !== null && value !== undefined && value !== '' && value !== '[]';
}

/** A column under the name it has in files and in the API: `outside.firm`, `from`, `corporateNumber`. */
export function fieldOf(column: string): string {
  return column
    .replace(/^(outside|instrument)_/, '$1.')
    .replace(/^(from|to)_date$/, '$1')
    .replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
