import { buildCommand, type Command } from '@stricli/core';
import type { Line, Rows } from '../../web/table.ts';
import { Api } from './api.ts';
import { cellOf, rowsAt, writeTable } from './cells.ts';
import { findConnection } from './connection.ts';
import type { Context } from './context.ts';
import type { DescribedSheet } from './described.built.ts';
import { flagsOf, type Given } from './flags.ts';
import { outputFlag, writeValue, type Output } from './output.ts';

/** What names the thing: it stands in the address. */
interface Naming {
  readonly brief: string;
  readonly placeholder: string;
  readonly default?: string;
}

type Flags = Given & { readonly output: Output };

/**
 * A command that shows one thing of the API, made from the endpoint's description: its query becomes flags, its sheet
 * lines and tables. What names the thing is a flag, or nothing.
 */
export function showCommand(
  brief: string,
  sheet: DescribedSheet,
  path: (name: string) => string,
  naming?: Naming,
): Command<Context> {
  const flags = Object.assign(flagsOf(sheet), { output: outputFlag });
  if (naming !== undefined)
    Object.assign(flags, { [naming.placeholder]: { kind: 'parsed', parse: String, ...naming } });
  return buildCommand<Flags, [], Context>({
    docs: { brief },
    parameters: { flags, aliases: { o: 'output' } },
    async func({ output, ...given }) {
      const { [naming?.placeholder ?? '']: name = '', ...query } = given;
      await show(this, output, sheet.blocks, path(name), query);
    },
  });
}

/** The same where an argument names the thing. `--all` adds what its sheet shows more of, if anything. */
export function showNamed(
  brief: string,
  sheet: DescribedSheet,
  path: (name: string) => string,
  naming: Naming,
): Command<Context> {
  const { blocks, more } = sheet;
  const docs = { brief };
  const aliases = { o: 'output' } as const;
  const positional = { kind: 'tuple', parameters: [{ parse: String, ...naming }] } as const;
  if (more === undefined) {
    return buildCommand<Flags, [string], Context>({
      docs,
      parameters: { flags: Object.assign(flagsOf(sheet), { output: outputFlag }), aliases, positional },
      async func({ output, ...query }, name) {
        await show(this, output, blocks, path(name), query);
      },
    });
  }
  const words = `${more.brief.ja} / ${more.brief.en}`;
  const all = { kind: 'boolean', default: false, brief: words, withNegated: false } as const;
  return buildCommand<{ output: Output; all: boolean }, [string], Context>({
    docs,
    parameters: { flags: { output: outputFlag, all }, aliases, positional },
    async func({ output, all: whole }, name) {
      await show(this, output, whole ? [...blocks, ...more.blocks] : blocks, path(name), {});
    },
  });
}

async function show(context: Context, output: Output, blocks: readonly (Line | Rows)[], path: string, query: Given) {
  const { body } = await new Api(findConnection(context.process.env)).get(path, query);
  if (output !== 'text') return writeValue(context, output, body, () => '');
  for (const block of blocks) write(context, body, block);
}

function write(context: Context, thing: unknown, block: Line | Rows): void {
  const { stdout } = context.process;
  if ('line' in block) {
    const text = cellOf(thing, block.line, context.language) ?? block.missing?.[context.language];
    if (text !== undefined) stdout.write(`${text}\n`);
    return;
  }
  const rows = rowsAt(thing, block.rows, block.where);
  if (rows === undefined) return;
  stdout.write('\n');
  writeTable(context, 'text', block.table, rows);
}
