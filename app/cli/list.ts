import { buildCommand, type Command } from '@stricli/core';
import { Api } from './api.ts';
import { writeTable } from './cells.ts';
import { findConnection } from './connection.ts';
import type { Context } from './context.ts';
import type { DescribedList } from './described.built.ts';
import { flagsOf, type Given } from './flags.ts';
import { outputFlag, type Output } from './output.ts';

const asCsv = {
  name: 'csv',
  brief: '表計算用の CSV（UTF-8、BOM付き）で / as CSV for a spreadsheet',
  values: 'yes',
} as const;

/**
 * A command that shows a list of the API, made from the endpoint's description: its query becomes flags, its table
 * columns. `before` is called with the last page, ahead of the table. `file`: where the same is had as CSV (`--csv`).
 */
export function listCommand(
  brief: string,
  list: DescribedList & { readonly file?: string },
  before?: (context: Context, output: Output, last: unknown) => void,
): Command<Context> {
  const { file, query } = list;
  const asked = file === undefined ? query : [...query, asCsv];
  return buildCommand<Given & { readonly output: Output }, [], Context>({
    docs: { brief },
    parameters: { flags: Object.assign(flagsOf({ query: asked }), { output: outputFlag }), aliases: { o: 'output' } },
    async func({ output, csv, ...given }) {
      if (file !== undefined && csv === 'true') {
        const { text } = await new Api(findConnection(this.process.env)).get(file, given);
        return void this.process.stdout.write(text);
      }
      const { rows, last } = await readList(this, list, given);
      before?.(this, output, last);
      writeTable(this, output, list.table, rows);
    },
  });
}

/** A command that shows a list below one thing, whose id is its argument. */
export function listOfOne(
  brief: string,
  argument: { readonly brief: string; readonly placeholder: string },
  list: DescribedList,
  of: { readonly path: (id: string) => string; readonly query?: Given },
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
      writeTable(this, output, list.table, rows);
    },
  });
}

/** Everything a list holds, page by page, and the last page as it came. */
export async function readList(
  context: Context,
  { path, paged }: Pick<DescribedList, 'path' | 'paged'>,
  query: Given,
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
