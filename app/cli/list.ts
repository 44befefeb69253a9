import { buildCommand, type Command } from '@stricli/core';
import { isObject } from '../../model/json.ts';
import type { Language } from '../../model/text.ts';
import type { Column, Format, Value } from '../../web/table.ts';
import { Api } from './api.ts';
import { findConnection } from './connection.ts';
import type { Context } from './context.ts';
import type { DescribedList } from './lists.built.ts';
import { dueDate, minuteInJapan, outputFlag, writeRows, type Output } from './output.ts';

/** A command that shows a list of the API, made from the endpoint's description. */
export function listCommand(brief: string, { path, table }: DescribedList): Command<Context> {
  return buildCommand<{ output: Output }, [], Context>({
    docs: { brief },
    parameters: { flags: { output: outputFlag }, aliases: { o: 'output' } },
    async func({ output }) {
      const api = new Api(findConnection(this.process.env));
      const rows: unknown[] = [];
      for await (const item of api.pages(path)) rows.push(item);
      const columns = table.columns.map((column) => ({
        head: column.head,
        cell: (row: unknown) => cellOf(row, column, this.language),
      }));
      writeRows(this, output, rows, columns, table.none);
    },
  });
}

function cellOf(row: unknown, { cell, missing = '' }: Column, language: Language): string {
  let found = false;
  const parts = cell.map((part) => {
    if (typeof part === 'string') return part;
    const value = valueOf(row, part, language);
    found ||= value !== undefined;
    return value ?? '';
  });
  return found ? parts.join('') : missing;
}

function valueOf(row: unknown, { at, as }: Value, language: Language): string | undefined {
  let value = row;
  for (const name of (typeof at === 'string' ? at : at[language]).split('.')) {
    value = isObject(value) ? value[name] : undefined;
  }
  return value === undefined || value === null ? undefined : written(value, as);
}

const formats: Readonly<Record<Format, (at: number) => string>> = { dueDate, minute: minuteInJapan };

function written(value: unknown, as: Format | undefined): string {
  if (as !== undefined && typeof value === 'number') return formats[as](value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
